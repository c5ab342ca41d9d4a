"""The language of a question: bokmål, nynorsk or English, by the words that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable

_BOKMAL = frozenset(
    """
    hva hvem hvor hvorfor hvordan hvilken hvilke hvilket hver hvis jeg ikke noe noen fra ble blir være vært hun et en
    den det og er som til av på med har hadde kan skal etter mange mye sin seg også når eller bare mer selv hvilke
    gjorde gjør sier fikk
    """.split()
)
_NYNORSK = frozenset(
    """
    kva kven kvar kvifor korleis kor eg ikkje noko nokon nokre frå vart vert vore vere vera ho eit ein eitt dei då me
    og er som til av på med har hadde kan skal etter mange mykje sine seg når eller berre meir sjølv kvens fekk gjorde
    gjer seier høyrer
    """.split()
)
_ENGLISH = frozenset(
    """
    the of and to is are was were be been has have had does did do what who whom whose which where when why how many
    much that this these those with from by at on an it its his her their they he she not or as will would should can
    could about between during according there than into after before
    """.split()
)
_ONLY_ENGLISH = frozenset(
    ("the", "of", "what", "who", "which", "where", "when", "why", "how", "does", "did", "was", "were")
)


def language_of(words: Iterable[str]) -> str:
    """``nb``, ``nn`` or ``en``. words: those of the question in lower case; undecided ones are bokmål."""
    bokmal = nynorsk = english = only = 0
    for word in words:
        bokmal += word in _BOKMAL
        nynorsk += word in _NYNORSK
        english += word in _ENGLISH
        only += word in _ONLY_ENGLISH
    if english > max(bokmal, nynorsk) and (only or english > 1):
        return "en"
    return "nn" if nynorsk > bokmal else "nb"
