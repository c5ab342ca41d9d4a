"""What goes into the archive and out of it while the app runs: uploads, followed folders, removals.

Work is done by `index.background`; this keeps what only the running app knows: what was removed
last, so that it can be undone, and when the followed folders are looked at.
"""

from __future__ import annotations

import logging
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NoIndexError, SaksokError, UsageError
from corpus.texts import Texts
from index.archive import Archive
from index.background import Background, Job, Progress
from index.collections import collection_of, read_places
from index.folders import changed, follow, followed_folders, leave_out, left_out, put_aside, source_folders
from index.paths import IndexPaths
from index.types import StoredDocument
from index.writer import Writer
from ui.web.access.visit import viewer
from ui.web.source import Source

_LOOK = 30.0  # seconds between two looks at the followed folders
_LOG = logging.getLogger("saksok")


@dataclass(frozen=True, slots=True)
class _Removed:
    """What was removed last: its file, its name in the archive, and who removed it."""

    source: str
    name: str
    by: str


class Library:
    """The archive as it is kept, for many threads. `begin` and `close` are called by the server."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._paths = IndexPaths(source.folder)
        self._background = Background(source.folder, lambda told: _LOG.error("indexing stopped: %s", told))
        self._stopped = threading.Event()
        self._guard = threading.Lock()
        self._watch: threading.Thread | None = None
        self._paused = False  # after a cancelled run nothing begins by itself
        self.uploads = self._paths.uploads
        self._removed: _Removed | None = None

    def begin(self) -> None:
        """Look at the followed folders from now on; clear away what was removed in an earlier run."""
        shutil.rmtree(self._paths.removed, ignore_errors=True)
        for rest in self.uploads.glob(".*.part"):
            rest.unlink(missing_ok=True)
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop looking, and what runs."""
        self._stopped.set()
        self._background.close()

    @property
    def progress(self) -> Progress:
        """How far the indexing has come."""
        return self._background.progress

    def read(self, extra: tuple[str, ...] = (), encoder: str | None = None) -> None:
        """Bring the index in line with the uploads, the followed folders and `extra`, in the background."""
        self._paused = False
        self._background.start(self._job(extra, encoder))

    def cancel(self) -> None:
        """Stop the indexing after the batch at hand; nothing begins by itself until `read` is called."""
        self._paused = True
        self._background.cancel()

    # -- folders ------------------------------------------------------------------------------

    def follow(self, folder: str, say: Texts) -> Path:
        """Follow a folder of this machine, and read it. Raises UsageError where it cannot be read."""
        path = Path(folder.strip().strip('"')).expanduser()
        if not folder.strip() or not path.is_absolute() or not path.is_dir():
            raise UsageError(say("library.no_folder", folder=folder.strip()[:200]))
        path = path.resolve()
        if path.is_relative_to(self._source.folder.resolve()) or self._source.folder.resolve() == path:
            raise UsageError(say("library.own_folder"))
        try:
            next(path.iterdir(), None)
        except OSError as error:
            raise UsageError(say("library.folder_refused", folder=path)) from error
        follow(self._archive_made().store, path)
        self.read()
        return path

    def unfollow(self, folder: str) -> None:
        """Follow a folder no longer; its documents stay."""
        follow(self._source.whole().store, Path(folder), yes=False)

    def read_folder(self, folder: str, say: Texts) -> None:
        """Read one folder again that is not followed. Raises UsageError for one that no document came from."""
        if Path(folder) not in {known.path for known in source_folders(self._source.whole().store)}:
            raise UsageError(say("library.no_folder", folder=folder.strip()[:200]))
        self.read((folder,) if Path(folder).is_dir() else ())

    # -- documents ----------------------------------------------------------------------------

    def remove(self, name: str, say: Texts) -> None:
        """Take a document out of the index. A source file stays where it is; an upload is put aside.

        Raises UsageError where there is no such document, or something is being indexed.
        """
        if self.progress.running:
            raise UsageError(say("library.busy"))
        archive = self._source.archive()
        document = archive.store.document(name)
        if document is None:
            raise UsageError(say("ui.viewer_gone", document=name))
        with self._guard:
            self._put_aside(archive, document)
            with Writer(self._source.folder) as writer:
                writer.remove([document.id])
            self._removed = _Removed(document.source, document.name, _name())

    def last_removed(self) -> str | None:
        """What was removed last, for whoever removed it, or sees all; None for others."""
        last = self._removed
        return last.source if last and (self._source.sees_all() or last.by == _name()) else None

    def restore(self, source: str | None, say: Texts) -> None:
        """Take in again what was removed: `source`, or what was removed last.

        Raises UsageError for a file that was not taken out, and for one that somebody else took out where
        whoever asks does not see all.
        """
        wanted = source or self.last_removed()
        if not wanted:
            return
        if wanted != self.last_removed() and not (self._source.sees_all() and wanted in self.left_out()):
            raise UsageError(say("ui.address_wrong"))
        with self._guard:
            last, self._removed = self._removed, None
        path = Path(wanted)
        aside = self._paths.removed / path.name
        if path.parent == self.uploads.resolve() and aside.exists() and not path.exists():
            aside.rename(path)
        leave_out(self._source.whole().store, [wanted], yes=False)
        inside = any(path.is_relative_to(folder) for folder in self._folders())
        name = last.name if last and last.source == wanted else path.name
        # Read as part of the folder that it came from, where that is what gave it its name.
        from_ = wanted if "/" not in name else wanted.removesuffix(str(Path(name)))
        self.read(() if inside or not path.exists() else (from_,))

    def takes_in(self) -> bool:
        """Whether whoever asks would see what they add: uploads are a collection like any other."""
        seen = self._source.sees()
        if seen is None or not self._paths.exists:
            return seen is None
        places = read_places(self._source.whole().store.get("collections"))
        return collection_of("x", str(self.uploads.resolve() / "x"), places) in seen

    def left_out(self) -> list[str]:
        """Sources that were taken out and still lie where they were."""
        return [source for source in left_out(self._source.whole().store) if Path(source).exists()]

    def _put_aside(self, archive: Archive, document: StoredDocument) -> None:
        path = Path(document.source)
        if not put_aside(self._paths, path):
            leave_out(archive.store, [document.source])

    # -- what there is to read ----------------------------------------------------------------

    def _archive_made(self) -> Archive:
        try:
            return self._source.whole()
        except NoIndexError:
            with Writer(self._source.folder):
                pass  # opening it for writing makes it
        return self._source.whole()

    def _folders(self) -> list[str]:
        own = [str(self.uploads.resolve())] if self.uploads.is_dir() else []
        if not self._paths.exists:
            return own
        followed = followed_folders(self._source.whole().store)
        return [*own, *(folder for folder in followed if Path(folder).is_dir())]

    def _job(self, extra: tuple[str, ...], encoder: str | None) -> Job:
        out = left_out(self._source.whole().store) if self._paths.exists else []
        return Job((*self._folders(), *extra), tuple(out), encoder)

    def _look(self) -> None:
        """In a thread: begin reading when something in the followed folders has changed."""
        while not self._stopped.is_set():
            try:
                folders = self._folders()
                idle = not self.progress.running and not self._paused and self.progress.stage != "failed"
                if idle and folders and self._differs(folders):
                    self._background.start(self._job((), None))
            except (SaksokError, OSError):  # whoever opens the app is told what is wrong with the index
                pass
            self._stopped.wait(_LOOK)

    def _differs(self, folders: list[str]) -> bool:
        return not self._paths.exists or changed(self._source.whole().store, folders)


def _name() -> str:
    """Who asks."""
    asking = viewer()
    return asking.name if asking else ""
