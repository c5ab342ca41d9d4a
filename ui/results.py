"""The contract's JSON, made in one place for the command line, the API and MCP.

Each function takes an open archive and what was asked, and gives a dictionary that JSON can hold.
All raise UsageError (QuestionError for an empty question) with a sentence that says what to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from corpus.texts import Texts
from index.archive import Archive
from index.types import StoredDocument, StoredPart
from search.filters import FilterWords, resolve

if TYPE_CHECKING:
    from search.find import RankOptions
    from search.writer import Writer

Json = dict[str, Any]


def search_result(
    archive: Archive, query: str, words: FilterWords, limit: int, ranking: RankOptions | None = None
) -> Json:
    """``query``, ``hits`` and ``did_you_mean``."""
    from search.find import RankOptions, SearchOptions, search
    from search.spelling import did_you_mean

    hits = search(archive, query, SearchOptions(limit, resolve(words, archive), ranking or RankOptions()))
    return {
        "query": query,
        "hits": [asdict(hit) for hit in hits],
        "did_you_mean": did_you_mean(archive, query),
    }


def answer_result(
    archive: Archive,
    question: str,
    words: FilterWords,
    after: Sequence[str] = (),
    writer: Writer | None = None,
    ranking: RankOptions | None = None,
) -> Json:
    """An answer with its citations, cases and records; after: the questions before it, oldest first."""
    from search.chat import answer_after

    answer = answer_after(archive, after, question, resolve(words, archive), ranking)
    if writer is not None:
        from search.writer import phrased

        answer = phrased(archive, answer, writer)
    return asdict(answer)


def case_result(archive: Archive, number: str, body: str | None = None) -> Json:
    """``number``, ``candidates`` and ``nearest``."""
    from search.cases.show import show_case

    return show_case(archive, number, body)


def row_result(archive: Archive, where: Sequence[str], report: str | None, say: Texts) -> Json:
    """``rows``: those of the report (of all where it is None) for which every condition holds.

    say: of the reader's language, for what is doubtful in a row.
    """
    from search.rows.records import records
    from search.rows.select import select
    from search.rows.table import load
    from search.rows.where import read_report, read_where, reports_of

    date = read_report(report)
    table = load(archive)
    wanted = read_where(where, table)
    found = [row for r in reports_of(table, date) for row in select(r, wanted)]
    return {"rows": records(archive, found, say)}


def document_result(archive: Archive, start: int, limit: int, say: Texts) -> Json:
    """``documents``: `limit` of them from number `start` (0-based) in order of name; ``total``.

    say: of the reader's language, for why one could not be read. Tells nothing of where a file lies.
    """
    stored = archive.store.documents()
    papers = {name: list(some) for name, some in groupby(archive.store.papers(), lambda p: p.document)}
    shown = stored[start : start + limit]
    return {"documents": [_document(d, papers.get(d.name, []), say) for d in shown], "total": len(stored)}


def _document(document: StoredDocument, papers: Sequence[StoredPart], say: Texts) -> Json:
    return {
        "document": document.name,
        "title": document.title,
        "state": document.state,
        "reason": document.reason and document.reason.said(say),
        "pages": document.pages or None,
        "unread_pages": list(document.unread_pages),
        "passages": document.passages,
        "characters": document.characters,
        "indexed": document.indexed,
        "papers": [
            {
                "start": paper.start,
                "end": paper.end,
                "title": paper.title,
                "date": paper.date,
                "body": paper.body,
                "kind": paper.kind,
                "case": paper.case,
                "meeting": paper.meeting,
                "draft": paper.draft,
                "exempt": paper.exempt,
            }
            for paper in papers
        ],
    }
