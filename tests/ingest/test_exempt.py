"""Papers marked as exempt from public access are told by their marks, not by what they speak of."""

from __future__ import annotations

import pytest

from ingest.document import Document, Media, Part, Span
from ingest.exempt import GENERAL, exempt_at, find_exempt, read_mark
from ingest.pipeline import digest
from tests.corpus.test_sample import SAMPLE


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Unntatt offentlighet", GENERAL),
        ("UNNTATT OFFENTLIGHET", GENERAL),
        ("Unntatt offentlighet, offl. § 13", "offl. § 13"),
        ("Unntatt offentlighet, jf. offl. § 13, jf. fvl. § 13 første ledd nr. 2", "offl. § 13"),
        ("Unntatt fra offentlighet, jf. offentleglova § 14", "offl. § 14"),
        ("Unnateke offentlegheit, offl. § 13", "offl. § 13"),
        ("Off.loven § 14", "offl. § 14"),
        ("Offl. § 23 første ledd", "offl. § 23"),
        ("U.off. § 13", "offl. § 13"),
        ("U.off", GENERAL),
        ("U. off. jf. offl § 24", "offl. § 24"),
        ("Gradering: Unntatt offentlighet offl. §13", "offl. § 13"),
        ("Skjermingshjemmel: Offentlighetsloven § 5a", "offl. § 5a"),
        ("**Unntatt offentlighet, offl. § 13**", "offl. § 13"),
    ],
)
def test_a_mark_is_read_in_every_usual_form(line: str, mark: str) -> None:
    assert read_mark(line) == mark


@pytest.mark.parametrize(
    "line",
    [
        "Offl. § 13 gjelder taushetsbelagte opplysninger.",
        "Unntatt offentlighet er bare det som må være det.",
        "Gradering: ikke unntatt offentlighet",
        "Offentlig",
        "Administrasjonen viser til offl. § 13 og ber om innsyn.",
        "Unntatt offentligheten var kommunestyrets møte i mai. Saken ble åpnet etterpå.",
        "Uoffisiell oversikt",
        "",
    ],
)
def test_a_sentence_about_the_act_is_no_mark(line: str) -> None:
    assert read_mark(line) is None


def document(text: str, name: str = "papir.txt", furniture: tuple[Span, ...] = ()) -> Document:
    return Document(name, "x", Media.TEXT, text, furniture=furniture)


def test_a_mark_on_top_of_one_paper_leaves_the_others_open() -> None:
    first = "Saksframlegg\nUnntatt offentlighet, offl. § 13\nOm en ansatt.\n"
    text = first + "Saksframlegg\nOm snørydding.\n"
    parts = (Part(0, len(first), "a"), Part(len(first), len(text), "b"))
    found = find_exempt(document(text), parts)
    assert exempt_at(found, 40) == "offl. § 13"
    assert exempt_at(found, len(first) + 5) is None


def test_a_mark_after_the_title_of_a_case_is_that_case_alone() -> None:
    text = "Sak 1/24 Personalsak (unntatt offentlighet, offl. § 13)\nVedtak\nSak 2/24 Budsjett\nVedtak\n"
    second = text.index("Sak 2")
    whole = (Part(0, len(text), "Møtebok"),)
    found = find_exempt(document(text), whole, (Span(0, second), Span(second, len(text))))
    assert exempt_at(found, 60) == "offl. § 13" and exempt_at(found, second + 3) is None


def test_a_running_header_and_a_file_name_mark_the_whole_file() -> None:
    text = "U.off. § 14\nside 1\nEt notat.\n"
    assert exempt_at(find_exempt(document(text, furniture=(Span(0, 11),)), ()), 25) == "offl. § 14"
    named = document("Et notat.\n", "2024/Notat_UNNTATT OFFENTLIGHET.txt")
    assert exempt_at(find_exempt(named, ()), 3) == GENERAL


def test_the_exempt_paper_of_the_sample_is_known_and_it_alone() -> None:
    exempt = []
    for path in sorted(SAMPLE.iterdir()):
        if "UNNTATT" in path.name or path.suffix in (".txt", ".md"):
            found = digest(path, path.name, "x")
            if found.exempt:
                exempt.append((path.name, {e.mark for e in found.exempt} - {GENERAL}))
    assert exempt == [("FU 2024-02-07 Saksframlegg 3-24 UNNTATT OFFENTLIGHET.pdf", {"offl. § 13"})]
