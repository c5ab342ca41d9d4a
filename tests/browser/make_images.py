"""The README's pictures of the app, from the sample archive: `python tests/browser/make_images.py [NAME...]`.

Writes docs/images/{ask,search,cases,portfolio,archive}.png, or those that are named, at the width of a
laptop's window, in bokmål and light.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"
WINDOW = {"width": 1280, "height": 800}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        saksok = [sys.executable, "-m", "ui.main"]
        subprocess.run([*saksok, "index", "corpus/sample", "--index", folder], cwd=ROOT, check=False)
        serving = subprocess.Popen(
            [*saksok, "serve", "--port", "0", "--index", folder], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            assert serving.stdout is not None
            shoot(serving.stdout.readline().split()[-1])
        finally:
            serving.terminate()
            serving.wait()


def shoot(address: str) -> None:
    """Take the pictures of the app at `address`."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def page(path: str) -> Any:
            opened = browser.new_context(locale="nb-NO", viewport=WINDOW, color_scheme="light").new_page()
            opened.goto(address + path)
            opened.wait_for_selector("body.ready")
            return opened

        ask = page("/?q=Hva ble vedtatt i sak 4/23 i Samhandlingsrådet?")
        ask.click(".answer .cite >> nth=0")
        ask.wait_for_function("document.querySelector('.sheet img')?.naturalWidth > 0")
        search = page("/?sok=kostnader")
        search.wait_for_selector(".hit")
        archive = page("/?fane=arkiv")
        archive.wait_for_selector(".documents")
        cases = page("/sak/Samhandlingsrådet/2023/4")
        cases.wait_for_selector(".case-page")
        portfolio = page("/?fane=portefolje")
        portfolio.wait_for_selector(".portfolio")
        portfolio.check("#visning-heat")
        shots = {"ask": ask, "search": search, "cases": cases, "portfolio": portfolio, "archive": archive}
        for name in sys.argv[1:] or shots:
            shown = shots[name]
            shown.wait_for_timeout(800)
            shown.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
