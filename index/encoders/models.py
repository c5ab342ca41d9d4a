"""Where a neural model lies on this machine, and what its files are.

Nothing here reaches the network unless `find` is told that it may.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import EncoderError

# What a model is made of. Weights in other forms than safetensors may run code when read.
WANTED = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
_UNWANTED = ("onnx/*", "openvino/*", "*/onnx/*", "*/openvino/*", "README*", "LICENSE*")
_PICKLED = ("pytorch_model.bin", "model.bin", "model.pt", "model.pth", "model.pkl", "model.ckpt")
_HUB_NAME = re.compile(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def find(name: str, *, allow_download: bool) -> Path:
    """The folder of the model `name`: a folder, or a hub name in the machine's cache.

    Reaches the hub only with `allow_download`, and only for a hub name that is not in the
    cache. Raises EncoderError with the cure.
    """
    if found := here(name):
        return found
    if not _may_be_hub_name(name):
        raise EncoderError("errors.no_model", name=name)
    return check(name, _fetched(name, allow_download=allow_download))


def here(name: str, needed: str = "modules.json") -> Path | None:
    """The folder of the model `name` where this machine has it: the folder itself, or as `cached`.

    Raises EncoderError where what is there is no model, or one with unsafe weights.
    """
    folder = Path(name).expanduser()
    if name.strip() and folder.is_dir():
        return check(name, folder.resolve())
    found = cached(name, needed) if _may_be_hub_name(name) else None
    return check(name, found) if found else None


def _may_be_hub_name(name: str) -> bool:
    return bool(_HUB_NAME.fullmatch(name)) and not name.startswith(".")


def cached(name: str, needed: str = "modules.json") -> Path | None:
    """The folder of a hub model that lies whole in the machine's cache, else None.

    needed: the file without which it is not whole.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(
            snapshot_download(
                name, local_files_only=True, allow_patterns=list(WANTED), ignore_patterns=list(_UNWANTED)
            )
        )
    except (LocalEntryNotFoundError, HFValidationError, OSError):
        return None
    # An interrupted download leaves some of the files; without its list of modules a model
    # would be pooled in another way than it was trained.
    whole = (folder / needed).is_file() and any(weights(folder))
    return folder if whole else None


def _fetched(name: str, *, allow_download: bool) -> Path:
    if not allow_download:
        raise EncoderError("errors.model_not_here", name=name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=list(WANTED), ignore_patterns=list(_UNWANTED)))
    except GatedRepoError as error:
        raise EncoderError("errors.model_terms", name=name) from error
    except RepositoryNotFoundError as error:
        raise EncoderError("errors.model_unknown", name=name) from error
    except Exception as error:  # network, disk and server faults come as many unrelated classes
        raise EncoderError("errors.model_not_fetched", name=name) from error


def check(name: str, folder: Path) -> Path:
    """`folder`, when it holds a model whose weights can be read without running code."""
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise EncoderError("errors.folder_no_model", name=name)
    pickled = sorted(
        path.relative_to(folder).as_posix()
        for place in _module_folders(folder)
        for path in (place / file for file in _PICKLED)
        if path.is_file() and not any(place.glob("*.safetensors"))
    )
    if pickled or not any(weights(folder)):
        if pickled:
            raise EncoderError("errors.model_pickled", name=name, file=pickled[0])
        raise EncoderError("errors.model_unsafe", name=name)
    return folder


def weights(folder: Path) -> Iterator[Path]:
    """The model's safetensors files."""
    return (path for path in _files(folder) if path.suffix == ".safetensors")


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files that decide what the model answers.

    Equal for a copy in a folder and the same model in the hub's cache. A file of the cache
    that is named by its own SHA-256 is not read again.
    """
    total = hashlib.sha256()
    for path in sorted(_files(folder)):
        total.update(path.relative_to(folder).as_posix().encode())
        real = path.resolve()
        if real.parent.name == "blobs" and _SHA256.fullmatch(real.name):
            total.update(real.name.encode())
        else:
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").hexdigest().encode())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for pattern in WANTED:
        for path in folder.rglob(pattern):
            inside = path.relative_to(folder)
            if path.is_file() and not any(inside.match(unwanted) for unwanted in _UNWANTED):
                yield path


def _module_folders(folder: Path) -> list[Path]:
    """The folders that modules.json names; the model's own folder always."""
    try:
        listed = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        inner = [folder / str(module["path"]) for module in listed]
    except (OSError, ValueError, KeyError, TypeError):
        inner = []
    return [folder, *(place for place in inner if place != folder)]
