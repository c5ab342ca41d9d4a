"""Personal numbers and marks of exemption, all the way to what a person is shown."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from corpus.texts import texts
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.boxes import unpack
from ingest.document import Span
from ingest.isolate import Drawers
from ingest.personal import find_personal_numbers
from tests.conftest import write_papers
from ui.logs import MaskedFormatter
from ui.main import run
from ui.web.handlers.view import Viewing, view
from ui.web.links import Place
from ui.web.pictures import Pictures, picture_name

NUMBER, SPACED, TEMPORARY = "17038510088", "170385 10088", "57038510071"
MASKED, HIDDEN = "•••••••••••", "•••••• •••••"

MINUTES = f"""Referat fra møte i Klagenemnda
Møte 2/2024
Dato 6. mars 2024

Sak 3/24 Klage fra Ola Dal ({SPACED}) (unntatt offentlighet, offl. § 13)

Ola Dal, fødselsnummer {NUMBER}, klager på vedtaket om parkeringsavgift ved biblioteket.

Vedtak:
Klagenemnda gir klager {NUMBER} medhold i klagen på parkeringsavgiften.

Sak 4/24 Eventuelt

Neste møte er 9. juni 2024.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from fpdf import FPDF

    place = tmp_path_factory.mktemp("personal")
    papers = write_papers(
        place / "papers", {"referat.txt": MINUTES, f"Klage {NUMBER}.txt": "Klagen er sendt inn.\n"}
    )
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.multi_cell(
        0, 8, f"Unntatt offentlighet, offl. § 13\nBrev om snørydding\nMottaker {SPACED} i Sentrum."
    )
    pdf.output(str(papers / "brev.pdf"))
    with Writer(place / "index") as writer:
        synchronise(writer, [papers], SyncOptions())
    return place / "index"


def printed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> str:
    status = run([str(a) for a in arguments])
    out, error = capsysbinary.readouterr()
    assert status == 0, error
    return (out + error).decode()


COMMANDS = [
    ("search", "klage på parkeringsavgift"),
    ("ask", "Hvem fikk medhold i klagen på parkeringsavgiften?"),
    ("ask", "Hva ble vedtatt i sak 3/24?"),
    ("case", "3/24"),
    ("text", "referat.txt"),
    ("text", "brev.pdf", "--page", "1"),
]


def test_the_numbers_of_this_test_are_numbers() -> None:
    assert len(find_personal_numbers(f"{NUMBER}, {SPACED}, {TEMPORARY}")) == 3


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_no_command_shows_a_number_unless_told_to(
    index: Path, command: tuple[str, ...], form: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shown = printed(capsysbinary, *command, *form, "--index", index)
    assert NUMBER not in shown and SPACED not in shown and "•••••" in shown
    whole = printed(capsysbinary, *command, *form, "--show-personal-numbers", "--index", index)
    assert (NUMBER in whole or SPACED in whole) and "•••••" not in whole.replace(f"Klage {MASKED}", "")


def test_a_quote_is_the_slice_of_the_text_that_is_given_out(
    index: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for switch in ((), ("--show-personal-numbers",)):
        answer = json.loads(printed(capsysbinary, *COMMANDS[1], "--json", *switch, "--index", index))
        assert answer["answered"]
        for citation in answer["citations"]:
            text = printed(capsysbinary, "text", citation["document"], *switch, "--index", index)
            assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_number_in_a_file_s_name_is_masked_for_good(
    index: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shown = printed(capsysbinary, "search", "klagen sendt inn", "--json", "--index", index)
    assert f"Klage {MASKED}.txt" in shown and NUMBER not in shown
    assert printed(capsysbinary, "text", f"Klage {MASKED}.txt", "--index", index) == "Klagen er sendt inn.\n"


def test_an_exempt_paper_says_so_in_every_hit_and_citation(
    index: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    hits = json.loads(printed(capsysbinary, "search", "parkeringsavgift", "--json", "--index", index))["hits"]
    marks = {(hit["document"], hit["case"]): hit["exempt"] for hit in hits}
    assert marks["referat.txt", "3/24"] == "offl. § 13"
    assert marks.get(("referat.txt", "4/24")) is None
    answer = json.loads(printed(capsysbinary, *COMMANDS[1], "--json", "--index", index))
    assert {c["exempt"] for c in answer["citations"] if c["document"] == "referat.txt"} == {"offl. § 13"}
    case = json.loads(printed(capsysbinary, "case", "3/24", "--json", "--index", index))["candidates"][0]
    assert case["decision"]["exempt"] == "offl. § 13"
    for command in (COMMANDS[0], COMMANDS[1], COMMANDS[3]):
        assert "unntatt offentlighet (offl. § 13)" in printed(capsysbinary, *command, "--index", index)


def test_viewer_and_page_picture_hide_the_number_and_tell_the_mark(index: Path) -> None:
    import io

    from PIL import Image

    say = texts("nb")
    shown = {}
    for personal in (False, True):
        archive = Archive(index, personal=personal)
        text = view(archive, Viewing(Place("brev.pdf", 1), as_text=True), say)
        assert (SPACED in text) == personal and (HIDDEN in text) != personal
        assert "offl. § 13" in text
        document = archive.store.document("brev.pdf")
        assert document
        with Drawers() as drawers:
            drawn = Pictures(drawers).png(archive, picture_name(document, 1))
        shown[personal] = Image.open(io.BytesIO(drawn))
        _, content, width, _, boxes = archive.store.page("brev.pdf", 1) or (0, "", 0.0, 0.0, b"")
        archive.close()
    at = content.index(SPACED)
    scale = shown[True].width / width
    for word in unpack(boxes):
        inside = Span(word.start, word.start + word.length)
        crop = [round(side * scale) for side in word.box]
        dark = {p: sum(shown[p].crop(crop).convert("L").histogram()[:40]) for p in shown}
        if at <= inside.start < at + len(SPACED):
            assert dark[False] > 3 * dark[True]
        else:
            assert dark[False] == dark[True]


def test_logs_and_error_sentences_hold_no_number(
    index: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    record = logging.LogRecord("saksok", logging.ERROR, __file__, 1, "fant ikke %s", (SPACED,), None)
    assert MaskedFormatter().format(record) == f"fant ikke {HIDDEN}"
    assert run(["text", NUMBER, "--index", str(index)]) == 2
    assert NUMBER not in capsysbinary.readouterr().err.decode()
