"""What is installed here, as a digest: two runs with the same digest run the same rules on the same libraries.

It is taken from the contents of files, never from their times: a checkout, a restored CI cache or a container image
give every file a new time, and an editor who turns the clock back must not get an old answer.
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

_SKIPPED = {"__pycache__", "training"}
"""Folders that no run reads: byte code, and what only builds the data."""


def code_digest(groups: Iterable[str]) -> str:
    """A digest of newslint's own files, those of the packages behind these entry-point groups, and of what they use.

    Of other packages only name and version count, as `pip` installed them.
    """
    digest = hashlib.sha256()
    for word in (sys.version, unicodedata.unidata_version, *_versions()):
        digest.update(word.encode("utf-8", "surrogateescape") + b"\0")
    names = {"lint", *(name for group in groups for entry in entry_points(group=group) for name in _packages(entry))}
    for name in sorted(names):
        digest.update(f"\0{name}\0".encode())
        for relative, path in _files(name):
            digest.update(relative.encode("utf-8", "surrogateescape") + b"\0" + _digest_of(path))
    return digest.hexdigest()


def _versions() -> list[str]:
    """Name and version of all that is installed: the names of pip's own folders say both, unread."""
    found = set()
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                found |= {entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))}
        except OSError:
            continue
    return sorted(found)


def _packages(entry: EntryPoint) -> set[str]:
    """The modules that hold the code of an entry point's package, as far as their names can be told."""
    module = entry.value.partition(":")[0].strip()
    names = {module, module.partition(".")[0]}
    if entry.dist is not None:
        names |= set((entry.dist.read_text("top_level.txt") or "").split()) | _installed_by(entry.dist)
    return names


def _installed_by(distribution: Distribution) -> set[str]:
    """The top-level packages that a package has put beside its own description."""
    tops = {file.parts[0] for file in distribution.files or () if len(file.parts) > 1 and file.suffix == ".py"}
    return {top for top in tops if top.isidentifier()}


def _files(name: str) -> Iterator[tuple[str, Path]]:
    """The files of a module or package, each under a name that does not depend on where it is installed."""
    try:
        spec = find_spec(name)
    except (ImportError, AttributeError, ValueError):
        return  # loading the rules says so
    if spec is None:
        return
    if spec.submodule_search_locations is None:
        yield from [(name, Path(spec.origin))] if spec.origin else []
        return
    for root in spec.submodule_search_locations:
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(set(folders) - _SKIPPED)
            for file in sorted(files):
                path = Path(folder, file)
                yield path.relative_to(root).as_posix(), path


def _digest_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"unreadable"
