"""PDFs made to hang, swell or act: what can be read is read, nothing is run, the rest is named."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from ingest.isolate import Job, Outcome, Readers
from ingest.read.watch import Limits

TEXT = "BT /F1 12 Tf 50 700 Td (Vedtak: Rådet tar saken til orientering.) Tj ET".encode("cp1252")


def raw_pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects, with the catalogue as the first of them."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries, body)


def one_page(content: bytes = TEXT, resources: bytes = b"", **more: bytes) -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> %s >> >>" % resources,
        4: stream(content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        **{int(key[1:]): value for key, value in more.items()},
    }


def outcome(folder: Path, data: bytes, limits: Limits | None = None) -> Outcome:
    path = folder / "felle.pdf"
    path.write_bytes(data)
    with Readers(limits=limits) as readers:
        return readers.read(Job(path, path.name, "f" * 32))


def text_of(found: Outcome) -> str:
    assert found.digest is not None, found.reason
    return found.digest.document.text


@pytest.mark.parametrize(
    "objects",
    [
        one_page() | {2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"},
        one_page(TEXT + b" /X Do", b"/XObject << /X 6 0 R >>", _6=stream(
            b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")),
        one_page() | {1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
                      6: b"<< /First 7 0 R /Last 7 0 R >>",
                      7: b"<< /Title (Evig) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>"},
    ],
    ids=["a page tree that holds itself", "a form that draws itself", "an outline that goes in a ring"],
)  # fmt: skip
def test_objects_that_hold_themselves_do_no_harm(tmp_path: Path, objects: dict[int, bytes]) -> None:
    assert "Rådet tar saken" in text_of(outcome(tmp_path, raw_pdf(objects)))


def test_a_huge_image_is_not_unpacked_to_read_the_text(tmp_path: Path) -> None:
    image = stream(
        zlib.compress(bytes(50_000_000), 9),
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode",
    )
    data = raw_pdf(one_page(TEXT + b" /I Do", b"/XObject << /I 6 0 R >>", _6=image))
    assert "Rådet tar saken" in text_of(outcome(tmp_path, data, Limits(memory=400 << 20)))


def test_thousands_of_pages_are_read_and_too_many_refused(tmp_path: Path) -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 2010))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    objects = one_page() | {2: b"<< /Type /Pages " + fonts + b" /Kids [%s] /Count 2000 >>" % kids}
    data = raw_pdf(objects | dict.fromkeys(range(10, 2010), page))
    found = outcome(tmp_path, data)
    assert text_of(found).count("\f") == 2000
    assert "flere enn 1999 sider" in (outcome(tmp_path, data, Limits(pages=1999)).reason or "")


def test_fonts_without_end_do_no_harm(tmp_path: Path) -> None:
    fonts = {number: b"<< /Type /Font /Subtype /TrueType /BaseFont /F%d /FontDescriptor %d 0 R >>"
             % (number, number + 5000) for number in range(10, 1010)}  # fmt: skip
    descriptors = {
        number + 5000: b"<< /Type /FontDescriptor /FontName /F /FontFile2 9000 0 R >>" for number in fonts
    }
    content = b"".join(b"BT /G%d 9 Tf 9 9 Td (x) Tj ET\n" % number for number in fonts) + TEXT
    names = b" ".join(b"/G%d %d 0 R" % (number, number) for number in fonts)
    objects = one_page(content) | fonts | descriptors | {9000: stream(b"\0\1\0\0" + b"\xff" * 100_000)}
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R " + names)
    assert "Rådet tar saken" in text_of(outcome(tmp_path, raw_pdf(objects)))


def test_a_page_with_text_without_end_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    content = b"BT /F1 1 Tf 1 1 Td " + b"(%s) Tj " % (b"x" * 1000) * 30 + b"ET"
    objects = one_page() | {
        2: b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>",
        6: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        7: stream(content),
    }
    found = outcome(tmp_path, raw_pdf(objects), Limits(page_characters=20_000))
    assert "Rådet tar saken" in text_of(found)
    assert found.digest is not None
    assert found.digest.document.pages[1].readable
    assert "x" * 1000 not in text_of(found)  # what Tesseract makes of the first page may be there


def test_scripts_and_launch_actions_are_left_alone(tmp_path: Path) -> None:
    mark = tmp_path / "run"
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw_pdf(one_page())))
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(
                f"app.launchURL('file://{mark}'); this.exportAsText('{mark}');"
            ),
        }
    )
    launch = DictionaryObject({
        NameObject("/S"): NameObject("/Launch"),
        NameObject("/F"): TextStringObject("/bin/touch"),
        NameObject("/Unix"): ArrayObject([TextStringObject(f"touch {mark}")]),
    })  # fmt: skip
    writer._root_object[NameObject("/OpenAction")] = launch
    actions = {NameObject("/O"): launch, NameObject("/C"): script}
    writer.pages[0][NameObject("/AA")] = DictionaryObject(actions)
    writer.add_attachment("vedlegg.sh", f"touch {mark}".encode())
    out = io.BytesIO()
    writer.write(out)
    found = text_of(outcome(tmp_path, out.getvalue()))
    assert found.strip() == "Vedtak: Rådet tar saken til orientering."
    assert not mark.exists()
