import json
import re
from pathlib import Path

import pytest

from index.language.tokenise import TOKEN, number, pieces

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "norquad_dev" / "documents.jsonl"
PROSE = """
Utvalget holdt møte 13. mai 2020 kl. 10.00 i Rådhuset, og behandlet bl.a. sak 15/20 om e-helse (jf. brev av 3. april).
«Dette haster», sa lederen – en økning på 1,65 prosent, dvs. 2.000 kroner pr. innbygger. Statsråden viste til Ot.prp.
nr. 5 og NRK-sjefens innlegg; covid-19 rammet både barne- og ungdomsarbeidet. Hva nå? Ikke mer/mindre enn før!
"""


def words(text: str) -> list[str]:
    return TOKEN.findall(text)


@pytest.mark.parametrize(
    "whole",
    [
        "15/20",
        "015/20",
        "2026/1477-1",
        "§ 3-4",
        "§§ 12-14a",
        "10.00",
        "12:30",
        "1,65",
        "1.000.000",
        "13.05.2020",
        "2020-05-13",
        "e-helse",
        "covid-19",
        "Ot.prp",
        "St.meld",
        "f.eks",
        "f.Kr",
        "NRK-sjefen",
        "19-åring",
        "1990-tallet",
        "R&D",
        "NRK's",
        "U.S.A",
        "5G",
        "x²",
        "fil_navn",
        "navn.etternavn@kommune.no",
        "https://www.kommune.no/sak/1?a=b",
        "www.kommune.no",
        "2019–2020",
        "Kautokeino",
        "Ášši",
        "Guovdageaidnu",
    ],
)
def test_stays_whole(whole: str) -> None:
    assert words(f"Se {whole}, og så videre.")[1] == whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("og/eller", ["og", "eller"]),
        ("PS 15/20", ["PS", "15/20"]),
        ("kl. 10.00.", ["kl", "10.00"]),
        ("slutt.Neste", ["slutt", "Neste"]),
        ("barne- og ungdomsarbeid", ["barne-", "og", "ungdomsarbeid"]),
        ("(jf. § 4)", ["jf", "§ 4"]),
        ("a--b … – — ___ ! ?", ["a", "b"]),
        ("–tiltak -tiltak", ["tiltak", "tiltak"]),
        ("17 500 kroner i 2020", ["17 500", "kroner", "i", "2020"]),
        ("i 2019 200 saker", ["i", "2019", "200", "saker"]),
        ("side 3 2020", ["side", "3", "2020"]),
        ("1,5 200 100 000 3,2", ["1,5", "200 100 000", "3,2"]),
        ("", []),
    ],
)
def test_parts_what_does_not_belong_together(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "key", "parts"),
    [
        ("015/20", "15/20", ("15/20", "15", "20")),
        ("15/2020", "15/20", ("15/20", "15", "20")),
        ("2020/15", "15/20", ("15/20", "15", "20")),
        ("13.05.2020", "2020-05-13", ("13", "mai", "2020")),
        ("13.5.20", "2020-05-13", ("13", "mai", "2020")),
        ("2020-05-13", "2020-05-13", ("13", "mai", "2020")),
        ("1.000.000", "1000000", ("1000000",)),
        ("17 500 000", "17500000", ("17500000", "17", "500", "000")),
        ("007", "7", ("7",)),
    ],
)
def test_numbers_have_one_key_however_they_are_written(word: str, key: str, parts: tuple[str, ...]) -> None:
    assert number(word) == (key, parts)


@pytest.mark.parametrize("word", ["", "helse", "1,65", "10.00", "2026/1477-1", "99.99.2020x"])
def test_other_tokens_are_no_numbers(word: str) -> None:
    assert number(word) is None


def test_glued_numbers_are_found_by_their_pieces() -> None:
    assert pieces("sakstittel028/09") == ["sakstittel", "28/09"]


def agreement(text: str) -> tuple[int, int]:
    """How many of spaCy's tokens are ours too, and how many there are; punctuation and its marks left out."""
    spacy = pytest.importorskip("spacy")
    ours = {match.span() for match in TOKEN.finditer(text)}
    same = total = 0
    for token in spacy.blank("nb")(text):
        bare = token.text.strip(".-")
        if any(character.isalnum() for character in bare):
            start = token.idx + token.text.index(bare)
            total += 1
            same += bool({(start, start + len(bare)), (start, start + len(bare) + 1)} & ours)
    return same, total


def test_agrees_with_spacy_on_prose_of_our_own() -> None:
    same, total = agreement(PROSE)
    assert total > 50
    assert same >= 0.96 * total  # apart: mer/mindre, 13. mai


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/eval/norquad_dev")
def test_agrees_with_spacy_on_running_text() -> None:
    with SHARED.open(encoding="utf-8") as lines:
        text = "\n".join(json.loads(line)["text"] for _, line in zip(range(60), lines, strict=False))
    same, total = agreement(text.replace("\u00a0", " "))
    assert total > 15_000
    assert same >= 0.995 * total


@pytest.mark.parametrize(
    "text", ["a." * 30_000, "1/" * 30_000, "a-" * 30_000, "a@" * 30_000, "§" * 30_000, "www." * 20_000]
)
def test_text_that_a_backtracking_pattern_would_hang_on_is_read(text: str) -> None:
    assert sum(len(word) for word in TOKEN.findall(text)) <= len(text)


def test_words_hold_no_space() -> None:
    assert not any(re.search(r"\s", word) for word in words(PROSE) if word[0].isalpha())
