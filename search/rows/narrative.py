"""What the sentences of a report say of its projects' colours, to be held against its table.

``Fire prosjekter med rød risiko: • A • B``, ``Tre prosjekter har gul status``, ``A har gått fra gul
til rød status``. A sentence that speaks of shares, of another time or with a negation says nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.archive import Archive
from ingest.dates import find_dates
from search.rows.table import Report, fold
from search.rows.values import COLOURS
from search.rows.vocabulary import NUMBER_WORDS, Kind, phrases

LONGEST_QUOTE = 1200
"""Characters of the longest quote (the contract)."""

_LIST_REACH = 6000  # characters after its introduction within which a list's items stand
_LIST_GAP = 1500  # characters between two items of one list
_MOST_ITEMS = 40
_NEAR = 4  # words between a colour and the field it is about

_TOKEN = re.compile(r"\w+|%|:")
_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:[•·▪◦‣*–-]|\d{1,2}[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r"\n[ \t]*\d+(?:\.\d+)+[ \t]+[A-ZÆØÅ]|\n[ \t]*#")
_COLOUR_WORD = re.compile(rf"\b(?:{'|'.join(word for word in COLOURS if word.isalpha())})\b", re.I)
_AMBIGUOUS = frozenset("en ei et ein eit no one ingen zero null".split())
"""Number words that are often something else: they count only right before the word for projects."""

_NEGATION = frozenset("ikke ikkje not aldri never uten utan without".split())
_BEFORE = frozenset("fra frå from".split())
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and the list that follows it: ``text[start:end]`` of a document.

    field: ``status`` or ``risk``. count: of projects, None where it gives none. names: folded names
    of the report's projects that it lists or speaks of. listed: `names` is a whole list. strange:
    items of the list that are no project of the table, as written. intro: where the sentence ends and
    its list begins; 0 without a list.
    """

    document: str
    start: int
    end: int
    field: str
    colour: str
    count: int | None
    names: tuple[str, ...]
    listed: bool = False
    strange: tuple[str, ...] = ()
    intro: int = 0


class _Sentence(NamedTuple):
    """A sentence of a document, outside its table's rows."""

    document: str
    start: int
    end: int
    text: str


def find_statements(archive: Archive, report: Report) -> list[Statement]:
    """All statements of a report's documents, in order of document and place."""
    names = {fold(stored.row.name): stored.row.name for stored in report.rows}
    found: list[Statement] = []
    for sentence in _sentences(archive, report, _COLOUR_WORD):
        for statement, opens in _statements(sentence, report, names):
            found.append(_with_list(archive, statement, names) if opens else statement)
    return found


def _sentences(archive: Archive, report: Report, wanted: re.Pattern[str]) -> Iterator[_Sentence]:
    """The sentences of a report in which `wanted` is found, each once; none of its tables' rows."""
    for document in report.documents:
        rows = sorted((s.row.start, s.row.end) for s in report.rows if s.document == document)
        starts = [start for start, _ in rows]
        seen: set[int] = set()
        for passage in archive.store.near(document, 0, 1 << 40):
            if not wanted.search(passage.text):
                continue
            for span in passage.sentences:
                text = passage.text[span.start - passage.start : span.end - passage.start]
                at = bisect_left(starts, span.end)
                in_row = at > 0 and rows[at - 1][1] > span.start
                if span.start not in seen and not in_row and wanted.search(text):
                    seen.add(span.start)
                    yield _Sentence(document, span.start, span.end, text)


def _statements(sentence: _Sentence, report: Report, names: dict[str, str]) -> list[tuple[Statement, bool]]:
    """What a sentence says of each colour, and whether a list of its projects follows."""
    words = _TOKEN.findall(sentence.text.casefold())
    fields = {i: f for i, word in enumerate(words) if (f := _field(word)) is not None}
    if not fields or _NEGATION.intersection(words) or _other_time(sentence.text, report):
        return []
    folded = fold(sentence.text)
    named = tuple(name for name in names if name in folded and _stands(name, folded))
    found: list[tuple[Statement, bool]] = []
    last = 0
    final = max((i for i, word in enumerate(words) if word in COLOURS), default=-1)
    for i, word in enumerate(words):
        colour = COLOURS.get(word)
        if colour is None:
            continue
        column = _field_of(i, words, fields)
        count = _count(words[last:i])
        last = i + 1
        if column is None or (i and words[i - 1] in _BEFORE):
            continue
        opens = i == final and sentence.text.rstrip().endswith(":")
        listed = named if count is not None and i == final and ":" in words else ()
        said = listed or (named if count is None and len(named) == 1 and ":" not in words else ())
        if count is not None or said or opens:
            place = sentence.document, sentence.start, sentence.end
            statement = Statement(*place, column, colour, count, said, bool(listed))
            found.append((statement, opens))
    return found


def _field(word: str) -> str | None:
    kind, value = phrases().get((word,), (None, ""))
    return value if kind is Kind.FIELD and value in ("status", "risk") else None


def _field_of(index: int, words: Sequence[str], fields: dict[int, str]) -> str | None:
    """The field right after a colour, else the last one before it."""
    after = next(
        (f for i, f in fields.items() if 0 < i - index <= _NEAR and not _colour_between(words, index, i)),
        None,
    )
    return after or next((f for i, f in reversed(fields.items()) if i < index), None)


def _colour_between(words: Sequence[str], first: int, last: int) -> bool:
    return any(word in COLOURS for word in words[first + 1 : last])


