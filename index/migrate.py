"""What a new format keeps that an older one did not is worked out from what the index holds.

`index.schema.STEPS` makes the tables of a step; here they are filled, without reading a source
file again. Runs inside the commit that takes the index to the new format.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from index.language import Analyser
from index.records import holder_records, matter_records, short_records
from index.types import StoredPart
from ingest.document import Document, Kind, Media, Part, Span
from ingest.exempt import find_exempt
from ingest.meeting.roles import find_holders
from ingest.numbers import CaseNumber
from ingest.personal import find_personal_numbers
from ingest.sentences import rejoined

if TYPE_CHECKING:
    from index.store import Store


def fill(store: Store, step: int) -> None:
    """Fill what the step from format `step` to the next one brought."""
    if step == 2:
        _marks(store)
    if step == 4:
        _matters(store)
    if step == 5:
        _abbreviations(store)
    if step == 6:
        store.change_sentences(rejoined)
    if step == 7:
        _holders(store)


def _holders(store: Store) -> None:
    """Who has which role, by each paper."""
    papers = _papers(store)
    for stored in store.documents():
        text = store.text(stored.name, 0, sys.maxsize)
        for part in papers[stored.name]:
            found = find_holders(text, part.start, part.end, of_body=bool(part.body))
            store.insert_records(stored.id, holder_records(found))


def _papers(store: Store) -> defaultdict[str, list[StoredPart]]:
    """The parts of each document, by its name: asked for one by one, a large archive takes an hour."""
    found: defaultdict[str, list[StoredPart]] = defaultdict(list)
    for part in store.papers():
        found[part.document].append(part)
    return found


def _abbreviations(store: Store) -> None:
    """The abbreviations that each document explains."""
    analyser = Analyser.open()
    for stored in store.documents():
        store.insert_records(stored.id, short_records(store.text(stored.name, 0, sys.maxsize), analyser))


def _matters(store: Store) -> None:
    """By which keys the matter of each case is found."""
    ids = {stored.name: stored.id for stored in store.documents()}
    for name, value in store.records("case"):
        case = json.loads(value)["case"]
        number = CaseNumber(case["year"], case["sequence"])
        found = matter_records(case["span"]["start"], number, case["title"], case["archive_number"])
        store.insert_records(ids[name], found)


def _marks(store: Store) -> None:
    """Sums, personal numbers and marks of exemption of every document."""
    cases: dict[str, list[Span]] = {}
    for name, value in store.records("case"):
        cases.setdefault(name, []).append(Span(**json.loads(value)["case"]["span"]))
    papers = _papers(store)
    for stored in store.documents():
        text = store.text(stored.name, 0, sys.maxsize)
        parts = tuple(Part(p.start, p.end, p.title, Kind(p.kind)) for p in papers[stored.name])
        document = Document(stored.name, stored.fingerprint, Media(stored.media or "text"), text)
        found = find_exempt(document, parts, tuple(cases.get(stored.name, ())))
        marks = [(exempt.span.start, exempt.span.end, exempt.mark) for exempt in found]
        store.put_marks(stored.id, text, find_personal_numbers(text), marks)
