"""What a question takes for granted and the archive does not know: a name, a word, a year.

A refusal says so, which tells more than that nothing was found.
"""

from __future__ import annotations

import re

from corpus.texts import Texts
from index.archive import Archive
from search.needs import Needs
from search.understand import Question

_MOST = 2  # sentences of a refusal
_DEEP = 50  # passages in which a name of several words is looked for
# A name of several words: capitals in a row, not at the beginning of the question unless all are.
_NAME = re.compile(r"\b[A-ZÆØÅ][\w.-]*(?:\s+[A-ZÆØÅ][\w.-]*)+")
_LONG = 4  # letters; a shorter word that the archive lacks says too little


def unknown(archive: Archive, question: Question, needs: Needs, say: Texts) -> list[str]:
    """Sentences about what the question names and the archive has nowhere, at most two."""
    found = []
    named: list[tuple[int, int]] = []
    for match in _NAME.finditer(question.text):
        start = match.start()
        words = match.group()
        if start == 0:  # the first word has its capital from the sentence
            head, _, words = words.partition(" ")
            start += len(head) + 1
        if words.strip() and not _translated(needs, start, match.end()) and not _stands(archive, words):
            named.append((start, match.end()))
            found.append(say("answer.unknown_name", name=words))
    for need in needs.needs:
        start, end = need.place
        word = question.text[start:end]
        inside = any(first <= start < last for first, last in named)
        if inside or len(word) < _LONG or re.search(r"\d", word) or _known(archive, need.terms, need.parts):
            continue
        found.append(say("answer.unknown_word", word=word))
    years = sorted({date[:4] for date in (*question.dates, *(question.period or ()))})
    held = archive.cached("years", lambda: frozenset(p.date[:4] for p in archive.store.papers() if p.date))
    found += [say("answer.unknown_year", year=year) for year in years if held and year not in held]
    return found[:_MOST]


def _translated(needs: Needs, start: int, end: int) -> bool:
    """Whether a name is part of a phrase that is known by other words: the English name of a Norwegian body."""
    return any(need.known and need.place[0] <= start and end <= need.place[1] for need in needs.needs)


def _known(archive: Archive, terms: frozenset[str], parts: tuple[str, ...]) -> bool:
    """Whether the archive has a word, or all parts of a compound, anywhere."""
    if any(archive.frequency(field, term) for term in terms for field in ("stem", "parts")):
        return True
    return len(parts) > 1 and all(archive.frequency("parts", part) for part in parts)


def _stands(archive: Archive, name: str) -> bool:
    """Whether a name of several words stands anywhere in the archive, whatever its line breaks."""
    terms = archive.analyser.index_terms(name).stem
    if not terms or not all(archive.frequency("stem", term) for term in terms):
        return False
    hits = archive.lexical("stem", dict.fromkeys(terms, 1.0), _DEEP)
    wanted = frozenset(terms)
    return any(
        wanted <= frozenset(archive.analyser.index_terms(passage.text).stem)
        for passage in archive.passages([number for number, _ in hits]).values()
    )
