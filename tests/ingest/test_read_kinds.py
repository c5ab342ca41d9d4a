"""Word, OpenDocument, web pages, slides, workbooks, messages and ZIP files become text with places."""

from __future__ import annotations

import datetime
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from fpdf import FPDF

from corpus.errors import UnreadableError
from index.archive import Archive
from index.sync import SyncOptions, synchronise
from index.writer import Writer
from ingest.document import Document, Media
from ingest.isolate import Job, Readers
from ingest.pipeline import digest
from ingest.read import read
from search.ask import ask
from search.find import SearchOptions, search

TABLE = [
    ["Id", "Prosjektnavn", "Ansvarlig virksomhet", "Status", "Risiko"],
    ["101", "Pasientportalen", "Helse Fjord", "Grønn", "Gul"],
    ["102", "Felles journal i kommunen", "Fjordmark fylkeskommune", "Rød", "Rød"],
]
ROWS = [(101, "Pasientportalen", "grønn", "gul"), (102, "Felles journal i kommunen", "rød", "rød")]


def word() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Referat fra Digitaliseringsrådet"
    document.core_properties.created = datetime.datetime(2023, 3, 14)
    document.add_heading("Sak 7/23 Pasientportalen", 1)
    document.add_paragraph("Prosjektet er forsinket fordi leverandøren mangler folk.")
    table = document.add_table(rows=len(TABLE), cols=5)
    for cells, row in zip(TABLE, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    document.add_paragraph("Vedtak: Rådet tar saken til orientering.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(body: str | None = None, prologue: str = "") -> bytes:
    rows = "".join(
        "<t:table-row>"
        + "".join(f"<t:table-cell><x:p>{c}</x:p></t:table-cell>" for c in row)
        + "</t:table-row>"
        for row in TABLE
    )
    body = body or (
        '<x:h x:outline-level="1">Sak 7/23 Pasientportalen</x:h><x:p>Prosjektet er<x:s x:c="1"/>forsinket '
        f"<x:span>fordi</x:span> folk mangler.</x:p><t:table>{rows}</t:table><x:p>Vedtak: Tas til orientering.</x:p>"
    )
    content = (
        f'<?xml version="1.0"?>{prologue}<o:document-content '
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def web() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return (
        "<!DOCTYPE html><html><head><title>Saker i rådet</title><style>p{}</style><script>alert('x')</script></head>"
        f"<body><h1>Sak 7/23 Pasientportalen</h1><p>Prosjektet er <b>forsinket</b>.<br>Ny linje.</p>"
        f"<table>{rows}</table><p hidden>Skjult</p></body></html>"
    ).encode("cp1252")


def slides() -> bytes:
    show = pptx.Presentation()
    for title, text in (
        ("Status for porteføljen", "To prosjekter er røde"),
        ("Veien videre", "Ny plan i juni"),
    ):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    slide.notes_slide.notes_text_frame.text = "Husk å nevne leverandøren"
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Forside"
    book.active.append(["Rapport", datetime.date(2023, 3, 14), 1.65, 3.0])
    sheet = book.create_sheet("Portefølje")
    for row in TABLE:
        sheet.append(row)
    book.create_sheet("Skjult").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def paper(text: str) -> bytes:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for line in (text, "Side to"):
        pdf.add_page()
        pdf.multi_cell(0, 8, line)
    return bytes(pdf.output())


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Kari Nordmann <kari@example.no>", "post@example.no"
    message["Subject"], message["Date"] = "Innspill om kaiavgift på øya", "Tue, 14 Mar 2023 10:00:00 +0100"
    message.set_content("Vi mener at kaiavgiften må ned.\n")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def document(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path, name)


def texts_of(read_: Document) -> list[str]:
    return [read_.text[page.start : page.end].strip() for page in read_.pages]


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [("a.docx", word(), Media.DOCX), ("a.odt", odt(), Media.ODT), ("a.html", web(), Media.HTML),
     ("feil.txt", word(), Media.DOCX)],
)  # fmt: skip
def test_running_documents_have_text_without_pages_and_rows(
    tmp_path: Path, name: str, data: bytes, media: Media
) -> None:
    read_ = document(tmp_path, name, data)
    assert (read_.media, read_.pages) == (media, ())
    assert "Sak 7/23 Pasientportalen\n" in read_.text
    assert "Prosjektet er forsinket" in read_.text
    assert "101\tPasientportalen\tHelse Fjord\tGrønn\tGul\n" in read_.text
    rows = digest(tmp_path / name, name, "f").rows
    assert [(row.id, row.name, row.status, row.risk) for row in rows] == ROWS
    assert all(read_.text[row.start : row.end].startswith(str(row.id)) for row in rows)


def test_what_word_says_of_itself_is_kept(tmp_path: Path) -> None:
    read_ = document(tmp_path, "a.docx", word())
    assert (read_.title, read_.created) == ("Referat fra Digitaliseringsrådet", "2023-03-14")


def test_deleted_text_is_not_read_and_inserted_text_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(word())) as package:
        files = {name: package.read(name) for name in package.namelist()}
    body = files["word/document.xml"].decode()
    change = (
        '<w:p><w:del w:id="1"><w:r><w:delText>slettet</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>innsatt</w:t></w:r></w:ins><w:r><w:tab/><w:t>slutt</w:t></w:r></w:p>'
    )
    files["word/document.xml"] = body.replace("<w:body>", f"<w:body>{change}").encode()
    text = document(tmp_path, "a.docx", packed(files)).text
    assert text.startswith("innsatt\tslutt\n")
    assert "slettet" not in text


def test_a_web_page_gives_what_is_shown(tmp_path: Path) -> None:
    read_ = document(tmp_path, "a.html", web())
    assert read_.title == "Saker i rådet"
    assert "Prosjektet er forsinket.\nNy linje." in read_.text
    assert not any(word in read_.text for word in ("alert", "Skjult", "p{}", "<"))


def test_each_slide_is_a_page_with_its_notes(tmp_path: Path) -> None:
    read_ = document(tmp_path, "a.pptx", slides())
    assert texts_of(read_) == [
        "Status for porteføljen\nTo prosjekter er røde",
        "Veien videre\nNy plan i juni\n\nHusk å nevne leverandøren",
    ]
    assert read_.text.count("\f") == 2


def test_each_sheet_is_a_page_and_its_table_rows(tmp_path: Path) -> None:
    read_ = document(tmp_path, "a.xlsx", workbook())
    assert texts_of(read_)[0] == "Forside\n\nRapport\t14.03.2023\t1,65\t3"
    assert [page.label for page in read_.pages] == ["Forside", "Portefølje"]
    rows = digest(tmp_path / "a.xlsx", "a.xlsx", "f").rows
    assert [(row.id, row.name, row.status, row.risk) for row in rows] == ROWS
    assert {row.page for row in rows} == {2}


def test_a_message_is_read_with_its_head(tmp_path: Path) -> None:
    read_ = document(tmp_path, "a.eml", mail())
    assert read_.text.startswith("Fra: Kari Nordmann <kari@example.no>\nTil: post@example.no\n")
    assert (read_.title, read_.created, read_.pages) == ("Innspill om kaiavgift på øya", "2023-03-14", ())
    assert "Vi mener at kaiavgiften må ned." in read_.text


def test_attachments_are_pages_after_the_message(tmp_path: Path) -> None:
    data = mail(
        ("uttalelse.pdf", paper("Uttalelse fra havna")), ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    )
    read_ = document(tmp_path, "a.eml", data)
    assert [page.label for page in read_.pages] == [
        None,
        "uttalelse.pdf, 1",
        "uttalelse.pdf, 2",
        "gammel.doc",
    ]
    assert texts_of(read_)[1:] == ["Uttalelse fra havna", "Side to", ""]
    assert [page.readable for page in read_.pages] == [True, True, True, False]
    assert "gammel.doc (ikke lest: " in texts_of(read_)[0]


def test_a_zip_holds_its_documents_as_pages(tmp_path: Path) -> None:
    inner = packed({"notat.txt": b"Notat om ferger"})
    files = {"b/referat.docx": word(), "a.pdf": paper("Innkalling"), "indre.zip": inner, "bilde.jpg": b"\xff\xd8",
             "../ut.txt": b"ut", "__MACOSX/x.txt": b"x"}  # fmt: skip
    read_ = document(tmp_path, "a.zip", packed(files))
    assert [page.label for page in read_.pages] == [
        None, "../ut.txt", "a.pdf, 1", "a.pdf, 2", "b/referat.docx", "indre.zip, 1", "indre.zip, notat.txt",
    ]  # fmt: skip
    assert not read_.pages[1].readable
    assert "../ut.txt (ikke lest: stien fører ut av filen)" in texts_of(read_)[0]
    assert "Prosjektet er forsinket" in texts_of(read_)[4]
    assert texts_of(read_)[6] == "Notat om ferger"
    assert not list(tmp_path.parent.rglob("ut.txt")), "nothing is ever unpacked to disk"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def with_entities(data: bytes, path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    declaration, _, rest = (
        files[path].rpartition(b"?>") if files[path].startswith(b"<?xml") else (b"", b"", files[path])
    )
    files[path] = declaration + (b"?>" if declaration else b"") + ENTITIES.encode() + rest
    return packed(files)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.zip", packed({"stor.txt": bytes(60_000_000)}), "pakker seg ut til mye mer"),
        ("a.docx", packed({"word/document.xml": bytes(60_000_000)}), "pakker seg ut til mye mer"),
        ("a.zip", packed({f"{number}.txt": b"x" for number in range(5001)}), "flere enn 5000 filer"),
        ("a.zip", packed({"x.jpg": b"x"}), "ingen dokumenter"),
        ("a.zip", packed({}), "ingen dokumenter"),
        ("a.docx", with_entities(word(), "word/document.xml"), "ikke er trygg"),
        ("a.xlsx", with_entities(workbook(), "xl/workbook.xml"), "ikke er trygg"),
        ("a.pptx", with_entities(slides(), "ppt/presentation.xml"), "ikke er trygg"),
        ("a.odt", odt("<x:p>&b;&c;</x:p>", ENTITIES), "ikke er trygg"),
        ("a.docx", word()[:3000], "skadet"),
        ("a.docx", packed({"word/document.xml": b"<a/>"}), "skadet"),
        ("a.html", b"<html><body><!-- --></body></html>", "ingen tekst"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "eldre Office-dokument"),
        ("a.rtf", b"{\\rtf1 hei}", "RTF"),
    ],
)  # fmt: skip
def test_what_harms_or_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    with pytest.raises(UnreadableError, match=told) as caught:
        document(tmp_path, name, data)
    assert str(caught.value).startswith(f"«{name}» ")
    assert str(caught.value).endswith(".")


