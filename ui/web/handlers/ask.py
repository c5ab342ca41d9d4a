"""The conversation: questions, answers, their sources; kept as plain data in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from corpus.texts import Texts
from search.chat import answer_said
from search.conversation import Said, subject_of
from search.types import Answer, Citation, Searched
from search.writer import can_be_phrased
from ui.web.access.visit import note
from ui.web.handlers.errors import error_box, sentence
from ui.web.handlers.feedback import thumbs
from ui.web.handlers.found import case_list, record_table
from ui.web.handlers.prose import prose
from ui.web.html import address, joined, shown_counts, tag
from ui.web.links import Place, fact_line, facts, home, meant_link, source_line
from ui.web.source import Source

TURNS = 30
"""Questions and answers that a conversation keeps; the browser's own store holds some 5 MB."""


Turn = dict[str, Any]
"""``{"question": str}`` with ``"answer"`` (an `Answer` as a dictionary) or ``"error"`` (a sentence).

``"writing": True`` while the quoted answer is shown and a language model is still to phrase it.
"""


def answered(source: Source, question: str, say: Texts, before: Sequence[Turn] = ()) -> Turn:
    """The question with its quoted answer, or with the sentence that says why there is none.

    A writer is not waited for: what it makes of the answer comes afterwards (`ui.web.handlers.writing`).
    before: the turns of the conversation so far, which the question may follow up.
    """
    shown = question.strip()[:2000]
    note("ask", shown)
    try:
        archive = source.archive()
        answer = answer_said(archive, _said(before), question, ranking=source.ranking)
        turn: Turn = {"question": shown, "answer": asdict(answer)}
        return turn | {"writing": True} if source.writer is not None and can_be_phrased(answer) else turn
    except Exception as error:
        return {"question": shown, "error": sentence(error, say)}


def _said(turns: Sequence[Turn]) -> list[Said]:
    """What a conversation was about, question by question."""
    answers = [(turn["question"], answer_of(turn.get("answer"))) for turn in turns]
    return [Said(answer.read_as or question, subject_of(answer)) for question, answer in answers if answer]


def waiting(say: Texts) -> Markup:
    """A turn without its question, which the script shows while an answer is on its way."""
    return tag("section", _asked(""), _dots(say("ui.ask_waiting")), class_="turn")


def _dots(told: str) -> Markup:
    return tag("p", told, tag("i"), tag("i"), tag("i"), class_="waiting", role="status")


def conversation(turns: Sequence[Turn], say: Texts, *, arriving: bool = False) -> Markup:
    """All turns as HTML, oldest first. arriving: the last is new, and comes in piece by piece."""
    last = len(turns) - 1 if arriving else None
    shown = [_turn(number, turn, say, arriving=number == last) for number, turn in enumerate(turns)]
    name = tag("h1", say("ui.ask_title"), class_="heard")
    turned = tag("div", *shown, class_="turns", role="log", aria_live="polite", aria_label=say("ui.ask_log"))
    return joined([name, turned])


def kept(turns: Any) -> list[Turn]:
    """The turns that a browser gave back, without what is not a turn."""
    if not isinstance(turns, list):
        return []
    return [turn for turn in turns if isinstance(turn, dict) and isinstance(turn.get("question"), str)][
        -TURNS:
    ]


def welcome(source: Source, say: Texts) -> Markup:
    """What stands where no question has been asked yet."""
    try:
        counts = source.archive().store.counts()
    except Exception as error:
        return error_box(error, say)
    return tag(
        "section",
        tag("h1", say("ui.ask_title")),
        tag("p", say("ui.ask_lead"), class_="lead"),
        tag("p", f"{shown_counts(counts, say)}. {say('ui.local')}.", class_="hint"),
        class_="welcome",
    )


def _turn(number: int, turn: Turn, say: Texts, *, arriving: bool) -> Markup:
    answer = answer_of(turn.get("answer"))
    if answer is None:
        shown = tag("p", turn.get("error") or say("ui.error"), class_="note error", role="alert")
    else:
        shown = _shown(answer, say, f"svar-{number}")
    writing = _dots(say("ui.ask_writing")) if turn.get("writing") else None
    return tag(
        "section", _asked(turn["question"]), shown, writing, class_="turn arriving" if arriving else "turn"
    )


