"""Who represents whom: from lists of names with organisations, and from labels such as ``Navn:`` and ``Aktør:``.

Where papers of different dates name different people, each is shown with its date, the newest first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.texts import texts
from index.archive import Archive
from index.types import Filters, StoredPassage
from ingest.document import Span
from ingest.meeting.bodies import body_key
from search.cases.register import aliases, named_bodies
from search.cite import Citations, shown
from search.dates import written
from search.types import Answer, Searched
from search.understand import Question

_REPRESENTS = re.compile(
    r"\b(?:hvem|kven|who)\b.{0,20}\b(?:representerer|representerte|representer|representant(?:en)?|medlem(?:mer|men|mar)?"
    r"|sitter|sit|stiller|deltar|represents?|represented|members?|representative)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:representerer|representerte|representant(?:en)?|representative(?: of)?|represents?|represented|medlem\w*"
    r"|members?(?: of)?|sitter|sit|stiller|deltar|fra|frå|for|from)\s+(?P<org>.+)$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:(?:hvilken|kva|hva slags|what)\s+(?:tittel|stilling|rolle|title|position|role)\b.{0,8}"
    r"\b(?:har|hadde|does|is)|(?:hva|kva|what)\s+(?:er|is)\s+(?:the\s+)?(?:tittelen|stillingen|stillinga|title|position)\s+(?:til|åt|of))\b",
    re.IGNORECASE,
)
_WORD = r"[A-ZÆØÅÄÖÁČŠŽÉ][\w.'’-]*"
_NAME = rf"{_WORD}(?:[ \t]+\n?\s*(?:van|de|von|af|{_WORD})){{1,4}}"
_BRACKETED = re.compile(rf"(?P<name>{_NAME})\s*\((?P<org>[A-ZÆØÅ][^()]{{1,70}})\)")
_LABEL = re.compile(
    r"^[ \t•*-]*(?:(?P<name>navn|namn|name)|(?P<title>tittel|stilling|rolle|funksjon|title|position|role)"
    r"|(?P<org>aktør|organisasjon|virksomhet|verksemd|representerer|etat|organi[sz]ation))\s*:[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_VALUE = 90
_DEEP = 40  # passages with the words of the question that are read
_AROUND = 300  # characters around a passage that are read with it: a person's lines may go on in the next
_MOST = 3
_HOLLOW = frozenset(("rhf", "hf", "sf", "as", "iks", "kf", "og", "i", "for", "norsk", "the", "and"))


@dataclass(frozen=True, slots=True)
class _Member:
    """A person with an organisation or a title, and where a document says so."""

    name: str
    org: str
    passage: StoredPassage
    span: Span


def answer_members(
    archive: Archive, question: Question, filters: Filters, searched: Searched
) -> Answer | None:
    """Who represents an organisation, or which title somebody has; None where that is not asked or not told."""
    titled = _TITLED.search(question.text)
    if filters or not (titled or _REPRESENTS.search(question.text)):
        return None
    asked = question.text[titled.end() :] if titled else _organisation(question.text)
    if not asked:
        return None
    terms = _key(archive, asked, question)
    found = [
        member
        for member in _members(archive, terms)
        if (said := _key(archive, member.name if titled else member.org)) and said <= terms
    ]
    found = _of_body(archive, question, found)
    if not found:
        return None
    cites = Citations(archive, _MOST)
    lines, seen = [], set()
    several = len({member.passage.date for member in found}) > 1
    for member in sorted(found, key=lambda m: m.passage.date or "", reverse=True):
        if (member.name, member.org) in seen:
            continue
        seen.add((member.name, member.org))
        citation = cites.cite(member.passage.document, member.span)
        if citation is None:
            continue
        quote = f"{shown(citation.quote)} [{citation.n}]"
        day = written(member.passage.date, question.language) if several and member.passage.date else ""
        lines.append(texts(question.language)("answer.from_date", date=day, quote=quote) if day else quote)
    if not lines:
        return None
    return Answer(
        question.text, question.language, True, "passage", "\n".join(lines), cites.all, searched=searched
    )


def _organisation(text: str) -> str | None:
    """The words that name whom somebody represents: all after the last word that only asks."""
    match = _FOR.search(text)
    while match and (deeper := _FOR.search(match["org"])):
        match = deeper
    return match["org"] if match else None


def _key(archive: Archive, text: str, question: Question | None = None) -> frozenset[str]:
    """The terms of a name without what many names share; of a question also what its words are translated to."""
    if question is not None:
        start = question.text.rindex(text)
        return frozenset(term.term for term in archive.query_terms(question.text) if term.start >= start)
    return frozenset(archive.analyser.index_terms(text).stem) - _HOLLOW


def _members(archive: Archive, terms: frozenset[str]) -> Iterator[_Member]:
    """The people that the passages with the words of the question name."""
    weights = dict.fromkeys((term for term in terms if not term.isdigit()), 1.0)
    numbers = [number for number, _ in archive.lexical("stem", weights, _DEEP)]
    for passage in archive.passages(numbers).values():
        start = max(0, passage.start - _AROUND)
        text = archive.store.text(passage.document, start, passage.end + _AROUND)
        for match in _BRACKETED.finditer(text):
            yield _made(passage, start, match["name"], match["org"], match.span())
        yield from _labelled(passage, start, text)


def _labelled(passage: StoredPassage, start: int, text: str) -> Iterator[_Member]:
    """People told of by labelled lines: from each label of a name to the next one."""
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        if label.lastgroup != "name":
            continue
        group = [label]
        for other in labels[place + 1 :]:
            if other.lastgroup in {one.lastgroup for one in group}:
                break
            group.append(other)
        values = {}
        end = label.end()
        for number, one in enumerate(group):
            value = _value(text, one.end(), group[number + 1].start() if number + 1 < len(group) else None)
            values[one.lastgroup or ""] = value.strip()
            end = one.end() + len(value.rstrip())
        if len(values) > 1 and values["name"]:
            yield _made(passage, start, values["name"], values.get("org", ""), (label.start(), end))


def _value(text: str, start: int, stop: int | None) -> str:
    """What stands after a label: to the next label, or to the end of its line where none follows."""
    if stop is not None:
        return text[start : min(stop, start + _LONGEST_VALUE)]
    line = text.find("\n", start)
    return text[start : line if line >= 0 else len(text)][:_LONGEST_VALUE]


def _made(passage: StoredPassage, start: int, name: str, org: str, span: tuple[int, int]) -> _Member:
    found = Span(start + span[0], start + span[1])
    return _Member(" ".join(name.split()), " ".join(org.split()), passage, found)


def _of_body(archive: Archive, question: Question, found: Sequence[_Member]) -> list[_Member]:
    """Those of the body that the question names; all where it names none."""
    known = aliases(archive)
    for keys in named_bodies(archive, question.text):
        within = [m for m in found if _tells_of(m.passage, keys, known)]
        if within:
            return within
    return list(found)


def _tells_of(passage: StoredPassage, keys: Collection[str], known: Mapping[str, str]) -> bool:
    """Whether a passage is of a paper of the body, or names it where its paper is of none."""
    if passage.body:
        return body_key(passage.body, known) in keys
    text = f"{passage.title} {passage.text}".casefold()
    return any(key and key in text for key in keys)