def test_a_zip_in_a_zip_in_a_zip_comes_to_an_end(tmp_path: Path) -> None:
    data = packed({"dypest.txt": b"Dypest"})
    for number in range(6):
        data = packed({f"{number}.zip": data, f"{number}.txt": b"Notat"})
    read_ = document(tmp_path, "a.zip", data)
    assert "filer i filer i filer" in read_.text
    assert "Dypest" not in read_.text


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("make", [word, odt, slides, workbook, web, mail])
def test_damaged_files_are_read_or_refused(tmp_path: Path, make: object, cut: float) -> None:
    data = make()  # type: ignore[operator]
    at = int(cut * len(data))
    for broken in (data[:at], data[:at] + bytes(40) + data[at:]):
        try:
            document(tmp_path, "fil.eml", broken)
        except UnreadableError as error:
            assert str(error).startswith("«fil.eml» ")


def test_all_kinds_are_indexed_and_cited_where_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, data in {"møte.docx": word(), "lysark.pptx": slides(), "tabell.xlsx": workbook(),
                       "post.eml": mail(("uttalelse.pdf", paper("Havneråd om ferjeleie")))}.items():  # fmt: skip
        (folder / name).write_bytes(data)
    with Writer(tmp_path / "index") as writer:
        assert synchronise(writer, [folder], SyncOptions()).added == 4
    archive = Archive(tmp_path / "index")
    answer = ask(archive, "Hvorfor er prosjektet forsinket?")
    assert (answer.citations[0].document, answer.citations[0].page) == ("møte.docx", None)
    found = {query: search(archive, query, SearchOptions(limit=1))[0] for query in ("ny plan", "ferjeleie")}
    assert [(hit.document, hit.page) for hit in found.values()] == [("lysark.pptx", 2), ("post.eml", 2)]
    for hit in found.values():
        assert archive.store.text(hit.document, hit.start, hit.end) == hit.text
    archive.close()


def test_readers_answer_the_same_from_their_own_process(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.docx": word(), "b.xlsx": workbook()}))
    with Readers() as readers:
        found = readers.read(Job(tmp_path / "a.zip", "a.zip", "f"))
    assert found.digest == digest(tmp_path / "a.zip", "a.zip", "f")
