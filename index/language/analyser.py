"""The analyser: text to keys, the same way for a passage and for a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from index.language.types import QueryTerm, Terms, Token

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"\w+(?:[-/.,:'’](?=\w)\w+)*")
_STOP = frozenset(
    "og i det på som er en til å han av for at var de med ikke den har jeg om et men så seg hun hadde fra"
    " vi du kan da ble ut skal vil sin dem hva hvem hvor hvilken hvilke hvilket når hvordan hvorfor".split()
)


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("norwegian").stemWord
    return stem


class Analyser:
    """Immutable and safe to share between threads."""

    __slots__ = ("version",)

    def __init__(self) -> None:
        self.version = "0"

    @classmethod
    def open(cls) -> Analyser:
        """The analyser over the default lexicon."""
        return cls()

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text` with their places in it."""
        stem = _stemmer()
        found = []
        for match in _WORD.finditer(text):
            norm = unicodedata.normalize("NFC", match.group()).lower()
            pieces = [piece for piece in re.split(r"\W+", norm) if piece]
            term = stem(norm)
            parts = (term,) if len(pieces) < 2 else (term, *(stem(piece) for piece in pieces))
            found.append(Token(match.start(), match.end(), norm, term, parts, norm in _STOP))
        return found

    def index_terms(self, text: str) -> Terms:
        """The keys of a passage, for the two fields of the lexical index."""
        kept = [token for token in self.tokens(text) if not token.stop]
        return Terms([token.term for token in kept], [part for token in kept for part in token.parts])

    def query_terms(self, question: str) -> list[QueryTerm]:
        """What to look for; empty where the question has stop words alone."""
        return [
            QueryTerm(token.term, token.parts, 1.0, token.start, token.end)
            for token in self.tokens(question)
            if not token.stop
        ]
