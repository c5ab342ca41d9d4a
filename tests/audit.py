"""`make audit`: known weaknesses of the exact versions, by pip-audit, and honestly what could not be looked up.

pip-audit itself says "No known vulnerabilities found" and ends well where its database knew none of the packages, as
behind a mirror of the registry; that is no answer, and is not told as one.

Exit status: 0 every version was looked up and none is known to be weak; 1 some are; 2 the database could not be asked
about all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
_SHOWN = 10  # packages that are named


class Verdict(NamedTuple):
    """An exit status, and the lines that say what it means."""

    status: int
    lines: list[str]


def verdict(output: str, error: str) -> Verdict:
    """What pip-audit's JSON means; `error` is what it wrote beside it."""
    try:
        found = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = error.strip().splitlines()[-1:] or ["it said nothing"]
        return Verdict(2, [f"Not audited: the database of weaknesses could not be asked ({last[0][:200]})."])
    skipped = [one["name"] for one in found if "skip_reason" in one]
    weak = [one for one in found if one.get("vulns")]
    asked = len(found) - len(skipped)
    lines = [
        f"{one['name']} {one['version']}: {weakness['id']}, "
        f"mended in {', '.join(weakness['fix_versions']) or 'no version'}"
        for one in weak
        for weakness in one["vulns"]
    ]
    if skipped or not found:
        named = ", ".join(skipped[:_SHOWN]) + (" …" if len(skipped) > _SHOWN else "")
        lines.append(
            f"Not audited: the database knew {asked} of {len(found)} packages (not {named or 'any'})."
        )
    else:
        lines.append(f"{asked} packages audited, {len(weak)} with known weaknesses.")
    return Verdict(1 if weak else 2 if skipped or not found else 0, lines)


def main() -> None:
    """Ask pip-audit, print the verdict, end with its status."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(CONSTRAINTS), "--no-deps", "--disable-pip",
        "--progress-spinner", "off", "--format", "json",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = verdict(done.stdout, done.stderr)
    print("\n".join(told.lines))
    sys.exit(told.status)


if __name__ == "__main__":
    main()
