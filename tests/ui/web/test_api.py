"""The interface for programs: the contract's JSON, described, with errors that a program can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from corpus.texts import LANGUAGES, texts
from ui.main import run
from ui.web.api import make_api
from ui.web.problems import PROBLEM, of_parameters
from ui.web.source import Source


@pytest.fixture
def client(sample: Source) -> Iterator[TestClient]:
    with TestClient(make_api(sample)) as made:
        yield made


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What the command line prints."""
    run([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("address", "query", "command"),
    [
        ("/search", {"query": "legemidler", "from": "2023", "limit": 3},
         ["search", "legemidler", "--from", "2023", "--limit", "3"]),
        ("/ask", {"question": "Hva ble vedtatt i sak 4/23?"}, ["ask", "Hva ble vedtatt i sak 4/23?"]),
        ("/ask", {"question": "Hva koster en månerakett?"}, ["ask", "Hva koster en månerakett?"]),
        ("/ask", {"question": "Og i april 2024?", "after": "Hvilke prosjekter hadde rød risiko i mai 2023?"},
         ["ask", "Og i april 2024?", "--after", "Hvilke prosjekter hadde rød risiko i mai 2023?"]),
        ("/search", {"query": "vedtak", "case": "4/23"}, ["search", "vedtak", "--case", "4/23"]),
        ("/cases", {"number": "sak 4/23"}, ["case", "sak 4/23"]),
        ("/rows", {"where": ["risiko=rød", "status=rød"], "report": "2024-04"},
         ["rows", "--where", "risiko=rød", "--where", "status=rød", "--report", "2024-04"]),
    ],
)  # fmt: skip
def test_the_api_gives_what_the_command_line_prints(
    client: TestClient, sample: Source, capsys: pytest.CaptureFixture[str], address: str,
    query: dict[str, Any], command: list[str],
) -> None:  # fmt: skip
    answer = client.get(address, params=query)
    assert answer.status_code == 200
    assert answer.json() == printed(capsys, *command, "--index", str(sample.folder))


def test_documents_come_in_stretches_and_tell_nothing_of_where_they_lie(
    client: TestClient, sample: Source
) -> None:
    whole = client.get("/documents", params={"limit": 1000}).json()
    names = [d["document"] for d in whole["documents"]]
    assert names == sorted(names) and whole["total"] == len(names) > 5
    some = client.get("/documents", params={"start": 2, "limit": 2}).json()
    assert [d["document"] for d in some["documents"]] == names[2:4]
    places = {Path(d.source).parent for d in sample.archive().store.documents()}
    assert not any(str(place) in client.get("/documents").text for place in places)


def test_why_a_document_is_not_read_is_said_in_the_reader_s_language(source: Source) -> None:
    with TestClient(make_api(source)) as client:
        for language in LANGUAGES:
            answer = client.get("/documents", headers={"accept-language": language}).json()
            reasons = {d["document"]: d["reason"] for d in answer["documents"]}
            assert reasons == {
                "kaiavgift.txt": None,
                "referat.pdf": None,
                "skannet.pdf": texts(language)("errors.blank_pages", name="skannet.pdf"),
                "vedlikehold.txt": None,
            }


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/search", 422, "«query» mangler"),
        ("/search?query=", 422, "«query» er tom"),
        ("/search?query=%20", 422, "tomt"),
        ("/search?query=a&limit=0", 422, "«limit»"),
        ("/search?query=a&limit=ti", 422, "«limit»"),
        (f"/search?query={'a' * 8001}", 422, "8000"),
        ("/search?query=a&from=i%20fjor", 422, "«from»"),
        ("/search?query=a&from=2023-13", 422, "er ikke en dato"),
        ("/search?query=a&body=Finnesikke", 422, "velg blant"),
        ("/search?query=a&case=4/99", 422, "ingen sak 4/99"),
        ("/ask?question=a&after=", 422, "«after»"),
        ("/ask?question=a&writer=kanskje", 422, "«writer»"),
        ("/cases?number=abc", 422, "15/20"),
        ("/rows?where=tull", 422, "KOLONNE=VERDI"),
        ("/rows?" + "&".join(["where=status=r%C3%B8d"] * 21), 422, "20 ganger"),
        ("/finnes-ikke", 404, "openapi.json"),
    ],
)
def test_what_is_wrong_is_a_problem_with_a_sentence(
    client: TestClient, address: str, status: int, told: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status and answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status and told in problem["detail"] and problem["title"]


def test_only_reading_is_offered(client: TestClient) -> None:
    answer = client.post("/search", params={"query": "a"})
    assert answer.status_code == 405 and answer.headers["allow"] == "GET" and "GET" in answer.json()["detail"]


def test_a_problem_speaks_the_callers_language(client: TestClient) -> None:
    for code, told in (("nn", "manglar"), ("en-GB,en", "is missing"), ("nb", "mangler")):
        assert told in client.get("/search", headers={"accept-language": code}).json()["detail"]


def test_every_kind_of_wrong_parameter_has_a_sentence_in_each_language() -> None:
    kinds = (
        "missing",
        "string_too_long",
        "too_long",
        "string_too_short",
        "int_parsing",
        "less_than_equal",
        "else",
    )
    for language in LANGUAGES:
        for kind in kinds:
            error = {"type": kind, "loc": ("query", "felt"), "ctx": {"max_length": 9}}
            assert "felt" in of_parameters([error], texts(language))["detail"]


def test_a_missing_index_is_told_of_without_a_path(tmp_path: Path) -> None:
    with TestClient(make_api(Source(tmp_path / "ingen"))) as client:
        answer = client.get("/ask", params={"question": "Hva?"})
    assert answer.status_code == 503 and answer.headers["content-type"] == PROBLEM
    assert "saksok index" in answer.json()["detail"] and str(tmp_path) not in answer.text


def test_a_fault_of_ours_tells_neither_the_question_nor_a_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hemmelig sted /srv/arkiv")

    monkeypatch.setattr("ui.results.answer_result", broken)
    answer = client.get("/ask", params={"question": "Hvem lekket?"})
    assert answer.status_code == 500 and answer.headers["content-type"] == PROBLEM
    assert not any(word in answer.text for word in ("hemmelig", "/srv", "lekket", "Runtime"))


_CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


def test_whatever_the_description_allows_or_forbids_is_answered_as_described(sample: Source) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", make_api(sample))
    asked = 0
    for operation in schema.get_all_operations():
        # A server made for the archive answers in milliseconds, so each address gets a fair share.
        @settings(max_examples=40, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
                  deadline=None, derandomize=True, database=None)  # fmt: skip
        @schemathesis_given(operation.ok())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.validate_response(case.call(), checks=_CHECKS)

        ask()
    assert asked > 150


def schemathesis_given(operation: Any) -> Any:
    """Cases that fit the description, and cases that break it."""
    from hypothesis import given, strategies

    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    return given(strategies.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes)))


def test_the_description_names_each_address_and_stands_on_its_own(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {"/search", "/ask", "/cases", "/rows", "/documents"}
    for path in described["paths"].values():
        assert PROBLEM in path["get"]["responses"]["422"]["content"]
    assert "Problem" in described["components"]["schemas"]
