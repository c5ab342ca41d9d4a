"""Words that are neither indexed nor looked for: few, and only where they carry no meaning."""

from __future__ import annotations

STOP_WORDS = frozenset(
    # fmt: off
    """
    alle andre at av både bli blir ble blitt da de deg dem den denne der deres det dette din disse du då eg ein eit
    eller en er et for fordi fra før ha hadde han hans har hun hva hvem hver hvilken hvilke hvilket hvis hvor
    hvordan hvorfor i ikke ikkje inn ja jeg kan kom kunne man mange med meg men mer mot mye må ned nei noe noen nå
    når og også om opp oss over på så seg selv si sin skal skulle slik som til ut vi var ved vil ville være vært å
    """.split()  # noqa: SIM905
    # fmt: on
)
