"""Who may see one collection learns nothing of another, by any address or handler."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from corpus.texts import Texts
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from tests.conftest import write_papers
from tests.ui.web.conftest import pdf
from ui.users import make_user, write_users
from ui.web.access.gate import Access, Gate
from ui.web.access.sessions import Sessions
from ui.web.access.visit import Role, Viewer, Visit, visiting
from ui.web.api import PATH, make_api
from ui.web.handlers import archive as documents
from ui.web.handlers import ask, cases, examples, portfolio, search
from ui.web.pictures import picture_name
from ui.web.routes import add_routes
from ui.web.source import Source

PASSWORD = "et langt passord"
SECRET = ("lukket", "Varsling", "varsling", "Blåfjell", "kvikksølv")
PAPERS = {
    "åpent/møte.txt": "Referat fra møte i Kulturutvalget\nDato 3. mai 2022\n\nSak 1/22 Ny kino\n\n"
    "Vedtak:\nKulturutvalget vedtar å bygge kinoen på torget.\n",
    "lukket/møte.txt": "Referat fra møte i Varslingsutvalget\nDato 4. mai 2022\n\nSak 2/22 Varslingen\n\n"
    "Varslingen gjelder kvikksølvet i Blåfjellsgruva.\n\nVedtak:\nVarslingsutvalget henlegger saken.\n",
    "lukket/rapport.md": "# Varslingsrapport 2022\n\nPer 1. april 2022\n\n"
    "| Nr | Prosjekt | Status | Risiko |\n|---|---|---|---|\n"
    "| 1 | Blåfjell | Rød | Rød |\n| 2 | Varsling | Grønn | Gul |\n",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samlinger")
    papers = write_papers(folder / "arkiv", PAPERS)
    pdf(papers / "lukket" / "kart.pdf", ["Kart over Blåfjellsgruva"])
    with Writer(folder / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    users = [make_user(name, "read", seen, PASSWORD) for name, seen in (("kari", ["åpent"]), ("alle", None))]
    write_users(folder / "brukere.json", users)
    return folder


@pytest.fixture(scope="module")
def source(place: Path) -> Iterator[Source]:
    opened = Source(place / "indeks", guarded=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(place: Path, source: Source) -> Iterator[TestClient]:
    app = FastAPI()
    add_routes(app, source)
    app.mount(PATH, make_api(source))
    app.add_middleware(Gate, access=Access(Sessions(place / "brukere.json")))
    with TestClient(app, follow_redirects=False) as made:
        yield made


def secret_addresses(source: Source) -> list[str]:
    with visiting(Visit(Viewer("", Role.READ))):
        drawing = source.archive().store.document("lukket/kart.pdf")
    assert drawing
    return [
        "/visning?dok=lukket/møte.txt", "/visning?dok=lukket/kart.pdf&side=1", "/saksside?sak=Varslingsutvalget/2022/2",
        f"/side/{picture_name(drawing, 1)}.png", "/portefolje.csv", "/api/v1/documents",
        "/api/v1/search?query=varslingen",
        "/api/v1/search?query=møte&body=Varslingsutvalget", "/api/v1/search?query=møte&document=lukket",
        "/api/v1/ask?question=Hva gjelder varslingen?", "/api/v1/ask?question=Hva ble vedtatt i sak 2/22?",
        "/api/v1/ask?question=Hvilke prosjekter har rød risiko?",
        "/api/v1/cases?number=2/22", "/api/v1/cases?number=9/22", "/api/v1/rows", "/api/v1/rows?where=navn=x",
    ]  # fmt: skip


def told(text: str, asked: str) -> list[str]:
    """The secret words of an answer that were not in what was asked."""
    return [word for word in SECRET if word in text and word not in asked]


def test_no_address_tells_of_what_one_may_not_see(client: TestClient, source: Source) -> None:
    leaked = {}
    for address in secret_addresses(source):
        answer = client.get(address, auth=("kari", PASSWORD))
        assert answer.status_code in (200, 404, 422), address
        if found := told(answer.text, address):
            leaked[address] = found
    assert leaked == {}


def test_the_same_addresses_tell_whoever_may_see_everything(client: TestClient, source: Source) -> None:
    for address in secret_addresses(source):
        answer = client.get(address, auth=("alle", PASSWORD))
        picture = answer.headers["content-type"] == "image/png"
        refused = answer.status_code == 422 or "9/22" in address
        assert picture or refused or any(word in answer.text for word in SECRET), address


def test_a_document_one_may_not_see_is_refused_like_one_that_is_not_there(client: TestClient) -> None:
    def refusal(name: str) -> str:
        answer = client.get("/visning", params={"dok": name}, auth=("kari", PASSWORD))
        return f"{answer.status_code} {answer.text.replace(name, '')}"

    assert refusal("lukket/møte.txt") == refusal("finnes/ikke.txt")


def test_handlers_count_list_and_suggest_only_what_may_be_seen(source: Source, say: Texts) -> None:
    with visiting(Visit(Viewer("kari", Role.READ, frozenset({"åpent"})))):
        shown = [
            documents.documents(source, "", say),
            ask.welcome(source, say),
            ask.conversation([ask.answered(source, "Hva skjedde i møtet?", say)], say),
            examples.suggestions(source, say),
            search.results(source, search.Query("møte referat vedtak"), say),
            cases.register(source, cases.CaseFilter(), say),
            *cases.choices(source, say),
            portfolio.portfolio(source, portfolio.RowFilter(), say),
            *portfolio.choices(source, say),
            *search.body_choices(source),
            *search.document_choices(source),
        ]
        assert "ett dokument" in str(shown[1]).lower()
    assert told("".join(map(str, shown)), "") == [] and "Kulturutvalget" in str(shown)


def test_work_that_nobody_asked_for_sees_nothing(source: Source, say: Texts) -> None:
    assert source.archive().store.names() == [] and not source.may_manage()
    assert examples.examples(source, say) == []


def test_only_a_manager_may_change_anything(source: Source) -> None:
    for role, may in ((Role.READ, False), (Role.MANAGE, True)):
        with visiting(Visit(Viewer("x", role))):
            assert source.may_manage() is may
    assert Source(source.folder).may_manage(), "without users whoever is at the machine is its owner"


def test_a_password_is_not_taken_from_a_header_of_another_kind(client: TestClient) -> None:
    token = base64.b64encode(f"kari:{PASSWORD}".encode()).decode()
    assert client.get("/api/v1/rows", headers={"authorization": f"Digest {token}"}).status_code == 401
