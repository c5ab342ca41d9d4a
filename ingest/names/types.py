"""What a name is. These types import nothing heavy and do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What bears a name. A form that several kinds claim is the first one's, in this order."""

    PERSON = "PERSON"
    BODY = "BODY"
    ORG = "ORG"
    PROJECT = "PROJECT"


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the archive lists. forms: every way it is written, `name` itself among them."""

    label: Label
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name where it stands: ``text[start:end]``. name: its canonical form.

    That is the archive's own name where it lists one, else the words without a genitive's ending.
    """

    start: int
    end: int
    label: Label
    name: str
