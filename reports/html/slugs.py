"""File names and anchors that any file system and any page can hold, made of names that may hold anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LENGTH = 48
_PAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,60}-[0-9a-f]{8}(?:-[0-9]{1,9})?\.html")
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def readable(name: str) -> str:
    """The letters and digits of a name, in lower case ASCII, joined by hyphens; `article` where none are left."""
    folded = unicodedata.normalize("NFKD", name[-200:]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    return words[:_LENGTH].strip("-") or "article"


def is_page_name(name: str) -> bool:
    """Whether a file name is one that `Slugs` could have made, with `.html` behind it."""
    return _PAGE.fullmatch(name) is not None


class Slugs:
    """Gives each article a name of its own: the same one in every run, whatever else is checked with it."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def slug(self, path: str, id: str | None) -> str:
        """The end of the path, then the id, then a digest of both; equal ones are numbered in order."""
        last = re.split(r"[/\\]", path.rstrip("/\\"))[-1]
        stem = last.rpartition(".")[0] or last
        name = readable(stem if id is None else f"{stem[-100:]} {id[:100]}")
        key = path if id is None else f"{path}\0{id}"
        return self._numbered(f"{name}-{digest(key)}")

    def anchor(self, fingerprint: str) -> str:
        """The fingerprint itself where it can stand in an address, else a digest; equal ones are numbered."""
        return self._numbered(fingerprint if _SAFE_ID.fullmatch(fingerprint) else digest(fingerprint))

    def _numbered(self, name: str) -> str:
        count = self._used.get(name, 0)
        free = name
        while free in self._used:
            count += 1
            free = f"{name}-{count + 1}"
        self._used[name] = count
        self._used.setdefault(free, 0)
        return free
