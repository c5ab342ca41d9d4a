"""The words that questions about rows are made of: bokmål, nynorsk and English.

The phrases stand in ``phrases.toml``. What a question holds beside them, the archive's own names and
dates is unknown, and a question with unknown words is not answered from rows.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources

from ingest.tables.types import GREEN, KRONER, MILLIONS, RED, THOUSANDS, YELLOW
from search.rows.values import COLOURS


class Kind(StrEnum):
    """What a word or phrase does in a question."""

    SUBJECT = "subject"  # projects
    WHICH = "which"  # asks for a list or a value
    COUNT = "count"  # how many
    MUCH = "much"  # how much, how big
    WHO = "who"
    SHARE = "share"  # how large a part
    EXISTS = "exists"  # are there any
    FIELD = "field"  # value: a field of the row
    HEADING = "heading"  # value: a column's heading, folded
    COLOUR = "colour"
    LEVEL = "level"  # high, low: value is a colour, of risk alone
    AND = "and"
    OR = "or"
    BUT = "but"
    BOTH = "both"
    NOT = "not"
    COMPARE = "compare"  # value: an operator
    BETWEEN = "between"
    NUMBER = "number"
    UNIT = "unit"  # value: unit of money
    BILLION = "billion"
    PERCENT = "percent"
    MOST = "most"
    LEAST = "least"
    MANY = "many"  # most projects: of groups
    EACH = "each"  # per organisation
    SUM = "sum"
    MEAN = "mean"
    FROM = "from"
    TO = "to"
    SINCE = "since"
    UNTIL = "until"
    VERSUS = "versus"  # compared with
    CHANGED = "changed"
    BECAME = "became"
    WORSE = "worse"
    BETTER = "better"
    UP = "up"
    DOWN = "down"
    STILL = "still"
    NEW = "new"
    GONE = "gone"
    DATE = "date"
    REPORT = "report"
    LATEST = "latest"
    PREVIOUS = "previous"
    FIRST = "first"
    NOW = "now"
    NAME = "name"  # a project of the archive; value: its folded names
    OWNER = "owner"
    LEAD = "lead"
    CELL = "cell"  # the text of another cell; value: its folded forms
    ABOUT = "about"  # projects about …
    COPULA = "copula"  # is, was, rated as
    OF = "of"  # small words that join; kept, since a phrase may begin with them
    FILLER = "filler"
    STOP = "stop"  # asks for what rows do not tell: why, when, how
    TREND = "trend"  # how … has developed
    UNKNOWN = "unknown"


_VALUES = {
    "words": "", "millions": MILLIONS, "thousands": THOUSANDS, "kroner": KRONER, "over": ">", "under": "<",
    "at_least": ">=", "at_most": "<=", "equal": "=", "red": RED, "yellow": YELLOW, "green": GREEN,
}  # fmt: skip
"""What the names of lists in ``phrases.toml`` stand for; other names stand for themselves."""

Phrases = dict[tuple[str, ...], tuple[Kind, str]]


@cache
def phrases() -> Phrases:
    """Every phrase, as words, with its kind and value; colours too."""
    source = resources.files("search.rows").joinpath("phrases.toml").read_text("utf-8")
    found: Phrases = {}
    for kind, lists in tomllib.loads(source).items():
        for name, words in lists.items():
            for phrase in words.split():
                found.setdefault(tuple(phrase.split("_")), (Kind(kind), _VALUES.get(name, name)))
    return found | {(word,): (Kind.COLOUR, colour) for word, colour in COLOURS.items()}


@cache
def longest() -> int:
    """Words of the longest phrase."""
    return max(map(len, phrases()))


_NUMBERS = (
    "null/ingen/zero/no en/én/ett/ei/ein/eitt/one to/two tre/three fire/four fem/five seks/six sju/syv/seven "
    "åtte/eight ni/nine ti/ten elleve/eleven tolv/twelve tretten/thirteen fjorten/fourteen femten/fifteen "
    "seksten/sixteen sytten/seventeen atten/eighteen nitten/nineteen tjue/twenty"
)
NUMBER_WORDS = {word: number for number, words in enumerate(_NUMBERS.split()) for word in words.split("/")}
"""Numbers that are written as words, 0 to 20."""

LEGAL_FORMS = frozenset("rhf hf kf iks as asa sf sa ba ans nuf ltd inc".split())
"""What may stand at the end of an organisation's name and is left out in speech."""

MONTHS = {
    name: number
    for number, names in enumerate(
        "januar/january/jan februar/february/feb mars/march april/apr mai/may juni/june juli/july august/aug "
        "september/sept/sep oktober/october/okt/oct november/nov desember/december/des/dec".split(),
        1,
    )
    for name in names.split("/")
}
SEASONS = {
    "vår våren spring vårhalvåret": (3, 4, 5, 6, 2, 1),
    "sommer sommeren summer sommaren sommar": (6, 7, 8),
    "høst høsten haust hausten autumn fall høsthalvåret": (9, 10, 11, 12, 8),
    "vinter vinteren winter": (12, 1, 2),
}
"""Months of each season, those that it means first."""
