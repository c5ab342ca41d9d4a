import pytest

from search.facts import holds
from search.find import LONGEST_QUESTION, read_question
from search.understand import Wanted, understand


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Hva ble vedtatt om legemidler?", "nb"),
        ("Kva vart vedteke om legemiddel?", "nn"),
        ("Kvifor er prosjektet forseinka?", "nn"),
        ("What was decided about medicines?", "en"),
        ("Which projects had red risk?", "en"),
        ("rød risiko", "nb"),
        ("KOMPASS", "nb"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert understand(question).language == language


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hvem ledet møtet?", Wanted.PERSON),
        ("Kven leia møtet?", Wanted.PERSON),
        ("Who chaired the meeting?", Wanted.PERSON),
        ("Når er neste møte?", Wanted.DATE),
        ("When is the next meeting?", Wanted.DATE),
        ("Hvor mange prosjekter er med?", Wanted.NUMBER),
        ("How many projects are there?", Wanted.NUMBER),
        ("Hvor mye koster det?", Wanted.AMOUNT),
        ("Kor mykje kostar det?", Wanted.AMOUNT),
        ("Hva kostet innføringen?", Wanted.AMOUNT),
        ("Hvor stort beløp er satt av?", Wanted.AMOUNT),
        ("Hvorfor ble saken utsatt?", Wanted.REASON),
        ("Hvor ligger arkivet?", Wanted.PLACE),
        ("Hva handler notatet om?", Wanted.TEXT),
    ],
)
def test_what_is_wanted(question: str, wanted: Wanted) -> None:
    assert understand(question).wanted is wanted


def test_dates_and_what_is_counted_are_found() -> None:
    question = understand("Hvor mange forslag var mottatt per 29. april 2020?")
    assert question.dates == ("2020-04-29",)
    assert question.focus and question.text[slice(*question.focus)] == "forslag"


@pytest.mark.parametrize(
    ("wanted", "text", "held"),
    [
        (Wanted.DATE, "Møtet er 13. mai 2026.", 1.0),
        (Wanted.DATE, "Møtet er snart.", 0.0),
        (Wanted.NUMBER, "Det er fjorten leger.", 1.0),
        (Wanted.NUMBER, "Se sak 15/20.", 0.0),
        (Wanted.AMOUNT, "Det koster 4 millioner kroner.", 1.0),
        (Wanted.PERSON, "Saken ble lagt frem av Kari Lie.", 1.0),
        (Wanted.PERSON, "saken ble lagt frem.", 0.0),
        (Wanted.REASON, "Det skyldes mangel på folk.", 1.0),
        (Wanted.REASON, "Det er sent.", 0.0),
    ],
)
def test_whether_a_sentence_holds_such_a_fact(wanted: Wanted, text: str, held: float) -> None:
    assert holds(wanted, text, "") == held


def test_what_the_question_names_itself_answers_nothing() -> None:
    assert holds(Wanted.PERSON, "Kari Lie var der.", "Hvem kom sammen med Kari Lie?") == 0.0
    assert holds(Wanted.NUMBER, "I 2020 var det mange.", "Hvor mange var det i 2020?") == 0.0


def test_a_question_is_read_as_one_line_of_bounded_length() -> None:
    assert read_question(" hva\x00 \n\t er  det? ") == "hva er det?"
    assert len(read_question("x" * 1_000_000)) == LONGEST_QUESTION
