"""The tables in ``data/``: tab-separated text with ``#`` comments, read with the package's own resources."""

from __future__ import annotations

from hashlib import blake2b
from importlib.resources import files

COMPILED = ("compounds", "families", "lemmas", "nynorsk", "spelling")
"""Tables whose contents are part of the compiled lexicon."""


def rows(name: str) -> list[list[str]]:
    """The rows of a table as lists of columns, without comments and empty lines."""
    return [
        [column.strip() for column in line.split("\t")]
        for line in _text(name).splitlines()
        if line.strip() and not line.startswith("#")
    ]


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """A table of two columns, a list's name and words of it; a list may go over several rows."""
    found: dict[str, set[str]] = {}
    for list_name, words in rows(name):
        found.setdefault(list_name, set()).update(words.split())
    return {list_name: frozenset(words) for list_name, words in found.items()}


def fingerprint() -> str:
    """A digest of all tables that go into the compiled lexicon."""
    digest = blake2b(digest_size=8)
    for name in COMPILED:
        digest.update(_text(name).encode())
    return digest.hexdigest()


def _text(name: str) -> str:
    return (files("index.language") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
