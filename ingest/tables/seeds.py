"""The cheap test: whether the words of a table's header stand close together in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.tables.vocabulary import WORDS

# Lines with words that a header may be spread over.
WINDOW = 7
# A line of more words is prose.
LINE_WORDS = 40
# In a line of a header this share of the words, little ones aside, is of the vocabulary.
KNOWN_SHARE = 0.55
_LITTLE = frozenset("og i for of the and av på til per pr a an in".split())

_KINDS = re.compile(
    r"(?P<name>(?:prosjekt|tiltak|program|initiativ|project|sats|measure)\w*|navn|namn|name)"
    r"|(?P<telling>(?:status|risiko|risk|tilstand|budsjett|budget|kostnad|cost|ramme|beløp|fremdrift|framdrift|"
    r"progress|trafikklys|funding|løyving|bevilgning)\w*|rag|årsbudsjett\w*|(?:19|20)\d\d)"
    r"|(?P<id>(?:id|nr|no|nummer|number|p-nr|ref|løpenr|prosjektnr)\b)"
    r"|(?P<owner>(?:ansvar|eier|eigar|owner|responsib|virksomhet|verksemd|organisa|etat|enhet|eining|aktør|leder|"
    r"leiar|lead|manager|kontakt|contact|agency)\w*)"
)
# PDFium may put a header in one line with the end of the paragraph above it.
_SENTENCE_END = re.compile(r"\n|(?<=[a-zæøå])[.!?:] ")
_WORD = re.compile(r"[\w#%-]+")


def may_hold_table(text: str) -> bool:
    """True where the text of a page may hold the header of a table of projects."""
    return bool(header_lines(_SENTENCE_END.split(text)))


def header_lines(lines: Sequence[str]) -> list[int]:
    """The indices of lines that a header may begin at or go on in.

    Lines most of whose words are of the vocabulary of headings are looked at in windows of
    `WINDOW`; two kinds of words must be there (a name with a capital): what tells something of a project,
    and a name, an id or an owner; or a name and an owner.
    """
    kinds: list[tuple[int, frozenset[str]]] = []
    for number, line in enumerate(lines):
        words = [word for word in _WORD.findall(line) if word.lower() not in _LITTLE]
        if not 0 < len(words) <= LINE_WORDS:
            continue
        found = [_kind(word) for word in words]
        if sum(kind is not None for kind in found) >= KNOWN_SHARE * len(words):
            kinds.append((number, frozenset(kind for kind in found if kind)))
    found_lines: list[int] = []
    for at, (number, _) in enumerate(kinds):
        near = [kind for other, kind in kinds[at : at + WINDOW] if other - number < 2 * WINDOW]
        together = frozenset[str]().union(*near)
        if ("telling" in together and together & {"name", "id", "owner"}) or {"name", "owner"} <= together:
            found_lines.append(number)
    return found_lines


def known_share(words: Sequence[str]) -> float:
    """The share of the words, in [0, 1], that headings of tables of projects are made of."""
    counted = [word for word in words if word.lower() not in _LITTLE]
    return sum(_kind(word) is not None for word in counted) / max(1, len(counted))


@cache
def _kind(word: str) -> str | None:
    """What kind of heading a word belongs to, ``other`` for any other word of headings."""
    bare = word.strip("#%-").lower()
    match = _KINDS.match(bare)
    if match is not None and not (match.lastgroup == "name" and word[:1].islower()):
        return match.lastgroup
    return "other" if bare in WORDS or bare.isdigit() else None
