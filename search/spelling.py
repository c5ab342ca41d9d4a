"""Typing errors in a question: ``mente du …``, shown and never applied."""

from __future__ import annotations

from collections import Counter

from index.archive import Archive
from index.language import Token, Vocabulary
from index.language.spelling import mended

_READ = 40  # passages with like words that are read for the words themselves
_MOST = 8  # unknown words of a question that are looked at; more of them are no typing errors
_KEPT = 1000  # unknown words whose nearest ones are remembered until something is committed
_PLAIN = frozenset(("ifølge", "ifølgje", "iflg", "hvorvidt"))  # right, and in no word list
_DISTANCES = (1, 2)  # letters between the keys of two words that are compared, the nearest first


def did_you_mean(archive: Archive, question: str) -> str | None:
    """The question with words that neither a lexicon nor the archive knows replaced by the archive's nearest.

    None where there is nothing to mend. Costs a look-up a word, and some milliseconds for each unknown one.
    """
    meant = []
    strange = archive.analyser.strange(question)
    unknown = [
        token for token in strange if token.norm not in _PLAIN and not archive.frequency("stem", token.term)
    ]
    for token in unknown[:_MOST]:
        if word := _nearest(archive, token):
            meant.append((token.start, token.end, word))
    return mended(question, meant) if meant else None


def _nearest(archive: Archive, token: Token) -> str | None:
    """The archive's word nearest to an unknown one; kept, since a search is asked again with each letter typed."""
    kept: dict[tuple[str, str], str] = archive.cached("nearest words", dict)
    word = token.norm, token.term
    if (found := kept.get(word)) is None:
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[word] = _looked_up(archive, token)
    return found or None


def _looked_up(archive: Archive, token: Token) -> str:
    """The same, looked for; "" where none is near enough.

    Words are compared as they are written. Those to compare with are found by their keys, so that no list of all words
    has to be kept beside the index.
    """
    for distance in _DISTANCES:
        numbers = archive.near("stem", token.term, distance, _READ)
        texts = (passage.text for passage in archive.passages(numbers).values())
        counts = Counter(word for text in texts for word in archive.analyser.words(text))
        found = Vocabulary(counts).suggest(token.norm, 1)
        if found:
            return found[0]
    return ""
