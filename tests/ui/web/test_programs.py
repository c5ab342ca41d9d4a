"""Programs of others against a real server: plain HTTP, Gradio's client, and an assistant over MCP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import apart

TOOLS = ["search", "ask", "cases", "rows", "documents"]
QUESTION = "Hva ble vedtatt i sak 4/23?"


def test_the_api_stands_beside_the_app(sample_address: str) -> None:
    answer = httpx.get(f"{sample_address}/api/v1/search", params={"query": "kodeverk"})
    assert answer.json()["hits"] and answer.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(f"{sample_address}/api/v1/nei").headers["content-type"] == "application/problem+json"
    described = httpx.get(f"{sample_address}/api/v1/openapi.json").json()
    assert described["servers"] == [{"url": "/api/v1"}] and "/ask" in described["paths"]


@pytest.fixture(scope="module")
def gradio_client(sample_address: str) -> Iterator[Any]:
    from gradio_client import Client

    made = Client(sample_address, verbose=False)
    yield made
    made.close()


def test_gradios_client_asks_and_searches(gradio_client: Any, sample_address: str) -> None:
    named = gradio_client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert list(named) == [f"/{tool}" for tool in TOOLS], "what only the pages need is not offered"
    answer = gradio_client.predict(QUESTION, api_name="/ask")
    assert answer == httpx.get(f"{sample_address}/api/v1/ask", params={"question": QUESTION}).json()
    hits = gradio_client.predict(query="legemidler", limit=2, api_name="/search")["hits"]
    assert len(hits) == 2
    rows = gradio_client.predict(where="risiko=rød\nstatus=rød", api_name="/rows")["rows"]
    assert rows and all((row["risk"], row["status"]) == ("rød", "rød") for row in rows)


def test_gradios_client_is_told_what_was_wrong(gradio_client: Any) -> None:
    with pytest.raises(Exception, match="tomt"):
        gradio_client.predict(query=" ", api_name="/search")


def test_an_assistant_finds_tools_that_say_how_to_cite(sample_address: str) -> None:
    offered, answer, wrong = apart(lambda: asyncio.run(_assist(sample_address)))
    assert [tool.name for tool in offered.tools] == TOOLS
    ask = next(tool for tool in offered.tools if tool.name == "ask")
    assert "Cite" in ask.description and ask.inputSchema["required"] == ["question"]
    told = json.loads(answer.content[0].text)
    assert told["answered"] and not answer.isError
    for citation in told["citations"]:
        assert citation["document"] and citation["quote"]
    assert wrong.isError and "tomt" in wrong.content[0].text


async def _assist(sample_address: str) -> tuple[Any, Any, Any]:
    """What an MCP client is offered and answered."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with streamable_http_client(f"{sample_address}/gradio_api/mcp/") as (reading, writing, _):  # noqa: SIM117
        async with ClientSession(reading, writing) as session:
            await session.initialize()
            offered = await session.list_tools()
            answer = await session.call_tool("ask", {"question": QUESTION})
            wrong = await session.call_tool("search", {"query": " "})
    return offered, answer, wrong
