"""What a question names beside the thing that it asks for, the time and the body.

"Hvor mange møter hadde Fagutvalget i 2023?" names nothing more, so that all meetings of then are meant;
"hvor mange møter deltok Kari Berg på?" does, and is another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.archive import Archive
from ingest.dates import find_dates
from ingest.meeting.bodies import body_key
from search.cases.register import aliases, named_bodies
from search.understand import Question

WORD = re.compile(r"[^\W_][\w-]*")
_PLAIN = frozenset(
    "i på av til for fra frå med og om en ei et eit det den de dei har hadde ha ble blei blitt vart vorte er var "
    "vært vore alle alt sammen saman totalt hittil kva hvilke hvilket hva for noen nokon noko når hvor kor mange "
    "antall tal talet ganger gonger vis list liste listen opp gi meg oss oversikt oversikten over finnes finst fins "
    "arkivet så langt "
    "the of in on at to from by a an were was is are there did do does have has had been which what when how many "
    "number times show me all list give overview archive any far during year years år året åra årene i løpet "
    "holdt holdtes holde avholdt avholdte halde haldne held hold møttes møtes møtte møttest møtt hatt meet met "
    "took take place funnet finne sted stad rådet utvalget nemnda styret council committee board".split()
)


def remainder(archive: Archive, question: Question, more: frozenset[str]) -> list[str]:
    """The words of a question, folded, that are neither time nor body, nor plain, nor among `more`.

    A number that is no date is one of them.
    """
    text = _blanked(question.text, [*question.asking, *((m.start, m.end) for m in find_dates(question.text))])
    plain = _PLAIN | more | body_words(archive, question.text)
    words = (match.group().casefold() for match in WORD.finditer(text))
    return [word for word in words if word not in plain]


def body_words(archive: Archive, text: str) -> frozenset[str]:
    """The words, folded, of the bodies' names that a question names, and of their abbreviations."""
    keys = frozenset().union(*named_bodies(archive, text))
    if not keys:
        return frozenset()
    known = aliases(archive)
    names = [name for name in archive.store.bodies() if body_key(name, known) in keys]
    names += [short for short in known if body_key(short, known) in keys]
    words = {word.casefold() for name in names for word in WORD.findall(name)}
    return frozenset(words | {f"{word}s" for word in words})


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
