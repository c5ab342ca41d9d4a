"""The gate: nothing is shown that the archive does not prove.

A quote must be the stored text's own slice, on the page that is named. What an answer quotes in its text
must stand in the citation it names, without a gap that is not shown. Every number, date, name, colour and
negation of its own words must stand there too, or be what the archive holds of the paper or the case
(`search.proof`, `search.cases.prove`). Answers from rows are counted again by `search.rows.prove`.
What cannot be proven is left out, and an answer that nothing is left of is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.texts import texts
from index.archive import Archive
from search.cases.prove import Statements, parts_of
from search.dates import written
from search.proof.evidence import FUNCTION_WORDS, Evidence, adjacent, fold, verbatim
from search.proof.prose import unproven
from search.proof.readback import HOLE, MARK, Quoted, Sentence, read_back
from search.types import Answer, Citation


@dataclass(frozen=True, slots=True)
class Unproven:
    """A part ``text[start:end]`` of an answer that is not proven, and the words of it that are not."""

    start: int
    end: int
    words: tuple[str, ...]


def quote_stands(archive: Archive, citation: Citation) -> bool:
    """Whether the quote is ``text[start:end]`` of its document, and begins on the page named."""
    if not citation.quote or citation.end - citation.start != len(citation.quote):
        return False
    if archive.store.text(citation.document, citation.start, citation.end) != citation.quote:
        return False
    return archive.store.page_number(citation.document, citation.start) == citation.page


def gate(archive: Archive, answer: Answer) -> Answer | None:
    """An answer without what is not proven; None where a quote is false or nothing is left.

    A refusal is returned as it is. What is left out is never the first thing said: the rest would
    be about something else.
    """
    if not answer.answered:
        return answer
    if not answer.citations or not all(quote_stands(archive, c) for c in answer.citations):
        return None
    if answer.kind == "records":  # proven where the rows are counted again
        return answer
    false = unproven_parts(archive, answer)
    if not false:
        return answer
    kept = answer.text
    for part in reversed(false):
        before, after = kept[: part.start].rstrip(" "), kept[part.end :].lstrip(" ")
        kept = f"{before} {after}".strip().replace("\n \n", "\n")
    if false[0].start == 0 or not MARK.search(kept):
        return None
    return replace(answer, text=kept)


def unproven_parts(archive: Archive, answer: Answer) -> list[Unproven]:
    """The sentences of an answer about cases or from passages that are not proven, in order."""
    found: list[Unproven] = []
    statements = Statements(archive, answer)
    start = 0
    for line in answer.text.splitlines(keepends=True):
        is_so = statements.of_list(line)
        if is_so is False:
            found.append(Unproven(start, start + len(line.rstrip()), (line.strip(),)))
            sentences = []
        elif is_so:  # its cases are told of; what it quotes is left to prove
            sentences = [replace(s, frame="") for s in read_back(line) if s.quoted]
        else:
            sentences = _to_prove(archive, line, answer)
        for sentence in sentences:
            words = _unproven(archive, answer, sentence, statements)
            if words:
                found.append(Unproven(start + sentence.start, start + sentence.end, tuple(words)))
        start += len(line)
    return found


def _to_prove(archive: Archive, line: str, answer: Answer) -> list[Sentence]:
    """The sentences of a line, with the marks that stand for them, without those that are whole parts of a quote."""
    sentences = _marked(read_back(line))
    quotes = {c.n: c.quote for c in answer.citations}
    runs: list[list[Sentence]] = []
    for sentence in sentences:
        if runs and runs[-1][-1].marks == sentence.marks and sentence.marks and not sentence.quoted:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    undated, proof = _undated(archive, line, answer)
    return [
        s
        for run in runs
        if not _is_verbatim(line, run, quotes) and not _is_verbatim(undated, run, proof)
        for s in run
    ]


def _undated(archive: Archive, line: str, answer: Answer) -> tuple[str, dict[int, str]]:
    """A line with blanks for the date that leads it ("9. mai 2021: …"), and the quote that is to prove the rest.

    That is the first one cited, where the date is its paper's; else there is none.
    """
    mark = MARK.search(line) if line[:1].isdigit() else None
    for citation in answer.citations if mark else ():
        near = archive.store.near(citation.document, citation.start, citation.start + 1)[:1]
        lead = f"{written(near[0].date, answer.language)}: " if near else ""
        if mark and citation.n == int(mark[1]) and near and line.startswith(lead):
            return " " * len(lead) + line[len(lead) :], {citation.n: citation.quote}
    return line, {}


def _marked(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences without marks get those of the next that has any: marks stand after what they prove."""
    found: list[Sentence] = []
    marks: tuple[int, ...] = ()
    for sentence in reversed(sentences):
        marks = sentence.marks or marks
        found.append(replace(sentence, marks=marks))
    return found[::-1]


