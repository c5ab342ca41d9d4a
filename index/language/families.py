"""Words of one root: ``behandling`` and ``behandle``, ``invasjon`` and ``invadere``, ``Spania`` and ``spansk``.

Questions and texts say the same with a verb here and a noun there. Regular derivations are told by
their endings and hold only where the lexicon has the word they would come from; the rest stands in
``data/families.tsv``. A family's key is used in the field ``parts`` alone: the field ``stem`` keeps words apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.language import tables

_FROM_VERB = (
    # The noun's ending, and what the verb has in its place; the first verb that the lexicon holds is taken.
    ("ning", ("e", "")),
    ("ing", ("e", "")),
    ("else", ("e", "")),
    ("asjon", ("ere",)),
    ("isjon", ("ere",)),
    ("ksjon", ("sere", "gere", "ere")),
    ("sjon", ("tere", "dere", "ere", "sere")),
    ("sel", ("e",)),
)
_FROM_ADJECTIVE = (("het", ("",)),)
_TO_NOUN = (("isk", ("i", "ikk", "e", "ie", "")),)
_SHORTEST = 3  # letters of the root; shorter ones are accidents (ting, ring)


def derive(classes: Mapping[str, set[str]]) -> dict[str, str]:
    """For each derived lemma the word that it comes from.

    classes: the lemmas by word class. The words of a row in the table all come from its first.
    """
    found: dict[str, str] = {}
    for noun in classes["noun"]:
        base = _base(noun, _FROM_VERB, classes["verb"]) or _base(noun, _FROM_ADJECTIVE, classes["adj"])
        if base:
            found[noun] = base
    for adjective in classes["adj"]:
        base = _base(adjective, _TO_NOUN, classes["noun"])
        if base:
            found[adjective] = base
    for row in tables.rows("families"):
        first, *others = row[0].split()
        found.pop(first, None)
        found.update(dict.fromkeys(others, first))
    return found


def _base(word: str, rules: tuple[tuple[str, tuple[str, ...]], ...], known: set[str]) -> str | None:
    for ending, replacements in rules:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            root = word[: -len(ending)]
            for replacement in replacements:
                if root + replacement in known:
                    return root + replacement
    return None
