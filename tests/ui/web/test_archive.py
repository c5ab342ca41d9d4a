from __future__ import annotations

import re
from pathlib import Path

from corpus.texts import Texts
from ui.web.handlers.archive import documents
from ui.web.source import Source


def test_each_document_is_listed_with_its_state(source: Source, say: Texts) -> None:
    html = str(documents(source, "", say))
    for name in ("kaiavgift.txt", "referat.pdf", "skannet.pdf", "vedlikehold.txt"):
        assert f'href="/?dok={name}"' in html
    assert html.count('class="state ok"') == 3
    assert html.count('class="state unreadable"') == 1
    assert "Har bare blanke sider" in html, "the reason, without the name that stands beside it"


def test_the_list_is_narrowed_by_words_of_name_and_title(source: Source, say: Texts) -> None:
    html = str(documents(source, "REFERAT pdf", say))
    assert "referat.pdf" in html and "vedlikehold.txt" not in html
    assert say("ui.archive_none") in documents(source, "finnes ikke", say)


def test_titles_are_escaped(source: Source, say: Texts) -> None:
    html = str(documents(source, "", say))
    assert "<script" not in html and "<b>" not in html and "<img" not in html


def test_a_missing_index_is_told_of(tmp_path: Path, say: Texts) -> None:
    assert say("ui.archive_empty") in documents(Source(tmp_path), "", say)


def test_the_list_is_ordered_as_asked(source: Source, say: Texts) -> None:
    def names(order: str) -> list[str]:
        return re.findall(r'href="/\?dok=([^"]+)"', str(documents(source, "", say, order)))

    assert names("name") == sorted(names("name"))
    assert names("unread")[0] == "skannet.pdf"
    newest = names("newest")
    assert newest.index("referat.pdf") < newest.index("kaiavgift.txt")
    assert names("oldest").index("referat.pdf") > names("oldest").index("kaiavgift.txt")
    assert names("sideways") == names("name")


def test_cases_and_rows_of_each_document_are_counted(sample: Source, say: Texts) -> None:
    html = str(documents(sample, "Porteføljerapport april", say))
    assert re.search(r'c-rows" data-label="Rader">[1-9]', html)
    html = str(documents(sample, "2023-03-16 Referat Samhandlingsrådet.pdf", say))
    assert re.search(r'c-cases" data-label="Saker">8<', html)