def _is_verbatim(line: str, run: Sequence[Sentence], quotes: dict[int, str]) -> bool:
    """Whether sentences in a row are, together, a whole part of one quote that they cite."""
    words = MARK.sub(" ", line[run[0].start : run[-1].end])
    return any(verbatim(words, quotes[n]) for n in run[0].marks if n in quotes)


def _unproven(archive: Archive, answer: Answer, sentence: Sentence, statements: Statements) -> list[str]:
    """What a sentence says and quotes that is not proven."""
    cited = {c.n: c for c in answer.citations}
    if any(n not in cited for n in sentence.marks):
        return [sentence.frame]
    false = [
        q.words for q in sentence.quoted
        if not _is_quoted(q, cited) and not statements.joined_parts(q.words, q.marks)
    ]  # fmt: skip
    if false or not sentence.frame.strip(f" ,.{HOLE}"):
        return false
    if (holds := statements.holds(sentence)) is not None:
        return [] if holds else [sentence.frame]
    return unproven(_own_words(sentence, cited), answer.language, _evidence(archive, answer, sentence))


def _is_quoted(quoted: Quoted, cited: dict[int, Citation]) -> bool:
    """Whether quoted words stand, in their order and cut at no word, in one citation that they name."""
    named = [cited[n] for n in quoted.marks] or list(cited.values())
    parts = parts_of(quoted)
    return bool(parts) and any(adjacent(parts, citation.quote) for citation in named)


def _own_words(sentence: Sentence, cited: dict[int, Citation]) -> str:
    """A sentence's own words with what it quotes only in part: half a sentence may mean the opposite."""
    words = sentence.frame
    for quoted in sentence.quoted:
        named = [cited[n] for n in quoted.marks or sentence.marks]
        whole = any(verbatim(quoted.words, citation.quote) for citation in named)
        words = words.replace(HOLE, "" if whole else f" {quoted.words} ", 1)
    return fold(words)


def _evidence(archive: Archive, answer: Answer, sentence: Sentence) -> Evidence:
    """What may prove a sentence: the quotes that it cites, and what the archive holds of those papers and cases."""
    cited = [c for n in sentence.marks for c in answer.citations if c.n == n]
    said: list[str] = []
    for citation in cited:
        for passage in archive.store.near(citation.document, citation.start, citation.start + 1)[:1]:
            said += [passage.title, passage.body or "", passage.case or ""]
            said += [passage.date or "", written(passage.date, answer.language)]
    for case in answer.cases:
        said += [case["number"], case["body"] or "", case["title"], written(case["date"], answer.language)]
    quotes = tuple(citation.quote for citation in cited)
    return Evidence(quotes, archive.analyser, tuple(filter(None, said)), _common(answer.language))


@lru_cache(maxsize=3)
def _common(language: str) -> frozenset[str]:
    """Words that the program itself begins sentences with, and function words: no names."""
    strings = [*texts(language).section("cases").values(), *texts(language).section("answer").values()]
    firsts = {s.split()[0].casefold().strip(":,.") for s in strings if s.split() and not s.startswith("{")}
    return FUNCTION_WORDS | firsts
