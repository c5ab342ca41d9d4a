"""What a cell's text means: a colour, a number, a unit, a person, an organisation, nothing.

Everything here works on folded text (`fold`) and knows words of the language only: bokmål,
nynorsk and English.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.tables.types import GREEN, KRONER, MILLIONS, RED, THOUSANDS, YELLOW

_WORDS = {RED: r"rø(?:d|dt|de)|raud[te]?|reds?|🔴|🟥",
          YELLOW: r"gul[te]?|yellow|amber|oransje|orange|🟡|🟨|🟠|🟧",
          GREEN: r"grøn[nt]?[te]?|green|🟢|🟩"}  # fmt: skip
_COLOUR = re.compile(
    "|".join(rf"(?P<c{n}>(?<!\w)(?:{words})(?!\w))" for n, words in enumerate(_WORDS.values())), re.I
)
_NAMES = tuple(_WORDS)
_LETTERS = {"r": RED, "a": YELLOW, "y": YELLOW, "g": GREEN}

# A cell longer than this many words that does not begin with a colour is prose about colours.
COLOUR_CELL_WORDS = 6

_NOTHING = re.compile(
    r"(?:[-–—−.?*/]+|n/?\s?a\.?|i/a|tbd|na|none|unknown|ukjent|ukjend|blank|tom|ingen|nil|"
    r"(?:ikk?j?e|ej|not)\s(?:\w+\s)?(?:oppgitt|oppgjeve|oppgjevet|meldt|innmeldt|rapportert|avklart|avklara|"
    r"fastsatt|fastsett|satt|sett|vurdert|kjent|kjend|aktuelt|tilgjengelig|available|reported|known|set|"
    r"applicable|assessed|given)|mangler|manglar|missing|avklares|blir\savklart)",
    re.I,
)

_SPACE = "[ \u00a0\u2007\u2009\u202f']"
_LONGEST_NUMBER = 18  # digits before the decimal sign; no table holds more, and Python refuses to read 4,300
_NUMBER = re.compile(
    rf"(?P<sign>[-–−+(])?\s?(?:(?:kr|nok)\.?\s?)?"
    rf"(?P<whole>\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?![\d.])|\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+)"
    rf"(?P<part>[.,]\d+)?\)?\s?(?:,-|,–)?\s?"
    rf"(?P<unit>(?:mrd|mill?|mnok|tnok|mkr|tkr|nok|kr|kroner|m|k|%)\.?(?:\s?(?:kr|nok|kroner)\.?)?)?[*¹²³⁴⁵⁶⁷⁸⁹⁰]*",
    re.I,
)

_MILLIONS = re.compile(
    r"\b(?:i\s)?(?:mill\b\.?|mill?ion(?:er|ar|s)?\b|mnok\b|mkr\b|nok\s?m(?:ill)?\b|nok\smillions?\b)", re.I
)
_THOUSANDS = re.compile(
    r"\b(?:1[ .\u00a0\u202f]?000(?:\s?(?:kr|nok|kroner)\b)|(?:hele?\s|heile\s)?tusen\b|tnok\b|tkr\b|thousands?\b|nok\s?1[ ,.]?000\b|kr\s?1[ .]?000\b|in\s1[ ,.]?000\b)"
    r"|\b1[ .\u00a0]?000(?=\s?\))",
    re.I,
)
_KRONER = re.compile(r"\b(?:hele?\skroner|heile\skroner|kroner|kr|nok)\b", re.I)

# Forms that Norwegian (and English) names of organisations end in or hold.
_ORGANISATION = re.compile(
    r"\b(?:RHF|HF|KF|IKS|AS|ASA|SA|BA|ANS|Ltd|Inc|NUF|[A-ZÆØÅ]{2,6})\b(?!-)"
    r"|(?i:(?:direktorat|departement|tilsyn|institutt|forvaltning|kommune|verk|verket|etat|forbund|foretak|forening|"
    r"selskap|stiftelse|universitet|høgskole|høyskole|høgskule|sykehus|sjukehus|organisasjon|vesen|banken|nemnd|råd|"
    r"senter|senteret|byrå|klinikk|statsforvalter|fylkesmann|museum|politi|forsvar|avdeling|seksjon|divisjon|selskap)(?:a|e|en|et|ene|ets|ens|s)?\b)"
    r"|\b(?i:helse|norsk|norges|noregs|statens|oslo|agency|directorate|ministry|authority|council|municipality|county|"
    r"bydel|fylke|stab|hospital|university|office|department|company|health|region|regionalt?|nasjonalt?|kontoret?)\b"
)
_PERSON = re.compile(
    r"(?:(?:dr|prof)\.\s)?[A-ZÆØÅÉ][\wæøåéèüöä'-]*\.?(?:\s(?:[A-ZÆØÅÉ][\wæøåéèüöä'-]*\.?|(?:von|van|der|den|de|da|di|af|av)\b)){1,5}"
)


def fold(text: str) -> str:
    """One line, composed characters, every run of white space one space, no soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\xad", "")).split())


