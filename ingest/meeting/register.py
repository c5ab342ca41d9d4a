"""The register: what several papers tell of one case, joined; pure functions over their accounts.

One case of one body is (body, year, sequence). Its proposal comes from the agenda, its decision from
the minutes; approved minutes come before drafts, drafts before other papers. What is told
again elsewhere becomes a mention. A matter is what several cases, bodies or years treat under one title.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, Protocol

from ingest.document import Kind, Part, Span
from ingest.meeting.types import Case, Meeting, Status
from ingest.numbers import CaseNumber

# A title that one body treats at so many meetings is a standing item of its agendas, no matter.
STANDING_ITEM = 4
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


# -- bodies ------------------------------------------------------------------------------------------

_ABBREVIATED = re.compile(r"(?P<name>[^()]{4,90}?)\s*\((?P<short>[A-ZÆØÅ][\wÆØÅæøå-]{1,14})\)")
_EXPLAINED = re.compile(r"(?P<short>[A-ZÆØÅ][\wÆØÅæøå-]{1,14})\s*\((?P<name>[^()]{8,90})\)")


def body_key(name: str | None, aliases: Mapping[str, str] | None = None) -> str:
    """A body's name folded: letters and digits alone, no capitals; by its `aliases` the name they stand for."""
    if not name:
        return ""
    whole = _ABBREVIATED.fullmatch(name.strip())
    folded = _fold_name(whole["name"] if whole else name)
    return aliases.get(folded, folded) if aliases else folded


def find_aliases(names: Iterable[str]) -> dict[str, str]:
    """Folded names to the folded full name, where the names themselves say that they are one.

    ``Nasjonalt utvalg for IT-prioritering (NUIT)`` and ``NUIT (Nasjonalt utvalg …)`` say so; a short
    form that two full names claim stands for neither.
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        match = _ABBREVIATED.fullmatch(name.strip()) or _EXPLAINED.fullmatch(name.strip())
        if match:
            claims[_fold_name(match["short"])].add(_fold_name(match["name"]))
    return {short: min(full) for short, full in claims.items() if len(full) == 1 and short not in full}


def body_fits(body: str | None, wanted: str, aliases: Mapping[str, str] | None = None) -> bool:
    """Whether `wanted`, as a person writes it, can mean `body`: all its words, endings aside, are in the name."""
    if not body:
        return False
    if body_key(body, aliases) == body_key(wanted, aliases):
        return True
    asked, named = _stems(wanted), _stems(body)
    return bool(asked) and asked <= named


def _stems(name: str) -> set[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())
    return {re.sub(r"(?:ets|ens|et|en|a|s)$", "", word) if len(word) > 5 else word for word in words}


def _fold_name(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))


# -- joining -----------------------------------------------------------------------------------------

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
    for key in [key for key in grouped if not key.body]:
        others = [other for other in grouped if other[1:] == key[1:] and other.body]
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
    return max(counts, key=lambda name: (not name.isupper(), counts[name])) if counts else None


# -- matters -----------------------------------------------------------------------------------------

_STANDING = re.compile(
    r"(?:godkjenning|eventuelt|ymse|referat|referatsaker|meldinger|orientering(?:er)?\s+fra|orienteringssaker|konstituering|kunngjøring|spørsmål\s+til|møteplan|delegerte|interpellasjon)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s+[–—-]\s+|:\s+|\s+\(")
_ARCHIVED = re.compile(r"(?P<case>\d{2,4}/\d{2,6})(?:-\d+)?")


def matters(cases: Sequence[RegisterCase]) -> tuple[tuple[RegisterCase, ...], ...]:
    """The cases that treat one matter, oldest first; only matters of at least two cases.

    Cases belong together that share the head of their title (before a dash) or their archive
    case. Standing items of an agenda (approvals, any other business) make no matter.
    """
    keys = [_matter_keys(case) for case in cases]
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


def _matter_keys(case: RegisterCase) -> list[str]:
    keys = []
    if case.title and not _STANDING.match(case.title):
        head = _HEAD.split(case.title, maxsplit=1)[0]
        plain = _plain(head if len(head.split()) > 1 or len(head) >= 10 else case.title)
        if plain:
            keys.append(f"title:{plain}")
    if case.archive_number and (match := _ARCHIVED.match(case.archive_number)):
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


# -- proposal against decision -----------------------------------------------------------------------


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
