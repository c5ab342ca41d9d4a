"""Nothing is shown that the archive does not prove.

A quote must be the stored text's own slice, on the page that is named. A number in the answer's
text must stand in one of its quotes. What cannot be proven is left out by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.archive import Archive
from search.types import Citation

_MARK = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:[.,:/ \u00a0]\d+)*")


def quote_stands(archive: Archive, citation: Citation) -> bool:
    """Whether the quote is ``text[start:end]`` of its document, and begins on the page named."""
    if not citation.quote or citation.end - citation.start != len(citation.quote):
        return False
    if archive.store.text(citation.document, citation.start, citation.end) != citation.quote:
        return False
    return archive.store.page_number(citation.document, citation.start) == citation.page


def unproven_numbers(text: str, quotes: Iterable[str]) -> list[str]:
    """Numbers of an answer's text, without its ``[n]`` marks, that none of the quotes holds."""
    held = {_digits(number) for quote in quotes for number in _NUMBER.findall(quote)}
    plain = _MARK.sub(" ", text)
    return [number for number in _NUMBER.findall(plain) if _digits(number) not in held]


def _digits(number: str) -> str:
    return re.sub(r"[ \u00a0]", "", number).strip(".,:/")
