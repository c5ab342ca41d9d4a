"""A case's page: its facts, decision, proposal, what was changed, vote, mentions, and its course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from corpus.errors import UsageError
from corpus.texts import Texts
from index.archive import Archive
from index.types import StoredPart
from ingest.meeting.register import Change, RegisterCase, difference
from search.cases.register import Candidate, aliases, as_json, matter
from search.cite import LONGEST_DECISION
from ui.web.handlers.case_names import CaseName, find, name_of
from ui.web.handlers.case_words import changed, quoted
from ui.web.handlers.labels import status_label
from ui.web.html import joined, shown_date, shown_kind, tag
from ui.web.links import Place, fact_line, home
from ui.web.source import Source

_EXCERPT = 180  # characters of a mention that are shown: two lines
_GROUP = "sak"  # the viewer steps through all places of the page

Quoted = Mapping[str, Any]
"""A place with its words, as the contract describes it."""


def case_page(source: Source, wanted: str, say: Texts) -> Markup:
    """The page of ``BODY/YEAR/SEQUENCE``.

    Raises UsageError for an address that names no case; for a case that is not there the page
    says so and leads to the nearest.
    """
    name = CaseName.of(wanted)
    if name is None:
        raise UsageError(say("cases_tab.address_wrong"))
    archive = source.archive()
    found = find(archive, name)
    if found.case is None:
        return _missing(archive, name, found.near, say)
    return _page(archive, found.case, say)


def _page(archive: Archive, candidate: Candidate, say: Texts) -> Markup:
    case = candidate.case
    name = name_of(case, aliases(archive))
    told = as_json(archive, candidate)
    heading = tag(
        "header",
        tag("p", say("cases_tab.heading", number=case.number), class_="number"),
        tag("h1", case.title or say("cases_tab.untitled"), tabindex="-1"),
        tag("p", status_label(case.status, say), class_="standing"),
    )
    shown = [
        _bar(name, say),
        heading,
        _facts(case, say),
        _decision(told, say),
        _proposal(told, say),
        _vote(told, say),
        _course(archive, candidate, say),
        _mentions(archive, told["mentions"], say),
    ]
    return tag("article", joined(shown), class_="case-page", data_address=name.address(say))


def _missing(archive: Archive, name: CaseName, near: Sequence[Candidate], say: Texts) -> Markup:
    known = aliases(archive)
    body = name.body.replace("-", " ").strip()
    sentence = say("cases_tab.missing_in", number=name.number, body=body)
    if not body:
        sentence = say("cases_tab.missing", number=name.number)
    there = [c.case for c in near]
    elsewhere = any((case.key.year, case.key.sequence) == (name.year, name.sequence) for case in there)
    label = say("cases_tab.elsewhere") if elsewhere else say("cases_tab.near")
    items = [tag("li", _case_link(case, known, say)) for case in there]
    return tag(
        "article",
        _bar(None, say),
        tag("p", sentence, class_="note", role="status"),
        joined([tag("h2", label), tag("ol", *items, class_="course")]) if items else None,
        class_="case-page",
    )


def _bar(name: CaseName | None, say: Texts) -> Markup:
    back = tag(
        "a", "← ", say("cases_tab.all"), href=f"{home(say)}?fane=saker", class_="quiet-button", data_case=""
    )
    copied = None
    if name:
        label = say("cases_tab.copy_link")
        copied = tag("button", label, type="button", class_="quiet-button", data_copy_link=name.lasting)
    return tag("nav", back, copied, class_="case-bar", aria_label=say("cases_tab.tab"))


def _facts(case: RegisterCase, say: Texts) -> Markup | None:
    known = {
        "body": case.body,
        "meeting": case.meeting,
        "date": shown_date(case.date, say),
        "type": case.type,
        "presenter": case.presenter,
        "officer": case.officer,
        "archive_number": case.archive_number,
    }
    pairs = [
        tag("div", tag("dt", say(f"cases_tab.{key}")), tag("dd", value))
        for key, value in known.items()
        if value
    ]
    return tag("dl", *pairs, class_="case-facts") if pairs else None


def _decision(told: Mapping[str, Any], say: Texts) -> Markup:
    decision = told["decision"]
    if decision is None:
        nothing = tag("p", say("cases_tab.no_decision"), class_="hint")
        return _section(say("cases_tab.decision"), nothing)
    return _section(
        say("cases_tab.decision"), quoted(_shown(decision)), source_link(decision, say), "decision"
    )


def _proposal(told: Mapping[str, Any], say: Texts) -> Markup | None:
    proposed, decision = told["proposed"], told["decision"]
    if proposed is None:
        return None
    link = source_link(proposed, say)
    if decision is None:
        return _section(say("cases_tab.proposal"), quoted(_shown(proposed)), link)
    changes = difference(proposed["quote"], " ".join(_texts(decision)))
    if all(words.change is Change.SAME for words in changes):
        same = tag("p", say("cases_tab.same"))
        return _section(say("cases_tab.proposal"), same, link)
    before = _section(say("cases_tab.proposal"), quoted(_shown(proposed)), link)
    after = changed(changes, say)
    return joined([before, _section(say("cases_tab.difference"), after)])


def _vote(told: Mapping[str, Any], say: Texts) -> Markup | None:
    vote = told["vote"]
    if vote is None:
        return None
    return _section(say("cases_tab.vote"), quoted(_shown(vote)), source_link(vote, say))


def _course(archive: Archive, candidate: Candidate, say: Texts) -> Markup | None:
    """The cases of the same matter, oldest first; None where this is the only one."""
    group = matter(archive, candidate)
    if len(group) < 2:
        return None
    known = aliases(archive)
    items = [
        tag("li", _case_link(case, known, say, here=case.key == candidate.case.key),
            class_="here" if case.key == candidate.case.key else None)
        for case in group
    ]  # fmt: skip
    return _section(say("cases_tab.course"), tag("ol", *items, class_="course"))


def _case_link(case: RegisterCase, known: dict[str, str], say: Texts, *, here: bool = False) -> Markup:
    name = name_of(case, known)
    facts = [fact for fact in (shown_date(case.date, say), case.body) if fact]
    return tag(
        "a",
        tag("span", case.number, class_="number"),
        tag("span", case.title or say("cases_tab.untitled"), class_="title"),
        fact_line(facts, class_="facts"),
        status_label(case.status, say),
        href=name.address(say),
        data_case=name.text,
        aria_current="page" if here else None,
    )


def _mentions(archive: Archive, mentions: Sequence[Quoted], say: Texts) -> Markup | None:
    if not mentions:
        return None
    papers = {name: archive.store.papers(name) for name in {place["document"] for place in mentions}}
    items = [tag("li", _mention(place, papers[place["document"]], say)) for place in mentions]
    return _section(say("cases_tab.mentions"), tag("ul", *items, class_="mentions"))


def _mention(place: Quoted, papers: Sequence[StoredPart], say: Texts) -> Markup:
    paper = next((p for p in papers if p.start <= place["start"] < p.end), None)
    title = paper.title if paper and paper.title else place["document"]
    facts = [
        shown_kind(paper.kind, say) if paper else None,
        say("ui.draft") if paper and paper.draft else None,
        shown_date(paper.date, say) if paper else None,
        say("ui.page", page=place["page"]) if place["page"] else None,
    ]
    words = " ".join(place["quote"].split())
    if len(words) > _EXCERPT:
        words = words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    return tag(
        "a",
        tag("span", title, class_="title"),
        fact_line([fact for fact in facts if fact], class_="facts"),
        tag("q", words),
        href=_place(place).address(say),
        data_view=_GROUP,
        data_main=True,
    )


def _section(heading: str, content: object, link: Markup | None = None, kind: str | None = None) -> Markup:
    head = tag("div", tag("h2", heading), link, class_="section-head")
    return tag("section", head, content, class_=f"case-section {kind or ''}".strip())


def _texts(place: Quoted) -> list[str]:
    """The words of a place without the page headers that stand in it; no more than a quote may hold."""
    texts: list[str] = []
    left = LONGEST_DECISION
    for text in place.get("parts") or [place["quote"]]:
        texts.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return texts


def _shown(place: Quoted) -> list[str]:
    """The same, with a sign where a very long text was cut."""
    texts = _texts(place)
    cut = sum(map(len, texts)) >= LONGEST_DECISION
    return [*texts[:-1], f"{texts[-1]} …"] if cut else texts


def _place(place: Quoted) -> Place:
    return Place(place["document"], place["page"], place["start"], place["end"])


def source_link(place: Quoted, say: Texts) -> Markup:
    """Where words stand, as a link that opens the page with them marked."""
    page = say("ui.page", page=place["page"]) if place["page"] else None
    return tag(
        "a",
        say("cases_tab.open", where=", ".join(part for part in (place["document"], page) if part)),
        href=_place(place).address(say),
        class_="source-link",
        data_view=_GROUP,
        data_main=True,
    )
