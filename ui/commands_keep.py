"""Commands that keep an index whole: examine and mend it, compact it, copy it and bring it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui import options, terminal
from ui.context import Exit, index_folder, interface, opened, placed_index, print_json, told


def doctor(folder: options.Index = None, as_json: options.Json = False) -> int:
    """Check the index, and mend what can be mended from the truth."""
    from index.doctor import examine

    findings = examine(index_folder(folder))
    if as_json:
        print_json({"ok": not findings, "mended": [told(one) for one in findings]})
    else:
        terminal.show_lines(findings or [interface()("terminal.whole")])
    return Exit.DONE


def compact(folder: options.Index = None, as_json: options.Json = False) -> int:
    """Remove every trace of what was taken out from the index's files."""
    from index.compact import compact as compact_index
    from index.writer import Writer
    from search.evaluation.feedback import forget

    place = index_folder(folder)
    with opened(place):  # a sentence for a folder without an index
        pass
    with Writer(place) as writer:
        left = compact_index(writer)
        forget(place, writer.store.names())
    if as_json:
        print_json({"ok": not left, "left": [told(one) for one in left]})
    else:
        terminal.show_lines(left or [interface()("terminal.compacted")])
    return Exit.PARTLY if left else Exit.DONE


def backup(
    target: Annotated[Path, typer.Argument(metavar="cli.meta_file", help="cli.arg_backup")],
    folder: options.Index = None,
    as_json: options.Json = False,
) -> int:
    """Make a consistent copy of the index as one file, also while it is in use."""
    from index.backup import backup as copy_index

    made = copy_index(index_folder(folder), target)
    if as_json:
        print_json({"backup": str(made), "bytes": made.stat().st_size})
    else:
        terminal.show_lines([interface()("terminal.backed_up", path=made)])
    return Exit.DONE


def restore(
    copy: Annotated[Path, typer.Argument(metavar="cli.meta_copy", help="cli.arg_copy")],
    replace: Annotated[bool, typer.Option("--replace", help="cli.opt_replace")] = False,
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    as_json: options.Json = False,
) -> int:
    """Bring the index back from a copy."""
    from index.backup import restore as bring_back

    place = placed_index(folder, engine, engine_url, token_file, truth)
    documents = bring_back(place, copy, replace=replace)
    if as_json:
        print_json({"index": str(place), "documents": documents})
    else:
        terminal.show_lines([interface()("terminal.restored", documents=documents, place=place)])
    return Exit.DONE
