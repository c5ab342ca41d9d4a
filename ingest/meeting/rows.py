"""A case's title and what stands beside it in a list of cases: kind, presenter, time.

A list comes as a table with columns (two blanks, tabs, bars), as a table whose cells text
extraction ran together or broke over lines, or as plain lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ingest.meeting.fields import labels_of
from ingest.meeting.lines import Line

# A row goes on over at most this many lines.
ROW_LINES = 6
# A line longer than this is running text, no title.
LONGEST_LINE = 130
LONGEST_TITLE = 400
# A title under a block of labels stands at most so many lines below the number.
TITLE_BELOW = 8

_TYPES = (
    "godkjenning|godkjenningssak|orientering|orienteringssak|drøfting|drøftingssak|drøftelse|anbefaling|beslutning"
    "|beslutningssak|vedtak|vedtakssak|tilslutning|diskusjon|diskusjonssak|informasjon|informasjonssak|referatsak"
    "|innspill|innspillssak|avgjerd|til orientering|til drøfting|til beslutning|til behandling|til vedtak|decision"
    "|discussion|information|approval"
)
_TYPE = re.compile(rf"(?:^|(?<=\s))(?P<type>{_TYPES})\s*$", re.IGNORECASE)
_TYPE_ONLY = re.compile(rf"(?:{_TYPES})", re.IGNORECASE)
_TIME = re.compile(
    r"(?:^|(?<=\s))(?:kl\.?\s*)?(?P<time>\d{1,2}[.:]\d{2}(?:\s?[-–]\s?\d{1,2}[.:]\d{2})?|\d{1,3}\s?min\.?)\s*$",
    re.IGNORECASE,
)
_NAME_WORD = r"(?-i:[A-ZÆØÅÄÖÁČŠŽÉ][a-zæøåäöáčđŋšžéèüñó.'’-]+(?:[A-ZÆØÅ][a-zæøå]+)?)"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?-i:[A-ZÆØÅ])\.\s+)?(?:van\s|de\s|von\s)?{_NAME_WORD}){{1,3}}"
_PRESENTER = re.compile(rf"(?P<names>{_NAME}(?:\s(?:og|and|&)\s{_NAME})?)(?P<from>,\s+\S.{{1,50}})?$")
_NAME_ONLY = re.compile(rf"{_NAME}(?:(?:\s(?:og|and|&)\s|,\s){_NAME})*(?:,\s+\S.{{1,50}})?")
_COLUMNS = re.compile(r"\t+|(?<![,\s])\s{2,}|\s*\|\s*")
_DATED = re.compile(r"(?:19|20)\d\d\b|\d{1,2}\.\s?[a-zæøå]{3,9}\b", re.IGNORECASE)
_UNDATED = re.compile(
    r"(?:møtet?|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|kvartal|tertial)$",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"(?P<number>\d{2,4}/\d{2,6}(?:-\d{1,4})?)\s+(?=\S)")
_ARCHIVED_LAST = re.compile(r"\s(?P<number>(?:(?:19|20)\d\d|\d\d)/\d{3,6}(?:-\d{1,4})?)$")
_BREAK = re.compile(r"(?:lunsj|lunch|pause|matpause|kaffe|dagsaktuelt|break|slutt)\b", re.IGNORECASE)
_JOINS = re.compile(
    r"(?:\b(?:og|eller|i|av|for|på|til|fra|frå|med|om|ved|mellom|hos|mot|under|over|etter|per|som|the|of|and|in|å|et|en|den|det|de|nr\.?)|[,/(–-])$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"vedlegg\b|saksunderlag\b", re.IGNORECASE)
_FATE = re.compile(
    r"\s*[–—-]\s*(?:saken|saka|sak)\s+(?:(?:ble|vart|er|blir)\s+)?(?:ikke\s+|ikkje\s+)?(?:utgikk|utgår|utgjekk|utsatt|utsett|utsettes|trukket|trekt|trukke|behandlet|behandla|handsama)\b.*$"
    r"|\s*\((?:unntatt|unnateke)\b[^()]*\)\s*$|\s*\((?:utsatt|trukket)\)\s*$",
    re.IGNORECASE,
)
_HEADER_WORDS = re.compile(
    r"\b(?:sak(?:s?nr\.?)?|tittel|tema|agenda|innleder|innleiar|presenterer|presentasjon|ansvarlig|foredragsholder|tid|tidspunkt|sakstype|type|saksunderlag|arkivsaksnr\.?|arkivsak)\b",
    re.IGNORECASE,
)
_PRESENTER_COLUMN = re.compile(
    r"\b(?:innleder|innleiar|presenterer|presentasjon|foredragsholder|ansvarlig|presenter)\b", re.IGNORECASE
)


class Row(NamedTuple):
    """What one entry says; `after` is the index of the first line that no longer belongs to it."""

    title: str
    type: str | None
    presenter: str | None
    time: str | None
    archive: str | None
    after: int


def has_presenters(lines: Sequence[Line]) -> bool:
    """Whether a table of cases among `lines` has a column of presenters."""
    return any(
        len(line.text) < 120
        and _PRESENTER_COLUMN.search(line.text)
        and len(_HEADER_WORDS.findall(line.text)) >= 3
        for line in lines
    )


class RowReader:
    """Reads the entries of one paper.

    stop: the starts of lines that begin something else. presenters: whether the list of cases
    has a column of presenters.
    """

    def __init__(
        self, lines: Sequence[Line], stop: Collection[int] = (), *, presenters: bool = False
    ) -> None:
        self._lines = lines
        self._stop = stop
        self._presenters = presenters

    def read(self, index: int, rest: str, titles: Collection[str] = ()) -> Row:
        """The entry whose number stands in line `index`, followed there by `rest`.

        titles: the case's title as other places write it, which tell where it ends and the
        presenter begins.
        """
        fields: dict[str, str] = {}
        if match := _ARCHIVED.match(rest):
            fields["archive"], rest = match["number"], rest[match.end() :]
        title = _take(rest, fields, self._presenters, titles) if rest else ""
        at = index + 1
        while at < len(self._lines) and at <= index + ROW_LINES and len(title) < LONGEST_TITLE:
            line = self._lines[at]
            if self._is_over(line, title, fields):
                break
            if _JOINS.search(fields.get("presenter", "")) and line.text[:1].islower():
                fields["presenter"] = _join(fields["presenter"], line.text)
            elif not (title and _fields_only(line.text, fields, self._presenters)):
                if title and not _continues(title, line):
                    break
                title = _join(title, _take(line.text, fields, self._presenters, titles))
            at += 1
        title = _FATE.sub("", title).strip(" \t.:–-|*")
        presenter = " ".join(fields.get("presenter", "").split()) or None
        return Row(
            " ".join(title.split()),
            fields.get("type"),
            presenter,
            fields.get("time"),
            fields.get("archive"),
            at,
        )

    def below(self, index: int, end: int) -> str:
        """The first line under line `index`, before offset `end`, that may be a title standing by itself."""
        for line in self._lines[index + 1 : index + 1 + TITLE_BELOW]:
            if labels_of(line.text):
                continue
            if line.start >= end or line.start in self._stop or line.text.endswith("."):
                break
            if len(line.text) <= LONGEST_LINE:
                return line.text
        return ""

    def _is_over(self, line: Line, title: str, fields: dict[str, str]) -> bool:
        """Whether `line` cannot belong to the entry."""
        text = line.text
        other = line.start in self._stop or _BREAK.match(text) or _ATTACHMENT.match(text) or labels_of(text)
        return bool(other) or len(text) > LONGEST_LINE or (bool(title) and "type" in fields)


def _take(text: str, fields: dict[str, str], presenters: bool, titles: Collection[str]) -> str:
    """`text` without the fields at its end, which go to `fields`."""
    cells = [cell for cell in _COLUMNS.split(text.strip(" |*")) if cell]
    if len(cells) > 1 and not any(cell[:1].islower() for cell in cells[1:]):
        for cell in cells[1:]:
            _classify(cell, fields)
        return cells[0]
    text = " ".join(cells)
    if match := _ARCHIVED_LAST.search(text):
        fields["archive"], text = match["number"], text[: match.start()].rstrip()
    if (match := _TYPE.search(text)) and _is_field(text, match) and match["type"][:1].isupper():
        fields["type"] = match["type"]
        text = text[: match.start()].rstrip()
    if (match := _TIME.search(text)) and match.start() > 0:
        fields["time"] = match["time"]
        text = text[: match.start()].rstrip()
    return _without_presenter(text, fields, presenters, titles)


def _is_field(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rstrip()
    return bool(before) and not before.endswith(("-", "–", ":", "til", "og", ","))


def _without_presenter(text: str, fields: dict[str, str], presenters: bool, titles: Collection[str]) -> str:
    for title in sorted(titles, key=len, reverse=True):
        if title and len(title) < len(text) and text.lower().startswith(title.lower()):
            rest = text[len(title) :].strip(" ,–-")
            if rest and _NAME_ONLY.match(rest):
                fields["presenter"] = rest
                return text[: len(title)]
    if (
        presenters
        and ("time" in fields or "type" in fields or ", " in text)
        and (match := _PRESENTER.search(text))
    ):
        names = match["names"].split()
        keep = max(0, len(names) - 3) if len(names) > 3 and " og " not in match["names"] else 0
        start = match.start() + len(" ".join(names[:keep])) + (1 if keep else 0)
        if start > 0:
            fields["presenter"] = text[start:].strip()
            return text[:start].rstrip()
    return text


def _classify(cell: str, fields: dict[str, str]) -> None:
    cell = cell.strip(" *")
    if _TYPE_ONLY.fullmatch(cell):
        fields["type"] = cell
    elif _TIME.fullmatch(cell):
        fields["time"] = cell
    elif _ARCHIVED_LAST.fullmatch(f" {cell}"):
        fields["archive"] = cell
    elif _NAME_ONLY.fullmatch(cell):
        fields["presenter"] = cell


def _fields_only(text: str, fields: dict[str, str], presenters: bool) -> bool:
    """Whether a line holds nothing but fields (``Samira Lie 10.50 Beslutning``); they go to `fields`."""
    rest, found = text, {}
    if match := _TYPE.search(rest):
        found["type"], rest = match["type"], rest[: match.start()].rstrip()
    if match := _TIME.search(rest):
        found["time"], rest = match["time"], rest[: match.start()].rstrip()
    if rest and (presenters or found) and _NAME_ONLY.fullmatch(rest):
        found["presenter"], rest = rest, ""
    if rest or not found or any(name in fields for name in found):
        return False
    fields.update(found)
    return True


def _continues(title: str, line: Line) -> bool:
    return _goes_on(title, line) and not (line.blank and not _JOINS.search(title))


def _goes_on(title: str, line: Line) -> bool:
    if _DATED.match(line.text) and _UNDATED.search(title):
        return True
    return line.text[:1].islower() or _JOINS.search(title) is not None or title.count("(") > title.count(")")


def _join(title: str, more: str) -> str:
    if title.endswith("-") and title[-2:-1].isalpha() and more[:1].islower():
        return title + more
    return f"{title} {more}".strip()
