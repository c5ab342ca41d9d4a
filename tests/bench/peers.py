"""Saksøk beside its peers on the same passages and questions: `make bench-peers`.

Indexes NorQuAD's development half (../shared/eval), gives the passages of that index (at most 800 characters) to each
peer in an environment of its own, and measures all of them alike. Writes ``results/peers.md``, ``results/peers.json``
and the table in the README.

usage: python -m tests.bench.peers PYTHON-OF-THE-PEERS
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from index.archive import Archive
from index.types import StoredPassage
from search.evaluation.gold import Gold, read_gold
from search.evaluation.paired import difference
from search.evaluation.retrieval import DEPTH, LONGEST, MEASURES, measured
from search.evaluation.variants import Variant, alone, variants
from search.find import SearchOptions, search
from tests.bench.peer_rankers import PEERS
from tests.bench.run import RESULTS, ROOT, SHARED, cli
from ui.commands_eval import program_commit, program_version

BEGIN, END = "<!-- make bench-peers -->", "<!-- end -->"
WHOLE = "**Saksøk**"
ALONE = {"words": "Saksøk, its words alone", "dense": "Saksøk, its vectors alone"}
_SHOWN = ("nDCG@10", "R@10", "R@100", "RR@10")


def main(python: str) -> None:
    gold = read_gold(SHARED / "eval/norquad_dev/questions.jsonl")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        unpack = SHARED / "eval/unpack_norquad.py"
        subprocess.run([sys.executable, str(unpack), str(folder / "papers")], check=True)
        cli("index", str(folder / "papers"), "--index", str(folder / "index"))
        archive = Archive(folder / "index")
        passages = all_passages(archive)
        lines = [peer(name, python, folder, passages, gold) for name in PEERS]
        for part, name in ALONE.items():
            lines.append(own(name, variants([alone(part)])[1], archive, gold))
        lines.append(own(WHOLE, variants(())[0], archive, gold))
        archive.close()
    compare(lines)
    keep(lines, len(passages), len(gold))


def all_passages(archive: Archive) -> list[StoredPassage]:
    """Every passage of an index, in the order of their ids."""
    ids: list[int] = []
    while rows := archive.store.contexts(ids[-1] if ids else 0, 5000):
        ids += [number for number, _ in rows]
    found = archive.passages(ids)
    return [found[number] for number in ids]


def peer(
    name: str, python: str, folder: Path, passages: list[StoredPassage], gold: list[Gold]
) -> dict[str, Any]:
    """A peer's line of the table."""
    (folder / "passages.json").write_text(json.dumps([p.text for p in passages]), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps([one.question for one in gold]), encoding="utf-8")
    script = str(Path(__file__).with_name("peer_rankers.py"))
    subprocess.run([python, script, name, str(folder)], check=True, stdout=sys.stderr)
    told = json.loads((folder / "found.json").read_text("utf-8"))
    ranks = [
        first_right(one, [passages[number] for number in found])
        for one, found in zip(gold, told.pop("found"), strict=True)
    ]
    return line(name, ranks, **told)


def own(name: str, variant: Variant, archive: Archive, gold: list[Gold]) -> dict[str, Any]:
    """Saksøk's line, or that of one of its parts alone."""
    ranks, times = [], []
    for one in gold:
        began = time.perf_counter()
        hits = search(archive, one.question, SearchOptions(limit=DEPTH, ranking=variant.ranking))
        times.append(time.perf_counter() - began)
        ranks.append(first_right(one, hits))
    return line(name, ranks, version=program_version(), milliseconds=round(1000 * median(times), 2))


def first_right(gold: Gold, found: list[Any]) -> int | None:
    """The rank of the first passage that holds the answer, from 1."""
    for rank, one in enumerate(found[:DEPTH], 1):
        if one.end - one.start <= LONGEST and gold.found_in(one.document, one.start, one.end, one.text):
            return rank
    return None


def line(name: str, ranks: list[int | None], **told: Any) -> dict[str, Any]:
    means, each = measured(ranks)
    print(f"{name:<50} {MEASURES[0]} {means[MEASURES[0]]:.3f}", file=sys.stderr, flush=True)
    return {"name": name, **told, **{k: round(v, 4) for k, v in means.items()}, "each": each[MEASURES[0]]}


def compare(lines: list[dict[str, Any]]) -> None:
    """Each line's difference from Saksøk, by a paired test."""
    whole = next(one for one in lines if one["name"] == WHOLE)
    for one in lines:
        if one is not whole:
            one["behind"] = asdict(difference(whole["each"], one["each"]))
    for one in lines:
        del one["each"]


def keep(lines: list[dict[str, Any]], passages: int, questions: int) -> None:
    commit = program_commit()
    head = {
        "commit": commit, "command": "make bench-peers", "passages": passages, "questions": questions,
        "cores": os.cpu_count(), "python": platform.python_version(),
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    told = json.dumps({**head, "lines": lines}, ensure_ascii=False, indent=1)
    (RESULTS / "peers.json").write_text(told + "\n", encoding="utf-8")
    shown = [
        f"# Saksøk beside its peers, at {commit}",
        "",
        f"`make bench-peers`: NorQuAD's development half, {questions} questions over {passages} passages of at most "
        f"{LONGEST} characters, the same for all. The difference in nDCG@10 from Saksøk stands with its 95 % interval; "
        "every one has p < 0.001 unless another p is given. Milliseconds are the median of a question for the first "
        f"{DEPTH} passages, on a machine with other work.",
        "",
        "| ranking | version | nDCG@10 | recall@1 | recall@5 | recall@10 | recall@100 | MRR@10 | difference | ms |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_row(one) for one in lines),
    ]
    text = "\n".join(shown) + "\n"
    (RESULTS / "peers.md").write_text(text, encoding="utf-8")
    write_readme(lines)
    print(text)


def write_readme(lines: list[dict[str, Any]]) -> None:
    """The table between the README's two marks."""
    path = ROOT / "README.md"
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{readme_table(lines)}\n{END}{after}", encoding="utf-8")


def readme_table(lines: list[dict[str, Any]]) -> str:
    """The rankings, the best last, with the figures that matter most."""
    rows = [[one["name"], *(f"{one[name]:.3f}" for name in _SHOWN)] for one in lines]
    heads = ["ranking", "nDCG@10", "recall@10", "recall@100", "MRR@10"]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _row(one: dict[str, Any]) -> str:
    gap = one.get("behind")
    behind = f"{gap['mean']:+.3f} ({gap['low']:+.3f} – {gap['high']:+.3f})" if gap else ""
    if gap and gap["p"] >= 0.001:
        behind += f", p {gap['p']:.3f}"
    figures = [f"{one[name]:.3f}" for name in MEASURES]
    return f"| {' | '.join([one['name'], one['version'], *figures, behind, str(one['milliseconds'])])} |"


if __name__ == "__main__":
    main(*sys.argv[1:])
