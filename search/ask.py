"""A question becomes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.archive import Archive
from index.types import Filters
from search.cases.answer import answer_case
from search.cases.case_list import answer_case_list
from search.cases.meeting_facts import answer_meeting_facts
from search.cases.meeting_list import answer_meeting_list
from search.cases.meeting_told import answer_meeting_told
from search.cases.meetings import answer_meeting
from search.cases.members import answer_members
from search.cases.roles import answer_roles
from search.cases.titled import answer_titled_case
from search.cases.topic import answer_topic
from search.comparison import answer_compared_rows, answer_comparison
from search.find import RankOptions, read_question
from search.passages import answer_passages
from search.ranges import ranged
from search.relative import resolve, says_so_itself, with_range, within
from search.rows.answer import answer_rows
from search.spelling import did_you_mean
from search.types import Answer, Searched
from search.understand import Question, understand
from search.verify import gate

_SPECIAL = (
    answer_case,
    answer_compared_rows,
    answer_rows,
    answer_meeting_told,
    answer_topic,
    answer_case_list,
    answer_titled_case,
    answer_meeting_facts,
    answer_meeting_list,
    answer_meeting,
    answer_roles,
    answer_members,
)
"""Questions that have a module of their own, in the order in which they are tried."""

_OF_TIMES = (answer_meeting_told, answer_topic, answer_case_list, answer_meeting_list, answer_meeting)
"""… those that choose cases and meetings by a range of time ("siden mars 2023")."""

_OF_ROWS = (answer_compared_rows, answer_rows)


def ask(
    archive: Archive, text: str, filters: Filters | None = None, ranking: RankOptions | None = None
) -> Answer:
    """The answer to a question, proven by quotes, or an honest "not found".

    ranking: how the passages are ranked in which evidence is looked for. Raises QuestionError
    where the question is empty.
    """
    question = understand(read_question(text))
    asked, filters, ranking = question, filters or Filters(), ranking or RankOptions()
    question, note = resolve(archive, asked)
    answer = _answer(archive, question, note, filters, ranking)
    if note and not answer.answered:  # an undated paper may say "i fjor" itself
        literal = answer_passages(archive, asked, filters, ranking, answer.searched)
        if says_so_itself(archive, asked, literal):
            return replace(literal, did_you_mean=did_you_mean(archive, asked.text))
    if note:
        answer = replace(answer, text=f"{answer.text}\n{note}")
    return replace(answer, question=text, did_you_mean=did_you_mean(archive, question.text))


def _answer(
    archive: Archive, question: Question, note: str | None, filters: Filters, ranking: RankOptions
) -> Answer:
    """note: how the question's relative time was read, where it has one."""
    searched = _searched(archive, filters)
    relative = question.period if note else None
    dated = ranged(archive, question)
    for special in _SPECIAL:
        asked = with_range(question) if relative and special in _OF_ROWS else question
        found = special(archive, dated if special in _OF_TIMES else asked, filters, searched)
        if found and (kept := gate(archive, found)):
            return kept

    narrowed = within(filters, relative) if relative else filters

    def told(asked: Question) -> Answer:
        return answer_passages(archive, asked, narrowed, ranking, searched)

    return answer_comparison(archive, question, told)


def _searched(archive: Archive, filters: Filters) -> Searched:
    archive.refresh()
    unreadable = archive.store.unreadable()
    count = archive.store.counts()["documents"]
    if filters.documents is not None:
        unreadable = [found for found in unreadable if found[0] in filters.documents]
        count = len(filters.documents)
    pages = {name: unread for name, _, unread in unreadable if unread}
    return Searched(count, tuple(name for name, _, _ in unreadable), pages, _cure(archive, unreadable))


def _cure(archive: Archive, unreadable: Sequence[tuple[str, str | None, tuple[int, ...]]]) -> str | None:
    """The command that installs what reads scanned pages, where one of these waits for it."""
    waiting = archive.store.waiting_for_ocr() if unreadable else set()
    if not waiting:
        return None
    from ingest.read.tesseract import install_command

    names = {name for name, _, _ in unreadable}
    waits = any(document.id in waiting and document.name in names for document in archive.store.documents())
    return install_command() if waits else None
