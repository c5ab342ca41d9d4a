"""Comparisons: "hva er forskjellen mellom A og B?" is answered by what the papers say of each, side by side.

Rows of a table, and the proposal and the decision of a case, are compared by their own modules before this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters
from search.coverage import coverage_sentence
from search.definitions import defines
from search.needs import needs_of
from search.rows.answer import answer_rows
from search.types import Answer, Citation, Searched
from search.understand import Question, understand
from search.verify import gate

_SIDES = r"(?P<one>\S.{{0,80}}?)\s+(?:{between})\s+(?P<other>\S.{{0,80}}?)\s*[?.!]*$"
_AND = _SIDES.format(between=r"og|and|med|with|to|mot|versus|vs\.?")
_FROM = _SIDES.format(between="seg fra|seg frå|differ from|og|and")
_ASKED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"^(?:hva|kva|what)\s+(?:er|is|are)\s+(?:the\s+)?(?:forskjell\w*|skilnad\w*|difference\w*)\s+"
        rf"(?:mellom|på|between|of)\s+{_AND}",
        rf"^(?:sammenlikne?|sammenligne?|samanlikne?|jamfør|compare)\s+{_AND}",
        rf"^(?:hvordan|korleis|how)\s+(?:skiller|skil|does|do)\s+{_FROM}",
    )
)
_OF = r"(?:til|for|i|of|in)"
_MORE = (
    r"(?:større|høyere|høgare|mindre|lavere|lågare|lengre|lenger|kortere|kortare|bedre|betre|dårligere|dårlegare|verre"
    r"|larger|higher|bigger|smaller|lower|better|worse)"
)
_MOST = (
    r"(?:størst|høyest|høgast|minst|lavest|lågast|lengst|kortest|best|dårligst|dårlegast|verst|mest"
    r"|(?:the\s+)?(?:largest|highest|biggest|smallest|lowest|best|worst|most))"
)
_REST = r"(?P<rest>(?:\s+(?:i|in|per|for)\s+[\w.,/ -]{3,30})?)\s*[?.!]*$"
_OF_ROWS = tuple(
    re.compile(form + _REST, re.IGNORECASE)
    for form in (
        rf"^(?:hvor|kor|how)\s+(?:mye|mykje|much)\s+{_MORE}\s+(?:er|var|is|was)\s+(?:the\s+)?(?P<what>\w+)\s+{_OF}\s+"
        rf"(?P<one>\S.{{0,80}}?)\s+(?:enn|than)\s+(?:(?:the\s+\w+\s+)?{_OF}\s+)?(?P<other>\S.{{0,80}}?)",
        r"^(?:hvilke[nt]?|kva\s+for\s+e[ni]t?|which)\s+(?:av|of)\s+(?:prosjekt\w*\s+|(?:the\s+)?projects\s+)?"
        rf"(?P<one>\S.{{0,80}}?)\s+(?:og|and|eller|or)\s+(?P<other>\S.{{0,80}}?)\s+(?:har|hadde|has|had)\s+{_MOST}\s+"
        r"(?P<what>\w+)",
        r"^(?:(?:hva|kva|what)\s+(?:er|is)\s+(?:the\s+)?(?:forskjell\w*|skilnad\w*|difference\w*)\s+"
        r"(?:mellom|på|i|between|in)|sammenlikne?|sammenligne?|samanlikne?|compare)\s+"
        rf"(?:the\s+)?(?P<what>\w+)\s+(?:{_OF}|mellom|between)\s+"
        rf"(?P<one>\S.{{0,80}}?)\s+(?:og|and|med|with)\s+(?:(?:(?P=what)\s+)?(?:til|for|of)\s+)?(?P<other>\S.{{0,80}}?)",
    )
)
_FIGURES = {
    "nb": "Hva er {what} til {one} og {other}{rest}?",
    "nn": "Kva er {what} til {one} og {other}{rest}?",
    "en": "What is the {what} of {one} and {other}{rest}?",
}
_EVERY = {  # what every report tells of a project, and the report that is meant where none is named
    "nb": ("status, risiko og budsjett", " i siste rapport"),
    "nn": ("status, risiko og budsjett", " i siste rapport"),
    "en": ("status, risk and budget", " in the latest report"),
}
_WHAT = {"nb": "Hva er {side}?", "nn": "Kva er {side}?", "en": "What is {side}?"}
_NEAREST = 2  # quotes that a refusal shows as the nearest
_MARK = re.compile(r"\[(\d+)\]")


def sides_of(text: str) -> tuple[str, str] | None:
    """The two things that a question compares, as written; None where it compares nothing.

    >>> sides_of("Hva er forskjellen mellom kjøp og leie?")
    ('kjøp', 'leie')
    """
    match = next((found for form in _ASKED if (found := form.match(text.strip()))), None)
    return (match["one"].strip(), match["other"].strip()) if match else None


def answer_compared_rows(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """The columns of two rows side by side; None where no rows are compared."""
    figures = rows_question(question)
    rows = answer_rows(archive, figures, filters, searched) if figures else None
    return rows if rows and rows.answered else None


def rows_question(question: Question) -> Question | None:
    """The question after columns of two rows that a comparison comes to, if these are rows; None where it is none.

    "Hvor mye større er budsjettet til A enn til B i 2024?" asks for both budgets; "sammenlign A og B" for
    what the newest report tells of every project.
    """
    match = next((found for form in _OF_ROWS if (found := form.match(question.text.strip()))), None)
    if match:
        asked = _FIGURES[question.language].format(**match.groupdict())
    elif sides := sides_of(question.text):
        what, newest = _EVERY[question.language]
        rest = "" if question.dates else newest
        asked = _FIGURES[question.language].format(what=what, one=sides[0], other=sides[1], rest=rest)
    else:
        return None
    return replace(understand(asked), language=question.language)


def answer_comparison(archive: Archive, question: Question, told: Callable[[Question], Answer]) -> Answer:
    """The answer from running text, `told`; of a comparison by a quote that names both sides, or by one for each.

    Where a side lacks its quote, the answer is "not found".
    """
    whole, sides = told(question), sides_of(question.text)
    if sides is None or (whole.answered and all(_named(archive, s, whole.citations[:1]) for s in sides)):
        return whole
    asked = [understand(_WHAT[question.language].format(side=side)) for side in sides]
    parts = [told(replace(one, language=question.language)) for one in asked]
    if not all(
        part.answered and any(defines(citation.quote, side) for citation in part.citations)
        for side, part in zip(sides, parts, strict=True)
    ):
        return _not_compared(question, whole)
    return (
        gate(archive, _beside(question, sides, parts, labelled=True))
        or gate(archive, _beside(question, sides, parts, labelled=False))
        or _not_compared(question, whole)
    )


def _not_compared(question: Question, whole: Answer) -> Answer:
    """Not found: quotes that name one side alone do not tell how it differs from the other."""
    if not whole.answered:
        return whole
    say = texts(question.language)
    text = say("answer.none")
    if whole.searched is not None:
        text = f"{text} {coverage_sentence(whole.searched, say)}"
    near = whole.citations[:_NEAREST]
    return replace(whole, answered=False, kind="none", text=text, citations=(), nearest=near)


def _beside(question: Question, sides: Sequence[str], parts: Sequence[Answer], labelled: bool) -> Answer:
    say = texts(question.language)
    citations: list[Citation] = []
    lines = []
    for side, part in zip(sides, parts, strict=True):
        before = len(citations)
        text = _moved(part.text, before)
        citations += [replace(citation, n=citation.n + before) for citation in part.citations]
        lines.append(say("answer.side", side=side, text=text) if labelled else text)
    return replace(
        parts[0], question=question.text, language=question.language, text="\n".join(lines),
        citations=tuple(citations),
    )  # fmt: skip


def _moved(text: str, by: int) -> str:
    """The text with each number of a quote raised."""
    return _MARK.sub(lambda mark: f"[{int(mark[1]) + by}]", text)


def _named(archive: Archive, side: str, citations: Sequence[Citation]) -> bool:
    """Whether quotes, with the headings above them, have every word of a side or its parts."""
    needs = needs_of(archive, archive.query_terms(side))
    for citation in citations:
        terms = archive.analyser.index_terms(" ".join((*citation.heading, citation.title, citation.quote)))
        if needs.needs and all(need.met(frozenset((*terms.stem, *terms.parts))) == 1 for need in needs.needs):
            return True
    return False
