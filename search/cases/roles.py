"""Who has a role: who leads a body, who chaired a meeting, who kept its minutes.

From what the papers themselves list (`ingest.meeting.roles`), the newest first; who had a role before is told
with the date of the paper that says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.texts import Texts, texts
from index.archive import Archive
from index.records import HOLDER, stored_holder
from index.types import Filters, StoredPassage
from ingest.document import Kind
from ingest.meeting import Holder, Role
from ingest.meeting.bodies import body_key
from ingest.meeting.roles import OF_MEETING, ROLE_WORDS
from search.cases.beside import remainder
from search.cases.meeting_facts import no_meeting
from search.cases.register import aliases, named_bodies
from search.cases.role_proof import paper_key, passage_at, person_words
from search.cases.told import Held, day_of, held_meetings, of_body
from search.cite import Citations
from search.coverage import coverage_sentence
from search.dates import written
from search.types import Answer, Searched
from search.understand import Question

_MOST = 4  # people who are told of

_WHO = r"\b(?:hvem|kven|who)\s+"
_IS = (
    r"(?:(?:er|var|is|was|blir|ble|blei|vart)\s+(?:(?:den|the|our|ny|nye|current|now|nå|no)\s+)*"
    r"|(?:sto|sat|satt|stod)\s+som\s+|(?:fungerte|acted|served)\s+(?:som|as)\s+(?:the\s+)?)"
)
_NAMED = (
    r"\b(?:[hk]va\s+(?:heter|het|heiter|heitte)|(?:navnet|namnet)\s+(?:på|til)|name\s+of)"
    r"\s+(?:den\s+|the\s+|nye?\s+)*"
)
_ROLE = "(?:" + "|".join(f"(?P<{role}>{words})" for role, words in ROLE_WORDS.items()) + r")(?:en|a|n)?\b"
_LEADS = r"(?:leder|leier|leiar|leia|leidde?|ledet|ledde|leads?|led|chairs|chaired|heads|headed)\b"
_WRITES = (
    r"(?:førte|skrev|skreiv|tok|took|wrote|kept)\s+(?:the\s+)?"
    r"(?:(?:møte)?referat\w*|møtebok\w*|protokoll\w*|minutes)\b"
)
_ASKED = re.compile(
    rf"(?:{_WHO}{_IS}|{_NAMED}){_ROLE}|{_WHO}(?P<leads>{_LEADS})|{_WHO}(?P<writes>{_WRITES})", re.IGNORECASE
)
_MEETING = re.compile(r"\b\w*(?:møte[tr]?|meetings?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?P<sequence>\d{1,3})/(?P<year>(?:20|19)?\d\d)\b")
_SEVERAL = re.compile(r"\b(?:og|and)\b", re.IGNORECASE)
_PLAIN = frozenset(
    "møte møtet meeting siste sist forrige førre last previous latest nå no dag today now currently som heter heiter "
    "navnet namnet name til nr nummer number".split()
)
_INSTEAD = {
    Role.CHAIR: (Role.CHAIR, Role.LEADER), Role.SECRETARY: (Role.SECRETARY, Role.RECORDER),
    Role.RECORDER: (Role.RECORDER, Role.SECRETARY),
}  # fmt: skip
"""Which roles answer a question about one at a meeting: its own first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A holder of a role as one paper tells of it."""

    holder: Holder
    document: str
    passage: StoredPassage

    @property
    def rank(self) -> tuple[str, bool, bool, bool]:
        """The newest first, minutes before other papers, approved ones before drafts, who is told of fully."""
        p = self.passage
        return (p.date or "", p.kind == Kind.MINUTES, not p.draft, self.holder.organisation is not None)


def answer_roles(archive: Archive, question: Question, filters: Filters, searched: Searched) -> Answer | None:
    """Who has the role that a question asks for; None where it asks for none, or no paper tells."""
    asked = _ASKED.search(question.text)
    if asked is None or filters:
        return None
    words = frozenset(re.findall(r"[\w-]+", asked.group().casefold()))
    numbers = [match.span() for match in _NUMBER.finditer(question.text)]
    if remainder(archive, replace(question, asking=(*question.asking, *numbers)), _PLAIN | words):
        return None
    role = _role(asked)
    meant = bool(_MEETING.search(question.text[asked.end() :]))
    if role in OF_MEETING and question.timed:
        meant = True
    if role is Role.CHAIR or (meant and role is not Role.DEPUTY):
        return _at_meeting(archive, question, Role.CHAIR if role is Role.LEADER else role, searched)
    return _in_body(archive, question, role, searched)


def _role(asked: re.Match[str]) -> Role:
    if asked["leads"]:
        return Role.LEADER
    return Role.RECORDER if asked["writes"] else next(role for role in ROLE_WORDS if asked[str(role)])


def _in_body(archive: Archive, question: Question, role: Role, searched: Searched) -> Answer | None:
    """Who has a role in the body named, by the newest paper, and who had it before."""
    found: list[_Told] = []
    readings = named_bodies(archive, question.text)
    if _SEVERAL.search(
        question.text
    ):  # "Rådet og Utvalget": one may be named by its whole name, one by a part
        readings = [frozenset[str]().union(*readings)]
    for keys in readings:
        found = found or [told for told in _told(archive, (role,)) if _is_of(archive, told, keys)]
    found = [t for t in found if t.passage.date and (not question.timed or question.at(t.passage.date))]
    if not found:
        return None
    newest: dict[str, str] = {}
    for told in found:
        body = _body_of(archive, told)
        newest[body] = max(newest.get(body, ""), told.passage.date or "")
    say, cites, lines = texts(question.language), Citations(archive, _MOST), []
    for told in _each_once(found)[:_MOST]:
        now = told.passage.date == newest[_body_of(archive, told)] and not question.timed
        lines.append(_line(told, "role_is" if now else "role_was", question, cites, say))
    return _answer(question, lines, cites, searched)


def _at_meeting(archive: Archive, question: Question, role: Role, searched: Searched) -> Answer | None:
    """Who had a role at the meeting of the body and date named, else at the newest of which there are minutes."""
    bodies = named_bodies(archive, question.text)
    held = of_body(archive, question.text, held_meetings(archive))
    numbered = _NUMBER.search(question.text)
    if not held or not (bodies or question.timed or question.latest or numbered):
        return None
    say = texts(question.language)
    if numbered:
        held = [h for h in held if _is_number(h.meeting.number, numbered)]
    then = [h for h in held if question.at(day_of(h))] if question.timed else list(held)
    if not then:
        refused = no_meeting(held, question, say) if held and bodies and question.dates else None
        return _refused(question, refused, searched, say) if refused else None
    if not question.timed and not numbered:
        then = [h for h in then if h.part.kind is Kind.MINUTES] or then
        then = [h for h in then if day_of(h) == max(map(day_of, then))]
    told = {
        r: [(t, h) for t in _told(archive, (r,)) for h in then if _stands_in(t, h)] for r in _INSTEAD[role]
    }
    told[Role.LEADER] = [(t, h) for t, h in told.get(Role.LEADER, ()) if _was_there(t, h)]
    cites, lines = Citations(archive, _MOST), []
    some = next((told[r] for r in _INSTEAD[role] if told[r]), [])
    for one in _each_once([t for t, _ in some], by_meeting=True)[:_MOST]:
        key = "role_present" if one.holder.role is Role.LEADER else "role_at"
        lines.append(_line(one, key, question, cites, say))
    if lines:
        return _answer(question, lines, cites, searched)
    if len({day_of(h) for h in then}) > 1:
        return None
    last = then[0]
    text = say(
        "cases.not_recorded_role", body=_body(last.part.body or last.meeting.body, say),
        date=written(day_of(last), question.language), role=say(f"cases.role_{role}"),
    )  # fmt: skip
    return _refused(question, text, searched, say)


def _is_number(number: str | None, asked: re.Match[str]) -> bool:
    """Whether a meeting's number (``3/2020``) is the one that is asked for, with the year whole or cut."""
    sequence, _, year = (number or "").partition("/")
    return sequence == asked["sequence"].lstrip("0") and year[-2:] == asked["year"][-2:]


