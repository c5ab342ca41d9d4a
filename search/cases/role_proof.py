"""What an answer says of who has a role, held against what the papers themselves list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.texts import texts
from index.archive import Archive
from index.records import HOLDER, stored_holder
from index.types import StoredPassage
from ingest.document import Kind
from ingest.meeting import Holder
from search.cases.told import held_meetings
from search.dates import written
from search.types import Citation, Language

ROLE_FORMS = ("role_is", "role_was", "role_at", "role_present")
"""The sentences of `corpus/strings`, section ``cases``, that say who has a role."""

_PAPERS = {
    Kind.MINUTES: "minutes", Kind.AGENDA: "agenda", Kind.CASE_PAPER: "case_paper", Kind.SLIDES: "slides",
}  # fmt: skip

_NEXT = 3000  # characters after a header in which the next passage begins


def person_words(holder: Holder) -> str:
    """``Kari Lie (Vik kommune)``."""
    return f"{holder.name} ({holder.organisation})" if holder.organisation else holder.name


def paper_key(kind: str | None, *, draft: bool) -> str:
    """The key of the string that names a kind of paper within a sentence."""
    return f"cases.paper_{'draft' if draft else _PAPERS.get(Kind(kind), 'other') if kind else 'other'}"


def role_stands(
    archive: Archive, citation: Citation, form: str, slots: Mapping[str, str], language: Language
) -> bool:
    """Whether a quote names the person, with the role and the body, that a sentence of the form says.

    slots: the sentence's own words, without commas and full stops at their ends.
    """
    say = texts(language)
    for holder, passage in _cited(archive, citation):
        said = {
            "person": person_words(holder),
            "role": say(f"cases.role_{holder.role}"),
            "body": holder.body or passage.body or say("cases.unknown_body"),
            "paper": say(paper_key(passage.kind, draft=passage.draft)),
            "date": written(passage.date, language),
        }
        stands = all(_bare(words) == _bare(said[slot]) for slot, words in slots.items())
        if stands and (form != "role_present" or _was_there(archive, citation, holder)):
            return True
    return False


def _cited(archive: Archive, citation: Citation) -> Iterator[tuple[Holder, StoredPassage]]:
    """The holders of roles whose place lies in a quote, each with the passage that it stands in."""
    for document, value in archive.store.records(HOLDER):
        holder = stored_holder(value)
        span = holder.span
        if document != citation.document or span.start < citation.start or span.end > citation.end:
            continue
        if passage := passage_at(archive, document, span.start):
            yield holder, passage


def passage_at(archive: Archive, document: str, start: int) -> StoredPassage | None:
    """The passage at a place; the next one where the place is a header that pages repeat, which is in none."""
    return next(iter(archive.store.near(document, start, start + _NEXT)), None)


def _was_there(archive: Archive, citation: Citation, holder: Holder) -> bool:
    return any(
        person.name == holder.name
        for held in held_meetings(archive)
        if held.document == citation.document and held.part.start <= citation.start < held.part.end
        for person in held.meeting.present
    )


def _bare(words: str) -> str:
    return " ".join(words.replace(",", " ").split()).strip(" .:")
