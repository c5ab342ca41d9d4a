"""Papers that are marked as exempt from public access, and the provision that the mark names.

A mark stands by itself: at the top of a paper, in its running header, in a line of labels, in
the parentheses after a case's title, or in the name of the file. That a sentence mentions the act
does not make a paper exempt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.document import Document, Part, Span

GENERAL = "unntatt offentlighet"
"""The mark of a paper that says it is exempt without saying by which provision."""

_TOP = 1500  # characters of a paper within which a mark of the whole paper stands
_RUNNING = 200  # running headers and footers that are read
_LONGEST = 160  # characters of a line that is a mark; a longer one is a sentence

_ACT = (
    r"(?:off(?:entl)?\.?\s?lov(?:a|en)?|offentle[gh]\w*lov(?:a|en)?|offentlighetslov(?:a|en)?|offl|offvl)\.?"
)
_SECTION = r"§+\s*(?P<section>\d+[a-z]?(?:-\d+)?)"
_WORDS = (
    r"(?:unn?ta(?:tt|ke)|unnateke?|unntak)\s+(?:fr[aå]\s+)?(?:offentle?i?[gh]\w*|innsyn\w*)|u\.?\s?off\.?"
)
_LABEL = r"(?:gradering|gradert|skjerming(?:skode|shjemmel)?|tilgang(?:skode|sgruppe)?|hjemm?el|heimel|offentlighet)"
_MARK = re.compile(
    rf"^\W{{0,4}}(?:{_LABEL}\W{{0,4}})?(?:"
    rf"(?:{_WORDS})(?![\w])[^\w§]{{0,6}}(?:(?:etter|i\s+henhold\s+til|i\s+medhold\s+av|jf\.?|jfr\.?|iht\.?)\s*)?"
    rf"(?:{_ACT}\s*)?(?:{_SECTION})?"
    rf"|{_ACT}\s*{_SECTION.replace('section', 'alone')})",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:ikke|ikkje|ingen|nei)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:er|kan|skal|var|ble|blir|blei|vart|gjelder|gjeld)\b")
_INSIDE = re.compile(r"\((?P<mark>[^()\n]{4,120})\)")


@dataclass(frozen=True, slots=True)
class Exempt:
    """A stretch of a document that carries a mark; `mark` as it is shown (``offl. § 13``)."""

    span: Span
    mark: str


def read_mark(line: str) -> str | None:
    """The mark that a line is, in its short form; None where it is none."""
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    match = _MARK.match(line)
    if match is None or _NOT.search(line):
        return None
    rest = line[match.end() :]
    section = match["section"] or match["alone"]
    if not section and re.match(r"\s*\w+\s+\w+\s+\w+", rest):
        return None  # "Unntatt offentlighet er bare …" goes on as a sentence
    if re.search(r"\w{4}[.!?]\s+[A-ZÆØÅ]", rest) or _VERB.search(rest):
        return None
    return f"offl. § {section.lower()}" if section else GENERAL


def find_exempt(
    document: Document, parts: tuple[Part, ...], cases: tuple[Span, ...] = ()
) -> tuple[Exempt, ...]:
    """Which stretches of a document are exempt, sorted; a stretch may lie in another.

    cases: where the document's cases stand, each beginning with its title.
    """
    whole = Span(0, len(document.text))
    own = _of_file(document)
    if own:
        return (Exempt(whole, own), *_marked_parts(document, parts), *_marked_cases(document, cases))
    return (*_marked_parts(document, parts), *_marked_cases(document, cases))


def exempt_at(found: tuple[Exempt, ...], start: int) -> str | None:
    """The mark that an offset stands under: the innermost that names a provision, else any."""
    marks = [e for e in found if e.span.start <= start < max(e.span.end, e.span.start + 1)]
    marks.sort(key=lambda e: (e.mark == GENERAL, e.span.end - e.span.start))
    return marks[0].mark if marks else None


def _of_file(document: Document) -> str | None:
    """The mark of the whole file: in its running headers, or in its name."""
    for span in document.furniture[:_RUNNING]:
        for line in span.of(document.text).splitlines():
            if mark := read_mark(line):
                return mark
    name = PurePosixPath(document.name).stem.replace("_", " ")
    match = re.search(rf"(?:^|[\W_])(?:{_WORDS})(?=$|[\W_])", name, re.IGNORECASE)
    return GENERAL if match else None


def _marked_parts(document: Document, parts: tuple[Part, ...]) -> Iterator[Exempt]:
    for part in parts:
        top = document.text[part.start : min(part.end, part.start + _TOP)]
        marks = [mark for line in re.split(r"[\n\r\f]|\s{3,}", top) if (mark := read_mark(line))]
        if marks:
            best = next((mark for mark in marks if mark != GENERAL), marks[0])
            yield Exempt(Span(part.start, part.end), best)


def _marked_cases(document: Document, cases: tuple[Span, ...]) -> Iterator[Exempt]:
    """Cases whose title is followed by a mark in parentheses, on its line or the next ones."""
    for span in cases:
        title = document.text[span.start : min(span.end, span.start + 300)]
        for match in _INSIDE.finditer(title.replace("\n", " ")):
            if mark := read_mark(match["mark"]):
                yield Exempt(span, mark)
                break
