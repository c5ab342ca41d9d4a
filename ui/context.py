"""What every command needs: where the index lies, how to print, which exit status."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import Reason, UsageError
from corpus.texts import LANGUAGES, Texts, texts
from index.archive import Archive
from index.cluster import Cluster, write_cluster
from index.faults import storing
from ui.options import Engine

if TYPE_CHECKING:
    from search.find import RankOptions
    from search.writer import EndpointWriter


class Exit(IntEnum):
    """Exit statuses of the contract."""

    DONE = 0
    PARTLY = 1
    WRONG = 2


def index_folder(given: Path | None) -> Path:
    """The index: `--index`, else SAKSOK_INDEX, else the platform's folder for a user's data."""
    if given is not None:
        return given
    if named := os.environ.get("SAKSOK_INDEX"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("saksok", appauthor=False) / "index"


def placed_index(
    given: Path | None, engine: Engine | None, url: str | None, token_file: Path | None, truth: str | None
) -> Path:
    """The index as `index_folder` has it, with the engine that was named, which its folder remembers.

    Raises UsageError where only some of what belongs together is given, or it does not fit the index.
    """
    folder = index_folder(given)
    whole = url is not None if engine is Engine.MILVUS else (url, token_file, truth) == (None, None, None)
    if not whole:
        raise UsageError("errors.engine_half")
    if engine is not None:
        token = str(token_file.absolute()) if token_file else None
        write_cluster(folder, Cluster(url, token, truth) if url else None)
    return folder


@contextmanager
def opened(folder: Path, personal: bool = False, lazy: bool = False) -> Iterator[Archive]:
    """The index open for reading. Raises NoIndexError and its kin.

    personal: national identity numbers are given out as they stand. lazy: as `Archive` has it.
    """
    archive = Archive(folder, personal=personal, lazy=lazy)
    try:
        with storing(folder):
            yield archive
    finally:
        archive.close()


def interface() -> Texts:
    """The strings of the language that the command line speaks (SAKSOK_LANGUAGE; else bokmål)."""
    return texts(os.environ.get("SAKSOK_LANGUAGE", LANGUAGES[0]))


def print_json(value: Any) -> None:
    """One line of JSON on standard output, as it is needed by a program that waits for it."""
    sys.stdout.buffer.write(json_bytes(value) + b"\n")
    sys.stdout.buffer.flush()


def json_bytes(value: Any) -> bytes:
    """A value as JSON in UTF-8, letters as they are."""
    try:
        return json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:  # half a surrogate pair in what was asked
        return json.dumps(value, default=str).encode()


def note(sentence: str) -> None:
    """A message for a person, on standard error."""
    print(told(sentence), file=sys.stderr)


def told(sentence: str) -> str:
    """A sentence in the language of the command line, where it can be said in several."""
    return sentence.said(interface()) if isinstance(sentence, Reason) else sentence


def named_writer(url: str | None, model: str | None) -> EndpointWriter | None:
    """The language model that was named; None where none was. A key for it stands in SAKSOK_WRITER_KEY.

    Raises UsageError where only one of the two is given, or the address is none.
    """
    if url is None and model is None:
        return None
    if not url or not model:
        raise UsageError("errors.writer_half")
    from search.writer import EndpointWriter, WriterOptions

    return EndpointWriter(WriterOptions(url, model, os.environ.get("SAKSOK_WRITER_KEY")))


def named_ranking(reranker: str | None) -> RankOptions | None:
    """The ranking with the cross-encoder that was named, loaded; None where none was.

    Raises EncoderError where it cannot be used.
    """
    if reranker is None:
        return None
    from search.cross import open_reranker
    from search.find import RankOptions

    return RankOptions(reranker=open_reranker(reranker))
