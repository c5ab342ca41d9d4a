"""Rankings and answers measured together, as data and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.texts import Texts
from index.archive import Archive
from search.evaluation.answers import Judgement, evaluate
from search.evaluation.gold import Gold
from search.evaluation.paired import difference
from search.evaluation.retrieval import DEPTH, MEASURES, Found, measured, retrieve
from search.evaluation.variants import Variant

LISTED = 50
"""Questions that were not found, or answered wrong, which Markdown lists; the data holds all."""

_FOUND = 10  # a right passage further down counts as missed where the missed are listed
_HEADS = {
    name: name.replace("RR@", "MRR@") if "RR" in name else name.replace("R@", "recall@") for name in MEASURES
}

Progress = Callable[[int, int], None]
"""Told how many questions have been seen to, and how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: rankings (of the questions whose place is known), answers, or both."""

    searched: bool = True
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table: an index and a ranking.

    index: empty for the one that others are compared with. reranker: the cross-encoder's name; empty without one.
    """

    archive: Archive
    variant: Variant
    index: str = ""
    reranker: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    setting: Setting
    found: list[Found]
    judged: list[Judgement]


def measure(
    settings: Sequence[Setting],
    gold: Sequence[Gold],
    asked: Asked,
    progress: Progress = lambda _done, _all: None,
    say: Texts | None = None,
) -> dict[str, Any]:
    """All settings on the same questions; the first is what the others are compared with. say: of what is wrong.

    Keys: ``questions``, ``right``, ``kinds``, ``wrong`` (answers of the first setting); ``settings`` (a line of the
    table each: ``without``, ``index``, ``reranker``, ``retrieval``, ``answers``, and the paired ``difference`` from
    the first); ``each`` (per question what was found and missed).
    """
    located = [one for one in gold if one.located] if asked.searched else []
    answerable = list(gold) if asked.answered else []
    total = len(settings) * (len(located) + len(answerable))
    runs: list[_Run] = []
    done = 0
    for setting in settings:
        found: list[Found] = []
        judged: list[Judgement] = []
        for one in located:
            found += retrieve(setting.archive, [one], setting.variant.ranking)
            progress(done := done + 1, total)
        for one in answerable:
            judged += evaluate(setting.archive, [one], setting.variant.ranking, say)
            progress(done := done + 1, total)
        runs.append(_Run(setting, found, judged))
    wrong = [judgement for judgement in runs[0].judged if judgement.wrong]
    return {
        "questions": len(gold),
        "located": len(located),
        "right": len(runs[0].judged) - len(wrong),
        "kinds": _kinds(runs[0].judged),
        "settings": _lines(runs),
        "wrong": [
            {"id": j.gold.id, "question": j.gold.question, "kind": j.gold.kind, "why": j.wrong} for j in wrong
        ],
        "each": list(_each(gold, located, runs)),
    }


def _kinds(judged: Sequence[Judgement]) -> dict[str, dict[str, int]]:
    return {
        kind: {
            "right": sum(j.wrong is None for j in judged if j.gold.kind == kind),
            "questions": sum(j.gold.kind == kind for j in judged),
        }
        for kind in sorted({j.gold.kind for j in judged})
    }


