"""Words that are like a term, in an engine that can look for parts of words alone."""

from __future__ import annotations


class Like:
    """The words at most `most` letters (Levenshtein) from a term.

    Of a term cut in one piece more than there may be differences, one piece stands unchanged in each like word.
    pieces: empty where the term is too short for that, or holds what `like` reads as a sign.
    """

    def __init__(self, term: str, most: int) -> None:
        self._term = term
        self._most = most
        self._known: dict[str, bool] = {}
        size = -(-len(term) // (most + 1))
        pieces = [term[at : at + size] for at in range(0, len(term), max(size, 1))]
        usable = len(pieces) > most and not any(c in term for c in '%_"\\')
        self.pieces = tuple(pieces) if usable else ()

    def expression(self, field: str) -> str:
        """What holds for every text of a field with a like word, and for some without."""
        return " or ".join(f'{field} like "%{piece}%"' for piece in self.pieces)

    def fits(self, word: str) -> bool:
        """Whether a word is near enough."""
        if word not in self._known:
            near = abs(len(word) - len(self._term)) <= self._most
            self._known[word] = near and distance(word, self._term) <= self._most
        return self._known[word]


def distance(one: str, other: str) -> int:
    """Letters that must be put in, left out or changed to make one word the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, there in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != there))
    return row[-1]
