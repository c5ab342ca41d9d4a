"""The sample archive: its documents, their traits, and that they are what the script makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from corpus.make_sample import ROOT, document, made_with, make
from corpus.make_sample_gold import Paper, find, fold, paper_of
from corpus.make_sample_look import missing_fonts
from corpus.make_sample_markup import SOURCES, Source, blocks, parse, sources
from corpus.make_sample_report import FILLS, projects

SAMPLE = ROOT / "sample"
ALL = sources()
PDFS = [source for source in ALL if source.file.endswith(".pdf")]
SCAN = next(source for source in ALL if source.settings.get("scanned"))
needs_fonts = pytest.mark.skipif(
    bool(missing_fonts()), reason="fonts-liberation or fonts-dejavu-core is missing"
)


def named(source: Source) -> str:
    return source.path.stem


def text_of(file: str) -> str:
    return paper_of(next(source for source in ALL if source.file == file), SAMPLE).text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make(folder)
    return folder


# ---- what there is


def test_the_folder_holds_the_documents_and_nothing_else() -> None:
    assert {path.name for path in SAMPLE.iterdir()} == {source.file for source in ALL}
    assert len(ALL) >= 18
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 3_000_000


def test_two_bodies_and_three_years() -> None:
    assert {source.settings["body"] for source in ALL if "body" in source.settings} == {"SR", "FU"}
    dates = {year for source in ALL for year in re.findall(r"20\d\d", source.file)}
    assert dates == {"2022", "2023", "2024"}


def test_two_or_three_papers_are_in_nynorsk() -> None:
    nynorsk = [source.file for source in ALL if source.settings.get("lang", "nb").startswith("nn")]
    assert 2 <= len(nynorsk) <= 3
    for file in nynorsk:
        words = set(re.findall(r"\w+", text_of(file).lower()))
        assert {"ikkje", "frå"} & words and not {"ikke", "fra", "hva"} & words


def test_text_files_come_in_utf8_windows_1252_and_markdown() -> None:
    text = [source for source in ALL if source.settings["look"] == "text"]
    assert any(source.file.endswith(".md") for source in text)
    assert any("\f" in text_of(source.file) for source in text)
    (old,) = [source for source in text if source.settings.get("encoding") == "cp1252"]
    with pytest.raises(UnicodeDecodeError):
        (SAMPLE / old.file).read_text(encoding="utf-8")


# ---- that they are what the script makes


@needs_fonts
def test_making_them_twice_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    for path in make(tmp_path):
        assert path.read_bytes() == (made / path.name).read_bytes(), path.name


@needs_fonts
def test_the_committed_documents_are_what_the_script_makes(made: Path) -> None:
    recorded = json.loads((SOURCES / "made_with.json").read_text(encoding="utf-8"))
    for source in ALL:
        if made_with() == recorded or source not in PDFS:
            assert (SAMPLE / source.file).read_bytes() == (made / source.file).read_bytes(), source.file
        else:
            assert paper_of(source, SAMPLE).text == paper_of(source, made).text, source.file


@pytest.mark.parametrize("source", [source for source in PDFS if source is not SCAN], ids=named)
def test_every_block_of_a_source_stands_in_its_pdf(source: Source) -> None:
    paper, after = paper_of(source, SAMPLE), 0
    for block in blocks(source.body):
        texts = [cell for row in block.rows for cell in row] if block.kind == "table" else [block.text]
        for text in texts if block.kind != "command" else ():
            if any(map(str.isalnum, text)):
                span = find(text.replace("\\\\", ""), paper, after)
                assert span, text
                after = span[1]


# ---- traits of the PDFs


def test_reports_show_status_as_words_and_by_colour_alone() -> None:
    for report, words in (("2022-10", True), ("2023-05", False), ("2024-04", True)):
        file = json.loads((SOURCES / "projects.json").read_text(encoding="utf-8"))[report]["document"]
        table = text_of(file)[text_of(file).rindex(projects(report)[0].name) :]
        assert bool(re.search(r"\b(Grønn|Gul|Rød)\b", table)) is words
        assert fills(SAMPLE / file) >= set(FILLS.values())


def fills(path: Path) -> set[tuple[int, ...]]:
    with pypdfium2.PdfDocument(path) as pdf:
        colours = set()
        for page in pdf:
            picture = page.render(scale=0.7).to_pil().convert("RGB")
            colours |= {colour for count, colour in picture.getcolors(1 << 24) if count > 20}
    return colours


def test_a_table_runs_over_a_page_and_repeats_its_heading() -> None:
    pages = text_of("Porteføljerapport april 2024.pdf").split("\f")
    assert ["Prosjektnavn" in page for page in pages[:2]] == [True, True]
    assert "Felles legemiddelkort" in pages[0] and "Samtykkebanken" in pages[1]


def test_one_page_is_landscape_and_the_slides_are_wide() -> None:
    def shapes(file: str) -> list[bool]:
        with pypdfium2.PdfDocument(SAMPLE / file) as pdf:
            return [page.get_width() > page.get_height() for page in pdf]

    assert shapes("Porteføljerapport mai 2023.pdf") == [False, True]
    assert all(shapes("2024-06-13 Presentasjon Samhandlingsrådet.pdf"))


def test_the_scan_has_pictures_and_no_text() -> None:
    assert text_of(SCAN.file).strip() == ""
    with pypdfium2.PdfDocument(SAMPLE / SCAN.file) as pdf:
        for page in pdf:
            (picture,) = page.get_objects()
            assert picture.get_bitmap().width / page.get_width() * 72 == pytest.approx(150, abs=1)


def test_headers_and_footers_run_through_the_minutes() -> None:
    pages = text_of("2024-03-14 Referat Samhandlingsrådet.pdf").split("\f")[:-1]
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert page.startswith("Samhandlingsrådet i Fjordmark") and page.endswith(f"Side {number} av 3")


def test_a_word_is_broken_at_the_end_of_a_line() -> None:
    with pypdfium2.PdfDocument(SAMPLE / "FU 2023-02-08 Saksframlegg 3-23 Felles kodeverk.pdf") as pdf:
        assert "kode\ufffeverk" in pdf[0].get_textpage().get_text_range()


def test_a_report_has_metadata_an_outline_and_page_labels() -> None:
    reader = PdfReader(SAMPLE / "Porteføljerapport november 2022.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Porteføljerapport for digital samhandling i Fjordmark, november 2022"
    assert reader.metadata.author == "Porteføljekontoret, Fjordmark IKT IKS"
    assert str(reader.metadata.creation_date).startswith("2022-11-07")
    assert reader.page_labels == ["i", "ii", "1", "2"]
    assert len(reader.outline) >= 4


def test_every_pdf_opens_without_a_word_of_complaint(recwarn: pytest.WarningsRecorder) -> None:
    for source in PDFS:
        reader = PdfReader(SAMPLE / source.file, strict=True)
        assert not reader.is_encrypted and len(reader.pages) >= 1
    assert not recwarn.list


# ---- traits of the papers


def test_one_document_holds_an_agenda_and_the_minutes_of_the_meeting_before() -> None:
    text = text_of("FU 2023-05-10 Innkalling med referat fra 8. februar.pdf")
    assert text.index("Innkalling til møte") < text.index("Referat fra møte i Fagutvalget for e-helse\n")


def test_draft_and_approved_minutes_differ() -> None:
    draft = text_of("2023-03-16 Referat Samhandlingsrådet UTKAST.pdf")
    final = text_of("2023-03-16 Referat Samhandlingsrådet.pdf")
    assert "innen 1. mai 2023.\n" in draft and "innen 1. juni 2023.\n" in final
    assert all("UTKAST" in page for page in draft.split("\f")[:-1]) and "UTKAST" not in final


def test_one_paper_is_exempt_from_public_access() -> None:
    exempt = [
        source.file for source in ALL if "Unntatt offentlighet, offl. § 13" in paper_of(source, SAMPLE).text
    ]
    assert exempt == ["FU 2024-02-07 Saksframlegg 3-24 UNNTATT OFFENTLIGHET.pdf"]


def test_papers_name_who_came_who_did_not_and_when_they_meet_again() -> None:
    minutes = [source.file for source in ALL if re.search(r"(?i)referat|møtebok", source.file)]
    assert len(minutes) >= 10
    for file in minutes:
        text = text_of(file)
        assert re.search(r"Til stede|Til stades", text) and re.search(
            r"Forfall|[Ii]kke til stede|Ikkje til", text
        )
        assert "Neste møte" in text, file


# ---- the markup


def test_an_open_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "file: x.txt\nlook: text\n---\nVedtak:\n[[vedtak SR 1/22\nUtan slutt.\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"x\.txt"):
        parse(path)


def test_a_mark_leaves_its_text_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "file: x.txt\nlook: text\n---\nA\n[[vedtak SR 1/22\nRådet sier ja.\n]]\nB\n", encoding="utf-8"
    )
    source = parse(path)
    assert document(source).decode() == "A\nRådet sier ja.\nB\n"
    assert [(mark.role, mark.number, mark.text) for mark in source.marks] == [
        ("vedtak", "1/22", "Rådet sier ja.")
    ]


@given(
    words=st.lists(st.text("abcæøåÆØÅ123", min_size=1, max_size=8), min_size=1, max_size=8),
    gaps=st.lists(st.sampled_from([" ", "\n", " \n", "-\n"]), min_size=8, max_size=8),
    before=st.text("xyz .\n", max_size=20),
)
def test_a_text_is_found_however_its_lines_are_broken(words: list[str], gaps: list[str], before: str) -> None:
    broken = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    span = find(" ".join(words), Paper(before + broken, ()))
    assert span is not None
    assert fold((before + broken)[slice(*span)]).replace(" ", "").replace("-", "") == "".join(words)
