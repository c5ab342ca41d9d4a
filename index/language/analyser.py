"""The analyser: text to keys, the same way for a passage and for a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.language.cache import Progress, cached
from index.language.detect import language_of
from index.language.english import dictionary, translate
from index.language.fold import fold
from index.language.lemma import Keys, keys
from index.language.lexicon import Lexicon
from index.language.normalise import normalise, normalise_with_map
from index.language.stopwords import ASKING_WORDS, ENGLISH_STOP_WORDS, NYNORSK_STOP_WORDS, STOP_WORDS
from index.language.synonyms import Other, by_key
from index.language.tokenise import TOKEN, number, pieces
from index.language.types import QueryTerm, Terms, Token

RECIPE = 2
"""Changes whenever the lexical index would keep other keys of a text, beside the lexicon's own fingerprint."""

_REMEMBERED = 200_000  # words whose analysis is kept; about 100 MB when full, then it is emptied
TRANSLATION = 1.0  # weight of the likeliest Norwegian word for an English one
TRANSLATION_DECAY = 0.5  # each further word weighs so much of the one before
NUMBER_OF_IDENTIFIER = 0.25  # weight of 15 and of 20 where 15/20 was asked for
ASKING = 0.5  # weight of a word that asks for the answer rather than describes it
AS_WRITTEN = 0.7  # weight of an English word with a capital letter (a name?) beside its translation
_ENDINGS = frozenset(("en", "et", "a", "er", "ene", "ens", "ets", "s", "ar", "ane", "ers", "enes", "ar"))
_JOINTS = re.compile(r"[^\w]|_")


class _Analysis(NamedTuple):
    """What is known of a token: as `Token` has it, and all that it puts in the field ``stem``."""

    norm: str
    term: str
    parts: tuple[str, ...]
    stop: bool
    stems: tuple[str, ...]


class _Word(NamedTuple):
    """A token of a question."""

    start: int
    end: int
    text: str
    analysis: _Analysis


def _terms(word: _Word, weight: float = 1.0) -> Iterator[QueryTerm]:
    """What to look for by a word as it was asked: its key, and the keys of its segments."""
    whole, *segments = word.analysis.stems
    identifier = whole[:1].isdigit() and not {"/", " "}.isdisjoint(word.analysis.norm)
    parts = (whole,) if identifier else word.analysis.parts
    yield QueryTerm(whole, parts, weight, word.start, word.end)
    for key in segments:
        if identifier:
            yield QueryTerm(key, (key,), weight * NUMBER_OF_IDENTIFIER, word.start, word.end)
        else:
            yield QueryTerm(key, parts, weight, word.start, word.end)


class Analyser:
    """Immutable but for a memory of words; safe to share between threads."""

    __slots__ = ("_lexicon", "_memory", "_synonyms", "version")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._memory: dict[str, _Analysis] = {}
        self._synonyms: dict[str, tuple[Other, ...]] | None = None
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

    def distinct_terms(self, text: str) -> frozenset[str]:
        """The keys of a text for both fields, each once: `index_terms` in less time, most of all for long texts."""
        found: set[str] = set()
        memory = self._memory
        for word in set(TOKEN.findall(normalise(text, self._is_word))):
            analysis = memory.get(word) or self._analyse(word)
            if not analysis.stop:
                found.update(analysis.stems, analysis.parts)
        return frozenset(found)

    def words(self, text: str) -> list[str]:
        """The words of a text in lower case, stop words left out: what a `Vocabulary` is counted from."""
        words = map(str.lower, TOKEN.findall(normalise(text, self._is_word)))
        return [word for word in words if word not in STOP_WORDS]

    def strange(self, question: str) -> list[Token]:
        """The words of a question that no lexicon knows: names, terms of the archive, and typing errors.

        In an English question only what is written as a name: no table holds all other English words.
        """
        tokens = self.tokens(question)
        english = language_of(token.norm for token in tokens) == "en"
        function_words = ENGLISH_STOP_WORDS if english else frozenset[str]()
        return [
            token
            for token in tokens
            if not token.stop
            and token.norm not in function_words
            and self._is_strange(token.norm)
            and not (english and question[token.start].islower())
        ]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, stands in the lexicon: a name seldom does."""
        return self._is_word(word)

    def query_terms(self, question: str) -> list[QueryTerm]:
        """What to look for, in the question's order; empty where it has stop words alone.

        The language of the question is told by its function words: an English one is looked for
        in Norwegian words too, and function words of nynorsk are left out of a question in nynorsk.
        """
        normalised = normalise_with_map(question, self._is_word)
        words = [
            _Word(*normalised.place(*match.span()), match.group(), self._analyse(match.group()))
            for match in TOKEN.finditer(normalised.text)
        ]
        language = language_of(word.analysis.norm for word in words)
        if language == "en":
            return self._english_terms(words)
        dropped = NYNORSK_STOP_WORDS if language == "nn" else frozenset[str]()
        asked = [word for word in words if not word.analysis.stop and word.analysis.norm not in dropped]
        found = [
            term
            for word in asked
            for term in _terms(word, ASKING if word.analysis.norm in ASKING_WORDS else 1.0)
        ]
        return found + self._others(asked, {term.term for term in found})

    def _english_terms(self, words: list[_Word]) -> list[QueryTerm]:
        found: list[QueryTerm] = []
        norms = [word.analysis.norm for word in words]
        translated = set[int]()
        for first, end, norwegian in translate(norms, self._is_word):
            if end - first == 1 and norms[first] in ENGLISH_STOP_WORDS:
                continue
            start, stop = words[first].start, words[end - 1].end
            translated.update(range(first, end))
            others = (self._analyse(other) for other in " ".join(norwegian).replace("_", " ").split())
            unlike = {other.term: other for other in others if not other.stop}
            for rank, other in enumerate(unlike.values()):
                weight = TRANSLATION * TRANSLATION_DECAY**rank
                found.append(QueryTerm(other.term, other.parts, weight, start, stop, "translation"))
        for place, word in enumerate(words):
            if word.analysis.norm in ENGLISH_STOP_WORDS:
                continue
            if place not in translated:
                found.extend(_terms(word))
            elif place and word.text[0].isupper():
                found.extend(_terms(word, AS_WRITTEN))
        return sorted(found, key=lambda term: term.start)

    def _others(self, words: list[_Word], asked: set[str]) -> list[QueryTerm]:
        """Other words for those of a question, where they are not asked for themselves."""
        if self._synonyms is None:
            self._synonyms = by_key(lambda word: self._analyse(word).term)
        found = []
        for word in words:
            for other, weight in self._synonyms.get(word.analysis.term, ()):
                analysis = self._analyse(other)
                if analysis.term not in asked:
                    found.append(
                        QueryTerm(analysis.term, analysis.parts, weight, word.start, word.end, "variant")
                    )
        return found

    def _is_word(self, word: str) -> bool:
        return self._lexicon.find(word) >= 0

    def _is_strange(self, word: str) -> bool:
        return word.isalpha() and not self._is_word(word) and word not in dictionary()

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
            if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
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
