"""The conversation: questions, answers, their sources; kept as plain data in the browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from corpus.errors import SaksokError
from corpus.texts import Texts
from search.ask import ask
from search.types import Answer, Citation, Searched
from ui.web.handlers.errors import error_box, sentence
from ui.web.handlers.found import case_list, record_table
from ui.web.html import joined, tag
from ui.web.links import Place, fact_line, facts, source_line
from ui.web.source import Source

TURNS = 30
"""Questions and answers that a conversation keeps; the browser's own store holds some 5 MB."""

_EXAMPLES = 3
_LONGEST_TITLE = 60  # characters of a title that is put in an example
_MARK = re.compile(r"\[(\d{1,3})\]")

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zæøå][.)]|[•–-]) ")

Turn = dict[str, Any]
"""``{"question": str}`` with ``"answer"`` (an `Answer` as a dictionary) or ``"error"`` (a sentence)."""


def answered(source: Source, question: str, say: Texts) -> Turn:
    """The question with its answer, or with the sentence that says why there is none."""
    shown = question.strip()[:2000]
    try:
        return {"question": shown, "answer": asdict(ask(source.archive(), question))}
    except Exception as error:
        return {"question": shown, "error": sentence(error, say)}


def waiting(say: Texts) -> Markup:
    """A turn without its question, which the script shows while an answer is on its way."""
    dots = tag("p", say("ui.ask_waiting"), tag("i"), tag("i"), tag("i"), class_="waiting")
    return tag("section", _asked(""), dots, class_="turn")


def conversation(turns: Sequence[Turn], say: Texts) -> Markup:
    """All turns as HTML, oldest first."""
    shown = [_turn(number, turn, say) for number, turn in enumerate(turns)]
    return tag("div", *shown, class_="turns", role="log", aria_live="polite", aria_label=say("ui.ask_log"))


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
        source.archive()
    except Exception as error:
        return error_box(error, say, source.folder)
    return tag(
        "section",
        tag("h1", say("ui.ask_title")),
        tag("p", say("ui.ask_lead"), class_="lead"),
        class_="welcome",
    )


def suggestions(source: Source, say: Texts) -> Markup:
    """The examples as buttons."""
    questions = examples(source, say)
    if not questions:
        return Markup()
    buttons = [tag("button", q, type="button", class_="example", data_ask=q) for q in questions]
    return tag("div", tag("p", say("ui.ask_examples"), class_="label"), *buttons, class_="examples")


def examples(source: Source, say: Texts) -> list[str]:
    """Questions that the archive itself suggests; [] where it cannot be opened or holds nothing."""
    try:
        papers = source.archive().store.papers()
    except SaksokError:
        return []
    papers = sorted((p for p in papers if p.title), key=lambda p: (p.date or "", p.title), reverse=True)
    cases = [say("ui.example_case", number=p.case) for p in papers if p.case]
    titles = [
        say("ui.example_title", title=p.title.capitalize() if p.title.isupper() else p.title)
        for p in papers
        if p.kind == "case paper" and len(p.title) <= _LONGEST_TITLE
    ]
    bodies = [say("ui.example_next", body=p.body) for p in papers if p.body and p.kind == "minutes"]
    found = [*cases[:1], *titles[:1], *bodies[:1], *cases[1:2], *titles[1:2]]
    return list(dict.fromkeys(found))[:_EXAMPLES]


def _turn(number: int, turn: Turn, say: Texts) -> Markup:
    answer = _answer(turn.get("answer"))
    if answer is None:
        shown = tag("p", turn.get("error") or say("ui.error"), class_="note error", role="alert")
    else:
        shown = _shown(answer, say, f"svar-{number}")
    return tag("section", _asked(turn["question"]), shown, class_="turn")


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
            tag("p", say("ui.not_found"), class_="badge"),
            tag("p", answer.text, class_="answer refusal"),
            *(near if answer.nearest else ()),
            class_="reply",
        )
    reference = "\n".join(f"[{c.n}] {source_line(c, say)}" for c in answer.citations)
    copy = tag(
        "button",
        say("ui.copy_answer"),
        type="button",
        class_="quiet-button",
        data_copy=f"{answer.text}\n\n{reference}",
    )
    return tag(
        "div",
        tag("div", _with_links(answer, say, group), class_="answer", lang=answer.language),
        case_list(answer.cases, say, f"{group}-saker"),
        record_table(answer.records, say, f"{group}-rader"),
        tag("p", say("ui.sources"), class_="label"),
        tag("ol", *(_source(c, answer, say, group) for c in answer.citations), class_="sources"),
        copy,
        class_="reply",
    )


def _with_links(answer: Answer, say: Texts, group: str) -> Markup:
    """The answer's text with each ``[n]`` that names a citation made a link to its place."""
    named = {c.n: c for c in answer.citations}
    pieces: list[object] = []
    at = 0
    for match in _MARK.finditer(answer.text):
        citation = named.get(int(match[1]))
        if citation is None:
            continue
        label = say("ui.open_source", n=citation.n, where=source_line(citation, say))
        link = tag(
            "a",
            citation.n,
            href=place_of(citation).address(say),
            class_="cite",
            data_view=group,
            data_n=citation.n,
            aria_label=label,
            title=source_line(citation, say),
        )
        pieces += [_quoted(answer.text[at : match.start()].rstrip(" "), answer), link]
        at = match.end()
    return joined([*pieces, _quoted(answer.text[at:], answer)])


def _quoted(text: str, answer: Answer) -> Markup:
    """Text with what is quoted in it set as the documents' own words, a list's items on lines of their own."""
    quotes = {" ".join(citation.quote.split()): citation.quote for citation in answer.citations}
    places = sorted((text.find(folded), folded) for folded in quotes if folded and folded in text)
    pieces: list[object] = []
    at = 0
    for start, folded in places:
        if start >= at:
            pieces += [text[at:start], tag("q", _by_items(quotes[folded]))]
            at = start + len(folded)
    return joined([*pieces, text[at:]])


def _by_items(quote: str) -> str:
    """A quote folded as in an answer, but with a line break before each item of a list."""
    lines = [" ".join(line.split()) for line in quote.splitlines()]
    return "".join(
        ("\n" if n and _ITEM.match(line) else " ") + line for n, line in enumerate(lines) if line
    ).strip()


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


def _answer(value: Any) -> Answer | None:
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
        plain["searched"] = Searched(**plain["searched"])
        answer = Answer(**plain)
        return answer if isinstance(answer.text, str) else None
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
