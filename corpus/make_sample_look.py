"""How the papers of the sample archive look: fonts, sizes, colours, paper.

The fonts are those of Debian's ``fonts-liberation`` and ``fonts-dejavu-core``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FONTS = Path("/usr/share/fonts/truetype")

Colour = tuple[int, int, int]
GREY: Colour = (110, 110, 110)
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Look:
    """How one body's papers look: font files, sizes in points, colour of headings, page.

    page: width and height in millimetres; margin: on all sides, in millimetres.
    """

    regular: str
    bold: str
    size: float
    accent: Colour
    page: tuple[float, float] = (210.0, 297.0)
    margin: float = 24.0
    headings: tuple[float, float, float] = (18.0, 13.0, 11.0)


LOOKS = {
    "council": Look(
        "liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf", 10.5, (0, 84, 107)
    ),
    "committee": Look(
        "liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf", 11.5, (92, 30, 52)
    ),
    "report": Look(
        "dejavu/DejaVuSansCondensed.ttf",
        "dejavu/DejaVuSansCondensed-Bold.ttf",
        9.5,
        (22, 62, 112),
        margin=22.0,
    ),
    "slides": Look(
        "dejavu/DejaVuSans.ttf",
        "dejavu/DejaVuSans-Bold.ttf",
        18.0,
        (0, 84, 107),
        page=(338.7, 190.5),
        margin=20.0,
        headings=(26.0, 18.0, 16.0),
    ),
}


def font_files() -> list[str]:
    """The font files that the papers need, relative to `FONTS`."""
    return sorted({file for look in LOOKS.values() for file in (look.regular, look.bold)})


def missing_fonts() -> list[str]:
    """Those that are not on this machine (Debian: fonts-liberation, fonts-dejavu-core)."""
    return [file for file in font_files() if not (FONTS / file).exists()]