def is_nothing(text: str) -> bool:
    """True for an empty cell and for words that say that nothing is known (``N/A``, ``-``)."""
    bare = fold(text).strip("()[] ")
    return not bare or _NOTHING.fullmatch(bare) is not None


def colour(text: str) -> str | None:
    """The one colour that a cell names, None where it names none or several."""
    folded = fold(text)
    found = {_NAMES[match.lastindex - 1] for match in _COLOUR.finditer(folded) if match.lastindex}
    if len(found) != 1:
        return None
    first = _COLOUR.match(folded.lstrip("•●-–( "))
    return found.pop() if first or folded.count(" ") < COLOUR_CELL_WORDS else None


def colour_letter(text: str) -> str | None:
    """The colour that a one-letter code (R, A or Y, G) stands for in English traffic lights."""
    return _LETTERS.get(fold(text).lower())


def number(text: str) -> int | float | None:
    """The number that a cell is, None where it is something else.

    Spaces of any width, points and commas may part thousands; a point or comma before any
    other number of digits is the decimal sign.
    """
    match = _NUMBER.fullmatch(fold(text).strip("*"))
    if match is None or (match["unit"] or "").startswith("%"):
        return None
    whole = re.sub(rf"{_SPACE}|[.,]", "", match["whole"])
    if len(whole) > _LONGEST_NUMBER:
        return None
    sign = -1 if match["sign"] in {"-", "–", "−", "("} else 1
    if match["part"] is None:
        return sign * int(whole)
    return sign * float(f"{whole}.{match['part'][1:]}")


def unit_in(text: str) -> str | None:
    """The unit of money that a heading, a caption or a sentence names."""
    if _MILLIONS.search(text):
        return MILLIONS
    if _THOUSANDS.search(text):
        return THOUSANDS
    return KRONER if _KRONER.search(text) else None


def organisation(text: str) -> bool:
    """True where the text has the form of an organisation's name."""
    return _ORGANISATION.search(text) is not None


def person(text: str) -> bool:
    """True where the text has the form of a person's name: two to five capitalised words."""
    return not organisation(text) and _PERSON.fullmatch(fold(text)) is not None


_SUSPENDED = re.compile(r"(?:og|eller|samt|and|or|til)\b")
_CLOSED = re.compile(r"[^\s][-‐/–]$")


def join_lines(lines: list[str]) -> str:
    """The lines of a cell as one: joined by a space, by nothing after a hyphen that ends a word.

    A dash that stands by itself at a line's end keeps its spaces, and so does a hyphen that
    stands for what follows (``drifts- og``).
    """
    text = ""
    for line in (fold(line) for line in lines):
        if text and line and (not _CLOSED.search(text) or _SUSPENDED.match(line)):
            text += " "
        text += line
    return text
