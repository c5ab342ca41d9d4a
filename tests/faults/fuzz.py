"""Coverage-guided fuzzing of the parsers: `make fuzz`, or `python -m tests.faults.fuzz TARGET [SECONDS] [FOLDER]`.

atheris watches which branches an input reaches and keeps those that reach new ones (in FOLDER).
An input that breaks a parser is written to ``crash-…`` and ends the run with a traceback.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["ingest", "search", "tests.faults.parsers"]):
    from tests.faults.parsers import TARGETS, within_time


def main() -> None:
    """Fuzz the target that the first argument names for as many seconds as the second says."""
    name = sys.argv[1]
    seconds = sys.argv[2] if len(sys.argv) > 2 else "60"
    if name not in TARGETS:
        sys.exit(f"There is no target {name}: choose one of {', '.join(TARGETS)}.")

    def one(data: bytes) -> None:
        within_time(name, atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(4000))

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-max_len=8000",
            "-timeout=60",
            "-print_final_stats=1",
            *sys.argv[3:],
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
