"""A question asked after others: read as a follow-up where it is one, then answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.archive import Archive
from index.types import Filters
from search.ask import ask
from search.conversation import Said, read_after, subject_of
from search.find import RankOptions
from search.types import Answer

_BEFORE = 5  # questions before that are looked at; a follow-up points no further back


def answer_after(
    archive: Archive,
    before: Sequence[str],
    text: str,
    filters: Filters | None = None,
    ranking: RankOptions | None = None,
) -> Answer:
    """The answer to a question, with `read_as` where it was read as a follow-up of the questions before it.

    before: earlier questions as they were asked, oldest first; they are answered again, in order.
    ranking: as in `search.ask.ask`.
    Raises QuestionError where a question is empty.
    """
    said: list[Said] = []
    for earlier in before[-_BEFORE:]:
        standing = read_after(said, earlier) or earlier
        said.append(Said(standing, subject_of(ask(archive, standing, filters, ranking))))
    return answer_said(archive, said, text, filters, ranking)


def answer_said(
    archive: Archive,
    said: Sequence[Said],
    text: str,
    filters: Filters | None = None,
    ranking: RankOptions | None = None,
) -> Answer:
    """The same after questions whose answers are known already."""
    read = read_after(said, text)
    answer = ask(archive, read or text, filters, ranking)
    return answer if read is None else replace(answer, question=text, read_as=read)
