"""Words that carry a claim by themselves: numbers, colours, negations; bokmål, nynorsk and English."""

from __future__ import annotations

import re

from search.rows.values import COLOURS as _TRAFFIC

_OTHER_COLOURS = {
    "blå": "blå blått blåe blue",
    "hvit": "hvit hvitt hvite kvit kvitt kvite white",
    "svart": "svart svarte black",
    "grå": "grå grått grey gray",
    "brun": "brun brunt brune brown",
    "lilla": "lilla fiolett purple violet",
    "rosa": "rosa pink",
}
COLOURS = {
    **{form: colour for form, colour in _TRAFFIC.items() if form.isalpha()},
    **{form: colour for colour, forms in _OTHER_COLOURS.items() for form in forms.split()},
}
"""Every form of a colour's word, folded, and the colour."""

NEGATIONS = frozenset(
    """
    ikke ikkje aldri ingen inga inkje intet ingenting ingensteds hverken verken korkje uten utan
    not never none neither nor nothing nobody nowhere without cannot
    forfall fravær fraværende fråvær fråverande absent
    """.split()
)
"""Words that turn a clause round, or say that somebody was not there; for ``no`` see `negations`."""

_ENGLISH_NO = re.compile(r"\bno\b(?=\s+[a-z])|n['’]t\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|were|has|have|with)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def negations(text: str) -> int:
    """How many negations a text has; ``no`` counts in English alone (in nynorsk it is *now*)."""
    count = sum(word in NEGATIONS for word in _WORD.findall(text.casefold()))
    return count + (
        len(_ENGLISH_NO.findall(text)) if _ENGLISH.search(text) else len(re.findall(r"n['’]t\b", text))
    )


_SMALL = {
    0: "null zero", 1: "én ett eitt", 2: "to two", 3: "tre three", 4: "fire four", 5: "fem five", 6: "seks six",
    7: "sju syv seven", 8: "åtte eight", 9: "ni nine", 10: "ti ten", 11: "elleve eleven", 12: "tolv twelve",
    13: "tretten thirteen", 14: "fjorten fourteen", 15: "femten fifteen", 16: "seksten sixteen",
    17: "sytten seventeen", 18: "atten eighteen", 19: "nitten nineteen", 20: "tjue twenty",
    30: "tretti tredve thirty", 40: "førti forty", 50: "femti fifty", 60: "seksti sixty",
    70: "sytti seventy", 80: "åtti eighty", 90: "nitti ninety", 100: "hundre hundred",
}  # fmt: skip


def _number_words() -> dict[str, int]:
    found = {word: value for value, words in _SMALL.items() for word in words.split()}
    units = [(word, value) for word, value in found.items() if 0 < value < 10]
    tens = [(word, value) for word, value in found.items() if 20 <= value < 100]
    for ten, much in tens:
        for unit, more in units:
            found[f"{ten}{unit}"] = found[f"{ten}-{unit}"] = found[f"{unit}og{ten}"] = much + more
    return found


NUMBER_WORDS = _number_words()
"""Numbers in words up to a hundred. ``one`` and ``en`` are articles and pronouns more often, so they are no claim."""

OTHER_WORDS = {"en": frozenset(("to", "fire", "ti")), "nb": frozenset(("ten",)), "nn": frozenset(("ten",))}
"""Words that are numbers in the one language and something else in the other."""
