"""Which reader a file wants: its content decides, and its ending only where content cannot."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from ingest.read.mail import read_eml
from ingest.read.members import read_zip
from ingest.read.opendocument import read_odt
from ingest.read.pdf import read_pdf
from ingest.read.slides import read_pptx
from ingest.read.text import read_markdown, read_text
from ingest.read.types import Reader
from ingest.read.web import read_html
from ingest.read.word import read_docx
from ingest.read.workbook import read_xlsx

_PDF_HEAD = 1024  # a PDF may begin with junk; the format's own readers look this far for its mark
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# What a package holds tells what it is; the first that fits.
_PACKAGES: tuple[tuple[str, Reader], ...] = (
    ("word/document.xml", read_docx),
    ("ppt/presentation.xml", read_pptx),
    ("xl/workbook.xml", read_xlsx),
)
_ODT = b"application/vnd.oasis.opendocument.text"
_WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html)", re.IGNORECASE
)
_MAIL_HEAD = re.compile(rb"\A(?:[!-9;-~]{1,76}:[^\r\n]*\r?\n)(?:[!-9;-~]{1,76}:|[ \t])")
_MARKDOWN = {".md", ".markdown"}
_WEB = {".html", ".htm", ".xhtml"}
_TEXT = frozenset([".txt", ".text", ".pdf", *_MARKDOWN])


def reader_for(data: bytes, name: str) -> Reader:
    """The reader that fits the content; the ending tells Markdown, web pages and messages from text."""
    if b"%PDF-" in data[:_PDF_HEAD] and not data.startswith(_ZIP):
        return read_pdf
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _package_reader(data)
    ending = PurePosixPath(name).suffix.lower()
    if ending in _WEB or (ending not in _TEXT and _WEB_PAGE.match(data)):
        return read_html
    if ending == ".eml" and _MAIL_HEAD.match(data):
        return read_eml
    return read_markdown if ending in _MARKDOWN else read_text


def _package_reader(data: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            held = set(package.namelist())
            for path, reader in _PACKAGES:
                if path in held:
                    return reader
            with package.open("mimetype") as file:
                if file.read(len(_ODT)) == _ODT:
                    return read_odt
    except Exception:  # none of these, or damaged: then the reader of packages says so
        return read_zip
    return read_zip
