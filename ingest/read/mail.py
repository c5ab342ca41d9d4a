"""Messages (EML), by the standard library: head and text, then the attachments as pages of their own."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from corpus.errors import UnreadableError
from ingest.document import Media
from ingest.read.lines import flat
from ingest.read.members import Member, with_members
from ingest.read.pdfium import damaged
from ingest.read.types import Reading
from ingest.read.watch import Watch
from ingest.read.web import text_of_html

_HEAD = {"From": "Fra", "To": "Til", "Cc": "Kopi", "Date": "Dato", "Subject": "Emne"}


def read_eml(data: bytes, name: str, watch: Watch | None = None) -> Reading:
    """The message; without attachments it has no pages. Raises `UnreadableError`."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        text, subject, created = _text(message), _head(message, "Subject"), _date(message)
        attached = [_attachment(part, number) for number, part in enumerate(message.iter_attachments(), 1)]
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, KeyError) as error:
        # The parser meets damage with errors of many kinds; each means that this is no whole message.
        raise damaged(name) from error
    if not text.strip():
        raise UnreadableError("errors.no_message", name=name)
    reading = Reading(Media.EML, text)
    if attached:
        reading = with_members(Media.EML, name, f"{text}\nVedlegg:\n", attached, watch or Watch())
    return replace(reading, title=subject, author=_head(message, "From"), created=created)


def _text(message: EmailMessage) -> str:
    head = [f"{label}: {value}" for key, label in _HEAD.items() if (value := _head(message, key))]
    if not head:
        return ""
    body = message.get_body(("plain", "html"))
    content = body.get_content() if body is not None else ""
    text = content if isinstance(content, str) else ""
    if body is not None and body.get_content_subtype() == "html":
        text, _ = text_of_html(text)
    text = text.replace("\r\n", "\n").replace("\f", " ").strip()
    return "\n".join(head) + f"\n\n{text}\n"


def _attachment(part: EmailMessage, number: int) -> Member:
    name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name or f"vedlegg {number}"
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        stem = flat(str(inner.get("Subject") or "")) or f"vedlegg {number}"
        return Member(f"{stem}.eml", inner.as_bytes())
    content = part.get_payload(decode=True)
    return Member(name, content if isinstance(content, bytes) else b"")


def _head(message: EmailMessage, key: str) -> str | None:
    return flat(str(message.get(key) or "")) or None


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (TypeError, ValueError):
        return None
