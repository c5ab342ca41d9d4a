from __future__ import annotations

import re

from corpus.texts import Texts
from search.cases.held import every_meeting
from ui.web.handlers.meetings import MeetingFilter, choices, meetings
from ui.web.source import Source


def test_papers_of_one_meeting_are_joined(sample: Source) -> None:
    held = next(
        m for m in every_meeting(sample.archive()) if (m.body, m.date) == ("Samhandlingsrådet", "2023-03-16")
    )
    kinds = [(str(paper.part.kind), paper.part.draft) for paper in held.papers]
    assert kinds[0] == ("agenda", False) and kinds[-2:] == [("minutes", True), ("minutes", False)]
    assert held.minuted and held.present and len(held.cases) == 8


def test_a_meeting_shows_who_came_its_papers_and_its_cases(sample: Source, say: Texts) -> None:
    html = str(meetings(sample, MeetingFilter(opened="Samhandlingsrådet/2023-03-16"), say))
    opened = html[html.index("<details open") :]
    one = opened[: opened.index("</details>")]
    assert say("meetings_tab.present") in one and "data-case=" in one and "UTKAST.pdf" in one
    assert html.count("<details") == len(every_meeting(sample.archive()))
    assert html.count("<details open") == 1


def test_meetings_are_narrowed_by_words_body_and_year(sample: Source, say: Texts) -> None:
    bodies, years = choices(sample, say)
    assert len(bodies) >= 2 and [y for y, _ in years] == sorted((y for y, _ in years), reverse=True)

    def dates(**wanted: str) -> list[str]:
        return re.findall(
            r'data-name="[^"]*/(\d{4}-\d\d-\d\d)"', str(meetings(sample, MeetingFilter(**wanted), say))
        )

    assert dates() == sorted(dates(), reverse=True)
    assert {date[:4] for date in dates(year="2022")} == {"2022"}
    assert 0 < len(dates(text="legemiddelkort")) < len(dates())
    assert say("meetings_tab.none") in meetings(sample, MeetingFilter(text="finnes ikke"), say)


def test_a_meeting_that_is_not_there_is_told_of(sample: Source, source: Source, say: Texts) -> None:
    assert say("meetings_tab.missing") in meetings(sample, MeetingFilter(opened="Rådet/1999-01-01"), say)
    html = str(meetings(source, MeetingFilter(opened="<b>/../x"), say))
    assert "<b>" not in html
