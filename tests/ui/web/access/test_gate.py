"""Every request passes the gate: pace, size, origin, session."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from ui.users import make_user, write_users
from ui.web.access import gate
from ui.web.access.gate import COOKIE, Access, Gate
from ui.web.access.journal import Journal
from ui.web.access.limits import BODY, UPLOAD, largest
from ui.web.access.login import safe_target
from ui.web.access.sessions import Sessions
from ui.web.access.visit import note, viewer

PASSWORD = "et <langt> passord: æ"
PAGE = {"accept": "text/html,*/*"}


def app_of(access: Access) -> TestClient:
    app = FastAPI()

    def who(request: Request) -> Response:
        note("open", "papir.pdf")
        asking = viewer()
        return JSONResponse({"name": asking.name, "role": asking.role} if asking else None)

    async def read(request: Request) -> Response:
        return JSONResponse(len(await request.body()))

    for path in ("/", "/api/v1/ask", "/statisk/app.css", "/side/x.png"):
        app.add_route(path, who, methods=["GET", "POST"])
    app.add_route("/les", read, methods=["POST"])
    app.add_middleware(Gate, access=access)
    return TestClient(app, base_url="http://arkiv.example", follow_redirects=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brukere.json"
    write_users(path, [make_user("kari", "read", None, PASSWORD)])
    return path


@pytest.fixture
def guarded(file: Path) -> Iterator[TestClient]:
    journal = Journal(file.with_name("logg.jsonl"))
    with app_of(Access(Sessions(file), journal)) as client:
        yield client
    journal.close()


def sign_in(client: TestClient, password: str = PASSWORD, **more: str) -> Response:
    form = {"username": "kari", "password": password, **more}
    return client.post("/login", data=form, headers=PAGE)  # type: ignore[return-value]


def test_without_users_everyone_is_the_owner() -> None:
    with app_of(Access()) as client:
        assert client.get("/").json() == {"name": "", "role": "manage"}


def test_a_page_leads_to_where_one_signs_in_and_back(guarded: TestClient) -> None:
    answer = guarded.get("/?dok=a.pdf&side=2", headers=PAGE)
    assert answer.status_code == 303
    form = guarded.get(answer.headers["location"]).text
    assert 'value="/?dok=a.pdf&amp;side=2"' in form and 'type="password"' in form
    done = sign_in(guarded, neste="/?dok=a.pdf&side=2")
    assert done.status_code == 303 and done.headers["location"] == "/?dok=a.pdf&side=2"
    cookie = done.headers["set-cookie"]
    assert all(word in cookie for word in (COOKIE, "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="))
    assert guarded.get("/").json() == {"name": "kari", "role": "read"}


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/ask", "/side/x.png", "/config", "/gradio_api/mcp/", "/finnes-ikke"]
)
def test_nothing_is_told_to_who_has_not_signed_in(guarded: TestClient, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json"
    assert guarded.post(path).status_code == 401
    assert guarded.get(path, headers={"cookie": f"{COOKIE}=gjettet"}).status_code == 401
    assert ("www-authenticate" in answer.headers) == path.startswith(("/api/", "/gradio_api/mcp"))


def test_the_page_to_sign_in_on_has_its_style(guarded: TestClient) -> None:
    assert guarded.get("/statisk/app.css").status_code == 200


def test_a_program_signs_in_with_each_request(guarded: TestClient) -> None:
    assert guarded.get("/api/v1/ask", auth=("kari", PASSWORD)).json()["name"] == "kari"
    assert guarded.get("/api/v1/ask", auth=("kari", "feil passord")).status_code == 401
    for broken in ("Basic", "Basic !!!", "Basic a2FyaQ==", "Bearer x"):
        assert guarded.get("/api/v1/ask", headers={"authorization": broken}).status_code == 401


def test_a_wrong_password_is_told_without_repeating_it_and_then_locks(guarded: TestClient) -> None:
    for _ in range(5):
        answer = sign_in(guarded, "<b>hemmelig</b>")
        assert answer.status_code == 401 and "hemmelig" not in answer.text and "kari" not in answer.text  # type: ignore[attr-defined]
    assert sign_in(guarded).status_code == 429
    assert guarded.get("/", headers=PAGE).status_code == 303


def test_signing_out_ends_the_session_and_clears_the_browser(guarded: TestClient) -> None:
    sign_in(guarded)
    token = guarded.cookies[COOKIE]
    answer = guarded.get("/logout")
    assert answer.status_code == 303 and "storage" in answer.headers["clear-site-data"]
    assert guarded.get("/", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({"origin": "http://ond.example"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://arkiv.example"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://arkiv.example"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, True),
    ],
)
def test_another_sites_page_can_send_nothing(headers: dict[str, str], let_in: bool) -> None:
    with app_of(Access()) as client:
        assert client.post("/les", content=b"x", headers=headers).status_code == (200 if let_in else 403)
        assert client.get("/", headers=headers).status_code == 200, "links may lead here"


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "largest", lambda _path: 1000)
    with app_of(Access()) as client:
        assert client.post("/les", content=b"x" * 1000).json() == 1000
        assert client.post("/les", content=b"x" * 1001).status_code == 413
        assert client.post("/les", content=iter([b"x" * 600] * 2)).status_code == 413
        assert client.post("/les", content=b"x", headers={"content-length": "-5"}).status_code == 413
    assert largest("/arkiv/opplasting") == UPLOAD
    assert largest("/nn/gradio_api/upload") == UPLOAD > BODY == largest("/gradio_api/run/predict")


def test_too_many_requests_are_asked_to_wait() -> None:
    with app_of(Access(rate=1)) as client:
        answers = [client.get("/") for _ in range(12)]
        assert answers[0].status_code == 200 and answers[-1].status_code == 429
        assert answers[-1].headers["retry-after"] == "1"
        assert client.get("/statisk/app.css").status_code == 200


def test_it_is_written_down_who_did_what(guarded: TestClient, file: Path) -> None:
    sign_in(guarded, "feil passord")
    sign_in(guarded)
    guarded.get("/")
    guarded.get("/logout")
    lines = [json.loads(line) for line in file.with_name("logg.jsonl").read_text("utf-8").splitlines()]
    assert [(line["user"], line["did"], line["what"]) for line in lines] == [
        ("kari", "login refused", ""),
        ("kari", "login", ""),
        ("kari", "open", "papir.pdf"),
        ("kari", "logout", ""),
    ]
    assert all(line["time"].endswith("+00:00") for line in lines)


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("/?sok=a", "/?sok=a"), ("//ond.example", "/"), ("/\\ond.example", "/"), ("http://ond.example", "/"),
        ("", "/"), ("/a\r\nSet-Cookie: x=1", "/"), ("/logout", "/"), ("/login?neste=/", "/"),
    ],
)  # fmt: skip
def test_one_is_led_nowhere_but_into_the_app(target: str, where: str) -> None:
    assert safe_target(target) == where
