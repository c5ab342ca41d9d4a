"""Tesseract, where it is installed: pictures of text become words with their places.

The program itself is called, with TSV as its answer: a library over it (pytesseract) writes files and
starts the same program, and one linked to it (tesserocr) must be built against the machine's own version.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ingest.boxes import Box

DPI = 300
"""What Tesseract is made for; less loses small print, more only time."""

LANGUAGES = ("nor", "eng")
# Below this confidence (0 to 100) a "word" is a speck, a line or a stamp. Words of clear scans have 80 and more.
_SURE = 25.0
_SHOUTED = 20  # seconds that the program may take to say its version and languages
_WINDOWS = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")  # where its installer puts it, outside PATH


@dataclass(frozen=True, slots=True)
class Engine:
    """An installed Tesseract that knows Norwegian. languages: as its option ``-l`` takes them."""

    program: str
    languages: str
    version: str

    @property
    def name(self) -> str:
        """What is kept of how a page was read."""
        return f"{self.version} {self.languages}"


class Recognised(NamedTuple):
    """A word, in pixels of the picture; words of one line share `line`."""

    text: str
    box: Box
    line: tuple[int, ...]
    confidence: float


@lru_cache(maxsize=1)
def engine() -> Engine | None:
    """The Tesseract of this machine; None where there is none, or none with Norwegian."""
    program = shutil.which("tesseract") or (str(_WINDOWS) if _WINDOWS.is_file() else None)
    if program is None:
        return None
    try:
        version = _said(program, "--version").partition("\n")[0].strip()
        known = _said(program, "--list-langs").split()
    except (OSError, subprocess.SubprocessError):
        return None
    languages = [language for language in LANGUAGES if language in known]
    return Engine(program, "+".join(languages), version) if LANGUAGES[0] in languages else None


def install_command() -> str:
    """What a user types to have scanned pages read, on this system."""
    if sys.platform == "darwin":
        return "brew install tesseract tesseract-lang"
    if sys.platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR"
    if shutil.which("dnf"):
        return "sudo dnf install tesseract tesseract-langpack-nor"
    return "sudo apt install tesseract-ocr tesseract-ocr-nor"


def recognise(image: Any, tesseract: Engine, seconds: float) -> list[Recognised] | None:
    """The words of a grey `PIL.Image`, in order of reading; None where the program gives up or is too slow."""
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = [
        tesseract.program,
        "stdin",
        "stdout",
        "-l",
        tesseract.languages,
        "--dpi",
        str(DPI),
        "--psm",
        "3",
    ]
    try:
        done = subprocess.run(  # noqa: S603 - the program found above, with our own arguments
            [*command, "tsv"], input=picture.getvalue(), capture_output=True, timeout=seconds, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(tsv: str) -> Iterator[Recognised]:
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = " ".join((row["text"] or "").split())
        confidence = float(row["conf"] or -1)
        if not text or confidence < _SURE:
            continue
        left, top = float(row["left"]), float(row["top"])
        box = Box(left, top, left + float(row["width"]), top + float(row["height"]))
        line = tuple(int(row[key]) for key in ("block_num", "par_num", "line_num"))
        yield Recognised(text, box, line, confidence)


def _said(program: str, option: str) -> str:
    done = subprocess.run(  # noqa: S603 - the program found on the path, with our own option
        [program, option], capture_output=True, timeout=_SHOUTED, check=True
    )
    return (done.stdout or done.stderr).decode("utf-8", "replace")
