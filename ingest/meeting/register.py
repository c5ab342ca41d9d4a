"""The register: what several papers tell of one case, joined; pure functions over their accounts.

One case of one body is (body, year, sequence). Its proposal comes from the agenda, its decision from
the minutes; approved minutes come before drafts, drafts before other papers. What is told
again elsewhere becomes a mention.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, Protocol

from ingest.document import Kind, Part, Span
from ingest.meeting.bodies import body_key, find_aliases
from ingest.meeting.types import Case, Meeting, Status
from ingest.numbers import CaseNumber

# Accounts that name no body belong to the one body whose title of that number shares so many words.
SHARED_TITLE = 0.5


class Account(Protocol):
    """What one paper tells of a case: the records that the index keeps have this shape."""

    @property
    def document(self) -> str: ...  # noqa: D102
    @property
    def part(self) -> Part: ...  # noqa: D102
    @property
    def meeting(self) -> Meeting: ...  # noqa: D102
    @property
    def case(self) -> Case: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Told:
    """An account as ingest makes it."""

    document: str
    part: Part
    meeting: Meeting
    case: Case


class Place(NamedTuple):
    """A span in the text of a document."""

    document: str
    span: Span


class Key(NamedTuple):
    """One case of one body; `body` is folded by `body_key` (empty where no paper names it)."""

    body: str
    year: int
    sequence: int


@dataclass(frozen=True, slots=True)
class RegisterCase:
    """A case as all papers together tell of it. Dates are ISO 8601; the rest as in `Case`."""

    key: Key
    number: str
    body: str | None
    title: str
    meeting: str | None = None
    date: str | None = None
    type: str | None = None
    presenter: str | None = None
    officer: str | None = None
    archive_number: str | None = None
    proposed: Place | None = None
    decision: Place | None = None
    decision_parts: tuple[Span, ...] = ()
    vote: Place | None = None
    discussion: Place | None = None
    treatment: Place | None = None
    status: Status = Status.UNKNOWN
    mentions: tuple[Place, ...] = ()


class Change(StrEnum):
    """What became of words between a proposal and its decision."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Words(NamedTuple):
    """Words of one fate in a row, as written, joined by single blanks."""

    change: Change
    text: str


_DECIDES = {(Kind.MINUTES, False): 0, (Kind.MINUTES, True): 1}
_PROPOSES = {Kind.AGENDA: 0, Kind.SLIDES: 1, Kind.CASE_PAPER: 2, Kind.MINUTES: 3}
_NAMES = {Kind.MINUTES: 0, Kind.AGENDA: 1, Kind.SLIDES: 2, Kind.CASE_PAPER: 3}
_LISTS = {Kind.AGENDA: 0, Kind.SLIDES: 1, Kind.MINUTES: 2, Kind.CASE_PAPER: 3}


def join(accounts: Iterable[Account], aliases: Mapping[str, str] | None = None) -> tuple[RegisterCase, ...]:
    """All accounts of each case made one, by year, body and sequence.

    aliases: as `find_aliases` gives; by default found among the accounts' own body names.
    """
    told = list(accounts)
    if aliases is None:
        aliases = find_aliases(name for one in told for name in _names_of(one))
    grouped: defaultdict[Key, list[Account]] = defaultdict(list)
    for one in told:
        key = Key(body_key(one.part.body or one.meeting.body, aliases), one.case.year, one.case.sequence)
        grouped[key].append(one)
    _place_nameless(grouped)
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for key, group in grouped.items():
        shown[key.body] += [name for one in group if (name := one.part.body or one.meeting.body)]
    cases = [_joined(key, group, _shown(shown[key.body])) for key, group in grouped.items()]
    return tuple(sorted(cases, key=lambda case: (case.key.year, case.key.body, case.key.sequence)))


def _names_of(one: Account) -> tuple[str, ...]:
    return (*(name for name in (one.part.body, one.meeting.body) if name), *one.meeting.aliases)


def _place_nameless(grouped: dict[Key, list[Account]]) -> None:
    """Accounts without a body go to the one body whose case of that number they tell of."""
    named: defaultdict[tuple[int, int], list[Key]] = defaultdict(list)
    for key in grouped:
        if key.body:
            named[key.year, key.sequence].append(key)
    for key in [key for key in grouped if not key.body]:
        others = named[key.year, key.sequence]
        left = []
        for one in grouped.pop(key):
            fitting = [other for other in others if any(_same_case(one, known) for known in grouped[other])]
            if len(fitting) == 1:
                grouped[fitting[0]].append(one)
            else:
                left.append(one)
        if left:
            grouped[key] = left


