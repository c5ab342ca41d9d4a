"""What each part of the ranking gives, and whether any makes the whole worse: `make bench-ablations`.

NorQuAD's and Sametinget's development halves (../shared/eval) and the sample archive, each with the whole, without
each part, and with words and vectors alone; then nynorsk, English and paraphrased questions (`questions/`) beside the
bokmål ones that they were written from. Writes ``results/ablations.md`` and ``results/ablations.json``.

`python -m tests.bench.ablations questions` measures the last ones alone and keeps what was measured of the others, each
under its own commit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from search.evaluation.variants import alone
from tests.bench.run import RESULTS, ROOT, SAKSOK, SHARED, needs

NORQUAD = SHARED / "eval/norquad_dev/questions.jsonl"
BESIDE = ", in the bokmål they were written from"
QUESTIONS = Path(__file__).with_name("questions")
ALONE = {"words": alone("words"), "vectors": alone("dense")}
MOST_BEHIND = {"nynorsk": 0.03, "nynorsk_unseen": 0.03, "english": 0.10, "english_unseen": 0.10}
"""By how much recall@10 of the same questions in another language may lie below that in bokmål."""


def main() -> None:
    if not needs("eval"):
        return
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        unpack = SHARED / "eval/unpack_norquad.py"
        subprocess.run([sys.executable, str(unpack), str(folder / "papers")], check=True)
        nq = index(folder / "papers", folder / "nq")
        if sys.argv[1:] == ["questions"]:
            results = json.loads((RESULTS / "ablations.json").read_text("utf-8"))
        else:
            results = archives(folder, nq)
        for path in sorted(QUESTIONS.glob("*.jsonl")):
            results[path.stem] = measured(path, nq)
            bokmal = same_questions(path, NORQUAD, folder / "bokmal.jsonl")
            results[f"{path.stem}{BESIDE}"] = measured(bokmal, nq)
    keep(results)


def archives(folder: Path, nq: Path) -> dict[str, Any]:
    """Three archives, with each part of the ranking left out."""
    minutes = SHARED / "eval/sametinget_dev"
    same = index(minutes / "text", folder / "same")
    sample = index(ROOT / "corpus/sample", folder / "sample")
    by_title = ("--field", "title")
    return {
        "NorQuAD": measured(NORQUAD, nq, ablate=True),
        "Sametinget, cases by title": measured(minutes / "questions.jsonl", same, *by_title, ablate=True),
        "the sample archive": measured(ROOT / "corpus/gold/questions.jsonl", sample, ablate=True),
    }


def index(papers: Path, place: Path) -> Path:
    subprocess.run([*SAKSOK, "index", str(papers), "--index", str(place)], cwd=ROOT, check=False)
    return place


def measured(gold: Path, place: Path, *more: str, ablate: bool = False) -> list[dict[str, Any]]:
    """The lines of ``saksok eval``'s table: whole, words alone, vectors alone, then without each part."""
    variants = [*ALONE.values(), *(["each"] if ablate else [])]
    without = [word for variant in variants for word in ("--without", variant)]
    arguments = ["eval", str(gold), "--index", str(place), "--only", "search", "--json", *without, *more]
    done = subprocess.run([*SAKSOK, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    for setting in result["settings"]:
        setting |= {"questions": result["located"], "commit": result["commit"]}
    settings: list[dict[str, Any]] = result["settings"]
    return settings


def same_questions(path: Path, originals: Path, to: Path) -> Path:
    """The original questions with the ids of those in `path`, in a file of their own."""
    by_id = {one["id"]: one for one in read(originals)}
    chosen = [by_id[one["id"]] for one in read(path)]
    to.write_text("\n".join(json.dumps(one) for one in chosen), encoding="utf-8")
    return to


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text("utf-8").splitlines() if text]


def name(setting: dict[str, Any]) -> str:
    without = ",".join(setting["without"])
    alone_ = {value: f"{key} alone" for key, value in ALONE.items()}
    return alone_.get(without) or (f"without {without}" if without else "whole")


def table(settings: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| ranking | nDCG@10 | recall@10 | recall@100 | difference in nDCG@10 | p |",
        "|---|---|---|---|---|---|",
    ]
    for setting in settings:
        figures = [f"{setting['retrieval'][key]:.3f}" for key in ("nDCG@10", "R@10", "R@100")]
        gap = setting["difference"].get("nDCG@10")
        shown = (
            f"{gap['mean']:+.3f} ({gap['low']:+.3f} – {gap['high']:+.3f}) | {gap['p']:.3f}" if gap else " | "
        )
        lines.append(f"| {name(setting)} | {' | '.join(figures)} | {shown} |")
    return lines


def checks(results: dict[str, Any]) -> list[str]:
    """What must hold, and whether it does."""
    lines = []
    for what, settings in results.items():
        by_name = {name(one): one["retrieval"] for one in settings}
        whole = by_name["whole"]
        for key in ALONE:
            if len(settings) > 1 + len(ALONE):
                other = by_name[f"{key} alone"]["nDCG@10"]
                lines.append(
                    told(f"{what}: the whole against {key} alone, nDCG@10", whole["nDCG@10"] - other, 0)
                )
        if what in MOST_BEHIND:
            bokmal = results[f"{what}{BESIDE}"][0]["retrieval"]["R@10"]
            lines.append(
                told(f"{what} against bokmål, recall@10", whole["R@10"] - bokmal, -MOST_BEHIND[what])
            )
        if what == "paraphrases":
            words = by_name["words alone"]["R@10"]
            lines.append(told("paraphrases against words alone, recall@10", whole["R@10"] - words, 0))
    return lines


def told(what: str, gap: float, least: float) -> str:
    verdict = "yes" if gap >= least - 1e-9 else "**no**"
    return f"| {what} | {gap:+.3f} | {least:+.2f} | {verdict} |"


def keep(results: dict[str, Any]) -> None:
    lines = [
        "# What each part gives",
        "",
        f"`make bench-ablations`, {os.cpu_count()} cores. Each table comes from `saksok eval`; the difference is "
        "from the whole ranking, with its 95 % interval (bootstrap) and p of a paired randomisation test.",
        "",
        "| what must hold | difference | at least | holds |",
        "|---|---|---|---|",
        *checks(results),
    ]
    for what, settings in results.items():
        lines += [
            "",
            f"## {what[0].upper()}{what[1:]} ({settings[0]['questions']} questions)",
            "",
            *table(settings),
        ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "ablations.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told_ = json.dumps(results, ensure_ascii=False, indent=1)
    (RESULTS / "ablations.json").write_text(told_ + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
