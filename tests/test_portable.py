"""Nothing that only one kind of system has stands outside a place that asks for it first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path
    for package in ("corpus", "ingest", "index", "search", "ui")
    for path in (ROOT / package).rglob("*.py")
)

ONE_SYSTEM = {
    "fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix", "spwd", "crypt",
    "msvcrt", "winreg", "winsound", "_winapi", "nt",
}  # fmt: skip
EVERYWHERE = {
    "SIGINT",
    "SIGTERM",
    "SIGABRT",
    "SIGSEGV",
    "SIG_IGN",
    "SIG_DFL",
    "signal",
    "getsignal",
    "Signals",
}
"""Of `signal`, what Windows has too."""

POSIX_ONLY = {
    "fork", "forkpty", "killpg", "setsid", "setpgid", "getpgid", "getuid", "geteuid", "getgid", "chown", "fchown",
    "lchown", "fchmod", "mkfifo", "mknod", "nice", "wait3", "wait4", "WNOHANG", "sync", "statvfs", "fstatvfs",
    "getloadavg", "uname", "sysconf", "pathconf", "sched_getaffinity", "sched_setaffinity", "sched_yield", "ttyname",
    "openpty", "posix_fadvise", "posix_fallocate", "register_at_fork", "getpriority", "setpriority", "O_DIRECTORY",
    "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_SYNC", "O_DSYNC", "fdatasync", "lockf", "pread", "pwrite", "chroot",
    "SO_REUSEPORT", "AF_UNIX",
}  # fmt: skip
ASKS = ("os.name", "sys.platform", "hasattr(", "getattr(", "except ImportError", "platform.system")


def guarded(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the function around a node asks first what system it is on, or what there is."""
    at = node
    while at in parents and not isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef):
        at = parents[at]
    return isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef) and any(
        ask in ast.unparse(at) for ask in ASKS
    )


def bound_to_one_system(source: str) -> list[str]:
    """What stands in a module that not every system has, unguarded: its line and text."""
    tree = ast.parse(source)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    found = []
    for node in ast.walk(tree):
        named: set[str] = set()
        if isinstance(node, ast.Import):
            named = {alias.name.split(".")[0] for alias in node.names} & ONE_SYSTEM
        elif isinstance(node, ast.ImportFrom):
            named = {(node.module or "").split(".")[0]} & ONE_SYSTEM
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("os", "socket"):
                named = {node.attr} & POSIX_ONLY
            elif node.value.id == "signal" and node.attr not in EVERYWHERE:
                named = {node.attr}
        elif isinstance(node, ast.keyword) and node.arg in (
            "preexec_fn",
            "start_new_session",
            "process_group",
        ):
            named = {node.arg}
        if named and not guarded(node, parents):
            found.append(f"{getattr(node, 'lineno', 0)}: {', '.join(sorted(named))}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_one_system_has_is_asked_for_first(path: Path) -> None:
    assert bound_to_one_system(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_text_is_read_and_written_with_its_encoding_named(path: Path) -> None:
    """Windows has another than UTF-8 where none is named."""
    wrong = []
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        named = {keyword.arg for keyword in call.keywords}
        if (name == "read_text" and not call.args and "encoding" not in named) or (
            name == "write_text" and len(call.args) < 2 and "encoding" not in named
        ):
            wrong.append(call.lineno)
        if name == "open" and isinstance(call.func, ast.Name) and "encoding" not in named:
            mode = call.args[1] if len(call.args) > 1 else None
            if not (isinstance(mode, ast.Constant) and "b" in str(mode.value)):
                wrong.append(call.lineno)
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["1: fcntl"]),
        ("import os\nos.fork()", ["2: fork"]),
        ("import signal\nsignal.alarm(1)\nsignal.signal(signal.SIGINT, signal.SIG_IGN)", ["2: alarm"]),
        ("import subprocess\nsubprocess.Popen([], start_new_session=True)", ["2: start_new_session"]),
        ("def f():\n    try:\n        import resource\n    except ImportError:\n        return", []),
        ("import os\ndef f():\n    if os.name == 'posix':\n        os.sync()", []),
    ],
)
def test_what_is_unguarded_is_found(source: str, found: list[str]) -> None:
    assert bound_to_one_system(source) == found
