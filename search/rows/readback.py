"""A paragraph about rows is read back: what it says of each row, and of all of them, against the records.

Written apart from what makes the sentences: it sees the text, the contract's row objects and what was
asked. Up to its mark a row's words may hold that row's own figures, colours and names alone; the words
before the rows may hold what was computed again (`search.rows.prove.Claim`) and what the question sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.tables.types import KRONER, MILLIONS, THOUSANDS
from search.proof.claims import Claim, Sort, find_claims
from search.proof.prose import FUNCTION_WORDS, fits_claim, fold, name_stands
from search.proof.readback import MARK, closing, opening
from search.proof.words import COLOURS, negations
from search.rows.query import Change, Query, Task
from search.rows.select import All, Condition, Expression, Not, leaves
from search.types import Language

Record = Mapping[str, Any]

_FIELD = {"status": "status", "risiko": "risk", "risk": "risk"}
_PAIR = re.compile(rf"\b({'|'.join(COLOURS)}) (status|risiko|risk)\b", re.I)
_ARROW = re.compile(r"([^\s(:]+(?: [^\s(:→]+)*) → ([^\s);]+(?: [^\s);→]+)*)")
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


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words before a run of marks, and the records that these cite."""

    words: str
    rows: tuple[Record, ...]
    marks: tuple[int, ...]


def untold(
    text: str, told: Told, cited: Mapping[int, tuple[str, int]], quotes: Mapping[int, str]
) -> list[str]:
    """What a paragraph says that its rows do not prove; [] where they prove all of it.

    cited: the document and start of each citation. quotes: its words.
    """
    false: list[str] = []
    for segment in _segments(text, told, cited):
        own = _without_quotes(segment.words, told, quotes)
        if own is None:
            return [segment.words]
        for phrase in told.empty:
            own = own.replace(phrase, " ")
        false += _segment_false(own, segment, told, quotes)
    return false + _denial(text, told)


def _segments(text: str, told: Told, cited: Mapping[int, tuple[str, int]]) -> Iterator[_Segment]:
    places = {(r["document"], r["start"]): r for record in told.records for r in _selves(record)}
    at, marks = 0, list(MARK.finditer(text))
    for i, mark in enumerate(marks):
        following = i + 1 < len(marks) and not text[mark.end() : marks[i + 1].start()].strip(" ()")
        if following:
            continue
        run = [m for m in marks[: i + 1] if m.start() >= at]
        rows = tuple(places[cited[int(m[1])]] for m in run if cited.get(int(m[1])) in places)
        yield _Segment(text[at : run[0].start()], rows, tuple(int(m[1]) for m in run))
        at = mark.end()
    if text[at:].strip(" .)"):
        yield _Segment(text[at:], (), ())


def _selves(record: Record) -> list[Record]:
    return [record, *([record["previous"]] if record.get("previous") else [])]


def _without_quotes(words: str, told: Told, quotes: Mapping[int, str]) -> str | None:
    """Words without what stands in guillemets; None where that is no quote of a citation, a cell or the question."""
    held = [*quotes.values(), *told.said, *(cell for r in told.records for cell in _texts(r))]
    made, at = [], 0
    while (start := opening(words, at)) >= 0 and (end := closing(words, start, len(words))) > 0:
        quoted = fold(words[start + 1 : end - 1]).rstrip("… ")
        pattern = re.compile(rf"(?<!\w){re.escape(quoted)}(?!\w)", re.I)
        if not any(pattern.search(fold(text)) for text in held):
            return None
        made.append(words[at:start])
        at = end
    return " ".join([*made, words[at:]])


def _segment_false(own: str, segment: _Segment, told: Told, quotes: Mapping[int, str]) -> list[str]:
    """What is false in the words before a run of marks."""
    if not segment.rows:
        return _claims_false(own, told, (), [quotes[n] for n in segment.marks if n in quotes])
    name = next((r["name"] for r in segment.rows if r["name"] in own), None)
    if name is None:
        return _claims_false(own, told) if opening(segment.words, 0) >= 0 or not own.strip(" (,.") else [own]
    head, _, tail = own.rpartition(name)
    if told.query.task is Task.CELL:  # a sentence about one row: all of it is of that row
        return _claims_false(f"{head} {tail}", told, segment.rows) or _pairs_false(
            f"{head} {tail}", segment.rows
        )
    if told.query.task is Task.CHANGE and told.query.named:
        return _claims_false(f"{head} {tail}", told, segment.rows) or _change_false(
            f"{head} {tail}", segment.rows
        )
    details = tail[: tail.rfind(")") + 1] if tail.lstrip().startswith("(") else ""
    return (
        _claims_false(f"{head} {tail[len(details) :]}", told)
        or _claims_false(details, told, segment.rows, strict=True)
        or _pairs_false(details, segment.rows)
        or _arrows_false(details, segment.rows)
    )


# -- claims -----------------------------------------------------------------------------------------


