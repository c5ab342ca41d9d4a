"""PDF files through PDFium."""

from __future__ import annotations

from corpus.errors import UnreadableError
from ingest.document import Media, Page
from ingest.read.types import Reading


def read_pdf(data: bytes, name: str) -> Reading:
    """The pages' texts in order, each ended by a form feed."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            f"«{name}» er skadet eller låst og kan ikke leses: hent filen på nytt."
        ) from error
    pages: list[Page] = []
    texts: list[str] = []
    start = 0
    for number, page in enumerate(pdf, 1):
        width, height = page.get_size()
        text = page_text(page.get_textpage().get_text_range())
        pages.append(Page(number, start, start + len(text), width, height, readable=bool(text.strip())))
        texts.append(text)
        start += len(text) + 1
    if not any(page.readable for page in pages):
        raise UnreadableError(
            f"«{name}» har ingen tekst (trolig skannet): kjør tekstgjenkjenning (OCR) på filen først."
        )
    return Reading(Media.PDF, "".join(f"{text}\f" for text in texts), tuple(pages))


def page_text(raw: str) -> str:
    """PDFium's text of a page in the form that the contract defines."""
    return raw.replace("\r\n", "\n").replace("\ufffe", "-").replace("\f", " ")
