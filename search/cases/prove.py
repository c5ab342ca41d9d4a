"""What an answer says of cases, held against the cases themselves.

Each sentence that the program has a form for (`corpus/strings`, section ``cases``) is recognised by that
form, and what the form states is looked up or computed again: that there is a decision, that it is the
proposal's own words, that the case was withdrawn, how many cases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from corpus.texts import Texts, texts
from index.archive import Archive
from ingest.meeting import Status
from ingest.numbers import find_numbers
from ingest.sentences import sentence_spans
from search.cases.register import candidates
from search.cases.role_proof import ROLE_FORMS, role_stands
from search.dates import written
from search.proof.claims import Sort, find_claims
from search.proof.evidence import fold
from search.proof.readback import HOLE, MARK, Quoted, Sentence
from search.types import Answer, Citation

_SLOT = re.compile(r"\{(\w+)\}")
_FORMS = (
    "decided", "proposed", "grew_from", "same_as_proposed", "changed", "unchanged", "only_proposed", "no_decision",
    "not_decided", "no_proposal", "postponed", "withdrawn", "not_treated", "was_decided", "type", "presenter",
    "officer", "vote", "about", "date", "said", "archive_number", "several", "missing", "list", "list_one", "topic",
    "topic_one", "topic_more", "meetings", "meetings_one", "meetings_newest", "decisions_at", "decisions_at_one",
    "cases_at", "cases_at_one", *ROLE_FORMS,
)  # fmt: skip
_QUOTED_SLOTS = frozenset(("quote", "mark", "marks", "added", "removed"))

_FATES = {
    "postponed.0": str(Status.POSTPONED), "withdrawn.0": str(Status.WITHDRAWN),
    "not_treated.0": str(Status.NOT_TREATED),
}  # fmt: skip

Slots = Mapping[str, str]
Case = Mapping[str, Any]


class Statements:
    """The statements that an answer makes of its cases."""

    def __init__(self, archive: Archive, answer: Answer) -> None:
        self._archive, self._answer = archive, answer
        self._say = texts(answer.language)
        self._cited = {citation.n: citation for citation in answer.citations}

    def holds(self, sentence: Sentence) -> bool | None:
        """Whether what a sentence states is so; None where it has none of the program's forms."""
        frame = _bare(sentence.frame)
        found = [(key, pattern.fullmatch(frame)) for key, pattern in forms(self._answer.language)]
        known = [(key, match.groupdict()) for key, match in found if match]
        return any(self._is_so(key, sentence, slots) for key, slots in known) if known else None

    def _is_so(self, key: str, sentence: Sentence, slots: Slots) -> bool:
        """Whether a form's statement, with what stands in its slots, is so."""
        if "case" not in slots:
            return self._of_cases(key, sentence, slots)
        case = next((c for c in self._answer.cases if self._is_name(slots["case"], c)), None)
        return case is not None and self._of_case(key, sentence, slots, case)

    def _of_case(self, key: str, sentence: Sentence, slots: Slots, case: Case) -> bool:
        """A statement that names its case."""
        match key:
            case "decided.0" | "was_decided.0":
                return self._cites(sentence, (case,), "decision")
            case "proposed.0":
                return self._cites(sentence, (case,), "proposed")
            case "only_proposed.0":
                return self._cites(sentence, (case,), "proposed") and case["decision"] is None
            case "unchanged.0":
                return self._cites(sentence, (case,), "proposed") and _same(case)
            case "no_decision.0" | "not_decided.0":
                return case["decision"] is None
            case "no_proposal.0":
                return case["proposed"] is None
            case "postponed.0" | "withdrawn.0" | "not_treated.0":
                return bool(case["status"] == _FATES[key])
            case "type.0" | "presenter.0" | "officer.0":
                return self._fact(sentence, slots["value"], case[key.removesuffix(".0")])
            case "date.0":
                return slots["value"] == written(case["date"], self._answer.language)
        return key in ("vote.0", "about.0", "said.0")  # what is said is quoted

    def _of_cases(self, key: str, sentence: Sentence, slots: Slots) -> bool:
        """A statement about the answer's cases together, or about the one that its sentence cites."""
        cases = self._answer.cases
        match key:
            case "grew_from.0":
                return self._cites(sentence, cases, "proposed")
            case "same_as_proposed.0":
                return any(self._cites(sentence, (c,), "proposed") and _same(c) for c in cases)
            case "changed.0":
                return not all(map(_same, cases))
            case "changed.1":
                return self._moved(sentence, "decision", "proposed")
            case "changed.2":
                return self._moved(sentence, "proposed", "decision")
            case "archive_number.0":
                return self._archived(slots)
            case "missing.0":
                return not candidates(self._archive, _readings(slots["number"]))
            case "list.0" | "topic.0":
                return slots["count"] == str(len(cases))
            case "list_one.0" | "topic_one.0":
                return len(cases) == 1
            case "topic_more.0":
                return slots["count"] == str(len(self._answer.citations))
            case "decisions_at.0" | "cases_at.0":
                return slots["count"] == str(len(cases)) and self._is_held(slots)
            case "decisions_at_one.0" | "cases_at_one.0":
                return len(cases) == 1 and self._is_held(slots)
            case "meetings.0" | "meetings_newest.0":
                return not cases and slots["count"] == str(self._listed())
            case "meetings_one.0":
                return not cases and self._listed() == 1
        if (form := key.removesuffix(".0")) in ROLE_FORMS:
            cited = [self._cited[n] for n in sentence.marks if n in self._cited]
            return any(role_stands(self._archive, c, form, slots, self._answer.language) for c in cited)
        return key == "several.0" and len(cases) > 1

    def of_list(self, line: str) -> bool | None:
        """Whether a line of a list of cases is true; None where it is of no such list.

        Either it tells of one case: its name as the program writes it, its title, and perhaps a quote; or it
        tells of all cases of a meeting, each with its own title.
        """
        cases, plain = self._answer.cases, fold(MARK.sub(" ", line))
        if cases and plain.startswith(self._say("cases.meeting_cases").partition("{")[0]):
            return plain == self._of_meeting(cases)
        if not cases or not plain.startswith("– "):
            return None
        one_meeting = len({(case["body"], case["date"]) for case in cases}) == 1
        for case in cases:
            name, bare = self._name(case), self._say("cases.case", number=case["number"])
            heads = [f"– {name}, {case['title']}", f"– {name}: {case['title']}"]
            heads += [f"– {bare[:1].upper()}{bare[1:]}: {case['title']}"] if one_meeting else []
            for head in map(fold, heads):
                if plain == head or plain.startswith(f"{head}: «"):
                    return True
        return False

    def _of_meeting(self, cases: Sequence[Case]) -> str:
        text = self._say(
            "cases.meeting_cases",
            body=cases[0]["body"] or self._say("cases.unknown_body"),
            date=written(cases[0]["date"], self._answer.language),
            cases="; ".join(f"{c['number']} {c['title']}" for c in cases),
        )
        return fold(text)

    def _is_held(self, slots: Slots) -> bool:
        """Whether all cases are of the body and the day named."""
        told = {
            _bare(f"{c['body'] or ''} {written(c['date'], self._answer.language)}")
            for c in self._answer.cases
        }
        return told == {f"{slots['body']} {slots['date']}"}  # where the one ends is not told by the form

    def _listed(self) -> int:
        """How many lines of a list the answer has, each of which is proven by itself."""
        return sum(line.startswith("– ") for line in self._answer.text.splitlines())

    def joined_parts(self, words: str, marks: Sequence[int]) -> bool:
        """Whether words are a decision's own, read without the page headers that stand within it."""
        for case in self._answer.cases:
            place = case["decision"]
            cited = place and any(_is_place(self._cited.get(n), place) for n in marks)
            if cited and fold(words).rstrip("… ") in fold(" ".join(place.get("parts") or ())):
                return True
        return False

    # -- what is stated -------------------------------------------------------------------------

    def _name(self, case: Case) -> str:
        place = ", ".join(filter(None, (case["body"], written(case["date"], self._answer.language))))
        name = self._say("cases.case_in" if place else "cases.case", number=case["number"], place=place)
        return name[:1].upper() + name[1:]

    def _is_name(self, words: str, case: Case) -> bool:
        name = _bare(self._name(case))
        return words in (name, name[:1].lower() + name[1:])

    def _cites(self, sentence: Sentence, cases: Sequence[Case], side: str) -> bool:
        """Whether a sentence cites that side of one of the cases."""
        return any(
            c[side] is not None and _is_place(self._cited.get(n), c[side])
            for c in cases
            for n in sentence.marks
        )

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

    def _fact(self, sentence: Sentence, told: str, own: str | None) -> bool:
        """Whether a fact is the case's own, and stands in what is cited."""
        if _bare(own or "") != told:
            return False
        return any(_within(told, _bare(self._cited[n].quote)) for n in sentence.marks if n in self._cited)

    def _archived(self, slots: Slots) -> bool:
        numbers = [c.readings for c in find_claims(slots["cases"]) if c.sort is Sort.IDENTIFIER]
        having = {
            c["number"] for c in self._answer.cases if (c["archive_number"] or "").startswith(slots["number"])
        }
        return bool(numbers) and all(readings & having for readings in numbers)


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


def _words(case: Case, side: str) -> str:
    return fold(case[side]["quote"]) if case[side] else ""


def _is_place(citation: Citation | None, place: Case) -> bool:
    return (
        citation is not None
        and citation.document == place["document"]
        and place["start"] <= citation.start < place["end"]
    )


def _same(case: Case) -> bool:
    """Whether a case's decision has its proposal's own words."""
    return _words(case, "proposed") == _words(case, "decision")


def _readings(written_: str) -> list[Any]:
    return [number for mention in find_numbers(f"sak {written_}") for number in mention.readings]
