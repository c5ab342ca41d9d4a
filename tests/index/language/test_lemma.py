"""Forms that people take for one word share a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.families import derive
from index.language.fold import fold
from index.language.lemma import keys
from index.language.lexicon import Lexicon

ONE_WORD = """
sak saken saker sakene sakens sakenes
vedtak vedtaket vedtakene vedtaka vedtakets
vedta vedtar vedtok vedtatt vedtatte
møte møtet møter møtene møtets
mann mannen menn mennene mennenes
bok boka boken bøker bøkene
legemiddel legemidler legemidlene legemidlet legemiddelet legemidlers
regel regelen regler reglene
budsjettforslag budsjettforslaget budsjettforslagene budsjettforslagets
kommune kommunen kommuner kommunene kommunens kommunenes
stor større stort store
skrive skriver skrev skrevet
skyte skyter skjøt skutt
gå gikk går gått
finne fant funnet finner
barn barnet barna barnas
skoleplattform skoleplattformen skoleplattformens skoleplattformene
sykehus sykehuset sykehusene sjukehus sjukehuset
fremtid framtid fremtiden framtida
behandling behandlingen behandlinga behandlingene
veg vei vegen veien veger veier
nettside nettsida nettsiden nettsidene
"""
NYNORSK = """
tiltak tiltaka tiltakene
kommune kommunane kommunene
sak sakene sakane
møte møta møtene
behandling handsaming handsaminga handsamingane
skole skule skulen skulane skolen
kirke kyrkje kyrkja kyrkjene
uke veke veka vekene
bolig bustad bustader bustadene
høring høyring høyringa høyringane
vedta vedtok vedteke vedtek
utvalg utval utvalet
valg val valet
kommunevalg kommuneval kommunevalet
tjeneste teneste tenestene tenester
økning auking auke?
lærer lærar lærarane lærere
mulighet moglegheit
sykdom sjukdom sjukdommen sjukdomar
følge følgje følgja
kjøre køyrer køyrde
høre høyrde høyrer
si sagt seie
komme kjem kome
årlig årleg årlege
offentlig offentleg offentlege
gjeldende gjeldande
hovedtype hovudtypar hovudtypane hovedtypene
hovedsak hovudsak hovudsaka hovudsakene
vannforsyning vassforsyning vassforsyninga
regnskap rekneskap rekneskapen regnskapet
måned månad månader månadene
seier siger sigeren sigrar
jern jarn jarnet
jernbane jarnbane jarnbanen
forbrytelse brotsverk brotsverka
formål føremål føremålet
forberede førebu
foreløpig førebels
hjemmel heimel heimelen
sykehjem sjukeheim sjukeheimen sjukeheimar
nestleder nestleiar nestleiaren
ansettelse tilsetting tilsettinga
lønn løn løna
sikkerhet tryggleik tryggleiken
kjøretøy køyretøy køyretøya
brukermedvirkning brukarmedverknad brukarmedverknaden
innbygger innbyggjar innbyggjarane
undersøkelse undersøking undersøkinga
planlegging planleggjing planleggjinga
forgjenger føregangar føregangaren
middelalder mellomalder mellomalderen
tiende tiande
"""


def groups(text: str) -> list[list[str]]:
    return [[word for word in line.split() if "?" not in word] for line in text.strip().splitlines()]


@pytest.mark.parametrize("words", groups(ONE_WORD), ids=lambda words: words[0])
def test_forms_of_one_word_share_a_key(lexicon: Lexicon, words: list[str]) -> None:
    assert len({keys(word, lexicon).term for word in words}) == 1, {
        word: keys(word, lexicon).term for word in words
    }


@pytest.mark.parametrize("words", groups(NYNORSK), ids=lambda words: words[0])
def test_nynorsk_and_bokmal_share_a_key(lexicon: Lexicon, words: list[str]) -> None:
    assert len({keys(word, lexicon).term for word in words}) == 1, {
        word: keys(word, lexicon).term for word in words
    }


@pytest.mark.parametrize(
    "words",
    [
        ("vedtak", "vedta"), ("lege", "legge"), ("møte", "måte"), ("regjering", "region"),
        ("sykehus", "hus"), ("kommune", "kommunisme"), ("utvalg", "valg"), ("bolig", "bok"), ("angrep", "begrep"),
    ],
)  # fmt: skip
def test_other_words_keep_other_keys(lexicon: Lexicon, words: tuple[str, str]) -> None:
    assert keys(words[0], lexicon).term != keys(words[1], lexicon).term


@pytest.mark.parametrize(
    "words",
    [
        ("behandle", "behandling"), ("invadere", "invasjon"), ("norge", "norsk"), ("spansk", "spania"),
        ("velge", "valg"), ("kreve", "krav"), ("drepe", "drap"), ("organisere", "organisasjon"),
        ("sikker", "sikkerhet"), ("dø", "avdød"), ("økonomisk", "økonomi"), ("bygning", "bygge"),
    ],
)  # fmt: skip
def test_words_of_one_root_meet_in_their_parts(lexicon: Lexicon, words: tuple[str, str]) -> None:
    first, second = (keys(word, lexicon) for word in words)
    assert first.parts == second.parts
    assert first.term != second.term


def test_derivations_hold_only_where_the_lexicon_has_the_root() -> None:
    found = derive(
        {"noun": {"behandling", "ring", "kylling"}, "verb": {"behandle", "re"}, "adj": set(), "adv": set()}
    )
    assert found["behandling"] == "behandle"
    assert "ring" not in found
    assert "kylling" not in found


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("ullevaal", "ullevål"),
        ("idé", "ide"),
        ("sámi", "sami"),
        ("löfven", "løfven"),
        ("joergen", "jørgen"),
        ("åse", "åse"),
    ],
)
def test_spellings_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(max_size=15))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word.lower())) == fold(word.lower())


@given(st.text("abdefghiklmnoprstuvyæøåéöš", min_size=1, max_size=25))
def test_every_word_has_keys_without_spaces(lexicon: Lexicon, word: str) -> None:
    found = keys(word, lexicon)
    assert found.term and found.parts
    assert not any(character.isspace() for key in (found.term, *found.parts) for character in key)
    assert all(found.parts)
