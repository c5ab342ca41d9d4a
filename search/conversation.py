"""A follow-up question is understood from what went before, and becomes a question that stands alone.

A pure function of the conversation so far and the new words. Ways, each of which can be read:
another time, number, colour, name or topic for the same question ("og i april?", "kva med 2021?", "og om
budsjett?"); one of what was listed ("the first one"), or all ("hvem eier dem?"); the one thing that was spoken of
("hvem leder det?", "og budsjettet?"); another side of the case that was told of ("vis hele vedtaket", "hvem la
den fram?", "hvorfor?"). A question that stands alone is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbers import find_numbers
from search.proof.claims import Claim, Sort, find_claims
from search.types import Answer, Language
from search.understand import language_of

_MOST_WORDS = 9  # a follow-up is short; what is longer says itself what it is about

_LEAD = re.compile(
    r"^(?:(?:og|men|and|but)\s+)?(?:hva|kva|what|how)\s+(?:med|om|about)\s+|^(?:og|men|enn|and|but)\s+(?:så\s+)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:hv(?:em|a|or|orfor|ordan|ilke\w*|ilket)|kv(?:en|a|ar|ifor)|kor(?:leis)?|når|who|what|where|when|why|how|which"
    r"|er|har|ble|blei|vart|is|are|was|were|did|does|has|vis|list|show)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    "første": 0, "fyrste": 0, "first": 0, "andre": 1, "second": 1, "tredje": 2, "third": 2, "fjerde": 3, "fourth": 3,
    "femte": 4, "fifth": 4, "siste": -1, "last": -1,
}  # fmt: skip
_NOUN = r"(?: (?:prosjektet|prosjekt|tiltaket|saken|saka|sak|project|case|one))?"
_NTH = re.compile(
    rf"\b(?!(?<=\bi )det siste)(?:det|den|the) ({'|'.join(_ORDINALS)}){_NOUN}(?=\s*[?.!,]|\s*$)",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:(?:det|den|dette|denne) (?:prosjektet|tiltaket)|prosjektet|tiltaket|(?:the|this|that) project"
    r"|(?<=for )(?:det|den|it)|(?<=på )(?:det|den)|(?<=om )(?:det|den)|(?<=about )it|(?<=of )it"
    r"|(?<=leder )(?:det|den)|(?<=leier )(?:det|den)|(?<=eier )(?:det|den)|(?<=leads )it|(?<=owns )it)"
    r"(?=\s*[?.!]|\s*$)",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\b(?:denne |this |that )?(?:saken|saka|the case|this case|that case)(?=\s*[?.!]|\s*$)", re.IGNORECASE
)
_IT_CASE = re.compile(
    r"\b(?:(?<=presented )it|(?<=introduced )it|(?<=innledet )den|(?<=presenterte )den|(?<=med )den|(?<=with )it"
    r"|(?:(?<=ble )|(?<=blei )|(?<=vart ))(?:den|ho)(?= (?:behandl|handsam|vedt|utsa?tt|utsett|avgj|godkj|trukk|trekt))"
    r"|(?<=was )it(?= (?:treated|decided|postponed|approved|withdrawn)))\b",
    re.IGNORECASE,
)
_LAID = re.compile(r"\b(?:(?<=la )|(?<=legger )|(?<=legg ))(?:den|det|ho) (fr[ae]m)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"^(når|when)\s+(?:var|ble|blei|vart|skjedde|was)\s+(?:det|den|dette|it|that)$", re.IGNORECASE
)
_WHY = re.compile(r"^(hvorfor|kvifor|why)(?:\s+(?:det|så|so|that))?$", re.IGNORECASE)
_FIELD_ALONE = re.compile(
    r"^((?:(?:hva|kva|what)\s+(?:er|var|is|was)\s+)(?:the\s+)?(?:status\w*|risiko\w*|risk|budsjett\w*|budget"
    r"|fremdrift\w*|framdrift\w*|progress))((?:\s+(?:i|in|per|no|nå|now)\b.*)?)$",
    re.IGNORECASE,
)
_THEM = re.compile(
    r"\b(?:(?<=eier )|(?<=eig )|(?<=leder )|(?<=leier )|(?<=for )|(?<=owns )|(?<=leads )|(?<=of ))"
    r"(?:dem|dei|disse|desse|alle disse|them|these)$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(om|gjelder|gjaldt|gjeld|about|concerned|concerning|on|regarding)\s+(?P<topic>[^?.!]+)", re.IGNORECASE
)
_PLACE = re.compile(r"^(?:i|in|hos|til|av|fra|frå|for|by|of|from)\s+(?=[A-ZÆØÅ])")
_SIDE = re.compile(
    r"\b(?:vedtaket|forslaget|framlegget|innstillingen|innstillinga|tilrådinga|stemmetallet|røystetalet|avstemningen"
    r"|voteringen|voteringa|røystinga|behandlingen|behandlinga|the decision|the proposal|the vote|the discussion)"
    r"(?=\s*[?.!]|\s*$)",
    re.IGNORECASE,
)
_IN: dict[Language, str] = {"nb": "i", "nn": "i", "en": "in"}
_SAK: dict[Language, str] = {"nb": "sak", "nn": "sak", "en": "case"}
_FIELD = re.compile(
    r"\b(status\w*|risiko\w*|risk|budsjett\w*|budget|fremdrift\w*|framdrift\w*|progress)\b", re.IGNORECASE
)
_DECIDED: dict[Language, tuple[str, str]] = {
    "nb": ("{when} ble {case} behandlet", "{why} ble {case} avgjort slik"),
    "nn": ("{when} vart {case} handsama", "{why} vart {case} avgjord slik"),
    "en": ("{when} was {case} treated", "{why} was {case} decided so"),
}
_HAS: dict[Language, str] = {
    "nb": "Hva er {field} for {name}",
    "nn": "Kva er {field} for {name}",
    "en": "What is the {field} of {name}",
}
_AND: dict[Language, str] = {"nb": "og", "nn": "og", "en": "and"}
_MOST_NAMED = 6  # rows that "dem" stands for at most
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer was about: its cases (number, body) and the names of its rows, each once, in order."""

    cases: tuple[tuple[str, str | None], ...] = ()
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was read, and what its answer was about."""

    question: str
    subject: Subject = Subject()


def subject_of(answer: Answer) -> Subject:
    """What an answer was about; nothing where it was none."""
    cases = dict.fromkeys((str(case["number"]), case["body"]) for case in answer.cases)
    return Subject(tuple(cases), tuple(dict.fromkeys(str(record["name"]) for record in answer.records)))


def read_after(history: Sequence[Said], text: str) -> str | None:
    """A follow-up as a question that stands alone; None where it is one already, or cannot be understood so.

    history: what went before, oldest first; the last is what is followed up.
    """
    words = " ".join(text.split())
    if not history or not words or len(words.split()) > _MOST_WORDS:
        return None
    last, language = history[-1], language_of(words)
    lead = _LEAD.match(words)
    rest = words[lead.end() :] if lead else words
    if lead and not _ASKS.match(rest):
        return _another(last, rest.strip(" ?.!"), language_of(last.question))
    if _own_subject(rest):
        return None
    return _told_of(last.subject, rest, language)


def _own_subject(text: str) -> bool:
    """Whether a question names what it is about itself: a number, or a name."""
    return bool(find_numbers(text)) or any(c.sort is Sort.NAME and not c.initial for c in find_claims(text))


# -- what was told of -------------------------------------------------------------------------------


def _told_of(subject: Subject, text: str, language: Language) -> str | None:
    """The question with what it only points at named."""
    names = list(subject.projects) or [_case(case, language) for case in subject.cases]
    nth = _NTH.search(text)
    if nth:
        at = _ORDINALS[nth[1].casefold()]
        return _question(text, nth, names[at]) if -len(names) <= at < len(names) else None
    if (case := _the_case(subject, language)) and (told := _of_the_case(case, text, language)):
        return told
    if len(names) == 1 and (match := _IT.search(text)):
        return _question(text, match, names[0])
    return _of_projects(subject.projects, text.strip(" ?.!"), language)


def _the_case(subject: Subject, language: Language) -> str | None:
    """The one case that was told of; by its number alone where several bodies have it."""
    numbers = {number for number, _ in subject.cases}
    if len(numbers) != 1 or subject.projects:
        return None
    number, body = subject.cases[0]
    return _case((number, body if len(subject.cases) == 1 else None), language)


def _of_the_case(case: str, text: str, language: Language) -> str | None:
    """A question about a case that it only points at, with the case named."""
    bare = text.strip(" ?.!")
    when, why = _DECIDED[language]
    if match := _WHEN.match(bare):
        return _closed(when.format(when=match[1], case=case))
    if match := _WHY.match(bare):
        return _closed(why.format(why=match[1], case=case))
    if match := _SIDE.search(text):
        return _question(text, match, f"{match.group()} {_IN[language]} {case}")
    if match := _LAID.search(text):
        return _question(text, match, f"{match[1]} {case}")
    match = _CASE.search(text) or _IT_CASE.search(text)
    return _question(text, match, case) if match else None


def _of_projects(projects: Sequence[str], text: str, language: Language) -> str | None:
    """A question about the rows that were told of: about a side of the one, or about all."""
    if len(projects) == 1 and (alone := _FIELD_ALONE.match(text)):
        link = "of" if language == "en" else "for"
        return _closed(f"{alone[1]} {link} {projects[0]}{alone[2]}")
    match = _THEM.search(text)
    if match is None or not 1 < len(projects) <= _MOST_NAMED:
        return None
    return _question(text, match, f"{', '.join(projects[:-1])} {_AND[language]} {projects[-1]}")


def _case(case: tuple[str, str | None], language: Language) -> str:
    number, body = case
    return f"{_SAK[language]} {number}" + (f" {_IN[language]} {body}" if body else "")


def _question(text: str, match: re.Match[str], words: str) -> str:
    return _closed(text[: match.start()] + words + text[match.end() :])


def _closed(text: str) -> str:
    text = text.strip(" ?.!")
    end = "." if re.match(r"(?:vis|list|show)\b", text, re.IGNORECASE) else "?"
    return f"{text[:1].upper()}{text[1:]}{end}"


# -- the same question about another thing ----------------------------------------------------------


def _another(last: Said, fragment: str, language: Language) -> str | None:
    """The last question with the fragment in place of what is of its kind there."""
    claims = find_claims(fragment, language)
    bare = re.sub(r"^(?:i|in|for|på|per|den|on|om)\s+", "", fragment, flags=re.IGNORECASE)
    if (new := find_numbers(fragment)) and (old := find_numbers(last.question)):
        number = f"{_SAK[language]} {new[0].readings[0].text}"
        return _closed(last.question[: old[0].start] + number + last.question[old[-1].end :])
    for sort in (Sort.DATE, Sort.COLOUR):
        claim = next((c for c in claims if c.sort is sort), None)
        if claim is not None:
            made = _replaced(last.question, fragment[claim.start : claim.end], sort, language)
            field = _FIELD.search(fragment)
            return _with_field(made, field[1]) if made and field else made
    if field := _FIELD.fullmatch(bare):
        return _with_field(last.question, field[1]) or _side(last.subject.projects, field[1], language)
    names = [
        *last.subject.projects,
        *(body for _, body in last.subject.cases if body),
        *_names(last.question, language),
    ]
    if not bare[:1].isupper():
        return _on_topic(last.question, bare)
    for name in names:
        at = last.question.casefold().find(name.casefold())
        if at >= 0:
            return _closed(last.question[:at] + bare + last.question[at + len(name) :])
    return _closed(f"{last.question.strip(' ?.!')} {fragment}") if _PLACE.match(fragment) else None


def _side(projects: Sequence[str], field: str, language: Language) -> str | None:
    """A side of the one row that was told of."""
    return _closed(_HAS[language].format(field=field, name=projects[0])) if len(projects) == 1 else None


def _on_topic(question: str, topic: str) -> str | None:
    """A question on another topic, where it names one: "saker om havner" and "og om kaier?"."""
    old = list(_TOPIC.finditer(question))
    return _closed(question[: old[-1].start("topic")] + topic) if old and topic else None


def _names(question: str, language: Language) -> list[str]:
    found = [c for c in find_claims(question, language) if c.sort is Sort.NAME and not c.initial]
    return [question[c.start : c.end] for c in found]


def _replaced(question: str, words: str, sort: Sort, language: Language) -> str | None:
    """A question with its last date (colour) another one; a date is put at its end where it has none."""
    old: list[Claim] = [c for c in find_claims(question, language) if c.sort is sort]
    if old:
        there = question[old[-1].start : old[-1].end]
        year = _YEAR.search(there)
        if sort is Sort.DATE and year and not _YEAR.search(words):
            words = f"{words} {year.group()}"  # "og i april?": of the same year
        return _closed(question[: old[-1].start] + words + question[old[-1].end :])
    if sort is not Sort.DATE:
        return None
    word = "on" if language == "en" and re.match(r"\d{1,2}\b|\w+ \d{1,2},", words) else _IN[language]
    link = "" if language != "en" and re.match(r"\d{1,2}\.", words) else f"{word} "
    return _closed(f"{question.strip(' ?.!')} {link}{words}")


def _with_field(question: str, field: str) -> str | None:
    old = list(_FIELD.finditer(question))
    return _closed(question[: old[-1].start()] + field + question[old[-1].end() :]) if old else None
