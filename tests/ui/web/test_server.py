"""The whole app behind its own addresses: a real server, without a browser."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

import ui
from corpus.errors import UsageError
from corpus.texts import LANGUAGES, texts
from tests.conftest import apart
from ui.web.server import bound
from ui.web.shell import language_of, loopback_hosts, preferred_language
from ui.web.source import Source

ROOT = Path(ui.__file__).resolve().parent.parent

Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def client(index_folder: Path, serving: Serving) -> Iterator[httpx.Client]:
    with serving(index_folder) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_page(client: httpx.Client, language: str) -> None:
    path = "/" if language == "nb" else f"/{language}/"
    page = client.get(path).text
    assert f'<html\n\tlang="{language}"' in page
    assert texts(language)("ui.ask_title") in page


def test_the_page_names_no_other_machine_and_no_gradio_in_its_head(client: httpx.Client) -> None:
    page = client.get("/").text
    head = re.sub(r"<script.*?</script>", "", page[: page.index("<body")], flags=re.DOTALL)
    assert "http" not in head and "Gradio" not in head and "gradio" not in head.replace("gradio-app", "")
    assert "<title>Saksøk</title>" in head


def test_every_answer_forbids_the_browser_to_call_out(client: httpx.Client) -> None:
    for path in ("/", "/statisk/app.js", "/visning?dok=referat.pdf", "/config"):
        answer = client.get(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"], path
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_stop_with_a_page_open_is_quiet(index_folder: Path) -> None:
    arguments = [sys.executable, "-m", "ui.main", "serve", "--port", "0", "--index", str(index_folder)]
    server = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = server.stdout.readline().split()[-1]
    with httpx.stream("GET", f"{address}/gradio_api/heartbeat/a", timeout=30) as kept:
        assert next(kept.iter_bytes())
        server.terminate()
        _, told = server.communicate(timeout=30)
    assert told == ""


def test_a_page_that_another_name_was_made_to_point_at_is_refused(client: httpx.Client) -> None:
    assert client.get("/visning?dok=referat.pdf", headers={"host": "evil.example:7860"}).status_code == 421
    assert client.get("/visning?dok=referat.pdf", headers={"host": "localhost:7860"}).status_code == 200
    assert client.get("/visning?dok=referat.pdf", headers={"host": "[::1]:7860"}).status_code == 200
    assert loopback_hosts("0.0.0.0") is None, "who opens the server to others lets other names in"


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_has_no_page_around_it_is_said_in_the_browser_s_language(
    client: httpx.Client, language: str
) -> None:
    say, accepted = texts(language), {"accept-language": f"{language}-NO,{language};q=0.9,en;q=0.8"}
    assert client.get("/", headers={"host": "evil.example", **accepted}).text == say("ui.foreign_host")
    assert client.get("/side/ukjent-1.png", headers=accepted).text == say("errors.no_such_page")
    assert client.get("/side/ukjent-1.png", headers={"cookie": "saksok-sprak=en"}).text == texts("en")(
        "errors.no_such_page"
    )


def test_a_document_opens_with_its_picture(client: httpx.Client) -> None:
    view = client.get("/visning", params={"dok": "referat.pdf", "side": 2}).text
    picture = re.search(r'src="(/side/[^"]+)"', view)
    assert picture
    answer = client.get(picture[1])
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert "referat" not in picture[1], "the address of a picture tells nothing of the file"


@pytest.mark.parametrize(
    "query",
    [
        "dok=finnes-ikke.pdf",
        "dok=../../etc/passwd",
        "dok=referat.pdf&side=77",
        "dok=%00",
        "dok=<script>alert(1)</script>",
    ],
)
def test_what_is_not_in_the_archive_is_one_escaped_sentence(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/visning?{query}")
    assert answer.status_code == 404
    assert answer.text.startswith('<p class="note error"') and "<script" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "dok=a&side=x",
        "dok=a&side=-1",
        "dok=a&fra=99999999999999999999",
        "dok=a&til=٣",
    ],
)
def test_a_malformed_address_is_one_sentence(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/visning?{query}")
    assert answer.status_code == 404 and answer.text.count("<p") == 1


@pytest.mark.parametrize("name", ["..%2Fserver.py", "server.py", ".", "app.css%00", "%2e%2e%2froutes.py"])
def test_only_style_script_and_icon_are_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/statisk/{name}").status_code == 404
    assert client.get("/statisk/app.css").status_code == 200


def test_a_view_speaks_the_readers_language(client: httpx.Client) -> None:
    english = client.get("/visning?dok=referat.pdf&sprak=en").text
    assert "Page 1 of 2" in english and 'href="/en/?dok=referat.pdf' in english


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "nb"),
        ("", "nn-NO,nn;q=0.9,nb;q=0.8,en;q=0.5", "nn"),
        ("", "en-US,en;q=0.9,nn;q=0.5", "nn"),
        ("", "en-US,en;q=0.9", "nb"),
        ("", "no, nn", "nb"),
        ("a=b; saksok-sprak=en", "nn", "en"),
        ("saksok-sprak=fr", "nb", "nb"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_browsers_norwegian(
    cookie: str, accepted: str, language: str
) -> None:
    assert preferred_language(cookie, accepted) == language


def test_who_reads_nynorsk_is_led_there_with_the_question(client: httpx.Client) -> None:
    answer = client.get("/?q=kva+no", headers={"accept-language": "nn"})
    assert answer.status_code == 307 and answer.headers["location"] == "/nn/?q=kva+no"


def test_only_the_apps_own_pages_have_a_language() -> None:
    assert [language_of(path) for path in ("/", "/nn/", "/en", "/visning", "/side/x")] == [
        "nb",
        "nn",
        "en",
        None,
        None,
    ]


def test_a_missing_index_is_a_friendly_page(tmp_path: Path, serving: Serving) -> None:
    with serving(tmp_path / "ingen") as address:
        page = httpx.get(address)
        assert page.status_code == 200 and "/?fane=arkiv" in page.text
        assert "/?fane=arkiv" in httpx.get(f"{address}/visning?dok=a").text


def test_an_index_made_while_the_app_runs_is_found(tmp_path: Path, papers: Path) -> None:
    from index.sync import SyncOptions, synchronise
    from index.writer import Writer
    from ui.web.handlers.archive import documents

    source = Source(tmp_path / "indeks")
    say = texts("nb")
    assert say("ui.archive_empty") in documents(source, "", say)
    with Writer(tmp_path / "indeks") as writer:
        synchronise(writer, [papers / "notat.md"], SyncOptions(jobs=1))
    assert "notat.md" in documents(source, "", say)
    with Writer(tmp_path / "indeks") as writer:
        synchronise(writer, [papers], SyncOptions(jobs=1))
    assert "referat-mars.txt" in documents(source, "", say)
    source.close()


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_one_sentence_that_offers_another(taken: int, index_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "serve", "--port", str(taken), "--index", str(index_folder)],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "--port" in done.stderr and str(taken) in done.stderr


@pytest.mark.parametrize("host", ["203.0.113.7", "finnes ikke", ""])
def test_an_address_that_the_machine_does_not_have_is_a_sentence(host: str) -> None:
    if not host:
        bound(host, 0, texts("nb")).close()  # every address
        return
    with pytest.raises(UsageError, match="--host"):
        bound(host, 7999, texts("nb"))


def test_a_broken_index_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database" * 100)
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "serve", "--port", "0", "--index", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and done.stderr.count("\n") == 1


def test_the_rest_of_an_answer_does_not_wait_for_a_receipt_of_its_head() -> None:
    """Nagle's algorithm holds it back for some 40 ms, and asyncio switches that off for TCP by name alone."""

    async def told() -> bytes:
        async def tell(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            writer.write(str(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)).encode())
            writer.close()

        listening = bound("127.0.0.1", 0, texts("nb"))
        async with await asyncio.start_server(tell, sock=listening):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            said = await reader.read()
            writer.close()
        return said

    assert apart(lambda: asyncio.run(told())) == b"1"
