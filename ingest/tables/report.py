"""When a report came out, and what date it reports on: from its title and its first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.dates import find_dates
from ingest.document import Document
from ingest.tables.lines import Line, lines_of

# The title page, imprint and preface of a report lie within so many characters.
FRONT = 7_000
# A title stands among the first lines with words, and is no longer than this.
TITLE_LINES, TITLE_LENGTH = 14, 120

_REPORTED = re.compile(
    r"(?:\b(?:per|pr\.?|as\s(?:of|at)|status(?:\sper|\spr\.?)?|situasjonen|rapporteringsdato|statusdato|"
    r"rapportert|oppdatert|updated|dato\sfor\sstatus|reporting\sdate|status\sdate|talla?\ser|situation)"
    r"(?:\s(?:per|pr\.?|den|at|of))?\s?:?\s{0,3})$",
    re.I,
)
_ISSUED = re.compile(
    r"\b(?:utgitt|utgjeve|utgjevne|utgivelse|utgivelsesdato|publisert|publiseringsdato|published|issued|"
    r"date\sof\sissue|dato|date|versjon|version|rapportdato)\s?(?:av|den|per)?\s?:?\s*$",
    re.I,
)
_REPORTING = re.compile(r"rapporter|innmeld|melde|report|status|portefølje|portfolio", re.I)
_KIND = re.compile(
    r"portefølje|portfolio|rapport|report|oversikt|oversyn|overview|status|prosjekt|project|tiltak|program|plan",
    re.I,
)
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.](0[1-9]|1[0-2])(?:[-_.]([0-3]\d))?(?!\d)")


class _Candidate(NamedTuple):
    score: float
    place: int
    iso: str


def report_dates(document: Document) -> tuple[str | None, str | None]:
    """(issued, as_of) of a report, each ISO 8601 cut to what is known, or None.

    ``per 9. oktober 2020`` is what it reports on; a title's ``november 2020``, an imprint's
    ``Utgitt: …`` and, failing these, a running header are when it came out. The file's name
    is asked last.
    """
    front = _front(document)
    as_of = _best(_reported(front))
    titled = _best(_issued(document, front))
    issued = titled if titled is not None and len(titled) > 4 else _running(document)
    if issued is None and as_of is None:
        issued = titled or _from_name(document.name)
    return issued, as_of


def _front(document: Document) -> str:
    end = min(len(document.text), FRONT)
    if document.pages:
        shown = [page for page in document.pages if document.text[page.start : page.end].strip()][:3]
        end = max((page.end for page in shown), default=end)
    return document.text[: min(max(end, 1), FRONT)]


def _best(candidates: Iterator[_Candidate]) -> str | None:
    found = list(candidates)
    return max(found, key=lambda one: (one.score, -one.place)).iso if found else None


def _reported(front: str) -> Iterator[_Candidate]:
    """Dates that the report says it reports on; those of a day, and near words of reporting, first."""
    for mention in find_dates(front):
        before = front[max(0, mention.start - 30) : mention.start]
        around = front[max(0, mention.start - 160) : mention.start]
        sentence = re.split(r"[.!?]\s", around)[-1]
        exact = len(mention.iso) - 4
        if _REPORTED.search(before.replace("\n", " ")) and len(mention.iso) > 4:
            score = 2.0 + 0.2 * exact + (1.0 if _REPORTING.search(sentence) else 0.0)
            yield _Candidate(score, mention.start, mention.iso)
        elif len(mention.iso) > 4 and re.match(
            r"\s*(?:status|stilling|situasjon)\b", _line_at(front, mention.start), re.I
        ):
            yield _Candidate(1.0, mention.start, mention.iso)


def _line_at(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : at]


def _issued(document: Document, front: str) -> Iterator[_Candidate]:
    """Dates of the imprint, of the title and of the file's own title."""
    for mention in find_dates(front):
        before = front[max(0, mention.start - 40) : mention.start]
        if len(mention.iso) > 4 and _ISSUED.search(before):
            yield _Candidate(4.0, mention.start, mention.iso)
    for text, place in _titles(front):
        for mention in find_dates(text):
            if _REPORTED.search(text[: mention.start]):
                continue
            score = 3.0 if len(mention.iso) > 4 else 0.5
            if _KIND.search(text[: mention.start]):
                score += 0.5
            elif len(text) > 40 or len(mention.iso) == 4:
                continue
            yield _Candidate(score, place, mention.iso)
    if document.title:
        for mention in find_dates(document.title):
            yield _Candidate(2.0 if len(mention.iso) > 4 else 0.4, len(front), mention.iso)


def _titles(front: str) -> Iterator[tuple[str, int]]:
    """The first lines that may be a title, and each with the next, since a long title wraps."""
    shown = [line for line in lines_of(front) if not line.blank][:TITLE_LINES]
    for index, line in enumerate(shown):
        if not _may_title(line):
            continue
        yield line.text.strip(), line.start
        if index + 1 < len(shown) and _may_title(shown[index + 1]):
            yield f"{line.text.strip()} {shown[index + 1].text.strip()}", line.start


def _may_title(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= TITLE_LENGTH and not text.endswith((".", ",", ":", ";")) and ". " not in text


def _running(document: Document) -> str | None:
    """The date in a running header: a short line of a report's name and a month, anywhere in the text."""
    for line in lines_of(document.text):
        text = line.text.strip()
        if not 8 < len(text) <= 80 or not text[0].isupper() or text.endswith((".", ",", ":", ";")):
            continue
        dates = [mention for mention in find_dates(text) if len(mention.iso) > 4]
        if len(dates) == 1 and dates[0].end == len(text) and _KIND.search(text[: dates[0].start]):
            if ":" in text or _REPORTED.search(text[: dates[0].start]):
                continue
            return dates[0].iso
    return None


def _from_name(name: str) -> str | None:
    match = _NAMED.search(name)
    if match is not None:
        return "-".join(part for part in match.groups() if part)
    dates = find_dates(re.sub(r"[-_./]+", " ", name))
    return dates[0].iso if len(dates) == 1 else None
