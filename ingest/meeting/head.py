"""The head of a paper: which body met, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ingest.dates import find_dates, full_year
from ingest.meeting.lines import Line

# The head of a paper is looked for in its first lines, and no further than its first case.
HEAD_LINES = 60
# Titles stand within so many lines.
TITLE_AREA = 25
# Dates of one meeting lie within so many days.
LONGEST_MEETING = 14


class Head(NamedTuple):
    """What a paper's head says; None where it says nothing."""

    body: str | None = None
    number: str | None = None
    date: str | None = None
    end_date: str | None = None
    place: str | None = None
    time: str | None = None


PAPER = (
    r"(?:(?:utkast\s+til|foreløpig|godkjent|signert|offentlig|endelig)\s+)?"
    r"(?:agenda|dagsorden|sakl?iste|saksliste|sakskart|(?:møte)?innkalling(?:\s+og\s+saksliste)?|(?:møte)?referat"
    r"|(?:styre|møte)?protokoll|møtebok|minutes|program)"
)
_KIND_OF_MEETING = (
    r"(?:(?:ordinært|ordinær|ekstraordinært|ekstra|konstituerende|digitalt|åpent)\s+)?"
    r"(?:ekstra|styre|råds|utvalgs|komité|plenums|foretaks|års)?(?:møte[rt]?|meeting|samling)"
)
_MEETING_OF = re.compile(
    rf"(?:(?:{PAPER})\s+(?:for|fra|frå|til|av|of|i)?\s*)?(?:{_KIND_OF_MEETING})\s+(?:(?:nr\.?\s*)?\d{{1,3}}[/-]\d{{2,4}}\s+)?(?:i|for|av|of)\s+(?P<body>.+)",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(
    rf"{PAPER}\s*(?:for|fra|frå|i|av|til|–|-|:)?\s+(?P<body>(?-i:[A-ZÆØÅ]).+)", re.IGNORECASE
)
_BOOK = re.compile(
    r"^(?P<body>[^\W\d].{2,80}?)?[\s–·.-]*\b(?:møtebok|møteprotokoll|protokoll)\b[\s:–-]*(?P<n>\d{1,3})\s?/\s?(?P<y>\d{2,4})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<![\w-])(?P<label>utvalg|utval|organ|råd/utvalg|styre/råd/utvalg|møte\s?i|møtested|møtestad|møterom|sted|stad|møtedato|dato|tidspunkt|tid|møtetid|klokkeslett|kl"
    r"|møtenummer|møtenr|møte\s?nr|møte|place|location|date|time|venue)\b\s*(?P<colon>:?)[\s*]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:møte(?:bok|protokoll|nummer|nr)?|styremøte|meeting)\b\W{0,3}(?:nr\.?|no\.?)?\W{0,4}(?P<n>\d{1,3})\s?[/–-]\s?(?P<y>\d{4}|\d{2})(?![\d.])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:kl(?:okken|\.)?\s*)?(?P<time>\d{1,2}[.:]\d{2}(?:\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?)(?![.\d])",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[,;(]|\s[–-]\s|\bden\b|\bonsdag\b|\bmandag\b|\btirsdag\b|\btorsdag\b|\bfredag\b|\bnr\b|\bmøte\b|\d{1,2}\.\s|\d{1,3}/\d{2,4}|\d{4}\b|\s{3,})",
    re.IGNORECASE,
)
_NO_BODY = re.compile(
    r"(?:side|sign|tid|sted|stad|dato|møte(?:bok|protokoll|sekretær\w*)?|protokoll|referat|utskrift|vedtaksdel|forhandlingsdel|saksliste|sakliste|agenda"
    r"|innkalling|dagsorden|mulig\w*|alle|sak)\b",
    re.IGNORECASE,
)
_NEEDS_COLON = {"utvalg", "utval", "organ", "kl", "møte", "stad", "møte i"}
_BODY_LABELS = {"utvalg", "utval", "organ", "råd/utvalg", "styre/råd/utvalg", "møte i", "møtei"}
_PLACE_LABELS = {"møtested", "møtestad", "sted", "stad", "møterom", "place", "location", "venue"}
_DATE_LABELS = {"møtedato", "dato", "date", "tid", "tidspunkt", "møtetid"}
_TIME_LABELS = {"tid", "tidspunkt", "møtetid", "klokkeslett", "kl", "time"}


def read_head(lines: Sequence[Line], running: Sequence[str] = ()) -> Head:
    """The head of the paper that begins with `lines`; `running` are its commonest running headers."""
    top = lines[:HEAD_LINES]
    labels = _labels(top)
    number = (
        _number([line.text for line in top[:TITLE_AREA]])
        or _number(running)
        or _number([line.text for line in top])
    )
    body = next(
        (name for label, value in labels if label in _BODY_LABELS and (name := clean_body(value))), None
    )
    body = body or _book_body(running) or body_of_title(top)
    start, end = _dates(labels, top, number)
    place = next(
        (_no_marks(value) for label, value in labels if label in _PLACE_LABELS and _no_marks(value)), None
    )
    times = (_TIME.search(value) for label, value in labels if label in _TIME_LABELS)
    time = next((found["time"] for found in times if found), None)
    return Head(body, number, start, end if end != start else None, place, time)


def meeting_number_of(text: str) -> str | None:
    """The meeting's number that a line names (``Møte 3/20``), its year in full; None where it names none."""
    match = _NUMBER.search(text)
    return f"{int(match['n'])}/{full_year(int(match['y']))}" if match else None


def body_of_title(lines: Sequence[Line]) -> str | None:
    """The body that the titles among the first lines name (``Referat fra møte i X``, ``X - Møtebok 1/98``)."""
    for index, line in enumerate(lines[:TITLE_AREA]):
        if len(line.text) > 160 or line.text.endswith("."):
            continue
        for pattern in (_MEETING_OF, _PAPER_OF):
            match = pattern.match(line.text)
            if match and (body := clean_body(match["body"])):
                return body
        if match := _BOOK.match(line.text):
            if match["body"] and (body := clean_body(match["body"])):
                return body
            if index and (body := clean_body(lines[index - 1].text)) and len(body) < 60:
                return body
    return None


def clean_body(text: str) -> str | None:
    """A body's name without what follows it (date, number, place); None where nothing is left of it."""
    text = _no_marks(text)
    cut = _CUT.search(text)
    name = (text[: cut.start()] if cut else text).strip(" \t:–-·.,;")
    for mention in find_dates(name):
        name = name[: mention.start].strip(" \t:–-·.,;")
        break
    if _NO_BODY.match(name) or not name[:1].isalpha():
        return None
    return name if 2 <= len(name) <= 90 else None


def _no_marks(text: str) -> str:
    return text.strip(" \t:–-·.*|#")


def _book_body(running: Sequence[str]) -> str | None:
    """The body that running headers name (``Plenum - Møtebok 1/98``)."""
    for line in running:
        match = _BOOK.match(line)
        if match and match["body"] and (body := clean_body(match["body"])):
            return body
    return None


def _number(lines: Sequence[str]) -> str | None:
    return next((number for line in lines if (number := meeting_number_of(line[:200]))), None)


def _labels(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Labels and their values: on the label's line, up to the next label there, else on the next line."""
    found: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        text = line.text[:300]
        matches = [match for match in _LABEL.finditer(text) if match.start() < 3 or match["colon"]]
        if not matches or matches[0].start() >= 3:
            continue
        ends = [match.start() for match in matches[1:]] + [len(text)]
        for match, end in zip(matches, ends, strict=True):
            label, value = (
                re.sub(r"\s+", " ", match["label"].lower()),
                text[match.end() : end].strip(" \t:*|"),
            )
            following = lines[index + 1] if index + 1 < len(lines) else None
            if not value and following and not following.blank and not _LABEL.match(following.text):
                value = following.text
            if match["colon"] or label not in _NEEDS_COLON:
                found.append((label, value))
    return found


def _dates(
    labels: Sequence[tuple[str, str]], lines: Sequence[Line], number: str | None
) -> tuple[str | None, str | None]:
    """First and last day; only a day of the year that the meeting's number names, else that year."""
    year = number[-4:] if number else ""
    texts = [value for label, value in labels if label in _DATE_LABELS]
    texts += [line.text for line in lines[:TITLE_AREA] if len(line.text) < 200]
    for text in texts:
        found = _span_of_days(text)
        if found and found[0].startswith(year):
            return found
    months = [m.iso for line in lines[:12] for m in find_dates(line.text[:200]) if len(m.iso) == 7]
    return next(((month, None) for month in months if month.startswith(year)), (year or None, None))


def _span_of_days(text: str) -> tuple[str, str] | None:
    days = [mention.iso for mention in find_dates(text) if len(mention.iso) == 10]
    if not days:
        return None
    first = date.fromisoformat(days[0])
    near = [day for day in days if 0 <= (date.fromisoformat(day) - first).days <= LONGEST_MEETING]
    return days[0], max(near)
