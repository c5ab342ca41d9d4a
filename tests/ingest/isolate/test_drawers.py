"""Pages are drawn in other processes; what crashes, hangs or swells there is named and harms nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image

from corpus.errors import UnreadableError
from ingest.boxes import Box
from ingest.isolate import Drawers
from ingest.read.render import Drawing, Picture, draw, render_page
from ingest.read.watch import Limits

# What the process runs in the place of `ingest.read.render.draw`: the file says what goes wrong.
FAULTY = """
import os, time
from ingest.read.render import Picture, draw

def act(path, name, wanted):
    word = path.read_text() if path.suffix == ".txt" else ""
    if word == "hang":
        time.sleep(600)
    if word == "crash":
        os.abort()
    if word == "swell":
        held = [bytearray(1 << 20) for _ in range(2000)]
        time.sleep(600)
    if word == "noise":
        os.write(1, b"\\0" * 100)
    if word == "fault":
        raise KeyError("x")
    return Picture(str(os.getpid()).encode()) if word else draw(path, name, wanted)
"""
LIMITS = Limits(page_seconds=2.0, seconds=60.0, memory=300 << 20)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    from fpdf import FPDF

    made = FPDF()
    made.set_font("helvetica", size=12)
    for page in ("Første side", "Andre side"):
        made.add_page()
        made.multi_cell(0, 8, page)
    made.output(str(tmp_path / "papir.pdf"))
    return tmp_path / "papir.pdf"


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawers]:
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "faulty_drawer.py").write_text(FAULTY)
    monkeypatch.syspath_prepend(folder)
    with Drawers(2, LIMITS, "faulty_drawer:act") as drawers:
        yield drawers


def said(drawers: Drawers, folder: Path, word: str) -> str:
    path = folder / f"{word}.txt"
    path.write_text(word)
    try:
        return drawers.draw(path, "papir.pdf", Drawing(1)).png.decode()
    except UnreadableError as error:
        return str(error)


def test_a_picture_is_the_one_that_is_drawn_here(paper: Path) -> None:
    wanted = Drawing(2, 1.5, (Box(10, 10, 60, 30),))
    with Drawers() as drawers:
        drawn = drawers.draw(paper, paper.name, wanted)
        assert drawers.draw(paper, paper.name, Drawing(0)) == Picture(pages=2)
    assert drawn == draw(paper, paper.name, wanted) != Picture(render_page(paper, 2))
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert picture.getpixel((30, 30)) == (0, 0, 0)


def test_what_cannot_be_drawn_is_told_as_it_is_here(paper: Path, tmp_path: Path) -> None:
    broken = tmp_path / "ødelagt.pdf"
    broken.write_bytes(b"%PDF-1.7 rubbish")
    with Drawers() as drawers:
        for path, page, told in ((paper, 7, "side"), (broken, 1, "er skadet"), (broken, 0, "er skadet"),
                                 (tmp_path / "borte.pdf", 1, "finnes ikke lenger")):  # fmt: skip
            with pytest.raises(UnreadableError, match=told):
                drawers.draw(path, "Navnet", Drawing(page))
            with pytest.raises(UnreadableError, match=told):
                draw(path, "Navnet", Drawing(page))


def test_what_crashes_hangs_or_swells_is_named_and_the_next_is_drawn(
    faulty: Drawers, tmp_path: Path, paper: Path
) -> None:
    assert said(faulty, tmp_path, "ok").isdigit()
    assert "fikk leseren til å stoppe" in said(faulty, tmp_path, "crash")
    assert "tok for lang tid" in said(faulty, tmp_path, "hang")
    faulty._limits = replace(LIMITS, page_seconds=60.0)  # a busy machine swells slowly
    assert "for stor" in said(faulty, tmp_path, "swell")
    assert "KeyError" in said(faulty, tmp_path, "fault")
    assert said(faulty, tmp_path, "noise") == said(faulty, tmp_path, "ok"), "one process is used again"
    assert faulty.draw(paper, paper.name, Drawing(1)).png.startswith(b"\x89PNG")


def test_a_page_that_would_draw_for_ever_is_ended(tmp_path: Path) -> None:
    from tests.ingest.test_read_traps import one_page, raw_pdf, stream

    # Forms that each draw the next a hundred times: 10^14 lines.
    forms = {
        f"_{6 + depth}": stream(
            b"/X Do " * 100,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
            % (7 + depth),
        )
        for depth in range(7)
    }
    last = stream(b"0 0 m 595 842 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    path = tmp_path / "evig.pdf"
    path.write_bytes(raw_pdf(one_page(b"/X Do", b"/XObject << /X 6 0 R >>", **forms, _13=last)))
    with Drawers(1, LIMITS) as drawers, pytest.raises(UnreadableError, match=r"tok for lang|for stor|stoppe"):
        drawers.draw(path, "evig.pdf", Drawing(1))


def test_many_threads_share_few_processes(faulty: Drawers, tmp_path: Path) -> None:
    path = tmp_path / "ok.txt"
    path.write_text("ok")
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: faulty.draw(path, "papir.pdf", Drawing(1)).png, range(24)))
    assert 1 <= len(found) <= 2


def test_the_processes_end_with_who_started_them(faulty: Drawers, tmp_path: Path) -> None:
    process = psutil.Process(int(said(faulty, tmp_path, "ok")))
    faulty.close()
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
