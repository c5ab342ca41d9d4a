"""``saksok rows``: the rows of the archive's tables, for a person, as JSON or as CSV."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from corpus.errors import UsageError
from ui import options, terminal
from ui.context import Exit, index_folder, interface, note, opened, print_json
from ui.results import row_result
from ui.sheet import as_csv as csv_of


def rows(
    where: Annotated[
        list[str] | None, typer.Option("--where", help="cli.opt_where", show_default=False)
    ] = None,
    report: Annotated[str | None, typer.Option("--report", help="cli.opt_report", show_default=False)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="cli.opt_csv")] = False,
    folder: options.Index = None,
    personal: options.Personal = False,
    as_json: options.Json = False,
) -> int:
    """Print the rows of the tables of projects."""
    from search.rows.table import load
    from search.rows.where import read_report, reports_of

    if as_csv and as_json:
        raise UsageError("errors.csv_or_json")
    date = read_report(report)
    with opened(index_folder(folder), personal) as archive:
        result = row_result(archive, where or (), report, interface())
        table = load(archive)
        chosen = reports_of(table, date)
    found = result["rows"]
    if as_json:
        print_json(result)
    elif as_csv:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        sys.stdout.write(csv_of(found))
    else:
        terminal.show_rows(found)
    if not found:
        _say_why(report, [one.date for one in chosen], [one.date for one in table.reports])
    return Exit.DONE if found else Exit.PARTLY


def _say_why(report: str | None, chosen: Sequence[str], known: Sequence[str]) -> None:
    say = interface()
    if not known:
        note(say("terminal.no_tables"))
    elif not chosen:
        dates = ", ".join(date for date in known if date) or say("terminal.no_dates")
        note(say("terminal.no_report", report=report, dates=dates))
    else:
        note(say("terminal.no_rows"))
