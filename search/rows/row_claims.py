"""Single claims beside rows: of the row itself, of all of them together, or of a text that is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.types import KRONER, MILLIONS, THOUSANDS
from search.proof.claims import Claim, Sort, find_claims
from search.proof.evidence import FUNCTION_WORDS, fits_claim, name_stands
from search.proof.words import COLOURS
from search.rows.fitting import Record
from search.rows.query import Change, Query, Task
from search.rows.select import All, leaves
from search.types import Language

_COUNTED = re.compile(r"(?P<of>\b(?:av|of)\b(?: de| dei| the)? )?(?P<count>\d+) (?:prosjekt|project)", re.I)
_MONEY = re.compile(r"\s?(?:mill|tusen|thousand|kr\b)", re.I)
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d): (?:NOK )?$")
_SCALES = {MILLIONS: 1_000_000, THOUSANDS: 1_000, KRONER: 1}


@dataclass(frozen=True, slots=True)
class Told:
    """What a paragraph may say beside its rows.

    records: its rows, each with its `previous`. count, checked: how many they are, of how many. counts: of groups
    of them. figures: further numbers, computed again or set by the question. dates: ISO, of its reports.
    year: of its amounts, None for any. said: texts whose names it may use. empty: phrases of the program that deny
    without a claim ("the table gives no unit").
    """

    query: Query
    records: Sequence[Record]
    count: int
    checked: int
    counts: frozenset[int]
    figures: frozenset[float]
    dates: tuple[str, ...]
    year: str | None
    said: tuple[str, ...]
    language: Language
    empty: tuple[str, ...] = ()


def claims_false(
    words: str, told: Told, rows: Sequence[Record] = (), held: Sequence[str] = (), *, strict: bool = False
) -> list[str]:
    """The claims of some words that neither these rows hold nor (unless `strict`) what may be told of all of them."""
    counted = {m.start("count"): m for m in _COUNTED.finditer(words)}
    rows_alone = bool(rows) and told.query.task is not Task.CHANGE  # of a change the difference is told too
    return [
        words[claim.start : claim.end]
        for claim in find_claims(words, told.language)
        if not (
            _is_count(claim, bool(counted[claim.start]["of"]), told)
            if claim.start in counted and not rows
            else _of_rows(claim, words, rows, told)
            or (not (strict or (rows_alone and _is_own(claim, words))) and _of_all(claim, told))
            or _of_text(claim, held)
        )
    ]


def _is_count(claim: Claim, of_all: bool, told: Told) -> bool:
    """Whether a number of projects is that of the paragraph's rows, of a group of them, or of all looked at."""
    return bool(
        claim.readings & ({str(told.checked)} if of_all else {str(n) for n in (told.count, *told.counts)})
    )


def _is_own(claim: Claim, words: str) -> bool:
    """Whether a claim beside a row can only be a fact of it: a colour, an amount, a share."""
    return (
        claim.sort is Sort.COLOUR or _is_money(claim, words) or any(r.endswith("%") for r in claim.readings)
    )


def _is_money(claim: Claim, words: str) -> bool:
    unit = _MONEY.search(words[claim.start : claim.end]) or _MONEY.match(words, claim.end)
    return claim.sort is Sort.NUMBER and bool(unit or words[: claim.start].endswith("NOK "))


def _of_rows(claim: Claim, words: str, rows: Sequence[Record], told: Told) -> bool:
    """Whether a claim is a fact of one of the rows."""
    for row in rows:
        if claim.sort is Sort.COLOUR:
            own = {row["status"], row["risk"], COLOURS.get((row["progress"] or "").casefold())}
            right = bool(claim.readings & own)
        elif claim.sort is Sort.NAME:
            right = any(name_stands(name, text) for name in claim.readings for text in texts_of(row))
        elif _is_money(claim, words):
            right = bool(claim.readings & amounts_of(row, _year_of(claim, words, row, told)))
        elif any(reading.endswith("%") for reading in claim.readings):
            right = bool(claim.readings & {f"{number}%" for number in progress_of(row)})
        else:
            known = {str(row["id"]), *row["amounts"], *progress_of(row), *amounts_of(row, told.year)}
            right = bool(claim.readings & known) or _of_text(claim, texts_of(row))
        if right:
            return True
    return False


