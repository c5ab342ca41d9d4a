"""Papers of many bodies, each in its own convention: their cases, proposals, decisions and fates."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from ingest.document import Document, Media, Span
from ingest.meeting import Case, Meeting, Status, find_meetings
from ingest.parts import find_parts

PAPERS = Path(__file__).parent / "papers"


class Papers(NamedTuple):
    text: str
    meetings: tuple[Meeting, ...]

    @property
    def cases(self) -> dict[str, Case]:
        return {case.number: case for meeting in self.meetings for case in meeting.cases}

    def of(self, span: Span | None) -> str | None:
        return None if span is None else " ".join(span.of(self.text).split())


def take_apart(text: str, **more: object) -> Papers:
    document = Document("a.txt", "0", Media.TEXT, text, **more)  # type: ignore[arg-type]
    return Papers(text, find_meetings(document, find_parts(document)))


def paper(name: str) -> Papers:
    return take_apart((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))


def test_a_municipal_council() -> None:
    papers = paper("formannskap")
    (meeting,) = papers.meetings
    assert (meeting.body, meeting.date, meeting.place) == (
        "Formannskapet",
        "2020-05-13",
        "Rådhuset, kommunestyresalen",
    )
    assert [person.name for person in meeting.present] == ["Kari Bøe", "Ola Li", "Per Aas"]
    assert [person.name for person in meeting.absent] == ["Siv Moe"]
    cases = papers.cases
    assert {number: case.status for number, case in cases.items()} == {
        "14/20": Status.DECIDED,
        "15/20": Status.DECIDED,
        "16/20": Status.POSTPONED,
        "17/20": Status.WITHDRAWN,
    }
    plan = cases["15/20"]
    assert plan.title == "Reguleringsplan for Nedre Strand"
    assert plan.archive_number == "2019/881"
    points = "1. Planen legges ut til offentlig ettersyn. 2. Høringsfristen settes til 1. juli."
    assert papers.of(plan.proposed) == points
    assert papers.of(plan.decision) == f"{points} 3. Det holdes et folkemøte i høringsperioden."
    assert papers.of(plan.vote) == (
        "Kommunedirektørens innstilling ble enstemmig vedtatt. Tilleggsforslaget ble vedtatt med 5 mot 2 stemmer."
    )
    assert papers.of(plan.discussion) == (
        "Per Aas (H) fremmet følgende tilleggsforslag: Det holdes et folkemøte i høringsperioden."
    )
    assert len(plan.mentions) == 1
    assert papers.of(cases["16/20"].decision) == "Saken utsettes til neste møte."


def test_a_hospital_s_board() -> None:
    papers = paper("helseforetak")
    (meeting,) = papers.meetings
    assert (meeting.body, meeting.next_meeting) == ("Helse Sørfjord HF", "2021-09-22")
    assert list(papers.cases) == ["44/21", "45/21", "46/21"]
    report = papers.cases["45/21"]
    assert (report.sequence, report.year) == (45, 2021)
    assert papers.of(report.decision) == (
        "1. Styret tar virksomhetsrapporten til etterretning. 2. Styret ber om en plan for å få ned ventetidene "
        "innen 1. oktober 2021."
    )
    assert papers.of(papers.cases["46/21"].decision) == "Styret tar sakene til orientering."


def test_a_council_in_nynorsk() -> None:
    papers = paper("kommunestyre_nynorsk")
    school, report, station = papers.cases.values()
    assert papers.of(school.proposed) == "Skulen på Nes blir lagt ned frå 1. august 2020."
    assert papers.of(school.decision) == "Skulen på Nes blir ført vidare."
    assert papers.of(report.proposed) == papers.of(report.decision) == "Årsmeldinga vert teken til vitende."
    assert report.proposed is not None and report.decision is not None
    assert report.proposed.start < report.decision.start
    assert (station.status, station.decision) == (Status.NOT_TREATED, None)
    assert [person.name for person in papers.meetings[0].absent] == ["Nils Vik", "Gro Hauge"]


def test_a_plenum_with_headings_in_two_languages() -> None:
    papers = paper("plenum_tospraklig")
    cases = papers.cases
    assert list(cases) == ["19/18", "20/18", "21/18"]
    assert cases["19/18"].title == "Konstituering"
    assert papers.of(cases["19/18"].decision) == "Innkallingen og sakslisten ble godkjent."
    assert [part.of(papers.text) for part in cases["20/18"].decision_parts] == [
        "Beretningen tas til orientering."
    ]


def test_a_page_header_within_a_decision_is_left_out_of_its_parts_alone() -> None:
    text = (PAPERS / "plenum_tospraklig.txt").read_text(encoding="utf-8")
    at = text.index("Plenum - Møtebok")
    papers = take_apart(text, furniture=(Span(at, text.index("\n", at)),))
    case = papers.cases["21/18"]
    assert case.decision is not None
    assert "Møtebok" in case.decision.of(text)
    assert [part.of(text) for part in case.decision_parts] == [
        "1. Budsjettet vedtas.",
        "2. Rådet rapporterer i oktober.",
    ]


def test_an_advisory_council_concludes() -> None:
    papers = paper("rad_konklusjon")
    assert [papers.of(case.decision) for case in papers.cases.values()] == [
        "Fagrådet slutter seg til standarden.",
        "Fagrådet holder to kurs i Bergen.",
    ]
    assert [(p.name, p.organisation) for p in papers.meetings[0].present] == [
        ("Eli Bakke", "Arkivverket"),
        ("Tor Sund", "KS"),
        ("Ida Moen", "UiB"),
    ]


def test_a_case_paper_proposes_and_never_decides() -> None:
    papers = paper("saksframlegg_tabell")
    (case,) = papers.cases.values()
    assert (case.number, case.officer, case.archive_number) == ("15/20", "Liv Ness", "2019/881-7")
    assert (case.status, case.decision) == (Status.PROPOSED, None)
    assert papers.of(case.proposed) == (
        "1. Planen legges ut til offentlig ettersyn. 2. Høringsfristen settes til 1. juli."
    )


def test_the_minutes_of_a_single_case() -> None:
    papers = paper("saksprotokoll")
    (case,) = papers.cases.values()
    assert (case.number, case.title, case.officer) == (
        "22/20",
        "Reguleringsplan for Nedre Strand",
        "Liv Ness",
    )
    assert (papers.of(case.proposed), papers.of(case.decision)) == ("Planen vedtas.", "Planen vedtas.")
    assert papers.meetings[0].body == "Kommunestyret"


def test_how_it_was_voted_is_no_part_of_the_proposal() -> None:
    text = HEAD + "1/20: PLAN\nRådmannens innstilling:\nPlanen godkjennes.\n"
    text += "Rådmannens innstilling enstemmig vedtatt (7 st.).\nRådets vedtak :\nPlanen godkjennes.\n"
    text += "2/20: NYTT\nVedtak:\nJa.\n"
    papers = take_apart(text)
    assert papers.of(papers.cases["1/20"].proposed) == "Planen godkjennes."


def test_a_title_in_capitals_is_written_as_in_the_list_of_cases() -> None:
    text = HEAD + "Saksliste\n1/20 Plan for skolen 2020\n2/20 Eventuelt\n"
    text += "1/20: PLAN FOR SKOLEN\nVedtak:\nJa.\n2/20: EVENTUELT\nVedtak:\nNei.\n"
    assert [case.title for case in take_apart(text).cases.values()] == ["Plan for skolen 2020", "Eventuelt"]


def test_an_entry_of_a_list_is_mentioned_whole() -> None:
    text = (
        HEAD
        + "Sak Tema Innleder Tid Sakstype\n1/20 Plan for\nskolen\nAnne Berg 10.30 Drøfting\n2/20 Eventuelt\n"
    )
    text += "Sak 1/20 Plan for skolen\nVedtak:\nJa.\nSak 2/20 Eventuelt\nVedtak:\nNei.\n"
    papers = take_apart(text)
    (entry,) = papers.cases["1/20"].mentions
    assert papers.of(entry) == "1/20 Plan for skolen Anne Berg 10.30 Drøfting"
    assert papers.cases["1/20"].presenter == "Anne Berg"


def test_an_agenda_followed_by_its_case_papers() -> None:
    papers = paper("innkalling_med_saker")
    agenda, *case_papers = papers.meetings
    assert [case.number for case in agenda.cases] == ["41/24", "42/24"]
    assert [case.archive_number for case in agenda.cases] == ["24/310", "23/1187"]
    assert [papers.of(meeting.cases[0].proposed) for meeting in case_papers] == [
        "Søknaden avslås.",
        "1. Klimaplanen vedtas. 2. Planen rulleres hvert fjerde år.",
    ]


HEAD = "Referat fra møte i Rådet\nMøte 1/2020\nDato: 13. mai 2020\nSted: Bergen\n\n"


def test_the_decision_is_cited_from_its_own_place_though_it_repeats_the_proposal() -> None:
    text = HEAD + "Sak 1/20 Plan\nForslag til vedtak:\nPlanen godkjennes.\nVedtak:\nPlanen godkjennes.\n"
    text += "Sak 2/20 Annet\nVedtak:\nTatt til orientering.\n"
    case = take_apart(text).cases["1/20"]
    assert case.proposed is not None and case.decision is not None
    assert case.decision.start == text.index("Planen", text.index("\nVedtak:"))
    assert case.proposed.start == text.index("Planen")


def test_references_to_other_cases_begin_nothing() -> None:
    text = HEAD + "Sak 1/20 Plan\nArkivsak 20/11\nSak 3/19 Gammel plan ligger til grunn.\nSak 2/20 nevnes.\n"
    text += "Vedtak:\nPlanen godkjennes.\nSak 2/20 Annet\nArkivsak 20/12\nVedtak:\nTatt til orientering.\n"
    papers = take_apart(text)
    assert list(papers.cases) == ["1/20", "2/20"]
    assert papers.of(papers.cases["1/20"].decision) == "Planen godkjennes."


def test_numbers_written_with_the_year_first() -> None:
    text = HEAD + "Sak 2020/1 Plan\nVedtak:\nGodkjent.\nSak 2020/2 Annet\nVedtak:\nAvslått.\n"
    assert list(take_apart(text).cases) == ["1/20", "2/20"]


def test_numbers_without_a_year_take_the_meeting_s() -> None:
    text = HEAD + "Sak 1: Plan\nVedtak:\nGodkjent.\nSak 2: Annet\nVedtak:\nAvslått.\n"
    assert list(take_apart(text).cases) == ["1/20", "2/20"]


def test_one_treatment_of_two_cases_decides_both() -> None:
    text = HEAD + "Sak 1/20 og 2/20 Planer\nVedtak:\nBegge godkjennes.\nSak 3/20 Annet\nVedtak:\nAvslått.\n"
    papers = take_apart(text)
    assert {n: papers.of(c.decision) for n, c in papers.cases.items()} == {
        "1/20": "Begge godkjennes.",
        "2/20": "Begge godkjennes.",
        "3/20": "Avslått.",
    }


def test_a_lost_slash_is_found_again_by_the_year() -> None:
    text = (
        HEAD
        + "Sak 1/20 Plan\nVedtak:\nGodkjent.\nSak 2120 Annet\nVedtak:\nAvslått.\nSak 3/20 Siste\nVedtak:\nJa.\n"
    )
    assert list(take_apart(text).cases) == ["1/20", "2/20", "3/20"]


def test_a_treatment_ends_where_it_says_so() -> None:
    text = (
        HEAD
        + "Sak 1/20 Plan\nVedtak:\nGodkjent.\nSaken ble avsluttet 13. mai 2020 kl. 10.00.\n5ak Z/2O Annet\n"
    )
    text += "Vedtak:\nAvslått.\nSak 3/20 Siste\nVedtak:\nJa.\n"
    papers = take_apart(text)
    assert papers.of(papers.cases["1/20"].decision) == "Godkjent."


def test_an_earlier_body_s_decision_is_not_the_last_one() -> None:
    text = HEAD + "PS 1/20 Plan\nSaksprotokoll i Komiteen - 1. mai\nBehandling:\nKort.\nVedtak:\nUtredes.\n"
    text += "Saksprotokoll i Rådet - 13. mai\nBehandling:\nLang.\nVedtak:\nGodkjent.\nPS 2/20 Annet\nVedtak:\nJa.\n"
    papers = take_apart(text)
    assert papers.of(papers.cases["1/20"].decision) == "Godkjent."


def test_without_a_heading_the_vote_tells_the_decision() -> None:
    text = (
        HEAD
        + "Sak 1/20 Plan\nVotering:\nInnstillingen ble enstemmig vedtatt.\nSak 2/20 Annet\nVedtak:\nJa.\n"
    )
    papers = take_apart(text)
    case = papers.cases["1/20"]
    assert (papers.of(case.decision), case.status) == ("Innstillingen ble enstemmig vedtatt.", Status.DECIDED)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Saken ble utsatt.", Status.POSTPONED),
        ("Saka vart utsett til hausten.", Status.POSTPONED),
        ("Saken er trukket.", Status.WITHDRAWN),
        ("Saken ble strøket fra sakslisten.", Status.WITHDRAWN),
        ("Saken ble ikke behandlet på grunn av tiden.", Status.NOT_TREATED),
        ("Saken utgikk.", Status.NOT_TREATED),
        ("Ingen saker.", Status.UNKNOWN),
    ],
)
def test_fates_without_a_decision(said: str, status: Status) -> None:
    text = HEAD + f"Sak 1/20 Plan\n{said}\nSak 2/20 Annet\nVedtak:\nJa.\n"
    case = take_apart(text).cases["1/20"]
    assert case.status is status


@pytest.mark.parametrize(
    "said", ["Leder opplyste at sak 2/20 var trukket.", "Saken ble ikke behandlet i forrige møte."]
)
def test_what_is_said_of_other_cases_and_times_is_no_fate(said: str) -> None:
    text = HEAD + f"Sak 1/20 Plan\n{said}\nVedtak:\nGodkjent.\nSak 2/20 Annet\nVedtak:\nJa.\n"
    assert take_apart(text).cases["1/20"].status is Status.DECIDED


def test_a_next_meeting_without_its_year_is_the_first_such_day() -> None:
    assert take_apart(HEAD + "Sak 1/20 A\nVedtak:\nJa.\nNeste møte er 3. juni.").meetings[0].next_meeting == (
        "2020-06-03"
    )
    assert take_apart(HEAD + "Sak 1/20 A\nVedtak:\nJa.\nNeste møte: 8. januar").meetings[0].next_meeting == (
        "2021-01-08"
    )


def test_windows_line_ends_and_form_feeds_change_nothing_but_places() -> None:
    text = HEAD + "Sak 1/20 Plan\nVedtak:\nGodkjent.\n\fSak 2/20 Annet\nVedtak:\nJa.\n"
    there = take_apart(text.replace("\n", "\r\n"))
    assert {n: there.of(c.decision) for n, c in there.cases.items()} == {"1/20": "Godkjent.", "2/20": "Ja."}


def test_no_cases_are_found_in_an_article() -> None:
    assert take_apart("Ibsen\n\nSkien 15/20 vant kampen 3/4 av tiden. Vedtak: nei.").meetings == ()
