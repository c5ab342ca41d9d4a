"""Questions in three languages and what they ask of the rows, in a short notation.

list risk=rød | @2021-10                    the rows of October with red risk
cell amount:2022 name=sikker post           a fact of a named project
change status gul>rød @2021-10 <2021-03     October compared with March
"""

from __future__ import annotations

import pytest

from search.rows.lexicon import Lexicon, Terms
from search.rows.query import Asked, Change, Period, Query
from search.rows.question import read_question
from search.rows.select import All, Any, Condition, Expression, Not


def shown(query: Query | None) -> str:
    """A query in the notation of this file."""
    if query is None:
        return "none"
    parts: list[str] = [query.task.value]
    if query.limit > 1:
        parts.append(str(query.limit))
    if query.group:
        parts.append(
            f"by {_asked(query.group)}" + (" each" if query.each else "") + (" least" if query.least else "")
        )
    if query.measure:
        parts.append(f"of {_asked(query.measure)}")
    if query.change:
        parts.append(_change(query.change))
    if query.asked:
        parts.append(",".join(_asked(asked) for asked in query.asked))
    if query.where != All():
        parts.append(_expression(query.where))
    if query.expected:
        parts.append(f"expects {_expression(query.expected)}")
    parts += [
        f"{mark}{_period(period)}" for mark, period in (("@", query.period), ("<", query.older)) if period
    ]
    if query.missing:
        parts.append(f"missing {query.missing}")
    return " ".join(parts)


def _asked(asked: Asked) -> str:
    return asked.field + (f":{asked.key}" if asked.key else "")


def _expression(expression: Expression) -> str:
    match expression:
        case All(of):
            return "(" + " & ".join(map(_expression, of)) + ")"
        case Any(of):
            return "(" + " | ".join(map(_expression, of)) + ")"
        case Not(of):
            return f"not {_expression(of)}"
        case Condition(name, how, value, key, unit):
            left = name + (f":{key}" if key else "")
            number = f"{value:g}" if isinstance(value, float) else value
            right = "/".join(value) if isinstance(value, tuple) else f"{number}{' ' + unit if unit else ''}"
            return (
                f"{left} {how} {right}"
                if how in ("known", "word")
                else f"{left}{'=' if how == 'in' else how}{right}"
            )


def _period(period: Period) -> str:
    if period.dates:
        return "+".join(period.dates) + ("!" if period.together else "")
    if period.newest:
        return f"newest{period.newest if period.newest > 1 else ''}"
    if period.back or period.oldest:
        return "previous" if period.back else "oldest"
    return f"{period.since or ''}..{period.until or ''}" + ("!" if period.exclusive else "")


def _change(change: Change) -> str:
    field = change.field + (f":{change.key}" if change.key else "")
    colours = f" {'/'.join(change.before)}>{'/'.join(change.after)}" if change.before or change.after else ""
    return (
        f"{field}{colours}"
        + ("" if change.direction == "any" else f" {change.direction}")
        + (" absent" if change.absent else "")
    )


