"""The index that the app shows, opened when it is there and again when it has been made anew."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NoIndexError
from index.archive import Archive
from index.paths import IndexPaths
from ui.web.access.visit import Role, viewer

if TYPE_CHECKING:
    from search.writer import Writer


class Source:
    """One index folder for many threads; holds nothing until it is asked."""

    def __init__(
        self, folder: Path, *, personal: bool = False, guarded: bool = False, writer: Writer | None = None
    ) -> None:
        """personal: national identity numbers are shown as they stand; else their digits are masked.

        guarded: users have to sign in, and what no user asked for is not done. writer: phrases answers.
        """
        self.folder = folder
        self.personal = personal
        self.guarded = guarded
        self.writer = writer
        self._guard = threading.Lock()
        self._archive: Archive | None = None
        self._identity: tuple[int, int] | None = None

    def archive(self) -> Archive:
        """The archive as it stands now. Raises what `Archive` raises, NoIndexError among them."""
        identity = self._look()
        with self._guard:
            if self._archive is None or identity != self._identity:
                # One that was replaced is left to those who still read from it.
                self._archive = Archive(self.folder, personal=self.personal)
                self._identity = identity
            archive = self._archive
        archive.refresh()
        return archive

    def may_manage(self) -> bool:
        """Whether whoever asks may add and remove documents."""
        asking = viewer()
        return not self.guarded or (asking is not None and asking.role is Role.MANAGE)

    def close(self) -> None:
        """Let go of the index's files."""
        with self._guard:
            if self._archive is not None:
                self._archive.close()
            self._archive = None

    def _look(self) -> tuple[int, int] | None:
        """What tells one database file from another made in its place; None where there is none."""
        try:
            found = IndexPaths(self.folder).database.stat()
        except FileNotFoundError:
            with self._guard:
                self._archive = None
            return None
        except OSError as error:
            raise NoIndexError("errors.index_unread", folder=self.folder, strerror=error.strerror) from error
        return found.st_dev, found.st_ino
