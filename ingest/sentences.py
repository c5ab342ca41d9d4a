"""Sentences and list items, with exact offsets.

A compiled rule set rather than spaCy's ``sentencizer``, whose every full stop that is a token of
its own ends a sentence: it parts «St.meld. nr. 20» and «kap. 4», and runs «kl. 10.00. Se …» and
«osv. Men …» together. The two agree on running text where spaCy is right (a test holds that), the
rules are right where it is not (25 of 25 sentences of the test's paragraph of traps, spaCy 14), and they
need neither the 2 s that importing spaCy takes nor the memory. 12 to 18 MB of text a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Span
from ingest.lines import flows, lines_of

# A sentence longer than this is cut: it would not fit in a passage.
LONGEST = 800
# The earliest place where a long sentence is cut, so that no crumb is left.
_EARLIEST_CUT = 400

# Never end a sentence: something always follows them.
_ABBREVIATIONS = frozenset(
    """
    adm adm.dir alm ang ank anm arkivnr art att avd bl bl.a bla bnr ca cand cand.mag chr dat dept
    dir dok dr dr.med dr.philos dvs eg eks ekskl etg ev evt f f.eks feks f.o.m fhv fig fr.o.m fv gnr gr
    hhv hr hpl i.f.m i.f.t i.h.t ifb ifm ift iht inkl innst innst.o innst.s istf jf jfr kap kfr kgl
    kgl.res kl komm kt lnr m.a.o m.h.t m.t.p maks mdl meld meld.st mht mr mrs nr org orgnr ot ot.prp p.b
    p.g.a pb pga pkt post.nr pr pres prof prop ref res resp rv s saksnr sign sml spm st st.dok st.meld
    st.prp stud sv t.h tab tel tidl tils tilsv tlf ty underst utg v ver vedk vedl vedr vgl vha vit vol vs
    økn jan feb mar apr jun aug sep sept okt nov des
    """.split()
)
# May end one: they do when a capital follows.
_CLOSING_ABBREVIATIONS = frozenset(
    """
    d.d e.l el etc fl jr kr m.fl m.m m.v md mfl mill min mm mnd mrd mv mva o.a o.l ofl osv p.t pst sr
    st.k stk t t.o.m u.å
    """.split()
)
# Words that begin sentences and never follow an initial: «vitamin C. Det …», «Erik M. Hansen».
_OPENERS = frozenset(
    """
    A An At Av Da De Dei Den Denne Der Dersom Desse Det Dette Disse Du Eg Ein Eit En Et Etter Flere For
    Fordi Fra Frå Før Gjennom Han Ho Hun Hva Hvem Hvis Hvor Hvordan I Ikke Ikkje In Ingen It Jeg Kan
    Korleis Kva Kven Med Mellom Men Mens Mot Møtet Noen Nå Når Og Også Om Over På Rådet Saken Selv Siden
    Skal Slik Som Styret Så That The They This Til Under Utvalget Ved Vi Vidare Videre Vil We
    """.split()
)
_MONTHS = frozenset(
    "januar februar mars april mai juni juli august september oktober november desember kvartal".split()
)

# A place where a sentence may end: closing marks, quotes and brackets after them, then white space.
_END = re.compile(r"(?<![.!?…])([.!?…]++)([\"'»”’)\]]*+)\s++(?=\S)")
_TOKEN = re.compile(r"[^\s(«\"“”'’\[/]+\Z")
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.-?)*[A-ZÆØÅ]\Z|(?:Chr|Th|Fr|Kr|St|Aa)\Z")
# What letters number: «forslag A. Rapporten …» ends a sentence, «ved A. Lie» does not.
_LETTERED = re.compile(
    r"\b(?:alternativ|bokstav|del|forslag|framlegg|gruppe|kategori|klasse|modell|plan|punkt|trinn|type|variant|vedlegg"
    r"|vitamin)\s+\Z",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\w\Z|[IVX]{1,5}\Z")  # «a.», «IV.» at the beginning number an item
# White space where a too long sentence may be cut, the best first.
_CUTS = (
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"\s*\n\s*|(?<=,)\s+|\s+(?=[–—-]\s)"),
    re.compile(r"\s+"),
)


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """The sentences, list items, headings and rows of ``text[start:end]``.

    In order and apart; none has blanks at its edges, none is longer than `LONGEST` characters.
    A line break within a paragraph ends no sentence, one between paragraphs, items or rows does.
    """
    lines = lines_of(text, start, end)
    spans: list[Span] = []
    for first, last in flows(text, lines):
        spans.extend(split(text, lines[first].start, lines[last - 1].end))
    return spans


def split(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph, item or row, which begins and ends with a character that shows."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match):
            yield from _fitting(text, begin, match.end(2))
            begin = match.end()
    yield from _fitting(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the mark that `match` found ends the sentence that starts at `begin`."""
    following = text[match.end()]
    if following.islower() or following in ",;:.)]":
        return False
    if match[1] != "." or match[2]:
        return True
    found = _TOKEN.search(text, max(begin, match.start() - 40), match.start())
    if found is None:
        return True
    return not (found.start() == begin and _MARKER.match(found[0])) and _token_ends(text, found, match.end())


def _token_ends(text: str, token: re.Match[str], after: int) -> bool:
    """Whether a full stop after `token` ends a sentence, judged by the token and by what comes `after`."""
    word = token[0].lower()
    if word in _ABBREVIATIONS:
        return False
    if word in _CLOSING_ABBREVIATIONS:
        return text[after].isupper()
    if word.isdigit():
        return _number_ends(text, token.start(), word, after)
    if not _INITIALS.match(token[0]) or text[after].isdigit() or _word_at(text, after) in _OPENERS:
        return True
    return _LETTERED.search(text, max(token.start() - 20, 0), token.start()) is not None


def _number_ends(text: str, place: int, token: str, after: int) -> bool:
    """Whether a full stop after a number ends a sentence: not in «13. mai», nor in an item's «: 1. Først»."""
    if text[max(place - 3, 0) : place].rstrip()[-1:] in {":", ";"}:
        return False
    if len(token) <= 2 and _word_at(text, after).lower() in _MONTHS:
        return False
    return len(token) > 2 or not text[after].isdigit()


def _word_at(text: str, place: int) -> str:
    end = place
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[place:end]


def _fitting(text: str, start: int, end: int) -> Iterator[Span]:
    """The span, cut where it is longer than a passage may be: at a clause, a comma, a space, or anywhere."""
    while end - start > LONGEST:
        cut = _best_cut(text, start)
        yield Span(start, cut.start)
        start = cut.end
    if start < end:
        yield Span(start, end)


def _best_cut(text: str, start: int) -> Span:
    """The white space at which a too long sentence is cut; empty where there is none."""
    for pattern in _CUTS:
        places = [match.span() for match in pattern.finditer(text, start + _EARLIEST_CUT, start + LONGEST)]
        if places:
            return Span(*places[-1])
    return Span(start + LONGEST, start + LONGEST)
