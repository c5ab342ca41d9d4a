"""Commands that keep the index: what goes in, what it holds, what comes out."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UsageError
from corpus.scan import ScanOptions
from index.archive import Archive
from search.filters import FilterWords, resolve
from ui import options, terminal
from ui.context import Exit, index_folder, interface, note, opened, placed_index, print_json, told

_BEGAN = time.perf_counter()


def index(
    paths: Annotated[list[Path], typer.Argument(metavar="cli.meta_paths", help="cli.arg_paths")],
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    encoder: Annotated[str | None, typer.Option(help="cli.opt_encoder", show_default=False)] = None,
    half: Annotated[bool, typer.Option("--half", help="cli.opt_half")] = False,
    jobs: Annotated[int, typer.Option(help="cli.opt_jobs", min=0)] = 0,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="cli.opt_rebuild")] = False,
    include: Annotated[list[str] | None, typer.Option(help="cli.opt_include", show_default=False)] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="cli.opt_exclude", show_default=False)] = None,
    collection: Annotated[str | None, typer.Option(help="cli.opt_collection", show_default=False)] = None,
    as_json: options.Json = False,
) -> int:
    """Bring the index in line with what lies at the paths."""
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer
    from search.counts import found_in

    wanted = ScanOptions(tuple(include or ()), tuple(exclude or ()))
    options = SyncOptions(wanted, encoder, half or None, jobs, rebuild, collection=collection)
    for path in paths:  # before a folder for the index is made
        if not path.exists():
            raise UsageError("errors.no_path", path=path)
    place = placed_index(folder, engine, engine_url, token_file, truth)
    with Writer(place, note, anew=rebuild) as writer, terminal.progress() as shown:
        report = synchronise(writer, paths, options, shown)
    with opened(place) as archive:
        counts = archive.store.counts()
        known = found_in(archive)
    documents: dict[str, Any] = {
        key: getattr(report, key) for key in ("added", "updated", "unchanged", "moved", "removed")
    }
    documents["failed"] = [{"document": one.document, "reason": told(one.reason)} for one in report.failed]
    documents["skipped"] = len(report.skipped)
    result = {
        "documents": documents,
        "pages": report.pages,
        "encoded": report.encoded,
        "passages": counts["passages"],
        **known,
        "seconds": round(time.perf_counter() - _BEGAN, 2),
    }
    if as_json:
        print_json(result)
    else:
        terminal.show_report(result, counts["documents"])
    empty = not counts["documents"] and not report.failed
    if empty:
        note(interface()("terminal.nothing_read", places=", ".join(map(str, paths))))
    return Exit.PARTLY if report.failed or empty else Exit.DONE


def text(
    document: Annotated[str, typer.Argument(metavar="cli.meta_document", help="cli.arg_document")],
    page: Annotated[int | None, typer.Option(help="cli.opt_page", min=1, show_default=False)] = None,
    folder: options.Index = None,
    personal: options.Personal = False,
    as_json: options.Json = False,
) -> int:
    """Print a document's extracted text, exactly."""
    with opened(index_folder(folder), personal) as archive:
        name = _one_document(archive, document)
        stored = archive.store.document(name)
        if stored and stored.state != "ok":
            note(stored.reason or name)
            return Exit.PARTLY
        if page is None:
            content = archive.store.text(name, 0, sys.maxsize)
        else:
            found = archive.store.page(name, page)
            if found is None:
                count = next(d.pages for d in archive.store.documents() if d.name == name)
                if not count:
                    raise UsageError("errors.page_none", name=name)
                raise UsageError("errors.page_not_there", name=name, page=page, count=count)
            content = found[1]
    if as_json:
        print_json({"document": name, "page": page, "text": content})
    else:
        sys.stdout.buffer.write(content.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    return Exit.DONE


def status(folder: options.Index = None, as_json: options.Json = False) -> int:
    """Tell what the index holds."""
    from search.counts import found_in

    with opened(index_folder(folder)) as archive:
        counts = archive.store.counts()
        unreadable = archive.store.unreadable()
        result = {
            "documents": counts["documents"],
            "passages": counts["passages"],
            "pages": counts["pages"],
            **found_in(archive),
            "names": archive.store.name_counts(),
            "unreadable": [name for name, _, _ in unreadable],
            "collections": archive.store.collections(),
            "encoder": archive.encoder_name,
            "generation": archive.store.generation,
            "index": str(archive.paths.folder),
        }
    if as_json:
        print_json(result)
    else:
        terminal.show_status(result, unreadable)
    return Exit.DONE


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="cli.meta_documents", help="cli.arg_documents")],
    folder: options.Index = None,
    as_json: options.Json = False,
) -> int:
    """Take documents out of the index; the files themselves are left alone."""
    from index.folders import put_aside
    from index.writer import Writer

    place = index_folder(folder)
    with opened(place) as archive:  # all names are looked up before anything is removed
        names = [_one_document(archive, name) for name in documents]
        known = {d.name: d for d in archive.store.documents()}
    with Writer(place) as writer:
        for name in dict.fromkeys(names):  # what was uploaded lies in the index's own folder, and goes too
            put_aside(writer.paths, Path(known[name].source))
        writer.remove([known[name].id for name in dict.fromkeys(names)])
    if as_json:
        print_json({"removed": list(dict.fromkeys(names))})
    else:
        terminal.show_lines([interface()("terminal.removed", name=name) for name in dict.fromkeys(names)])
    return Exit.DONE


def _one_document(archive: Archive, text: str) -> str:
    names = archive.store.names()
    if text in names:
        return text
    found = resolve(FilterWords(document=text), archive).documents or ()
    if len(found) > 1:
        raise UsageError("errors.several_documents", text=text, known=", ".join(found[:8]))
    return found[0]
