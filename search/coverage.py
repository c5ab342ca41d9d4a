"""What a search covered, in a sentence: how many documents, and which could not be read."""

from __future__ import annotations

from corpus.texts import Texts
from search.types import Searched

_NAMED = 3  # unreadable documents that are named


def coverage_sentence(searched: Searched, say: Texts) -> str:
    """What was searched and what could not be read, as one or two sentences."""
    if not searched.documents and not searched.unreadable:
        return say("answer.none_empty")
    one = searched.documents == 1
    sentences = [say("answer.searched_one") if one else say("answer.searched", documents=searched.documents)]
    if searched.unreadable:
        count = len(searched.unreadable)
        names = ", ".join(searched.unreadable[:_NAMED]) + (" …" if count > _NAMED else "")
        key = "answer.unread_one" if count == 1 else "answer.unread"
        sentences.append(say(key, count=count, names=names))
    return " ".join(sentences)
