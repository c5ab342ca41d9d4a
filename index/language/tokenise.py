"""Normalised text to words, numbers and identifiers, by one compiled pattern.

What belongs together stays whole: ``15/20``, ``2026/1477-1``, ``§ 3-4``, ``1,65``, ``10.00``,
``13.05.2020``, ``e-helse``, ``Ot.prp.``, addresses of mail and web. The pattern is linear in the
text's length: its loops are possessive, and each character can be taken in one way alone.
On running text it agrees with spaCy's ``nb`` tokenizer, apart from punctuation, which is no
token here (``tests/index/language/test_tokenise.py`` measures it).
"""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_RUN = r"[^\W_]++"  # letters and digits
_PATTERN = rf"""
    §{{1,3}}\ ?\d++ (?: [-–.]?[^\W_]++ )*+                  # § 3-4, §§ 12-14a
  | (?<![\d.,/:–-])\d{{1,3}}+ (?:\ \d{{3}}(?!\d))++ (?![.,/:–-]?\d)  # 17 000 000
  | (?:https?://|www\.)[^\W_]++ (?: [-./:?=&%#~+_]{{1,3}}[^\W_]++ )*+ /?
  | {_RUN}
    (?:
        (?: [-'&@_+]                                          # e-helse, NRK's, R&D, a@b
          | (?<=\d)[./,:–](?=\d)                              # 15/20, 1,65, 10.00, 13:30, 2019–2020
          | (?<={_LETTER})\.(?={_LETTER})
            (?! (?<=[a-zæøå][a-zæøå]\.)[A-ZÆØÅ] )                     # f.eks, Ot.prp, f.Kr; not: slutt.Neste
        )
        {_RUN}
    )*+
    (?: -(?![\w-]) )?+                                        # barne- (og ungdomsarbeid)
"""
TOKEN = re.compile(_PATTERN, re.VERBOSE)
"""Matches one token of a normalised text."""

_PIECE = re.compile(r"\d+(?:[/,:]\d+)+|\d+|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+\Z")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_SLASHED = re.compile(r"(\d{1,5})/(\d{1,5})\Z")
_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip


def pieces(word: str) -> list[str]:
    """The words and numbers that a token in lower case is made of: ``sak028/09`` gives ``sak``, ``28/9``."""
    found = []
    for piece in _PIECE.findall(word):
        slashed = _SLASHED.match(piece)
        found.append(case_number(slashed) if slashed else piece)
    return found


def number(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The key of a token that is a date, an identifier or a number, and the keys of its parts.

    The same thing gets the same key however it is written: ``015/20``, ``15/2020`` and ``2020/15``;
    ``13.05.2020`` and ``2020-05-13`` (whose parts are those of ``13. mai 2020``); ``1.000.000``, ``1 000 000``
    and ``1000000``. None where the token is none of these.
    """
    if not word[:1].isdigit():
        return None
    if word.isdigit():
        plain = word.lstrip("0") or "0"
        return plain, (plain,)
    date = _DATE.match(word)
    if date:
        return _date(word, date.group(3), date.group(2), date.group(1))
    date = _ISO.match(word)
    if date:
        return _date(word, date.group(1), date.group(2), date.group(3))
    slashed = _SLASHED.match(word)
    if slashed:
        key = case_number(slashed)
        return key, (key, *key.split("/"))
    if _GROUPED.match(word):
        plain = word.replace(".", "").replace(" ", "").lstrip("0") or "0"
        groups = word.split()  # columns of a table may stand as close as groups of digits
        return plain, (plain, *groups) if len(groups) > 1 else (plain,)
    return None


def case_number(match: re.Match[str]) -> str:
    """``SEQUENCE/YY`` without leading zeros of the sequence, whichever way round it was written."""
    first, second = match.groups()
    if len(first) == 4 and first[:2] in ("19", "20") and len(second) != 4:
        first, second = second, first
    if len(second) == 4 and second[:2] in ("19", "20"):
        second = second[2:]
    return f"{first.lstrip('0') or '0'}/{second}"


def _date(word: str, year: str, month: str, day: str) -> tuple[str, tuple[str, ...]]:
    """A date's key (ISO 8601, the century guessed for two digits) and its day, month's name and year."""
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return word, (word,)
    if len(year) == 2:
        year = ("19" if year > "50" else "20") + year
    return f"{year}-{month:0>2}-{day:0>2}", (str(int(day)), _MONTHS[int(month) - 1], year)
