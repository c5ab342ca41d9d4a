"""The language of a question: bokmål, nynorsk or English, by the function words that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable

_NORWEGIAN = frozenset(
    """
    den det og er som til av på med har hadde kan skal etter mange sin seg når eller så var om de han vi du en i å
    """.split()
)
"""Shared by bokmål and nynorsk; ``for``, ``at``, ``men`` and ``under`` are English words too."""
_BOKMAL = frozenset(
    """
    hva hvem hvor hvorfor hvordan hvilken hvilke hvilket hver hvert hvis jeg ikke noe noen fra ble blir være vært hun et
    mye også bare mer selv gjorde gjør sier fikk ligger heter flere første deres hennes
    """.split()
)
_NYNORSK = frozenset(
    """
    kva kven kvar kvart kvifor korleis kor eg ikkje noko nokon nokre frå vart vert vore vere vera ho eit ein eitt dei me
    mykje òg berre meir sjølv kvens fekk gjer seier høyrer heiter heitte ligg gjekk kjem fleire fyrste hjå deira hennar
    dykk dykkar medan sidan desse gong vorte
    """.split()
)
_ENGLISH = frozenset(
    """
    the of and to is are was were be been has have had does do did what who whom whose which where when why how many
    much that this these those with from by at on an it its his her their they he she not or as will would should
    could about between during according there than into after before in
    """.split()
)
_ASKING = frozenset(
    "når hva hvem hvor hvorfor hvordan hvilken hvilke hvilket kva kven kvar kvifor korleis kor".split()
)
_ONLY_ENGLISH = frozenset(
    ("the", "of", "what", "who", "which", "where", "when", "why", "how", "does", "did", "was", "were")
)


def language_of(words: Iterable[str]) -> str:
    """``nb``, ``nn`` or ``en``. words: those of the question in lower case; undecided ones are bokmål.

    A question that begins by asking in Norwegian is Norwegian, whatever English titles stand in it.
    """
    words = list(words)
    norwegian = bokmal = nynorsk = english = only = 0
    for word in words:
        bokmal += word in _BOKMAL
        nynorsk += word in _NYNORSK
        norwegian += word in _NORWEGIAN
        english += word in _ENGLISH
        only += word in _ONLY_ENGLISH
    asks = bool(words) and words[0] in _ASKING
    if not asks and english > norwegian + bokmal + nynorsk and (only or english > 1):
        return "en"
    return "nn" if nynorsk > bokmal else "nb"
