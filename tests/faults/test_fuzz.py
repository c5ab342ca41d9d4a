"""No text makes a parser raise, hang or point outside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.parsers import TARGETS, within_time

# What the parsers look for, in any order and neighbourhood, between anything at all.
_PIECES = (
    "sak Sak 15/20 015/20 PS RS 2020/15 20/1-3 møte 3/2020 Vedtak: Forslag til vedtak Saksframlegg Referat "
    "Møteprotokoll Innkalling Dato Dato: 13.05.2020 13. mai 2020 2020-05-13 31.02.2020 1.-3. juni kvartal 2. kv. "
    "mai oktober 99.99.9999 § 3-4 rød gul grønn Rød Status Risiko Prosjekt Prosjektnavn ID Eier Fremdrift "
    "1 234,5 1,65 mill. kr 42% -7 1e999 0/0 Hvem Hvor mange hvilke ikke og eller vedtok når Tilstede: Forfall: "
    "enstemmig Unntatt offentlighet offl. § 13 170385 10088 17038510088 | --- • – — ( ) [1] : ; , . / - _ **"
).split()
_WORDS = st.one_of(
    st.sampled_from(_PIECES),
    st.sampled_from(["\n", "\n\n", "\t", "\f", "\r\n", "  ", "\u00a0", "\u00ad", "\u202e", "\ufeff", "\x00"]),
    st.text(max_size=6),
    st.integers(0, 10**12).map(str),
)
_TEXTS = st.lists(_WORDS, max_size=60).map(" ".join) | st.lists(_WORDS, max_size=60).map("".join)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=300)
@given(text=_TEXTS)
def test_no_text_breaks_a_parser(name: str, text: str) -> None:
    within_time(name, text)


_HOSTILE = {
    "digits": "1" * 20_000,
    "numbers": "15/20, " * 4000,
    "slashes": "1/" * 10_000,
    "blanks": "Sak" + " " * 20_000 + "x",
    "lines": "\n" * 20_000 + "Vedtak",
    "dates": "1.1.2020 - " * 3000,
    "columns": ("Prosjekt" + " | " * 400 + "\n") * 40,
    "tabs": "Status\t" * 5000,
    "colons": "Saksnummer:" * 3000,
    "brackets": "(" * 10_000 + ")" * 10_000,
    "personal": "170385 " * 4000,
    "marks": "Unntatt offentlighet, jf. " * 1500,
    "one_word": "æ" * 20_000,
}


@pytest.mark.parametrize("hostile", _HOSTILE)
@pytest.mark.parametrize("name", TARGETS)
def test_no_hostile_text_takes_long(name: str, hostile: str) -> None:
    within_time(name, _HOSTILE[hostile])
