"""Text and Markdown files are read in whatever encoding they come."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.scan import fingerprint
from ingest.document import Media
from ingest.read import read, reader_for
from ingest.read.pdf import read_pdf
from ingest.read.text import decode, pages_of, read_markdown, read_text

NORWEGIAN = (
    "Møtet på Ås varte i tre timer. Æresmedlem Øystein Åsgård takket for «laget» – og gikk.\r\nSlutt.\n"
)

words = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzæøåÆØÅéèô ,.–-\n0123456789"), min_size=1, max_size=400
)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    assert decode(text.encode(), "a.txt") == text


@given(words)
def test_the_mark_of_utf8_stays_as_python_keeps_it(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == "\ufeff" + text


@given(words, st.sampled_from(["utf-16", "utf-32"]))
def test_wide_encodings_with_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode(NORWEGIAN.encode(encoding), "a.txt") == NORWEGIAN


@given(words)
def test_windows_1252_comes_back_unchanged(text: str) -> None:
    data = text.encode("cp1252")
    try:
        data.decode()
    except UnicodeDecodeError:
        assert decode(data, "a.txt") == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp865", "mac_roman"])
def test_the_one_byte_encodings_of_norwegian_archives(encoding: str) -> None:
    text = "Møtet på Ås varte i tre timer. Æresmedlem Øystein Åsgård takket for laget.\r\nBlåbærsyltetøy.\n"
    assert decode(text.encode(encoding), "a.txt") == text


def test_bytes_without_a_meaning_in_windows_1252_do_no_harm() -> None:
    assert decode(b"bl\xe5b\xe6r \x81 og br\xf8d", "a.txt") == "blåbær \x81 og brød"


def test_a_few_broken_bytes_do_not_make_utf8_another_encoding() -> None:
    data = NORWEGIAN.encode() * 5
    assert decode(data[:20] + b"\xff" + data[20:], "a.txt").replace("\ufffd", "") == NORWEGIAN * 5
    cut = (NORWEGIAN * 5 + "å").encode()[:-1]
    assert decode(cut, "a.txt") == NORWEGIAN * 5 + "\ufffd"


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    text = "Første linje\r\nAndre\rTredje\n\n  Innrykk\t🙂 שלום \x07 slutt"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    document = read(path, "mappe/a.txt")
    with path.open(encoding="utf-8", newline="") as file:
        assert document.text == file.read() == text
    assert (document.name, document.media, document.pages) == ("mappe/a.txt", Media.TEXT, ())
    assert document.fingerprint == fingerprint(path)
    assert read(path, "a.txt", "kjent").fingerprint == "kjent"


def test_markdown_is_read_as_it_stands() -> None:
    reading = read_markdown(b"# Notat\n\n- **punkt**\n", "a.md")
    assert (reading.media, reading.text) == (Media.MARKDOWN, "# Notat\n\n- **punkt**\n")


def test_form_feeds_make_pages() -> None:
    reading = read_text("én\n\fto\n\f\ffire".encode(), "a.txt")
    assert [(p.number, reading.text[p.start : p.end]) for p in reading.pages] == [
        (1, "én\n"),
        (2, "to\n"),
        (3, ""),
        (4, "fire"),
    ]


@given(st.text(st.sampled_from("ab\n\f"), max_size=60))
def test_pages_lie_between_the_form_feeds(text: str) -> None:
    pages = pages_of(text)
    if "\f" not in text:
        assert pages == ()
        return
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    joined = "\f".join(text[page.start : page.end] for page in pages)
    assert joined == text.removesuffix("\f")
    assert all("\f" not in text[page.start : page.end] for page in pages)


def test_the_content_tells_what_a_file_is() -> None:
    assert reader_for(b"\n%PDF-1.7 ...", "feil.txt") is read_pdf
    assert reader_for(b"# Notat", "NOTAT.MD") is read_markdown
    assert reader_for("møte".encode(), "uten ending") is read_text
    assert reader_for(b"ren tekst", "feil.pdf") is read_text


def test_text_named_as_a_pdf_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("Dette er ren tekst.", encoding="utf-8")
    assert read(path, "a.pdf").media is Media.TEXT


def office() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>hei</w:t>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "er tom"),
        (b" \r\n\t\n\f", "a.txt", "har bare blanke tegn"),
        (b"\xef\xbb\xbf\n", "a.txt", "har bare blanke tegn"),
        (bytes(range(256)) * 20, "a.txt", "er en binær fil"),
        (b"\x00\x01\x02\x03" * 50, "a.md", "er en binær fil"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(300), "a.txt", "er en binær fil"),
        (office(), "a.pdf", "er skadet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.txt", "er et eldre Office-dokument"),
        (rb"{\rtf1\ansi Hei}", "a.txt", "er et RTF-dokument"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt", "er et bilde"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a.pdf", "er en nettside"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(
    tmp_path: Path, data: bytes, name: str, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read(path, name)
    sentence = str(caught.value)
    assert sentence.startswith(f"«{name}» {says}")
    assert sentence.endswith(".")
    assert ": " in sentence
    assert "\n" not in sentence


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^«borte\.txt» kan ikke åpnes: "):
        read(tmp_path / "borte.txt", "borte.txt")
    with pytest.raises(UnreadableError, match="kan ikke åpnes"):
        read(tmp_path, "mappe")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = reader_for(data, "a.txt")(data, "a.txt")
    except UnreadableError as error:
        assert str(error).startswith("«a.txt» ")
    else:
        assert reading.text
