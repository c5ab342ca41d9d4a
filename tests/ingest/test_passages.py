"""Passages cover the text, keep within their bounds and follow its structure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Media, Part, Passage
from ingest.furniture import find_furniture
from ingest.passages import PassageOptions, context, make_passages
from ingest.read import read
from ingest.read.text import pages_of

SENTENCES = (
    "Rådet drøftet saken grundig og ba om en ny vurdering av kostnadene.",
    "Kommunen viste til at fristen er kort og at få har svart på høringen.",
    "Helseforetaket mente at løsningen må prøves ut før den innføres overalt.",
    "Leder oppsummerte og takket for gode innspill fra alle rundt bordet.",
)


DEFAULT = PassageOptions()


def body(sentences: int, first: int = 0) -> str:
    return " ".join(
        SENTENCES[index % len(SENTENCES)][:-1] + f" i runde {index}."
        for index in range(first, first + sentences)
    )


def document(text: str, media: Media = Media.TEXT) -> Document:
    pages = pages_of(text)
    return Document("a.txt", "0", media, text, pages, furniture=find_furniture(text, pages))


def whole(text: str) -> list[Part]:
    return [Part(0, len(text), "Tittel")]


def passages(text: str, parts: Sequence[Part] = (), options: PassageOptions = DEFAULT) -> list[Passage]:
    return make_passages(document(text), parts or whole(text), options)


def words(text: str, passage: Passage) -> str:
    return text[passage.start : passage.end]


def assert_sound(made: Document, parts: Sequence[Part], found: Sequence[Passage]) -> None:
    """What holds for the passages of any text."""
    text = made.text
    covered = 0
    for before, passage in zip([None, *found], found, strict=False):
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.end - passage.start <= 800
        if before is not None:
            assert before.start <= passage.start
            assert before.end < passage.end
        assert passage.page == made.page_at(passage.start)
        assert "\f" not in words(text, passage)
        part = parts[passage.part]
        assert part.start <= passage.start
        assert passage.end <= part.end
        assert passage.sentences
        place = passage.start
        for sentence in passage.sentences:
            assert place <= sentence.start < sentence.end <= passage.end
            assert sentence.of(text) == sentence.of(text).strip()
            assert not text[place : sentence.start].replace("\ufeff", "").replace("\u200b", "").strip()
            place = sentence.end
        assert place == passage.end
        for span in made.furniture:
            assert span.end <= passage.start or span.start >= passage.end
        left = "".join(text[covered : max(passage.start, covered)])
        assert not outside(made, covered, covered + len(left))
        covered = max(covered, passage.end)
    assert not outside(made, covered, len(text))


def outside(made: Document, start: int, end: int) -> str:
    """What shows between two places and is not furniture."""
    place, left = start, []
    for span in made.furniture:
        if span.end > start and span.start < end:
            left.append(made.text[place : max(span.start, place)])
            place = max(place, span.end)
    left.append(made.text[place : max(end, place)])
    return "".join(left).replace("\ufeff", "").replace("\u200b", "").strip()


pieces = st.sampled_from(
    [
        body(1),
        body(3, 5),
        body(14, 9),
        "Sak 3/20 Budsjett",
        "1.2 Risiko",
        "VEDTAK",
        "Vedtak:",
        "• punkt én",
        "2. Rådet ber om ny plan",
        "Nr\tNavn\tEier",
        "1\tLab\tHelse Fjell",
        "Sted: Oslo",
        "Side 3",
        "\f",
        "",
        "x" * 900,
        "og videre",
        "\ufeff",
    ]
)
texts = st.one_of(
    st.lists(st.tuples(pieces, st.sampled_from(["\n", "\n\n", " ", "\r\n"])), max_size=40).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    ),
    st.text(max_size=300),
)


@given(texts, st.lists(st.integers(0, 3000), max_size=4), st.integers(0, 2))
def test_passages_of_any_text_are_sound(text: str, cuts: list[int], overlap: int) -> None:
    made = document(text)
    places = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    parts = [Part(start, end, "Del") for start, end in pairwise(places)]
    assert_sound(made, parts, make_passages(made, parts, PassageOptions(overlap=overlap)))


@pytest.mark.shared
def test_passages_of_real_papers_are_sound(shared: Path) -> None:
    for path in [*(shared / "archive").glob("*.txt"), *(shared / "archive_pdf").glob("n*2020.pdf")]:
        made = read(path, path.name)
        assert_sound(made, whole(made.text), make_passages(made, whole(made.text)))


def test_nothing_gives_no_passage() -> None:
    assert passages("") == passages(" \n\t\n") == []


def test_running_text_is_cut_into_long_passages_at_sentences() -> None:
    text = body(200)
    found = passages(text)
    lengths = [passage.end - passage.start for passage in found]
    assert min(lengths) >= 500
    assert sum(lengths) / len(lengths) > 650
    assert all(words(text, passage).endswith(".") for passage in found)


def test_neighbours_share_a_sentence() -> None:
    text = body(40)
    found = passages(text)
    assert all(after.start < before.end for before, after in pairwise(found))
    apart = passages(text, options=PassageOptions(overlap=0))
    assert all(after.start > before.end for before, after in pairwise(apart))


def test_a_paragraph_stays_whole_where_it_fits() -> None:
    paragraphs = [body(9, 10 * n) for n in range(6)]
    text = "\n\n".join(paragraphs)
    found = passages(text, options=PassageOptions(overlap=0))
    assert [words(text, passage) for passage in found] == paragraphs


def test_a_heading_stands_with_what_it_heads() -> None:
    text = "\n\n".join(f"{n} Kapittel om noe\n\n{body(7, 10 * n)}" for n in range(1, 7))
    found = passages(text)
    assert [words(text, passage).split("\n")[0] for passage in found] == [
        f"{n} Kapittel om noe" for n in range(1, 7)
    ]
    assert all(passage.heading == () for passage in found)


def test_headings_above_are_the_path() -> None:
    text = f"1 Status\n\n{body(3)}\n\n1.1 Risiko i porteføljen\n\n{body(30, 5)}\n"
    assert passages(text)[-1].heading == ("1 Status", "1.1 Risiko i porteføljen")


def test_short_sections_share_a_passage() -> None:
    text = "\n\n".join(f"{n} Kapittel om noe\n\n{body(1, n)}" for n in range(1, 7))
    assert len(passages(text)) == 1


def test_a_case_that_is_treated_begins_a_passage() -> None:
    text = "\n".join(
        f"Sak {n}/24 Emne nummer {n}\n{body(3, n)}\nVedtak:\nRådet tar saken til orientering."
        for n in (1, 2, 3)
    )
    found = passages(text)
    assert [words(text, passage).split("\n")[0] for passage in found] == [
        f"Sak {n}/24 Emne nummer {n}" for n in (1, 2, 3)
    ]


def test_a_case_in_one_sentence_has_its_passage_too() -> None:
    text = "Sak 1/24 Budsjett\nSaken ble trukket.\nSak 2/24 Regnskap\nVedtak:\nRegnskapet godkjennes.\n"
    assert len(passages(text)) == 2


def test_a_list_of_cases_stays_together() -> None:
    text = "Saksliste\n" + "\n".join(f"{n}/24 Emne nummer {n}" for n in range(1, 9))
    assert len(passages(text)) == 1


def test_a_table_is_cut_between_rows_and_keeps_its_heading_in_mind() -> None:
    rows = [f"{n}\tProsjekt nummer {n}\tHelse Fjell HF\tGul\tGrønn" for n in range(1, 60)]
    text = "Nr\tProsjekt\tEier\tStatus\tRisiko\n" + "\n".join(rows) + "\n"
    made = document(text)
    found = make_passages(made, whole(text), PassageOptions(overlap=0))
    assert len(found) > 2
    assert [line for passage in found for line in words(text, passage).split("\n")] == text.rstrip(
        "\n"
    ).split("\n")
    assert found[0].heading == ()
    assert {passage.heading for passage in found[1:]} == {("Nr | Prosjekt | Eier | Status | Risiko",)}
    assert "Nr | Prosjekt" in context(made, whole(text)[0], found[1])


def test_furniture_ends_a_passage_and_is_in_none() -> None:
    text = "".join(f"Fjellrådet\n{body(5, 10 * page)}\nSide {page} av 6\n\f" for page in range(1, 7))
    found = passages(text)
    assert [passage.page for passage in found] == [1, 2, 3, 4, 5, 6]
    assert not any(
        "Fjellrådet" in words(text, passage) or "Side" in words(text, passage) for passage in found
    )


def test_a_passage_belongs_to_one_part() -> None:
    first, second = "Innkalling. " + body(3) + " ", "Referat. " + body(3)
    text = first + second
    parts = [Part(0, len(first), "Innkalling"), Part(len(first), len(text), "Referat", case="15/20")]
    found = passages(text, parts)
    assert [(passage.part, passage.case) for passage in found] == [(0, None), (1, "15/20")]
    assert words(text, found[1]).startswith("Referat.")


def test_headings_of_another_part_are_not_above() -> None:
    first = f"17/24 Eventuelt\n{body(2)}\n"
    text = first + "\n" + body(4, 7) + "\n"
    parts = [Part(0, len(first), "Innkalling"), Part(len(first), len(text), "Referat")]
    assert passages(text, parts)[-1].heading == ()


def test_the_context_tells_title_headings_body_and_date_once() -> None:
    made = document(body(2))
    part = Part(0, len(made.text), "Referat fra møte", body="Fjellrådet", date="2024-03-14")
    passage = Passage(0, 10, None, 0, heading=("Fjellrådet", "3/24 Budsjett"))
    assert context(made, part, passage) == "Referat fra møte · Fjellrådet · 3/24 Budsjett · 2024-03-14"
    assert context(made, replace(part, title="", body=None, date=None), replace(passage, heading=())) == ""
    titled = replace(made, title="Årsmelding")
    assert context(titled, replace(part, title=""), passage).startswith("Årsmelding · ")


def test_passages_are_the_same_each_time() -> None:
    text = body(50) + "\n\nVedtak:\n" + body(20, 60)
    assert passages(text) == passages(text)


def test_long_texts_without_structure_take_no_time() -> None:
    chance = random.Random(0)
    noise = "".join(chance.choice("ab .\n\t:–•1") for _ in range(100_000))
    for text in (
        noise,
        "a\n" * 30_000,
        "\t" * 100_000,
        "Vedtak:\n" * 10_000,
        "# x\n" * 10_000,
        "x" * 100_000,
    ):
        assert all(passage.end - passage.start <= 800 for passage in passages(text))
