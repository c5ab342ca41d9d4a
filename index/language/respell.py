"""Other spellings of the same words: nynorsk, optional and older forms of bokmål."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index.language import tables
from index.language.stem import stem

_ENDINGS = {
    # What the letter in data/nynorsk.tsv stands for: (what is taken off, endings put on).
    "x": ("", ("",)),
    "m": ("", ("", "en", "ar", "ane", "er", "ene")),
    "f": ("", ("", "a", "er", "ene", "ar", "ane")),
    "n": ("", ("", "et", "a")),
    "w": ("e", ("e", "a", "er", "ene", "en", "ar", "ane", "et")),  # nouns in -e of any gender
    "v": ("e", ("e", "a", "ar", "er", "te", "de", "t", "d", "ast", "es", "ande", "te", "en", "")),
    "j": ("", ("", "t", "e", "are", "ast", "aste")),
}


def inflect(lemma_of: Mapping[str, str]) -> dict[str, str]:
    """The forms of the words in ``data/nynorsk.tsv``, each with the bokmål lemma whose key it shares.

    A form that bokmål has too is left to it, unless the table says otherwise.
    """
    found: dict[str, str] = {}
    for kind, word, target in tables.rows("nynorsk"):
        off, endings = _ENDINGS[kind[0]]
        before = kind.endswith("!")
        lemma = lemma_of.get(target, target)
        root = word.removesuffix(off)
        forms = [root + ending for ending in endings]
        if root[-1:] == root[-2:-1]:
            forms += [root[:-1] + ending for ending in endings if ending[:1] in ("t", "d")]  # kjenne, kjend
        for form in forms:
            if before and (form == word or stem(lemma_of.get(form, word)) == stem(word)):
                found[form] = lemma
            elif form not in lemma_of:
                found.setdefault(form, lemma)
    return found


def standard_spelling(lemmas: set[str]) -> dict[str, str]:
    """For optional and older forms in the lexicon the usual one, where the lexicon holds that too.

    A row of ``data/spelling.tsv`` is a beginning of words and what it is elsewhere (``fram frem``), or whole
    words (marked ``=``).
    """
    found: dict[str, str] = {}
    beginnings = [(row[0], row[1]) for row in tables.rows("spelling") if row[-1] != "="]
    for lemma in lemmas:
        for old, new in beginnings:
            if lemma.startswith(old) and new + lemma[len(old) :] in lemmas:
                found[lemma] = new + lemma[len(old) :]
                break
    found.update((row[0], row[1]) for row in tables.rows("spelling") if row[-1] == "=")
    return {old: new for old, new in found.items() if old != new and found.get(new) != old}


def respellings(word: str) -> Iterator[str]:
    """How an unknown word might be written in bokmål: by ending and by the usual correspondences of vowels."""
    for ending, others in _RULES:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            for other in others:
                yield root + other
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]


_RULES = (
    ("arane", ("erne",)), ("aren", ("eren",)), ("arar", ("ere",)), ("ane", ("ene", "er")), ("ar", ("er", "ere", "")),
    ("ingane", ("ingene",)), ("ande", ("ende",)), ("ast", ("es", "est")), ("aste", ("este",)), ("are", ("ere",)),
    ("leg", ("lig",)), ("lege", ("lige",)), ("heit", ("het",)), ("heita", ("heten",)), ("leik", ("het",)),
    ("leiken", ("heten",)), ("ad", ("et",)), ("a", ("e", "et", "en")), ("or", ("er",)), ("one", ("ene",)),
    ("ir", ("er",)), ("i", ("et", "en")),
)  # fmt: skip
