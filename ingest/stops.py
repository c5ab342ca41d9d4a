"""What a full stop after a word means: the end of a sentence, or part of an abbreviation, a day or an initial."""

from __future__ import annotations

import re

# Never end a sentence: something always follows them.
ABBREVIATIONS = frozenset(
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
CLOSING_ABBREVIATIONS = frozenset(
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
# A pattern of the months of the three languages, whole or cut; to be compiled without regard to case.
MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:s|ch)?|apr(?:il)?|mai|may|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?)(?![^\W_])"
)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_COUNTED = re.compile(rf"{MONTH}|(?:kvartal|tertial|halvår)\b", re.IGNORECASE)

# No word before a full stop is read further back.
_LONGEST_TOKEN = 40
# A line of running text has at least so many characters.
_RUNNING = 30
_TOKEN = re.compile(r"[^\s(«\"“”'’\[/=]+\Z")
_MARKER = re.compile(r"\w\Z|[IVX]{1,5}\Z")  # «a.», «IV.» at the beginning number an item
_SINGLE = re.compile(r"[A-ZÆØÅ]\.")
_NAMED = re.compile(r"\b[A-ZÆØÅ][^\W\d_]+\s+\Z")  # a first name before an initial
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.-?)*[A-ZÆØÅ]\Z|(?:Chr|Th|Fr|Kr|St|Aa)\Z")
# What letters number: «forslag A. Rapporten …» ends a sentence, «ved A. Lie» does not.
_LETTERED = re.compile(
    r"\b(?:alternativ|bokstav|del|forslag|framlegg|gruppe|kategori|klasse|modell|plan|punkt|trinn|type|variant|vedlegg"
    r"|vitamin)\s+\Z",
    re.IGNORECASE,
)


def stop_ends(text: str, begin: int, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` ends the sentence that starts at `begin`; the next word begins at `after`."""
    token = _TOKEN.search(text, max(begin, stop - _LONGEST_TOKEN), stop)
    if token is None:
        return True
    if token.start() == begin and _MARKER.match(token[0]):
        return False
    word = token[0].lower()
    if _is_abbreviation(word):
        return False
    if word in CLOSING_ABBREVIATIONS:
        return text[after].isupper()
    if word.isdigit():
        return _number_ends(text, token.start(), word, after)
    return not _is_initial(text, token, after)


def carries_on(text: str, begin: int, end: int, after: int) -> bool:
    """Whether ``text[begin:end]``, a line of running text, ends in a full stop that the next line goes on from.

    That begins at `after`. So «… i møtet 13.» before «februar», «… jf. kap.» before «4», «… ved Kari M.» before
    «Lie»; a shorter line may be a label («Saksnr.»), which goes on with nothing.
    """
    if text[end - 1] != "." or end - begin < _RUNNING:
        return False
    token = _TOKEN.search(text, max(begin, end - _LONGEST_TOKEN), end - 1)
    if token is None:
        return False
    word = token[0].lower()
    if word.isdigit():
        return _is_day(word) and _MONTH.match(text, after) is not None
    if _is_abbreviation(word) or (word in CLOSING_ABBREVIATIONS and text[after].islower()):
        return True
    named = _NAMED.search(text, max(begin, token.start() - _LONGEST_TOKEN), token.start())
    return named is not None and text[after].isupper() and _is_initial(text, token, after)


def _is_abbreviation(word: str) -> bool:
    """Whether a word in lower case is an abbreviation, or several without blanks («st.prp.nr», «jf.s»)."""
    if word in ABBREVIATIONS:
        return True
    *before, last = word.split(".")
    return bool(before) and last in ABBREVIATIONS and (len(last) > 1 or before[-1] in ABBREVIATIONS)


def _is_initial(text: str, token: re.Match[str], after: int) -> bool:
    """Whether a token is an initial of the name that goes on `after` it."""
    if not _INITIALS.match(token[0]) or text[after].isdigit():
        return False
    if _word_at(text, after) in _OPENERS and not _SINGLE.match(text, after):
        return False
    return _LETTERED.search(text, max(token.start() - 20, 0), token.start()) is None


def _number_ends(text: str, place: int, token: str, after: int) -> bool:
    """Whether a full stop after a number ends a sentence: not in «13. mai», nor in an item's «: 1. Først»."""
    if text[max(place - 3, 0) : place].rstrip()[-1:] in {":", ";"}:
        return False
    if _is_day(token) and _COUNTED.match(text, after):
        return False
    return len(token) > 2 or not text[after].isdigit()


def _is_day(token: str) -> bool:
    return len(token) <= 2 and 0 < int(token) <= 31


def _word_at(text: str, place: int) -> str:
    end = place
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[place:end]
