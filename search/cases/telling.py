"""One side of one case told in a few sentences, each with the marks of what it cites."""

from __future__ import annotations

import re

from corpus.texts import Texts
from index.archive import Archive
from index.records import StoredCase
from ingest.document import Kind, Span
from ingest.meeting import Status
from ingest.meeting.register import Change, Place, difference
from search.cases.question import Asked
from search.cases.register import Candidate, case_name
from search.cases.within import evidence_within
from search.cite import Citations, shown
from search.dates import written
from search.understand import Question

_HEADING_AT_END = re.compile(
    r"\s*\n[^\n]{0,40}(?:forslag|framlegg|innstilling|tilråding|vedtak)[^\n]{0,40}$", re.IGNORECASE
)
_LINE = 250  # characters after a case's title in which the line of a list goes on
_HEAD = 1500  # characters at the beginning of a case's paper that hold its labels
_NEXT_CASE = re.compile(r"\n\s*(?:sak\s+)?\d{1,4}/\d{2,4}\b", re.IGNORECASE)
_FEW = 3  # of more cases than this, each is told of with one quote, so that all have room
_ABOUT = 700  # characters of the quote that says what a case is about
_STATUS_WORDS = {
    Status.POSTPONED: re.compile(r"\b(?:utsatt|utsettes|utsette|utsett\w*|postponed)\b", re.IGNORECASE),
    Status.WITHDRAWN: re.compile(r"\b(?:trukket|trekkes|trekt|trekkjast|trekte|withdrawn)\b", re.IGNORECASE),
    Status.NOT_TREATED: re.compile(r"\bikk(?:e|je) (?:\w+ )?(?:behandl\w+|handsama\w*|tid)\b", re.IGNORECASE),
}
_STATUS_KEYS = {
    Status.POSTPONED: "cases.postponed",
    Status.WITHDRAWN: "cases.withdrawn",
    Status.NOT_TREATED: "cases.not_treated",
}
_PRESENTED = re.compile(
    r"[A-ZÆØÅ][\w-]+ [A-ZÆØÅ][\w-]+[^.\n]{0,80}?\b(?:innledet|innledde|innleidde|innleia|la fr[ae]m|presenterte"
    r"|orienterte|redegjorde|gjorde greie|introduced|presented)\b"
)
_VOTE = re.compile(
    r"\b(?:enstemmig|einstemmig|samrøystes|\d+ mot \d+|mot \d+ (?:stemmer|røyster)|unanimous)\b", re.I
)


