"""Words that are neither indexed nor looked for: few, and only where they carry no meaning.

Which words these are was measured (NorQuAD development half): Snowball's list of function words costs nothing,
spaCy's list of 172 drops words that questions turn on (``første``, ``siste``, ``mellom``, ``tid``) and costs 0.015.
English function words are dropped from English questions alone: many are Norwegian words.
"""

from __future__ import annotations

_BOKMAL = """
    alle andre at av både bli blir ble blitt da de deg dem den denne der deres det dette din disse du
    eller en er et for fordi fra før ha hadde han hans har hun hva hvem hver hvilken hvilke hvilket hvis hvor
    hvordan hvorfor i ikke inn ja jeg kan kom kunne man mange med meg men mer mot mye må ned nei noe noen nå
    når og også om opp oss over på så seg selv si sin skal sine sitt skulle slik som til ut vi var ved vil ville være
    vært å
"""
_NYNORSK = """
    deira dykk dykkar då eg ein eit eitt frå hennar honom ikkje kva kvar kven kvens kvifor korleis
    mykje noko nokon nokre vorte vorten vere vera vore desse hjå kvilken kvilke òg dei me
"""
_ABBREVIATIONS = "bl.a f.eks m.m m.v mv osv o.l jf jfr pga p.g.a mht m.h.t iht i.h.t dvs d.v.s ca evt eks"

STOP_WORDS = frozenset(f"{_BOKMAL} {_NYNORSK} {_ABBREVIATIONS}".split())
"""Left out of both fields, in texts and in questions."""

NYNORSK_STOP_WORDS = frozenset(
    "kor vert vart ho no mi blei sidan sitt sine mitt mine ditt dine er slike sjølv same".split()
)
"""Left out of nynorsk questions alone: in bokmål they are words of another meaning (``kor``, ``vert``)."""

ASKING_WORDS = frozenset(
    """
    heter het hete heite heiter heitte navnet navn kalles kalt ligger ligg lå befinner finnes fins finst skjer skjedde
    hendte hender gjelder handler dreier betyr tyder jobber jobbet slags
    """.split()
)
"""Of questions in Norwegian: they say what is asked for and seldom stand beside the answer, so they count for less."""

ENGLISH_STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both but by can could did do
    does doing done during each else ever for from get gets got had has have having he her here hers him his how i if
    in into is it its itself just know let like made make many may me might more most much must my no nor not of off
    on once one only or other our out over own per please said same say says shall she should since so some such take
    than that the their them then there these they thing this those through to too under until up upon us very was we
    were what when where whether which while who whom whose why will with within without would you your kind name
    called happen happened tell
    """.split()
)
"""Left out of English questions; ``name``, ``called`` and the like ask for the answer, they do not describe it."""
