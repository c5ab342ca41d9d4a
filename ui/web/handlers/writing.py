"""What a language model makes of answers that are shown already: put in their place when it is there."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from corpus.texts import texts
from search.verify import quote_stands
from search.writer import phrased
from ui.web.handlers.ask import Turn, answer_of
from ui.web.handlers.errors import sentence
from ui.web.source import Source

_KEPT = 64  # answers that were phrased and not yet fetched


class Writing:
    """The answers that the server's writer has phrased, until their conversations take them in; for many threads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._guard = threading.Lock()
        self._done: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def write(self, turns: Sequence[Turn]) -> None:
        """Have the last turn phrased, if it waits for it; takes as long as the writer takes."""
        turn = turns[-1] if turns else {}
        answer = answer_of(turn.get("answer"))
        if answer is None or self._source.writer is None or not turn.get("writing"):
            return
        try:
            # What comes from a browser is not taken as proven: the writer is given what stands in the archive.
            archive = self._source.archive()
            if all(quote_stands(archive, citation) for citation in answer.citations):
                answer = phrased(archive, answer, self._source.writer)
        except Exception as error:
            sentence(error, texts(answer.language))  # logs what was not foreseen; the quoted answer stays
        with self._guard:
            self._done[_key(turn)] = asdict(answer)
            if len(self._done) > _KEPT:
                self._done.popitem(last=False)

    def put_in(self, turns: Sequence[Turn]) -> list[Turn] | None:
        """The conversation with what has been phrased in its place; None where there is nothing new."""
        with self._guard:
            found = {
                at: self._done.pop(_key(turn), None) for at, turn in enumerate(turns) if turn.get("writing")
            }
        made = {at: {"question": turns[at]["question"], "answer": new} for at, new in found.items() if new}
        return [made.get(at, turn) for at, turn in enumerate(turns)] if made else None


def settled(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with none that waits: what was to be phrased is not on its way any more."""
    return [{key: value for key, value in turn.items() if key != "writing"} for turn in turns]


def _key(turn: Turn) -> str:
    return json.dumps([turn["question"], turn.get("answer")], sort_keys=True, default=str)
