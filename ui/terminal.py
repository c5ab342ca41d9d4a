"""How results look in a terminal (rich): answers with coloured quotes, progress with time left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from corpus.texts import Texts, texts
from ui.context import interface, told

_STAGES = ("read", "encode", "eval")
_COLOURS = {"rød": "red", "gul": "yellow", "grønn": "green"}
_SHOWN = 300  # characters of a hit's text that are shown


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function for `index.sync.synchronise`; a bar with count and time left on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        say = interface()
        tasks: dict[str, Any] = {}

        def shown(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(
                    say(f"terminal.stage_{stage}") if stage in _STAGES else stage, total=total
                )
            bar.update(tasks[stage], completed=done, total=total)

        yield shown


def show_answer(answer: dict[str, Any]) -> None:
    """An answer, then its quotes with their sources."""
    from rich.text import Text

    console = _console()
    _show_meant(console, answer)
    say = texts(answer["language"])
    if answer.get("read_as"):
        console.print(Text(say("answer.read_as", question=answer["read_as"]), style="dim"))
    console.print(Text(answer["text"], style="bold" if answer["answered"] else ""))
    for remark in answer.get("notes", ()):
        console.print(Text(remark, style="yellow"))
    if answer["nearest"]:
        console.print(Text(texts(answer["language"])("answer.nearest"), style="dim"))
    for citation in answer["citations"] or answer["nearest"]:
        mark = f"[{citation['n']}] " if answer["answered"] else "– "
        console.print()
        console.print(Text(mark + source_line(citation, say), style="cyan"))
        quote = " ".join(citation["quote"].split())
        console.print(Text(f"«{quote}»", style="green" if answer["answered"] else "dim"))


def show_hits(result: dict[str, Any]) -> None:
    """The hits of a search, one paragraph each."""
    from rich.text import Text

    console = _console()
    _show_meant(console, result)
    if not result["hits"]:
        console.print(interface()("terminal.no_hits"))
    for number, hit in enumerate(result["hits"], 1):
        console.print(Text(f"{number}. {source_line(hit, interface())}", style="cyan"))
        shown = " ".join(hit["text"].split())
        console.print(Text(shown if len(shown) <= _SHOWN else shown[:_SHOWN].rsplit(" ", 1)[0] + " …"))
        if hit["also"]:
            places = ", ".join(source_line(other, interface()) for other in hit["also"])
            console.print(Text(f"{interface()('ui.also')} {places}", style="dim"))
        console.print()


def _show_meant(console: Any, result: dict[str, Any]) -> None:
    """The question as it was perhaps meant; what was asked is what was looked for."""
    if result["did_you_mean"]:
        say = texts(result["language"]) if "language" in result else interface()
        console.print(
            say("answer.did_you_mean", question=result["did_you_mean"]), style="yellow", markup=False
        )


def show_case(result: dict[str, Any]) -> None:
    """The candidates of a case number, each with decision, proposal and mentions."""
    from rich.text import Text

    console = _console()
    say = interface()
    if not result["candidates"]:
        told = [say("terminal.no_case", number=result["number"])]
        if near := ", ".join(result["nearest"]):
            told.append(say("terminal.nearest_cases", near=near))
        console.print(" ".join(told), markup=False)
    for case in result["candidates"]:
        console.print(Text(say("terminal.case", number=case["number"], title=case["title"]), style="bold"))
        facts = [case["body"], case["meeting"] and say("terminal.meeting", meeting=case["meeting"]), case["date"],
                 case["type"], case["presenter"] and say("terminal.presented", presenter=case["presenter"]),
                 case["officer"] and say("terminal.officer", officer=case["officer"]), case["status"]]  # fmt: skip
        console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
        for label, place in (("decision", case["decision"]), ("proposal", case["proposed"])):
            if place:
                console.print(Text(f"{say(f'terminal.{label}')} ({_where(place, say)}):", style="cyan"))
                quote = "\n".join(place.get("parts") or [place["quote"]])
                console.print(
                    Text(f"«{' '.join(quote.split())}»", style="green" if label == "decision" else "")
                )
        if case["mentions"]:
            places = dict.fromkeys(_where(place, say) for place in case["mentions"])
            console.print(Text(say("terminal.mentioned", places="; ".join(places)), style="dim"))
        console.print()


def _where(place: dict[str, Any], say: Texts) -> str:
    page = say("ui.page", page=place["page"]) if place["page"] else None
    facts = (place["document"], page, _exempt(place, say), _ocr(place, say))
    return ", ".join(fact for fact in facts if fact)


def _ocr(place: dict[str, Any], say: Texts) -> str | None:
    """That the quote was recognised in a picture of text."""
    return say("terminal.ocr") if place.get("ocr") else None


def _exempt(place: dict[str, Any], say: Texts) -> str | None:
    """That the paper is exempt from public access, and by which provision."""
    mark = place.get("exempt")
    if not mark:
        return None
    return say("ui.exempt_by", mark=mark) if "§" in mark else say("ui.exempt")


def source_line(place: dict[str, Any], say: Texts) -> str:
    """Title, body, date, document and page of a hit or citation."""
    page = f", {say('ui.page', page=place['page'])}" if place["page"] else ""
    facts = [
        place.get("title"),
        place.get("body"),
        place.get("date"),
        f"{place['document']}{page}",
        _exempt(place, say),
        _ocr(place, say),
    ]
    return " · ".join(dict.fromkeys(fact for fact in facts if fact))


def show_rows(rows: Sequence[dict[str, Any]]) -> None:
    """Rows as a table for each report, colours coloured."""
    console = _console()
    for (date, document), some in groupby(
        rows, key=lambda row: (row["as_of"] or row["issued"], row["document"])
    ):
        console.print(_row_table(list(some), " · ".join(filter(None, (date, document)))))
        console.print()


def _row_table(group: Sequence[dict[str, Any]], title: str) -> Any:
    """A table of one report's rows, without the columns that are empty."""
    from rich.table import Table
    from rich.text import Text

    years = sorted({year for row in group for year in row["amounts"]})
    say = interface()
    named = {
        name: say(f"terminal.row_{name}")
        for name in ("id", "name", "owner", "lead", "status", "risk", "progress", "page")
    }
    columns: dict[str, list[Any]] = {
        "id": [row["id"] for row in group],
        "name": [row["name"] for row in group],
        "owner": [row["owner"] for row in group],
        "lead": [row["lead"] for row in group],
        "status": [_coloured(row["status"]) for row in group],
        "risk": [_coloured(row["risk"]) for row in group],
        "progress": [row["progress"] for row in group],
        **{year: [row["amounts"].get(year) for row in group] for year in years},
        "page": [row["page"] for row in group],
    }
    shown = {
        name: cells for name, cells in columns.items() if any(cell not in (None, Text("")) for cell in cells)
    }
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False)
    for name in shown:
        right = name in ("id", "page", *years)
        table.add_column(named.get(name, name), justify="right" if right else "left", overflow="fold")
    for cells in zip(*shown.values(), strict=True):
        table.add_row(*(cell if isinstance(cell, Text) else _plain(cell) for cell in cells))
    return table


