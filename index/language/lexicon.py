"""The compiled lexicon: one file, mapped into memory, opened in a millisecond.

An open-addressing hash table over all word forms of Norsk Ordbank and of our own tables
(`index.language.compile` writes it). Nothing is read until it is asked for, so processes
share the pages that they touch, and a look-up costs about a microsecond.

Layout: an 8-byte magic, the header's length (u32), a JSON header with the fingerprint and the place of
each section, the sections (little-endian, aligned to 8 bytes).
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

MAGIC = b"SAKSOKL1"
NEVER = 255
"""A cost that says: this word never stands there."""
_HEADER = 4096  # bytes kept for the header
COST_UNIT = 0.125
"""Bits in one unit of a stored cost; 254 units are 31.75 bits, rarer than any word of the lexicon."""

LINKS = ("", "s", "e")
"""What may join a modifier to what follows it; the index is its number in the file."""
OVERLAP = 3
"""The link of ``vill`` + ``laks`` in ``villaks``: of three equal consonants one is not written."""


class Split(NamedTuple):
    """Where a known compound is parted: ``word[:modifier]`` is the modifier, ``word[head:]`` the head.

    Between them stands the link; for an overlap ``head`` is ``modifier - 1``.
    """

    modifier: int
    head: int


class Lexicon:
    """An open lexicon. Reading only, so threads may share it."""

    __slots__ = (
        "_data", "_families", "_heads", "_key_ends", "_keys", "_keys_at", "_mask", "_modifiers",
        "_offsets", "_splits", "_table", "_text_at", "fingerprint", "size",
    )  # fmt: skip

    def __init__(self, data: mmap.mmap | bytes) -> None:
        """Raises ValueError where `data` is no lexicon of this version, or is cut short."""
        if data[:8] != MAGIC or sys.byteorder != "little":
            raise ValueError("not a compiled lexicon")
        length = int.from_bytes(data[8:12], "little")
        header = json.loads(bytes(data[12 : 12 + length]))
        if len(data) != header["bytes"]:
            raise ValueError("a compiled lexicon that is cut short")
        view = memoryview(data)
        sections: dict[str, memoryview[int]] = {}
        for name, (code, start, size) in header["sections"].items():
            sections[name] = view[start : start + size].cast(code)
        self._data = data
        self.fingerprint: str = header["fingerprint"]
        self._table = sections["table"]
        self._mask = len(self._table) - 1
        self._offsets = sections["offsets"]
        self.size = len(self._offsets) - 1
        self._text_at: int = header["sections"]["text"][1]
        self._keys = sections["keys"]
        self._families = sections["families"]
        self._key_ends = sections["key_ends"]
        self._keys_at: int = header["sections"]["key_text"][1]
        self._splits = sections["splits"]
        self._modifiers = sections["modifiers"]
        self._heads = sections["heads"]

    def find(self, word: str) -> int:
        """The number of a word form in lower case; -1 where it is not known."""
        raw = word.encode("utf-8", "surrogatepass")
        data, offsets, table, mask, text_at = (
            self._data,
            self._offsets,
            self._table,
            self._mask,
            self._text_at,
        )
        slot = crc32(raw) & mask
        while entry := table[slot]:
            if data[text_at + offsets[entry - 1] : text_at + offsets[entry]] == raw:
                return entry - 1
            slot = (slot + 1) & mask
        return -1

    def key(self, entry: int) -> str:
        """The key that all forms of the entry's word share."""
        return self._key(self._keys[entry])

    def family(self, entry: int) -> str:
        """The key that the word shares with those derived from the same root (``behandle``, ``behandling``)."""
        return self._key(self._families[entry])

    def split(self, entry: int) -> Split | None:
        """Where the entry's word is parted; None where it is no compound, or keeps a meaning of its own."""
        packed = self._splits[entry]
        if not packed:
            return None
        modifier, link = packed >> 2, packed & 3
        return Split(modifier, modifier - 1 if link == OVERLAP else modifier + len(LINKS[link]))

    def modifier_cost(self, entry: int, link: int) -> int:
        """Bits (in units) of the entry as the first part of a compound, before `link` (index in `LINKS`)."""
        return self._modifiers[3 * entry + link]

    def head_cost(self, entry: int) -> int:
        """Bits (in units) of the entry as the last part of a compound."""
        return self._heads[entry]

    def words(self) -> list[str]:
        """All word forms, for spelling and tests."""
        at, ends = self._text_at, self._offsets
        return [self._data[at + ends[i] : at + ends[i + 1]].decode("utf-8") for i in range(self.size)]

    def _key(self, number: int) -> str:
        ends, at = self._key_ends, self._keys_at
        return self._data[at + ends[number] : at + ends[number + 1]].decode("utf-8")


def open_file(path: Path) -> Lexicon:
    """The lexicon in a file. Raises OSError or ValueError where there is none that can be used."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Lexicon(mapped)


def pack(fingerprint: str, sections: dict[str, array[int] | bytes]) -> bytes:
    """The bytes of a lexicon file."""
    places: dict[str, tuple[str, int, int]] = {}
    at = _HEADER
    for name, section in sections.items():
        code, item = (section.typecode, section.itemsize) if isinstance(section, array) else ("B", 1)
        places[name] = (code, at, len(section) * item)
        at += -(-len(section) * item // 8) * 8
    header = json.dumps({"fingerprint": fingerprint, "bytes": at, "sections": places}).encode()
    out = bytearray(at)
    out[:12] = MAGIC + len(header).to_bytes(4, "little")
    out[12 : 12 + len(header)] = header
    for name, section in sections.items():
        _, start, size = places[name]
        out[start : start + size] = memoryview(section).cast("B")
    return bytes(out)
