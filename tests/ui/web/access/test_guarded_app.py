"""The whole app with users, as a real server: pages, Gradio's own addresses, clients of all kinds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import apart
from ui.users import make_user, write_users

PASSWORD = "et langt passord"
QUESTION = "Hva ble vedtatt i sak 4/23?"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brukere") / "brukere.json"
    write_users(path, [make_user("kari", "read", None, PASSWORD)])
    return path


@pytest.fixture(scope="module")
def address(
    sample_index: Path, file: Path, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    with serving(sample_index, "--auth", str(file)) as started:
        yield started


@contextmanager
def signed_in(address: str, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        assert client.post("/login", data={"username": name, "password": PASSWORD}).json() == {
            "success": True
        }
        yield client


@pytest.mark.parametrize(
    "path",
    ["/", "/nn/", "/en/", "/config", "/gradio_api/info", "/gradio_api/queue/status", "/visning?dok=a",
     "/saksside?sak=a",
     "/portefolje.csv", "/side/00-1.png", "/api/v1/search?query=a", "/api/v1/openapi.json", "/gradio_api/mcp/",
     "/nn/config", "/nn/gradio_api/info", "/theme.css", "/gradio_api/startup-events", "/sak/a/2020/1", "/docs"],
)  # fmt: skip
def test_no_address_answers_who_has_not_signed_in(address: str, path: str) -> None:
    assert httpx.get(f"{address}{path}").status_code == 401
    assert (
        httpx.get(f"{address}{path}", headers={"accept": "text/html"})
        .headers["location"]
        .startswith("/login")
    )


def test_who_has_signed_in_has_the_app_and_a_way_out(address: str) -> None:
    with signed_in(address, "kari") as client:
        page = client.get("/").text
        assert (
            "/logout" in page and "default-src 'self'" in client.get("/").headers["content-security-policy"]
        )
        assert client.get("/api/v1/ask", params={"question": QUESTION}).json()["answered"]


def test_gradios_client_and_an_assistant_sign_in_too(address: str, file: Path) -> None:
    from gradio_client import Client

    client = Client(address, auth=("kari", PASSWORD), verbose=False)
    assert client.predict(QUESTION, api_name="/ask")["answered"]
    client.close()
    answer = apart(lambda: asyncio.run(_assist(address)))
    assert json.loads(answer.content[0].text)["answered"]
    written = [json.loads(line) for line in file.with_name("access.jsonl").read_text("utf-8").splitlines()]
    asked = [line for line in written if (line["did"], line["what"]) == ("ask", QUESTION)]
    assert len(asked) >= 2 and {line["user"] for line in asked} == {"kari"}


async def _assist(address: str) -> Any:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with (
        httpx.AsyncClient(auth=("kari", PASSWORD), timeout=30) as http,
        streamable_http_client(f"{address}/gradio_api/mcp/", http_client=http) as (reading, writing, _),
        ClientSession(reading, writing) as session,
    ):
        await session.initialize()
        return await session.call_tool("ask", {"question": QUESTION})
