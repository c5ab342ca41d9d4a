"""A document full of markup, in its text, title, name and metadata, is shown as letters wherever it is shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from corpus.texts import LANGUAGES, Texts, texts
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ui.web.api import PATH, make_api
from ui.web.handlers import archive, ask, cases, examples, portfolio, search
from ui.web.handlers.errors import error_box
from ui.web.routes import add_routes
from ui.web.source import Source

EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script><b onclick='x'>&lt;svg/onload=alert(3)&gt;</textarea>"
NAME = "<img src=x onerror=alert(4)>" if os.name != "nt" else "&lt;img src=x onerror=alert(4)&gt;"
MINUTES = (
    f"Referat fra møte i Kulturutvalget {EVIL}\nMøte 1/2022\nDato 3. mai 2022\nTil stede: Kari {EVIL} Nordmann\n\n"
    f"Sak 1/22 Ny kino {EVIL}\n\nForslag til vedtak:\nKinoen {EVIL} bygges på torget.\n\n"
    f"Vedtak:\nKulturutvalget {EVIL} vedtar å bygge kinoen på torget.\n"
)
REPORT = (
    f"# Porteføljerapport {EVIL}\n\nPer 1. april 2022\n\n"
    "| Nr | Prosjekt | Eier | Status | Risiko | 2022 |\n|---|---|---|---|---|---|\n"
    f"| 1 | Kino {EVIL} | Kommunen <i>x</i> | Rød | Rød | 12 |\n| 2 | Bad | Kommunen | Gul | Gul | 3 |\n"
)


class Elements(HTMLParser):
    """The elements that a browser would make, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def foreign(html: str) -> list[str]:
    """What came from a document: elements that ours never are, handlers of events, addresses that run."""
    parser = Elements()
    parser.feed(html)
    return [
        f"{tag} {attributes}"
        for tag, attributes in parser.found
        if tag in ("script", "svg", "b", "i", "textarea", "iframe", "object")
        or any(name.startswith("on") for name in attributes)
        or (tag == "img" and not (attributes.get("src") or "").startswith("/side/"))
        or any("javascript:" in (attributes.get(name) or "") for name in ("href", "src", "action"))
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    from fpdf import FPDF

    folder = tmp_path_factory.mktemp("ondt")
    papers = folder / "arkiv"
    papers.mkdir()
    (papers / f"{NAME}.txt").write_text(MINUTES, "utf-8")
    (papers / f"{NAME}.md").write_text(REPORT, "utf-8")
    (papers / f"{NAME} skadet.pdf").write_bytes(b"%PDF-1.7 <script>alert(5)</script>")
    made = FPDF()
    made.set_title(EVIL)
    made.set_author(EVIL)
    made.set_font("helvetica", size=10)
    made.add_page()
    made.multi_cell(0, 8, f"Kinoen {EVIL}")
    made.output(str(papers / f"{NAME} kart.pdf"))
    with Writer(folder / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    opened = Source(folder / "indeks")
    yield opened
    opened.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_fragment_shows_it_as_letters(source: Source, language: str) -> None:
    say = texts(language)
    shown = shown_by_handlers(source, say)
    app = FastAPI()
    add_routes(app, source)
    with TestClient(app) as client:
        for document in source.archive().store.documents():
            for way in ("", "tekst"):
                query = {"dok": document.name, "side": "1" if document.pages else "", "sprak": language, "vis": way,
                         "fra": "0", "til": "40", "ord": "kinoen"}  # fmt: skip
                shown[f"view {document.name} {way}"] = client.get("/visning", params=query).text
        shown["case"] = client.get(
            "/saksside", params={"sak": "Kulturutvalget/2022/1", "sprak": language}
        ).text
        shown["error"] = client.get("/visning", params={"dok": EVIL, "sprak": language}).text
        shown["no case"] = client.get("/saksside", params={"sak": f"{EVIL}/2022/1", "sprak": language}).text
    assert {name: found for name, html in shown.items() if (found := foreign(html))} == {}
    assert sum("&lt;img" in html for html in shown.values()) > 8, "the document's own letters are there"


def shown_by_handlers(source: Source, say: Texts) -> dict[str, str]:
    questions = (
        "Hva ble vedtatt i sak 1/22?",
        "Hvilke prosjekter har rød risiko?",
        f"Hvor bygges kinoen {EVIL}?",
        EVIL,
    )
    turns = [ask.answered(source, question, say) for question in questions]
    found = {
        "conversation": ask.conversation(turns, say),
        "archive": archive.documents(source, "", say),
        "search": search.results(source, search.Query(f"kinoen {EVIL}"), say),
        "no hits": search.results(source, search.Query(f"xyzzy{EVIL}"), say),
        "cases": cases.register(source, cases.CaseFilter(), say),
        "portfolio": portfolio.portfolio(source, portfolio.RowFilter(), say),
        "examples": examples.suggestions(source, say),
        "error": error_box(ValueError(EVIL), say),
    }
    return {name: str(html) for name, html in found.items()}


def test_what_programs_get_is_said_to_be_json_and_never_a_page(source: Source) -> None:
    app = FastAPI()
    app.mount(PATH, make_api(source))
    with TestClient(app) as client:
        answer = client.get(f"{PATH}/search", params={"query": "kinoen"})
        assert (
            answer.headers["content-type"] == "application/json"
            and EVIL in json.loads(answer.text)["hits"][0]["text"]
        )
        wrong = client.get(f"{PATH}/cases", params={"number": EVIL[:60]})
        assert wrong.headers["content-type"] == "application/problem+json"


def test_an_error_page_holds_no_path_and_no_text(source: Source, tmp_path: Path, say: Texts) -> None:
    class Broken(Source):
        def archive(self) -> None:  # type: ignore[override]
            raise RuntimeError(f"{self.folder} Kulturutvalget hemmelig")

    app = FastAPI()
    add_routes(app, Broken(tmp_path))
    with TestClient(app) as client:
        for address in ("/visning?dok=hemmelig.pdf", "/saksside?sak=hemmelig/2022/1"):
            answer = client.get(address)
            assert answer.status_code == 500
            assert not any(
                word in answer.text for word in (str(tmp_path), "hemmelig", "Kulturutvalget", "Traceback")
            )


def test_a_missing_or_broken_index_is_told_of_without_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database" * 100)
    for folder in (tmp_path, tmp_path / "ingen"):
        source = Source(folder)
        shown = shown_by_handlers(source, texts("nb"))
        assert not any(str(tmp_path) in html for html in shown.values())
        assert ("loggen" if folder == tmp_path else "legg til en mappe") in shown["archive"]
