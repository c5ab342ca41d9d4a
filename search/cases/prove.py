"""What an answer says of cases, held against the cases themselves.

Each sentence that the program has a form for (`corpus/strings`, section ``cases``) is recognised by that
form, and what the form states is looked up or computed again: that there is a decision, that it is the
proposal's own words, that the case was withdrawn, how many cases there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from corpus.texts import Texts, texts
from index.archive import Archive
from ingest.meeting import Status
from ingest.numbers import find_numbers
from ingest.sentences import sentence_spans
from search.cases.register import candidates
from search.dates import written
from search.proof.prose import fold
from search.proof.readback import HOLE, MARK, Quoted, Sentence
from search.types import Answer, Citation

_SLOT = re.compile(r"\{(\w+)\}")
_FORMS = (
    "decided", "proposed", "grew_from", "same_as_proposed", "changed", "unchanged", "only_proposed", "no_decision",
    "not_decided", "no_proposal", "postponed", "withdrawn", "not_treated", "was_decided", "type", "presenter",
    "officer", "vote", "about", "date", "said", "archive_number", "several", "missing", "list", "list_one", "topic",
    "topic_one", "topic_more",
)  # fmt: skip
_QUOTED_SLOTS = frozenset(("quote", "mark", "marks", "added", "removed"))

Slots = Mapping[str, str]


class Statements:
    """The statements that an answer makes of its cases."""

    def __init__(self, archive: Archive, answer: Answer) -> None:
        self._archive, self._answer = archive, answer
        self._say = texts(answer.language)
        self._cited = {citation.n: citation for citation in answer.citations}
        self._checks: dict[str, Callable[[Sentence, Slots, Mapping[str, Any] | None], bool]] = {
            "decided.0": lambda s, _, c: self._cites(s, c, "decision"),
            "was_decided.0": lambda s, _, c: self._cites(s, c, "decision"),
            "proposed.0": lambda s, _, c: self._cites(s, c, "proposed"),
            "grew_from.0": lambda s, _, c: self._cites(s, c, "proposed"),
            "only_proposed.0": lambda s, _, c: self._cites(s, c, "proposed") and self._lacks(c, "decision"),
            "same_as_proposed.0": lambda s, _, c: self._cites(s, c, "proposed") and self._same(s),
            "unchanged.0": lambda s, _, c: self._cites(s, c, "proposed") and self._same(s),
            "changed.0": lambda s, _, c: not self._same(s),
            "changed.1": lambda s, _, c: self._moved(s, "decision", "proposed"),
            "changed.2": lambda s, _, c: self._moved(s, "proposed", "decision"),
            "no_decision.0": lambda _, __, c: self._lacks(c, "decision"),
            "not_decided.0": lambda _, __, c: self._lacks(c, "decision"),
            "no_proposal.0": lambda _, __, c: self._lacks(c, "proposed"),
            "postponed.0": lambda _, __, c: _is(c, Status.POSTPONED),
            "withdrawn.0": lambda _, __, c: _is(c, Status.WITHDRAWN),
            "not_treated.0": lambda _, __, c: _is(c, Status.NOT_TREATED),
            "type.0": lambda s, slots, c: self._fact(s, slots, c, "type"),
            "presenter.0": lambda s, slots, c: self._fact(s, slots, c, "presenter"),
            "officer.0": lambda s, slots, c: self._fact(s, slots, c, "officer"),
            "vote.0": lambda s, _, c: c is not None,
            "about.0": lambda s, _, c: c is not None,
            "said.0": lambda s, _, c: c is not None,
            "date.0": lambda _, slots, c: c is not None and slots["value"] == written(c["date"], answer.language),
            "archive_number.0": lambda _, slots, __: self._archived(slots),
            "several.0": lambda *_: len(answer.cases) > 1,
            "missing.0": lambda _, slots, __: not candidates(archive, _readings(slots["number"])),
            "list.0": lambda _, slots, __: slots["count"] == str(len(answer.cases)),
            "list_one.0": lambda *_: len(answer.cases) == 1,
            "topic.0": lambda _, slots, __: slots["count"] == str(len(answer.cases)),
            "topic_one.0": lambda *_: len(answer.cases) == 1,
            "topic_more.0": lambda _, slots, __: slots["count"] == str(len(answer.citations)),
        }

    def holds(self, sentence: Sentence) -> bool | None:
        """Whether what a sentence states is so; None where it has none of the program's forms."""
        frame = _bare(sentence.frame)
        known = [
            (check, match.groupdict())
            for key, pattern in forms(self._answer.language)
            if (match := pattern.fullmatch(frame)) and (check := self._checks.get(key))
        ]
        if not known:
            return None
        return any(self._checked(check, sentence, slots) for check, slots in known)

    def _checked(self, check: Callable[..., bool], sentence: Sentence, slots: Slots) -> bool:
        case = None
        if "case" in slots:
            case = next((c for c in self._answer.cases if self._is_name(slots["case"], c)), None)
            if case is None:
                return False
        return check(sentence, slots, case)

    def listed(self, line: str) -> str | None:
        """What is left of a line of a list (its quote) once its case is told of; None where it is no such line.

        A line is the case's name as the program writes it, and its title, both of one case.
        """
        plain = fold(MARK.sub(" ", line))
        for case in self._answer.cases:
            name = self._name(case)
            for head in (f"– {name}, {case['title']}", f"– {name}: {case['title']}"):
                head = fold(head)
                rest = plain[len(head) :].strip()
                if plain.startswith(head) and (not rest or rest.startswith(": «")):
                    return line if rest else ""
        return None

    def meeting(self, line: str) -> bool:
        """Whether a line is the list of the answer's cases, each with its own title, at their own meeting."""
        cases = self._answer.cases
        if not cases:
            return False
        expected = self._say(
            "cases.meeting_cases",
            body=cases[0]["body"] or self._say("cases.unknown_body"),
            date=written(cases[0]["date"], self._answer.language),
            cases="; ".join(f"{c['number']} {c['title']}" for c in cases),
        )
        return fold(MARK.sub(" ", line)) == fold(expected)

    def joined_parts(self, words: str, marks: Sequence[int]) -> bool:
        """Whether words are a decision's own, read without the page headers that stand within it."""
        for case in self._answer.cases:
            place = case["decision"]
            cited = place and any(_is_place(self._cited.get(n), place) for n in marks)
            if cited and fold(words).rstrip("… ") in fold(" ".join(place.get("parts") or ())):
                return True
        return False

    # -- what is stated -------------------------------------------------------------------------

    def _name(self, case: Mapping[str, Any]) -> str:
        place = ", ".join(filter(None, (case["body"], written(case["date"], self._answer.language))))
        name = self._say("cases.case_in" if place else "cases.case", number=case["number"], place=place)
        return name[:1].upper() + name[1:]

    def _is_name(self, words: str, case: Mapping[str, Any]) -> bool:
        name = _bare(self._name(case))
        return words in (name, name[:1].lower() + name[1:])

    def _cites(self, sentence: Sentence, case: Mapping[str, Any] | None, side: str) -> bool:
        """Whether a sentence cites that side of its case (of any case, where it names none)."""
        cases = self._answer.cases if case is None else (case,)
        return any(
            c[side] is not None and _is_place(self._cited.get(n), c[side]) for c in cases for n in sentence.marks
        )

    def _lacks(self, case: Mapping[str, Any] | None, side: str) -> bool:
        return case is not None and case[side] is None

    def _same(self, sentence: Sentence) -> bool:
        """Whether the decision has the proposal's own words, in the case whose proposal is cited (else in the first)."""
        cases = [
            c for c in self._answer.cases
            if c["proposed"] and any(_is_place(self._cited.get(n), c["proposed"]) for n in sentence.marks)
        ] or list(self._answer.cases[:1])  # fmt: skip
        return all(_words(c, "proposed") == _words(c, "decision") for c in cases)

    def _moved(self, sentence: Sentence, there: str, gone: str) -> bool:
        """Whether all that a sentence quotes stands on the one side of a case and not on the other."""
        if not sentence.quoted:
            return _bare(sentence.frame).endswith(self._say("cases.added_nothing"))
        parts = [part for quoted in sentence.quoted for part in parts_of(quoted)]
        return any(
            all(_within(part, _words(c, there)) for part in parts)
            and not all(_within(part, _words(c, gone)) for part in parts)
            for c in self._answer.cases
        )

    def _fact(self, sentence: Sentence, slots: Slots, case: Mapping[str, Any] | None, name: str) -> bool:
        """Whether a fact is the case's own, and stands in what is cited."""
        value = slots["value"]
        if case is None or _bare(str(case[name])) != value:
            return False
        return any(_within(value, _bare(self._cited[n].quote)) for n in sentence.marks if n in self._cited)

    def _archived(self, slots: Slots) -> bool:
        numbers = [n.text for mention in find_numbers(slots["cases"]) for n in mention.readings[:1]]
        having = {
            c["number"] for c in self._answer.cases if (c["archive_number"] or "").startswith(slots["number"])
        }
        return bool(numbers) and set(numbers) <= having


