"""Tables in text whose columns lie between single spaces and whose cells wrap.

Text like this comes out of a PDF that another program has read: a line of the table is a run
of words, its cells follow each other in the order of the headings, each may be several lines
long, and nothing marks where one ends. The table is read by dynamic programming: every way
to part the words into records and cells is scored by how well each cell fits its column
(`ingest.tables.fitness`), and the best one is taken. What recurs from record to record, such
as the names of owners, is learned from the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.tables.fitness import Fitness, Gap, Piece, count_phrases
from ingest.tables.grid import EMPTY, Cell, Record, Table, is_caption, merge_spans
from ingest.tables.headings import Heading, is_project_header, read_heading, split_words
from ingest.tables.lines import Line
from ingest.tables.values import colour, join_lines, number
from ingest.tables.vocabulary import Role

# A header's words are spread over at most so many lines with words, one for each cell's line.
HEADER_LINES = 16
# ... and are no more than this, of which at least so large a share is known.
HEADER_WORDS, KNOWN_SHARE = 45, 0.7
# So many words at its end may be the beginning of a heading that goes on in the next line.
TAIL_WORDS = 2
# An unknown heading between known ones has no more words.
UNKNOWN_WORDS = 3
# A table ends where so many lines with words hold no value (number, colour) that a record has.
BARE_LINES = 14
# Records are read in stretches of at most so many words, to bound the time.
STRETCH = 1500
# What it costs to leave a line out (running headers, notes, headings of groups), and each word of it.
SKIP_LINE, SKIP_WORD, SKIP_VALUE = 0.4, 0.12, 0.7
# What a record costs before any cell counts: a run of prose must not look like one.
RECORD_COST = 2.0


_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Header:
    headings: tuple[str, ...]
    first: int
    after: int
    stacked: bool


def find_loose(text: str, lines: Sequence[Line], seeds: Sequence[int]) -> list[Table]:
    """The tables of projects in running text. seeds: the lines that hold words of headers."""
    headers: list[_Header] = []
    for seed in seeds:
        if headers and seed < headers[-1].after:
            continue
        header = _header_at(lines, seed)
        if header is not None:
            headers.append(header)
    tables: list[Table] = []
    for at, header in enumerate(headers):
        if tables and header.headings == headers[at - 1].headings and _joined(lines, headers[at - 1], header):
            continue
        following = [other for other in headers[at + 1 :] if other.headings != header.headings]
        limit = following[0].first if following else len(lines)
        repeats = [other for other in headers[at + 1 :] if other.first < limit]
        table = _read(text, lines, header, limit, repeats)
        if table is not None:
            tables.append(table)
    return tables


def _joined(lines: Sequence[Line], first: _Header, second: _Header) -> bool:
    """True where a header repeats the one before it within one table."""
    return _end(lines, first.after, second.first) == second.first


def _header_at(lines: Sequence[Line], seed: int) -> _Header | None:
    """The header that begins at line `seed`: the longest run of lines whose words are all headings."""
    words: list[str] = []
    best: _Header | None = None
    taken = 0
    for at in range(seed, len(lines)):
        if lines[at].blank:
            continue
        taken += 1
        if taken > HEADER_LINES or is_caption(lines[at].text):
            break
        words += lines[at].text.split()
        parts = split_words(words)
        named = [" ".join(words[first:after]) for first, after in parts]
        known = [read_heading(part).exact for part in named]
        sure = parts if known[-1] or parts[-1][1] - parts[-1][0] > TAIL_WORDS else parts[:-1]
        covered = sum(after - first for (first, after), hit in zip(parts, known, strict=True) if hit)
        if len(words) > HEADER_WORDS or covered < KNOWN_SHARE * sum(after - first for first, after in sure):
            break
        if known[-1] and _is_header(named) and (best is None or all(known) or _goes_on(named, known)):
            best = _Header(tuple(named), seed, at + 1, taken == len(named))
    return best


def _goes_on(named: Sequence[str], known: Sequence[bool]) -> bool:
    """True where headings go on after an unknown one: it is short, and what follows tells of projects."""
    unknown = max((len(text.split()) for text, hit in zip(named, known, strict=True) if not hit), default=0)
    return unknown <= UNKNOWN_WORDS and read_heading(named[-1]).role not in {None, Role.OTHER, Role.FOREIGN}


def _is_header(named: Sequence[str]) -> bool:
    """True for headings of a table of projects: capitals, and more than a name with a year beside it."""
    headings = [read_heading(text) for text in named]
    said = {heading.role for heading in headings if heading.exact and not _YEAR.fullmatch(heading.text)}
    upper = sum(not text[:1].islower() for text in named)
    return (
        is_project_header(named)
        and len(said) > 1
        and upper >= KNOWN_SHARE * len(named)
        and _years_fit(headings)
    )


def _years_fit(headings: Sequence[Heading]) -> bool:
    """True unless a bare year among the headings can be no heading: an id, or an amount's end."""
    amounts = [heading for heading in headings if heading.role is Role.AMOUNT]
    bare = [heading for heading in amounts if _YEAR.fullmatch(heading.text)]
    if not bare:
        return True
    years = [int(heading.text) for heading in bare]
    steps = {abs(after - before) for before, after in pairwise(years)}
    return not any(heading.date for heading in amounts if heading not in bare) and steps <= {1}


