"""Makes the gold registers of the sample archive: every case, and every row of the portfolio tables.

What a case is called, its kind and its outcome stand in ``sample_source/cases.lst``; its proposal
and decision are the marked texts of the sources, looked up in the finished documents, so that a
quote is what a reader of those documents sees (white space folded to one space).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.make_sample_markup import SOURCES, Source, blocks, sources
from corpus.make_sample_report import progress_text, projects, report_facts

BODIES = {"FU": "Fagutvalget for e-helse", "SR": "Samhandlingsrådet"}
REPORTS = ("2022-10", "2023-05", "2024-04")

# The place that counts where one text stands in several papers: approved minutes before drafts, an
# agenda (named for its meeting) before the case paper that follows it.
_STANDING = {"approved": 0, "other": 1, "draft": 2}


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document as its readers see it: the extracted text and where its pages start.

    `starts` is empty where the document has no pages; `skip` are the running headers and footers.
    """

    text: str
    starts: tuple[int, ...]
    skip: tuple[str, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which `offset` lies."""
        return bisect_right(self.starts, offset) if self.starts else None


def fold(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())


def read_paper(path: Path, encoding: str = "utf-8", skip: tuple[str, ...] = ()) -> Paper:
    """The text of a finished document, as the command-line contract defines extracted text."""
    if path.suffix != ".pdf":
        text = path.read_bytes().decode(encoding)
        pages = [found.end() for found in re.finditer("\f", text)]
        return Paper(text, (0, *pages) if pages else (), skip)
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    starts, text = [], ""
    for one in texts:
        starts.append(len(text))
        text += one.replace("\r\n", "\n").replace("\ufffe", "-").replace("\f", " ") + "\f"
    return Paper(text, tuple(starts), skip)


def find(wanted: str, paper: Paper, after: int = 0) -> tuple[int, int] | None:
    """Where `wanted` first stands from `after` on, blind to spacing, list marks and furniture."""
    hidden = [found.span() for part in paper.skip for found in re.finditer(part, paper.text)]
    kept = [
        place
        for place, character in enumerate(paper.text)
        if place >= after and character.isalnum() and not any(start <= place < end for start, end in hidden)
    ]
    letters = "".join(paper.text[place] for place in kept)
    at = letters.find("".join(character for character in wanted if character.isalnum()))
    if at < 0:
        return None
    start, end = kept[at], kept[at + sum(map(str.isalnum, wanted)) - 1] + 1
    while end < len(paper.text) and paper.text[end] in ".!?)":
        end += 1
    return start, end


def paper_of(source: Source, folder: Path) -> Paper:
    """The finished document of a source in `folder`."""
    skip = []
    if header := source.settings.get("header"):
        stamp = re.escape(source.settings.get("stamp", ""))
        skip.append(r"(?<![^\f])" + re.escape(header) + rf"\s+(?:{stamp})?")
    if footer := source.settings.get("footer"):
        skip.append(re.sub(r"\\\{pages?\\\}", r"\\d+", re.escape(footer)) + r"(?=\s*\f)")
    return read_paper(folder / source.file, source.settings.get("encoding", "utf-8"), tuple(skip))


def _quotes(folder: Path) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """The places of every proposal and decision, by role, body and number; the best place first."""
    places: dict[tuple[str, str, str], list[tuple[int, dict[str, Any]]]] = {}
    for source in sources():
        if not source.marks:
            continue
        paper, after = paper_of(source, folder), 0
        for mark in source.marks:
            standing = _STANDING[source.settings["standing"]]
            case_paper = "Saksframlegg" in source.file
            key = (mark.role, mark.body, mark.number)
            # The same words may decide several cases of a meeting: each is looked for behind the last.
            span = find(mark.text.replace("\\\\", ""), paper, after)
            if span is None:
                raise ValueError(
                    f"{source.file}: {mark.role} {mark.body} {mark.number} is not in the document"
                )
            after = span[1]
            quote = fold(paper.text[slice(*span)])
            place = {"document": source.file, "page": paper.page(span[0]), "quote": quote}
            places.setdefault(key, []).append((2 * standing + case_paper, place))
    return {
        key: [place for _, place in sorted(found, key=lambda pair: pair[0])] for key, found in places.items()
    }


def gold_cases(folder: Path) -> list[dict[str, Any]]:
    """Every case in the order of the meetings; `also` holds further places of the same proposal."""
    quotes = _quotes(folder)
    cases = []
    body = meeting = date = ""
    for line in (SOURCES / "cases.lst").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            body, meeting, date = line[1:].split()
            continue
        number, title, kind, presenter, officer, archive, status = (
            cell.strip() or None for cell in line.split("|")
        )
        assert number is not None
        proposed = quotes.pop(("forslag", body, number), [])
        decision = quotes.pop(("vedtak", body, number), [])
        cases.append(
            {
                "number": number,
                "year": 2000 + int(number.partition("/")[2]),
                "sequence": int(number.partition("/")[0]),
                "body": BODIES[body],
                "meeting": meeting,
                "date": date,
                "title": title,
                "type": kind,
                "presenter": presenter,
                "officer": officer,
                "archive_number": archive,
                "proposed": proposed[0] if proposed else None,
                "decision": decision[0] if decision else None,
                "status": status,
                "also": proposed[1:],
            }
        )
    if quotes:
        raise ValueError(f"marked, but not in cases.lst: {sorted(quotes)}")
    return cases


def gold_rows() -> list[dict[str, Any]]:
    """The rows of the three reports, as ``eval/rows_dev`` writes them, with progress, area and table."""
    reports = []
    for report in REPORTS:
        facts = report_facts(report)
        rows = [
            {
                "id": item.id,
                "name": item.name,
                "owner": item.owner,
                "lead": item.lead,
                "status": item.status,
                "risk": item.risk,
                "progress": progress_text(report, item.progress),
                "area": item.area,
                "amounts": {year: value for year, value in item.amounts.items() if value is not None},
            }
            for item in projects(report)
        ]
        reports.append(
            {key: facts[key] for key in ("document", "unit", "issued", "as_of", "table")} | {"rows": rows}
        )
    return reports


def scanned_text(source: Source) -> str:
    """What a perfect reader of the scanned paper would read, a paragraph a line."""
    return "\n".join(block.text for block in blocks(source.body) if block.kind != "command") + "\n"


def write_gold(sample: Path, gold: Path) -> None:
    """Write ``cases.json``, ``rows.json`` and ``scanned.txt`` into `gold`."""
    gold.mkdir(exist_ok=True)
    for name, found in (("cases.json", gold_cases(sample)), ("rows.json", gold_rows())):
        lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in found)
        (gold / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    scan = next(source for source in sources() if source.settings.get("scanned"))
    (gold / "scanned.txt").write_text(scanned_text(scan), encoding="utf-8")
