"""What the Arkiv tab tells of the keeping of the archive: how far indexing has come, folders, encoder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from corpus.errors import NoIndexError, SaksokError, UsageError
from corpus.scan import READ
from corpus.texts import Texts
from index.background import Progress
from index.encoders.registry import BUILT_IN, RECOMMENDED
from index.folders import SourceFolder, source_folders
from ui.web.html import joined, tag
from ui.web.library import Library
from ui.web.source import Source
from ui.web.uploads import LARGEST

_SHOWN_FOLDERS = 300


def intake(say: Texts) -> Markup:
    """The place where documents are dropped or chosen, with what the script fills in below it."""
    files = tag(
        "label",
        say("library.choose"),
        tag("input", type="file", multiple=True, accept=",".join(sorted(READ)), class_="heard",
            data_upload=True),
        class_="button primary",
    )  # fmt: skip
    folder = tag("button", say("library.add_folder"), type="button", class_="button", data_folders=True)
    hint = say("library.drop_hint", kinds=say("library.kinds"), most=LARGEST // 1024**2)
    drop = tag(
        "div",
        tag("p", tag("strong", say("library.drop")), tag("span", hint, class_="hint")),
        tag("div", files, folder, class_="buttons"),
        class_="drop",
        data_sending=say("library.sending"),
        data_failed=say("library.send_failed"),
    )
    notes = tag("div", class_="notes", role="alert")
    state = tag("div", class_="keeping")
    picker = tag("dialog", class_="folders", aria_label=say("library.add_folder"))
    return joined([drop, notes, state, picker])


def keeping(library: Library, source: Source, say: Texts) -> Markup:
    """How it stands now, as a fragment that is fetched again and again while something is done."""
    progress = library.progress
    undo = library.last_removed()
    whole = source.sees_all()  # folders, and what could not be read, name documents that others may not see
    parts = [
        _running(progress, say, whole=whole)
        if progress.running
        else _ended(progress, say)
        if whole
        else None,
        _undo(undo, say) if undo and not progress.running else None,
        _sources(library, source, say) if whole else None,
    ]
    return tag(
        "div",
        *parts,
        data_running="true" if progress.running else None,
        data_runs=progress.runs,
        data_done=progress.done if progress.stage == "read" else None,
    )


def _running(progress: Progress, say: Texts, *, whole: bool) -> Markup:
    told = say(f"library.stage_{progress.stage}", done=progress.done, total=progress.total)
    known = progress.total > 0
    bar = tag("progress", max=progress.total if known else None, value=progress.done if known else None,
              aria_label=told)  # fmt: skip
    cancel = _do("cancel", None, say("library.cancel"), "button")
    hint = say("library.searchable") if progress.stage in ("encode", "names") else None
    return tag(
        "section",
        tag("div", tag("p", told, role="status"), bar, tag("p", hint, class_="hint") if hint else None),
        cancel if whole else None,
        class_="work",
    )


def _ended(progress: Progress, say: Texts) -> Markup | None:
    if progress.stage == "failed":
        told = progress.error.said(say) if progress.error else say("library.fault")
        return _told(told, say, error=True)
    if progress.stage == "cancelled":
        return _told(say("library.cancelled"), say)
    if progress.stage == "done" and progress.report:
        return _report(progress.report, say)
    return None


def _told(sentence: str, say: Texts, *, error: bool = False) -> Markup:
    again = _do("read", None, say("library.go_on"), "button")
    note = tag("p", sentence, role="alert" if error else "status")
    return tag("section", note, again, class_="work error" if error else "work")


def _report(report: Mapping[str, Any], say: Texts) -> Markup | None:
    """What a run did; None where it found nothing new."""
    did = [
        say(f"library.did_{name}{'_one' if report[name] == 1 else ''}", count=report[name])
        for name in ("added", "updated", "moved", "removed")
        if report.get(name)
    ]
    if report.get("encoded") and not did:
        did = [say("library.did_encoded", count=report["encoded"])]
    if not did:
        return None
    skipped = report.get("skipped") or []
    more = say("library.skipped", count=len(skipped), kinds=say("library.kinds")) if skipped else None
    summary = ", ".join(did)
    return tag(
        "section",
        tag("p", f"{summary[:1].upper()}{summary[1:]}.", role="status"),
        tag("p", more, class_="hint") if more else None,
        class_="work done",
    )


def _undo(source: str, say: Texts) -> Markup:
    told = tag("p", say("library.removed", name=Path(source).name), role="status")
    return tag("section", told, _do("restore", None, say("library.undo"), "button"), class_="work")


def _sources(library: Library, source: Source, say: Texts) -> Markup:
    """Folders, what was taken out of them, and the encoder, folded together until they are wanted."""
    try:
        archive = source.archive()
        folders = [f for f in source_folders(archive.store) if f.path != library.uploads.resolve()]
        out, encoder = library.left_out(), archive.encoder_name or BUILT_IN
    except NoIndexError:
        folders, out, encoder = [], [], BUILT_IN
    except SaksokError as error:
        return tag("p", error.said(say), class_="note error", role="alert")
    return tag(
        "details",
        tag("summary", say("library.settings")),
        tag("h3", say("library.folders")),
        tag("ul", *(_folder(folder, say) for folder in folders), class_="lines")
        if folders
        else tag("p", say("library.no_folders"), class_="hint"),
        joined([tag("h3", say("library.left_out")), tag("ul", *(_out(o, say) for o in out), class_="lines")])
        if out
        else None,
        tag("h3", say("library.encoder")),
        _encoder(encoder, say),
        class_="settings",
    )


def _folder(folder: SourceFolder, say: Texts) -> Markup:
    state = "followed" if folder.followed and folder.there else "known" if folder.there else "away"
    facts = say("library.folder_facts", count=folder.documents, state=say(f"library.folder_{state}"))
    path = str(folder.path)
    buttons = [
        _do("read-folder", path, say("library.read_now")) if folder.there else None,
        _do("unfollow", path, say("library.unfollow"))
        if folder.followed
        else _do("follow", path, say("library.follow"))
        if folder.there
        else None,
    ]
    return tag("li", tag("span", tag("span", path, class_="path"), tag("span", facts, class_="hint")),
               tag("span", *(b for b in buttons if b), class_="buttons"))  # fmt: skip


def _out(path: str, say: Texts) -> Markup:
    return tag("li", tag("span", path, class_="path"), _do("restore", path, say("library.take_back")))


def _encoder(current: str, say: Texts) -> Markup:
    """Which encoder is in use, with those that lie on this machine and a field for any other."""
    offered = list(dict.fromkeys([BUILT_IN, *_installed(), current]))
    options = [
        tag("option", say("library.built_in") if name == BUILT_IN else name, value=name,
            selected=name == current)
        for name in offered
    ]  # fmt: skip
    choice = tag("select", *options, name="valgt", aria_label=say("library.encoder"))
    other = tag("input", name="annen", type="text", placeholder=say("library.encoder_other"),
                aria_label=say("library.encoder_other"), maxlength=500)  # fmt: skip
    button = tag("button", say("library.encoder_use"), type="submit", class_="button")
    return joined(
        [
            tag("form", choice, other, button, class_="encoder", data_encoder=True),
            tag("p", say("library.encoder_hint"), class_="hint"),
        ]
    )


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    from index.encoders.models import cached

    return (RECOMMENDED,) if cached(RECOMMENDED) else ()


def _do(what: str, value: str | None, label: str, class_: str = "quiet-button") -> Markup:
    return tag("button", label, type="button", class_=class_, data_do=what, data_value=value)


def folder_list(wanted: str, say: Texts) -> Markup:
    """A folder of this machine with those in it, for whoever looks for the one to follow.

    wanted: an absolute path; empty for the user's own folder. Raises UsageError where it is none.
    """
    path = Path(wanted).expanduser() if wanted.strip() else Path.home()
    try:
        if not path.is_absolute():
            raise NotADirectoryError
        inside = sorted(
            (e.name for e in os.scandir(path) if e.is_dir() and not e.name.startswith(".")), key=str.casefold
        )
        readable = sum(Path(e.name).suffix.lower() in READ for e in os.scandir(path) if e.is_file())
    except OSError as error:
        raise UsageError(say("library.no_folder", folder=wanted[:200])) from error
    up = path.parent if path.parent != path else None
    listed = [_step(path / name, name) for name in inside[:_SHOWN_FOLDERS]]
    field = tag("input", type="text", name="sti", value=str(path), aria_label=say("library.folder_path"),
                spellcheck="false")  # fmt: skip
    go = tag("button", say("library.folder_open"), type="submit", class_="button")
    return joined(
        [
            tag("h2", say("library.add_folder"), tabindex="-1"),
            tag("p", say("library.folder_hint"), class_="hint"),
            tag("form", field, go, class_="path-form", data_path=True),
            tag("ul", tag("li", _step(up, "↑ …")) if up else None, *(tag("li", item) for item in listed)),
            tag("p", say("library.folder_holds", count=readable), class_="hint"),
            tag(
                "div",
                tag("button", say("library.close"), type="button", class_="button", data_close=True),
                _do("follow", str(path), say("library.follow_this"), "button primary"),
                class_="buttons",
            ),
        ]
    )


def _step(path: Path | None, name: str) -> Markup:
    return tag("button", name, type="button", class_="quiet-button", data_folder=str(path))
