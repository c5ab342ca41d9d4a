"""The small markup in which the papers of the sample archive are written.

A source file opens with ``key: value`` lines, ended by a line ``---``; the body follows.
Two things are understood in every body:

- ``[[vedtak SR 4/23`` … ``]]`` holds a decision, ``[[forslag SR 4/23`` … ``]]`` a proposal, of
  that body and case; the brackets are removed and the text becomes part of the gold register;
- a line ``!page`` begins a new page.

A body that becomes a text file is otherwise taken as it stands. One that becomes a PDF knows
``#`` headings, ``-`` bullets, ``1.`` numbered points, ``||`` table rows under a ``!table`` line,
``**bold**``, ``¬`` where a word may be broken with a hyphen, and the commands that
`corpus.make_sample_pdf` draws (``!case``, ``!portfolio`` …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "sample_source"

_MARK = re.compile(r"\[\[(vedtak|forslag) (SR|FU) (\d+/\d\d)\s+([^\[\]]*?)\s*\]\]")
_NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision or proposal as its source has it; `role` is ``vedtak`` or ``forslag``."""

    role: str
    body: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One paper: its settings, its body without marks, and the marks."""

    path: Path
    settings: dict[str, str]
    body: str
    marks: tuple[Mark, ...]

    @property
    def file(self) -> str:
        """The name of the finished document."""
        return self.settings["file"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a PDF's body.

    kind: ``heading``, ``paragraph``, ``bullet``, ``number``, ``table`` or ``command``.
    options: of a table or command, its words after the name. rows: a table's cells.
    """

    kind: str
    text: str = ""
    level: int = 0
    options: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def sources(folder: Path = SOURCES) -> list[Source]:
    """Every paper of the sample archive, in the order of the source files' names."""
    return [parse(path) for path in sorted(folder.glob("*.txt"))]


def parse(path: Path) -> Source:
    """The paper in one source file; raises ValueError where a mark is left open."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    marks = tuple(Mark(*found.groups()) for found in _MARK.finditer(body))
    plain = _MARK.sub(lambda found: found.group(4), body)
    if "[[" in plain or "]]" in plain:
        raise ValueError(f"{path.name}: a mark [[…]] is not written as the module describes")
    return Source(path, settings, plain, marks)


def blocks(body: str) -> list[Block]:
    """The blocks of a PDF's body, in order."""
    found: list[Block] = []
    for group in re.split(r"\n\s*\n", body.strip("\n")):
        lines = group.splitlines()
        while lines:
            found.append(_next(lines))
    return found


def _next(lines: list[str]) -> Block:
    """Take one block off the front of `lines`."""
    line = lines.pop(0)
    if line.startswith("!table"):
        rows = tuple(tuple(cell.strip() for cell in row[2:].split("|")) for row in lines)
        lines.clear()
        return Block("table", options=tuple(line.split()[1:]), rows=rows)
    if line.startswith("!"):
        name, _, rest = line[1:].partition(" ")
        return Block("command", text=rest, options=(name,))
    if line.startswith("#"):
        marks, _, text = line.partition(" ")
        return Block("heading", text=text, level=len(marks))
    kind = "bullet" if line.startswith("- ") else "number" if _NUMBERED.match(line) else "paragraph"
    while lines and not (lines[0].startswith(("- ", "!", "#")) or _NUMBERED.match(lines[0])):
        line += " " + lines.pop(0).strip()
    return Block(kind, text=line.removeprefix("- "))