def _told(archive: Archive, roles: Collection[Role]) -> list[_Told]:
    """What the papers tell of these roles."""
    found = []
    for role in roles:
        for document, value in archive.store.records(HOLDER, role):
            holder = stored_holder(value)
            if passage := passage_at(archive, document, holder.span.start):
                found.append(_Told(holder, document, passage))
    return found


def _is_of(archive: Archive, told: _Told, keys: Collection[str]) -> bool:
    """Whether a role is one in the body of these names."""
    return _body_of(archive, told) in keys


def _body_of(archive: Archive, told: _Told) -> str:
    """The folded name of the body that a role is in: the one that is named with it, else the paper's."""
    named = named_bodies(archive, told.holder.body)[:1] if told.holder.body else []
    if named and len(named[0]) == 1:
        return next(iter(named[0]))
    return body_key(told.holder.body or told.passage.body, aliases(archive))


def _stands_in(told: _Told, held: Held) -> bool:
    at = told.holder.span.start
    own = not told.holder.body or told.holder.role in OF_MEETING
    return own and told.document == held.document and held.part.start <= at < held.part.end


def _was_there(told: _Told, held: Held) -> bool:
    return any(person.name == told.holder.name for person in held.meeting.present)


def _each_once(found: Iterable[_Told], *, by_meeting: bool = False) -> list[_Told]:
    """Each person once, by the paper that tells of them best.

    by_meeting: for each meeting those whom the first place in its best paper names.
    """
    kept: dict[tuple[str, ...], _Told] = {}
    for told in sorted(found, key=lambda told: told.rank, reverse=True):
        meeting = (told.passage.body or "", told.passage.date or "") if by_meeting else ()
        first = next((t for key, t in kept.items() if key[1:] == meeting), None) if by_meeting else None
        same = first is None or (first.document, first.holder.span) == (told.document, told.holder.span)
        if same:
            kept.setdefault((told.holder.name, *meeting), told)
    return list(kept.values())


# -- sentences ----------------------------------------------------------------------------------


def _line(told: _Told, key: str, question: Question, cites: Citations, say: Texts) -> str | None:
    citation = cites.cite(told.document, told.holder.span)
    if citation is None:
        return None
    holder, passage = told.holder, told.passage
    return say(
        f"cases.{key}",
        person=person_words(holder),
        role=say(f"cases.role_{holder.role}"),
        body=holder.body or _body(passage.body, say),
        paper=say(paper_key(passage.kind, draft=passage.draft)),
        date=written(passage.date, question.language),
        mark=f"[{citation.n}]",
    )


def _body(name: str | None, say: Texts) -> str:
    return name or say("cases.unknown_body")


def _answer(
    question: Question, lines: Sequence[str | None], cites: Citations, searched: Searched
) -> Answer | None:
    text = "\n".join(filter(None, lines))
    if not text:
        return None
    return Answer(question.text, question.language, True, "passage", text, cites.all, searched=searched)


def _refused(question: Question, text: str, searched: Searched, say: Texts) -> Answer:
    text = f"{text} {coverage_sentence(searched, say)}"
    return Answer(question.text, question.language, False, "none", text, searched=searched)
