"""Which engine an index is searched with, and where its truth lies: kept in the folder, so that it is said once.

Without the file it is the embedded engine and SQLite, both in the folder. No password stands here:
PostgreSQL's is libpq's matter, and the engine's token is read from the file that is named.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import DamagedError, UsageError

FILE = "engine.json"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Milvus, and what several machines share.

    url: the engine's address. token_file: holds its token or ``user:password``; None where it asks
    for none. truth: the address of a PostgreSQL, with ``?schema=`` where it holds several indexes;
    None for the folder's own SQLite.
    """

    url: str
    token_file: str | None = None
    truth: str | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("errors.engine_url", url=self.url)
        if parts.password or parts.username:
            raise UsageError("errors.engine_password")
        if self.truth is not None:
            from index.store.postgres import read_url

            read_url(self.truth)

    def token(self) -> str:
        """The engine's token; empty where it asks for none. Raises UsageError where the file cannot be read."""
        if self.token_file is None:
            return ""
        try:
            return Path(self.token_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("errors.engine_token", path=self.token_file) from error


def read_cluster(folder: Path) -> Cluster | None:
    """The engine that the index in a folder uses; None for the embedded one."""
    path = folder / FILE
    try:
        found = json.loads(path.read_bytes())
        return Cluster(**found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError("errors.engine_file", path=path) from error


def write_cluster(folder: Path, cluster: Cluster | None) -> None:
    """Remember the engine; None for the embedded one. What is derived follows when a writer opens the index.

    Raises UsageError where the truth would be another one than the folder holds already.
    """
    before = read_cluster(folder)
    if cluster == before:
        return
    own = (folder / "archive.db").exists()
    if cluster and cluster.truth and own:
        raise UsageError("errors.truth_elsewhere", folder=folder)
    if before and before.truth and (cluster is None or cluster.truth != before.truth):
        raise UsageError("errors.truth_moved", folder=folder)
    path = folder / FILE
    if cluster is None:
        path.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(cluster), ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(part, path)  # noqa: PTH105 - one step, on every system
