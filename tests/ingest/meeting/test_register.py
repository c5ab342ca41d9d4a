"""What several papers tell of one case is joined to one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Kind, Part, Span
from ingest.meeting.bodies import as_written, body_fits, body_key, explained, find_aliases
from ingest.meeting.matters import matters
from ingest.meeting.register import Change, Place, RegisterCase, Told, difference, join, nearest
from ingest.meeting.types import Case, Meeting, Status
from ingest.numbers import CaseNumber


def told(
    document: str, kind: Kind, body: str | None = "Rådet", *, draft: bool = False, **case: object
) -> Told:
    sequence = int(case.pop("sequence", 15))  # type: ignore[call-overload]
    year = int(case.pop("year", 2020))  # type: ignore[call-overload]
    date = case.pop("date", f"{year}-05-13")
    part = Part(0, 1000, "Tittel", kind, str(date), body, f"3/{year}", draft=draft)
    meeting = Meeting(0, body, f"3/{year}", str(date))
    number = CaseNumber(year, sequence).text
    default = Case(number, sequence, year, "Plan for skolen", Span(0, 100))
    return Told(document, part, meeting, replace(default, **case))  # type: ignore[arg-type]


AGENDA = told("innkalling", Kind.AGENDA, proposed=Span(10, 20), type="Vedtak", presenter="Anne Berg")
MINUTES = told("referat", Kind.MINUTES, decision=Span(30, 40), status=Status.DECIDED, discussion=Span(20, 29))
DRAFT = told("utkast", Kind.MINUTES, draft=True, decision=Span(31, 41), status=Status.DECIDED)
CASE_PAPER = told("sak", Kind.CASE_PAPER, proposed=Span(50, 60), officer="Bo Dahl", archive_number="2020/7-1")


def joined(*accounts: Told) -> RegisterCase:
    (case,) = join(accounts)
    return case


def test_the_proposal_comes_from_the_agenda_and_the_decision_from_the_minutes() -> None:
    case = joined(MINUTES, CASE_PAPER, AGENDA)
    assert case.proposed == Place("innkalling", Span(10, 20))
    assert case.decision == Place("referat", Span(30, 40))
    assert (case.type, case.presenter, case.officer, case.archive_number) == (
        "Vedtak",
        "Anne Berg",
        "Bo Dahl",
        "2020/7-1",
    )
    assert case.status is Status.DECIDED
    assert case.discussion == Place("referat", Span(20, 29))
    assert Place("sak", Span(50, 60)) in case.mentions


def test_approved_minutes_come_before_drafts_in_any_order() -> None:
    for accounts in ((MINUTES, DRAFT), (DRAFT, MINUTES)):
        case = joined(*accounts)
        assert case.decision == Place("referat", Span(30, 40))
        assert case.mentions == (Place("utkast", Span(31, 41)),)


def test_a_draft_decides_where_nothing_else_does() -> None:
    assert joined(DRAFT, AGENDA).decision == Place("utkast", Span(31, 41))


def test_a_later_meeting_s_minutes_come_before_an_earlier_one_s() -> None:
    first = told("mai", Kind.MINUTES, decision=Span(1, 2), status=Status.POSTPONED, date="2020-05-13")
    later = told("juni", Kind.MINUTES, decision=Span(3, 4), status=Status.DECIDED, date="2020-06-10")
    case = joined(first, later)
    assert (case.decision, case.status) == (Place("juni", Span(3, 4)), Status.DECIDED)


def test_what_only_an_agenda_holds_is_proposed() -> None:
    assert joined(AGENDA).status is Status.PROPOSED
    bare = told("innkalling", Kind.AGENDA)
    assert joined(bare).status is Status.UNKNOWN


def test_one_number_in_two_bodies_is_two_cases() -> None:
    cases = join([AGENDA, told("annet", Kind.MINUTES, "Utvalget", decision=Span(1, 2))])
    assert [case.body for case in cases] == ["Rådet", "Utvalget"]


def test_an_account_that_names_no_body_goes_where_its_title_and_date_fit() -> None:
    nameless = told("notat", Kind.CASE_PAPER, None, proposed=Span(5, 6))
    other = told("annet", Kind.MINUTES, "Utvalget", title="Salg av tomt", date="2020-01-01")
    cases = join([nameless, MINUTES, other])
    assert [(case.body, case.proposed is not None) for case in cases] == [
        ("Rådet", True),
        ("Utvalget", False),
    ]
    alone = join([nameless, replace(other, case=replace(other.case, title="X"))])
    assert [case.body for case in alone] == [None, "Utvalget"]


def test_bodies_meet_where_the_archive_says_that_they_are_one() -> None:
    long, short = "Nasjonalt utvalg for prioritering (NUP)", "NUP"
    accounts = [replace_body(AGENDA, long), replace_body(MINUTES, short)]
    (case,) = join(accounts)
    assert case.proposed is not None and case.decision is not None
    assert len(join([replace_body(AGENDA, "Nasjonalt utvalg for prioritering"), accounts[1]])) == 2


def replace_body(one: Told, body: str) -> Told:
    return replace(one, part=replace(one.part, body=body), meeting=replace(one.meeting, body=body))


@given(st.permutations([AGENDA, MINUTES, DRAFT, CASE_PAPER]))
def test_the_order_of_the_papers_does_not_matter(accounts: list[Told]) -> None:
    assert join(accounts) == join([AGENDA, MINUTES, DRAFT, CASE_PAPER])


@given(st.permutations([AGENDA, MINUTES, DRAFT, CASE_PAPER]))
def test_nothing_is_both_chosen_and_a_mention(accounts: list[Told]) -> None:
    case = joined(*accounts)
    assert case.decision not in case.mentions
    assert case.proposed not in case.mentions


def test_bodies_names_are_folded() -> None:
    assert body_key("Tingets plenum") == body_key("TINGETSPLENUM") == body_key("Tingets plen um")
    assert body_key("A\u030arsra\u030adet") == body_key("Årsrådet")
    assert body_key(None) == ""


def test_a_short_form_that_two_names_claim_stands_for_neither() -> None:
    names = ["Fagrådet for arkiv (FA)", "Felles arbeid (FA)", "Nytt utvalg (NU)"]
    assert find_aliases(names) == {"nu": "nyttutvalg"}


@pytest.mark.parametrize(
    ("body", "wanted", "fits"),
    [
        ("Bygdetingets plenum", "Bygdetinget", True),
        ("Nasjonalt arkivråd", "arkivrådet", True),
        ("Formannskapet", "formannskap", True),
        ("Kommunestyret", "Formannskapet", False),
        (None, "Formannskapet", False),
        ("Formannskapet", "", False),
    ],
)
def test_a_person_may_name_a_body_loosely(body: str | None, wanted: str, *, fits: bool) -> None:
    assert body_fits(body, wanted) is fits


def test_a_paper_explains_its_body_s_name() -> None:
    text = "Saken ble lagt fram for Nasjonalt utvalg for\nprioritering (NUP) i mai."
    assert explained(text, 0, len(text), "NUP") == ("Nasjonalt utvalg for prioritering (NUP)",)
    text = "Fagrådet for arkiv (FA) møttes."
    assert explained(text, 0, len(text), "Fagrådet for arkiv") == ("Fagrådet for arkiv (FA)",)
    assert explained(text, 0, len(text), "NUP") == ()


def test_names_in_capitals_are_written_as_the_text_writes_them() -> None:
    assert as_written("FAGUTVALGET FOR E-HELSE", "Fagutvalget møttes.") == "Fagutvalget for e-helse"
    assert as_written("KULTURRÅDET", "I Kulturrådet") == "Kulturrådet"
    assert as_written("NUA", "nua") == "NUA"


def case(body: str, sequence: int, title: str, date: str, archive: str | None = None) -> RegisterCase:
    (one,) = join(
        [
            told("a", Kind.MINUTES, body, sequence=sequence, title=title, date=date, archive_number=archive)
            if date[:4] == "2020"
            else told("a", Kind.MINUTES, body, sequence=sequence, year=int(date[:4]), title=title, date=date)
        ]
    )
    return one


def test_a_matter_is_followed_through_bodies_and_years_oldest_first() -> None:
    cases = [
        case("Rådet", 4, "Felles kart – pilot", "2021-03-01"),
        case("Utvalget", 2, "Felles kart – forprosjekt", "2020-02-01"),
        case("Rådet", 9, "Felles kart (utviding)", "2022-01-01"),
        case("Rådet", 1, "Godkjenning av innkalling", "2020-02-01"),
        case("Utvalget", 1, "Godkjenning av innkalling", "2020-02-01"),
    ]
    (matter,) = matters(cases)
    assert [(one.body, one.date) for one in matter] == [
        ("Utvalget", "2020-02-01"),
        ("Rådet", "2021-03-01"),
        ("Rådet", "2022-01-01"),
    ]


def test_cases_of_one_archive_case_are_one_matter() -> None:
    cases = [
        case("Rådet", 4, "Pilot på Nes", "2020-03-01", "2020/17-3"),
        case("Utvalget", 2, "Evaluering", "2020-06-01", "2020/17-9"),
    ]
    assert len(matters(cases)) == 1


def test_a_standing_item_is_no_matter() -> None:
    cases = [case("Rådet", n, "Status for prosjektene", f"2020-0{n}-01") for n in range(1, 6)]
    assert matters(cases) == ()


def test_the_difference_shows_what_was_added_and_removed() -> None:
    changes = difference("Planen legges ut til\nhøring.", "Planen legges ut til ettersyn.")
    assert [(c.change, c.text) for c in changes] == [
        (Change.SAME, "Planen legges ut til"),
        (Change.REMOVED, "høring."),
        (Change.ADDED, "ettersyn."),
    ]


WORDS = st.lists(st.sampled_from(["Rådet", "ber", "om", "saken", "1.", "ny"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_difference_holds_both_texts_whole(old: str, new: str) -> None:
    changes = difference(old, new)
    kept = " ".join(c.text for c in changes if c.change is not Change.ADDED)
    assert kept == old
    assert " ".join(c.text for c in changes if c.change is not Change.REMOVED) == new


def test_the_nearest_numbers_are_of_the_same_year_first() -> None:
    known = [CaseNumber(2020, n) for n in (1, 14, 17)] + [CaseNumber(2021, 15)]
    assert [n.text for n in nearest(CaseNumber(2020, 15), known)] == ["14/20", "17/20", "1/20"]
    assert nearest(CaseNumber(2020, 15), []) == ()
