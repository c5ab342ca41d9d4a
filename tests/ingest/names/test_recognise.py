"""Names in running text, as the process of its own gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import Known, Label, Mention
from ingest.names.recognise import recipe, trained_pipeline
from ingest.names.worker import NamesProcess

KNOWN = (
    Known(Label.PERSON, "Kari Lie", ("Kari Lie",)),
    Known(Label.PERSON, "Lars Hals", ("Lars Hals",)),
    Known(Label.ORG, "Nordhelse RHF", ("Nordhelse", "Nordhelse RHF")),
    Known(Label.BODY, "Nasjonalt utvalg for arkiv", ("NUA", "Nasjonalt utvalg for arkiv")),
    Known(Label.BODY, "Digitalrådet", ("Digitalrådet",)),
    Known(Label.PROJECT, "Felles kai", ("Felles kai",)),
)


@pytest.fixture(scope="module")
def process() -> Iterator[NamesProcess]:
    process = NamesProcess()
    process.learn((*KNOWN, Known(Label.PERSON, "", ("", " "))))  # as a damaged paper may list one
    yield process
    process.close()


def named(process: NamesProcess, text: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.label, m.name) for m in process.mentions([text])[0]]


@pytest.mark.parametrize(
    ("text", "words", "label", "name"),
    [
        ("Saken ble lagt frem av Kari Lie.", "Kari Lie", "PERSON", "Kari Lie"),
        ("Kari Lies framlegg vart støtta.", "Kari Lies", "PERSON", "Kari Lie"),
        ("KARI LIE møtte.", "KARI LIE", "PERSON", "Kari Lie"),
        ("Lars Hals' forslag falt.", "Lars Hals'", "PERSON", "Lars Hals"),
        ("Møtet ble ledet av Kari\n  Lie.", "Kari\n  Lie", "PERSON", "Kari Lie"),
        ("Dei bad Nordhelse om hjelp.", "Nordhelse", "ORG", "Nordhelse RHF"),
        ("Det er Nordhelses ansvar.", "Nordhelses", "ORG", "Nordhelse RHF"),
        ("Ansvaret er Nordhelse RHFs.", "Nordhelse RHFs", "ORG", "Nordhelse RHF"),
        ("NUA drøftet saken.", "NUA", "BODY", "Nasjonalt utvalg for arkiv"),
        ("NUAs leder var borte.", "NUAs", "BODY", "Nasjonalt utvalg for arkiv"),
        (
            "Det vedtok nasjonalt utvalg for arkiv.",
            "nasjonalt utvalg for arkiv",
            "BODY",
            "Nasjonalt utvalg for arkiv",
        ),
        ("Møte i digitalrådet i mai.", "digitalrådet", "BODY", "Digitalrådet"),
        ("Prosjektet Felles kai er utsett.", "Felles kai", "PROJECT", "Felles kai"),
    ],
)
def test_the_archives_own_names(process: NamesProcess, text: str, words: str, label: str, name: str) -> None:
    assert named(process, text) == [(words, label, name)]


@pytest.mark.parametrize(
    ("text", "words", "label", "name"),
    [
        ("Til stede: Ola Moe (Vestbyen kommune).", "Ola Moe", "PERSON", "Ola Moe"),
        (
            "Anne-Marie A. Dahl (Helse- og fiskeridepartementet)",
            "Anne-Marie A. Dahl",
            "PERSON",
            "Anne-Marie A. Dahl",
        ),
        ("Prosjektleder Ola Moe orienterte.", "Ola Moe", "PERSON", "Ola Moe"),
        ("Prosjektleiar Ola Moe orienterte.", "Ola Moe", "PERSON", "Ola Moe"),
        ("Ola Moe (Sjøfartslaget)", "Sjøfartslaget", "ORG", "Sjøfartslaget"),
        (
            "Pengene gikk til Nordre Vestbyen kommune.",
            "Nordre Vestbyen kommune",
            "ORG",
            "Nordre Vestbyen kommune",
        ),
        ("Det er Vestbyen kommunes ansvar.", "Vestbyen kommunes", "ORG", "Vestbyen kommune"),
        ("Sykehuset i Vestbyen HF svarte.", "Sykehuset i Vestbyen HF", "ORG", "Sykehuset i Vestbyen HF"),
        ("De kjøpte den av Båtbygg AS.", "Båtbygg AS", "ORG", "Båtbygg AS"),
        ("Havnedirektoratets svar kom.", "Havnedirektoratets", "ORG", "Havnedirektoratet"),
        (
            "Hav- og havnedepartementet svarte.",
            "Hav- og havnedepartementet",
            "ORG",
            "Hav- og havnedepartementet",
        ),
        (
            "Svaret frå Direktoratet for havner kom.",
            "Direktoratet for havner",
            "ORG",
            "Direktoratet for havner",
        ),
        (
            "Direktoratet for e-\nhavner svarte.",
            "Direktoratet for e-\nhavner",
            "ORG",
            "Direktoratet for e-havner",
        ),
        ("Direktoratet for\nhavner svarte.", "Direktoratet for\nhavner", "ORG", "Direktoratet for havner"),
        ("Eigar er Vestbyen\nkommune.", "Vestbyen\nkommune", "ORG", "Vestbyen kommune"),
        ("Kai Øst\nVestbyen Kommune", "Vestbyen Kommune", "ORG", "Vestbyen kommune"),
        ("Norsk Arkiv Lag (NAL) svarte.", "Norsk Arkiv Lag", "ORG", "Norsk Arkiv Lag"),
    ],
)
def test_names_that_no_list_holds(
    process: NamesProcess, text: str, words: str, label: str, name: str
) -> None:
    assert (words, label, name) in named(process, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "møtet ble hevet.",
        "Denne kommune er liten.",
        "Direktoratet svarte.",
        "Budsjett Og Regnskap (2023)",
    ],
)
def test_what_is_no_name(process: NamesProcess, text: str) -> None:
    assert named(process, text) == []


def test_a_name_does_not_reach_over_the_line_above(process: NamesProcess) -> None:
    text = "Faste Medlemmer\nOla Moe (Sjøfartslaget)"
    assert ("Ola Moe", "PERSON", "Ola Moe") in named(process, text)


def test_a_listed_name_within_a_longer_one_is_not_named_twice(process: NamesProcess) -> None:
    assert named(process, "Leverandøren Nordhelse RHF svarte.") == [("Nordhelse RHF", "ORG", "Nordhelse RHF")]


def test_without_known_names_the_patterns_remain() -> None:
    process = NamesProcess()
    try:
        assert named(process, "Kari Lie og Vestbyen kommune.") == [
            ("Vestbyen kommune", "ORG", "Vestbyen kommune")
        ]
    finally:
        process.close()


PIECES = st.sampled_from(
    ["Kari Lie", "KARI LIES", "NUA", "nasjonalt utvalg for\narkiv", "Nordhelse RHF", "Ola Moe (Vestbyen kommune)", "\n",
     "  ", "\t", ". ", ", ", "leder", "(", ")", "\u00ad", "é", "e\u0301", "🐟", "\ud800", "\x00", "\u2028", "15/20"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join))
def test_offsets_are_the_texts_own_and_none_is_over_another(process: NamesProcess, text: str) -> None:
    mentions = process.mentions([text])[0]
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        words = text[mention.start : mention.end]
        assert words == words.strip()
        if mention.name == "Kari Lie":
            assert " ".join(words.split()).casefold().rstrip("'’s") == "kari lie"


@settings(max_examples=40)
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_listed_name_is_found_wherever_it_stands_alone(
    process: NamesProcess, before: str, after: str
) -> None:
    text = f"{before} . Kari Lie . {after}"
    start = len(before) + 3
    assert Mention(start, start + 8, Label.PERSON, "Kari Lie") in process.mentions([text])[0]


def test_a_process_that_has_ended_is_an_oserror(process: NamesProcess) -> None:
    other = NamesProcess()
    other.close()
    other.close()
    with pytest.raises((OSError, ValueError)):
        other.mentions(["Kari Lie"])


MODEL = """
def load(**overrides):
    import spacy
    nlp = spacy.blank("nb")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "PER", "pattern": "Havfruen"}, {"label": "LOC", "pattern": "Nordpolen"}])
    return nlp
"""


def test_a_trained_pipeline_takes_the_blank_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trained_pipeline() is None or recipe().endswith(trained_pipeline() or "")
    package = tmp_path / "nb_core_news_lg"
    package.mkdir()
    (package / "__init__.py").write_text(MODEL)
    metadata = tmp_path / "nb_core_news_lg-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: nb_core_news_lg\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert recipe().endswith("nb_core_news_lg")
    process = NamesProcess()
    try:
        process.learn(KNOWN)
        assert named(process, "Havfruen og Kari Lie dro til Nordpolen.") == [
            ("Havfruen", "PERSON", "Havfruen"),
            ("Kari Lie", "PERSON", "Kari Lie"),
        ]
    finally:
        process.close()
