"""What the hits of a search are: bodies, kinds, years and cases with counts, each a filter that one may choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup

from corpus.texts import Texts
from ingest.document import Kind
from search.filters import FilterWords
from search.types import Hit
from ui.web.html import tag

_VALUES = 6  # values of a facet that are offered, the commonest first
_CASES = 4  # … and cases, which stand with their titles
_OF = "|"  # between a case's number and its body, where several bodies have the number


def counts(hits: Sequence[Hit]) -> dict[str, Counter[str]]:
    """How many of the hits have each body, kind, year and case.

    A case is its number; where the hits have the number from several bodies, each is a case of its own.
    """
    bodies = _bodies(hits)
    return {
        "body": Counter(hit.body for hit in hits if hit.body),
        "kind": Counter(str(hit.kind) for hit in hits if hit.kind != Kind.OTHER),
        "year": Counter(hit.date[:4] for hit in hits if hit.date),
        "case": Counter(
            f"{hit.case}{_OF}{hit.body}" if hit.body and len(bodies[hit.case]) > 1 else hit.case
            for hit in hits
            if hit.case
        ),
    }


def _bodies(hits: Sequence[Hit]) -> dict[str, set[str | None]]:
    """The bodies that the hits have each case number from."""
    found: dict[str, set[str | None]] = {}
    for hit in hits:
        if hit.case:
            found.setdefault(hit.case, set()).add(hit.body)
    return found


def chosen(words: FilterWords) -> dict[str, str]:
    """The values of the facets that the filters stand at."""
    year = words.since if words.since and words.since == words.until and len(words.since) == 4 else None
    values = {"body": words.body, "kind": words.kind, "year": year, "case": words.case}
    return {name: value for name, value in values.items() if value}


def toggled(words: FilterWords, name: str, value: str) -> FilterWords:
    """The filters with a facet's value chosen, or let go where it was chosen already."""
    number, _, body = value.partition(_OF)
    new = None if _is_chosen(words, name, value) else number
    if name == "year":
        return replace(words, since=new, until=new)
    if name == "case" and new and body:
        return replace(words, case=new, body=body)
    return replace(words, **{name: new}) if name in ("body", "kind", "case") else words


def _is_chosen(words: FilterWords, name: str, value: str) -> bool:
    number, _, body = value.partition(_OF) if name == "case" else (value, "", "")
    return chosen(words).get(name) == number and (not body or words.body == body)


Title = Callable[[str, str | None], str | None]
"""The title of a case by its number and, where the number alone does not tell, its body."""


def facets(hits: Sequence[Hit], words: FilterWords, say: Texts, title: Title | None = None) -> Markup | None:
    """The values as buttons; None where there is nothing to choose between. title: tells those of cases."""
    now = chosen(words)
    bodies = _bodies(hits)
    groups = []
    for name, found in counts(hits).items():
        if len(found) < 2 and name not in now:
            continue
        shown = found.most_common(_CASES if name == "case" else _VALUES)
        if name == "year":
            shown.sort(reverse=True)
        if name in now and not any(_is_chosen(words, name, value) for value, _ in shown):
            shown.insert(0, (now[name], found.get(now[name], 0)))
        buttons = []
        for value, count in shown:
            label, about = value, None
            if name == "kind" and value in set(Kind):
                label = say(f"ui.kind_{value.replace(' ', '_')}")
            elif name == "case":
                label, _, body = value.partition(_OF)
                of = {body} if body else bodies.get(label, {None})
                about = title(label, next(iter(of))) if title and len(of) == 1 else None
            buttons.append(_button(name, value, label, about, count, _is_chosen(words, name, value)))
        label = say(f"ui.facet_{name}")
        groups.append(
            tag(
                "div",
                tag("span", label, class_="label"),
                tag("span", *buttons, class_="values"),
                role="group",
                aria_label=label,
            )
        )
    return tag("div", *groups, class_="facets") if groups else None


def _button(name: str, value: str, label: str, about: str | None, count: int, pressed: bool) -> Markup:
    return tag(
        "button",
        tag("span", label, class_="what"),
        tag("span", about, class_="about") if about else None,
        tag("span", count, class_="n") if count else None,
        type="button",
        class_="facet",
        title=about,
        data_facet=name,
        data_value=value,
        aria_pressed="true" if pressed else "false",
    )
