"""Many damaged files beside a few good ones: `python -m tests.bench.damaged [DAMAGED GOOD]`.

Prints one JSON line: how many were indexed and named, the seconds, and the peak memory of the
program itself (the processes that read are not counted; each has a limit of its own).
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
from fpdf import FPDF


def good_pdf(number: int) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for page in range(1 + number % 3):
        pdf.add_page()
        pdf.multi_cell(
            0,
            8,
            f"Referat fra møte {number}/2023\nSak {page + 1}/23 Tema {number}\nVedtak: Tas til orientering.",
        )
    return bytes(pdf.output())


def _locked(data: bytes, _random: random.Random) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("hemmelig", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _swollen(_data: bytes, _random: random.Random) -> bytes:
    """A stream that unpacks to a thousand times its size where the pages should be."""
    body = zlib.compress(bytes(20_000_000), 9)
    return (
        b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 9 0 R >>\nendobj\n2 0 obj\n<< /Type /ObjStm /N 100000 "
        b"/First 10 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(body), body)
    )


DAMAGES: list[tuple[str, Callable[[bytes, random.Random], bytes]]] = [
    ("pdf", lambda data, _: data[:150]),  # cut off
    ("pdf", lambda data, random: b"%PDF-1.7\n" + random.randbytes(len(data))),
    ("pdf", lambda data, _: b"%PDF-1.4\n" + bytes(len(data))),
    ("pdf", lambda data, random: random.randbytes(len(data))),
    ("pdf", lambda data, _: data.replace(b"/Pages", b"/Pa\0es").replace(b"/Page", b"/Pxge")),
    ("pdf", _locked),
    ("pdf", _swollen),
    ("pdf", lambda _, __: b""),
    ("pdf", lambda _, __: b"<!DOCTYPE html><title>404</title>"),
    ("txt", lambda _, random: random.randbytes(3000)),
    ("txt", lambda _, random: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(900)),
    ("md", lambda _, __: b" \n\t\n" * 40),
]


def make(folder: Path, damaged: int, good: int) -> None:
    """`damaged` files that no one can read, and `good` ones, half PDF and half text."""
    chance = random.Random(7)
    for number in range(damaged):
        ending, damage = DAMAGES[number % len(DAMAGES)]
        (folder / f"skadet {number:04}.{ending}").write_bytes(damage(good_pdf(number), chance))
    for number in range(good):
        text = f"Referat fra møte {number}/2023\n\nSak 1/23 Tema\n\nVedtak: Rådet tar sak {number} til orientering.\n"
        pdf = number % 2 == 0
        (folder / f"hel {number:02}.{'pdf' if pdf else 'txt'}").write_bytes(
            good_pdf(number) if pdf else text.encode()
        )


def main() -> None:
    import psutil

    from index.sync import SyncOptions, synchronise
    from index.writer import Writer

    damaged, good = (int(word) for word in (sys.argv[1:] or ("1000", "50")))
    with tempfile.TemporaryDirectory() as place:
        papers = Path(place, "papers")
        papers.mkdir()
        make(papers, damaged, good)
        began = time.perf_counter()
        with Writer(Path(place, "index")) as writer:
            report = synchronise(writer, [papers], SyncOptions())
    memory = psutil.Process().memory_info()
    peak = getattr(memory, "peak_wset", None)
    if peak is None:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    named = {failure.document for failure in report.failed}
    print(
        json.dumps({
            "indexed": report.added,
            "named": len(named),
            "whole_named": sum(name.startswith("hel") for name in named),
            "seconds": round(time.perf_counter() - began, 1),
            "peak_mb": round(peak / 1e6),
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