def _year_of(claim: Claim, words: str, row: Record, told: Told) -> str | None:
    """The year that an amount is told of: the one right before it, the only one told of, the paragraph's."""
    if before := _YEAR_BEFORE.search(words[: claim.start]):
        return before[1]
    years = {y for y in re.findall(r"(?<![\d.])(?:19|20)\d\d(?!\d)", words) if y in row["amounts"]}
    dated = {date[:4] for date in told.dates}
    alone = years - dated if len(years) > 1 else years
    return next(iter(alone)) if len(alone) == 1 else told.year


def amounts_of(row: Record, year: str | None) -> set[str]:
    """A row's amounts (of a year) in each unit."""
    values = [value for key, value in row["amounts"].items() if year is None or key == year]
    return {_written(value * scale) for value in values for scale in _scales(row["unit"])}


def progress_of(row: Record) -> set[str]:
    """The numbers of a row's progress, as claims write them."""
    return {
        _written(float(n.replace(",", "."))) for n in re.findall(r"\d+(?:[.,]\d+)?", row["progress"] or "")
    }


def _scales(unit: str | None) -> tuple[float, ...]:
    return (
        (1,) if unit is None else (1, _SCALES[unit], *(_SCALES[unit] / scale for scale in _SCALES.values()))
    )


def _of_all(claim: Claim, told: Told) -> bool:
    """Whether a claim is of the report, the question, or what was computed again."""
    if claim.sort is Sort.COLOUR:
        return bool(claim.readings & {colour for _, colour in asked_colours(told.query)})
    if claim.sort is Sort.DATE:
        return any(date in claim.readings for date in told.dates) or _of_figures(claim, told)
    if claim.sort is Sort.NAME:
        if claim.readings == {"NOK"} or (claim.initial and _is_plain(claim)):
            return True
        texts = [*told.said, *(text for r in told.records for text in texts_of(r))]
        return any(name_stands(name, text) for name in claim.readings for text in texts)
    return _of_figures(claim, told)


def _of_figures(claim: Claim, told: Told) -> bool:
    scales = [1, *_SCALES.values()]
    known = {_written(figure * scale) for figure in told.figures for scale in scales}
    return bool({reading.rstrip("%") for reading in claim.readings} & known)


def _of_text(claim: Claim, held: Sequence[str]) -> bool:
    if claim.sort is Sort.NAME:
        return any(name_stands(name, text) for name in claim.readings for text in held)
    return any(fits_claim(claim, other) for text in held for other in find_claims(text))


def _is_plain(claim: Claim) -> bool:
    """Whether a name at a sentence's beginning is one plain word: the program's own, or a function word."""
    (words,) = claim.readings
    return " " not in words and (words.casefold() in FUNCTION_WORDS or words.casefold() in _OPENINGS)


_OPENINGS = frozenset(
    """
    ingen inga no none ja nei yes samlet samla total gjennomsnittlig gjennomsnittleg average fremdriften framdrifta
    progress tabellen tabellane tabellene the rapportens teksten tekst text de dei rapporten
    """.split()
)


def texts_of(row: Record) -> list[str]:
    """All words of a row: its name, owner, lead and cells."""
    found = [
        row["name"],
        row["owner"] or "",
        row["lead"] or "",
        *row["cells"].values(),
        row["progress"] or "",
    ]
    return [text for text in found if text]


def _written(value: float) -> str:
    text = f"{round(value, 6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def asked_colours(query: Query) -> set[tuple[str, str]]:
    """The fields and colours that a question sets as conditions or asks the change of."""
    found = set[tuple[str, str]]()
    for where in (query.where, query.expected or All()):
        for leaf in leaves(where):
            values = leaf.value if isinstance(leaf.value, tuple) else (str(leaf.value),)
            found |= {(leaf.field, value) for value in values if leaf.field in ("status", "risk")}
    change = query.change or Change("")
    return found | {(change.field, colour) for colour in (*change.before, *change.after)}
