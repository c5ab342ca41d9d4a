"""From the lookups of Norsk Ordbank to one lemma for each word form.

The lookups give one lemma a word class, and where two words share a form the later one has
overwritten the earlier (``viser`` has lost ``vise``). For searching, all forms that a person would
take for one word must meet, so where a form may be several words, that one is taken whose stem it
visibly has; a lemma of quite another stem (``menn``: ``mann``) counts where the form fits no other.
"""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

from index.language.stem import stem

CLASSES = ("noun", "verb", "adj", "adv")
_WORD = re.compile(r"[^\W\d_]{2,}\Z")

Forms = dict[str, dict[str, str]]
"""By word class, each form in lower case with its lemma."""


def source() -> Path:
    """The file of Norsk Ordbank's forms that ``spacy-lookups-data`` ships. Raises FileNotFoundError without it."""
    spec = find_spec("spacy_lookups_data")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("spacy-lookups-data is not installed")
    path = Path(spec.submodule_search_locations[0]) / "data" / "nb_lemma_exc.json.gz"
    if not path.is_file():
        raise FileNotFoundError(str(path))
    return path


def read(path: Path) -> Forms:
    """The forms of single words (no spaces, hyphens or digits), by class."""
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as file:
        lookups = json.load(file)
    forms: Forms = {}
    for word_class in CLASSES:
        table = forms[word_class] = {}
        for form, lemmas in lookups.get(word_class, {}).items():
            lemma = lemmas[0].lower()
            if _WORD.match(form) and _WORD.match(lemma):
                table[form.lower()] = lemma
    return forms


def lemmas(forms: Forms, fixed: dict[str, str]) -> dict[str, str]:
    """The one lemma of each form; `fixed` holds those that were settled by hand."""
    chosen: dict[str, str] = {}
    verbs = set(forms["verb"].values())
    for word_class in CLASSES:
        for form in forms[word_class]:
            if form not in chosen:
                chosen[form] = fixed.get(form) or _choose(form, forms, verbs)
    return chosen


def _choose(form: str, forms: Forms, verbs: set[str]) -> str:
    found = {c: forms[c][form] for c in CLASSES if form in forms[c]}
    if form.endswith("er") and form[:-1] in verbs and "verb" in found:
        found["verb"] = form[:-1]  # the present tense, which a verb in -ere has overwritten
    if len(found) == 1:
        return next(iter(found.values()))
    verb = found.get("verb", "")
    only_verb = verb and "noun" not in found and found.get("adj", "") != verb
    if only_verb and not verb.endswith("ere") and _is_participle(form, verb):
        return verb
    noun = found.get("noun", "")
    if noun.endswith(("el", "er")) and form.startswith(noun[:-2]) and not form.startswith(noun):
        return noun  # reglene, artikler: verbs in -le look like them and are rarer
    own = stem(form)
    for lemma in found.values():
        if stem(lemma) == own:
            return lemma
    return next(iter(found.values()))


def _is_participle(form: str, verb: str) -> bool:
    """Whether an adjective's form is the verb's participle: ``godkjente`` of ``godkjenne``."""
    root = verb[:-1] if verb.endswith("e") else verb
    plain = root[:-1] if len(root) > 2 and root[-1] == root[-2] else root
    return len(root) > 3 and form.startswith(plain) and form[len(plain) :].lstrip(root[-1]) in _PARTICIPLE


_PARTICIPLE = frozenset(("t", "te", "d", "de", "et", "ede", "a", "ende", ""))