def _same_case(one: Account, other: Account) -> bool:
    if one.meeting.date and one.meeting.date == other.meeting.date:
        return True
    words, known = (set(re.findall(r"\w{4,}", account.case.title.casefold())) for account in (one, other))
    return bool(words & known) and len(words & known) >= SHARED_TITLE * min(len(words), len(known))


def _joined(key: Key, group: Sequence[Account], body: str | None) -> RegisterCase:
    decides = sorted(group, key=_deciding)
    proposes = sorted(group, key=lambda one: (_PROPOSES.get(one.part.kind, 4), one.part.draft, one.document))
    lists = sorted(group, key=lambda one: (_LISTS.get(one.part.kind, 4), one.part.draft, one.document))
    names = sorted(group, key=lambda one: (_NAMES.get(one.part.kind, 4), one.part.draft, one.document))
    treated = next((one for one in decides if one.part.kind is Kind.MINUTES), lists[0])
    decided = next((one for one in decides if one.case.decision), None)
    proposed = next((one for one in proposes if one.case.proposed), None)
    minutes = [one for one in decides if one.part.kind is Kind.MINUTES]
    voted = next((one for one in minutes if one.case.vote), None)
    discussed = next((one for one in minutes if one.case.discussion), None)
    return RegisterCase(
        key=key,
        number=CaseNumber(key.year, key.sequence).text,
        body=body,
        title=next((one.case.title for one in names if one.case.title), ""),
        meeting=next(
            (number for one in (treated, *lists) if (number := one.meeting.number or one.part.meeting)), None
        ),
        date=next((day for one in (treated, *lists) if (day := one.meeting.date or one.part.date)), None),
        type=next((one.case.type for one in lists if one.case.type), None),
        presenter=next((one.case.presenter for one in lists if one.case.presenter), None),
        officer=next((one.case.officer for one in group if one.case.officer), None),
        archive_number=next((one.case.archive_number for one in group if one.case.archive_number), None),
        proposed=_place(proposed, proposed.case.proposed) if proposed else None,
        decision=_place(decided, decided.case.decision) if decided else None,
        decision_parts=decided.case.decision_parts if decided else (),
        vote=_place(voted, voted.case.vote) if voted else None,
        discussion=_place(discussed, discussed.case.discussion) if discussed else None,
        treatment=_place(treated, treated.case.span),
        status=_status(minutes, proposed),
        mentions=_mentions(group, decided, proposed),
    )


def _deciding(one: Account) -> tuple[int, str, str]:
    """Approved minutes first, of these the latest meeting's; then drafts, then other papers."""
    standing = _DECIDES.get((one.part.kind, one.part.draft), 2)
    day = one.meeting.date or one.part.date or ""
    return standing, "".join(chr(0x10FFFF - ord(character)) for character in day), one.document


def _status(minutes: Sequence[Account], proposed: Account | None) -> Status:
    for one in minutes:
        if one.case.status is not Status.UNKNOWN:
            return one.case.status
    return Status.PROPOSED if proposed and not minutes else Status.UNKNOWN


def _mentions(
    group: Sequence[Account], decided: Account | None, proposed: Account | None
) -> tuple[Place, ...]:
    found: list[Place] = []
    for one in group:
        spans: list[Span | None] = list(one.case.mentions)
        if one is not decided:
            spans.append(one.case.decision)
        if one is not proposed:
            spans.append(one.case.proposed)
        if one is not decided and one is not proposed and not one.case.decision and not one.case.proposed:
            spans.append(one.case.span)
        found.extend(Place(one.document, span) for span in spans if span)
    return tuple(sorted(set(found)))


def _place(one: Account, span: Span | None) -> Place | None:
    return Place(one.document, span) if span else None


def _shown(names: Iterable[str]) -> str | None:
    """The name as most papers write it; one in capitals only where there is no other."""
    counts = Counter(names)
    return max(counts, key=lambda name: (not name.isupper(), counts[name]), default=None)


def difference(proposal: str, decision: str) -> tuple[Words, ...]:
    """How the decision differs from the proposal, word by word.

    What is SAME or REMOVED, put together, is the proposal; what is SAME or ADDED is the decision
    (white space folded).
    """
    old, new = proposal.split(), decision.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes: list[Words] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            changes.append(Words(Change.SAME, " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            changes.append(Words(Change.REMOVED, " ".join(old[i1:i2])))
        if j2 > j1:
            changes.append(Words(Change.ADDED, " ".join(new[j1:j2])))
    return tuple(changes)


def nearest(wanted: CaseNumber, known: Iterable[CaseNumber], count: int = 3) -> tuple[CaseNumber, ...]:
    """The `count` known numbers nearest to one that is not there: of its year first, then of years beside it."""
    return tuple(
        sorted(set(known), key=lambda n: (abs(n.year - wanted.year), abs(n.sequence - wanted.sequence), n))[
            :count
        ]
    )
