"""Every error that a user can cause, in one tree.

    SaksokError
    ├── UsageError            the command line or a request is wrong (exit status 2)
    │   └── QuestionError     an empty or much too long question
    ├── IndexError_           the index is missing, damaged, locked or of another version (exit status 2)
    │   ├── NoIndex
    │   ├── IndexVersion
    │   └── IndexLocked
    ├── EncoderError          a model is missing or does not fit the index (exit status 2)
    └── UnreadableError       one document cannot be read; the others go on (exit status 1)

Each carries one clear sentence that says what is wrong and how to mend it. The sentence is
shown as it stands, so it names no internals.
"""

from __future__ import annotations


class SaksokError(Exception):
    """The root: ``str(error)`` is a sentence for the user."""


class UsageError(SaksokError):
    """What was asked for cannot be done as it was written."""


class QuestionError(UsageError):
    """A question that cannot be asked."""


class IndexError_(SaksokError):
    """The index cannot be used (the underscore keeps the builtin apart)."""


class NoIndex(IndexError_):
    """There is no index in the folder."""


class IndexVersion(IndexError_):
    """The index was written by another version of the format."""


class IndexLocked(IndexError_):
    """Another process is writing to the index."""


class EncoderError(SaksokError):
    """An encoder is missing, or does not fit the index."""


class UnreadableError(SaksokError):
    """A document that cannot be read; the sentence becomes its ``reason``."""
