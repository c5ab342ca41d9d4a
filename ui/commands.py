"""The commands of the contract: each reads its options, calls the packages below, prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import QuestionError, UsageError
from search.filters import FilterWords, resolve
from ui import options, terminal
from ui.commands_eval import evaluate
from ui.commands_index import index, remove, status, text
from ui.commands_keep import backup, compact, doctor, restore
from ui.commands_rows import rows
from ui.commands_serve import serve, user
from ui.context import Exit, interface, named_ranking, named_writer, opened, placed_index, print_json
from ui.results import answer_result, case_result, search_result


def search(
    query: Annotated[str | None, typer.Argument(metavar="cli.meta_query", help="cli.arg_query")] = None,
    since: options.Since = None,
    until: options.Until = None,
    body: options.Body = None,
    kind: options.KindName = None,
    document: options.DocumentName = None,
    case: options.CaseName = None,
    limit: Annotated[int, typer.Option(help="cli.opt_limit", min=1, max=1000)] = 10,
    batch: options.Batch = None,
    reranker: options.RerankerName = None,
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    personal: options.Personal = False,
    as_json: options.Json = False,
) -> int:
    """Find passages."""
    words = FilterWords(since, until, body, kind, document, case)
    ranking = named_ranking(reranker)
    with opened(placed_index(folder, engine, engine_url, token_file, truth), personal) as archive:
        resolve(words, archive)  # a wrong filter is told of before anything is read

        def one(text: str, _: Sequence[str]) -> tuple[dict[str, Any], bool]:
            found = search_result(archive, text, words, limit, ranking)
            return found, bool(found["hits"])

        return _each(batch, "query", query, one, as_json, terminal.show_hits)


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="cli.meta_question", help="cli.arg_question")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    body: options.Body = None,
    kind: options.KindName = None,
    document: options.DocumentName = None,
    batch: options.Batch = None,
    after: options.After = None,
    writer: options.WriterUrl = None,
    writer_model: options.WriterModel = None,
    reranker: options.RerankerName = None,
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    personal: options.Personal = False,
    as_json: options.Json = False,
) -> int:
    """Answer a question with quotes that stand in the papers."""
    words = FilterWords(since, until, body, kind, document)
    model = named_writer(writer, writer_model)
    ranking = named_ranking(reranker)
    with opened(placed_index(folder, engine, engine_url, token_file, truth), personal) as archive:
        resolve(words, archive)

        def one(text: str, before: Sequence[str]) -> tuple[dict[str, Any], bool]:
            answer = answer_result(archive, text, words, [*(after or ()), *before], model, ranking)
            return answer, bool(answer["answered"])

        return _each(batch, "question", question, one, as_json, terminal.show_answer)


def case(
    number: Annotated[str, typer.Argument(metavar="cli.meta_number", help="cli.arg_number")],
    body: options.Body = None,
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    personal: options.Personal = False,
    as_json: options.Json = False,
) -> int:
    """Show a case by its number: the decision, the proposal, and where else it is mentioned."""
    with opened(placed_index(folder, engine, engine_url, token_file, truth), personal, lazy=True) as archive:
        result = case_result(archive, number, body)
    if as_json:
        print_json(result)
    else:
        terminal.show_case(result)
    return Exit.DONE if result["candidates"] else Exit.PARTLY


COMMANDS: dict[str, Callable[..., int]] = {
    "index": index,
    "search": search,
    "ask": ask,
    "rows": rows,
    "case": case,
    "text": text,
    "status": status,
    "remove": remove,
    "compact": compact,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "eval": evaluate,
    "serve": serve,
    "user": user,
}


def _each(
    batch: Path | None,
    key: str,
    single: str | None,
    one: Callable[[str, Sequence[str]], tuple[dict[str, Any], bool]],
    as_json: bool,
    show: Callable[[dict[str, Any]], None],
) -> int:
    """Run `one` for the single question, or for each line of the batch, in order."""
    if (batch is None) == (single is None):
        raise UsageError("errors.one_or_batch")
    if batch is None:
        result, found = one(single or "", ())
        if as_json:
            print_json(result)
        else:
            show(result)
        return Exit.DONE if found else Exit.PARTLY
    status = Exit.DONE
    for question, before in _lines(batch, key):
        try:
            result, _ = one(question, before)
        except QuestionError as error:
            result, status = {key: question, "error": str(error)}, Exit.PARTLY
        print_json(result)
    return status


def _lines(batch: Path, key: str) -> Iterator[tuple[str, list[str]]]:
    if str(batch) == "-":
        yield from _questions(sys.stdin, "-", key)
        return
    try:
        with batch.open(encoding="utf-8-sig") as file:
            yield from _questions(file, str(batch), key)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or interface()("errors.not_utf8")
        raise UsageError("errors.batch_unread", batch=batch, reason=reason) from error


def _questions(lines: Any, name: str, key: str) -> Iterator[tuple[str, list[str]]]:
    """The questions of JSON lines, each with those that it says were asked before it (``after``)."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        given = value if isinstance(value, dict) else {}
        question = next((given[k] for k in (key, "question", "query") if k in given), None)
        if not isinstance(question, str):
            raise UsageError("errors.batch_line", name=name, number=number, key=key)
        after = given.get("after") or []
        before = [after] if isinstance(after, str) else after
        if not isinstance(before, list) or not all(isinstance(earlier, str) for earlier in before):
            raise UsageError("errors.batch_after", name=name, number=number)
        yield question, before
