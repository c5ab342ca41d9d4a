"""Text and Markdown files, in the encodings that Norwegian archives hold."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableError
from ingest.document import Media, Page
from ingest.read.types import Reading
from ingest.read.watch import Watch

_SAMPLE = 1 << 16  # bytes from the file's beginning that tell text from binary
# Above this share of control characters a file is no text. Compressed data has 0.1, text with stray
# control characters far below 0.01.
_CONTROL_SHARE = 0.02
_WHOLE_SHARE = 0.1  # … where all of it is UTF-8 without a zero, which compressed data never is for long
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "et eldre Office-dokument"),
    (b"{\\rtf", "et RTF-dokument"),
    (b"\x89PNG", "et bilde"),
    (b"\xff\xd8\xff", "et bilde"),
    (b"GIF8", "et bilde"),
    (b"II*\x00", "et bilde"),
    (b"MM\x00*", "et bilde"),
    (b"\x1f\x8b", "en komprimert fil"),
    (b"7z\xbc\xaf", "en komprimert fil"),
)
_WEB_PAGE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,100}<(?:!doctype html|html)", re.IGNORECASE)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-16 without a mark: nearly every second byte of text in Latin letters is zero, and no other.
_ZERO_SHARE = 0.4
# UTF-8 in which a few bytes are broken: at most this many for each letter that is whole.
_BROKEN_SHARE = 0.1
# A high byte within a word is what tells the one-byte encodings apart.
_WITHIN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
# In order of preference; archives of the 1980s and 1990s also hold DOS and Macintosh files.
_ONE_BYTE = ("cp1252", "latin-1", "cp865", "mac_roman")
_EXPECTED = frozenset("æøåÆØÅéèêóòôâüöäÉÜÖÄáÁ")


def read_text(data: bytes, name: str, _watch: Watch | None = None) -> Reading:
    """A plain text file; form feeds make pages."""
    return _read(Media.TEXT, data, name)


def read_markdown(data: bytes, name: str, _watch: Watch | None = None) -> Reading:
    """A Markdown file, read as it stands; form feeds make pages."""
    return _read(Media.MARKDOWN, data, name)


def decode(data: bytes, name: str) -> str:
    """The file's characters, line ends unchanged, as ``open(..., newline="")`` gives them.

    UTF-8, UTF-16 and UTF-32 by their mark or their look, else the one-byte encoding in which
    the letters within words are those of Norwegian, Windows-1252 before others. A byte order
    mark of UTF-8 stays as U+FEFF (Python's ``utf-8`` keeps it, so that offsets agree with a file
    opened so); that of UTF-16 is part of the encoding and goes.
    Raises `UnreadableError` for binary data.
    """
    kind = foreign_kind(data, name)
    if kind is not None:
        raise UnreadableError("errors.other_kind", name=name, kind=kind)
    wide = _wide_encoding(data)
    if wide is not None:
        return data.decode(wide, errors="replace")
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _control_share(data) * len(sample):
        raise UnreadableError("errors.binary", name=name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data)


def foreign_kind(data: bytes, name: str) -> str | None:
    """What a file is that is neither PDF nor text, in words; None where it may be text.

    A web page is refused only under the name of a PDF: that is a download that failed.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if name.lower().endswith(".pdf") and _WEB_PAGE.match(data):
        return "en nettside"
    return None


def pages_of(text: str) -> tuple[Page, ...]:
    """One page for each stretch that form feeds part; none where there are no form feeds.

    A form feed at the end of the text ends the last page and begins no other.
    """
    if "\f" not in text:
        return ()
    pages: list[Page] = []
    start = 0
    for body in text.removesuffix("\f").split("\f"):
        pages.append(Page(len(pages) + 1, start, start + len(body)))
        start += len(body) + 1
    return tuple(pages)


def _read(media: Media, data: bytes, name: str) -> Reading:
    text = decode(data, name)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableError("errors.only_blanks", name=name)
    return Reading(media, text, pages_of(text))


def _control_share(data: bytes) -> float:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _CONTROL_SHARE
    return _CONTROL_SHARE if b"\0" in data else _WHOLE_SHARE


def _wide_encoding(data: bytes) -> str | None:
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[: _SAMPLE & ~1]
    halves = sample[::2], sample[1::2]
    zeros, others = sorted(halves, key=lambda half: half.count(0), reverse=True)
    if zeros.count(0) <= _ZERO_SHARE * len(zeros) or others.count(0) > 0.1 * zeros.count(0):
        return None
    if len(_CONTROLS.findall(others)) > _CONTROL_SHARE * len(others):
        return None
    return "utf-16-be" if zeros is halves[0] else "utf-16-le"


def _decode_damaged(data: bytes) -> str:
    """Bytes that are not all UTF-8: UTF-8 with damage, or an encoding of one byte a character."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - broken
    if broken <= _BROKEN_SHARE * whole:
        return text
    within = b"".join(_WITHIN_WORD.findall(data))
    best, most = "latin-1", -1
    for encoding in _ONE_BYTE:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:  # Windows-1252 leaves five bytes without a meaning
            continue
        expected = sum(char in _EXPECTED for char in within.decode(encoding))
        if expected > most:
            best, most = encoding, expected
    return data.decode(best)