def _lines(runs: Sequence[_Run]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    base: dict[str, list[float]] = {}
    for run in runs:
        line: dict[str, Any] = {
            "without": list(run.setting.variant.without), "index": run.setting.index,
            "reranker": run.setting.reranker,
            "retrieval": None, "answers": None, "difference": {},
        }  # fmt: skip
        values: dict[str, list[float]] = {}
        if run.found:
            means, each = measured([found.rank for found in run.found])
            line["retrieval"] = {name: round(value, 4) for name, value in means.items()}
            values[MEASURES[0]] = each[MEASURES[0]]
        if run.judged:
            values["answers"] = [float(j.wrong is None) for j in run.judged]
            line["answers"] = round(sum(values["answers"]) / len(values["answers"]), 4)
        if base:
            line["difference"] = {name: asdict(difference(base[name], values[name])) for name in values}
        base = base or values
        lines.append(line)
    return lines


def _each(gold: Sequence[Gold], located: Sequence[Gold], runs: Sequence[_Run]) -> Iterator[dict[str, Any]]:
    place = {id(one): at for at, one in enumerate(located)}
    for number, one in enumerate(gold):
        entry: dict[str, Any] = {"id": one.id, "question": one.question, "kind": one.kind}
        at = place.get(id(one))
        if at is not None:
            entry["ranks"] = [run.found[at].rank for run in runs]
            entry["best"] = runs[0].found[at].best
        if runs[0].judged:
            answer = runs[0].judged[number].answer
            entry["right"] = [run.judged[number].wrong is None for run in runs]
            entry["why"] = runs[0].judged[number].wrong
            entry["cited"] = [(c.document, c.start, c.end) for c in answer.citations]
        yield entry


def markdown(result: dict[str, Any], say: Texts) -> str:
    """The table, the kinds of answers, and what was missed. result: of `measure`, with what the program adds to it."""
    lines = [
        f"# {say('eval.title', gold=result['gold'])}",
        "",
        say("eval.made", **{key: result[key] for key in ("version", "commit", "encoder")}),
        say("eval.size", **{key: result[key] for key in ("questions", "located", "documents", "passages")}),
        "",
        *_table(result["settings"], say),
    ]
    if len(result["settings"]) > 1:
        lines += ["", say("eval.legend")]
    if result["kinds"]:
        lines += ["", f"## {say('eval.answers_title')}", ""]
        lines += [say("eval.kind", kind=kind, **numbers) for kind, numbers in result["kinds"].items()]
        asked = sum(numbers["questions"] for numbers in result["kinds"].values())
        lines += [
            say("eval.all", right=result["right"], questions=asked, share=f"{result['right'] / asked:.3f}")
        ]
    missed = [one for one in result["each"] if "ranks" in one and (one["ranks"][0] or DEPTH + 1) > _FOUND]
    lines += _listed(
        say("eval.missed_title", count=len(missed)),
        [
            f"{one['id']}: {one['question']} – "
            + (
                say("eval.rank", rank=one["ranks"][0])
                if one["ranks"][0]
                else say("eval.no_rank", depth=DEPTH)
            )
            for one in missed
        ],
        say,
    )
    wrong = [f"{one['id']} ({one['kind']}): {one['question']} – {one['why']}" for one in result["wrong"]]
    lines += _listed(say("eval.wrong_title", count=len(wrong)), wrong, say)
    return "\n".join(lines) + "\n"


def _table(settings: Sequence[dict[str, Any]], say: Texts) -> list[str]:
    searched, answered = settings[0]["retrieval"], settings[0]["answers"] is not None
    compared = len(settings) > 1
    heads = [say("eval.ranking"), *(_HEADS.values() if searched else ())]
    heads += [say("eval.difference"), "p"] if searched and compared else []
    heads += [say("eval.answers")] if answered else []
    heads += ["p"] if answered and compared else []
    rows = [heads]
    for setting in settings:
        cells = [_name(setting, say)]
        if searched:
            cells += [f"{setting['retrieval'][name]:.3f}" for name in MEASURES]
            cells += _gap(setting["difference"].get(MEASURES[0])) if compared else []
        if answered:
            cells += [f"{setting['answers']:.3f}"]
            cells += _gap(setting["difference"].get("answers"))[1:] if compared else []
        rows.append(cells)
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]]


def _gap(gap: dict[str, Any] | None) -> list[str]:
    """The difference with its interval, and p; empty for the line that is compared with."""
    if gap is None:
        return ["", ""]
    shown = f"{gap['mean']:+.3f} ({gap['low']:+.3f} – {gap['high']:+.3f})"
    return [shown, "< 0.001" if gap["p"] < 0.001 else f"{gap['p']:.3f}"]


def _name(setting: dict[str, Any], say: Texts) -> str:
    name = (
        say("eval.without", names=", ".join(setting["without"])) if setting["without"] else say("eval.whole")
    )
    beside = setting["index"] or setting["reranker"]
    return f"{name} ({beside})" if beside else name


def _listed(title: str, entries: Sequence[str], say: Texts) -> list[str]:
    if not entries:
        return []
    more = [say("eval.more", count=len(entries) - LISTED)] if len(entries) > LISTED else []
    return ["", f"## {title}", "", *(f"- {' '.join(entry.split())}" for entry in entries[:LISTED]), *more]
