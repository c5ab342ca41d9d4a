"""What goes wrong while the app is in use: each is one clear sentence, and nothing is lost by it."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.writer import Writer
from ui.web.handlers.archive import documents
from ui.web.library import Library
from ui.web.pictures import picture_name
from ui.web.problems import PROBLEM
from ui.web.routes import add_routes
from ui.web.routes_archive import add_archive_routes
from ui.web.source import Source

OWN = {"x-saksok": "1"}


@pytest.fixture
def library(index_folder: Path, tmp_path: Path) -> Iterator[Library]:
    source = Source(Path(shutil.copytree(index_folder, tmp_path / "indeks")))
    made = Library(source)
    yield made
    made.close()
    source.close()


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    app = FastAPI()
    add_routes(app, library._source)
    add_archive_routes(app, library._source, library)
    with TestClient(app, client=("127.0.0.1", 50000)) as made:
        yield made


def sentence(html: str) -> str:
    told = re.sub(r"<[^>]+>", "", html).strip()
    assert told.endswith(".") and "\n" not in told and "Traceback" not in told and len(told) < 300
    return told


def test_a_document_that_is_removed_while_its_page_is_open(client: TestClient, library: Library) -> None:
    source = library._source
    document = source.archive().store.document("referat.pdf")
    assert document
    page = f"/side/{picture_name(document, 2)}.png"
    assert client.get("/visning?dok=referat.pdf&side=1").status_code == 200
    assert client.get(page).status_code == 200
    with Writer(source.folder) as writer:
        writer.remove([document.id])
    turned = client.get("/visning?dok=referat.pdf&side=2")
    assert turned.status_code == 404 and "ikke lenger i arkivet" in sentence(turned.text)
    assert client.get(page).status_code == 404
    assert client.get("/visning?dok=kaiavgift.txt").status_code == 200


def send(client: TestClient, name: str, content: bytes) -> tuple[int, str]:
    answer = client.post("/arkiv/opplasting", params={"navn": name}, content=content, headers=OWN)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("../../x", b"a", "«x»"), ("regnskap.exe", b"MZ", "«regnskap.exe»"), ("tom.pdf", b"", "er tom")],
)
def test_what_is_turned_away_is_one_sentence(
    client: TestClient, library: Library, name: str, content: bytes, told: str
) -> None:
    status, html = send(client, name, content)
    assert status == 400 and told in sentence(html)
    assert not library.progress.running and not list(library.uploads.glob("*"))


def test_what_is_too_large_is_one_sentence_and_is_not_kept(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.web.uploads.LARGEST", 1000)
    status, html = send(client, "stor.pdf", b"%PDF" * 1000)
    assert status == 400 and "større enn" in sentence(html) and not list(library.uploads.glob("*"))


def test_a_bomb_and_a_file_with_markup_for_a_name_stand_in_the_list_with_the_reason(
    client: TestClient, library: Library, say: object
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(8):
            bomb.writestr(f"{number}.txt", b"\0" * 32_000_000)
    assert len(packed.getvalue()) < 1_000_000
    assert send(client, "bombe.zip", packed.getvalue())[0] == 200
    assert send(client, "<img onerror>.pdf", b"%PDF-1.4 ikke en pdf")[0] == 200
    until = time.monotonic() + 120
    while time.monotonic() < until:
        html = str(documents(library._source, "", say))  # type: ignore[arg-type]
        if not library.progress.running and "bombe.zip" in html and "img onerror.pdf" in html:
            break
        time.sleep(0.1)
    assert html.count('class="state unreadable"') == 3, "the scanned one of before, and these two"
    assert "<img" not in html
    assert list(library.uploads.glob("*.part")) == []


def test_a_megabyte_over_the_api_is_one_sentence(
    index_folder: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    with serving(index_folder) as address:
        asking = HTTPConnection(address.removeprefix("http://"), timeout=30)  # httpx sends no such address
        asking.request("GET", f"/api/v1/ask?question={'a' * 1_000_000}")
        answer = asking.getresponse()
        assert answer.status == 422 and answer.headers["content-type"] == PROBLEM
        assert "8000" in json.loads(answer.read())["detail"]
        asking.close()
        assert httpx.get(f"{address}/api/v1/documents").status_code == 200
