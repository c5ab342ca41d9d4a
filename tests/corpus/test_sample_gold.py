"""The gold of the sample archive: registers and questions agree with the documents."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from corpus.make_sample import ROOT
from corpus.make_sample_gold import BODIES, fold, gold_cases, gold_rows, paper_of, scanned_text
from corpus.make_sample_markup import sources
from corpus.make_sample_report import amount

SAMPLE, GOLD = ROOT / "sample", ROOT / "gold"
PAPERS = {source.file: paper_of(source, SAMPLE) for source in sources()}
FOLDED = {file: fold(paper.text) for file, paper in PAPERS.items()}
CASES: list[dict[str, Any]] = json.loads((GOLD / "cases.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = json.loads((GOLD / "rows.json").read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (GOLD / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
SAMRAADET, FAGUTVALGET = BODIES["SR"], BODIES["FU"]


def case(body: str, number: str) -> dict[str, Any]:
    (found,) = [one for one in CASES if one["body"] == body and one["number"] == number]
    return found


# ---- cases


def test_the_committed_registers_are_what_the_script_makes() -> None:
    assert gold_cases(SAMPLE) == CASES
    assert gold_rows() == ROWS
    scan = next(source for source in sources() if source.settings.get("scanned"))
    assert scanned_text(scan) == (GOLD / "scanned.txt").read_text(encoding="utf-8")


def test_every_quote_stands_on_its_page() -> None:
    for one in CASES:
        for place in [one["proposed"], one["decision"], *one["also"]]:
            if place is None:
                continue
            paper = PAPERS[place["document"]]
            pages = [*paper.starts, len(paper.text)]
            start = pages[place["page"] - 1] if place["page"] else 0
            end = pages[place["page"]] if place["page"] else len(paper.text)
            assert fold(place["quote"])[:40] in fold(paper.text[start:end]), (one["body"], one["number"])
            assert place["quote"] in FOLDED[place["document"]]


def test_every_title_type_and_person_stands_in_a_paper_of_its_body() -> None:
    everything = " ".join(FOLDED.values())
    for one in CASES:
        for key in ("title", "type", "presenter", "officer", "archive_number"):
            assert one[key] is None or one[key] in everything, (one["number"], one[key])


def test_a_case_is_numbered_once_in_each_body_and_numbers_run_on() -> None:
    for body in (SAMRAADET, FAGUTVALGET):
        for year in (2022, 2023, 2024):
            numbers = [one["sequence"] for one in CASES if one["body"] == body and one["year"] == year]
            assert numbers == list(range(1, len(numbers) + 1))


def test_numbers_overlap_between_the_bodies_with_other_matters() -> None:
    assert case(SAMRAADET, "3/23")["title"] != case(FAGUTVALGET, "3/23")["title"]
    assert len({(one["number"]) for one in CASES}) < len(CASES) - 20


def test_one_matter_goes_through_both_bodies_and_all_years() -> None:
    way = [one for one in CASES if one["title"].startswith("Felles legemiddelkort")]
    assert {one["body"] for one in way} == {SAMRAADET, FAGUTVALGET}
    assert {one["year"] for one in way} == {2022, 2023, 2024}
    assert [one["date"] for one in way] == sorted(one["date"] for one in way)


def test_every_outcome_occurs() -> None:
    found = Counter(one["status"] for one in CASES)
    assert set(found) == {"vedtatt", "foreslått", "utsatt", "trukket", "ikke behandlet", "ukjent"}
    for one in CASES:
        if one["status"] in ("vedtatt", "utsatt"):
            assert one["decision"]
        else:
            assert not one["decision"]
        assert bool(one["proposed"]) or one["status"] != "foreslått"


def test_a_proposal_was_changed_and_another_kept_word_for_word() -> None:
    changed, kept = case(SAMRAADET, "4/23"), case(SAMRAADET, "3/23")
    assert changed["proposed"]["quote"] not in changed["decision"]["quote"]
    assert "60 prosent" in changed["proposed"]["quote"] and "70 prosent" in changed["decision"]["quote"]
    assert kept["proposed"]["quote"] == kept["decision"]["quote"]


def test_decisions_have_points_and_one_runs_over_a_page() -> None:
    assert sum(one["decision"]["quote"].startswith("1. ") for one in CASES if one["decision"]) >= 6
    assert any("Side 2 av 3" in one["decision"]["quote"] for one in CASES if one["decision"])


def test_one_archive_number_is_shared() -> None:
    shared = Counter(one["archive_number"] for one in CASES if one["archive_number"])
    assert shared["2023/1412-3"] == 2


@pytest.mark.parametrize(
    "heading", ["Vedtak:", "Samrøystes vedtak:", "Innstilling", "Tilråding:", "Forslag til vedtak"]
)
def test_headings_over_proposals_and_decisions_vary(heading: str) -> None:
    assert any(heading in text for text in FOLDED.values())


def test_a_vote_has_numbers_and_no_more_voters_than_were_there() -> None:
    votes = [
        vote for text in FOLDED.values() for vote in re.findall(r"(\d+) mot (\d+) (?:stemme|røyst)", text)
    ]
    assert len(votes) >= 5
    assert all(int(one) + int(other) in (7, 9, 10) for one, other in votes)


# ---- rows


def test_rows_stand_in_their_reports() -> None:
    for report in ROWS:
        text = FOLDED[report["document"]]
        assert report["table"] in text
        for row in report["rows"]:
            for key in ("name", "owner", "lead", "area"):
                assert row[key] is None or row[key] in text
            cells = [amount(value, report["unit"]) for value in row["amounts"].values()]
            assert " ".join(cells) in text


@pytest.mark.parametrize(
    ("index", "count", "sums"),
    [(0, 12, ("53,4", "47,9")), (1, 13, ("53,1", "50,5")), (2, 14, ("64,2", "55,2"))],
)
def test_the_narrative_gives_the_sums_of_the_table(index: int, count: int, sums: tuple[str, str]) -> None:
    report = ROWS[index]
    scale = 1000 if report["unit"] == "1000 kr" else 1
    years = sorted({year for row in report["rows"] for year in row["amounts"]})
    totals = [sum(row["amounts"].get(year, 0) for row in report["rows"]) / scale for year in years]
    assert [f"{total:.1f}".replace(".", ",") for total in totals] == list(sums)
    assert len(report["rows"]) == count
    assert f"{count} prosjekter" in FOLDED[report["document"]]
    assert all(f"{total} millioner" in FOLDED[report["document"]] for total in sums)


def test_the_narrative_counts_the_colours_of_the_table_but_for_one_planned_slip() -> None:
    words = {1: "ett", 2: "to", 3: "tre", 4: "fire", 5: "fem", 6: "seks", 7: "sju"}
    for report, sentence in zip(
        ROWS,
        (
            "{grønn} prosjekter har grønn status, {gul} har gul og {rød} har rød",
            "{grønn} prosjekter er i rute, {gul} har avvik, og {rød} har vesentlige avvik",
            "{grønn} prosjekter har grønn status, {gul} har gul og {rød} har rød",
        ),
        strict=True,
    ):
        status = Counter(row["status"] for row in report["rows"])
        said = sentence.format(**{colour: words[count] for colour, count in status.items()})
        assert said.capitalize() in FOLDED[report["document"]]
    red = [[row["name"] for row in report["rows"] if row["risk"] == "rød"] for report in ROWS]
    assert [len(names) for names in red] == [3, 3, 3]
    assert "Tre prosjekter melder rød risiko" in FOLDED[ROWS[0]["document"]]
    assert "Tre prosjekter har rød risiko" in FOLDED[ROWS[1]["document"]]
    slip = FOLDED[ROWS[2]["document"]]
    assert (
        "To prosjekter har rød risiko" in slip and "Journal i ambulansebåt er vurdert til gul risiko" in slip
    )


# ---- questions


def test_there_are_enough_questions_of_every_kind_and_language() -> None:
    kinds = Counter(one["kind"] for one in QUESTIONS)
    langs = Counter(one["lang"] for one in QUESTIONS)
    assert len(QUESTIONS) >= 75 and set(kinds) == {"passage", "case", "records", "none"}
    assert kinds["passage"] >= 20 and min(kinds["case"], kinds["records"], kinds["none"]) >= 15
    assert set(langs) == {"nb", "nn", "en"} and langs["nn"] >= 10 and langs["en"] >= 10
    assert (
        len({one["id"] for one in QUESTIONS}) == len({one["question"] for one in QUESTIONS}) == len(QUESTIONS)
    )


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one["id"])
def test_a_question_is_well_formed_and_its_evidence_is_there(one: dict[str, Any]) -> None:
    assert set(one) <= {"id", "question", "lang", "kind", "documents", "evidence", "answer", "records"}
    if one["kind"] == "none":
        assert one["documents"] == [] and not set(one) & {"evidence", "answer", "records"}
        return
    assert one["documents"] and set(one["documents"]) <= set(FOLDED)
    assert ("records" in one) is (one["kind"] == "records")
    assert one.get("evidence") or one.get("records")
    for evidence in one.get("evidence", []):
        assert any(evidence in FOLDED[file] for file in one["documents"]), evidence
    for file in one["documents"]:
        assert not one.get("evidence") or any(evidence in FOLDED[file] for evidence in one["evidence"]), file


def test_the_records_of_a_question_are_rows_of_its_reports() -> None:
    for one in QUESTIONS:
        names = {
            row["name"] for report in ROWS if report["document"] in one["documents"] for row in report["rows"]
        }
        assert set(one.get("records", [])) <= names, one["id"]
