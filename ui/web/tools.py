"""The archive for programs that speak Gradio's protocol or MCP: named endpoints without anything to see.

`gradio_client` calls them by name (``/search``, ``/ask``, ``/cases``, ``/rows``, ``/documents``); an
assistant finds the same as tools at ``/gradio_api/mcp/``. Their docstrings are what it reads. Gradio's
client puts its calls in a queue whatever the app says, so that who asks is read from the request itself.
"""

# No `from __future__ import annotations`: Gradio reads the annotations as they stand.

from collections.abc import Callable
from typing import Any

from corpus.texts import Texts
from index.archive import Archive
from search.filters import FilterWords
from ui import results
from ui.context import json_bytes
from ui.web.access.visit import note, visit_of, visiting
from ui.web.problems import of_error
from ui.web.source import Source

_MOST = 100  # hits or documents at a time


def add_tools(source: Source, say: Texts) -> None:
    """Add the endpoints to the page that is being built."""
    import gradio as gr
    from gradio.events import api

    def reply(
        request: gr.Request, did: str, what: str, make: Callable[[Archive], dict[str, Any]]
    ) -> dict[str, Any]:
        with visiting(visit_of(request)):
            note(did, what)
            try:
                return make(source.archive())
            except Exception as error:
                raise gr.Error(of_error(error, say)["detail"], print_exception=False) from error

    def search(
        request: gr.Request,
        query: str,
        limit: int = 10,
        since: str = "",
        until: str = "",
        body: str = "",
        kind: str = "",
        case: str = "",
    ) -> dict:  # type: ignore[type-arg]  # Gradio knows the bare class
        """Find passages in an archive of Norwegian meeting papers.

        Each hit has its document, page and text, which is the document's own wording and can be
        quoted as it stands. Inflected and compound Norwegian words are found too.

        Args:
            query: Words, names or a case number, in Norwegian or English.
            limit: How many passages, from 1 to 100.
            since: Only papers from this date, such as 2023, 2023-03 or 2023-03-16. Empty for all.
            until: Only papers to this date. Empty for all.
            body: Only papers of this body (all or part of its name). Empty for all.
            kind: agenda, minutes, case paper, report, slides or other. Empty for all.
            case: Only what stands in this case, by its number such as 15/20. Empty for all.

        """
        words = FilterWords(since, until, body, kind, case=case)
        most = min(max(int(limit), 1), _MOST)
        ranking = source.ranking
        return reply(
            request,
            "search",
            query,
            lambda archive: results.search_result(archive, query, words, most, ranking),
        )

    def ask(
        request: gr.Request,
        question: str,
        since: str = "",
        until: str = "",
        body: str = "",
        after: str = "",
        writer: bool = False,
    ) -> dict:  # type: ignore[type-arg]
        """Answer a question from an archive of Norwegian meeting papers, with quotes that prove the answer.

        Cite `citations` by document and page; each `quote` stands in the document word for word.
        Where `answered` is false the archive does not hold the answer: say so, and do not guess.

        Args:
            question: One question, in Norwegian or English.
            since: Only papers from this date, such as 2023 or 2023-03. Empty for all.
            until: Only papers to this date. Empty for all.
            body: Only papers of this body (all or part of its name). Empty for all.
            after: The questions asked before this one, oldest first, one a line, so that "and in April?"
                is understood. Empty where there are none.
            writer: Have the server's own language model phrase the answer, where it was started with one.

        """
        words = FilterWords(since, until, body)
        earlier = [line for line in after.splitlines() if line.strip()]
        model, ranking = source.writer if writer else None, source.ranking
        return reply(
            request,
            "ask",
            question,
            lambda archive: results.answer_result(archive, question, words, earlier, model, ranking),
        )

    def cases(request: gr.Request, number: str, body: str = "") -> dict:  # type: ignore[type-arg]
        """Look up a case by its number: proposal, decision, vote and where else it is mentioned.

        Several bodies may use one number; all are given, and none may be guessed to be the one meant.

        Args:
            number: The case's number, such as 15/20 or 2020/15.
            body: Only cases of this body (all or part of its name). Empty for all.

        """
        return reply(
            request, "cases", number, lambda archive: results.case_result(archive, number, body or None)
        )

    def rows(request: gr.Request, where: str = "", report: str = "") -> dict:  # type: ignore[type-arg]
        """Rows of the tables of projects in the archive's reports: owner, status, risk, amounts.

        Args:
            where: Conditions that must all hold, one a line: status=rød, owner=…, 2021>=10. Empty for all rows.
            report: Only the report of this date, such as 2020-10. Empty for all reports.

        """
        conditions = [line for line in where.splitlines() if line.strip()]
        return reply(
            request,
            "rows",
            where,
            lambda archive: results.row_result(archive, conditions, report or None, say),
        )

    def documents(request: gr.Request, start: int = 0, limit: int = 100) -> dict:  # type: ignore[type-arg]
        """The archive's documents in order of name, with the papers that each holds.

        Args:
            start: How many documents to pass over.
            limit: How many to give, from 1 to 100.

        """
        most = min(max(int(limit), 1), _MOST)
        return reply(
            request,
            "documents",
            "",
            lambda archive: results.document_result(archive, max(int(start), 0), most, say),
        )

    for tool in (search, ask, cases, rows, documents):
        api(tool, api_name=tool.__name__, queue=False)


def answer_in_json(page: Any) -> None:
    """Make the page's MCP server answer with JSON: Gradio writes Python's own notation, and looks for files in it."""
    from mcp.types import TextContent

    def written(data: Any, _root: str) -> list[TextContent]:
        return [TextContent(type="text", text=json_bytes(value).decode()) for value in data]

    page.mcp_server_obj.postprocess_output_data = written
