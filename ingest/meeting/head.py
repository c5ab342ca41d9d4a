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
    r"(?:(?:utkast\s+til|foreløpig|godkjent|signert|offentlig|endelig)\s+)?(?:agenda|dagsorden|sakl?iste|saksliste|sakskart|sakliste|(?:møte)?innkalling(?:\s+og\s+saksliste)?"
    r"|(?:møte)?referat|(?:styre|møte)?protokoll|møtebok|møteinnkalling|minutes|program)"
)
_KIND_OF_MEETING = r"(?:(?:ordinært|ordinær|ekstraordinært|ekstra|konstituerende|digitalt|åpent)\s+)?(?:ekstra|styre|råds|utvalgs|komité|plenums|foretaks|års)?(?:møte[rt]?|meeting|samling)"
_MEETING_OF = re.compile(
    rf"(?:(?:{PAPER})\s+(?:for|fra|frå|til|av|of|i)?\s*)?(?:{_KIND_OF_MEETING})\s+(?:(?:nr\.?\s*)?\d{{1,3}}[/-]\d{{2,4}}\s+)?(?:i|for|av|of)\s+(?P<body>.+)",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(rf"{PAPER}\s*(?:for|fra|frå|i|av|til|–|-|:)?\s+(?P<body>(?-i:[A-ZÆØÅ]).+)", re.IGNORECASE)
_BOOK = re.compile(r"^(?P<body>[^\W\d].{2,80}?)?[\s–·.-]*\b(?:møtebok|møteprotokoll|protokoll)\b[\s:–-]*(?P<n>\d{1,3})\s?/\s?(?P<y>\d{2,4})", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<label>utvalg|utval|organ|råd/utvalg|styre/råd/utvalg|møte\s?i|møtested|møtestad|møterom|sted|stad|møtedato|dato|tidspunkt|tid|møtetid|klokkeslett|kl"
    r"|møtenummer|møtenr|møte\s?nr|møte|place|location|date|time|venue)\b\s*[:.]?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:møte(?:bok|protokoll|nummer|nr)?|styremøte|meeting)\b\s*(?:nr\.?|no\.?)?\s*[:.]?\s*(?P<n>\d{1,3})\s?[/–-]\s?(?P<y>\d{4}|\d{2})(?![\d.])", re.IGNORECASE
)
_TIME = re.compile(r"\b(?:kl(?:okken|\.)?\s*)?(?P<time>\d{1,2}[.:]\d{2}(?:\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?)(?![.\d])", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:[,;(]|\s[–-]\s|\bden\b|\bonsdag\b|\bmandag\b|\btirsdag\b|\btorsdag\b|\bfredag\b|\bnr\b|\bmøte\b|\d{1,2}\.\s|\d{1,3}/\d{2,4}|\d{4}\b|\s{3,})", re.IGNORECASE)
_BODY_LABELS = {"utvalg", "utval", "organ", "råd/utvalg", "styre/råd/utvalg", "møte i", "møtei"}
_PLACE_LABELS = {"møtested", "møtestad", "sted", "stad", "møterom", "place", "location", "venue"}
_DATE_LABELS = {"møtedato", "dato", "date", "tid", "tidspunkt", "møtetid"}
_TIME_LABELS = {"tid", "tidspunkt", "møtetid", "klokkeslett", "kl", "time"}


def read_head(lines: Sequence[Line]) -> Head:
    """The head of the paper whose lines (page headers included) are `lines`."""
    top = lines[:HEAD_LINES]
    labels = _labels(top)
    text = "\n".join(line.text for line in top)
    body = next((clean_body(value) for label, value in labels if label in _BODY_LABELS and value), None)
    body = body or body_of_title(top)
    start, end = _dates(labels, top)
    number = _NUMBER.search(text)
    place = next((value for label, value in labels if label in _PLACE_LABELS and value), None)
    time = next((found["time"] for label, value in labels if label in _TIME_LABELS and (found := _TIME.search(value))), None)
    return Head(
        body=body,
        number=meeting_number(number["n"], number["y"]) if number else None,
        date=start,
        end_date=end if end != start else None,
        place=place,
        time=time,
    )


def meeting_number(number: str, year: str) -> str:
    """``3/2020`` from its two halves in any length."""
    return f"{int(number)}/{full_year(int(year))}"


def body_of_title(lines: Sequence[Line]) -> str | None:
    """The body that the titles among the first lines name (``Referat fra møte i X``, ``X - Møtebok 1/98``)."""
    for index, line in enumerate(lines[:25]):
        if len(line.text) > 160:
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
    """A body's name without what follows it (date, number, place); None where nothing is left."""
    text = text.strip(" \t:–-·.")
    cut = _CUT.search(text)
    name = (text[: cut.start()] if cut else text).strip(" \t:–-·.,;")
    for mention in find_dates(name):
        name = name[: mention.start].strip(" \t:–-·.,;")
        break
    return name if 2 <= len(name) <= 90 and any(map(str.isalpha, name)) else None


def _labels(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Labels and their values: on the label's line, else on the next one."""
    found: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        if len(line.text) > 200:
            continue
        match = _LABEL.match(line.text)
        if not match:
            continue
        label, value = re.sub(r"\s+", " ", match["label"].lower()), match["value"].strip(" \t:")
        colon = ":" in line.text[: match.start("value") + 1]
        if not value and index + 1 < len(lines) and not lines[index + 1].blank:
            value = lines[index + 1].text if not _LABEL.match(lines[index + 1].text) else ""
        if not colon and label in {"utvalg", "utval", "organ", "kl", "møte", "stad", "tid"} and label != "tid":
            continue
        found.append((label, value))
    return found


def _dates(labels: Sequence[tuple[str, str]], lines: Sequence[Line]) -> tuple[str | None, str | None]:
    for label, value in labels:
        if label in _DATE_LABELS and (found := _span_of_days(value)):
            return found
    for line in lines[:20]:
        if len(line.text) < 200 and (found := _span_of_days(line.text)):
            return found
    months = [m.iso for line in lines[:12] for m in find_dates(line.text[:200]) if len(m.iso) == 7]
    return (months[0], None) if months else (None, None)


def _span_of_days(text: str) -> tuple[str, str] | None:
    days = [mention.iso for mention in find_dates(text) if len(mention.iso) == 10]
    if not days:
        return None
    first = date.fromisoformat(days[0])
    near = [day for day in days if 0 <= (date.fromisoformat(day) - first).days <= LONGEST_MEETING]
    return days[0], max(near)