@lru_cache(maxsize=3)
def forms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms of sentences about cases in a language, by key and number of the sentence within its string."""
    return tuple(_forms(texts(language)))


def _forms(say: Texts) -> Iterator[tuple[str, re.Pattern[str]]]:
    for key in _FORMS:
        string = say(f"cases.{key}")
        for number, span in enumerate(sentence_spans(string, 0, len(string))):
            template = _SLOT.sub(
                lambda m: " " if m[1] in _QUOTED_SLOTS else f"\0{m[1]}\0", string[span.start : span.end]
            )
            pieces = re.split(r"\0(\w+)\0", _bare(template))
            pattern = "".join(
                f"(?P<{piece}>.+?)" if i % 2 else re.escape(piece) for i, piece in enumerate(pieces)
            )
            if pattern[:1].isalpha():
                pattern = f"[{pattern[0].upper()}{pattern[0].lower()}]{pattern[1:]}"
            loose = ".*" if key == "changed" and number else ""
            yield f"{key}.{number}", re.compile(pattern + loose)


def _bare(text: str) -> str:
    """Words without commas and what ends a sentence, so that a form is recognised around its quotes."""
    return fold(text.replace(HOLE, " ").replace(",", " ")).strip(" .:")


def parts_of(quoted: Quoted) -> list[str]:
    """What is quoted, parted where an ellipsis leaves something out."""
    return [part for part in map(fold, quoted.words.split("…")) if part]


def _within(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(text)))


def _words(case: Mapping[str, Any], side: str) -> str:
    return fold(case[side]["quote"]) if case[side] else ""


def _is_place(citation: Citation | None, place: Mapping[str, Any]) -> bool:
    return (
        citation is not None
        and citation.document == place["document"]
        and place["start"] <= citation.start < place["end"]
    )


def _is(case: Mapping[str, Any] | None, status: Status) -> bool:
    return case is not None and case["status"] == str(status)


def _readings(written_: str) -> list[Any]:
    return [number for mention in find_numbers(f"sak {written_}") for number in mention.readings]
