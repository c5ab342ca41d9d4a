"""Definitions: what a question asks the meaning of, and whether a text tells it.

"X er en …", "X (Y)", "X: …", "X står for …", "X is a …". An abbreviation is also told by its long form
beside it in parentheses; a person by what stands beside the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS_OF = (  # "hva betyr *forkortelsen* X"
    r"(?:(?:begrepet|omgrepet|ordet|uttrykket|forkortelsen|forkortinga|the term|the word|the abbreviation)\s+)?"
)
_STANDS = rf"(?:hva|kva|what)\s+(?:står|does)\s+{_WORDS_OF}(?P<short>[\w./-]+)\s+(?:for|stand for)"
_MEANS = (
    r"(?:hva|kva|what)\s+(?:betyr|tyder|menes med|meines med|mener man med|er ment med|ligger i|ligg i|does|do"
    rf"|is meant by|is the meaning of|innebærer|inneber|forstås med)\s+{_WORDS_OF}(?P<meant>.{{2,60}}?)(?:\s+mean)?"
)
_IS_ASKED = (
    r"(?:hva|kva|hvem|kven|what|who)\s+(?:er|var|is|was|are|were)\s+(?:(?:egentlig|eigentleg)\s+)?"
    r"(?:(?:en?|ei[nt]?|et|an?|the)\s)?(?P<what>[\w./-]+(?:\s+[\w./-]+){0,4})"
)
_ASKED = tuple(re.compile(rf"^{form}\s*\?*$", re.IGNORECASE) for form in (_STANDS, _MEANS, _IS_ASKED))
_QUOTES = re.compile(r"^[\"«“']+|[\"»”']+$")
# What the noun of a role or of a measure begins: "hva er budsjettet for X" asks for a value, not for a meaning.
_VALUE = re.compile(
    r"\b(?:for|av|på|i|til|med|om|hos|fra|frå|of|in|on|to|with|from|at|største|viktigste|siste|neste|første)\b",
    re.I,
)
_BETWEEN = (  # what may stand between a term and its verb: "X, som er", "X (Y) er", "X i denne saken er"
    r"\s*(?:,\s.{1,60}?,\s*|\(.{1,60}?\)\s*|,\s+som\s+|\s+(?:i|in)\s+\w+\s+\w+\s+)?"
)
_IS = (
    rf"{_BETWEEN}(?:(?:er|var|is|are|was|were)(?!\s+(?:en del|ein del|part)\b)|betyr|tyder|means|kalles|betegner"
    r"|defineres som|står for|stands for|innebærer|inneber|omfatter|omfattar|handler om|handlar om|forstås som"
    r"|skal forstås som|menes)\b"
)
_LONGEST = 120  # characters of a sentence before what it defines


def asked_for(question: str) -> str | None:
    """The term that a question asks the meaning of: "hva er X?", "hva betyr X?", "what does X stand for?"."""
    match = next((found for form in _ASKED if (found := form.match(question.strip()))), None)
    if match is None:
        return None
    term = _QUOTES.sub("", match[1].strip())
    return None if match.lastgroup == "what" and _VALUE.search(term) else term


def defines(text: str, term: str) -> bool:
    """Whether a text says what the term is, by one of the forms that definitions take."""
    return any(pattern.search(text) for pattern in _patterns(term))


@lru_cache(maxsize=32)
def _patterns(term: str) -> tuple[re.Pattern[str], ...]:
    word = r"\s+".join(re.escape(part) for part in term.split())
    stem = word if term.isupper() or len(term) < 4 else rf"{word}\w{{0,4}}"
    start = rf"^.{{0,{_LONGEST}}}?(?<!\w)"
    found = [
        re.compile(rf"{start}{stem}[\"»”]?{_IS}", re.IGNORECASE | re.DOTALL),
        re.compile(rf"^\W*{stem}\s*(?::|–|-|=)\s", re.IGNORECASE),
        re.compile(
            rf"(?:kalt|kalla|called|kjent som|kjend som|forkort(?:et|a))\s+[\"«“]?{stem}", re.IGNORECASE
        ),
    ]
    if term.isupper():
        found.append(re.compile(rf"\w\s+\({word}\)|(?<!\w){word}\s+\(\w"))  # the long form beside it
    elif term[:1].isupper():
        found.append(re.compile(rf"(?<!\w){word}\s*(?:\(|,\s+\w)|[a-zæøå]{{4,}}\s+{word}(?!\w)"))
    return tuple(found)
