"""The names that an archive lists: who met, who presented, which bodies, who owns which project."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ingest.meeting import Case, Meeting
from ingest.names.types import Known, Label
from ingest.tables import Row

_LONGEST = 90  # characters; what is longer is a sentence that was read as a name
_MOST_WORDS = 10  # … and so is what has more words

_CAPITAL = "A-ZÆØÅÄÖÁČĐŊŠŦŽÉÜ"
_ABBREVIATED = re.compile(r"(?P<name>[^()]{3,89}?[^()\s])\s{0,20}\((?P<short>[^\s()]{2,15})\)")
_EXPLAINED = re.compile(r"(?P<short>[^\s()]{2,15})\s*\((?P<name>[^()]{8,90})\)")
_LEGAL = re.compile(r"\s+(?:RHF|HF|ASA|AS|SF|IKS|KF|SA)$")
_PERSON = re.compile(
    rf"[{_CAPITAL}][\w.'’-]{{0,30}}(?:\s+(?:van|de|von|af|av|der|[{_CAPITAL}][\w.'’-]{{0,30}})){{1,4}}"
)
_NOT_A_PERSON = re.compile(
    r"(?:^|\s)(?:helse|norsk\w*|norges|statens|nasjonal\w*|sykehuset?|universitete?t?|legeforeningen|(?-i:[A-ZÆØÅ]{2,}))(?:\s|$)"
    r"|\w(?:direktorate?t|gruppen?|gruppa|partie?ts?|departemente?t|kommuner?|foretaket?|sentere?t|sentralen|utvalge?t|rådet|styret"
    r"|komite(?:en)?|foreninga|foreningen|forbunde?t|tilsynet|verket|sykehuset?|sjukehuset?)(?:\s|$)"
    r"|^\w+ets\s|^\w\s"
    r"|\b(?:kommune|fylkeskommune|RHF|HF|AS|ASA|SF|IKS|KF)$",
    re.IGNORECASE,
)
_BETWEEN_PEOPLE = re.compile(r"\s*[,;/&()\n]\s*|\s+(?:og|and|v/)\s+")

_Claims = dict[Label, Counter[str]]


def known_names(
    bodies: Iterable[str], meetings: Iterable[Meeting], cases: Iterable[Case], rows: Iterable[Row]
) -> tuple[Known, ...]:
    """The names that papers list, each once with its forms, sorted by label and name.

    A short form stands for the full name beside which it was explained (``Nasjonalt utvalg for
    arkiv (NUA)``), and an organisation's name without its legal form for the whole one, unless
    two names claim it: then it stands for itself.
    """
    claims: _Claims = {label: Counter() for label in Label}
    claims[Label.BODY].update(bodies)
    for meeting in meetings:
        claims[Label.BODY].update(filter(None, (meeting.body, *meeting.aliases)))
        for person in (*meeting.present, *meeting.absent):
            claims[Label.PERSON].update(_people(person.name))
            claims[Label.ORG].update(_organisations(person.organisation))
    for case in cases:
        claims[Label.PERSON].update((*_people(case.presenter), *_people(case.officer)))
    for row in rows:
        claims[Label.ORG].update(_organisations(row.owner))
        claims[Label.PERSON].update(_people(row.lead))
        claims[Label.PROJECT].update(filter(None, [_tidy(row.name)]))
    return tuple(_settled(claims))


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five words with capitals, none of an organisation's."""
    return bool(_PERSON.fullmatch(name)) and not _NOT_A_PERSON.search(name)


def _people(text: str | None) -> Iterator[str]:
    """The people in what a paper gives as presenter, officer or member."""
    for piece in _BETWEEN_PEOPLE.split(text or ""):
        name = _tidy(piece)
        if name and is_person(name):
            yield name


def _organisations(text: str | None) -> Iterator[str]:
    for piece in re.split(r"\s*[/;\n]\s*", text or ""):
        name = _tidy(piece)
        if name and not _is_role(name):
            yield name


def _is_role(name: str) -> bool:
    """Whether what stands as an organisation is a role or a word of the table: no capital in it."""
    return name == name.lower()


def _tidy(text: str) -> str | None:
    """One line without marks around it; None where it cannot be a name."""
    name = " ".join(text.split()).strip(" ,;:.-–•*|")
    if not 2 <= len(name) <= _LONGEST or len(name.split()) > _MOST_WORDS:
        return None
    return name if any(map(str.isalpha, name)) else None


def _settled(claims: _Claims) -> Iterator[Known]:
    """Each name with its forms; a form belongs to the first label that claims it."""
    taken: set[str] = set()
    for label in Label:
        groups = _grouped(claims[label], explained=label is not Label.PROJECT, legal=label is Label.ORG)
        for name, forms in sorted(groups.items()):
            free = tuple(sorted(form for form in forms if fold(form) not in taken))
            if free:
                yield Known(label, name, free)
        taken |= {fold(form) for forms in groups.values() for form in forms}


def _grouped(claims: Counter[str], *, explained: bool, legal: bool) -> dict[str, set[str]]:
    """Canonical names and their forms: short forms where `explained`, ones without RHF or AS where `legal`."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)  # folded: as written
    stands_for: defaultdict[str, set[str]] = defaultdict(set)  # folded short form: folded full names
    for claim, count in claims.items():
        name, short = _abbreviation(claim) if explained else (claim, None)
        written[fold(name)][name] += count
        bare = _LEGAL.sub("", name) if legal else name
        for other in (short, bare if bare != name else None):
            if other:
                written[fold(other)][other] += count
                stands_for[fold(other)].add(fold(name))
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for folded, forms in written.items():
        full = stands_for.get(folded, set())
        owner = next(iter(full)) if len(full) == 1 else folded
        groups[_usual(written[owner])] |= set(forms)
    return dict(groups)


def _abbreviation(text: str) -> tuple[str, str | None]:
    match = _ABBREVIATED.fullmatch(text) or _EXPLAINED.fullmatch(text)
    return (match["name"].strip(), match["short"]) if match else (text, None)


def _usual(forms: Counter[str]) -> str:
    """The form written most often, one in capitals alone only where there is no other."""
    return min(forms, key=lambda form: (form.isupper(), -forms[form], form))


def fold(name: str) -> str:
    """A name without regard to capitals and spaces."""
    return " ".join(name.casefold().split())
