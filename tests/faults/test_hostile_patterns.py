"""Every pattern of the program, on text made to keep it busy: none takes a time that grows out of hand.

The patterns are found by importing the packages, and by reading the source for those that are written where they are
used. A pattern that backtracks without end takes hours on these texts, and one that is cubic minutes; each has
seconds. In a process of its own, so that one that hangs is ended and named.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("corpus", "ingest", "index", "search", "ui")
LENGTH = 2000
SECONDS = 4.0
"""What one pattern may take of its process's own time on one text; they take milliseconds."""
SHORT = 500
SURE = 0.01
"""Seconds on a text a quarter as long below which the whole one is not tried.

Steps that grow as the fourth power take 256 times as long on the whole, which is still below `SECONDS`; what grows
faster takes more than this on the short text already.
"""
LIMIT = 500
"""Seconds for all of them, on a busy machine."""

UNITS = (
    "a", "A", "1", " ", "\n", "\t", "-", ".", ",", "/", "(", "|", "§", "a ", "1 ", "1.", "1,", "1/", "- ", "\n ",
    "a.", "A ", "12 000 ", "Aa ", "a-", "|-", " \n", "a:\n",
)  # fmt: skip
_WORDS = re.compile(r"[a-zæøå]{3,}", re.IGNORECASE)
_INLINE = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def modules() -> Iterator[str]:
    """The names of all modules of the program."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name.startswith("make_") or path.name == "__main__.py":
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a module's global, also within tuples, lists, sets and dictionaries."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4:
        for one in value:
            yield from held(one, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        for one in (*value.keys(), *value.values()):
            yield from held(one, depth + 1)


def written(path: Path) -> Iterator[re.Pattern[str]]:
    """The patterns that stand as literals in calls of `re`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        named = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0]
        if (
            named
            and node.func.attr in _INLINE
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            yield re.compile(first.value, re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0)


def patterns() -> dict[tuple[str, int], str]:
    """Each pattern with its flags, and the first module that has it."""
    found: dict[tuple[str, int], str] = {}
    for name in modules():
        module = importlib.import_module(name)
        for value in list(vars(module).values()):
            for one in held(value):
                found.setdefault((one.pattern, one.flags), name)
        for one in written(Path(module.__file__ or "")):
            found.setdefault((one.pattern, one.flags), name)
    return found


def units_for(pattern: str) -> Iterator[str]:
    """What hostile texts repeat, the pattern's own words among it."""
    own = dict.fromkeys(_WORDS.findall(pattern))
    yield from (*UNITS, *(f"{word} " for word in list(own)[:4]))


def seconds(pattern: re.Pattern[str], unit: str, length: int) -> float:
    """Processor time of the pattern on a unit over and over, with an end that fits nothing."""
    text = unit * (length // len(unit)) + "\0"
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - began


def attack() -> None:
    """Try each; says first which, so that one that hangs is known."""
    for (source, flags), module in patterns().items():
        print(f"{module} {source[:100]!r}", flush=True)
        pattern = re.compile(source, flags)
        for unit in units_for(source):
            if seconds(pattern, unit, SHORT) > SURE and (took := seconds(pattern, unit, LENGTH)) > SECONDS:
                sys.exit(f"{module}: {source!r} took {took:.1f} s on {unit!r} over and over")


@pytest.mark.slow
def test_no_pattern_can_be_kept_busy() -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.test_hostile_patterns"],
            cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"kept busy: {(late.stdout or b'').decode().splitlines()[-1:]}")
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) > 200, "the patterns are found"


def test_a_pattern_that_backtracks_would_be_found() -> None:
    found = {one.pattern for one in held({"a": (re.compile("x"), [re.compile("y")])})}
    assert found == {"x", "y"}
    pattern = re.compile(r"(?:a|a)+b")
    assert seconds(pattern, "a", 20) > 4 * seconds(pattern, "a", 16), (
        "the measure tells what grows out of hand"
    )


@pytest.mark.parametrize(("pattern", "length"), [(r"(?:a+a+)+b", 22), (r"a*a*a*a*b", 80), (r"(?:a|a)+b", 20)])
def test_what_grows_too_fast_takes_long_on_the_short_text_already(pattern: str, length: int) -> None:
    assert length < SHORT / 5 and seconds(re.compile(pattern), "a", length) > SURE


if __name__ == "__main__":
    attack()