def _asked(question: str) -> Markup:
    return tag("h2", question, class_="asked")


def _shown(answer: Answer, say: Texts, group: str) -> Markup:
    if not answer.answered:
        near = (
            tag("p", say("ui.nearest"), class_="label"),
            tag("ol", *(_source(c, answer, say, group) for c in answer.nearest), class_="sources near"),
        )
        return tag(
            "div",
            _read_as(answer, say),
            _meant(answer, say),
            tag("p", say("ui.not_found"), class_="badge"),
            tag("p", answer.text, class_="answer refusal"),
            *(near if answer.nearest else ()),
            class_="reply",
        )
    reference = "\n".join(f"[{c.n}] {source_line(c, say)}" for c in answer.citations)
    text = prose(answer.text, answer.citations, lambda citation: _link(citation, say, group))
    copy = tag(
        "button",
        say("ui.copy_answer"),
        type="button",
        class_="quiet-button",
        data_copy=f"{answer.text}\n\n{reference}",
    )
    return tag(
        "div",
        _read_as(answer, say),
        _meant(answer, say),
        tag("div", text, class_="answer", lang=answer.language),
        *(tag("p", remark, class_="hint", role="note") for remark in answer.notes),
        case_list(answer.cases, say, f"{group}-saker"),
        record_table(answer.records, say, f"{group}-rader"),
        tag("p", say("ui.sources"), class_="label"),
        tag("ol", *(_source(c, answer, say, group) for c in answer.citations), class_="sources"),
        tag("div", copy, thumbs(answer, say), class_="after"),
        class_="reply",
    )


def _read_as(answer: Answer, say: Texts) -> Markup | None:
    """How a follow-up was read, with a button that puts it in the box, to be corrected there."""
    if not answer.read_as:
        return None
    button = tag("button", say("ui.correct"), type="button", class_="quiet-button", data_fill=answer.read_as)
    return tag("p", say("answer.read_as", question=answer.read_as), " ", button, class_="hint", role="note")


def _meant(answer: Answer, say: Texts) -> Markup | None:
    """The question as it was perhaps meant, as a link that asks it."""
    meant = answer.did_you_mean
    return meant_link(meant, address(home(say), q=meant), say) if meant else None


def _link(citation: Citation, say: Texts, group: str) -> Markup:
    where = source_line(citation, say)
    return tag(
        "a",
        citation.n,
        href=place_of(citation).address(say),
        class_="cite",
        data_view=group,
        data_n=citation.n,
        aria_label=say("ui.open_source", n=citation.n, where=where),
        title=where,
    )


def _source(citation: Citation, answer: Answer, say: Texts, group: str) -> Markup:
    quote = " ".join(citation.quote.split())
    repeated = answer.answered and quote in " ".join(answer.text.split())
    return tag(
        "li",
        tag(
            "a",
            tag("span", citation.n, class_="n", aria_hidden="true"),
            tag(
                "span",
                tag("span", citation.title, class_="title"),
                fact_line(facts(citation, say), class_="facts"),
                None if repeated else tag("q", quote),
                class_="what",
            ),
            href=place_of(citation).address(say),
            data_view=group,
            data_n=citation.n,
            data_main=True,
        ),
    )


def place_of(citation: Citation) -> Place:
    """Where a citation stands."""
    return Place(citation.document, citation.page, citation.start, citation.end)


def answer_of(value: Any) -> Answer | None:
    """An answer that was kept as data; None where it is not one (any more)."""
    try:
        plain = dict(value)
        plain["cases"], plain["records"] = (
            tuple(found for found in plain.get(key, ()) if isinstance(found, dict))
            for key in ("cases", "records")
        )
        for key in ("citations", "nearest"):
            plain[key] = tuple(
                Citation(**{**c, "heading": tuple(c.get("heading", ()))}) for c in plain.get(key, ())
            )
        plain["notes"] = tuple(map(str, plain.get("notes", ())))
        plain["searched"] = Searched(**plain["searched"])
        answer = Answer(**plain)
        return answer if isinstance(answer.text, str) else None
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
