"""The block of labels and values at the head of a case paper.

It comes as ``Label: value`` lines, as a table (``Saksnr Utvalg Møtedato`` over its row), with two
labels on a line, or pulled apart by text extraction: all labels first, then all values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.dates import find_dates
from ingest.meeting.lines import Line

# A block has at least this many different labels.
FEWEST_LABELS = 3
# Between two labels of one block stand at most this many lines of values.
LONGEST_VALUE = 5

_ALONE = r"(?=\s*:|\s*$)"  # words so common that they are labels only with a colon or on their own
_LABELS = {
    "case": r"saksnummer|saksnr\.?|sak\s?nr\.?|sak\s?nummer|utvalgssak(?:snr\.?|snummer)?|sak(?=\s?:)",
    "officer": r"saksbehandler(?:e)?|saksbehandlar|saks?h[ae]ndsamar|saksansvarlig|saksansvarleg|case\s+officer",
    "archive": r"arkivsak(?:snr\.?|snummer|s-?nr\.?|\s?nr\.?|\s?-?id)?|arkivref(?:eranse)?\.?|saksarkivnr\.?"
    r"|vår\s+ref(?:eranse)?\.?|journalpost(?:id)?",
    "type": rf"sakstype|type{_ALONE}",
    "date": rf"møtedato|dato{_ALONE}",
    "meeting": rf"møte(?:nr\.?|nummer)?{_ALONE}|til{_ALONE}",
    "body": rf"(?:utvalg|utval)(?:{_ALONE}|(?=\s+[A-ZÆØÅ]))|organ{_ALONE}",
    "sender": rf"(?:fra|frå){_ALONE}|presenterer(?:\s+saken)?|innleder|innleiar|presenter(?=\s*:)",
    "other": rf"arkiv{_ALONE}|arkivkode|gradering|vedlegg(?=\s*:)|unntatt\s+offentlighet(?=\s*:)",
}
_LABEL = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
    + r")\s*:?\**(?=\s|$)\s*",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?:[A-ZÆØÅ]{1,4}[\s-])?(?P<case>\d{1,4}/\d{2,4})\s+(?P<body>[A-ZÆØÅ][^\d]{2,70}?)\s+(?P<date>\d{1,2}\.\d{1,2}\.\d{2,4})?\s*$"
)
_CASE = re.compile(r"(?:[A-ZÆØÅ]{1,4}[\s-])?\d{1,4}\s?[/-]\s?\d{2,4}(?!\d|-\d)")


@dataclass(slots=True)
class Block:
    """A block of labels; `first` and `last` are indices of lines. Values are as written.

    rows: further rows of the table of treatments: case number, body, date.
    """

    first: int
    last: int
    values: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        """The case number as written, without letters before it."""
        match = _CASE.search(self.values.get("case", ""))
        return match[0].split()[-1] if match else (self.rows[0][0] if self.rows else None)

    @property
    def date(self) -> str | None:
        """The meeting's date, ISO 8601."""
        for text in (self.values.get("date", ""), *(row[2] for row in self.rows)):
            if found := [mention.iso for mention in find_dates(text) if len(mention.iso) == 10]:
                return found[0]
        return None


def find_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of labels among `lines`, in order."""
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        if labels_of(lines[index].text):
            block, kinds = _read(lines, index)
            if len(kinds) >= FEWEST_LABELS and kinds & {"case", "officer", "archive"}:
                blocks.append(block)
                index = block.last + 1
                continue
        index += 1
    return blocks


def labels_of(text: str) -> list[tuple[str, str]]:
    """The labels that a line holds, each with what stands after it; [] where it begins with none."""
    if len(text) > 200:
        return []
    matches = list(_LABEL.finditer(text))
    if not matches or matches[0].start() > 0:
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [
        (match.lastgroup or "", text[match.end() : end].strip(" \t:*|"))
        for match, end in zip(matches, ends, strict=True)
    ]


def _read(lines: Sequence[Line], first: int) -> tuple[Block, set[str]]:
    block = Block(first, first)
    kinds: set[str] = set()
    pending: list[str] = []
    last_filled = ""
    for index in range(first, len(lines)):
        line = lines[index]
        labels = labels_of(line.text)
        if labels:
            pending = [name for name in pending if name not in block.values] if kinds else []
            for name, value in labels:
                kinds.add(name)
                if value:
                    block.values.setdefault(name, value)
                    last_filled = name
                else:
                    pending.append(name)
        elif (row := _ROW.match(line.text)) and ("case" in pending or block.rows):
            block.rows.append((row["case"], row["body"].strip(), row["date"] or ""))
            pending = []
        elif pending:
            last_filled = pending.pop(0)
            block.values.setdefault(last_filled, line.text)
        elif (
            last_filled == "officer"
            and not line.blank
            and index - block.last < LONGEST_VALUE
            and len(line.text) < 60
        ):
            block.values["officer"] += " " + line.text
            continue
        else:
            break
        block.last = index
    return block, kinds
