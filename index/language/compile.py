"""Compiles the lexicon: ``python -m index.language.compile [FILE]``.

From Norsk Ordbank (as ``spacy-lookups-data`` ships it) and the tables in ``data/``: every word form
with its key, its family's key, where it is parted, and what it costs as a piece of a compound.
Takes some seconds, needs no network, and is done by itself when the analyser is first opened.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from index.language import paradigms, tables
from index.language.cache import Progress, default_path, fingerprint, write
from index.language.families import derive
from index.language.fold import fold
from index.language.lexicon import LINKS, NEVER, OVERLAP, pack
from index.language.productivity import Lists, Productivity, consistent, forms_by_lemma
from index.language.respell import inflect, standard_spelling
from index.language.stem import stem


def build(source: Path, name: str = "", progress: Progress | None = None) -> bytes:
    """The bytes of the compiled lexicon."""
    tell = progress or (lambda _step, _share: None)
    tell("Leser Norsk Ordbank", 0.0)
    forms = paradigms.read(source)
    fixed = dict(row[:2] for row in tables.rows("lemmas"))
    lemma_of = paradigms.lemmas(forms, fixed)
    tell("Finner sammensetninger", 0.3)
    lists = Lists(**tables.word_lists("compounds"))
    classes = {c: set(forms[c].values()) for c in paradigms.CLASSES}
    learnt = Productivity(classes, lists)
    words = _Words(lemma_of, learnt, classes)
    tell("Skriver ordlisten", 0.7)
    data = _serialise(words, name)
    tell("Ferdig", 1.0)
    return data


class _Words:
    """Everything that is known of each lemma while compiling."""

    def __init__(
        self, lemma_of: dict[str, str], learnt: Productivity, classes: Mapping[str, set[str]]
    ) -> None:
        self.lemma_of = lemma_of
        self.learnt = learnt
        self.extra = learnt.lists.extra()
        self.known = set().union(*classes.values())
        self.standard = standard_spelling(self.known)
        forms = forms_by_lemma(lemma_of)
        self.parted: dict[str, tuple[str, int, str]] = {}
        for lemma in forms:
            way = learnt.best(lemma)
            if way is None:
                continue
            start = len(lemma) - len(way[2])
            if consistent(forms[lemma], start, lemma_of):
                self.parted[lemma] = way
        self._keys: dict[str, str] = {}
        self.base = derive(classes)
        self.inflected = inflect(lemma_of)

    def key(self, lemma: str) -> str:
        """The lemma's key: those of its pieces joined, for a simple word its stem."""
        found = self._keys.get(lemma)
        if found is None:
            self._keys[lemma] = ""  # should pieces ever go round in a circle
            way = self.parted.get(lemma)
            if way:
                found = self.key(self._piece(way[0])) + self.key(way[2])
            elif lemma in self.standard:
                found = self.key(self.standard[lemma])
            else:
                found = stem(fold(lemma))
            self._keys[lemma] = found
        return found

    def family(self, lemma: str) -> str:
        """The key of the word that the lemma is derived from, else its own."""
        return self.key(self.base.get(lemma, lemma))

    def _piece(self, piece: str) -> str:
        """The lemma of a first piece, which may be a verb without its ending."""
        if piece in self.extra:
            return self.extra[piece]
        if piece in self.known:
            return self.lemma_of.get(piece, piece)
        if piece.endswith("ie") and piece[:-1] + "um" in self.known:
            return piece[:-1] + "um"
        return piece + "e" if piece + "e" in self.known else piece


def _serialise(words: _Words, name: str) -> bytes:
    pieces = words.learnt.modifier_costs()
    entries: dict[str, str] = dict(words.lemma_of)
    for piece in pieces:
        entries.setdefault(piece, words._piece(piece))
    entries.update(words.inflected)
    numbers: dict[str, int] = {}
    keys, families = array("I"), array("I")
    splits, modifiers, heads = array("H"), array("B"), array("B")
    offsets, text = array("I", [0]), bytearray()
    nothing = [NEVER] * len(LINKS)
    for form, lemma in entries.items():
        foreign = form in words.inflected
        text += form.encode()
        offsets.append(len(text))
        keys.append(numbers.setdefault(words.key(lemma), len(numbers)))
        families.append(numbers.setdefault(words.family(lemma), len(numbers)))
        splits.append(0 if foreign else _split(form, lemma, words))
        modifiers.extend(pieces.get(lemma if foreign else form, nothing))
        heads.append(words.learnt.head_cost(lemma) if words.learnt.may_end(form) else NEVER)
    key_ends, key_text = array("I", [0]), bytearray()
    for key in numbers:
        key_text += key.encode()
        key_ends.append(len(key_text))
    return pack(
        name,
        {
            "table": _hash_table(entries), "offsets": offsets, "keys": keys, "families": families,
            "key_ends": key_ends, "splits": splits, "modifiers": modifiers, "heads": heads,
            "text": bytes(text), "key_text": bytes(key_text),
        },
    )  # fmt: skip


def _split(form: str, lemma: str, words: _Words) -> int:
    """The place of the split and the link, packed; 0 where the form is not parted as its lemma is."""
    way = words.parted.get(lemma)
    if way is None:
        return 0
    piece, link, head = way
    start = len(lemma) - len(head)
    if form[:start] != lemma[:start] or len(form) < start + 2:
        return 0
    if link != OVERLAP and form[start:] not in words.lemma_of:
        return 0
    return len(piece) << 2 | link


def _hash_table(entries: Mapping[str, object]) -> array[int]:
    """Open addressing with linear probing, at most half full; entry numbers from 1, 0 for a free place."""
    size = 1
    while size < 2 * len(entries):
        size *= 2
    table = array("I", bytes(4 * size))
    mask = size - 1
    for number, form in enumerate(entries, 1):
        slot = crc32(form.encode()) & mask
        while table[slot]:
            slot = (slot + 1) & mask
        table[slot] = number
    return table


def main(arguments: list[str]) -> int:
    """Compile into the file named, or into the cache; prints where it lies and how large it is."""
    source = paradigms.source()
    name = fingerprint(source)
    path = Path(arguments[0]) if arguments else default_path(name)
    data = build(source, name, lambda step, share: print(f"{share:4.0%} {step}", file=sys.stderr))  # noqa: T201
    write(path, data)
    print(f"{path}: {len(data) / 1e6:.1f} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
