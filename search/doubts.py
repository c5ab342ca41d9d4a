"""What speaks against a quote that shares the question's words: another's name, another kind of number.

Each doubt is a rule that can be read, of a question and its best quote; where there is one nothing is
answered (`search.passages`). A name, a sum or a speaker that the question is about must stand with the quote,
however little its words weigh.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from index.archive import Archive
from index.types import StoredPassage
from ingest.dates import find_dates
from ingest.names.known import is_person
from search.contradictions import holders
from search.evidence.types import Evidence, words_of
from search.facts import asks_money, has_count, has_money
from search.leading import leads_another
from search.needs import Need, needs_of
from search.understand import Question, Wanted

_EVERYWHERE = re.compile(r"(?:norge|noreg|norway|norsk|norwegian)\w*", re.IGNORECASE)
_STEM = 6  # letters in which a name and a word made of it agree: Amerika, amerikansk
_CODE = re.compile(r"[^\W\d_]+-?\d+")  # B-12, F35
_BEYOND = 1000  # characters before and after a passage in which a name may stand that it tells of
_BESIDE = 2  # sentences before a quote in which its speaker may be named

_SPEAKER = re.compile(
    r"^(?i:hva|kva|what)\s+(?:did|sa|sier|seier|mente|mener|meinte|meiner|syntes|synes|uttalte|svarte|påpekte|foreslo|føreslo)\s+"
    r"(?P<name>[A-ZÆØÅ][\w.'’-]*(?:\s[A-ZÆØÅ][\w.'’-]*){0,4}|[a-zæøå]{4,}(?:en|et|a|ene|ane)\b)"
)
_ASKS_SAID = re.compile(
    r"\b(?:sa|sier|seier|mente|mener|meinte|meiner|syntes|synes|uttalte|svarte|påpekte|foreslo|føreslo|say|think|answer|suggest)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:sa|sier|seier|mente|mener|meinte|meiner|syne?s|synest|syntes|uttal\w+|svar\w+|påpek\w+|peke[rt]|foresl\w+"
    r"|føresl\w+|fort[ae]l\w+|opplys\w+|understrek\w+|kommenter\w+|spurte|spør|ønske?[trs]\w*|ønska|støtt\w+|advar\w+"
    r"|vis(?:er|te) til|la (?:frem|fram|vekt)|ba om|bad om|sett?e fram|savn\w+|etterlys\w+|minne[tr]|forklar\w+"
    r"|orienter\w+|takk\w+|tok til orde"
    r"|still?te|frykt\w+|krev\w+|tror|trur|håp\w+|kritiser\w+|beskriv\w+|skriv\w*|skrev|ifølge|ifølgje|kall\w+|varsl\w+"
    r"|var (?:enig|samd|positiv|bekymret|skeptisk|fornøyd|opptatt)|er (?:enig|opptatt|fornøyd|positiv|krevende)"
    r"|accord\w+"
    r"|said|says|thinks?|thought|stated|asked|proposed|suggested|supported)\b",
    re.IGNORECASE,
)
_ALOUD = re.compile(
    r"[«“\"]|^\s*[–—-]\s|^\W*(?:han|hun|ho|he|she|de|dei|they|det)\b", re.IGNORECASE | re.MULTILINE
)
_DONE = re.compile(r"\b(?:ble|blei|vart|blir|er|var|was|were)\s((?:[^\W\d_]+\s)?[^\W\d_]{4,})", re.IGNORECASE)
_BY = re.compile(r"\b(?:av|by)\s", re.IGNORECASE)


def undoubted(archive: Archive, question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The quotes from which to answer: all where nothing speaks against the best.

    Else those without doubts, that hold the kind of fact which is asked for.
    """
    needs = needs_of(archive, archive.query_terms(question.text), question.asking).needs
    dates = [(mention.start, mention.end) for mention in find_dates(question.text)]
    named = [need for need in needs if _is_name(question.text, need, dates)]

    def doubtful(one: Evidence) -> bool:
        return (
            _other_name(archive, question, named, one)
            or _no_amount(question, one)
            or _no_count(question, one)
            or _only_part(archive, question, needs, one)
            or _no_speaker(archive, question, one)
            or _nobody_else(archive, question, needs, one)
            or _nobody_did(archive, question, needs, one)
            or leads_another(archive, question, needs, one)
        )

    if not evidence or not doubtful(evidence[0]):
        return list(evidence)
    kind = question.wanted is not Wanted.TEXT
    return [one for one in evidence[1:] if not (kind and one.fact < 1) and not doubtful(one)]


def _other_name(archive: Archive, question: Question, named: Sequence[Need], one: Evidence) -> bool:
    """Whether a name of the question stands elsewhere in the archive, and neither by the quote nor above it.

    Of a person the last name is enough. What the archive has nowhere may be a typing error.
    """
    if not named:
        return False
    around = _around(archive, one.passage)
    folded = around.casefold()
    terms = cache(lambda: archive.analyser.distinct_terms(around))
    lacking = {n.place for n in named if _lacks(question.text[slice(*n.place)].casefold(), n, folded, terms)}
    return any(_of_a_run(question.text, place, named, lacking) for place in lacking)


