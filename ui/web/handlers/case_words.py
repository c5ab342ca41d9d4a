"""A case's words: quotes as paragraphs, and what was changed word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from corpus.texts import Texts
from ingest.meeting.register import Change, Words
from ui.web.html import joined, tag

REWRITTEN = 0.25
"""Where less than this share of the longer text stands in both, the changes are no help to a reader."""

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zæøå][.)]|[•–-]) ")
_ITEM_WITHIN = re.compile(r"(?<=[.;:]) (?=(?:\d{1,2}[.)]|[a-zæøå]\)|•) )")
_STOPS = (".", ":", ";", "!", "?")
_UNBROKEN = 200  # characters: where lines are longer, no paper's width broke them, and each is a paragraph
_NARROW = 40  # characters: where no line is longer, none is short
_SHORT = 0.6  # of the longest line: a paragraph's last line, or a heading


def quoted(texts: Sequence[str]) -> Markup:
    """The documents' own words; lines that the paper's width broke are whole again, items stand apart."""
    lines = [" ".join(line.split()) for text in texts for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    shown: list[str] = []
    before = ""  # the line above; empty where a new paragraph may begin
    for line in lines:
        if not line:
            before = "" if before.endswith(_STOPS) else before
        elif not shown or not before or _ITEM.match(line) or _ends(before, line, width):
            shown.append(line)
        else:
            shown[-1] += f" {line}"
        before = line or before
    return tag("blockquote", *(tag("p", line) for line in shown))


def _ends(before: str, line: str, width: int) -> bool:
    """Whether a paragraph ends with a line although none is empty below it."""
    if width > _UNBROKEN:
        return True
    return width > _NARROW and len(before) < _SHORT * width and not line[:1].islower()


def changed(changes: Sequence[Words], say: Texts) -> Markup:
    """The changes in running text under a legend; a sentence where hardly anything is left of the proposal."""
    if _share(changes) < REWRITTEN:
        return tag("p", say("cases_tab.rewritten"))
    return joined([_legend(say), tag("p", *_changes(changes, say), class_="difference")])


def _share(changes: Sequence[Words]) -> float:
    """How much of the longer of two texts stands in both, from 0 to 1."""
    counts = dict.fromkeys(Change, 0)
    for words in changes:
        counts[words.change] += len(words.text.split())
    longer = counts[Change.SAME] + max(counts[Change.ADDED], counts[Change.REMOVED])
    return counts[Change.SAME] / longer if longer else 1.0


def _changes(changes: Sequence[Words], say: Texts) -> Iterator[Markup]:
    """Words with their fate: an underline or a line through them, a tint, and a word for who hears the page."""
    before = ""
    for words in changes:
        lines = joined(_ITEM_WITHIN.split(words.text), Markup("<br>"))
        if _ITEM.match(words.text) and before.endswith((".", ":", ";")):
            yield Markup("<br>")
        before = words.text
        if words.change is Change.SAME:
            yield joined([lines, " "])
            continue
        name, element = ("added", "ins") if words.change is Change.ADDED else ("removed", "del")
        yield joined([tag(element, tag("span", say(f"cases_tab.{name}"), ": ", class_="heard"), lines), " "])


def _legend(say: Texts) -> Markup:
    return tag(
        "p",
        tag("ins", say("cases_tab.added")), " ", tag("del", say("cases_tab.removed")),
        class_="legend", aria_hidden="true",
    )  # fmt: skip
