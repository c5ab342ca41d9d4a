"""The addresses of Saker and Portefølje behind a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def client(sample_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sample_address, timeout=30) as made:
        yield made


def test_a_lasting_address_leads_to_the_case_in_the_readers_language(client: httpx.Client) -> None:
    answer = client.get("/sak/Samhandlingsrådet/2023/4", headers={"accept-language": "nn"})
    assert answer.headers["location"] == "/?sak=Samhandlingsr%C3%A5det/2023/4"
    answer = client.get(
        "/sak/Samhandlingsrådet/2023/4", headers={"accept-language": "nn"}, follow_redirects=True
    )
    assert answer.url.path == "/nn/" and answer.url.params["sak"] == "Samhandlingsrådet/2023/4"


@pytest.mark.parametrize(
    "path", ["/sak/%0d%0aset-cookie:a=b/2023/4", "/sak//evil.example/2023/4", "/sak/a%2fb/2023/4"]
)
def test_an_address_never_leads_out_of_the_app(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (
        answer.headers.get("location", "/?sak=").startswith("/?sak=") and "set-cookie" not in answer.headers
    )


def test_a_case_is_a_fragment_in_the_language_asked_for(client: httpx.Client) -> None:
    answer = client.get("/saksside", params={"sak": "Samhandlingsrådet/2023/4", "sprak": "en"})
    assert answer.status_code == 200 and "<h2>Decision</h2>" in answer.text
    assert 'href="/en/?dok=' in answer.text


@pytest.mark.parametrize("name", ["", "hva/som/helst", "<script>alert(1)</script>", "\x00/2023/1"])
def test_what_names_no_case_is_one_escaped_sentence(client: httpx.Client, name: str) -> None:
    answer = client.get("/saksside", params={"sak": name})
    assert answer.text.count("<p") == 1 and "<script" not in answer.text


def test_rows_are_downloaded_as_files(client: httpx.Client) -> None:
    answer = client.get("/portefolje.csv", params={"status": "rød"})
    assert answer.headers["content-disposition"] == 'attachment; filename="portefolje.csv"'
    assert answer.text.count("\r\n") > 1
    answer = client.get("/portefolje.xlsx?sprak=nn")
    assert "spreadsheetml" in answer.headers["content-type"] and answer.content.startswith(b"PK")
    assert client.get("/portefolje.exe").status_code == 404


def test_without_an_index_each_address_is_a_sentence(tmp_path: Path, serving: Serving) -> None:
    with serving(tmp_path / "ingen") as address:
        assert "/?fane=arkiv" in httpx.get(f"{address}/saksside?sak=a/2023/1").text
        assert httpx.get(f"{address}/portefolje.csv").status_code == 404