QUESTIONS = [
    # -- colours
    ("Hvilke prosjekter hadde rød risiko i oktober 2021?", "list risk=rød @2021-10"),
    ("Hvilke prosjekter har rød status?", "list status=rød"),
    ("Hvilke prosjekter er røde?", "list status=rød"),
    ("Hvilke er røde i mars 2021?", "list status=rød @2021-03"),
    ("Hvilke prosjekter ble vurdert til gul risiko i mars 2021?", "list risk=gul @2021-03"),
    ("Hvilke prosjekter står med gult på risiko i oktober 2021?", "list risk=gul @2021-10"),
    ("Hvilke prosjekter har gul eller rød status?", "list status=gul/rød"),
    ("Hvilke prosjekter har rød status og rød risiko?", "list (status=rød & risk=rød)"),
    ("Hvilke prosjekter hadde både rød status og rød risiko i mars?", "list (status=rød & risk=rød) @-03"),
    ("Hvilke prosjekter har rød status og risiko?", "list (status=rød & risk=rød)"),
    ("Hvilke prosjekter er røde på både status og risiko?", "list (status=rød & risk=rød)"),
    ("Hvilke prosjekter har rød status eller rød risiko?", "list (status=rød | risk=rød)"),
    ("Hvilke prosjekter har enten rød status eller risiko?", "list (status=rød | risk=rød)"),
    ("Hvilke prosjekter har ikke grønn status?", "list not status=grønn"),
    ("Hvilke prosjekter er verken røde eller gule?", "list not status=rød/gul"),
    ("Hvilke prosjekter er uten rød risiko i oktober 2021?", "list not risk=rød @2021-10"),
    ("Hvilke prosjekter har verken rød status eller rød risiko?", "list (not status=rød & not risk=rød)"),
    ("Hvilke prosjekter har gul status, men ikke rød risiko?", "list (status=gul & not risk=rød)"),
    ("Hvilke prosjekter har en annen status enn grønn?", "list not status=grønn"),
    ("Hvilke prosjekter har grønn status og gul eller rød risiko?", "list (status=grønn & risk=gul/rød)"),
    ("Hvilke prosjekter hadde høy risiko i oktober 2021?", "list risk=rød @2021-10"),
    ("Prosjekter med rød risiko", "list risk=rød"),
    ("List opp alle prosjektene med grønt trafikklys", "list status=grønn"),
    ("Finnes det prosjekter med rød status og grønn risiko?", "list (status=rød & risk=grønn)"),
    ("Var det noen prosjekter med rød risiko i mars 2021?", "list risk=rød @2021-03"),
    ("Hvilke prosjekter der status er gul og risikoen er rød?", "list (status=gul & risk=rød)"),
    ("Hvilke tre prosjekter melder om rød risiko i oktober 2021?", "list risk=rød @2021-10"),
    ("Hvilke prosjekter mangler risikovurdering i oktober 2021?", "list risk known False @2021-10"),
    ("Hvilke prosjekter har ikke oppgitt prosjektleder?", "list lead known False"),
    # -- nynorsk
    ("Kva prosjekt hadde raud risiko i oktober 2021?", "list risk=rød @2021-10"),
    ("Kva for prosjekt har grøn status no?", "list status=grønn @newest"),
    ("Kor mange prosjekt har ikkje grøn status i mars 2021?", "count not status=grønn @2021-03"),
    ("Kva prosjekt er raude eller gule?", "list status=rød/gul"),
    ("Kven er prosjektleiar for Sikker post?", "cell lead name=sikker post"),
    ("Kva er framdrifta i Digital timebok?", "cell progress name=digital timebok"),
    ("Kva er budsjettet til Nødnett Fjell i 2022?", "cell amount:2022 name=nødnett fjell"),
    ("Kva prosjekt har gått frå gul til raud status sidan mars 2021?", "change status gul>rød @newest <2021-03"),
    ("Kva prosjekt eig Helse Fjell?", "list owner=helse fjell rhf"),
    # -- English
    ("Which projects had red risk in October 2021?", "list risk=rød @2021-10"),
    ("Which projects are yellow or red?", "list status=gul/rød"),
    ("Which projects do not have green status?", "list not status=grønn"),
    ("Which projects have neither red status nor red risk?", "list (not status=rød & not risk=rød)"),
    ("How many projects had green risk in March 2021?", "count risk=grønn @2021-03"),
    ("Which projects with yellow status are owned by Helse Fjell?", "list (status=gul & owner=helse fjell rhf)"),
    ("Who is the project manager of Sikker post?", "cell lead name=sikker post"),
    ("What is the budget of Digital timebok in 2022?", "cell amount:2022 name=digital timebok"),
    ("What is the status of Sikker post in the latest report?", "cell status name=sikker post @newest"),
    ("Which project had the largest budget in 2021?", "most of amount:2021"),
    ("Which projects have a budget over NOK 10 million in 2022?", "list amount:2022>10 mill. kr"),
    (
        "Which projects went from yellow to red status between March and October 2021?",
        "change status gul>rød @2021-10 <2021-03",
    ),
    ("Which projects are new in October 2021?", "new @2021-10"),
    ("Which projects left the portfolio since March 2021?", "gone @newest <2021-03"),
    ("Is Sikker post red?", "cell status name=sikker post expects status=rød"),
    ("How many projects does Helse Fjell RHF own?", "count owner=helse fjell rhf"),
    # -- organisations, people, areas
    (
        "Hvilke prosjekter har Helse Fjell RHF ansvaret for i rapporten fra oktober 2021?",
        "list owner=helse fjell rhf @2021-10",
    ),
    ("Hvilke prosjekter eies av Helse Fjell?", "list owner=helse fjell rhf"),
    ("Hvilke prosjekter tilhører Nordbygd IKT?", "list owner=nordbygd ikt as"),
    ("Hvilke av prosjektene til Fjelldal kommune har grønn status?", "list (owner=fjelldal kommune & status=grønn)"),
    ("Hvilke prosjekter har HF ansvar for?", "list owner=helse fjell rhf"),
    ("Hvilke prosjekter eier ikke Helse Fjell?", "list not owner=helse fjell rhf"),
    ("Hvilke prosjekter leder Siri Haugland?", "list lead=siri haugland"),
    ("Hvilke prosjekter er Haugland prosjektleder for?", "list lead=siri haugland"),
    ("Hvor mange prosjekter har Kari Moen ansvar for?", "count lead=kari moen"),
    ("Hvilke prosjekter hører til innsatsområdet Sikker samhandling?", "list cell=1.1 sikker samhandling"),
    ("Hvilke prosjekter er i innsatsområde 2.1?", "list cell=2.1 digitale innbyggertjenester"),
    ("Hvilke prosjekter er i fasen Planlegging?", "list cell=planlegging"),
    ("Hvem eier Digital timebok?", "cell owner name=digital timebok"),
    ("Hvem er ansvarlig for Nødnett?", "cell owner name=nødnett fjell"),
    ("Hvilken virksomhet har ansvaret for Pasientkanalen?", "cell owner name=pasientkanalen"),
    ("Hvem leder prosjektene med rød status?", "list lead status=rød"),
    ("Hvilke virksomheter har prosjekter med rød risiko?", "list owner risk=rød"),
    # -- single cells
    ("Hva er budsjettet til Sikker post i 2022?", "cell amount:2022 name=sikker post"),
    (
        "Hvor mye er satt av til Sikker post i 2021 i rapporten fra mars 2021?",
        "cell amount:2021 name=sikker post @2021-03",
    ),
    ("Hva var budsjettet for Sikker post i mars 2021?", "cell amount name=sikker post @2021-03"),
    ("Hvor mye koster Nødnett Fjell?", "cell amount name=nødnett fjell"),
    ("Hvilken status har Sikker post?", "cell status name=sikker post"),
    ("Hva er status og risiko for Digital timebok i oktober?", "cell status,risk name=digital timebok @-10"),
    ("Hvilken risiko hadde Elektronisk kvittering i mars 2021?", "cell risk name=elektronisk kvittering @2021-03"),
    ("Hvor langt har Digital timebok kommet?", "cell progress name=digital timebok"),
    ("Hvilken fase er Sikker post i?", "cell cell:fase name=sikker post"),
    ("Har Digital timebok rød risiko?", "cell risk name=digital timebok expects risk=rød"),
    ("Er risikoen for Digital timebok rød?", "cell risk name=digital timebok expects risk=rød"),
    ("Hva er statusen til sensordata i hjemmet?", "cell status name=bruk av sensordata i hjemmet"),
    ("Hvilket prosjekt har nummer 5?", "list id=5"),
    ("Hvem eier prosjekt 3?", "list owner id=3"),
    ("Hva er budsjettet for prosjektet Månelanding i 2022?", "cell amount:2022 name= missing Månelanding"),
    ("Hvordan har risikoen for Digital timebok utviklet seg?", "cell risk name=digital timebok"),
    # -- numbers
    ("Hvilke prosjekter har budsjett over 10 millioner kroner i 2022?", "list amount:2022>10 mill. kr"),
    ("Hvilke prosjekter har et større budsjett enn 10 mill. kr i 2022?", "list amount:2022>10 mill. kr"),
    ("Hvilke prosjekter har et budsjett på under 500 000 kroner i 2021?", "list amount:2021<500000 kr"),
    (
        "Hvilke prosjekter koster mellom 5 og 15 millioner i 2021?",
        "list (amount:2021>=5 mill. kr & amount:2021<=15 mill. kr)",
    ),
    ("Hvilke prosjekter har minst 20 millioner i budsjett i 2021?", "list amount:2021>=20 mill. kr"),
    ("Hvilke prosjekter har et budsjett på 1,5 milliarder kroner?", "list amount=1500 mill. kr"),
    ("Hvor mange prosjekter har mer enn 50 prosent fremdrift?", "count progress>50"),
    ("Hvilke prosjekter er under 30 % ferdige?", "list progress<30"),
    ("Hvilket prosjekt har størst budsjett i 2022?", "most of amount:2022"),
    ("Hva er de tre dyreste prosjektene i 2021?", "most 3 of amount:2021"),
    ("Hvilket prosjekt med gul status har lavest budsjett i 2021?", "least of amount:2021 status=gul"),
    ("Hvilket prosjekt har kommet lengst?", "most of progress"),
    ("Hvilket prosjekt har lavest fremdrift i mars 2021?", "least of progress @2021-03"),
    ("Hva er samlet budsjett i 2021 for prosjektene til Helse Fjell?", "sum of amount:2021 owner=helse fjell rhf"),
    ("Hvor mye koster prosjektene med rød risiko til sammen i 2022?", "sum of amount:2022 risk=rød"),
    ("Hva er Helse Fjells budsjett i 2022?", "sum of amount:2022 owner=helse fjell rhf"),
    ("Hva er gjennomsnittlig fremdrift i oktober 2021?", "mean of progress @2021-10"),
    ("Hvilken virksomhet har flest prosjekter?", "group by owner"),
    ("Hvem har flest prosjekter med rød risiko?", "group by owner risk=rød"),
    ("Hvilken prosjektleder har færrest prosjekter?", "group by lead least"),
    ("Hvor mange prosjekter har hver virksomhet i mars 2021?", "group by owner each @2021-03"),
    ("Hvilken virksomhet har størst samlet budsjett i 2021?", "group by owner of amount:2021"),
    ("Hvor stor andel av prosjektene har grønn status i mars 2021?", "share status=grønn @2021-03"),
    # -- time
    ("Hvilke prosjekter har gul risiko i siste rapport?", "list risk=gul @newest"),
    ("Hvilke prosjekter hadde gul risiko i forrige rapport?", "list risk=gul @previous"),
    ("Hvilke prosjekter var røde i den første rapporten?", "list status=rød @oldest"),
    ("Hvilke prosjekter har hatt rød status i de to siste rapportene?", "list status=rød @newest2"),
    ("Hvilke prosjekter hadde rød risiko i vår?", "list risk=rød @-03+-04+-05+-06+-02+-01"),
    ("Hvilke prosjekter hadde rød risiko høsten 2021?", "list risk=rød @2021-09+2021-10+2021-11+2021-12+2021-08"),
    ("Hvilke prosjekter hadde rød risiko i 1. kvartal 2021?", "list risk=rød @2021-01+2021-02+2021-03"),
    ("Hvilke prosjekter hadde rød risiko i 2017?", "list risk=rød @2017"),
    ("Hvilke prosjekter hadde rød risiko i mars og oktober 2021?", "list risk=rød @2021-03+2021-10"),
    ("Hvilke prosjekter hadde rød risiko både i mars og oktober 2021?", "list risk=rød @2021-03+2021-10!"),
    ("Hvilke prosjekter hadde rød status per 8.10.2021?", "list status=rød @2021-10-08"),
    ("Hvilke prosjekter har hatt rød risiko siden mars 2021?", "list risk=rød @2021-03.."),
    # -- change
    (
        "Hvilke prosjekter gikk fra gul til rød status fra mars 2021 til oktober 2021?",
        "change status gul>rød @2021-10 <2021-03",
    ),
    ("Hvilke prosjekter har gått fra gul til rød siden mars?", "change status gul>rød @newest <-03"),
    ("Hvor mange prosjekter gikk fra rød til gul risiko?", "change risk rød>gul"),
    ("Hvilke prosjekter har endret risiko siden forrige rapport?", "change risk @newest <previous"),
    ("Hvilke prosjekter har fått dårligere status siden mars 2021?", "change status worse @newest <2021-03"),
    ("Hvilke prosjekter har forbedret risikoen fra mars til oktober 2021?", "change risk better @2021-10 <2021-03"),
    ("Hvilke prosjekter har blitt røde siden mars 2021?", "change status >rød @newest <2021-03"),
    ("Hvilke prosjekter var gule i mars 2021 og røde i oktober 2021?", "change status gul>rød @2021-10 <2021-03"),
    (
        "Hvilke prosjekter hadde rød risiko i mars 2021, men ikke i oktober 2021?",
        "change risk rød> absent @2021-10 <2021-03",
    ),
    ("Hvilke prosjekter har fortsatt rød risiko siden mars 2021?", "change risk rød>rød same @newest <2021-03"),
    ("Hvilke prosjekter har økt budsjettet for 2021 siden mars 2021?", "change amount:2021 up @newest <2021-03"),
    ("Hvilke prosjekter har høyere budsjett i 2022 enn i 2021?", "list amount:2021,amount:2022 growth:2021|2022>0"),
    ("Hvilke prosjekter er nye i oktober 2021 sammenlignet med mars 2021?", "new @2021-10 <2021-03"),
    ("Hvilke nye prosjekter har grønn status?", "new status=grønn"),
    ("Hvilke prosjekter er ute siden forrige rapport?", "gone @newest <previous"),
    ("Hvilke prosjekter ble meldt ut av porteføljen i oktober 2021?", "gone @2021-10"),
    ("Hvilke prosjekter var med i mars 2021, men ikke i oktober 2021?", "gone @2021-10 <2021-03"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "asks"), QUESTIONS)
