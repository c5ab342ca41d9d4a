"""The reranker: its features, its order, and the file that its weights stand in."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from index.keys import Keys, pack, unpack
from index.language import Analyser, Terms
from index.types import StoredPassage
from ingest.document import Span
from ingest.sentences import sentence_spans
from search.features import FEATURES, Candidates, features
from search.find import SearchOptions, rank
from search.needs import Need, Needs
from search.rerank import in_order, keys_of, weights
from search.types import Ranked
from search.understand import understand
from tests.conftest import opened_archive


def passage(number: int, text: str, document: str = "a.txt") -> StoredPassage:
    spans = tuple(Span(span.start, span.end) for span in sentence_spans(text, 0, len(text)))
    return StoredPassage(
        number, document, "Tittel", None, 0, len(text), text, (), spans, 1, None, None, "other", None, False
    )


def keys(given: StoredPassage, above: str = "") -> Keys:
    analyser = Analyser.open()
    sentences = [analyser.index_terms(given.text[span.start : span.end]) for span in given.sentences]
    return unpack(pack(sentences, analyser.index_terms(above)))


def described(question: str, texts: list[str], above: str = "") -> dict[str, list[float]]:
    """Each feature's values for the passages, of one document and with equal scores."""
    analyser = Analyser.open()
    places: dict[tuple[int, int], Need] = {}
    for term in analyser.query_terms(question):
        place = (term.start, term.end)
        places.setdefault(place, Need(frozenset((term.term,)), term.parts, 1.0, place))
    needs = Needs(tuple(places.values()), float(len(places)))
    passages = [passage(2 * i, text) for i, text in enumerate(texts)]
    given = Candidates(
        passages, [keys(p, above) for p in passages], {}, dict.fromkeys([p.id for p in passages], 0.5)
    )
    values = features(understand(question), needs, given)
    assert values.shape == (len(texts), len(FEATURES))
    assert np.isfinite(values).all()
    return dict(zip(FEATURES, values.T.tolist(), strict=True))


def test_keys_come_back_as_they_were_packed() -> None:
    found = unpack(pack([Terms(["a", "b"], ["a"]), Terms([], [])], Terms(["x"], ["x", "y"])))
    assert [len(found.words), len(found.parts), len(found.above)] == [4, 3, 3]
    assert found.words[2] == found.words[3] == found.parts[1] == found.parts[2] == 0
    assert found.words[0] == found.parts[0] != found.words[1]


def test_a_passage_covers_what_it_holds() -> None:
    found = described(
        "brøyting av gatene", ["Brøyting av gater begynner nå.", "Gater er lange.", "Noe helt annet."]
    )
    assert found["coverage"] == [1.0, 0.5, 0.0]
    assert found["covered above"] == [1.0, 0.5, 0.0]
    assert found["sentence"] == [1.0, 0.5, 0.0]


def test_a_heading_covers_what_the_passage_lacks() -> None:
    found = described("brøyting av gatene", ["Gater er lange."], above="Brøyting")
    assert (found["coverage"], found["covered above"]) == ([0.5], [1.0])


def test_words_in_one_sentence_count_more_than_words_far_apart() -> None:
    together = "Vi snakket lenge. Brøyting av gater begynner nå."
    apart = "Brøyting er dyrt. " + "Elever leser bøker hver eneste dag på skolen. " * 8 + "Gater er lange."
    found = described("brøyting av gatene", [together, apart])
    for name in ("sentence", "window", "pairs"):
        assert found[name][0] > found[name][1], name
    assert found["coverage"] == [1.0, 1.0]


def test_the_parts_of_a_compound_count_nearly_as_the_compound() -> None:
    whole, parts = described("legemiddelliste", ["En legemiddelliste.", "En liste over legemidler."])[
        "coverage"
    ]
    assert whole == 1.0 > parts > 0.5


def test_the_kind_of_fact_asked_for_is_seen() -> None:
    found = described("Når begynner skolen?", ["Skolen begynner 12. august 2024.", "Skolen begynner tidlig."])
    assert found["type"][0] > found["type"][1]
    assert found["typed"][0] > found["typed"][1]


@pytest.mark.parametrize("question", ["og", "?", "hva er det", "1234567 abc"])
def test_a_question_without_words_to_find_is_borne(question: str) -> None:
    assert described(question, ["Skolen begynner tidlig.", "…"])["coverage"] == [0.0, 0.0]


def test_the_highest_value_comes_first_and_scores_keep_sinking() -> None:
    ranked = [Ranked(passage(i, "tekst"), 1 - i / 10) for i in range(4)]
    found = in_order(ranked, [0.1, 0.7, 0.7])
    assert [place.passage.id for place in found] == [1, 2, 0, 3]
    assert [place.score for place in found] == [1.0, 0.9, 0.8, 0.7]


def test_every_feature_has_its_weight() -> None:
    model = json.loads(resources.files("search").joinpath("rerank.json").read_text("utf-8"))
    assert list(model["weights"]) == list(FEATURES)
    assert np.isfinite(weights()).all()


def test_keys_of_other_sentences_than_the_truth_now_has_are_made_anew(tmp_path: Path) -> None:
    papers = {
        f"{n}.txt": f"Notat {n}\n\nKaien ble bygget. Havna fikk {n} plasser. Alt er ferdig.\n" for n in (1, 2)
    }
    with opened_archive(tmp_path, papers) as archive:
        before = [r.passage.id for r in rank(archive, "Hvor mange plasser fikk havna?", SearchOptions())]
        archive.store.change_sentences(lambda _text, spans: [Span(spans[0].start, spans[-1].end)])
        found = rank(archive, "Hvor mange plasser fikk havna?", SearchOptions())
        assert sorted(r.passage.id for r in found) == sorted(before) != []
        assert all(len(r.passage.sentences) == 1 for r in found)
        whole = keys(found[0].passage)
        made = keys_of(archive, found[0].passage, archive.keys([found[0].passage.id])[found[0].passage.id])
        assert made.words.tolist() == whole.words.tolist() and made.parts.tolist() == whole.parts.tolist()