class Teller:
    """Tells one side of one case, and cites what it says."""

    def __init__(
        self,
        archive: Archive,
        question: Question,
        candidate: Candidate,
        cites: Citations,
        say: Texts,
        count: int,
    ) -> None:
        self._archive, self._question, self._candidate = archive, question, candidate
        self._cites, self._say, self._count = cites, say, count
        self._case = candidate.case

    def tell(self, asked: Asked) -> str | None:
        """One or a few sentences with marks; None where there is nothing to tell."""
        tell = {
            Asked.DECISION: self._decision,
            Asked.PROPOSAL: self._proposal,
            Asked.CHANGE: self._change,
            Asked.VOTE: self._vote,
            Asked.STATUS: self._status,
            Asked.TYPE: lambda: self._fact("type"),
            Asked.OFFICER: lambda: self._fact("officer"),
            Asked.PRESENTER: lambda: self._fact("presenter"),
            Asked.DATE: self._date,
            Asked.ABOUT: self._about,
            Asked.REASON: self._within,
            Asked.DISCUSSION: self._discussion,
            Asked.WHOLE: self._whole,
        }[asked]
        return tell()

    def knows(self, asked: Asked) -> bool:
        """Whether the papers name who presented the case, or who prepared it."""
        if asked is Asked.OFFICER:
            return self._case.officer is not None
        told = self._case.treatment
        return bool(self._case.presenter or (told and _PRESENTED.search(self._text(told))))

    @property
    def _name(self) -> str:
        return case_name(self._case, self._say, self._question.language)

    def _sentence(self, key: str, **values: object) -> str:
        text = self._say(key, case=self._name, **values)
        return text[:1].upper() + text[1:]

    def _quoted(self, place: Place | None, longest: int = 6000) -> str | None:
        """A place's words with the mark of its citation."""
        citation = self._cites.cite(place.document, place.span, longest) if place else None
        return f"«{shown(citation.quote)}» [{citation.n}]" if citation else None

    def _decision(self) -> str | None:
        if self._case.status in _STATUS_KEYS and not self._case.decision:
            return self._status()
        quote = self._quoted_decision()
        if not quote:
            return self._no_decision()
        sentences = [self._sentence("cases.decided", quote=quote)]
        if self._count == 1 and self._case.proposed:
            sentences.append(self._proposal_beside())
        return " ".join(sentences)

    def _quoted_decision(self) -> str | None:
        """The decision's words without the page headers that stand in it, with its mark."""
        place, parts = self._case.decision, self._case.decision_parts
        citation = self._cites.cite(place.document, place.span) if place else None
        if citation is None or place is None:
            return None
        inside = [p for p in parts if p.end <= citation.end]
        words = " ".join(self._text(Place(place.document, part)) for part in inside) or citation.quote
        return f"«{shown(words)}» [{citation.n}]"

    def _no_decision(self) -> str | None:
        """There is none; not an answer, so nothing is cited."""
        return self._sentence("cases.not_decided" if self._case.proposed else "cases.no_decision")

    def _discussion(self) -> str | None:
        """What answers best within the treatment; all of the discussion where nothing more is asked."""
        told = self._within()
        quote = None if told else self._quoted(self._case.discussion, 1200)
        return self._sentence("cases.said", quote=quote) if quote else told

    def _proposal_beside(self) -> str:
        assert self._case.proposed and self._case.decision
        old, new = self._text(self._case.proposed), self._text(self._case.decision)
        citation = self._cites.cite(self._case.proposed.document, self._case.proposed.span)
        if citation is None:
            return ""
        if old.split() == new.split():
            return self._say("cases.same_as_proposed", mark=f"[{citation.n}]")
        return self._say("cases.grew_from", quote=f"«{shown(citation.quote)}» [{citation.n}]")

    def _proposal(self) -> str | None:
        quote = self._quoted(self._case.proposed)
        if quote:
            return self._sentence("cases.proposed", quote=quote)
        return self._sentence("cases.no_proposal")

    def _change(self) -> str | None:
        if not self._case.proposed or not self._case.decision:
            return self._sentence("cases.no_proposal" if self._case.decision else "cases.no_decision")
        decision = self._quoted_decision()
        proposal = self._quoted(self._case.proposed)
        changes = difference(self._text(self._case.proposed), self._text(self._case.decision))
        added = " … ".join(w.text for w in changes if w.change is Change.ADDED)
        removed = " … ".join(w.text for w in changes if w.change is Change.REMOVED)
        if not added and not removed:
            return self._sentence("cases.unchanged", mark=proposal)
        nothing = self._say("cases.added_nothing")
        told = self._sentence(
            "cases.changed",
            added=f"«{shown(added)}»" if added else nothing,
            removed=f"«{shown(removed)}»" if removed else nothing,
        )
        before = self._say("cases.grew_from", quote=proposal)
        return f"{told} {self._sentence('cases.decided', quote=decision)} {before}"

    def _vote(self) -> str | None:
        quote = self._matching(_VOTE, most=3) or self._quoted(self._case.vote, 1200)
        return self._sentence("cases.vote", quote=quote) if quote else self._within()

    def _status(self) -> str | None:
        key = _STATUS_KEYS.get(self._case.status)
        if key is None:
            quote = self._quoted_decision()
            if quote:
                return self._sentence("cases.was_decided", quote=quote)
            quote = self._quoted(self._case.proposed)
            if quote:
                return self._sentence("cases.only_proposed", quote=quote)
            return self._within() or self._sentence("cases.status_unknown")
        quote = self._matching(_STATUS_WORDS[self._case.status]) or self._quoted(self._case.decision)
        return f"{self._sentence(key)} {quote}" if quote else None

    def _date(self) -> str | None:
        place = self._case.decision or self._case.treatment
        quote = self._quoted(place, _ABOUT)
        if not quote or not self._case.date:
            return None
        return (
            f"{self._sentence('cases.date', value=written(self._case.date, self._question.language))} {quote}"
        )

    def _fact(self, name: str) -> str | None:
        """A fact of the case's head (``type``, ``officer``, ``presenter``), with a quote that holds it."""
        value: str | None = getattr(self._case, name)
        if value is None:
            quote = self._matching(_PRESENTED) if name == "presenter" else None
            return self._sentence("cases.said", quote=quote) if quote else self._within()
        words = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, value.split())) + r"(?!\w)")
        tellers = [a for a in self._candidate.accounts if getattr(a.case, name) == value]
        for account in tellers:
            for span in self._heads(account):
                match = words.search(self._text(Place(account.document, span)))
                if match:
                    place = Place(account.document, Span(span.start, span.start + match.end()))
                    return f"{self._sentence(f'cases.{name}', value=value)} {self._quoted(place, _ABOUT)}"
        quote = self._matching(words)
        return f"{self._sentence(f'cases.{name}', value=value)} {quote}" if quote else None

    def _heads(self, account: StoredCase) -> list[Span]:
        """Where an account's paper has the facts of the case: its line in the list of cases, its head."""
        spans = []
        for mention in account.case.mentions:
            line = self._text(Place(account.document, Span(mention.end, mention.end + _LINE)))
            stop = _NEXT_CASE.search(line)
            spans.append(Span(mention.start, mention.end + (stop.start() if stop else len(line))))
        if account.part.case:
            spans.append(Span(account.part.start, min(account.part.start + _HEAD, account.part.end)))
        spans.append(
            Span(account.case.span.start, min(account.case.span.start + _LINE, account.case.span.end))
        )
        return spans

    def _about(self) -> str | None:
        accounts = self._candidate.accounts
        first = self._candidate.account(Kind.CASE_PAPER, Kind.AGENDA, Kind.SLIDES, Kind.MINUTES)
        ordered = [*([first] if first else []), *(a for a in accounts if a is not first)]
        places = [Place(a.document, self._opening(a)) for a in ordered]
        title = " ".join(self._case.title.split())
        titled = (p for p in places if title in " ".join(self._text(p).split()))
        place = next(titled, places[0] if places else None)
        citation = self._cites.cite(place.document, place.span, _ABOUT) if place else None
        if citation is None:
            return None
        told = self._sentence("cases.about", quote=f"«{self._case.title}» [{citation.n}].")
        decided = self._quoted_decision() if self._count == 1 else None
        return f"{told} {self._sentence('cases.decided', quote=decided)}" if decided else told

    def _opening(self, account: StoredCase) -> Span:
        """How an account of the case begins, up to its proposal or decision."""
        start = account.case.span.start
        stop = account.case.proposed or account.case.decision
        end = min(account.case.span.end, start + _ABOUT)
        if stop and start + 40 < stop.start < end:
            end = stop.start
        cut = _HEADING_AT_END.search(self._archive.store.text(account.document, start, end))
        return Span(start, start + cut.start() if cut else end)

    def _within(self) -> str | None:
        """The sentences of the case's own treatment that answer the question."""
        evidence = evidence_within(self._archive, self._question, self._candidate)
        quotes = [self._quoted(Place(e.passage.document, e.span), 1200) for e in evidence]
        told = " ".join(q for q in quotes if q)
        return self._sentence("cases.said", quote=told) if told else None

    def _whole(self) -> str | None:
        """All there is to tell, unless the question holds words that ask for something within."""
        if evidence_within(self._archive, self._question, self._candidate, needs_words=True):
            return self._within()
        if self._case.status in _STATUS_KEYS:
            return self._status()
        if self._case.decision:
            return self._decision()
        if self._count > _FEW and self._case.proposed:
            return self._proposal()
        told = self._about()
        quote = self._quoted(self._case.proposed)
        return f"{told or ''} {self._sentence('cases.proposed', quote=quote)}".strip() if quote else told

    def _matching(self, pattern: re.Pattern[str], most: int = 1) -> str | None:
        """The sentences of the case's papers that the pattern finds, from the first place that has any."""
        for place in self._places():
            quotes = [
                self._quoted(Place(place.document, span), 1200) for span in self._sentences(place, pattern)
            ]
            told = " ".join(dict.fromkeys(quote for quote in quotes[:most] if quote))
            if told:
                return told
        return None

    def _places(self) -> list[Place]:
        """Where the case is told of: its treatment, then each account, then mentions."""
        accounts = self._candidate.accounts
        places = [p for p in (self._case.treatment, self._case.decision) if p]
        places += [Place(a.document, a.case.span) for a in accounts]
        return places + [Place(a.document, m) for a in accounts for m in a.case.mentions]

    def _sentences(self, place: Place, pattern: re.Pattern[str]) -> list[Span]:
        """The stored sentences within a place that hold a match."""
        text, found = self._text(place), []
        for match in pattern.finditer(text):
            at = place.span.start + match.start()
            for passage in self._archive.store.near(place.document, at, at + 1):
                found += [s for s in passage.sentences if s.start <= at < s.end]
        return list(dict.fromkeys(found))

    def _text(self, place: Place) -> str:
        return self._archive.store.text(place.document, place.span.start, place.span.end)
