"""The interface for programs: /api/v1/{search,ask,cases,rows,documents}, described at /api/v1/openapi.json.

The JSON is that of the command line (`ui.results`); errors are problem+json. Only reads.
"""

# No `from __future__ import annotations`: FastAPI reads the annotations as they stand.

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from corpus.texts import Texts, texts
from index.archive import Archive
from search.filters import FilterWords
from search.types import Answer
from ui import results
from ui.context import json_bytes
from ui.web.access.visit import note
from ui.web.api_types import Cases, Documents, Found, Problem, Rows
from ui.web.problems import PROBLEM, of_error, of_parameters, problem
from ui.web.shell import preferred_language
from ui.web.source import Source

PATH = "/api/v1"

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_LONGEST = 8000  # characters of a question; the engine reads the first 2,000

Question = Annotated[
    str, Query(min_length=1, max_length=_LONGEST, description="A question or words to find.")
]
Since = Annotated[str | None, Query(alias="from", pattern=_DATE, description="2023, 2023-03 or 2023-03-16.")]
Until = Annotated[str | None, Query(alias="to", pattern=_DATE, description="As `from`; inclusive.")]
Body = Annotated[str | None, Query(max_length=200, description="All or part of a body's name.")]
Kind = Annotated[
    str | None, Query(max_length=40, description="agenda, minutes, case paper, report, slides or other.")
]
Case = Annotated[str | None, Query(max_length=80, description="A case's number: 15/20, 2020/15, PS 15/20 …")]
Document = Annotated[str | None, Query(max_length=500, description="All or part of a document's name.")]

Earlier = Annotated[
    list[Annotated[str, Query(min_length=1, max_length=_LONGEST)]],
    Query(max_length=20, description="Earlier questions of the conversation, oldest first; repeatable."),
]

_WRONG: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status, text in {
        401: "Not signed in.",
        404: "No such address.",
        422: "A parameter is wrong; `detail` says which and how to write it.",
        429: "Too many requests; `Retry-After` says how many seconds to wait.",
        500: "A fault of the program; it is in the server's log.",
        503: "The index is missing or cannot be used.",
    }.items()
}


def make_api(source: Source) -> FastAPI:
    """The application to be mounted at `PATH`."""
    api = FastAPI(
        title="Saksøk",
        version=version("saksok"),
        description="Search an archive of meeting papers, and get answers proven by quotes.",
        docs_url=None,  # both would fetch scripts from other machines
        redoc_url=None,
    )

    def reply(request: Request, asked: str, make: Callable[[Archive], Any]) -> Response:
        note(request.url.path.rpartition("/")[2], asked)
        try:
            return _json(make(source.archive()))
        except Exception as error:
            return _problem(of_error(error, _say(request)))

    def described(model: Any) -> dict[int | str, dict[str, Any]]:
        return {200: {"model": model}, **_WRONG}

    @api.get("/search", responses=described(Found))
    def search(
        request: Request,
        query: Question,
        since: Since = None,
        until: Until = None,
        body: Body = None,
        kind: Kind = None,
        document: Document = None,
        case: Case = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 10,
    ) -> Response:
        """Passages that fit a query, best first."""
        words = FilterWords(since, until, body, kind, document, case)
        ranking = source.ranking
        return reply(
            request, query, lambda archive: results.search_result(archive, query, words, limit, ranking)
        )

    @api.get("/ask", responses=described(Answer))
    def ask(
        request: Request,
        question: Question,
        since: Since = None,
        until: Until = None,
        body: Body = None,
        kind: Kind = None,
        document: Document = None,
        after: Earlier = [],  # noqa: B006  FastAPI copies it
        writer: Annotated[
            bool, Query(description="Have the server's language model phrase the answer, where it has one.")
        ] = False,
    ) -> Response:
        """An answer proven by quotes, or `answered: false` where the archive does not hold it."""
        words = FilterWords(since, until, body, kind, document)
        model, ranking = source.writer if writer else None, source.ranking
        return reply(
            request,
            question,
            lambda archive: results.answer_result(archive, question, words, after, model, ranking),
        )

    @api.get("/cases", responses=described(Cases))
    def cases(
        request: Request,
        number: Annotated[str, Query(min_length=1, max_length=80, description="15/20, 2020/15, PS 15/20 …")],
        body: Body = None,
    ) -> Response:
        """Every case that a number may mean: decision, proposal, vote, mentions."""
        return reply(request, number, lambda archive: results.case_result(archive, number, body))

    @api.get("/rows", responses=described(Rows))
    def rows(
        request: Request,
        where: Annotated[
            list[Annotated[str, Query(max_length=300)]],
            Query(max_length=20, description="COLUMN=VALUE; also !=, <, >, <=, >=. All must hold."),
        ] = [],  # noqa: B006  FastAPI copies it
        report: Annotated[
            str | None, Query(max_length=40, description="The report of this date: 2020-10.")
        ] = None,
    ) -> Response:
        """Rows of the tables of projects, each with the words that it stands in."""
        say = _say(request)
        return reply(
            request, " ".join(where), lambda archive: results.row_result(archive, where, report, say)
        )

    @api.get("/documents", responses=described(Documents))
    def documents(
        request: Request,
        start: Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Response:
        """The archive's documents in order of name, with the papers that each holds."""
        say = _say(request)
        return reply(request, "", lambda archive: results.document_result(archive, start, limit, say))

    _describe_problems(api)
    _tell_errors(api)
    return api


def _describe_problems(api: FastAPI) -> None:
    """Put the problem's schema, which no route returns by itself, into the description."""
    make = api.openapi

    def openapi() -> dict[str, Any]:
        from pydantic import TypeAdapter

        described = make()
        described["components"]["schemas"].setdefault("Problem", TypeAdapter(Problem).json_schema())
        return described

    api.openapi = openapi  # type: ignore[method-assign]


def _tell_errors(api: FastAPI) -> None:
    def parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _problem(of_parameters(error.errors(), _say(request)))

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        say = _say(request)
        detail = say("api.method") if error.status_code == 405 else say("api.not_found")
        return _problem(problem(error.status_code, detail), error.headers)

    api.add_exception_handler(RequestValidationError, parameters)
    api.add_exception_handler(HTTPException, http)


def _json(value: Any) -> Response:
    return Response(json_bytes(value), media_type="application/json", headers={"Cache-Control": "no-store"})


def _problem(told: dict[str, Any], headers: Any = None) -> Response:
    kept = {"Cache-Control": "no-store", **dict(headers or {})}
    return Response(json_bytes(told), told["status"], headers=kept, media_type=PROBLEM)


def _say(request: Request) -> Texts:
    """The strings of the reader's language, as the browser or program names it."""
    accepted = request.headers.get("accept-language", "")
    return texts("en" if accepted.lower().startswith("en") else preferred_language("", accepted))
