"""Names found in texts by a spaCy pipeline: the archive's own by an entity ruler, others by patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ingest.names.flat import Flat
from ingest.names.known import fold, is_person
from ingest.names.patterns import AFTER_ROLE, BEFORE_PARENTHESIS, ORGANISATION, PATTERNS, ROLES, may_match
from ingest.names.types import Known, Label, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Span

VERSION = 1
"""Goes up when the same texts give other names: passages are then named anew."""

TRAINED = ("nb_core_news_lg", "nb_core_news_md", "nb_core_news_sm", "nb_core_news_trf")
"""Trained pipelines that take the blank one's place where they are installed, the first that is."""

_LABELS = {"PER": Label.PERSON, "PERSON": Label.PERSON, "ORG": Label.ORG, "GPE_ORG": Label.ORG}
_UNUSED = ["lemmatizer", "parser", "tagger", "morphologizer", "attribute_ruler"]  # of a trained pipeline
_BATCH = 256  # texts that go through the pipeline together
_INSIDE = 8  # tokens a parenthesis may hold to name an organisation
_LOWERED = 8  # letters from which a body's or organisation's single word is also met without its capital
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"\n\s*\n|\t| {2}")
_BREAK = re.compile(r"\n|\t| {2}")
_SMALL_WORDS = re.compile(r"[a-zæøå]{1,3}|under|innen|-")
_ADJECTIVES = {"ny", "nye", "liten", "lita", "stor", "store", "små", "egen", "eiga", "annen", "anna", "hver"}
_GENITIVE = re.compile(
    r"([Kk]ommune|RHF|HF|ASA|AS|SF|IKS|KF|SA|direktoratet|departementet|tilsynet|ombudet)s$"
)


def trained_pipeline() -> str | None:
    """The trained Norwegian pipeline that is installed; None where there is none."""
    return next((name for name in TRAINED if find_spec(name)), None)


def recipe() -> str:
    """What names are made by; another one names anew."""
    return f"{VERSION} {trained_pipeline() or 'blank'}"


