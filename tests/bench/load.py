"""Ten people at once: `python -m tests.bench.load [--users 10] [--seconds 60] [--pause 0] [--index DIR]`.

Starts the server on a free port of this machine, lets each user ask one question after the other
over `/api/v1/ask` for the given time, and writes how long answers took to `results/load.md`. The
questions name cases and their titles in the minutes of ../shared, with a third written so that the
register does not answer and evidence has to be found. Without `--index` they are indexed first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.run import RESULTS, ROOT, SAKSOK, SHARED, cli, needs

GOAL = 500  # milliseconds that 95 of 100 answers shall stay below


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--pause", type=float, default=0, help="seconds between an answer and the next question"
    )
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    if not needs("eval/sametinget_dev"):
        return
    with tempfile.TemporaryDirectory() as place:
        index = options.index or Path(place)
        if not options.index:
            cli("index", str(SHARED / "eval/sametinget_dev/text"), "--index", str(index))
        passages = json.loads(cli("status", "--index", str(index), "--json"))["passages"]
        busy = os.getloadavg()[0]
        with served(index) as address:
            times, errors = load(address, options.users, options.seconds, options.pause)
    _keep(sorted(times), errors, passages, busy, options)


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The server on a free port; its address."""
    server = subprocess.Popen(
        [*SAKSOK, "serve", "--port", "0", "--index", str(index)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
    finally:
        server.terminate()
        server.wait(30)


def load(address: str, users: int, seconds: float, pause: float) -> tuple[list[float], list[str]]:
    """How many milliseconds each answer took, and what went wrong."""
    questions = _questions()
    times: list[float] = []
    errors: list[str] = []
    httpx.get(f"{address}/api/v1/ask", params={"question": questions[0]}, timeout=60)
    end = time.monotonic() + seconds

    def person(number: int) -> None:
        order = random.Random(number)
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.monotonic() < end:
                began = time.perf_counter()
                try:
                    answer = client.get("/api/v1/ask", params={"question": order.choice(questions)})
                    times.append(1000 * (time.perf_counter() - began))
                    if answer.status_code != 200:
                        errors.append(f"{answer.status_code} {answer.text[:80]}")
                except httpx.HTTPError as error:
                    errors.append(repr(error))
                time.sleep(pause)

    people = [threading.Thread(target=person, args=(number,)) for number in range(users)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times, errors


def _questions() -> list[str]:
    lines = (SHARED / "eval/sametinget_dev/questions.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    titles = [f"Hvorfor ble {question['title']} utsatt?" for question in gold[::2]]
    return [question["question"] for question in gold] + titles


def _keep(
    times: list[float], errors: list[str], passages: int, busy: float, options: argparse.Namespace
) -> None:
    half, most = (times[int(len(times) * share)] for share in (0.5, 0.95))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    ).stdout.strip()
    lines = [
        f"# {options.users} people at once, measured at {commit}",
        "",
        f"{os.cpu_count()} cores shared by server and clients (load of the machine before: "
        f"{busy:.1f}), Python {platform.python_version()}, `python -m tests.bench.load`. Each asks "
        f"`/api/v1/ask` again {options.pause:g} s after its answer, for {options.seconds:g} s.",
        "",
        "| what | figure | to reach |",
        "|---|---|---|",
        f"| passages | {passages} | 20000 |",
        f"| answers | {len(times)} ({len(times) / options.seconds:.1f} a second) | |",
        f"| median | {half:.0f} ms | |",
        f"| 95 of 100 within | {most:.0f} ms | {GOAL} ms |",
        f"| slowest | {times[-1]:.0f} ms | |",
        f"| errors | {len(errors)} | 0 |",
    ]
    print("\n".join([*lines, *dict.fromkeys(errors)]))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "load.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
