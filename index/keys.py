"""A passage's keys as numbers: what the lexical index keeps of it so that it can be ranked again.

Reading them costs microseconds, where analysing the passage anew would cost most of a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from index.language import Terms

if TYPE_CHECKING:  # a case is looked up without NumPy
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a passage as numbers (`key_of`), in the text's order, a 0 at the end of each sentence.

    words: of whole words; parts: of the parts of compounds; above: of what ranks with the passage,
    title and headings (by parts, and ended by a 0 too). None is empty.
    """

    words: Numbers
    parts: Numbers
    above: Numbers


def key_of(term: str) -> int:
    """A term as a number of 32 bits, never 0; two terms share one by a chance of 1 in 4,000 million."""
    return crc32(term.encode()) or 1


def pack(sentences: Sequence[Terms], above: Terms) -> bytes:
    """The keys of a passage's sentences and of what stands above it, as they are kept."""
    import numpy as np

    words = _numbers(sentence.stem for sentence in sentences)
    parts = _numbers(sentence.parts for sentence in sentences)
    head = _numbers([above.parts])
    return np.concatenate(([len(words), len(parts)], words, parts, head)).astype("<u4").tobytes()


def unpack(data: bytes) -> Keys:
    """The keys that `pack` made."""
    import numpy as np

    numbers = np.frombuffer(data, "<u4")
    words, parts = 2 + int(numbers[0]), 2 + int(numbers[0]) + int(numbers[1])
    return Keys(numbers[2:words], numbers[words:parts], numbers[parts:])


def _numbers(sentences: Iterable[Sequence[str]]) -> list[int]:
    return [number for terms in sentences for number in (*map(key_of, terms), 0)] or [0]