class Recogniser:
    """A pipeline for one list of names; takes about half a second to make where spaCy is not imported yet.

    Most sentences hold no name: those that cannot are passed over before spaCy sees them, which
    makes minutes three times as fast. A trained pipeline sees every text that holds a capital.
    """

    def __init__(self, known: Iterable[Known] = ()) -> None:
        # a damaged paper may list a name of nothing
        known = [replace(entry, forms=tuple(filter(str.strip, entry.forms))) for entry in known]
        self._nlp = _pipeline(known)
        self._matcher = _matcher(self._nlp)
        self._trained = "ner" in self._nlp.pipe_names
        self._of_several, self._single = _telling_words(known)

    def mentions(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The names in each text, in order, none over another; offsets are those of the text.

        A text is best a sentence or so: what is passed over is passed over whole.
        """
        found: list[tuple[Mention, ...]] = [()] * len(texts)
        worth = [(i, matching) for i, text in enumerate(texts) if (matching := self._worth(text)) is not None]
        flats = [Flat(texts[i]) for i, _ in worth]
        docs = self._nlp.pipe((flat.text for flat in flats), batch_size=_BATCH)
        for (i, matching), doc, flat in zip(worth, docs, flats, strict=True):
            found[i] = tuple(self._named(doc, flat, matching))
        return found

    def _worth(self, text: str) -> bool | None:
        """Whether the patterns may match; None where no name can stand in a text at all."""
        words = _WORD.findall(text)
        folded = [word.casefold() for word in words]
        if may_match(text, words, folded):
            return True
        if not self._single.isdisjoint(words):
            return False
        held = set(folded)
        if any(form <= held for word in held & self._of_several.keys() for form in self._of_several[word]):
            return False
        return False if self._trained and text != text.lower() else None

    def _named(self, doc: Doc, flat: Flat, matching: bool) -> Iterator[Mention]:
        taken: list[tuple[int, int]] = []
        found = []
        candidates = [*_of_pipeline(doc), *(self._of_patterns(doc, flat) if matching else ())]
        for start, end, label, name in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append(Mention(*flat.place(start, end), label, name))
        yield from sorted(found)

    def _of_patterns(self, doc: Doc, flat: Flat) -> Iterator[tuple[int, int, Label, str]]:
        for span in self._matcher(doc, as_spans=True):
            kind = span.label_
            if kind == ORGANISATION:
                yield from _organisation(_organisation_after_break(span, flat))
            elif kind == AFTER_ROLE and not _BREAK.search(flat.original(span)):
                yield from _person(span[1:])
            elif kind == BEFORE_PARENTHESIS:
                yield from _with_organisation(doc, _after_break(span[:-1], flat), span.end)


# -- the pipeline -------------------------------------------------------------------------------


def _pipeline(known: Iterable[Known]) -> Language:
    """The trained pipeline where there is one, else a blank one; two rulers of the archive's names first.

    Names of several words are met without regard to capitals, single words as they are written
    and in capitals, since they may be words of the language too.
    """
    import spacy

    nlp = None
    if name := trained_pipeline():
        with suppress(OSError, ValueError, ImportError):  # made for another version of spaCy
            nlp = spacy.load(name, exclude=_UNUSED)
    nlp = nlp or spacy.blank("nb")
    before = "ner" if "ner" in nlp.pipe_names else None
    many: list[dict[str, str]] = []
    single: list[dict[str, str]] = []
    for entry in known:
        for form in entry.forms:
            patterns = many if " " in form else single
            for written in _written(form, entry.label):
                patterns.append({"label": str(entry.label), "pattern": written, "id": entry.name})
    for title, attribute, patterns in (("several_words", "LOWER", many), ("single_words", "ORTH", single)):
        wanted = [p for p in patterns if p["pattern"].lower() not in nlp.Defaults.stop_words]
        if wanted:
            ruler = nlp.add_pipe(
                "entity_ruler", name=title, config={"phrase_matcher_attr": attribute}, before=before
            )
            ruler.add_patterns(wanted)  # type: ignore[attr-defined]
    return nlp


def _written(form: str, label: Label) -> set[str]:
    """A form with its genitives; a single word also in capitals, a long one of a body without any."""
    forms = {form}
    if " " not in form:
        forms.add(form.upper())
        if label in {Label.BODY, Label.ORG} and len(form) >= _LOWERED and form.istitle():
            forms.add(form.lower())
    ending = {"'", "’"} if form[-1].lower() in "sxz" else {"s", "'s", "’s"}
    return forms | {f + e for f in forms for e in ending} | {f + "S" for f in forms if f.isupper()}


def _telling_words(known: Iterable[Known]) -> tuple[dict[str, list[set[str]]], frozenset[str]]:
    """What a text must hold for a known name to stand in it.

    For names of several words: the longest word to all words of each form, without capitals.
    And the single words, as written.
    """
    several: defaultdict[str, list[set[str]]] = defaultdict(list)
    single = set()
    for entry in known:
        for form in entry.forms:
            for written in _written(form, entry.label):
                words = _WORD.findall(written)
                if " " not in form:
                    single.add(max(words, key=len, default=""))
                elif words:
                    folded = {word.casefold() for word in words}
                    several[max(folded, key=len)].append(folded)
    return dict(several), frozenset(single)


def _matcher(nlp: Language) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for name, patterns in PATTERNS.items():
        matcher.add(name, patterns, greedy="LONGEST")
    return matcher


# -- what was found -----------------------------------------------------------------------------


def _of_pipeline(doc: Doc) -> Iterator[tuple[int, int, Label, str]]:
    for entity in doc.ents:
        label = Label(entity.label_) if entity.label_ in list(Label) else _LABELS.get(entity.label_)
        if label:
            yield entity.start_char, entity.end_char, label, entity.ent_id_ or _without_genitive(entity.text)


def _organisation(span: Span | None) -> Iterator[tuple[int, int, Label, str]]:
    if span is None or span[0].lower_ in _ADJECTIVES:
        return
    if span.ents and span.ents[-1].end == span.end:  # a listed name, with a word of the sentence before it
        return
    yield span.start_char, span.end_char, Label.ORG, _without_genitive(span.text)


def _person(span: Span) -> Iterator[tuple[int, int, Label, str]]:
    if is_person(span.text) and not any(entity for entity in span.ents):
        yield span.start_char, span.end_char, Label.PERSON, span.text


def _with_organisation(doc: Doc, span: Span | None, start: int) -> Iterator[tuple[int, int, Label, str]]:
    """A name and the organisation in the parenthesis after it, whose content begins at token `start`."""
    inside = _inside(doc, start)
    if span is None or inside is None or len(span) < 2:
        return
    initials = "".join(token.text[0] for token in span if token.text[0].isupper())
    short = len(inside) == 1 and len(initials) > 1
    if short and (
        fold(inside.text) == initials.casefold() or (inside.text.isupper() and not is_person(span.text))
    ):
        yield span.start_char, span.end_char, Label.ORG, span.text
    else:
        yield from _person(span)
    if not inside.ents:
        yield inside.start_char, inside.end_char, Label.ORG, inside.text


def _inside(doc: Doc, start: int) -> Span | None:
    """What a parenthesis holds, where it can name an organisation: a capital first, no digit."""
    for end in range(start, min(start + _INSIDE + 1, len(doc))):
        if doc[end].text == ")":
            inside = doc[start:end]
            named = (
                end > start
                and inside.text[0].isupper()
                and inside[0].lower_ not in ROLES
                and not any(map(str.isdigit, inside.text))
                and all(_of_a_name(inside, place) for place in range(len(inside)))
            )
            return inside if named else None
    return None


def _of_a_name(inside: Span, place: int) -> bool:
    """Whether a word can stand in an organisation's name: a capital, a small word, or what follows one."""
    text = inside[place].text
    joined = place > 0 and _SMALL_WORDS.fullmatch(inside[place - 1].text)
    return text[0].isupper() or bool(joined or _SMALL_WORDS.fullmatch(text)) or text.endswith("kommune")


def _after_break(span: Span, flat: Flat) -> Span | None:
    """What of a span stands after its last line break or gap; both sides where each is one word."""
    if len(span) == 2:
        return span
    for first in range(len(span)):
        if not _BREAK.search(flat.original(span[first:])):
            return span[first:]
    return None


def _organisation_after_break(span: Span, flat: Flat) -> Span | None:
    """The same for an organisation, whose name may well be broken between two lines."""
    rest = _after_break(span, flat)
    if rest and len(rest) > 1 and rest.text[0].isupper():
        return rest
    return None if _GAP.search(flat.original(span)) else span


def _without_genitive(text: str) -> str:
    """What an organisation is called where its name stands in the genitive."""
    return re.sub(r"(?<=\w )Kommune$", "kommune", _GENITIVE.sub(r"\1", text))
