"""What was measured as JSON, as a table, and as a plot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.run import RESULTS

_BUSY = 1.5  # load of the machine above which times by the clock are no measure of the program

Measured = dict[str, Any]


def write(found: Sequence[Measured], circumstances: Measured) -> None:
    """Put what was found in place of earlier results of about the same size, and draw all of them."""
    kept = RESULTS / "large.json"
    before: list[Measured] = json.loads(kept.read_text("utf-8")) if kept.exists() else []
    fresh = [one | {"circumstances": circumstances} for one in found]
    sizes = [_about(one) for one in fresh]
    all_ = sorted(
        [*fresh, *(one for one in before if _about(one) not in sizes)], key=lambda one: one["passages"]
    )
    kept.write_text(json.dumps(all_, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "large.md").write_text("\n".join(_table(all_)) + "\n", encoding="utf-8")
    (RESULTS / "large.svg").write_text(_plot(all_), encoding="utf-8")


def _about(one: Measured) -> str:
    """A size to one figure: 98,123 and 100,200 passages are the same one."""
    return f"{one['passages']:.0e}"


def _table(all_: Sequence[Measured]) -> Iterator[str]:
    yield "# Archives of 10,000 to 1,000,000 passages on one machine"
    yield ""
    yield (
        "`make bench-large`. Made papers (`tests/bench/large`), the built-in encoder, threads of one process. Times "
        "are milliseconds by the clock: 50, 95 and 99 of 100 within; in brackets, of the processor for one question."
    )
    for one in all_:
        where = one["circumstances"]
        busy = " **The machine was busy: times by the clock are too long.**" if where["load"] > _BUSY else ""
        yield ""
        yield (
            f"## {one['passages']:,} passages\n\nMeasured at {where['commit']}, {where['cores']} cores, load "
            f"{where['load']:.1f}, Python {where['python']}.{busy}\n\n| what | figure |\n| --- | --- |"
        )
        yield from _rows(one)


def _rows(one: Measured) -> Iterator[str]:
    for name, times in one["times"].items():
        kind, readers = name.rsplit(", ", 1)
        shown = " / ".join(f"{times[share]:.1f}" for share in ("p50", "p95", "p99"))
        yield f"| {kind}, {readers} reader{'s' * (readers != '1')} | {shown} ({times['cpu']:.1f}) |"
    yield f"| dense recall@10 against an exact scan | {one['recall']:.3f} |"
    yield f"| open | {one['open']:.2f} s |"
    memory = one["memory"]
    yield f"| memory while serving: its own, with what it has mapped | {_mb(memory['own'])}, {_mb(memory['all'])} |"
    yield f"| disk | {', '.join(f'{name} {_mb(size)}' for name, size in one['disk'].items() if size > 1e5)} |"
    for name, seconds in one["change"].items():
        yield f"| {name} | {seconds:.2f} s |"
    if indexing := one.get("indexing"):
        yield f"| indexed ({indexing['made']}) | {one['passages'] / indexing['seconds']:.0f} passages a second |"
        for name, (clock, _) in indexing.get("parts", {}).items():
            yield f"| … {name} | {clock:.1f} s |"
        if "peak" in indexing:
            yield f"| memory at most, the writer's and all | {_mb(indexing['writer'])}, {_mb(indexing['peak'])} |"
    if "unchanged" in one:
        yield f"| index again, nothing changed | {one['unchanged']:.1f} s |"
    for name, times in one.get("peers", {}).items():
        yield f"| {name}: p50, and processor of one question | {times['p50']:.1f} ms ({times['cpu']:.1f}) |"


def _mb(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


_KINDS = {"lexical": "#1b6ca8", "dense": "#c0392b", "hybrid": "#2e7d32", "hybrid, reranked": "#6a1b9a"}
_WIDE, _HIGH, _EDGE = 640, 360, 60


def _plot(all_: Sequence[Measured]) -> str:
    """Processor time of a question over the archive's size, both by powers of ten."""
    from math import log10

    def at(passages: float, milliseconds: float) -> str:
        x = _EDGE + (log10(passages) - 3.5) / 3 * (_WIDE - 2 * _EDGE)
        y = _HIGH - _EDGE - (log10(max(milliseconds, 0.1)) + 1) / 3 * (_HIGH - 2 * _EDGE)
        return f"{x:.1f},{y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="white"/>',
        f'<text x="{_EDGE}" y="24">Processor time of one question (ms) by passages, one reader</text>',
    ]
    for power in (-1, 0, 1, 2):
        x, y = at(10**3.5, 10.0**power).split(",")
        parts.append(f'<line x1="{x}" x2="{_WIDE - _EDGE}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{float(x) - 8}" y="{y}" text-anchor="end">{10.0**power:g}</text>')
    for power in (4, 5, 6):
        x = at(10**power, 1).split(",")[0]
        parts.append(f'<text x="{x}" y="{_HIGH - _EDGE + 20}" text-anchor="middle">{10**power:,}</text>')
    for place, (kind, colour) in enumerate(_KINDS.items()):
        points = " ".join(at(one["passages"], one["times"][f"{kind}, 1"]["cpu"]) for one in all_)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
            for x, y in (point.split(",") for point in points.split())
        ]
        parts.append(f'<text x="{_EDGE + 130 * place}" y="{_HIGH - 10}" fill="{colour}">{kind}</text>')
    return "\n".join([*parts, "</svg>", ""])
