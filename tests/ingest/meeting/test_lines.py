"""Lines keep their places, and headings glued to other text come loose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.meeting.lines import merge, slide_footers, split_lines, trim, without, without_headers


@given(st.text(alphabet="ab \t\n\r\f#*|Vedtak:.1/20Sak", max_size=120))
def test_lines_are_slices_of_the_text_in_order(text: str) -> None:
    lines = split_lines(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert all(before.end <= after.start for before, after in pairwise(lines))
    kept = "".join(line.text for line in lines)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ble vedtatt.Vedtak: Godkjent", ["ble vedtatt.", "Vedtak: Godkjent"]),
        ("Per Li (tf)VI. Tingets vedtak etter", ["Per Li (tf)", "VI. Tingets vedtak etter"]),
        ("enstemmig.SP - vedtak:", ["enstemmig.", "SP - vedtak:"]),
        ("Saksnr.Sakstittel028/09Budsjett", ["Saksnr.Sakstittel", "028/09Budsjett"]),
        ("kl. 18.25. Sak 05/03 Spørsmål", ["kl. 18.25.", "Sak 05/03 Spørsmål"]),
        ("Forslag til vedtak: ja", ["Forslag til vedtak: ja"]),
        ("## Sak 9/23 Plan", ["Sak 9/23 Plan"]),
        ("side 1\fside 2", ["side 1", "side 2"]),
    ],
)
def test_headings_come_loose(text: str, lines: list[str]) -> None:
    assert [line.text for line in split_lines(text)] == lines


def test_a_break_before_a_header_is_a_break_before_what_follows_it() -> None:
    text = "slutt\n\nTopptekst\nSak 1/20"
    header = Span(text.index("Topp"), text.index("\nSak"))
    assert [(line.text, line.blank) for line in without_headers(split_lines(text), [header])] == [
        ("slutt", True),
        ("Sak 1/20", True),
    ]


def test_a_span_is_cut_around_headers() -> None:
    text = "første del\nSide 3\nandre del\nSide 4"
    headers = [Span(text.index(f"Side {n}"), text.index(f"Side {n}") + 6) for n in (3, 4)]
    parts = without(text, Span(0, len(text)), headers)
    assert [part.of(text) for part in parts] == ["første del", "andre del"]


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
)


@given(SPANS, st.integers(0, 60), st.integers(0, 30))
def test_the_pieces_of_a_span_avoid_all_headers(headers: list[Span], start: int, length: int) -> None:
    text = "ab cd" * 20
    merged = merge(headers)
    pieces = without(text, Span(start, start + length), merged)
    for piece in pieces:
        assert start <= piece.start < piece.end <= start + length
        assert not any(max(piece.start, h.start) < min(piece.end, h.end) for h in merged)
        assert trim(text, piece) == piece


def test_a_footer_of_slides_is_known_by_its_growing_number() -> None:
    text = "\n".join(f"Innhold {'x' * n}\nDirektoratet {n}" for n in range(1, 6))
    assert [span.of(text) for span in slide_footers(split_lines(text))] == [
        f"Direktoratet {n}" for n in range(1, 6)
    ]
