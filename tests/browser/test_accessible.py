"""Every tab as those meet it who see little, or use no mouse: axe finds nothing above minor in light or dark."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.sync import SyncOptions, synchronise
from index.writer import Writer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

TABS = {
    "/?q=Hva ble vedtatt i sak 4/23?": ".reply",
    "/?sok=legemiddelkort": ".hit",
    "/?fane=saker": ".register",
    "/sak/Samhandlingsrådet/2023/4": ".case-page",
    "/mote/Samhandlingsrådet/2023-03-16": "#moter details[open]",
    "/?fane=portefolje": ".portfolio",
    "/?fane=arkiv": ".documents",
    "/?dok=2023-03-16 Referat Samhandlingsrådet.pdf&side=2": ".viewer .sheet",
}


@pytest.fixture(scope="module")
def app(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the app over two meetings' papers and a report of the sample archive."""
    import corpus

    folder, index = tmp_path_factory.mktemp("utvalg"), tmp_path_factory.mktemp("tilgang") / "indeks"
    for path in (Path(corpus.__file__).parent / "sample").iterdir():
        if path.name.startswith(("2023-03-16 ", "Porteføljerapport april")):
            shutil.copy(path, folder)
    with Writer(index) as writer:
        synchronise(writer, [folder], SyncOptions(jobs=1))
    with serving(index) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_matters(open_page: Open, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page("/?fane=arkiv", color_scheme=scheme, viewport={"width": 1280, "height": 800})
    address = page.url.split("/?")[0]
    found = []
    for path, shown in TABS.items():
        page.goto(address + path)
        page.wait_for_selector(f"{shown} >> visible=true")
        for violation in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]:
            if violation["impact"] in ("moderate", "serious", "critical"):
                found.append((path, violation["id"], [node["html"][:120] for node in violation["nodes"][:3]]))
    assert found == []
