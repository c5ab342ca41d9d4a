"""The words that headings of project tables are made of: bokmål, nynorsk and English.

The vocabulary is of the language and of portfolio reporting, not of any one report.
`PATTERNS` must fit a whole heading, the first that fits counts; `CONTAINED` is tried
after them and need only be found in it. No pattern nests repetitions.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a column means."""

    ID = "id"
    NAME = "name"
    OWNER = "owner"
    RESPONSIBLE = "responsible"  # an organisation or a person: the content decides
    LEAD = "lead"
    STATUS = "status"
    RISK = "risk"
    PROGRESS = "progress"
    AMOUNT = "amount"
    SPENT = "spent"  # money that is not what was planned: actual costs, forecasts, deviations
    AREA = "area"
    OTHER = "other"  # known, and none of the above
    FOREIGN = "foreign"  # known to stand in other kinds of tables


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_PROJECT = (
    r"(?:del|under|hoved|bygge|investerings|digitaliserings|ikt-?|it-?)?"
    + _any(
        "prosjekt project tiltak programme program initiativ initiative satsing satsning measure investering"
    )
    + r"(?:ene|ets|et|en|er|a|s)?"
)
_BODY = _any(
    "virksomhet virksomheter verksemd verksemder organisasjon organisation organization enhet eining einheit "
    "etat avdeling avdeiling seksjon aktør foretak føretak body agency org party direktorat institusjon "
    "institution department company sektor kommune unit entity tjenesteområde virksomhetsområde tenesteområde"
)
_RESPONSIBLE = _any("ansvarlig ansvarleg ansvar ansv responsible responsibility eier eigar owner")
_TOTAL = (
    r"(?:"
    + _any(
        "samlet samla samlede total totalt totalt overall overordnet overordna prosjekt project current noverande "
        "nåværende ny new generell hoved siste rapportert meldt"
    )
    + r"[- ]?)?"
)
_NOUN_OF_MONEY = _any(
    "budsjetter budsjettet budsjett budget bud kostnader kostnadar kostnaden kostnad costs cost ramme rammer "
    "bevilgninger bevilgning løyvingar løyving beløp investeringer investering investment funding "
    "finansieringsbehov tildeling allocation estimat estimate økonomiplan behov sum plan utgifter utgift "
    "utgifter expenditure midler midlar"
)
_KIND_OF_MONEY = r"(?:" + _any(
    "års årets total prosjekt tiltaks investerings revidert vedtatt vedteke foreløpig førebels foreslått "
    "foreslege planlagt planlagde samlet samla project annual approved planned innmeldt estimert estimated "
    "ønsket ønskt forventet forventa økonomisk økonomiske opprinnelig opphaveleg original revised drifts"
) + r"[- ]?)?"  # fmt: skip

