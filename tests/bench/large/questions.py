"""Questions to a made archive: a few words of one of its passages each, so that each has an answer."""

from __future__ import annotations

import random
from pathlib import Path

from index.paths import IndexPaths
from index.store import Store

_SEED = 3
_FORMS = (
    "Hva ble vedtatt om {}?",
    "Hva sa utvalget om {}?",
    "Hvem har ansvar for {}?",
    "Når skal {} være ferdig?",
    "{}",
)


def questions(folder: Path, count: int) -> list[str]:
    """`count` questions, each of three to six words that follow each other in a passage, mostly long ones."""
    chance = random.Random(_SEED)
    store = Store(IndexPaths(folder).database)
    try:
        most = int(store.get("next_passage") or 1) - 1
        asked: list[str] = []
        while len(asked) < count:
            ids = sorted({chance.randint(1, most) for _ in range(count)})
            found = store.passages(ids)
            for number in chance.sample(sorted(found), len(found)):
                words = [word.strip(".,:?!#*") for word in found[number].text.split()]
                if len(words) < 10:
                    continue
                at = chance.randrange(len(words) - 6)
                phrase = " ".join(words[at : at + chance.randint(3, 6)])
                asked.append(chance.choice(_FORMS).format(phrase))
        return asked[:count]
    finally:
        store.close()
