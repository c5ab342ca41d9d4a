"""Whoever may see some collections is told the same, byte for byte, as if there were no others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import corpus
from corpus.texts import Texts
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from tests.conftest import write_papers
from ui.users import make_user, write_users
from ui.web.access.gate import Access, Gate
from ui.web.access.sessions import Sessions
from ui.web.access.visit import Role, Viewer, Visit, visiting
from ui.web.api import PATH, make_api
from ui.web.handlers import archive as documents
from ui.web.handlers import ask, cases, examples, meetings, portfolio, search
from ui.web.routes import add_routes
from ui.web.source import Source

PASSWORD = "et langt passord"
_WHEN = re.compile(r"2\d{3}-\d\d-\d\dT[\d:.+]+")  # of indexing, which differs by the second
SEEN = frozenset({"a åpent", "c åpent"})
SECRET = {
    # A case and a decision between the open ones, words of theirs made common and others made rare, longer passages,
    # rows of the same projects, words that are nearly those of the open papers, and people who stand there too.
    "b lukket/møte.txt": "Referat fra møte i Samhandlingsrådet\nMøte 9/2023\nDato 1. september 2023\n\n"
    "Til stede: Kari Legemiddel, Ola Budsjett\n\n"
    "Sak 88/23 Legemiddelkortet\n\n" + "Legemiddelkort, budsjett og brukermedvirkning i hver en setning. " * 60
    + "\n\nVedtak:\nSamhandlingsrådet vedtar legemiddelkortet i hemmelighet.\n",
    "b lukket/brev.txt": "Brev fra Fylkets legemiddelkontor (FLK)\n\nFylkets legemiddelkontor (FLK) svarer ikke.\n",
    "b lukket/annet.txt": "Notat om kvikksølvet\n\n" + "Legemiddelkart og budsjetet er skrevet feil her. " * 30,
    "b lukket/rapport.md": "# Porteføljerapport juni 2024\n\nPer 1. juni 2024\n\n"
    "| Nr | Prosjekt | Status | Risiko |\n|---|---|---|---|\n"
    "| 1 | Felles legemiddelkort | Rød | Rød |\n| 2 | Blåfjell | Grønn | Gul |\n",
}  # fmt: skip
QUESTIONS = (
    "legemiddelkort", "legemidelkort", "budsjett", "budsjetet", "brukermedvirkning i møtet", "kvikksølvet",
    "Hva ble vedtatt om felles legemiddelkort?", "Hva ble vedtatt i sak 4/23?", "Hva ble vedtatt i sak 88/23?",
    "Hva ble vedtatt i sak 87/23?", "Hvilke prosjekter hadde rød risiko?", "Hvilke saker var oppe i 2023?",
    "Hvem deltok på møtet 16. mars 2023?", "Hva gjelder Blåfjell?", "When was the medication list adopted?",
    "referat", "Samhandlingsrådet september 2023", "FLK", "Hva mener Fylkets legemiddelkontor?",
    "Hvor mange saker ble behandlet?", "mobildekning",
)  # fmt: skip


class Side:
    """One archive with its app, as one user sees it."""

    def __init__(self, folder: Path, papers: dict[str, str]) -> None:
        for number, path in enumerate(sorted((Path(corpus.__file__).parent / "sample").iterdir())):
            place = folder / "arkiv" / ("a åpent" if number % 2 else "c åpent")
            place.mkdir(parents=True, exist_ok=True)
            if path.suffix in (".txt", ".md"):
                shutil.copy2(path, place)
        write_papers(folder / "arkiv", papers)
        with Writer(folder / "indeks") as writer:
            synchronise(writer, [folder / "arkiv"], SyncOptions(jobs=1))
        write_users(folder / "brukere.json", [make_user("kari", "read", sorted(SEEN), PASSWORD)])
        self.source = Source(folder / "indeks", guarded=True)
        app = FastAPI()
        add_routes(app, self.source)
        app.mount(PATH, make_api(self.source))
        app.add_middleware(Gate, access=Access(Sessions(folder / "brukere.json")))
        self.client = TestClient(app, follow_redirects=False)

    def get(self, path: str, **query: str) -> str:
        answer = self.client.get(path, params=query, auth=("kari", PASSWORD))
        return f"{answer.status_code}\n" + _WHEN.sub("", answer.text)

    def made(self, make: Callable[[Source], object]) -> str:
        with visiting(Visit(Viewer("kari", Role.READ, SEEN))):
            return str(make(self.source))


Pair = tuple[Side, Side]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The archive without the secret papers, and with them."""
    folder = tmp_path_factory.mktemp("like")
    with ExitStack() as stack:
        made = [Side(folder / name, papers) for name, papers in (("uten", {}), ("med", SECRET))]
        for side in made:
            stack.enter_context(side.client)
            stack.callback(side.source.close)
        yield made[0], made[1]


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_scores_answers_and_suggestions_are_the_same(sides: Pair, question: str) -> None:
    for path, key in (("/api/v1/search", "query"), ("/api/v1/ask", "question")):
        without, beside = (side.get(path, **{key: question}) for side in sides)
        assert without.startswith("200") and without == beside, path
    without, beside = (side.get("/api/v1/search", query=question, limit="100", to="2023") for side in sides)
    assert without == beside


@pytest.mark.parametrize("number", ["4/23", "88/23", "87/23", "9/23", "1/99"])
def test_cases_and_the_nearest_numbers_are_the_same(sides: Pair, number: str) -> None:
    without, beside = (side.get("/api/v1/cases", number=number) for side in sides)
    assert without == beside


def test_rows_documents_and_downloads_are_the_same(sides: Pair) -> None:
    for path in (
        "/api/v1/rows",
        "/api/v1/documents",
        "/portefolje.csv",
        "/saksside?sak=Samhandlingsrådet/2023/88",
    ):
        without, beside = (side.get(path) for side in sides)
        assert without == beside, path


def test_lists_counts_choices_and_examples_are_the_same(sides: Pair, say: Texts) -> None:
    def shown(source: Source) -> list[object]:
        return [
            documents.documents(source, "", say),
            documents.documents(source, "", say, "newest"),
            ask.welcome(source, say),
            ask.conversation([ask.answered(source, "Hva ble vedtatt om legemiddelkort?", say)], say),
            examples.suggestions(source, say),
            *(search.results(source, search.Query(question), say) for question in QUESTIONS),
            cases.register(source, cases.CaseFilter(), say),
            cases.choices(source, say),
            meetings.meetings(source, meetings.MeetingFilter(), say),
            portfolio.portfolio(source, portfolio.RowFilter(), say),
            portfolio.choices(source, say),
            search.body_choices(source),
            search.document_choices(source),
        ]

    without, beside = (side.made(shown) for side in sides)
    assert without == beside


def test_the_secret_papers_do_change_what_everyone_else_is_told(sides: Pair) -> None:
    """What is compared above could differ: whoever may see everything is told something else."""
    found = []
    for side in sides:
        archive = Archive(side.source.folder)
        found.append([archive.lexical("stem", {"budsjett": 1.0}, 5), archive.store.counts()])
        archive.close()
    assert found[0] != found[1]
