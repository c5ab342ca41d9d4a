"""What a search covered, in a sentence: how many documents, and which could not be read."""

from __future__ import annotations

from corpus.texts import Texts
from search.types import Searched

_NAMED = 3  # unreadable documents that are named
_PAGES = 8  # … and of each the pages


def coverage_sentence(searched: Searched, say: Texts) -> str:
    """What was searched and what could not be read, as one or two sentences."""
    if not searched.documents and not searched.unreadable:
        return say("answer.none_empty")
    one = searched.documents == 1
    sentences = [say("answer.searched_one") if one else say("answer.searched", documents=searched.documents)]
    if searched.unreadable:
        count = len(searched.unreadable)
        shown = (_named(name, searched, say) for name in searched.unreadable[:_NAMED])
        names = ", ".join(shown) + (" …" if count > _NAMED else "")
        key = "answer.unread_one" if count == 1 else "answer.unread"
        sentences.append(say(key, count=count, names=names))
        if searched.cure:
            sentences.append(say("answer.unread_cure", command=searched.cure))
    return " ".join(sentences)


def _named(name: str, searched: Searched, say: Texts) -> str:
    """A document's name, with the pages that were not read where it was read in part."""
    pages = searched.pages.get(name, ())
    if not pages:
        return name
    shown = ", ".join(map(str, pages[:_PAGES])) + (" …" if len(pages) > _PAGES else "")
    return say("answer.unread_pages", document=name, pages=shown)