def _plain(value: Any) -> Any:
    from rich.text import Text

    return Text(
        "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)
    )


def _coloured(colour: str | None) -> Any:
    from rich.text import Text

    return Text(colour or "", style=_COLOURS.get(colour or "", ""))


def show_report(result: dict[str, Any], documents: int) -> None:
    """What an indexing run did."""
    d = result["documents"]
    console, say = _console(), interface()
    counts = {key: d[key] for key in ("added", "updated", "moved", "unchanged", "removed")}
    seconds = f"{result['seconds']:.1f}"
    console.print(
        say("terminal.report", documents=documents, passages=result["passages"], seconds=seconds, **counts)
    )
    for failure in d["failed"]:
        console.print(say("terminal.unread", reason=told(failure["reason"])), style="yellow", markup=False)


def show_status(
    status: dict[str, Any], unreadable: Sequence[tuple[str, str | None, tuple[int, ...]]]
) -> None:
    """What the index holds."""
    say = interface()
    none = say("terminal.none")
    collections = ", ".join(f"{name} ({count})" for name, count in status["collections"].items())
    shown = {
        key: status[key] for key in ("index", "documents", "pages", "passages", "cases", "rows", "generation")
    }
    shown |= {
        "names": sum(status["names"].values()),
        "collections": collections or none,
        "encoder": status["encoder"] or none,
    }
    parts = ("index", "documents", "found", "collections", "encoder")
    show_lines(
        [
            *(say(f"terminal.status_{part}", **shown) for part in parts),
            *(
                say("terminal.unread", reason=told(reason))
                if reason
                else say("terminal.unread_pages", name=name, pages=", ".join(map(str, pages)))
                for name, reason, pages in unreadable
            ),
        ]
    )


def show_lines(lines: Sequence[str]) -> None:
    """Plain lines."""
    console = _console()
    for line in lines:
        console.print(told(line), markup=False, highlight=False)


def _console() -> Any:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, soft_wrap=True)