def _lacks(word: str, need: Need, folded: str, terms: Callable[[], frozenset[str]]) -> bool:
    """Whether a text lacks a name, and words made of it: "amerikanske" for "Amerika"; "B-12" is never "B-11".

    terms: those of the text, asked for where its letters do not tell.
    """
    if code := _CODE.match(word):
        return code.group().replace("-", "") not in folded.replace("-", "")
    stem = re.split(r"[-–]", word)[0][:_STEM]
    return need.known and not (len(stem) >= _STEM - 1 and stem in folded) and need.met(terms()) < 1


def _is_name(text: str, need: Need, dates: list[tuple[int, int]]) -> bool:
    start, end = need.place
    word = text[start:end]
    return (
        start > 0
        and word[:1].isupper()
        and len(word) > 1
        and not _EVERYWHERE.fullmatch(word)
        and not any(a <= start and end <= b for a, b in dates)
    )


def _of_a_run(
    text: str, place: tuple[int, int], named: Sequence[Need], lacking: set[tuple[int, int]]
) -> bool:
    """Whether a name that lacks there is lacking as a whole: of a person, whether its last name does."""
    run = [place]
    places = sorted(need.place for need in named)
    at = places.index(place)
    for step in (1, -1):
        other = at + step
        while 0 <= other < len(places):
            first, second = sorted((places[other], run[-1] if step > 0 else run[0]))
            if text[first[1] : second[0]].strip():
                break
            run = [*run, places[other]] if step > 0 else [places[other], *run]
            other += step
    words = text[run[0][0] : run[-1][1]]
    return run[-1] in lacking if len(run) > 1 and is_person(words) else True


def _around(archive: Archive, passage: StoredPassage) -> str:
    """What a passage and what stands before and after it say, with what it stands under."""
    text = archive.store.text(
        passage.document, max(0, passage.start - _BEYOND), passage.start + len(passage.text) + _BEYOND
    )
    return " ".join((passage.title, *passage.heading, passage.body or "", text))


def _no_amount(question: Question, one: Evidence) -> bool:
    """Whether money is asked for, and the quote has other numbers alone."""
    return asks_money(question) and not has_money(one.quote, question.text)


def _no_count(question: Question, one: Evidence) -> bool:
    """Whether things are counted, and the quote has sums, shares and measures alone."""
    if question.wanted is not Wanted.NUMBER or question.focus is None:
        return False
    return not has_count(one.quote, question.text, question.text[slice(*question.focus)])


def _only_part(archive: Archive, question: Question, needs: Sequence[Need], one: Evidence) -> bool:
    """Whether what is counted stands in the quote as the first part of other words alone: "øykommunene" for "øyer"."""
    if question.wanted is not Wanted.NUMBER or question.focus is None:
        return False
    start, end = question.focus
    counted = frozenset[str]().union(*(n.terms for n in needs if start <= n.place[0] and n.place[1] <= end))
    tokens = archive.analyser.tokens(words_of(one.passage, one.cited))
    whole = any(
        token.term in counted or (token.parts[-1:] and token.parts[-1] in counted) for token in tokens
    )
    return not whole and any(not counted.isdisjoint(token.parts) for token in tokens)


def _no_speaker(archive: Archive, question: Question, one: Evidence) -> bool:
    """Whether it is asked what somebody said, and who it is neither speaks in the quote nor is quoted there."""
    match = _SPEAKER.match(question.text)
    if match is None or not _ASKS_SAID.search(question.text):
        return False
    needs = needs_of(archive, archive.query_terms(match["name"])).needs
    if not needs:
        return False
    passage, cited = one.passage, one.cited
    before = [span for span in passage.sentences if span.start < cited.start][-_BESIDE:]
    within = [span for span in passage.sentences if cited.start <= span.start < cited.end]
    texts = [words_of(passage, span) for span in (*before, *within)]
    named = [needs[-1].met(archive.analyser.distinct_terms(text)) == 1 for text in texts]
    speaks = any(there and _SAID.search(text) for there, text in zip(named, texts, strict=True))
    return not speaks and not (any(named) and any(_ALOUD.search(text) for text in texts[len(before) :]))


def _nobody_did(archive: Archive, question: Question, needs: Sequence[Need], one: Evidence) -> bool:
    """Whether it is asked who did something, and the quote says that it was done, and not by whom."""
    if question.wanted is not Wanted.PERSON or one.fact == 1:
        return False
    terms = frozenset[str]().union(*(need.terms for need in needs))
    for match in _DONE.finditer(one.quote):
        verb = {
            token.term for token in archive.analyser.tokens(match[1])
        }  # "ble", and perhaps a word, before it
        if not verb.isdisjoint(terms) and not _BY.search(one.quote, match.end()):
            return True
    return False


def _nobody_else(archive: Archive, question: Question, needs: Sequence[Need], one: Evidence) -> bool:
    """Whether it is asked who has a role, and only somebody whom the question names has it there."""
    if question.wanted is not Wanted.PERSON or question.focus is None:
        return False
    start, end = question.focus
    role = frozenset[str]().union(*(n.terms for n in needs if start <= n.place[0] and n.place[1] <= end))
    found = holders(archive, role, one.quote)
    return bool(found) and found <= set(re.findall(r"[\w'’-]+", question.text.casefold()))
