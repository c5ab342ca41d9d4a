"""Who was at a meeting, and who was not, with organisation and role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.meeting.lines import Line
from ingest.meeting.types import Person

# The people of a meeting stand in its head: within so many lines.
HEAD_LINES = 160

_PRESENT = (
    r"følgende\s+(?:faste\s+)?(?:medlemmer|representanter|varamedlemmer|vararepresentanter)\s+(?:møtte|var\s+til\s?stede)"
    r"|til\s?stede|til\s?stades|tilstede|møtende(?:\s+medlemmer)?|møtte|deltakere|deltakarar|present|frammøtte"
)
_ABSENT = (
    r"følgende\s+(?:medlemmer|representanter)?\s*(?:hadde\s+)?(?:meldt\s+)?forfall|ikke\s+til\s?stede"
    r"|ikkje\s+til\s?stades|ikke\s+møtt|forfall|meldt\s+forfall|fravær(?:ende)?|fråvær(?:ande)?|absent|apologies"
)
_OTHERS = (
    r"medlem(?:mer|er)?|observatører|observatørar|stedfortreder(?:e)?|varamedlem(?:mer)?|vara|øvrige|andre|gjest(?:er)?"
    r"|innkalt|(?:fra|frå)\s+(?:sekretariatet|administrasjonen)|sekretariatet?|sekretær|administrasjonen?|møteleder"
    r"|møteleiar|referent|direktoratet|(?:nest)?le(?:der|iar)(?=\s*:)|møtested|sted|stad|dato|tid"
)
# A line that begins a list of people, or ends one.
LABEL = re.compile(
    rf"(?P<absent>{_ABSENT})\b|(?P<present>{_PRESENT})\b|(?P<other>{_OTHERS})\b", re.IGNORECASE
)
# The first line after the lists of people.
END = re.compile(
    r"(?:sak(?:s?nr\.?|sliste|liste)?\b|agenda\b|dagsorden\b|neste\s+møte|\d{1,3}/\d{2,4}\b|ps\s\d)",
    re.IGNORECASE,
)
_WORD = r"[A-ZÆØÅÄÖÁČŠŽÉ][\wæøåäöáčđŋšžéèüñó.'’-]{0,30}"
# The name of a person, without titles.
NAME = rf"{_WORD}(?:\s+(?:van|de|von|af|{_WORD})){{1,4}}"
_MEMBER = re.compile(
    rf"(?P<name>{NAME})\s*\((?P<where>[^()\n]{{2,70}})(?:\)|$)(?:,\s*(?P<role>[a-zæøå][\wæøå -]{{2,24}}))?"
)
_PLAIN = re.compile(
    rf"^(?P<name>{NAME})(?:\s*,\s*(?P<role>[a-zæøå][\wæøå -]{{2,28}}))?(?:,\s*(?P<where>[A-ZÆØÅ].{{2,50}}))?$"
)
_FUNCTION = (
    "(?:"
    + "|".join(
        form
        for word in (
            "leder",
            "leiar",
            "nestleder",
            "nestleiar",
            "medlem",
            "medl",
            "nestl",
            "ordfører",
            "ordførar",
            "varaordfører",
            "varamedlem",
            "vara",
            "ord",
            "vord",
        )
        for form in (word, word.capitalize(), word.upper())
    )
    + ")"
)
_PARTY_ROW = re.compile(
    rf"^(?:(?P<first>{_FUNCTION})\s+)?(?P<name>{NAME}?)(?:\s+(?P<last>{_FUNCTION}))?\s+(?P<party>[A-ZÆØÅ]{{1,8}}|[A-ZÆØÅ][a-zæøå]{{0,3}})$"
)
_TABLE_HEAD = re.compile(r"(?:navn|namn|funksjon|representerer|repr)\b", re.IGNORECASE)
_OBSERVER = re.compile(r",?\s*(observatør|vara|leder|nestleder|sekretær)\s*$", re.IGNORECASE)


class Attendance(NamedTuple):
    """Who was there and who was not, in the paper's order."""

    present: tuple[Person, ...]
    absent: tuple[Person, ...]


def read_people(lines: Sequence[Line]) -> Attendance:
    """The people named in the head of minutes; empty where it has no label for them."""
    groups: dict[str, list[str]] = {"present": [], "absent": []}
    now = ""
    for line in lines[:HEAD_LINES]:
        text = line.text
        if now and END.match(text):
            break
        if match := LABEL.match(text):
            kind = match.lastgroup or ""
            rest = text[match.end() :]
            ends = rest[:1] in (":", "") or rest[:1].isspace()
            if ends and (kind != "other" or len(match[0]) > 3):
                now = kind if kind in groups else now if _is_member_label(match[0], now) else "other"
                text = rest.lstrip(" \t:*|")
        if now in groups and text:
            groups[now].append(text)
    return Attendance(_people(groups["present"]), _people(groups["absent"]))


def _is_member_label(label: str, now: str) -> bool:
    """``Medlemmer:`` under ``Til stede`` goes on with those who were there."""
    return now == "present" and label.lower().startswith(("medlem", "varamedlem", "leder", "nestleder"))


def _people(texts: Sequence[str]) -> tuple[Person, ...]:
    found: list[Person] = []
    joined = "\n".join(texts)
    joined = re.sub(r"(?<=[a-zæøå])-\n(?=[a-zæøå])", "-", joined)
    joined = re.sub(r"(\([^()\n]{0,60})\n\s*([^()\n]{1,60}\))", r"\1 \2", joined)
    joined = re.sub(r"\n(?=\()", " ", re.sub(r",\n(?=[a-zæøå])", ", ", joined))
    for text in joined.split("\n"):
        found.extend(_on_line(text.strip(" \t,;•-")))
    return tuple(dict.fromkeys(found))


def _on_line(text: str) -> list[Person]:
    if _TABLE_HEAD.match(text):
        return []
    if (match := _PARTY_ROW.match(text)) and (function := match["first"] or match["last"]):
        return [Person(match["name"], match["party"], function.lower())]
    members = list(_MEMBER.finditer(text))
    if members:
        return [_member(match) for match in members]
    if text.count(",") >= 2 and not any(map(str.isdigit, text)):
        pieces = [piece.strip() for piece in text.split(",")]
        if all(re.fullmatch(NAME, piece) for piece in pieces if piece):
            return [Person(piece) for piece in pieces if piece]
    if match := _PLAIN.match(text):
        return [Person(match["name"], match["where"], match["role"])]
    return []


def _member(match: re.Match[str]) -> Person:
    where, role = " ".join(match["where"].split()), match["role"]
    if not role and (observer := _OBSERVER.search(where)):
        role, where = observer[1].lower(), where[: observer.start()]
    return Person(" ".join(match["name"].split()), where or None, role.strip() if role else None)
