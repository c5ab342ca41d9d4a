"""Tables in text whose columns lie between single spaces and whose cells wrap.

Text like this comes out of a PDF that another program has read: a line of the table is a run
of words, its cells follow each other in the order of the headings, each may be several lines
long, and nothing marks where one ends. The table is read by dynamic programming: every way
to part the words into records and cells is scored by how well each cell fits its column
(`ingest.tables.fitness`), and the best one is taken. What recurs from record to record, such
as the names of owners, is learned from the table itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.fitness import Fitness
from ingest.tables.grid import EMPTY, Cell, Record, Table, is_caption, merge_spans
from ingest.tables.lines import Line
from ingest.tables.parting import best_parting
from ingest.tables.pieces import Gap, Piece
from ingest.tables.recurrence import count_phrases
from ingest.tables.values import colour, join_lines, number
from ingest.tables.worded import WordedHeader, header_at

# A table ends where so many lines with words hold no value (number, colour) that a record has.
BARE_LINES = 14
# Records are read in stretches of at most so many words, to bound the time.
STRETCH = 1500


def find_loose(text: str, lines: Sequence[Line], seeds: Sequence[int]) -> list[Table]:
    """The tables of projects in running text. seeds: the lines that hold words of headers."""
    headers: list[WordedHeader] = []
    for seed in seeds:
        if headers and seed < headers[-1].after:
            continue
        header = header_at(lines, seed)
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


def _joined(lines: Sequence[Line], first: WordedHeader, second: WordedHeader) -> bool:
    """True where a header repeats the one before it within one table."""
    return _end(lines, first.after, second.first) == second.first


def _read(
    text: str, lines: Sequence[Line], header: WordedHeader, limit: int, repeats: Sequence[WordedHeader]
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
        records += _parse(stretch, Fitness(pieces, stretch, header.headings, elsewhere, header.stacked))
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


def _parse(pieces: Sequence[Piece], fitness: Fitness) -> list[Record]:
    """The best parting of a stretch into records. Twice: what the first reading found teaches the second."""
    fitness.learn(best_parting(pieces, fitness))
    return [
        _record(pieces, cells, fitness) for cells in best_parting(pieces, fitness) if fitness.holds(cells)
    ]


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