def _count(words: Sequence[str]) -> int | None:
    """The number of projects that the words before a colour give."""
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        after = words[i + 1] if i + 1 < len(words) else ""
        number = int(word) if word.isdigit() and len(word) < 4 else NUMBER_WORDS.get(word)
        if number is None:
            continue
        if after in ("%", "prosent", "percent"):
            return None
        counted = phrases().get((after,), (None, ""))[0] is Kind.SUBJECT
        if not counted and (word in _AMBIGUOUS or word.isdigit() or not after):
            continue
        return number
    return None


def _other_time(sentence: str, report: Report) -> bool:
    """Whether a sentence names a date that is not the report's."""
    return any(not report.fits(mention.iso) for mention in find_dates(sentence))


def _stands(name: str, folded: str) -> bool:
    """Whether a name stands in a text by itself, not as a part of a word; both are folded."""
    at = folded.find(name)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = folded.find(name, at + 1)
    return False


# -- lists ------------------------------------------------------------------------------------------


def _with_list(archive: Archive, statement: Statement, names: dict[str, str]) -> Statement:
    """A statement that ends in a colon, with the items that follow it."""
    text = archive.store.text(statement.document, statement.start, statement.end + _LIST_REACH)
    after = text[statement.end - statement.start :]
    heading = _HEADING.search(after)
    places = _places(after[: heading.start()] if heading else after, statement.count)
    found: list[str] = []
    strange: list[str] = []
    end = statement.end
    for place in places:
        item = after[place : place + _LONGEST_NAME * 2]
        name = _leading_name(item, names)
        if name is None:
            strange.append(_own_name(item))
        else:
            found.append(name)
        if statement.end + place + len(item.split("\n")[0]) - statement.start <= LONGEST_QUOTE:
            end = statement.end + place + len(item.split("\n")[0].rstrip())
    if not found:
        return statement
    return Statement(
        statement.document, statement.start, max(end, statement.end), statement.field, statement.colour,
        statement.count, tuple(dict.fromkeys(found)), True, tuple(strange), statement.end,
    )  # fmt: skip


def _places(text: str, count: int | None) -> list[int]:
    places: list[int] = []
    for match in _ITEM.finditer(text):
        if match.start() - (places[-1] if places else 0) > _LIST_GAP:
            break
        places.append(match.end())
        if len(places) >= (count or _MOST_ITEMS):
            break
    return places


def _leading_name(item: str, names: dict[str, str]) -> str | None:
    """The longest project's name that an item begins with."""
    folded = fold(item.lstrip("*_ "))
    fitting = [
        name for name in names if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum()
    ]
    return max(fitting, key=len, default=None)


def _own_name(item: str) -> str:
    return re.split(r"[(\n.:,]", item.strip("*_ "), maxsplit=1)[0].strip()


# -- who came and who left -----------------------------------------------------------------------

_COUNTS = "|".join(word for word in NUMBER_WORDS if word not in _AMBIGUOUS)
_SUBJECTS = r"(?:prosjekt|tiltak|program|initiativ|project)\w*"
_ARRIVED = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_COUNTS}|ett|eitt)\s+(?:nye|nytt|new)\s+{_SUBJECTS}"
    rf"|\b(?P<m>\d{{1,3}}|{_COUNTS})\s+{_SUBJECTS}\s+(?:er|are)\s+(?:nye|new)\b",
    re.I,
)
_LEFT = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{_COUNTS}|ett|eitt)\s+{_SUBJECTS}\s+(?:(?:er|are|have|har|ble|blei|vart)\s+)?"
    r"(?:går ut|gått ut|gikk ut|gjekk ut|ute av|meldt ut|tatt ut|teke ut|avslutt\w+|ferdigstilt\w*|left|leave)",
    re.I,
)


def find_movements(archive: Archive, report: Report, *, arrived: bool) -> list[tuple[Statement, int]]:
    """Sentences of a report that count its new projects, or those that have left; and the counts."""
    pattern = _ARRIVED if arrived else _LEFT
    found = []
    for s in _sentences(archive, report, pattern):
        match = pattern.search(s.text)
        if match is None or _other_time(s.text, report):
            continue
        word = next(group for group in match.groups() if group).casefold()
        count = int(word) if word.isdigit() else NUMBER_WORDS[word]
        found.append((Statement(s.document, s.start, s.end, "", "", count, ()), count))
    return found


# -- totals -----------------------------------------------------------------------------------------

_WHOLE = re.compile(r"portefølj|portfolio|totalt|i alt|til sammen|samlet|samla|in total", re.I)
_MANY = re.compile(
    rf"(?:portefølj|portfolio)[^.:]{{1,60}}?(?<![\w,.])(?:\d{{1,4}}|{_COUNTS})\s+(?:prosjekt|tiltak|program|initiativ|project)",
    re.I,
)
_SHARE = re.compile(r"\d\s?(?:%|prosent|per cent|percent)", re.I)
_TOTALS = re.compile(f"{_WHOLE.pattern}|{_SHARE.pattern}", re.I)
_MONEY = re.compile(r"budsjett|kostnad|ramme|budget|cost", re.I)
_SUM = re.compile(r"\d[\d\s.,]*\s*(?:mill|mrd|milliard|kr|tusen|NOK|billion)|NOK\s*\d", re.I)


def find_totals(archive: Archive, report: Report) -> list[tuple[str, str]]:
    """Sentences that give a whole portfolio's figures: (``projects``, ``money`` or ``share``, the sentence)."""
    found: list[tuple[str, str]] = []
    for sentence in _sentences(archive, report, _TOTALS):
        if _MANY.search(sentence.text):
            found.append(("projects", sentence.text))
        if _SHARE.search(sentence.text) and _COLOUR_WORD.search(sentence.text):
            found.append(("share", sentence.text))
        if all(p.search(sentence.text) for p in (_WHOLE, _MONEY, _SUM)):
            found.append(("money", sentence.text))
    return found
