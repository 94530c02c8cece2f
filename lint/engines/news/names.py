"""The names that a newsroom knows: lists in files."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lint.config import ConfigError

_ALIKE = str.maketrans(dict.fromkeys("’‘ʼ`´＇", "'") | dict.fromkeys("‐‑", "-"))


class NamesError(ConfigError):
    """A list of names that cannot be used. `path`: the file; `line`: where in it, from 1, if that is known."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")


@dataclass(frozen=True, slots=True)
class NamesList:
    """Words that a newsroom knows. `words` may stand alone, `pairs` only side by side (“der Leyen”)."""

    words: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> NamesList:
        """From entries of one word or several, parted by white space."""
        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for entry in entries:
            parts = folded(entry).split()
            words.update(part for part in parts if len(parts) == 1 or part[0].isupper())
            pairs.update(pairwise(parts))
        return cls(frozenset(words), frozenset(pairs))

    def holds(self, before: str, word: str, after: str) -> bool:
        """Whether a word is listed, alone or with its neighbour; possessives and plurals count, and capitals."""
        left, right = bare(folded(before)), bare(folded(after))
        return any(
            form in self.words or (left, form) in self.pairs or (form, right) in self.pairs
            for form in _forms(folded(word))
        )


def load(paths: Iterable[Path]) -> NamesList:
    """The names in these files: TOML (`names = ["…"]`, or such lists in tables) or text with one entry a line.

    In text, what follows a # at the start of a line or behind white space is a comment. Raises NamesError.
    """
    return NamesList.of(entry for path in paths for entry in _entries(Path(path)))


def _entries(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NamesError(path, None, f"the list of names cannot be read: {error.strerror or error}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = data.count(b"\n", 0, error.start) + 1
        raise NamesError(path, broken, "the list of names is not in UTF-8: save it in that encoding") from error
    found = _toml_entries(path, text) if path.suffix.lower() == ".toml" else _text_entries(text)
    for line, entry in found:
        if not any(map(str.isalpha, entry)):
            raise NamesError(path, line, f"{entry!r} is no name")
        yield entry


def _text_entries(text: str) -> Iterator[tuple[int | None, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        entry = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if entry:
            yield number, entry


def _toml_entries(path: Path, text: str) -> Iterator[tuple[int | None, str]]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())  # tomllib says "at end of document"
        raise NamesError(path, line, f"the list of names is no TOML: {error}") from error
    waiting: list[tuple[str, object]] = list(table.items())
    while waiting:
        key, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield from ((None, item) for item in value)
        else:
            raise NamesError(path, None, f"{key}: should be a list of strings, or a table of such lists")


def folded(word: str) -> str:
    """A word with its accents, apostrophes and hyphens in one way of writing."""
    return unicodedata.normalize("NFC", word).translate(_ALIKE)


def bare(word: str) -> str:
    """A word without its possessive ending."""
    if word.endswith(("'s", "'S")):
        return word[:-2]
    return word.removesuffix("'")


def _forms(word: str) -> Iterator[str]:
    """The forms under which a word may be listed."""
    stem = bare(word)
    for form in dict.fromkeys((word, stem, stem.removesuffix("es"), stem.removesuffix("s"))):
        if form:
            yield form
            if form.isupper():
                yield form.capitalize()
            yield form[0].lower() + form[1:]
