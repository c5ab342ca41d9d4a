"""The program `saksok`: builds the command line, turns errors into one line and an exit status.

Exit status: 0 done; 1 done, but a document could not be read or nothing was found; 2 the command
line or the index is wrong; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from corpus.errors import SaksokError
from corpus.texts import Texts
from ingest.personal import masked
from ui import commands
from ui.context import Exit, interface

_HELP = "cli.help"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line; the exit status."""
    say = interface()
    command = build(say, arguments[0] if arguments else None)
    try:
        return int(command.main(args=arguments, prog_name="saksok", standalone_mode=False) or 0)
    except SaksokError as error:
        return _fail(error.said(say))
    except typer.TyperException as error:  # an unknown option, a missing argument …
        return _fail(say("cli.usage", message=error.format_message().strip()))
    except (KeyboardInterrupt, typer.Abort):
        _fail(say("cli.interrupted"))
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        place = error.filename or say("cli.unknown_place")
        return _fail(say("cli.os_error", place=place, reason=error.strerror or error))
    except Exception as error:  # our own fault; a person gets a sentence, whoever mends it the rest
        if os.environ.get("SAKSOK_DEBUG"):
            raise
        return _fail(say("cli.fault", kind=type(error).__name__, message=error))


def build(say: Texts, wanted: str | None = None) -> typer.core.TyperGroup:
    """The command line with its help in the language of `say`.

    wanted: the command that is called, where it is known; the others are then left out, since building
    all of them takes a sixth of a cold start.
    """
    app = typer.Typer(
        help=say(_HELP), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_no_options)  # a program of one command would else lose the command's name
    for name in [wanted] if wanted in commands.COMMANDS else commands.COMMANDS:
        app.command(name, help=say(f"cli.{name}"))(commands.COMMANDS[name])
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for command in group.commands.values():
        for parameter in command.params:
            for shown in ("help", "metavar"):
                key = getattr(parameter, shown, None)
                if key and key.startswith("cli."):
                    setattr(parameter, shown, say(key))
    return group


def _no_options() -> None:
    """What stands before the command: nothing."""


def _fail(sentence: str) -> int:
    print(masked(" ".join(sentence.split())), file=sys.stderr)
    return Exit.WRONG


if __name__ == "__main__":
    main()