def _read(
    text: str, lines: Sequence[Line], header: _Header, limit: int, repeats: Sequence[_Header]
) -> Table | None:
    """The table under a header, up to line `limit`; the lines of `repeats` are headers within it."""
    end = _end(lines, header.after, limit)
    left_out = {line for other in repeats for line in range(other.first, other.after)}
    body = [at for at in range(header.after, end) if at not in left_out]
    pieces = _pieces(lines, body)
    if not pieces:
        return None
    records: list[Record] = []
    elsewhere = count_phrases(text, pieces)
    for stretch in _stretches(pieces):
        records += _parse(text, stretch, Fitness(pieces, stretch, header.headings, elsewhere, header.stacked))
    if not records:
        return None
    last = max(span[1] for record in records for span in record.spans)
    return Table(header.headings, tuple(records), lines[header.first].start, last)


def _end(lines: Sequence[Line], first: int, limit: int) -> int:
    """The line after the last one that may belong to the table."""
    bare = 0
    end = first
    for at in range(first, limit):
        if lines[at].blank:
            continue
        if is_caption(lines[at].text) and at > first:
            return at
        words = lines[at].text.split()
        valued = any(number(word) is not None or colour(word) is not None for word in words)
        bare = 0 if valued and len(words) < 30 else bare + 1
        if bare > BARE_LINES:
            break
        end = at + 1
    return end


def _pieces(lines: Sequence[Line], body: Sequence[int]) -> list[Piece]:
    """The words of the lines, each with the gap before it; blank lines count only where lines without exist."""
    pieces: list[Piece] = []
    shown = [at for at in body if not lines[at].blank]
    blanks = sum(at - 1 in body and lines[at - 1].blank for at in shown)
    doubled = blanks > 0.8 * len(shown)
    for at in shown:
        line = lines[at]
        gap = Gap.LINE if doubled or not (at - 1 >= 0 and lines[at - 1].blank) else Gap.BLANK
        position = 0
        for word in line.text.split():
            begin = line.text.index(word, position)
            if position and gap is not Gap.BLANK and begin - position > 1:
                gap = Gap.WIDE
            pieces.append(Piece(line.start + begin, line.start + begin + len(word), word, gap))
            position = begin + len(word)
            gap = Gap.SPACE
    return pieces