_SOURCES: tuple[tuple[Role, str], ...] = (
    (Role.ID, r"(?:(?:p|prosjekt|tiltaks?|program|project|løpe|ref|referanse|portefølje|portfolio)[- .]{0,2})?"
              r"(?:id|nr|no|num|nummer|number|#|ref|kode|code)\.?(?:[- ]?(?:nr|id|no))?\.?"),
    (Role.NAME, rf"(?:nye? |new )?{_PROJECT}(?:[- ]?(?:navn|namn|name|tittel|title))?(?: nye?)?"),
    (Role.NAME, rf"{_PROJECT} ?(?:/|og|eller|and|or|&) ?{_PROJECT}(?:[- ]?(?:navn|namn|name))?"),
    (Role.NAME, r"(?:navn|namn|name|tittel|title)"
                rf"(?: ?(?:på|of|for)? ?(?:the )?{_PROJECT}(?: ?(?:/|og|eller|or) ?{_PROJECT})?)?"),
    (Role.NAME, r"aktivitet|activity|leveranse|project title"),
    (Role.LEAD, rf"{_PROJECT}s?[- ]?(?:leder|leiar|lead|leader|manager|direktør)|pl|lead|leder|leiar|manager"),
    (Role.LEAD, r"(?:kontakt|contact)(?:[- ]?person)?|sponsor|styringsgruppeleder|styringsgruppeleiar"),
    (Role.LEAD, r"(?:ansvarlig|ansvarleg|responsible) (?:person|leder|leiar|manager)|"
                r"(?:navn|namn) på (?:leder|leiar|prosjektleder|prosjektleiar|eier|eigar)"),
    (Role.OWNER, rf"(?:{_RESPONSIBLE}|owning|lead|eiende|eigande|hoved|ansvars)[- ]?{_BODY}|{_BODY}"
                 r"|eierorganisasjon|eigarorganisasjon"),
    (Role.OWNER, rf"{_BODY} (?:med ansvar|ansvarlig|ansvarleg|responsible)"),
    (Role.RESPONSIBLE, rf"(?:{_RESPONSIBLE}|eies av|eigd av|owned by|ansvarshaver|ansvarshavar)\.?"
                       rf"(?: for {_PROJECT})?"),
    (Role.RESPONSIBLE, rf"{_PROJECT}s?[- ]?(?:eier|eigar|owner|ansvarlig|ansvarleg|ansv\.?)"),  # prosjekteier
    (Role.FOREIGN, r"(?:sak|saks)[- ]?(?:nr|nummer|type|tittel|no|behandler|behandlar|gang)?\.?|sak og tittel"),
    (Role.FOREIGN, r"kl|klokkeslett|tid|time|innleder|innleiar|presenter|agenda|case|case no|møte|meeting"),
    (Role.FOREIGN, r"sannsynlighet|sannsynlegheit|sannsyn|konsekvens|konsekvenser|probability|likelihood|"
                   r"impact|consequence|mitigation|risikofaktor|hendelse|hending|risiko(?:redus\w*|beskrivelse) ?\w*"),
    (Role.FOREIGN, r"til stede|møtt|deltakere?|deltakar|medlem(?:mer)?|medlemer|vara|varamedlem|rolle|role|"
                   r"present|attendee|side|page|kapittel|kap|post|konto|account|e-?post|telefon|email|mobil"),
    (Role.FOREIGN, r"frist|due|due date|deadline|oppgave|oppgåve|aksjon|action|oppfølging|oppfølgingspunkt"),
    (Role.RISK, rf"{_TOTAL}(?:risiko|risk)(?:en)?(?:[- ]?(?:nivå|status|vurdering|level|rating|bilde|bilete|"
                r"profil|grad|farge|rag|assessment|score))?"),
    (Role.STATUS, rf"{_TOTAL}(?:status|tilstand|trafikklys|rag|health|state|helse)"
                  r"(?:[- ]?(?:nå|no|now|rag|farge|colour|color|status|i dag))?"),
    (Role.STATUS, r"farge|fargekode|traffic light|traffic lights|lys"),
    (Role.PROGRESS, r"(?:fremdrift|framdrift|progress|ferdiggrad|ferdigstillelsesgrad|gjennomføringsgrad|"
                    r"fullføringsgrad|completion|percent complete|complete|completed|ferdig|fullført)"
                    r"(?:s?-?(?:status|grad))?"),
    (Role.SPENT, r"(?:forbruk|forbrukt|brukt|regnskap|rekneskap|påløpt|påløpte|påløpne|actuals?|spent|spend|"
                 r"prognose|forecast|avvik|variance|deviation|rest|igjen|attståande|remaining)"
                 r"(?: ?(?:hittil|til nå|til no|så langt|to date|hiå|budsjett|kostnader|kostnad|kostnadar|costs?))?"),
    (Role.AMOUNT, rf"{_KIND_OF_MONEY}{_NOUN_OF_MONEY}(?:s?-?(?:ramme|behov|forslag|tall|tal|estimat|beløp))?"),
    (Role.AREA, r"(?:strategiske? |strategic |fag|innsats|satsings|satsnings|mål|tema|tjeneste|teneste|virksomhets|"
                r"hoved|focus |fokus|ansvars|politikk)?"
                r"(?:område|områder|områda|area|areas|felt|tema|theme|kategori|category|gruppe|group|"
                r"(?:del)?portefølje|portfolio|segment|pillar|spor|strategi|delmål|mål)"),
    (Role.OTHER, r"(?:prosjekt)?(?:fase|phase|stage|gate)|startdato|start|start date|oppstart|started|sluttdato|slutt|end|"
                 r"end date|ferdigdato|ferdig dato|varighet|varigheit|duration|finish|avsluttes|blir avslutta|periode|"
                 r"(?:planlagt|planned|forventet|forventa|expected) (?:ferdig|slutt|start|oppstart|end|finish|completion)"),
    (Role.OTHER, r"kommentar(?:er|ar)?|merknad(?:er|ar)?|comments?|notes?|remarks?|beskrivelse|beskriving|description|"
                 r"omtale|formål|føremål|purpose|begrunnelse|grunngiving|forklaring|årsak|reason|situasjon|status ?tekst"),
    (Role.OTHER, r"(?:veien|vegen) (?:videre|vidare)|neste (?:steg|milepæl|fase)|next (?:steps?|milestone)|"
                 r"milepæl(?:er|ar)?|milestones?|videre arbeid|vidare arbeid|avsluttet|avslutta|"
                 r"årsak til (?:avslutning|avslutting|endring)|utgår|resultat|outcome"),
    (Role.OTHER, r"gevinst(?:er|ar)?|nytte|benefits?|avhengighet(?:er)?|avhengigheiter|dependencies|prioritet|"
                 r"prioritering|priority|type|trend|endring|change|økonomi|economy|finance|kvalitet|quality|omfang|"
                 r"scope|ressurs(?:er|ar)?|resources|finansiering|financing|fylke|region|usikkerhet|leverandør|"
                 r"kompleksitet|complexity|score|andel|share|kilde|kjelde|source|bemanning|staffing|beslutning|"
                 r"beslutningspunkt|antall|tal på|number of|interessenter|mottaker"),
)  # fmt: skip

