"""A reminder: who changes what a text's keys are must change the recipe's number, so that indexes are built anew.

Where one of these tests fails, raise `RECIPE` in the module that it names and put the new digest here.
"""

import gzip
import json
from hashlib import blake2b
from pathlib import Path

from index.language import Analyser, analyser, cache
from index.language.compile import build
from index.language.lexicon import Lexicon
from index.language.normalise import normalise
from index.language.tokenise import TOKEN, number, pieces

TEXT = """
Møte i kommunestyret 13.05.2020 kl. 10.00, sak PS 015/20 og 2026/1477-1, jf. § 3-4 og Ot.prp. nr. 5 (1999-2000).
E-helse, covid-19, NRK-sjefens brev, PC-ene, EUs krav, Ullevaal, idé, 19-åringen, 1.000.000 kroner, 1,65 %. bud-
sjett re\u00adgjering barne- og ungdomsarbeid slutt.Neste og/eller sakstittel028/09 post@kommune.no www.kommune.no/a
"""
LOOKUPS = {
    "noun": {
        "sak": ["sak"], "saken": ["sak"], "møte": ["møte"], "liste": ["liste"], "legemiddel": ["legemiddel"],
        "hus": ["hus"],
        "legemidler": ["legemiddel"], "saksliste": ["saksliste"], "kommune": ["kommune"], "kommunehus": ["kommunehus"],
        "behandling": ["behandling"], "regel": ["regel"], "regler": ["regel"],
    },
    "verb": {"behandle": ["behandle"], "regle": ["regle"], "regler": ["regle"], "møte": ["møte"]},
    "adj": {"stor": ["stor"], "større": ["stor"], "behandlet": ["behandlet"]},
    "adv": {"ikke": ["ikke"]},
}  # fmt: skip


def digest(value: object) -> str:
    return blake2b(json.dumps(value, ensure_ascii=False).encode(), digest_size=6).hexdigest()


def small(tmp_path: Path) -> Lexicon:
    source = tmp_path / "forms.json.gz"
    source.write_bytes(gzip.compress(json.dumps(LOOKUPS).encode()))
    return Lexicon(build(source))


def test_recipe_of_the_analyser(tmp_path: Path) -> None:
    terms = Analyser(small(tmp_path)).index_terms(TEXT)
    tokens = TOKEN.findall(normalise(TEXT, lambda _word: False))
    found = digest(
        [terms.stem, terms.parts, [(number(token.lower()), pieces(token.lower())) for token in tokens]]
    )
    assert (analyser.RECIPE, found) == ANALYSER


def test_recipe_of_the_lexicon(tmp_path: Path) -> None:
    lexicon = small(tmp_path)
    found = [
        (
            word,
            lexicon.key(i),
            lexicon.family(i),
            lexicon.split(i),
            lexicon.modifier_cost(i, 0),
            lexicon.head_cost(i),
        )
        for i, word in enumerate(lexicon.words())
        if word in {form for forms in LOOKUPS.values() for form in forms}
    ]
    assert (cache.RECIPE, digest(found)) == LEXICON


ANALYSER = (2, "798d57c711da")
LEXICON = (5, "7ff5d75557eb")