def _stretches(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The words in stretches that end at a line's end, at a blank line where there is one."""
    found: list[list[Piece]] = []
    start = 0
    while len(pieces) - start > STRETCH:
        cut = next(
            (at for at in range(start + STRETCH, start + STRETCH // 2, -1) if pieces[at].gap is Gap.BLANK),
            next(
                (at for at in range(start + STRETCH, start, -1) if pieces[at].gap is Gap.LINE),
                start + STRETCH,
            ),
        )
        found.append(list(pieces[start:cut]))
        start = cut
    return [*found, list(pieces[start:])]


def _parse(text: str, pieces: Sequence[Piece], fitness: Fitness) -> list[Record]:
    """The best parting of a stretch into records. Twice: what the first reading found teaches the second."""
    fitness.learn(_best(pieces, fitness))
    return [_record(pieces, cells, fitness) for cells in _best(pieces, fitness) if fitness.holds(cells)]


def _best(pieces: Sequence[Piece], fitness: Fitness) -> list[list[tuple[int, int]]]:
    """For each record the (first, after) of every cell, by dynamic programming from left to right.

    ``score[i][c]``: the best for the words before `i` where `c` cells of the open record are
    read; 0 between records. Cells are taken from the front, so every state is final once reached.
    """
    count, columns = len(pieces), len(fitness.kinds)
    low = float("-inf")
    score = [[low] * (columns + 1) for _ in range(count + 1)]
    back: list[list[tuple[int, int] | None]] = [[None] * (columns + 1) for _ in range(count + 1)]
    score[0][0] = 0.0
    for at in range(count + 1):
        for column in range(1, columns):
            _take(fitness, column, at, at, score, back)
        _close(at, count, columns, pieces, score, back)
        if at == count:
            break
        if pieces[at].gap >= Gap.LINE and score[at][0] > low:
            _skip(at, pieces, fitness, score, back)
        for column in range(columns):
            if column or pieces[at].gap >= Gap.LINE:
                _take(fitness, column, at, fitness.last(column, at), score, back)
    return _trace(count, back)


def _take(
    fitness: Fitness,
    column: int,
    at: int,
    last: int,
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    """All cells of a column that begin at word `at` and end at `last` at most, the empty one among them."""
    base = score[at][column] - (RECORD_COST if column == 0 else 0.0)
    if base == float("-inf"):
        return
    for after in range(at, last + 1):
        fit = fitness.cell(column, at, after)
        if fit is not None and base + fit > score[after][column + 1]:
            score[after][column + 1] = base + fit
            back[after][column + 1] = (at, column)


def _close(
    at: int,
    count: int,
    columns: int,
    pieces: Sequence[Piece],
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    """The end of a record where a line ends."""
    if at == count or pieces[at].gap >= Gap.LINE:
        whole = score[at][columns] + (0.5 if at < count and pieces[at].gap is Gap.BLANK else 0.0)
        if whole > score[at][0]:
            score[at][0] = whole
            back[at][0] = (at, columns)


def _skip(
    at: int,
    pieces: Sequence[Piece],
    fitness: Fitness,
    score: list[list[float]],
    back: list[list[tuple[int, int] | None]],
) -> None:
    after = at + 1
    while after < len(pieces) and pieces[after].gap < Gap.LINE:
        after += 1
    cost = SKIP_LINE + sum(SKIP_VALUE if fitness.valued[index] else SKIP_WORD for index in range(at, after))
    if score[at][0] - cost > score[after][0]:
        score[after][0] = score[at][0] - cost
        back[after][0] = (at, -1)


def _trace(count: int, back: Sequence[Sequence[tuple[int, int] | None]]) -> list[list[tuple[int, int]]]:
    records: list[list[tuple[int, int]]] = []
    at, column = count, 0
    while (step := back[at][column]) is not None:
        before, state = step
        if column == 0 and state > 0:
            records.append([])
            column = state
        elif state == -1:
            at = before
        else:
            records[-1].append((before, at))
            at, column = before, state
    return [cells[::-1] for cells in reversed(records)]


def _record(pieces: Sequence[Piece], cells: Sequence[tuple[int, int]], fitness: Fitness) -> Record:
    return Record(tuple(_cell(pieces[first:after]) for first, after in cells), None, fitness.doubt(cells))


def _cell(pieces: Sequence[Piece]) -> Cell:
    if not pieces:
        return EMPTY
    rows: list[list[str]] = []
    for piece in pieces:
        if not rows or piece.gap >= Gap.LINE:
            rows.append([])
        rows[-1].append(piece.text)
    return Cell(
        join_lines([" ".join(row) for row in rows]),
        merge_spans([(piece.start, piece.end) for piece in pieces]),
    )