_CONTAINED_SOURCES: tuple[tuple[Role, str], ...] = (
    (Role.AMOUNT, r"budsjett(?:ramme)?\b|\bbudsjett|\bbudget\b|\bkostnad(?:er|ar)?\b|\bcosts?\b"),
    (Role.NAME, r"\b(?:prosjekt|tiltaks?|program)?(?:navn|namn|name)\b"),
    (Role.LEAD, r"(?:prosjekt|program)(?:leder|leiar)\b"),
    (Role.OWNER, r"\b(?:virksomhet|verksemd|organisasjon|organisation|agency)\b"),
    (Role.RESPONSIBLE, r"^(?:ansvarlig|ansvarleg|responsible|owner|eier|eigar)\b|\b(?:eier|eigar|owner)$"),
    (Role.RISK, r"^(?:risiko|risk)\b(?!.*(?:redus|tiltak|mitig))|(?:^|\s)(?:risiko|risk)$"),
    (Role.STATUS, r"^status\b|\bstatus$"),
)

PATTERNS = tuple((role, re.compile(source)) for role, source in _SOURCES)
CONTAINED = tuple((role, re.compile(source)) for role, source in _CONTAINED_SOURCES)

# Words of headings that are English only, and those that both languages write alike.
ENGLISH = frozenset(
    "project programme initiative name title owner manager lead leader responsible agency body organisation risk level "
    "rating overall current total budget cost costs funding number phase stage start end date focus area category "
    "progress contact person department unit health responsibility planned expected completion".split()
)
SHARED = frozenset("id no nr status rag program organisation plan type".split())

# Every word that stands in a heading's pattern, for the cheap test of `ingest.tables.seeds`.
WORDS = frozenset(
    word for _, source in (*_SOURCES, *_CONTAINED_SOURCES) for word in re.findall(r"[a-zæøå]{2,}", source)
) | frozenset(
    "mill mnok tnok mkr tkr nok kr kroner tusen million millions hele heile i og for of per pr".split()
)
