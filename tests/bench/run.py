"""Measure speed and quality: `make bench`, or `python -m tests.bench.run [name ...]`.

Prints a table and writes `tests/bench/results/latest.md` with the commit that was measured. What
needs the development data in ../shared is left out, and said to be, where that is absent.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
RESULTS = Path(__file__).parent / "results"
SAKSOK = [sys.executable, "-m", "ui.main"]

Row = tuple[str, str, str]
"""What was measured, the figure, the figure to reach."""


def main() -> None:
    names = sys.argv[1:] or list(BENCHMARKS)
    rows: list[Row] = []
    for name in names:
        for row in BENCHMARKS[name]():
            print(f"{row[0]:<62} {row[1]:>14}   {row[2]}", flush=True)
            rows.append(row)
    if not sys.argv[1:]:
        _keep(rows)


def pdf() -> Iterator[Row]:
    """PDF pages read on one core: text, boxes, headers and footers; no OCR, no tables."""
    from ingest.read import read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lang.pdf"
        make_pdf(path, pages=300)
        document, seconds = timed(lambda: read(path, path.name))
        yield "PDF pages read a second, 300 synthetic pages", f"{len(document.pages) / seconds:.0f}", "150"
    papers = sorted((SHARED / "archive_pdf").glob("*.pdf"))
    pages = scans = reading = recognising = 0.0
    for paper in papers:
        document, seconds = timed(lambda paper=paper: _read_or_say(paper))
        if document is None:
            continue
        if document.ocr:
            scans, recognising = scans + len(document.pages), recognising + seconds
        else:
            pages, reading = pages + len(document.pages), reading + seconds
    if pages:
        yield f"PDF pages read a second, {pages:.0f} real pages", f"{pages / reading:.0f}", "150"
    if scans:
        yield "reading a scanned page, where Tesseract is", f"{recognising / scans:.1f} s", ""


def _read_or_say(paper: Path) -> Any:
    from ingest.read import read

    try:
        return read(paper, paper.name)
    except Exception as error:  # a scan, where no Tesseract is
        print(f"   {paper.name}: {error}", file=sys.stderr)
        return None


def tables() -> Iterator[Row]:
    """Looking for tables of projects: on pages without any, and on those of real reports."""
    from ingest.read import read
    from ingest.tables.find import find_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lang.pdf"
        make_pdf(path, pages=300)
        document = read(path, path.name)
        _, seconds = timed(lambda: find_rows(document, path))
        yield "looking for tables on a page without any", f"{1000 * seconds / 300:.2f} ms", "2 ms"
    if not needs("archive_pdf"):
        return
    worst = 0.0
    for paper in sorted((SHARED / "archive_pdf").glob("*.pdf")):
        try:
            document = read(paper, paper.name)
        except Exception as error:  # the scan, where there is no OCR
            print(f"   {paper.name}: {error}", file=sys.stderr)
            continue
        rows, seconds = timed(lambda document=document, paper=paper: find_rows(document, paper))
        if rows:
            worst = max(worst, seconds / len({row.page for row in rows}))
    yield "reading a page with a table, the slowest report", f"{worst:.2f} s", "0.5 s"


def archive() -> Iterator[Row]:
    """The five papers: indexing and asking from a cold start."""
    if not needs("archive"):
        return
    with tempfile.TemporaryDirectory() as folder:
        index = ["--index", folder]
        _, seconds = timed(lambda: cli("index", str(SHARED / "archive"), *index))
        yield "five papers indexed from the command line", f"{seconds:.1f} s", "10 s"
        question = "Hvor mye er kostnadsveksten fra 2023 til 2024 estimert til?"
        times = [timed(lambda: cli("ask", question, "--json", *index))[1] for _ in range(5)]
        yield "saksok ask from a cold start, median of 5", f"{statistics.median(times):.2f} s", "1.0 s"


def minutes() -> Iterator[Row]:
    """Fourteen million characters of minutes: indexing, searching, adding."""
    if not needs("eval/sametinget_dev"):
        return
    from index.archive import Archive
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer
    from search.ask import ask
    from search.find import SearchOptions, search

    folder = SHARED / "eval/sametinget_dev"
    questions = [json.loads(line) for line in (folder / "questions.jsonl").open(encoding="utf-8")]
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "index"
        report, seconds = timed(
            lambda: json.loads(cli("index", str(folder / "text"), "--index", str(index), "--json"))
        )
        passages = report["passages"]
        yield f"passages indexed a second ({passages} passages)", f"{passages / seconds:.0f}", "300"
        opened, seconds = timed(lambda: Archive(index))
        yield "opening that index", f"{seconds * 1000:.0f} ms", ""
        for name, call, goal in (
            ("hybrid search", lambda text: search(opened, text, SearchOptions()), "10 ms"),
            ("ask", lambda text: ask(opened, text), "30 ms"),
        ):
            titles = [q["title"] for q in questions]
            for text in titles[:20]:
                call(text)
            times = sorted(1000 * seconds for seconds in each(call, titles))
            half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
            yield f"{name} once open, p50 (p95 {most:.1f} ms)", f"{half:.1f} ms", goal
        out = cli("ask", "--batch", str(folder / "questions.jsonl"), "--index", str(index), "--json")
        after = [str(folder / "text")]
        yield "decisions", score("score_cases.py", [str(folder / "questions.jsonl")], out, after), "0.95"
        number = questions[0]["sak"]
        times = [timed(lambda: cli("case", number, "--json", "--index", str(index)))[1] for _ in range(5)]
        yield "saksok case from a cold start, median of 5", f"{statistics.median(times):.2f} s", "0.4 s"
        paper = Path(place) / "ny" / "ny.pdf"
        paper.parent.mkdir()
        make_pdf(paper, pages=50)
        with Writer(index) as writer:
            _, seconds = timed(lambda: synchronise(writer, [paper], SyncOptions()))
        yield "adding 50 pages in an open process", f"{seconds:.2f} s", "2 s"
        make_pdf(paper, pages=50, seed=2)
        _, seconds = timed(lambda: cli("index", str(paper), "--index", str(index)))
        yield "updating 50 pages from the command line", f"{seconds:.2f} s", "5 s"
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        yield "disk", f"{size / 1e6:.0f} MB", ""


def quality() -> Iterator[Row]:
    """The scorers of ../shared/eval on the development data."""
    if not needs("eval"):
        return
    scorers = SHARED / "eval"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run([sys.executable, str(scorers / "unpack_norquad.py"), str(folder / "nq")], check=True)
        cli("index", str(folder / "nq"), "--index", str(folder / "n"))
        questions = scorers / "norquad_dev/questions.jsonl"
        for command, scorer, extra in (
            ("search", "score_search.py", []),
            ("ask", "score_reading.py", [str(folder / "nq")]),
        ):
            out = cli(command, "--batch", str(questions), "--index", str(folder / "n"), "--json")
            yield f"NorQuAD, {command}", score(scorer, [str(questions)], out, extra), ""
        cli("index", str(SHARED / "archive"), "--index", str(folder / "a"))
        questions = scorers / "archive_questions/questions.jsonl"
        out = cli("ask", "--batch", str(questions), "--index", str(folder / "a"), "--json")
        yield (
            "archive questions",
            score("score_answers.py", [str(questions)], out, [str(SHARED / "archive")]),
            "",
        )
        gold, papers = str(scorers / "rows_dev/gold.json"), str(SHARED / "archive_pdf")
        program = Path(sys.executable).parent / "saksok"
        done = subprocess.run(
            [sys.executable, str(scorers / "score_rows.py"), gold, papers, str(program)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        yield "rows of tables", done.stdout.strip().splitlines()[-1], "0.99"


def language() -> Iterator[Row]:
    """The analyser: opening it, its size, its speed, and how well compounds are parted."""
    from index.language import Analyser
    from index.language.cache import cached, default_path
    from tests.index.language.test_compounds import scored

    opening = (
        "import time; from index.language import Analyser; began = time.perf_counter(); Analyser.open();"
        "print(1000 * (time.perf_counter() - began))"
    )
    lexicon = cached()
    size = default_path(lexicon.fingerprint).stat().st_size / 1e6
    command = [sys.executable, "-c", opening]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(7)]
    yield "opening the lexicon", f"{statistics.median(float(run.stdout) for run in runs):.0f} ms", "50 ms"
    yield "its size", f"{size:.0f} MB", "60 MB"
    if needs("eval/sametinget_dev"):
        texts = [path.read_text("utf-8") for path in sorted((SHARED / "eval/sametinget_dev/text").iterdir())]
        analyser, began = Analyser(lexicon), time.process_time()
        for text in texts:
            analyser.index_terms(text)
        speed = sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - began)
        yield "minutes analysed a second of one core, no word seen before", f"{speed:.1f} MB", "1 MB"
    total, precision, recall, whole = scored(lexicon)
    yield f"parts of {total} compounds: precision", f"{precision:.3f}", ""
    yield f"parts of {total} compounds: recall (wholly right {whole:.3f})", f"{recall:.3f}", ""


def damaged() -> Iterator[Row]:
    """Files that no one can read beside good ones: all are accounted for."""
    command = [sys.executable, "-m", "tests.bench.damaged"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    yield "1,000 damaged files beside 50 good ones: indexed", str(found["indexed"]), "50"
    yield "the same: named", str(found["named"]), "1000"
    yield "the same: the program's peak memory", f"{found['peak_mb']} MB", "1500 MB"


BENCHMARKS: dict[str, Callable[[], Iterator[Row]]] = {
    "language": language,
    "pdf": pdf,
    "tables": tables,
    "archive": archive,
    "damaged": damaged,
    "minutes": minutes,
    "quality": quality,
}


def score(scorer: str, before: list[str], output: str, after: list[str]) -> str:
    """The last line that a scorer prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(output)
        file.flush()
        done = subprocess.run(
            [sys.executable, str(SHARED / "eval" / scorer), *before, file.name, *after],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


def make_pdf(path: Path, pages: int, seed: int = 1) -> None:
    """A PDF of sentences from the sample archive in random order: about 2,300 characters a page."""
    import random

    from fpdf import FPDF

    from ingest.sentences import sentence_spans

    random.seed(seed)
    sentences = []
    for paper in sorted((ROOT / "corpus/sample").glob("*.txt")):
        text = paper.read_bytes().decode("utf-8", "replace").replace("\ufffd", "?")
        spans = sentence_spans(text, 0, len(text))
        found = (" ".join(span.of(text).split()) for span in spans)
        sentences += [one for one in found if 60 < len(one) < 250 and one.endswith(".")]
    document = FPDF()
    document.set_font("Helvetica", size=10)
    document.set_auto_page_break(False)
    for number in range(1, pages + 1):
        document.add_page()
        document.text(20, 10, f"Digitalrådet - møtebok {seed}/2023")
        document.set_y(20)
        for _ in range(6):
            paragraph = " ".join(random.choices(sentences, k=4))
            document.multi_cell(
                0, 5, paragraph.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT"
            )
            document.ln(3)
        document.text(100, 290, f"Side {number} av {pages}")
    document.output(str(path))


def cli(*arguments: str) -> str:
    """Run `saksok` as a process of its own; what it printed."""
    done = subprocess.run([*SAKSOK, *arguments], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """A call's result and how many seconds it took."""
    began = time.perf_counter()
    result = call()
    return result, time.perf_counter() - began


def each(call: Callable[[str], Any], texts: list[str]) -> Iterator[float]:
    """How many seconds a call takes on each text."""
    for text in texts:
        began = time.perf_counter()
        call(text)
        yield time.perf_counter() - began


def needs(name: str) -> bool:
    """Whether that development data is here; says so where it is not."""
    there = (SHARED / name).is_dir()
    if not there:
        print(f"left out: ../shared/{name} is not here", file=sys.stderr)
    return there


def _keep(rows: list[Row]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    ).stdout.strip()
    lines = [
        f"# Measured at {commit or 'an unknown commit'}",
        "",
        f"{os.cpu_count()} cores, Python {platform.python_version()}, `make bench`.",
        "",
        "| what | figure | to reach |",
        "|---|---|---|",
        *(f"| {what} | {figure} | {goal} |" for what, figure, goal in rows),
    ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
