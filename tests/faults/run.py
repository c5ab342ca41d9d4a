"""The long fault tests: `make faults`, or `python -m tests.faults.run [KILLS] [MUTATED] [SEED]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import mutated
from tests.faults.kills import Kills


def main() -> None:
    """Kill, then mutate, as many times as the arguments say; print what was seen."""
    given = [int(word) for word in sys.argv[1:]]
    kills, files, seed = given + [200, 1000, random.SystemRandom().randrange(1 << 30)][len(given) :]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        killed = Kills(Path(place) / "kills", seed)
        killed.run(kills)
    shown = ", ".join(f"{name} {number}" for name, number in sorted(killed.done.items()))
    print(
        f"{kills} kills (seed {seed}) in {time.monotonic() - began:.0f} s: {shown}; {len(killed.words)} versions "
        f"written, {len(killed.held)} documents held, none lost, no wrong hit.",
        flush=True,
    )
    outcome = mutated.run(files, seed, jobs=2)
    print(
        f"{outcome.files} mutated papers in {outcome.seconds:.0f} s: {outcome.read} read, {outcome.named} named, "
        f"peak memory of the program itself {outcome.peak:.0f} MB."
    )


if __name__ == "__main__":
    main()
