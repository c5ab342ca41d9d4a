"""How soon a person sees something: `python -m tests.bench.page [--runs 5] [--index DIR]`.

Starts the server over the sample archive (or `--index`), opens the app in Debian's Chromium with an empty
profile, and writes to `results/page.md`: from the server's own "ready" to the first page that can be used,
the same for a page that is opened again, and from the Enter of a question to its answer on the screen.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.run import RESULTS, ROOT, SAKSOK, cli

PAGE_GOAL = 2000  # milliseconds from the server's being ready to a page that can be used
ANSWER_GOAL = 300  # milliseconds from a question to its answer
QUESTIONS = (
    "Hva ble vedtatt i sak 4/23 i Samhandlingsrådet?",
    "Hvilke prosjekter hadde rød risiko i mai 2023?",
    "Hvem var til stede på møtet 16. mars 2023?",
    "Hvorfor ble saken om legemiddelkort utsatt?",
    "Hva koster felles legemiddelkort?",
    "Hvem vant hopprennet i 1952?",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        index = options.index or Path(place)
        if not options.index:
            cli("index", str(ROOT / "corpus/sample"), "--index", str(index))
        runs = [measured(index) for _ in range(options.runs)]
    first, again, answers = ([value for run in runs for value in run[at]] for at in range(3))
    _keep(first, again, answers, busy, options.runs)


def measured(index: Path) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of one server: its first page, a page opened again, and the answers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        server = subprocess.Popen(
            [*SAKSOK, "serve", "--port", "0", "--index", str(index)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[-1]
            page = browser.new_context(locale="nb-NO").new_page()
            first, again = _opened(page, address), _opened(page, address)
            answers = [_answered(page, question, number) for number, question in enumerate(QUESTIONS)]
        finally:
            browser.close()
            server.terminate()
            server.wait()
    return [first], [again], answers


def _opened(page: Any, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("body.ready #sporsmal textarea")
    return (time.perf_counter() - begun) * 1000


def _answered(page: Any, question: str, before: int) -> float:
    """Measured in the page itself: from the key to the answer in the document."""
    page.fill("#sporsmal textarea", question)
    page.evaluate(
        """count => { window.shown = new Promise(done => {
            let begun = 0;
            document.querySelector('#sporsmal textarea').addEventListener(
                'keydown', () => { begun = performance.now(); }, {once: true, capture: true});
            const watch = new MutationObserver(() => {
                if (begun && document.querySelectorAll('.turn .reply').length > count) {
                    watch.disconnect(); done(performance.now() - begun);
                }
            });
            watch.observe(document.body, {childList: true, subtree: true});
        }) }""",
        before,
    )
    page.press("#sporsmal textarea", "Enter")
    return float(page.evaluate("window.shown"))


def _keep(first: list[float], again: list[float], answers: list[float], busy: float, runs: int) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    rows = [
        ("first page after the server is ready, empty profile", first, PAGE_GOAL),
        ("page opened again", again, PAGE_GOAL),
        ("answer after Enter", answers, ANSWER_GOAL),
    ]
    lines = [
        "# Pages and answers in the browser",
        "",
        f"Commit {commit}, {runs} servers, {platform.machine()}, Python {platform.python_version()},"
        f" load of the machine before: {busy:.1f}.",
        "",
        "| what | median | slowest | goal |",
        "| --- | --- | --- | --- |",
        *(
            f"| {what} | {statistics.median(t):.0f} ms | {max(t):.0f} ms | {goal} ms |"
            for what, t, goal in rows
        ),
        "",
    ]
    text = "\n".join(lines)
    (RESULTS / "page.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
