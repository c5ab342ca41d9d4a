"""The structure of a document's text: headings, paragraphs, list items and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Document


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` is one heading, paragraph, list item or table; level 1 is the outermost."""

    start: int
    end: int
    kind: Shape
    level: int = 0


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in order."""
    text = document.text
    left = len(text) - len(text.lstrip())
    return [Block(left, len(text.rstrip()), Shape.PARAGRAPH)] if text.strip() else []
