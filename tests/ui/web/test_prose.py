from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from search.types import Citation
from ui.web.handlers.prose import prose


def cited(n: int, quote: str) -> Citation:
    return Citation(n, "a.pdf", "A", 1, 0, len(quote), quote)


def shown(text: str, *citations: Citation) -> str:
    return str(prose(text, citations, lambda citation: Markup("<a>{}</a>").format(citation.n)))


def test_a_quote_is_set_apart_and_its_mark_is_a_link() -> None:
    assert shown("Kaien er stengt. [1]", cited(1, "Kaien er\nstengt.")) == "<q>Kaien er stengt.</q><a>1</a>"


def test_a_list_stands_by_itself_with_its_mark_and_without_quotation_marks() -> None:
    quote = "1. Kaien bygges\nut mot øst.\n2. Den males <rød>."
    text = (
        "Vedtaket: «1. Kaien bygges ut mot øst. 2. Den males <rød>.» [1] [2] Forslaget var: «Utsettes.» [2]"
    )
    assert shown(text, cited(1, quote), cited(2, "Utsettes.")) == (
        "Vedtaket:<blockquote><span>1. Kaien bygges ut mot øst.</span><span>2. Den males &lt;rød&gt;."
        "<a>1</a><a>2</a></span></blockquote>Forslaget var: «<q>Utsettes.</q>»<a>2</a>"
    )


def test_points_are_a_list_also_on_one_line_cut_short_or_over_a_pages_header() -> None:
    points = ("1. Kaien bygges ut mot øst.", "2. Den males rød innen 1. mai.", "3. Broen rives.")
    spans = "".join(f"<span>{point}</span>" for point in points[:-1])
    whole = f"<blockquote>{spans}<span>{points[-1]}<a>1</a></span></blockquote>"
    text = f"«{' '.join(points)}» [1]"
    assert shown(text, cited(1, " ".join(points))) == whole, "on one line"
    assert shown(text, cited(1, "\n".join((points[0], "Side 2 av 3", *points[1:])))) == whole, (
        "a page's header"
    )
    cut = shown(f"«{points[0]} {points[1]} …» [1]", cited(1, "\n".join(points)))
    assert cut == f"<blockquote><span>{points[0]}</span><span>{points[1]} …<a>1</a></span></blockquote>"


def test_bullets_of_a_quote_that_was_cut_are_a_list() -> None:
    html = shown(
        "«Kaien bygges • Broen rives • Alt …» [1]", cited(1, "• Kaien bygges\n• Broen rives\n• Alt mulig")
    )
    spans = "<span>Kaien bygges</span><span>• Broen rives</span><span>• Alt …<a>1</a></span>"
    assert html == f"<blockquote>{spans}</blockquote>"


def test_a_date_or_one_number_makes_no_list() -> None:
    text = "Fristen er 1. mai, 2. juni er for sent."
    assert shown(f"{text} [1]", cited(1, text)) == f"<q>{text}</q><a>1</a>"


def test_brackets_in_the_documents_own_words_are_no_links() -> None:
    text = "Se note [1] i planen. [1]"
    assert shown(text, cited(1, "Se note [1] i planen.")) == "<q>Se note [1] i planen.</q><a>1</a>"


def test_a_mark_of_no_citation_stays_as_it_is() -> None:
    assert shown("Ja [7].", cited(1, "nei")) == "Ja [7]."


def test_a_quote_that_was_cut_or_repeated_is_still_a_quote() -> None:
    html = shown("Først «Kaien er …» [1], så «Kaien er ny.» [1] og «Broen».", cited(1, "Kaien er\nny."))
    assert html == "Først «<q>Kaien er …</q>»<a>1</a>, så «<q>Kaien er ny.</q>»<a>1</a> og «Broen»."


words = st.text(st.sampled_from("ab <>&[]12.»«\n"), max_size=40)


@given(words, words, words)
def test_no_word_is_lost_and_nothing_is_markup(text: str, quote: str, after: str) -> None:
    html = shown(f"{text}«{' '.join(quote.split())}» [1]{after}", cited(1, quote))
    plain = Markup(html).striptags()
    kept = [c for c in f"{text}{quote}{after}" if c.isalnum()]
    assert sorted(c for c in plain if c.isalnum()) == sorted([*kept, "1"])


def test_an_item_after_a_list_within_the_one_before_it_begins_a_line_of_its_own() -> None:
    points = "1. Kaien bygges. 2. Den males."
    text = f"To vedtak:\n– Sak 1/22: «{points}» [1]\n– Sak 2/22: «Utsettes.» [2]"
    html = shown(text, cited(1, points), cited(2, "Utsettes."))
    assert '</blockquote></span><span class="item">– Sak 2/22: «<q>Utsettes.</q>»' in html
