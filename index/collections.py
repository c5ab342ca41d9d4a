"""Collections: which part of an archive a document belongs to, and who may see it goes by.

A collection is a name given to a folder (or file) when it is indexed; elsewhere the first folder of
a document's name, and for a document that lies in none, the folder that holds it. It follows from
where a document lies, so nothing has to be read again when a folder is named.
"""

from __future__ import annotations

import json
import ntpath
import posixpath
from collections.abc import Mapping

from corpus.errors import UsageError

_LONGEST = 100


def check_name(name: str) -> str:
    """The name. Raises UsageError for what cannot be one."""
    if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > _LONGEST:
        raise UsageError("errors.collection_name", longest=_LONGEST)
    return name


def read_places(text: str | None) -> dict[str, str]:
    """Places (absolute paths) with the collections they were given."""
    return dict(json.loads(text)) if text else {}


def collection_of(name: str, source: str, places: Mapping[str, str]) -> str:
    """The collection of the document `name` whose file is `source`; of nested places the innermost counts."""
    named = [place for place in places if _holds(place, source)]
    if named:
        return places[max(named, key=len)]
    top, slash, _ = name.partition("/")
    return top if slash else _folder(source)


def _holds(place: str, source: str) -> bool:
    if source == place:
        return True
    bare = place.rstrip("/\\")
    return source.startswith(bare) and source[len(bare) : len(bare) + 1] in ("/", "\\")


def _folder(source: str) -> str:
    """The last folder of an absolute path of any system."""
    if "\\" in source and "/" not in source:
        return ntpath.basename(ntpath.dirname(source))
    return posixpath.basename(posixpath.dirname(source))
