"""The analyser: text to keys, the same way for a passage and for a question."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.language.cache import Progress, cached
from index.language.fold import fold
from index.language.lemma import Keys, keys
from index.language.lexicon import Lexicon
from index.language.normalise import normalise, normalise_with_map
from index.language.stopwords import STOP_WORDS
from index.language.tokenise import TOKEN, number, pieces
from index.language.types import QueryTerm, Terms, Token

RECIPE = 1
"""Changes whenever the same text would give other keys, beside the lexicon's own fingerprint."""

_REMEMBERED = 400_000  # words whose analysis is kept; about 100 MB when full, then it is emptied
_ENDINGS = frozenset(("en", "et", "a", "er", "ene", "ens", "ets", "s", "ar", "ane", "ers", "enes", "ar"))
_JOINTS = re.compile(r"[^\w]|_")


class _Analysis(NamedTuple):
    """What is known of a token: as `Token` has it, and all that it puts in the field ``stem``."""

    norm: str
    term: str
    parts: tuple[str, ...]
    stop: bool
    stems: tuple[str, ...]


class Analyser:
    """Immutable but for a memory of words; safe to share between threads."""

    __slots__ = ("_lexicon", "_memory", "version")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._memory: dict[str, _Analysis] = {}
        self.version = f"{RECIPE}-{lexicon.fingerprint}"

    @classmethod
    def open(cls, progress: Progress | None = None) -> Analyser:
        """The analyser over the default lexicon, which is compiled when it is opened for the first time."""
        return cls(cached(progress=progress))

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text` with their places in it."""
        normalised = normalise_with_map(text, self._is_word)
        found = []
        for match in TOKEN.finditer(normalised.text):
            analysis = self._analyse(match.group())
            start, end = normalised.place(*match.span())
            found.append(Token(start, end, analysis.norm, analysis.term, analysis.parts, analysis.stop))
        return found

    def index_terms(self, text: str) -> Terms:
        """The keys of a passage, for the two fields of the lexical index."""
        stems: list[str] = []
        parts: list[str] = []
        memory = self._memory
        for word in TOKEN.findall(normalise(text, self._is_word)):
            analysis = memory.get(word) or self._analyse(word)
            if not analysis.stop:
                stems += analysis.stems
                parts += analysis.parts
        return Terms(stems, parts)

    def query_terms(self, question: str) -> list[QueryTerm]:
        """What to look for; empty where the question has stop words alone."""
        found: list[QueryTerm] = []
        normalised = normalise_with_map(question, self._is_word)
        for match in TOKEN.finditer(normalised.text):
            analysis = self._analyse(match.group())
            if analysis.stop:
                continue
            start, end = normalised.place(*match.span())
            found.append(QueryTerm(analysis.term, analysis.parts, 1.0, start, end))
            found.extend(QueryTerm(key, analysis.parts, 1.0, start, end) for key in analysis.stems[1:])
        return found

    def _is_word(self, word: str) -> bool:
        return self._lexicon.find(word) >= 0

    def _analyse(self, word: str) -> _Analysis:
        found = self._memory.get(word)
        if found is None:
            if len(self._memory) >= _REMEMBERED:
                self._memory.clear()
            norm = word.lower()
            term, parts, pieces = self._keys(word, norm)
            found = _Analysis(norm, term, parts, norm in STOP_WORDS, (term, *pieces))
            self._memory[word] = found
        return found

    def _keys(self, word: str, norm: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The token's key, its parts' keys, and what else it puts in the field ``stem``: its segments."""
        if norm.isalpha():
            if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():  # noqa: PLR2004
                norm = norm[:-1]  # EUs, NRKs
            return *keys(norm, self._lexicon), ()
        fixed = number(norm)
        if fixed:
            term, parts = fixed
            return term, parts, tuple(part for part in parts if part != term)
        if norm[0] == "§":
            whole = "".join(norm.split())
            inner = tuple(pieces(whole))
            return whole, (whole, *inner), inner
        return self._joined(norm)

    def _joined(self, norm: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The same for a token with hyphens, points or the like in it, and for one of letters and digits."""
        segments = [segment for segment in _JOINTS.split(norm) if segment]
        if len(segments) > 1 and segments[-1] in _ENDINGS:
            segments.pop()  # PC-en, NRK's
        found = [self._segment(segment) for segment in segments]
        if len(found) == 1:
            return *found[0], ()
        digits = any(character.isdigit() for character in norm)
        whole = fold(norm) if digits else "".join(one.term for one in found)
        told = [one for segment, one in zip(segments, found, strict=True) if len(segment) > 1 or digits]
        parts = [part for one in told for part in one.parts]
        if digits or len(told) < len(found):
            parts.insert(0, whole)
        return whole, tuple(parts), tuple(one.term for one in told)

    def _segment(self, segment: str) -> Keys:
        if segment.isalpha():
            return keys(segment, self._lexicon)
        fixed = number(segment)
        if fixed:
            return Keys(*fixed)
        inner = pieces(segment)
        return Keys(segment, (segment, *inner) if len(inner) > 1 else (segment,))
