"""Matters: what several bodies, meetings or years treat under one title or one archive case."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.meeting.register import RegisterCase

# A title that one body treats at so many meetings is a standing item of its agendas, no matter.
STANDING_ITEM = 4
_STANDING = re.compile(
    r"(?:godkjenning|eventuelt|ymse|referat|referatsaker|meldinger|orientering(?:er)?\s+fra|orienteringssaker"
    r"|konstituering|kunngjøring|spørsmål\s+til|møteplan|valg?\s+av|delegerte|interpellasjon)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s+[–—-]\s+|:\s+|\s+\(")
_ARCHIVED = re.compile(r"(?P<case>\d{2,4}/\d{2,6})(?:-\d+)?")


def matters(cases: Sequence[RegisterCase]) -> tuple[tuple[RegisterCase, ...], ...]:
    """The cases that treat one matter, oldest first; only matters of at least two cases.

    Cases belong together that share the head of their title (before a dash) or their archive
    case. Standing items of an agenda (approvals, any other business) make no matter.
    """
    keys = [matter_keys(case.title, case.archive_number) for case in cases]
    often: Counter[tuple[str, str]] = Counter()
    for case, own in zip(cases, keys, strict=True):
        often.update((case.key.body, key) for key in own if key.startswith("title:"))
    parent = list(range(len(cases)))
    first: dict[str, int] = {}
    for index, (case, own) in enumerate(zip(cases, keys, strict=True)):
        for key in own:
            if often[case.key.body, key] >= STANDING_ITEM and _plain(case.title) == key.removeprefix(
                "title:"
            ):
                continue
            _unite(parent, first.setdefault(key, index), index)
    groups: defaultdict[int, list[RegisterCase]] = defaultdict(list)
    for index, case in enumerate(cases):
        groups[_root(parent, index)].append(case)
    linked = [
        sorted(group, key=lambda case: (case.date or str(case.key.year), case.key))
        for group in groups.values()
    ]
    return tuple(tuple(group) for group in linked if len(group) > 1)


def matter_keys(title: str, archive_number: str | None) -> list[str]:
    """What a case shares with the others of its matter; at most two keys, [] where it can have no matter."""
    keys = []
    if title and not _STANDING.match(title):
        head = _HEAD.split(title, maxsplit=1)[0]
        plain = _plain(head if len(head.split()) > 1 or len(head) >= 10 else title)
        if plain:
            keys.append(f"title:{plain}")
    if archive_number and (match := _ARCHIVED.match(archive_number)):
        keys.append(f"archive:{match['case']}")
    return keys


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _unite(parent: list[int], one: int, other: int) -> None:
    parent[_root(parent, other)] = _root(parent, one)
