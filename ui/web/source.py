"""The index that the app shows, opened when it is there and again when it has been made anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NoIndexError
from index.archive import Archive
from index.paths import IndexPaths
from ingest.isolate import Drawers
from ui.web.access.visit import Role, Viewer, Visit, viewer, visiting

if TYPE_CHECKING:
    from search.find import RankOptions
    from search.writer import Writer

_KEPT = 16  # archives that are open at once: one for each set of collections that somebody may see


class Source:
    """One index folder for many threads; holds nothing until it is asked."""

    def __init__(
        self,
        folder: Path,
        *,
        personal: bool = False,
        guarded: bool = False,
        writer: Writer | None = None,
        ranking: RankOptions | None = None,
    ) -> None:
        """personal: national identity numbers are shown as they stand; else their digits are masked.

        guarded: users have to sign in, and what no user asked for is not done. writer: phrases answers.
        ranking: how passages are ranked; None for the usual way.
        """
        self.folder = folder
        self.personal = personal
        self.guarded = guarded
        self.writer = writer
        self.ranking = ranking
        self.drawers = Drawers()
        self._guard = threading.Lock()
        self._archives: OrderedDict[tuple[bool, frozenset[str] | None], Archive] = OrderedDict()
        self._identity: tuple[int, int] | None = None

    def archive(self) -> Archive:
        """The archive as it stands now, and as far as whoever asks may see it.

        Raises what `Archive` raises, NoIndexError among them.
        """
        identity = self._look()
        seen = self._seen()
        with self._guard:
            if identity != self._identity:
                # One that was replaced is left to those who still read from it.
                self._archives.clear()
                self._identity = identity
            if seen not in self._archives:
                personal, collections = seen
                self._archives[seen] = Archive(self.folder, personal=personal, collections=collections)
                if len(self._archives) > _KEPT:
                    self._archives.popitem(last=False)
            self._archives.move_to_end(seen)
            archive = self._archives[seen]
        archive.refresh()
        return archive

    def whole(self) -> Archive:
        """The archive with all it holds, for the program's own upkeep: nothing of it is shown to anyone."""
        with visiting(Visit(Viewer("", Role.READ))):
            return self.archive()

    def sees(self) -> frozenset[str] | None:
        """The collections that whoever asks may see; None for all."""
        return self._seen()[1]

    def sees_all(self) -> bool:
        """Whether whoever asks may see all collections."""
        return self.sees() is None

    def _seen(self) -> tuple[bool, frozenset[str] | None]:
        """Whether personal numbers, and which collections, may be seen; work that nobody asked for sees nothing."""
        if not self.guarded:
            return self.personal, None
        asking = viewer()
        return self.personal and self.may_manage(), asking.collections if asking else frozenset()

    def may_manage(self) -> bool:
        """Whether whoever asks may add and remove documents."""
        asking = viewer()
        return not self.guarded or (asking is not None and asking.role is Role.MANAGE)

    def close(self) -> None:
        """Let go of the index's files, and end the processes that draw."""
        self.drawers.close()
        with self._guard:
            for archive in self._archives.values():
                archive.close()
            self._archives.clear()

    def _look(self) -> tuple[int, int] | None:
        """What tells one database file from another made in its place; None where there is none."""
        paths = IndexPaths(self.folder)
        if paths.exists and not paths.database.exists():  # the truth lies elsewhere and is never replaced
            return None
        try:
            found = paths.database.stat()
        except FileNotFoundError:
            with self._guard:
                self._archives.clear()
            return None
        except OSError as error:
            raise NoIndexError("errors.index_unread", folder=self.folder, strerror=error.strerror) from error
        return found.st_dev, found.st_ino
