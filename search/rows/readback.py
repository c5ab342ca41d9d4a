"""A paragraph about rows is read back: what it says of each row, and of all of them, against the records.

Written apart from what makes the sentences: it sees the text, the contract's row objects and what was
asked. Up to its mark a row's words may hold that row's own figures, colours and names alone; the words
before the rows may hold what was computed again (`search.rows.prove.Claim`) and what the question sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.proof.claims import Claim, Sort, find_claims
from search.proof.evidence import fold
from search.proof.readback import MARK, closing, opening
from search.proof.words import COLOURS, negations
from search.rows.fitting import Record, denials
from search.rows.query import Task
from search.rows.row_claims import Told, amounts_of, asked_colours, claims_false, progress_of, texts_of

_FIELD = {"status": "status", "risiko": "risk", "risk": "risk"}
_PAIR = re.compile(rf"\b({'|'.join(COLOURS)}) (status|risiko|risk)\b", re.I)
_ARROW = re.compile(r"([^\s(:]+(?: [^\s(:→]+)*) → ([^\s);]+(?: [^\s);→]+)*)")


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
    held = [*quotes.values(), *told.said, *(cell for r in told.records for cell in texts_of(r))]
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
        return claims_false(own, told, (), [quotes[n] for n in segment.marks if n in quotes])
    name = next((r["name"] for r in segment.rows if r["name"] in own), None)
    if name is None:
        return claims_false(own, told) if opening(segment.words, 0) >= 0 or not own.strip(" (,.") else [own]
    head, _, tail = own.rpartition(name)
    if told.query.task is Task.CELL:  # a sentence about one row: all of it is of that row
        return claims_false(f"{head} {tail}", told, segment.rows) or _pairs_false(
            f"{head} {tail}", segment.rows
        )
    if told.query.task is Task.CHANGE and told.query.named:
        return claims_false(f"{head} {tail}", told, segment.rows) or _change_false(
            f"{head} {tail}", segment.rows, told
        )
    details = tail[: tail.rfind(")") + 1] if tail.lstrip().startswith("(") else ""
    if not _names_asked_colours(head, told, segment.rows):
        return [head]
    return (
        claims_false(f"{head} {tail[len(details) :]}", told)
        or claims_false(details, told, segment.rows, strict=True)
        or _pairs_false(details, segment.rows)
        or _arrows_false(details, segment.rows, told)
    )


# -- colours and denials ------------------------------------------------------------------------------


def _names_asked_colours(head: str, told: Told, rows: Sequence[Record]) -> bool:
    """Whether the words before the rows name just the colours that are asked for, those of a change in its order."""
    named = [c.readings for c in find_claims(head, told.language) if c.sort is Sort.COLOUR]
    asked = {colour for _, colour in asked_colours(told.query)}
    change = told.query.change
    if not named or not asked:
        return all(readings & {row["status"], row["risk"]} for readings in named for row in rows[:1])
    if change and len(change.before) == len(change.after) == 1:
        return [*map(set, named)] == [set(change.before), set(change.after)]
    return set().union(*named) == asked


def _pairs_false(words: str, rows: Sequence[Record]) -> list[str]:
    """Colours of a field that none of the rows has."""
    return [
        match.group()
        for match in _PAIR.finditer(words)
        if COLOURS[match[1].casefold()] not in {row[_FIELD[match[2].casefold()]] for row in rows}
    ]


def _change_false(words: str, rows: Sequence[Record], told: Told) -> list[str]:
    """A change whose first colour or figure is not the older row's, or whose second is not the newer one's."""
    if len(rows) < 2:
        return [words]
    claims = find_claims(words, told.language)
    for sort in (Sort.COLOUR, Sort.NUMBER):
        same = [c for c in claims if c.sort is sort][:2]
        sides = (rows[-2], rows[-1]) if len(same) > 1 else (rows[-1],)
        for claim, row in zip(same, sides, strict=False):
            years = [
                year
                for year in re.findall(r"\b(?:19|20)\d\d\b", words[: claim.start])
                if year in row["amounts"]
            ]
            if not _in_row(claim, row, told, next(iter(years), None)):
                return [words[claim.start : claim.end]]
    return []


def _in_row(claim: Claim, row: Record, told: Told, year: str | None = None) -> bool:
    """Whether one side of a change is a row's own."""
    if claim.sort is Sort.COLOUR:
        own = str(row[told.query.change.field if told.query.change else "status"])
        return COLOURS.get(own.casefold(), own) in claim.readings
    known = amounts_of(row, year) | progress_of(row) | {f"{number}%" for number in progress_of(row)}
    return bool(claim.readings & known)


def _arrows_false(details: str, rows: Sequence[Record], told: Told) -> list[str]:
    """``gul → rød`` where the older row is not yellow, or the newer one not red."""
    if len(rows) < 2:
        return []
    older, newer = rows[-2], rows[-1]
    false = []
    for match in _ARROW.finditer(details):
        for words, row in ((match[1], older), (match[2], newer)):
            claims = find_claims(words, None)
            if not all(_in_row(c, row, told) for c in claims if c.sort in (Sort.COLOUR, Sort.NUMBER)):
                false.append(match.group())
    return false


def _denial(text: str, told: Told) -> list[str]:
    """The paragraph where it denies what nothing denies, or says what the question denies."""
    own = re.sub(r"«[^»]*»|“[^”]*”", " ", text)
    for phrase in (*told.empty, *(r["name"] for r in told.records), *told.said):
        if negations(phrase):
            own = re.sub(re.escape(phrase), " ", own, flags=re.I)
    expected, found = denials(told.query.where) + (not told.records), negations(own)
    return [text] if found != expected and not (told.counts and found and expected) else []
