"""``saksok serve`` and ``saksok user``: the web app, and who may use it."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UsageError
from ui import options, terminal
from ui.context import Exit, interface, named_ranking, named_writer, placed_index, print_json
from ui.web.access.visit import Role


def serve(
    host: Annotated[str, typer.Option(help="cli.opt_host")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="cli.opt_port", min=0, max=65535)] = 7860,
    open_browser: Annotated[bool, typer.Option("--open", help="cli.opt_open")] = False,
    users: options.Users = None,
    log: Annotated[Path | None, typer.Option("--log", help="cli.opt_log", show_default=False)] = None,
    no_log: Annotated[bool, typer.Option("--no-log", help="cli.opt_no_log")] = False,
    rate: Annotated[float | None, typer.Option(help="cli.opt_rate", min=0, show_default=False)] = None,
    writer: options.WriterUrl = None,
    writer_model: options.WriterModel = None,
    reranker: options.RerankerName = None,
    engine: options.EngineName = None,
    engine_url: options.EngineUrl = None,
    token_file: options.TokenFile = None,
    truth: options.Truth = None,
    folder: options.Index = None,
    personal: options.Personal = False,
) -> int:
    """Serve the web app."""
    from ui.web.server import Serving
    from ui.web.server import serve as serve_web

    given = users or _named_users()
    if given is None and log is not None:
        raise UsageError("errors.log_needs_users")
    kept = None if no_log or given is None else log or given.with_name("access.jsonl")
    model = named_writer(writer, writer_model)
    ranking = named_ranking(reranker)
    how = Serving(host, port, open_browser, given, kept, rate, personal, model, ranking)
    serve_web(placed_index(folder, engine, engine_url, token_file, truth), how)
    return Exit.DONE


class Action(StrEnum):
    """What is done with users."""

    ADD = "add"
    REMOVE = "remove"
    LIST = "list"


def user(
    action: Annotated[Action, typer.Argument(metavar="add|remove|list", help="cli.arg_action")],
    name: Annotated[str | None, typer.Argument(metavar="cli.meta_name", help="cli.arg_user")] = None,
    role: Annotated[str, typer.Option(help="cli.opt_role")] = Role.READ.value,
    collection: Annotated[list[str] | None, typer.Option(help="cli.opt_may_see", show_default=False)] = None,
    users: options.Users = None,
    as_json: options.Json = False,
) -> int:
    """Add, change, remove and list the users of the web app."""
    from ui.users import make_user, read_users, write_users

    path = users or _named_users()
    if path is None:
        raise UsageError("errors.auth_file")
    known = read_users(path)
    say = interface()
    if action is not Action.LIST:
        if not name:
            raise UsageError("errors.user_name", action=action)
        if action is Action.ADD:
            known[name] = make_user(name, role, collection or None, _password())
        elif known.pop(name, None) is None:
            raise UsageError("errors.no_user", name=name, value=", ".join(known) or say("terminal.none"))
        write_users(path, known.values())
    listed = [{"name": u.name, "role": u.role, "collections": u.collections} for u in known.values()]
    if as_json:
        print_json({"users": listed})
    else:
        terminal.show_lines(
            [
                f"{u.name}: {u.role}, "
                + (", ".join(u.collections) if u.collections is not None else say("terminal.all_collections"))
                for u in known.values()
            ]
            or [say("terminal.no_users")]
        )
    return Exit.DONE


def _password() -> str:
    """Asked for twice without being shown; the first line of standard input where that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    say = interface()
    password = getpass(f"{say('terminal.password')} ")
    if getpass(f"{say('terminal.password_again')} ") != password:
        raise UsageError("errors.passwords_differ")
    return password


def _named_users() -> Path | None:
    named = os.environ.get("SAKSOK_AUTH")
    return Path(named) if named else None
