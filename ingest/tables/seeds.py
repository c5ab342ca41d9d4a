"""The cheap test: whether the words of a table's header stand close together in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEAD_WORD = re.compile(
    r"(?P<a>(?:prosjekt|tiltak|program|initiativ|project|satsing|measure)\w{0,8}|navn|namn|name)"
    r"|(?P<b>(?:status|risiko|risk|tilstand|rag\b|budsjett|budget|kostnad|cost|ramme|beløp|fremdrift|framdrift|progress|trafikklys)\w{0,12})"
    r"|(?P<c>id|nr|no|nummer|number|p-nr|ref|løpenr|prosjektnr)\b"
    r"|(?P<d>(?:ansvar|eier|eigar|owner|responsib|virksomhet|verksemd|organisa|etat|enhet|eining|aktør|leder|leiar|lead|manager|kontakt)\w{0,12})"
    r"|(?P<e>(?:19|20)\d\d|mill|kr|kroner|tusen|mnok|nok|område\w*|fase|start|slutt|kommentar\w*|merknad\w*|innsats\w*|satsings\w*|p[åer]r?|for|og|i|of|the|and|\(?1000\)?)\b",
    re.I,
)
_WORD = re.compile(r"[\w(#%-]+")
# Lines of text that a header's words may be spread over.
WINDOW = 7


def may_hold_table(text: str) -> bool:
    """True where the text of a page may hold the header of a table of projects."""
    return bool(header_lines(text.split("\n")))


def header_lines(lines: Sequence[str]) -> list[int]:
    """The indices of lines that a header may begin at or go on in.

    Lines of which at least half the words are such words are looked at in windows of `WINDOW`;
    two kinds of them must be there, a telling one or a name and an owner among them.
    """
    kinds: list[tuple[int, frozenset[str]]] = []
    for number, line in enumerate(lines):
        words = _WORD.findall(line)
        if not words or len(words) > 40:
            continue
        groups = [match.lastgroup for word in words if (match := _HEAD_WORD.match(word.lstrip("(#%-")))]
        if 2 * len(groups) >= len(words):
            kinds.append((number, frozenset(group for group in groups if group)))
    found: list[int] = []
    for at, (number, _) in enumerate(kinds):
        together = frozenset().union(
            *(kind for other, kind in kinds[at : at + WINDOW] if other - number < WINDOW)
        )
        if ("b" in together and together & {"a", "c", "d"}) or {"a", "d"} <= together:
            found.append(number)
    return found
