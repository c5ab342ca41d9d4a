"""Bodies' names: which of them mean one body, and how running text writes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

# No body's name in capitals has more words; a header of more holds several names.
MOST_WORDS = 3
# A short form of a name is one word of at most this many characters.
SHORT_FORM = 15
# A full name is no longer.
FULL_NAME = 90

_SHORT = r"[A-ZÆØÅ][\wÆØÅæøå-]{1,14}"
_ABBREVIATED = re.compile(rf"(?P<name>[^()]{{3,89}}?[^()\s])\s{{0,20}}\((?P<short>{_SHORT})\)")
_EXPLAINED = re.compile(rf"(?P<short>{_SHORT})\s*\((?P<name>[^()]{{8,90}})\)")
_SMALL = {"for", "i", "og", "av", "på", "til", "om", "med", "ved", "fra", "frå", "the", "of", "and"}
_ENDING = re.compile(r"(?:ets|ens|et|en|a|s)$")


def body_key(name: str | None, aliases: Mapping[str, str] | None = None) -> str:
    """A body's name folded: letters and digits alone, no capitals; by `aliases` that of the full name."""
    if not name:
        return ""
    whole = _ABBREVIATED.fullmatch(name.strip())
    folded = _fold(whole["name"] if whole else name)
    return aliases.get(folded, folded) if aliases else folded


def find_aliases(names: Iterable[str]) -> dict[str, str]:
    """Folded short names to folded full names, where the names themselves say that they are one.

    ``Nasjonalt utvalg for arkiv (NUA)`` and ``NUA (Nasjonalt utvalg …)`` say so; a short
    form that two full names claim stands for neither.
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        match = _ABBREVIATED.fullmatch(name.strip()) or _EXPLAINED.fullmatch(name.strip())
        if match:
            claims[_fold(match["short"])].add(_fold(match["name"]))
    return {short: min(full) for short, full in claims.items() if len(full) == 1 and short not in full}


def body_fits(body: str | None, wanted: str, aliases: Mapping[str, str] | None = None) -> bool:
    """Whether `wanted`, as a person writes it, can mean `body`: all its words, endings aside, are in the name."""
    if not body:
        return False
    if body_key(body, aliases) == body_key(wanted, aliases):
        return True
    asked = _stems(wanted)
    return bool(asked) and asked <= _stems(body)


def explained(text: str, start: int, end: int, body: str) -> tuple[str, ...]:
    """The body's full name with its short one, ``full (short)``, wherever ``text[start:end]`` has both together."""
    words = r"\s+".join(map(re.escape, body.split()))
    found: list[str] = []
    if len(body) <= SHORT_FORM and " " not in body:
        for match in re.compile(rf"\(\s?{words}\s?\)").finditer(text, start, end):
            before = text[max(start, match.start() - FULL_NAME) : match.start()]
            found.append(_named_by(re.split(r"[.,;:()]\s*|\n\s*\n", before.rstrip())[-1], body))
        for match in re.compile(rf"\b{words}\s+\((?P<name>[^()]{{8,{FULL_NAME}}})\)").finditer(
            text, start, end
        ):
            found.append(_named_by(match["name"], body))
        return tuple(dict.fromkeys(f"{name} ({body})" for name in found if name))
    pattern = rf"\b{words}\s+\((?P<short>{_SHORT})\)"
    found = [f"{body} ({match['short']})" for match in re.compile(pattern).finditer(text, start, end)]
    return tuple(dict.fromkeys(found))


def as_written(name: str, text: str) -> str:
    """`name`, written in capitals, as running text writes it: its longest ending there, else word by word."""
    if not name.isupper() or len(name) < 5:
        return name
    words = name.split()
    for first in range(len(words)):
        ending = words[first:]
        written = _written(ending, text) if len(" ".join(ending)) >= 4 else ""
        if written and (first == 0 or len(words) > MOST_WORDS):
            return written
    single = [_written([word], text) or (word if _is_short_form(word) else word.lower()) for word in words]
    if sum(map(str.isupper, single)) * 2 < len(words):
        return " ".join([single[0][:1].upper() + single[0][1:], *single[1:]])
    return _written(words[-1:], text) or name


def _is_short_form(word: str) -> bool:
    return len(word) <= 4 and word.lower() not in _SMALL


def _written(words: Sequence[str], text: str) -> str:
    """How `text` mostly writes these words when not in capitals; empty where it does not."""
    pattern = r"(?<![\w-])" + r"\s+".join(map(re.escape, words)) + r"(?![\w-])"
    matches = re.finditer(pattern, text, re.IGNORECASE)
    forms = Counter(found for match in matches if not (found := match[0]).isupper())
    return " ".join(forms.most_common(1)[0][0].split()) if forms else ""


def _named_by(name: str, short: str) -> str:
    """The ending of `name` whose first word begins as the short form does; empty where none does."""
    words = name.split()
    for first, word in enumerate(words[:-1]):
        if word[:1].isupper() and word[:1].casefold() == short[:1].casefold():
            return " ".join(words[first:])
    return ""


def _stems(name: str) -> set[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())
    return {_ENDING.sub("", word) if len(word) > 5 else word for word in words}


def _fold(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))
