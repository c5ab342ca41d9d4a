"""Who may change what: readers nothing, managers of some collections their own, managers of all everything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.folders import follow
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from search.evaluation.feedback import right_file
from tests.conftest import write_papers
from ui.users import make_user, write_users
from ui.web.access.gate import Access, Gate
from ui.web.access.sessions import Sessions
from ui.web.library import Library
from ui.web.routes import add_routes
from ui.web.routes_archive import add_archive_routes
from ui.web.source import Source

PASSWORD = "et langt passord"
PAPERS = {
    "åpent/møte.txt": "Referat fra møte i Kulturutvalget\nDato 3. mai 2022\n\nKinoen på torget koster 3 millioner.\n",
    "lukket/møte.txt": "Referat fra møte i Varslingsutvalget\nDato 4. mai 2022\n\nVarslingen gjelder gruva.\n",
}
OWN = {"x-saksok": "1"}
USERS = {"leser": ("read", None), "noe": ("manage", ["åpent"]), "alt": ("manage", None)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    papers = write_papers(tmp_path / "arkiv", PAPERS)
    with Writer(tmp_path / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    users = [make_user(name, role, seen, PASSWORD) for name, (role, seen) in USERS.items()]
    write_users(tmp_path / "brukere.json", users)
    return tmp_path


@pytest.fixture
def library(place: Path) -> Iterator[Library]:
    source = Source(place / "indeks", guarded=True)
    made = Library(source)
    yield made
    made.close()
    source.close()


@pytest.fixture
def client(place: Path, library: Library) -> Iterator[TestClient]:
    app, source = FastAPI(), library._source
    add_routes(app, source)
    add_archive_routes(app, source, library)
    app.add_middleware(Gate, access=Access(Sessions(place / "brukere.json")))
    with TestClient(app, follow_redirects=False, client=("127.0.0.1", 50000)) as made:
        yield made


def do(client: TestClient, who: str, what: str, value: str = "") -> tuple[int, str]:
    answer = client.post(
        "/arkiv/gjor", params={"hva": what, "verdi": value}, headers=OWN, auth=(who, PASSWORD)
    )
    return answer.status_code, answer.text


def names(library: Library) -> list[str]:
    return library._source.whole().store.names()


def settle(library: Library) -> None:
    until = time.monotonic() + 60
    while library.progress.running and time.monotonic() < until:
        time.sleep(0.05)


@pytest.mark.parametrize(
    "what", ["remove", "restore", "read", "cancel", "follow", "unfollow", "read-folder", "encoder"]
)
def test_a_reader_changes_nothing(client: TestClient, library: Library, what: str) -> None:
    status, told = do(client, "leser", what, "åpent/møte.txt")
    assert status == 400 and "ikke endre det" in told
    assert names(library) == sorted(PAPERS) and not library.progress.running


@pytest.mark.parametrize("what", ["read", "cancel", "follow", "unfollow", "read-folder", "encoder"])
def test_what_is_about_the_whole_archive_is_for_who_sees_it(
    client: TestClient, library: Library, place: Path, what: str
) -> None:
    status, told = do(client, "noe", what, str(place / "arkiv"))
    assert status == 400 and "hele arkivet" in told and not library.progress.running
    folders = client.get("/arkiv/mapper", params={"sti": str(place)}, headers=OWN, auth=("noe", PASSWORD))
    assert folders.status_code == 400 and "arkiv</button>" not in folders.text


def test_a_manager_of_some_collections_takes_out_only_what_they_see(
    client: TestClient, library: Library
) -> None:
    status, told = do(client, "noe", "remove", "lukket/møte.txt")
    assert status == 400 and "ikke lenger i arkivet" in told
    assert names(library) == sorted(PAPERS)
    assert do(client, "noe", "remove", "åpent/møte.txt")[0] == 200
    assert names(library) == ["lukket/møte.txt"]
    assert do(client, "noe", "restore")[0] == 200
    settle(library)
    assert names(library) == sorted(PAPERS)


def test_what_somebody_else_took_out_stays_out_and_is_not_told_of(
    client: TestClient, library: Library, place: Path
) -> None:
    assert do(client, "alt", "remove", "lukket/møte.txt")[0] == 200
    state = client.get("/arkiv/tilstand", auth=("noe", PASSWORD))
    assert state.status_code == 200 and "lukket" not in state.text and str(place) not in state.text
    assert do(client, "noe", "restore")[0] == 200, "there is nothing of theirs to undo"
    out = str((place / "arkiv" / "lukket" / "møte.txt").resolve())
    assert do(client, "noe", "restore", out)[0] == 400
    assert names(library) == ["åpent/møte.txt"]
    assert out in client.get("/arkiv/tilstand", auth=("alt", PASSWORD)).text
    assert do(client, "alt", "restore", out)[0] == 200


@pytest.mark.parametrize("what", ["restore", "read-folder"])
def test_no_other_file_or_folder_of_the_machine_is_read(
    client: TestClient, library: Library, place: Path, what: str
) -> None:
    write_papers(place / "privat", {"dagbok.txt": "Kjære dagbok\n\nI dag var det sol.\n"})
    target = place / "privat" / ("dagbok.txt" if what == "restore" else "")
    status, _ = do(client, "alt", what, str(target))
    settle(library)
    assert status == 400 and names(library) == sorted(PAPERS)


def test_an_upload_must_be_seen_by_who_sends_it(client: TestClient, library: Library) -> None:
    def send(who: str) -> tuple[int, str]:
        answer = client.post(
            "/arkiv/opplasting", params={"navn": "notat.txt"}, content=b"Et notat om havna.\n",
            headers=OWN, auth=(who, PASSWORD),
        )  # fmt: skip
        return answer.status_code, answer.text

    status, told = send("noe")
    assert status == 400 and "samling" in told and not library.uploads.exists()
    assert send("leser")[0] == 400
    assert send("alt")[0] == 200
    settle(library)
    assert "notat.txt" in names(library)


def test_followed_folders_that_have_not_changed_are_left_in_peace(library: Library, place: Path) -> None:
    """The program's own look at them sees everything, whoever is or is not signed in."""
    folder = (place / "arkiv").resolve()
    follow(library._source.whole().store, folder)
    assert not library._differs([str(folder)])
    (folder / "åpent" / "ny.txt").write_text("Noe nytt\n", "utf-8")
    assert library._differs([str(folder)])


@pytest.mark.parametrize(
    ("who", "document", "status"),
    [("leser", "åpent/møte.txt", 400), ("noe", "lukket/møte.txt", 400), ("noe", "åpent/møte.txt", 200),
     ("alt", "lukket/møte.txt", 200)],
)  # fmt: skip
def test_only_a_manager_judges_and_only_what_they_see(
    client: TestClient, place: Path, who: str, document: str, status: int
) -> None:
    told = {"question": "Hva koster kinoen?", "kind": "passage", "documents": [document], "evidence": []}
    answer = client.post(
        "/tilbakemelding", params={"riktig": "right"}, json=told, headers=OWN, auth=(who, PASSWORD)
    )
    assert answer.status_code == status, answer.text
    assert right_file(place / "indeks").exists() is (status == 200)
