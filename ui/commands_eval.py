"""``saksok eval``: gold questions asked, and what came of it measured."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from ui import options, terminal
from ui.context import Exit, index_folder, named_ranking, opened, print_json


class Measured(StrEnum):
    """What is measured where not both are."""

    SEARCH = "search"
    ASK = "ask"


def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(metavar="cli.meta_file", help="cli.arg_gold", show_default=False)
    ] = None,
    from_feedback: Annotated[bool, typer.Option("--from-feedback", help="cli.opt_from_feedback")] = False,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="cli.opt_without", show_default=False)
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="cli.opt_against", show_default=False)
    ] = None,
    reranker: options.RerankerName = None,
    only: Annotated[
        Measured | None, typer.Option("--only", help="cli.opt_measure", show_default=False)
    ] = None,
    field: Annotated[str, typer.Option("--field", help="cli.opt_field")] = "question",
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="cli.opt_markdown", show_default=False)
    ] = None,
    folder: options.Index = None,
    as_json: options.Json = False,
) -> int:
    """Ask gold questions and measure how well the archive is searched and the questions answered."""
    from search.evaluation import report
    from search.evaluation.feedback import right_file
    from search.evaluation.gold import read_gold
    from search.evaluation.rows import measure_rows, read_tables, rows_markdown
    from search.evaluation.variants import Variant, variants
    from search.find import RankOptions

    if from_feedback:
        gold = right_file(index_folder(folder))
    if gold is None:
        raise UsageError("errors.gold_or_feedback")
    if (tables := read_tables(gold)) is not None:
        with opened(index_folder(folder)) as archive:
            result = {**_told(gold, archive), **measure_rows(archive, tables)}
        return _give(
            result, rows_markdown(result, _say()), markdown, as_json, result["right"] == result["rows"]
        )
    questions = read_gold(gold, field)
    wanted = variants(without or ())
    asked = report.Asked(only is not Measured.ASK, only is not Measured.SEARCH)
    if only is Measured.SEARCH and not any(one.located for one in questions):
        raise UsageError("errors.gold_no_places", gold=gold)
    with ExitStack() as stack:
        archive = stack.enter_context(opened(index_folder(folder)))
        settings = [report.Setting(archive, variant) for variant in wanted]
        if against:
            other = stack.enter_context(opened(against))
            settings.append(report.Setting(other, Variant((), RankOptions()), str(against)))
        if reranker and (ranking := named_ranking(reranker)):
            settings.append(report.Setting(archive, Variant((), ranking), reranker=reranker))
        shown = stack.enter_context(terminal.progress())
        measured = report.measure(settings, questions, asked, partial(shown, "eval"), _say())
        result = {**_told(gold, archive), **measured}
    return _give(result, report.markdown(result, _say()), markdown, as_json, not result["wrong"])


def _told(gold: Path, archive: Archive) -> dict[str, Any]:
    """What was measured: the gold file, the program and the index."""
    counts = archive.store.counts()
    return {
        "gold": gold.name,
        "version": program_version(),
        "commit": program_commit() or "–",
        "encoder": archive.encoder_name,
        "documents": counts["documents"],
        "passages": counts["passages"],
    }


def _give(result: dict[str, Any], written: str, markdown: Path | None, as_json: bool, right: bool) -> int:
    """Print the result, write it where that is wanted; the exit status."""
    if markdown:
        markdown.write_text(written, encoding="utf-8")
    if as_json:
        print_json(result)
    else:
        terminal.show_lines(written.splitlines())
    return Exit.DONE if right else Exit.PARTLY


def _say() -> Texts:
    return texts(os.environ.get("SAKSOK_LANGUAGE", LANGUAGES[0]))


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("saksok")
    except PackageNotFoundError:  # run from its folder without being installed
        return "?"


def program_commit() -> str | None:
    """The commit of the program's source, ``+`` after it where files differ from it; None where there is no source."""
    root = Path(__file__).resolve().parents[1]
    try:
        if Path(_git(root, "rev-parse", "--show-toplevel")).resolve() != root:
            return None
        changed = "+" if _git(root, "status", "--porcelain", "--untracked-files=no") else ""
        return _git(root, "rev-parse", "--short", "HEAD") + changed
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
