"""Makes the sample archive: ``python -m corpus.make_sample``.

Reads ``corpus/sample_source`` and writes the documents of ``corpus/sample`` and the registers of
``corpus/gold`` (the gold questions are written by hand). Running it twice gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from corpus.make_sample_gold import write_gold
from corpus.make_sample_look import FONTS, font_files, missing_fonts
from corpus.make_sample_markup import SOURCES, Source, sources
from corpus.make_sample_pdf import render
from corpus.make_sample_scan import scan

ROOT = Path(__file__).parent


def document(source: Source) -> bytes:
    """The finished document of one source."""
    if source.settings["look"] == "text":
        text = source.body.strip("\n").replace("\n!page\n", "\f") + "\n"
        return text.encode(source.settings.get("encoding", "utf-8"))
    made = render(source)
    return scan(made, source) if source.settings.get("scanned") else made


def make(folder: Path) -> list[Path]:
    """Write every document into `folder`, which is made where it is missing; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources():
        path = folder / source.file
        path.write_bytes(document(source))
        written.append(path)
    return written


def made_with() -> dict[str, str]:
    """What the bytes of the PDFs hang on: the versions of the libraries and the fonts' digests."""
    versions = {name: version(name) for name in ("fonttools", "fpdf2", "numpy", "pillow", "pypdfium2")}
    fonts = {file: sha256((FONTS / file).read_bytes()).hexdigest()[:16] for file in font_files()}
    return versions | {"zlib": zlib.ZLIB_RUNTIME_VERSION} | fonts


def main() -> int:
    """Make documents and gold in their places; 1 where a font is missing."""
    if missing := missing_fonts():
        print(
            f"Missing fonts ({', '.join(missing)}): apt install fonts-liberation fonts-dejavu-core",
            file=sys.stderr,
        )
        return 1
    written = make(ROOT / "sample")
    for stale in set((ROOT / "sample").iterdir()) - set(written):
        stale.unlink()
    (SOURCES / "made_with.json").write_text(json.dumps(made_with(), indent=1) + "\n", encoding="utf-8")
    write_gold(ROOT / "sample", ROOT / "gold")
    print(f"{len(written)} documents, {sum(path.stat().st_size for path in written) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
