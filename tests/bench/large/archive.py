"""A made archive of meeting papers: minutes, agendas and case papers of some pages each.

The paper of a number is the same whatever the size of the archive, so that a smaller archive is the
beginning of a larger one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ingest.document import Document, Kind, Media, Part, Passage, Span
from ingest.passages import context
from ingest.pipeline import Digest
from tests.bench.large.language import Language

_SEED = 9
_PER_FOLDER = 500
_PAGE = 2600  # characters, after which the next paragraph begins a page
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_BODIES = tuple(
    f"{what} for {matter}"
    for what in ("Utvalget", "Rådet", "Styret", "Nemnda")
    for matter in (
        "helse og omsorg", "plan og bygging", "oppvekst", "kultur og idrett", "samferdsel", "digitalisering",
        "miljø og klima", "næring", "beredskap", "økonomi",
    )
)  # fmt: skip
_LONGEST = 800  # characters of a passage
_PARAGRAPH = re.compile(r"[^\n\f]+")
_SENTENCE = re.compile(r"\S.*?(?:[.?!](?=\s)|$)")
_CASE = re.compile(r"(?:## )?Sak \d+/\d+ ")
_KINDS = {
    "Referat fra møte": Kind.MINUTES,
    "Innkalling til møte": Kind.AGENDA,
    "Saksframlegg": Kind.CASE_PAPER,
}
_TOPICS_A_PAPER = 0.2  # new topics for each paper: an old one comes back in some ten papers


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its file's name (relative), its text, and what whoever made it knows of it."""

    name: str
    text: str
    title: str
    kind: Kind
    date: str
    body: str


def papers(language: Language, first: int = 0) -> Iterator[Paper]:
    """Paper after paper, without end."""
    number = first
    while True:
        yield paper(language, number)
        number += 1


def paper(language: Language, number: int) -> Paper:
    """The paper of that number: a Markdown file, or a text with pages."""
    random = np.random.default_rng([_SEED, number])
    body = _BODIES[int(random.integers(len(_BODIES)))]
    day = date(2005, 1, 10) + timedelta(days=int(random.integers(7300)))
    kind = ("Referat fra møte", "Referat fra møte", "Innkalling til møte", "Saksframlegg")[number % 4]
    cases = 2 if kind == "Saksframlegg" else int(random.integers(6, 14))
    topics = random.integers(max(8, int(_TOPICS_A_PAPER * number)), size=cases)
    each = random.integers(2, 7, size=cases) + (12 if kind == "Saksframlegg" else 0)
    texts = iter(language.paragraphs(random, np.repeat(topics, each)))
    markdown = number % 3 == 0
    written = f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
    heading = f"{kind} i {body}"
    lines = [f"# {heading}" if markdown else heading.upper(), f"Dato: {written}", "Tid: kl. 09.00–14.30"]
    for place in range(cases):
        case = f"Sak {1 + place + int(random.integers(90))}/{day.year % 100:02d}"
        title = f"{case} {language.phrase(random, int(topics[place]), 2)}".replace("  ", " ")
        lines.append(f"## {title}" if markdown else title)
        block = [next(texts) for _ in range(int(each[place]))]
        lines += [*block[:-1], "**Vedtak:**" if markdown else "Vedtak:", block[-1]]
    name = f"{number // _PER_FOLDER:04d}/{day.isoformat()} {kind.split()[0]} {number:06d}"
    return Paper(
        f"{name}.{'md' if markdown else 'txt'}", "\n\n".join(lines) if markdown else _paged(lines),
        heading, _KINDS[kind], day.isoformat(), body,
    )  # fmt: skip


def _paged(lines: list[str]) -> str:
    """Paragraphs with a form feed where a page is full."""
    text, on_page = [], 0
    for line in lines:
        text.append(("\f" if on_page > _PAGE else "\n\n" if text else "") + line)
        on_page = len(line) if on_page > _PAGE else on_page + len(line)
    return "".join(text)


def digested(made: Paper) -> Digest:
    """What reading the paper would give, without the work of finding it: passages of whole paragraphs."""
    part = Part(0, len(made.text), made.title, made.kind, date=made.date, body=made.body)
    document = Document(made.name, made.name, Media.TEXT, made.text, title=made.title)
    passages = tuple(_passages(made.text))
    contexts = tuple(context(document, part, passage) for passage in passages)
    return Digest(document, (part,), (), (), passages, contexts)


def _passages(text: str) -> Iterator[Passage]:
    """Paragraphs together while they are not longer than a passage may be; a case begins a new one."""
    first = end = 0
    sentences: list[Span] = []
    heading = ""
    for match in _PARAGRAPH.finditer(text):
        case = _CASE.match(match.group())
        if sentences and (case or match.end() - first > _LONGEST):
            yield Passage(first, end, None, 0, (heading,) if heading else (), sentences=tuple(sentences))
            sentences = []
        if case:
            heading = match.group()[case.end() :]
        if not sentences:
            first = match.start()
        end = match.end()
        sentences += [
            Span(match.start() + m.start(), match.start() + m.end())
            for m in _SENTENCE.finditer(match.group())
        ]
    if sentences:
        yield Passage(first, end, None, 0, (heading,) if heading else (), sentences=tuple(sentences))


PASSAGES_A_PAPER = 14.3
"""Measured on the first 300 papers; how many passages there are is counted in the index."""


def write(folder: Path, passages: int) -> int:
    """Write papers of about so many passages; how many papers. What is there is not written again."""
    count = max(1, round(passages / PASSAGES_A_PAPER))
    language = Language()
    for number, made in zip(range(count), papers(language), strict=False):
        path = folder / made.name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.text, encoding="utf-8")
        del number
    return count
