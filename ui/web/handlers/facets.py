"""What the hits of a search are: bodies, kinds and years with counts, each a filter that one may choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from corpus.texts import Texts
from search.filters import FilterWords
from search.types import Hit
from ui.web.html import tag

_VALUES = 6  # values of a facet that are offered, the commonest first


def counts(hits: Sequence[Hit]) -> dict[str, Counter[str]]:
    """How many of the hits have each body, kind and year."""
    return {
        "body": Counter(hit.body for hit in hits if hit.body),
        "kind": Counter(str(hit.kind) for hit in hits if hit.kind != "other"),
        "year": Counter(hit.date[:4] for hit in hits if hit.date),
    }


def chosen(words: FilterWords) -> dict[str, str]:
    """The values of the facets that the filters stand at."""
    year = words.since if words.since and words.since == words.until and len(words.since) == 4 else None
    values = {"body": words.body, "kind": words.kind, "year": year}
    return {name: value for name, value in values.items() if value}


def toggled(words: FilterWords, name: str, value: str) -> FilterWords:
    """The filters with a facet's value chosen, or let go where it was chosen already."""
    new = None if chosen(words).get(name) == value else value
    if name == "year":
        return replace(words, since=new, until=new)
    return replace(words, **{name: new}) if name in ("body", "kind") else words


def facets(hits: Sequence[Hit], words: FilterWords, say: Texts) -> Markup | None:
    """The values as buttons; None where there is nothing to choose between."""
    now = chosen(words)
    groups = []
    for name, found in counts(hits).items():
        if len(found) < 2 and name not in now:
            continue
        shown = found.most_common(_VALUES)
        if name == "year":
            shown.sort(reverse=True)
        if name in now and now[name] not in found:
            shown.insert(0, (now[name], 0))
        buttons = [_button(name, value, count, now.get(name) == value, say) for value, count in shown]
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


def _button(name: str, value: str, count: int, pressed: bool, say: Texts) -> Markup:
    label = say(f"ui.kind_{value.replace(' ', '_')}") if name == "kind" and _is_kind(value) else value
    return tag(
        "button",
        label,
        tag("span", count, class_="n") if count else None,
        type="button",
        class_="facet",
        data_facet=name,
        data_value=value,
        aria_pressed="true" if pressed else "false",
    )


def _is_kind(value: str) -> bool:
    from ingest.document import Kind

    return value in set(Kind)
