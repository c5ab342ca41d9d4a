"""Every error that a user can cause, in one tree.

    SaksokError
    ├── UsageError            the command line or a request is wrong (exit status 2)
    │   └── QuestionError     an empty or much too long question
    ├── ArchiveError          the index cannot be used (exit status 2)
    │   ├── NoIndexError      there is none in the folder
    │   ├── VersionError      it was written by another version of the format
    │   ├── LockedError       another process is writing to it
    │   ├── DamagedError      it cannot be opened and could not be mended
    │   └── StorageError      the disk is full, or may not be written to
    ├── EncoderError          a model is missing or does not fit the index (exit status 2)
    └── UnreadableError       one document cannot be read; the others go on (exit status 1)
        └── ScannedError      … since it has only pictures of text, and nothing here reads those

Each carries one clear sentence that says what is wrong and how to mend it, as a key of the
strings (``errors.no_path``) and what fills it in. It is shown as it stands, so it names no internals.
"""

from __future__ import annotations

import json
from contextlib import suppress

from corpus.texts import LANGUAGES, Texts, texts


class Reason(str):
    """Why a document is not read: the sentence in bokmål, which `said` says in any language.

    It is kept as what it is made of (`packed`), so that each reader gets it in a language of their own.
    """

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, /, **values: object) -> Reason:
        """key: of the strings, with the values that fill it in; or a sentence that is ready."""
        made = super().__new__(cls, _said(key, values, texts(LANGUAGES[0])))
        made.key, made.values = key, values
        return made

    @classmethod
    def unpacked(cls, text: str) -> Reason:
        """What `packed` gave; a sentence of an older index is taken as it stands."""
        if text.startswith("{"):
            with suppress(
                ValueError, LookupError, TypeError, AttributeError
            ):  # from a process that was taken over
                values = json.loads(text)
                return cls(values.pop(""), **values)
        return cls(text if " " in text else f"{text} ")

    @property
    def packed(self) -> str:
        """As one line of JSON."""
        kept = {k: v if isinstance(v, str | int | float) else str(v) for k, v in self.values.items()}
        return json.dumps({"": self.key, **kept}, ensure_ascii=False)

    def said(self, say: Texts) -> str:
        """The sentence in the language of `say`."""
        return _said(self.key, self.values, say)


def _said(key: str, values: dict[str, object], say: Texts) -> str:
    return key if " " in key else say(key, **values)


class SaksokError(Exception):
    """The root: ``str(error)`` is the sentence in bokmål, `said` says it in any language.

    key: of the strings, with the values that fill it in; or a sentence that is ready.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def said(self, say: Texts) -> str:
        """The sentence in the language of `say`."""
        return _said(self.key, self.values, say)

    @property
    def reason(self) -> Reason:
        """The sentence as something that can be kept."""
        return Reason(self.key, **self.values)

    def __reduce__(self) -> tuple[type[SaksokError], tuple[str]]:
        return type(self), (str(self),)  # between processes it travels as its sentence

    def __str__(self) -> str:
        return self.said(texts(LANGUAGES[0]))


class UsageError(SaksokError):
    """What was asked for cannot be done as it was written."""


class QuestionError(UsageError):
    """A question that cannot be asked."""


class ArchiveError(SaksokError):
    """The index cannot be used."""


class NoIndexError(ArchiveError):
    """There is no index in the folder."""


class VersionError(ArchiveError):
    """The index was written by another version of the format."""


class LockedError(ArchiveError):
    """Another process is writing to the index."""


class DamagedError(ArchiveError):
    """The index cannot be opened and could not be mended."""


class StorageError(ArchiveError):
    """The disk is full, or may not be written to; what was committed before still stands."""


class EncoderError(SaksokError):
    """An encoder is missing, or does not fit the index."""


class UnreadableError(SaksokError):
    """A document that cannot be read; the sentence becomes its ``reason``."""


class ScannedError(UnreadableError):
    """A document of pictures, to be read again when there is a program that recognises text in them."""