def _claims_false(
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
            right = any(name_stands(name, text) for name in claim.readings for text in _texts(row))
        elif _is_money(claim, words):
            right = bool(claim.readings & _amounts(row, _year_of(claim, words, row, told)))
        elif any(reading.endswith("%") for reading in claim.readings):
            right = bool(claim.readings & {f"{number}%" for number in _progress(row)})
        else:
            known = {str(row["id"]), *row["amounts"], *_progress(row), *_amounts(row, told.year)}
            right = bool(claim.readings & known) or _of_text(claim, _texts(row))
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


def _amounts(row: Record, year: str | None) -> set[str]:
    """A row's amounts (of a year) in each unit."""
    values = [value for key, value in row["amounts"].items() if year is None or key == year]
    return {_written(value * scale) for value in values for scale in _scales(row["unit"])}


def _progress(row: Record) -> set[str]:
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
        return bool(claim.readings & {colour for _, colour in _asked_colours(told.query)})
    if claim.sort is Sort.DATE:
        return any(date in claim.readings for date in told.dates) or _of_figures(claim, told)
    if claim.sort is Sort.NAME:
        if claim.readings == {"NOK"} or (claim.initial and _is_plain(claim)):
            return True
        texts = [*told.said, *(text for r in told.records for text in _texts(r))]
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


def _texts(row: Record) -> list[str]:
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


# -- colours and denials ------------------------------------------------------------------------------


def _asked_colours(query: Query) -> set[tuple[str, str]]:
    """The fields and colours that a question sets as conditions or asks the change of."""
    found = set[tuple[str, str]]()
    for where in (query.where, query.expected or All()):
        for leaf in leaves(where):
            values = leaf.value if isinstance(leaf.value, tuple) else (str(leaf.value),)
            found |= {(leaf.field, value) for value in values if leaf.field in ("status", "risk")}
    change = query.change or Change("")
    return found | {(change.field, colour) for colour in (*change.before, *change.after)}


def _pairs_false(words: str, rows: Sequence[Record]) -> list[str]:
    """Colours of a field that none of the rows has."""
    return [
        match.group()
        for match in _PAIR.finditer(words)
        if COLOURS[match[1].casefold()] not in {row[_FIELD[match[2].casefold()]] for row in rows}
    ]


def _change_false(words: str, rows: Sequence[Record]) -> list[str]:
    """A change whose first colour or figure is not the older row's, or whose second is not the newer one's."""
    if len(rows) < 2:
        return [words]
    claims = find_claims(words)
    for sort in (Sort.COLOUR, Sort.NUMBER):
        same = [c for c in claims if c.sort is sort][:2]
        sides = (rows[-2], rows[-1]) if len(same) > 1 else (rows[-1],)
        for claim, row in zip(same, sides, strict=False):
            if not _in_row(claim, row):
                return [words[claim.start : claim.end]]
    return []


def _in_row(claim: Claim, row: Record) -> bool:
    if claim.sort is Sort.COLOUR:
        return bool(
            claim.readings & {row["status"], row["risk"], COLOURS.get((row["progress"] or "").casefold())}
        )
    known = _amounts(row, None) | _progress(row) | {f"{number}%" for number in _progress(row)}
    return bool(claim.readings & known)


def _arrows_false(details: str, rows: Sequence[Record]) -> list[str]:
    """``gul → rød`` where the older row is not yellow, or the newer one not red."""
    if len(rows) < 2:
        return []
    older, newer = rows[-2], rows[-1]
    false = []
    for match in _ARROW.finditer(details):
        for words, row in ((match[1], older), (match[2], newer)):
            claims = find_claims(words, None)
            if not all(_in_row(c, row) for c in claims if c.sort in (Sort.COLOUR, Sort.NUMBER)):
                false.append(match.group())
    return false


def _denial(text: str, told: Told) -> list[str]:
    """The paragraph where it denies what nothing denies, or says what the question denies."""
    own = re.sub(r"«[^»]*»|“[^”]*”", " ", text)
    for phrase in (*told.empty, *(r["name"] for r in told.records), *told.said):
        if negations(phrase):
            own = re.sub(re.escape(phrase), " ", own, flags=re.I)
    denies = not told.records or denies_something(told.query.where)
    return [text] if (negations(own) > 0) is not denies else []


def denies_something(where: Expression) -> bool:
    """Whether a condition holds for what something is not."""
    match where:
        case Not():
            return True
        case Condition(operator="!=" | "not in"):
            return True
        case Condition(operator="known", value=False):
            return True
        case Condition():
            return False
    return any(denies_something(part) for part in where.of)


def fits(record: Record, where: Expression) -> bool | None:
    """Whether a record meets the colours that a condition sets; None where it sets others."""
    match where:
        case Not(of):
            inner = fits(record, of)
            return None if inner is None else not inner
        case Condition(field="status" | "risk", operator="=" | "!=" | "in" | "not in"):
            values = where.value if isinstance(where.value, tuple) else (where.value,)
            return (record[where.field] in values) is (where.operator in ("=", "in"))
        case Condition():
            return None
    verdicts = [fits(record, part) for part in where.of]
    if isinstance(where, All):
        return False if False in verdicts else None if None in verdicts else True
    return True if True in verdicts else None if None in verdicts else False


def seen(record: Record, field: str) -> bool:
    """Whether a row's colour is read in its words, or was measured on its page (its box and colour are kept)."""
    colour = record[field]
    words = " ".join([record["quote"], *record["cells"].values()]).casefold()
    if colour is None or colour in {COLOURS.get(word) for word in re.findall(r"\w+", words)}:
        return True
    return any(
        m["field"] == field and m["colour"] == colour and m["page"] and m["box"] for m in record["colours"]
    )
