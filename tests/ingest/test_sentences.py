"""Sentences end where a reader would end them, and stand where they are said to stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import LONGEST, sentence_spans, split
from ingest.stops import ABBREVIATIONS, CLOSING_ABBREVIATIONS


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, 0, len(text))]


# One sentence a line; a paragraph of them must come apart into them again.
GOLD = """
Møtet ble holdt 13. mai 2020 kl. 10.00.
Det vises til St.meld. nr. 20 (2004–2005), jf. Innst. S. nr. 14 og Ot.prp. nr. 5.
Erik M. Hansen og J. P. Lie la fram saken på vegne av Helse Nordfjell HF.
Rådet drøftet bl.a. økonomi, bemanning og opplæring.
Tiltaket koster ca. 3,5 mill. kroner, dvs. om lag 40 prosent av rammen.
Se f.eks. vedlegg 2, pkt. 3.1 og s. 14.
Prosjektet ble avsluttet i 2019.
Det er nr. 3 på listen.
Budsjettet øker til 4 mrd. kr. i 2025.
«Dette er ikke bra nok.»
Har utvalget tatt stilling til dette?
Nei!
Leder svarte at saken kommer opp igjen i møte den 15.
Vedtaket gjelder kommuner, fylkeskommuner, helseforetak osv.
Merknadene er tatt inn i kap. 4, art. 7 og § 3 nr. 2.
Dr. Åse Ødegård møtte for prof. Lunde.
Høringsfristen er 1. desember.
Gjelder tidsrommet fra 1. januar t.o.m. 30. juni.
Kommunen har vitamin C.
Det ble stemt over forslag A.
Rapporten (jf. sak 12/23) følger vedlagt.
Kva meiner styret om dette?
Fylkesrådet rår til at saka vert utsett til 2. kvartal.
Møtet ble hevet kl. 15.
Neste møte er i uke 20.
""".strip().splitlines()


def test_a_paragraph_comes_apart_into_its_sentences() -> None:
    assert sentences(" ".join(GOLD)) == GOLD


def test_line_breaks_within_a_paragraph_end_no_sentence() -> None:
    text = (
        "Direktoratet har sammen med de regionale helseforetakene sett\n"
        "på hvordan arbeidet kan deles. Det er enighet om at e-\n"
        "helse er et felles ansvar, og at kommunene må være med i\n"
        "arbeidet. Utvalget møtes igjen til høsten.\n"
    )
    assert [" ".join(sentence.split()) for sentence in sentences(text)] == [
        "Direktoratet har sammen med de regionale helseforetakene sett på hvordan arbeidet kan deles.",
        "Det er enighet om at e- helse er et felles ansvar, og at kommunene må være med i arbeidet.",
        "Utvalget møtes igjen til høsten.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Saken ble drøftet i styret 13.\nfebruar, og rådet var enig.",
        "Saken ble drøftet i styret 13. \n\nfebruar, og rådet var enig.",
        "The board discussed the matter on 13.\nFebruary and agreed.",
        "Saken ble drøftet av rådet i møtet 3.\nOkt. 2022, og rådet var enig.",
        "Møtet i styret begynte denne gangen kl.\n10.00, og rådet var enig.",
        "Vilkårene står i forskriften, jf. § 3 nr.\n22, og rådet var enig.",
        "Vilkårene står i vedlegget til saken, jf. pkt.\n4.2 Økonomi i planen.",
        "Kommunen trenger i de neste årene ca.\n40 årsverk til dette arbeidet.",
        "Rådet drøftet økonomien i planen, bl.a.\nFylkesmannens brev om saken.",
        "Papirene kom for sent til rådet, m.m.\nog ble lagt til side.",
        "Saken ble lagt fram av Randi R.\nBalto, som svarte på spørsmål.",
    ],
)
def test_a_line_that_ends_within_a_sentence_goes_on(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Saksnr.\n1/20 Godkjenning av innkalling",
        "Det ble stemt over innstillingen og forslag C.\nDette fikk ni stemmer.",
        "Prosjektet fikk til slutt plass nummer 3.\nMarit Elvebakkmo takket for innsatsen.",
        "Rådet drøftet kjøreplanen, opplæringen osv.\nDet kom ingen merknader.",
    ],
)
def test_a_line_that_ends_a_sentence_goes_on_with_nothing(text: str) -> None:
    assert len(sentences(text)) == 2


def test_a_bracket_holds_lines_together() -> None:
    text = "Til stede\nKari Lie (Helse\nFjell HF)\nOla Ås\n(Vidde kommune)\nPer Vik (leder)\n"
    assert [" ".join(sentence.split()) for sentence in sentences(text)] == [
        "Til stede",
        "Kari Lie (Helse Fjell HF)",
        "Ola Ås (Vidde kommune)",
        "Per Vik (leder)",
    ]


def test_items_headings_and_rows_stand_alone() -> None:
    text = "Vedtak:\n1. Saken utsettes.\n2. Rådet ber om ny plan.\n• Første punkt\n• Andre punkt\n"
    assert sentences(text + "Navn\tRolle\nKari\tLeder\n") == [
        "Vedtak:",
        "1. Saken utsettes.",
        "2. Rådet ber om ny plan.",
        "• Første punkt",
        "• Andre punkt",
        "Navn\tRolle",
        "Kari\tLeder",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a. Kommunen betaler", 1),
        ("IV. Protokolltilførsel", 1),
        ("Følgende ble vedtatt: 1. Kommunen betaler. 2. Staten betaler.", 2),
        ("Prisen var 3. Plassen var 2.", 2),
        ("Han kom fra Oslo... Så dro han.", 2),
        ("Er det sant?! Ja. (Se vedlegg.) Slutt", 4),
        ("Nei. – Jo.", 2),
        ("Fristen er 3. Mai. The deadline was set on 4. May. Neste er 1. okt. og 2. Des.", 3),
        ("Han fikk plass 3. Marit Elvebakkmo kom.", 2),
        ("Det vises til St.prp.nr. 1 (jf.s. 4) og Ot.prp.nr. 5.", 1),
        ("Oppfunnet av professor A. I. Virtanen i 1932.", 1),
        ("www.eksempel.no. Mer tekst.", 2),
        (".", 1),
        ("...", 1),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_difficult_places(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_sentence_that_is_too_long_is_cut_where_it_hurts_least() -> None:
    clause = "og kommunen skal deretter legge fram en ny plan for arbeidet"
    text = ", ".join([clause] * 40) + "."
    spans = sentence_spans(text, 0, len(text))
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert all(span.of(text).endswith((",", ".")) for span in spans)
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(span.of(text) for span in spans))


def test_a_word_without_end_is_cut_anywhere() -> None:
    text = "x" * (2 * LONGEST + 5)
    assert [span.end - span.start for span in sentence_spans(text, 0, len(text))] == [LONGEST, LONGEST, 5]


def test_only_the_given_stretch_is_looked_at() -> None:
    text = "Utenfor. Innenfor. Også innenfor. Utenfor."
    spans = sentence_spans(text, 9, 33)
    assert [span.of(text) for span in spans] == ["Innenfor.", "Også innenfor."]


pieces = st.sampled_from(
    [
        "Møtet. ",
        "kl. 10. ",
        "• punkt\n",
        "\n\n",
        "\t",
        "1. ",
        "Sak 3/20\n",
        "e-\n",
        "«Ja!» ",
        "...",
        " - ",
        "\f",
        "å",
        "x" * 300,
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=40).map("".join)))
def test_sentences_are_in_order_apart_and_cover_all_that_shows(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    place = 0
    for span in spans:
        assert place <= span.start < span.end <= len(text)
        assert span.end - span.start <= LONGEST
        assert not text[place : span.start].strip("\ufeff\u200b \n\t\r\f\v\x1c\x1d\x1e\x1f\x85\xa0").strip()
        words = span.of(text)
        assert words == words.strip()
        place = span.end
    assert not text[place:].strip("\ufeff\u200b").strip()


def test_a_hundred_thousand_dots_take_no_time() -> None:
    for text in (
        "." * 100_000,
        ". " * 50_000,
        "a.b" * 40_000,
        "www." * 30_000 + " x",
        "\n" * 100_000,
        '."' * 50_000,
    ):
        assert sum(span.end - span.start for span in sentence_spans(text, 0, len(text))) <= len(text)


def test_spacy_knows_no_abbreviation_that_is_missing() -> None:
    exceptions = pytest.importorskip("spacy.lang.nb.tokenizer_exceptions").TOKENIZER_EXCEPTIONS
    known = {
        word.rstrip(".").lower() for word in exceptions if re.fullmatch(r"[\wæøåÆØÅ]{2,}(\.[\w]+)*\.", word)
    }
    # Words and party names that end sentences as often as not, and abbreviations of other trades.
    words = set(
        """
        ad ap aq co frp pb sp grl fr.p kr.f a.m adm.dir b.c bm bto c.c d.m d.y dr.psychol e.kr f.kr
        el et foreg fork fk fvt gl gno gt h.r.adv hoh ifb jul juris jun k kst lat lø m.a.o ma
        mag.art min moh muh n.å ndf no nto nyno on op p.a p.m ph.d pt q red.anm res.kap s.d s.k s.u
        s.å sen siviling sms snr sst stip såk sø t.v temp ti to ult utg vg vgs vit.ass vn vsa årg
        årh d.d ovf off gl mar
        """.split()
    )
    assert known - words <= ABBREVIATIONS | CLOSING_ABBREVIATIONS


# Running text without the traps that spaCy's sentencizer falls into.
PLAIN = [
    "Kommunen har vedtatt en ny plan. Planen gjelder i fire år. Alle skoler skal følge den.",
    "Hvem skal betale? Det er staten, sier rådmannen. Kommunen er ikke enig!",
    "Saken ble drøftet bl.a. i formannskapet. Der var det stor enighet. Det ble ikke stemt.",
    "Arbeidet starter 1. mars og varer i ca. to år. Deretter skal det evalueres.",
    "Ho la fram saka for styret. Styret gav si tilslutning. Møtet vart heva.",
]


def test_the_rules_agree_with_spacy_on_plain_text() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("nb")
    nlp.add_pipe("sentencizer")
    for text in PLAIN:
        assert sentences(text) == [sentence.text for sentence in nlp(text).sents]


def spacy_is_wrong(text: str, place: int) -> bool:
    """Whether spaCy's boundary is one of its known faults: before lower case, or behind an opening mark."""
    opened = text[:place].rstrip()[-1:] in set("«(“–-\"'")
    before = re.search(r"(\w+)[.!?,»”\")]*\s*\Z", text[:place])
    abbreviated = before is not None and before[1].lower() in ABBREVIATIONS | CLOSING_ABBREVIATIONS
    return opened or abbreviated or not re.match(r"[\s«“\"'(–-]*[A-ZÆØÅ0-9]", text[place:])


@pytest.mark.shared
def test_the_rules_find_what_spacy_rightly_finds_in_running_text(shared: Path) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("nb")
    nlp.add_pipe("sentencizer")
    both = alone = 0
    with (shared / "eval/norquad_dev/documents.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:60]
    for text in texts:
        for line in filter(None, map(str.strip, text.split("\n"))):
            ours = {span.start for span in split(line, 0, len(line))}
            for sentence in nlp(line).sents:
                place = sentence.start_char
                if not place or spacy_is_wrong(line, place):
                    continue
                both += place in ours
                alone += place not in ours
    assert both > 400
    assert both / (both + alone) >= 0.98