def test_a_question_becomes_a_query(question: str, asks: str, lexicon: Lexicon, terms: Terms) -> None:
    assert shown(read_question(question, lexicon, terms)) == asks


NOT_ABOUT_ROWS = [
    "Hvorfor har Sikker post rød status?",
    "Kvifor er Digital timebok vurdert til raud risiko?",
    "Why did Sikker post have red status in October 2021?",
    "Hva er årsaken til at Sikker post er rød?",
    "Hva ble vedtatt i sak 3/21?",
    "Hva ble vedtatt om prosjekter med rød status i sak 12/21?",
    "Hva mente Legeforeningen om Sikker post?",
    "Hvilke tiltak er satt i verk for prosjekter med rød risiko?",
    "Hvilke risikoer er knyttet til Digital timebok?",
    "Hva er den største risikoen for Digital timebok?",
    "What are the main risks of Digital timebok?",
    "Hva betyr gul status?",
    "Hva er Sikker post?",
    "Hva er rød risiko?",
    "Når er Sikker post ferdig?",
    "Når ble Nødnett Fjell startet?",
    "Hvor mange pasienter bruker Digital timebok?",
    "Hvor mange ansatte har Nordbygd IKT AS?",
    "Hvor mange møter hadde rådet i 2021?",
    "Hvem er direktør i Helse Fjell?",
    "Hvem deltok på møtet i Helse Fjell 12. mars 2021?",
    "Hva koster strøm i Fjelldal kommune?",
    "Hva koster alternativ B for Sikker post i 2022?",
    "Hvilke kommuner kan søke støtte?",
    "Hvilke prosjekter ble diskutert i møtet i mars 2021?",
    "Hvilke prosjekter med rød status er forsinket?",
    "Hvilke leverandører bruker prosjektene med rød status?",
    "Kva sa statsråden om budsjettet for 2022?",
    "Kor mange innbyggjarar har Fjelldal kommune?",
    "Who is the mayor of Fjelldal?",
    "How many doctors use Sikker post?",
    "When was Pasientkanalen launched?",
    "Hva står det om Sikker post i rapporten?",
    "Hvilken status har saken om nye lokaler?",
    "Hva er budsjettet for rådet i 2022?",
    "Hvem leder Fagutvalget?",
    "Hvordan håndteres risiko i porteføljen?",
    "Er det vedtatt nytt budsjett for kommunen?",
    "Hvilken farge har logoen til Helse Fjell?",
    "2021",
    "prosjekter",
    "",
]


@pytest.mark.parametrize("question", NOT_ABOUT_ROWS)
def test_a_question_that_rows_do_not_answer_is_left_alone(
    question: str, lexicon: Lexicon, terms: Terms
) -> None:
    query = read_question(question, lexicon, terms)
    assert query is None or query.missing is not None


@pytest.mark.parametrize(
    "question", ["?" * 2000, "rød " * 500, "og " * 700, "fra gul til " * 200, "5 " * 900]
)
def test_a_strange_question_ends_soon(question: str, lexicon: Lexicon, terms: Terms) -> None:
    read_question(question, lexicon, terms)
