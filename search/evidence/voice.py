"""Who did what to whom: "når ble rådet opprettet?" is not told by "rådet oppretter en ordning"."""

from __future__ import annotations

import re
from itertools import pairwise

from index.archive import Archive
from search.evidence.types import Sentence
from search.needs import Needs
from search.understand import Question

_PASSIVE = re.compile(
    r"\b(?:ble|blei|vart|blir|was|were|is|are)\s+(?P<subject>.{2,80}?)\s+(?P<verb>[^\W\d_]{4,})\s*\?*$"
)


def does_it_itself(archive: Archive, question: Question, needs: Needs, sentence: Sentence) -> bool:
    """Whether what the question asks to have been done to something is there done by it.

    Only where the verb follows the name at once, without a form of "bli" between.
    """
    match = _PASSIVE.search(question.text)
    if match is None:
        return False
    ending = {need.place[1]: need for need in needs.needs}
    subject, verb = ending.get(match.end("subject")), ending.get(match.end("verb"))
    if subject is None or verb is None:
        return False
    if sentence.terms.isdisjoint(subject.terms) or sentence.terms.isdisjoint(verb.terms):
        return False
    tokens = archive.analyser.tokens(sentence.text)
    return any(one.term in subject.terms and other.term in verb.terms for one, other in pairwise(tokens))
