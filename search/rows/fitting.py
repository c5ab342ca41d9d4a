"""Whether a row meets what is asked, by its colours alone; and whether they are read or measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from search.proof.words import COLOURS
from search.rows.select import All, Condition, Expression, Not

Record = Mapping[str, Any]


def denials(where: Expression) -> int:
    """How many conditions hold for what something is not."""
    match where:
        case Not(of):
            return 1 + denials(of)
        case Condition():
            return int(
                where.operator in ("!=", "not in") or (where.operator == "known" and where.value is False)
            )
    return sum(denials(part) for part in where.of)


def fits(record: Record, where: Expression) -> bool | None:
    """Whether a record meets the colours that a condition sets; None where it sets others."""
    match where:
        case Not(of):
            inner = fits(record, of)
            return None if inner is None else not inner
        case Condition(field="status" | "risk", operator="=" | "!=" | "in" | "not in"):
            values = where.value if isinstance(where.value, tuple) else (where.value,)
            return (record[where.field] in values) is (where.operator in ("=", "in"))
        case Condition():
            return None
    verdicts = [fits(record, part) for part in where.of]
    if isinstance(where, All):
        return False if False in verdicts else None if None in verdicts else True
    return True if True in verdicts else None if None in verdicts else False


def seen(record: Record, field: str) -> bool:
    """Whether a row's colour is read in its words, or was measured on its page (its box and colour are kept)."""
    colour = record[field]
    words = " ".join([record["quote"], *record["cells"].values()]).casefold()
    if colour is None or colour in {COLOURS.get(word) for word in re.findall(r"\w+", words)}:
        return True
    return any(
        m["field"] == field and m["colour"] == colour and ((m["page"] and m["box"]) or m["at"] is not None)
        for m in record["colours"]
    )
