"""JSON files of ours: read with a check of every value, written whole or not at all."""

from __future__ import annotations

import json
import math
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

_LARGEST = 2**53
"""Whole numbers up to here are the same in every program that reads JSON."""

_ESCAPED = re.compile(
    r"[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


class FileError(Exception):
    """A file that cannot be used; the message names it, the place in it, and what should stand there."""


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object. `place` says where it stands in its file. All methods raise FileError for what does not fit."""

    values: dict[str, Any]
    file: str
    place: str = ""

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def fail(self, key: str, message: str) -> NoReturn:
        """Raise FileError about the value of a key."""
        name = f"{self.place}.{key}" if self.place else key
        raise FileError(f"{self.file}: {name} {message}")

    def _value(self, key: str) -> Any:
        try:
            return self.values[key]
        except KeyError:
            self.fail(key, "is missing")

    def text(self, key: str, *, least: int = 0, most: int | None = None, pattern: str | None = None) -> str:
        """A string of `least` to `most` code points that `pattern` matches as a whole."""
        value = self._value(key)
        if not isinstance(value, str):
            self.fail(key, "should be a string")
        if len(value) < least:
            self.fail(key, "should not be empty")
        if most is not None and len(value) > most:
            self.fail(key, f"is longer than {most} characters")
        if pattern is not None and not re.fullmatch(pattern, value):
            self.fail(key, f"should look like {pattern}")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A string, or null."""
        return None if self._value(key) is None else self.text(key)

    def whole(self, key: str, least: int = 0) -> int:
        """A whole number."""
        value = self._value(key)
        if type(value) is not int or not least <= value <= _LARGEST:
            self.fail(key, f"should be a whole number, {least} or more")
        return value

    def number(self, key: str) -> float:
        """A number."""
        value = self._value(key)
        if type(value) not in (int, float) or not math.isfinite(value):
            self.fail(key, "should be a number")
        return value  # type: ignore[no-any-return]

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            self.fail(key, "should be true or false")
        return value

    def named(self, key: str, make: Callable[[str], T], names: Iterable[str]) -> T:
        """What `make` makes of a string that is one of `names`."""
        value = self._value(key)
        names = list(names)
        if value not in names:
            self.fail(key, f"should be one of {', '.join(names)}")
        return make(value)

    def texts(self, key: str) -> list[str]:
        """A list of strings."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "should be a list of strings")
        return value

    def records(self, key: str) -> list[Record]:
        """A list of objects."""
        value = self._value(key)
        if not isinstance(value, list):
            self.fail(key, "should be a list")
        name = f"{self.place}.{key}" if self.place else key
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.fail(f"{key}[{index}]", "should be an object")
        return [Record(item, self.file, f"{name}[{index}]") for index, item in enumerate(value)]

    def record(self, key: str) -> Record:
        """An object."""
        value = self._value(key)
        if not isinstance(value, dict):
            self.fail(key, "should be an object")
        return Record(value, self.file, f"{self.place}.{key}" if self.place else key)

    def record_or_none(self, key: str) -> Record | None:
        """An object, or null."""
        return None if self._value(key) is None else self.record(key)

    def wholes(self, key: str) -> dict[str, int]:
        """An object whose values are whole numbers."""
        record = self.record(key)
        return {name: record.whole(name) for name in record.values}

    def numbers(self, key: str) -> dict[str, float]:
        """An object whose values are numbers."""
        record = self.record(key)
        return {name: record.number(name) for name in record.values}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def load(path: Path, what: str, key: str, version: int) -> Record:
    """The object in a file, whose `key` has to say `version`; `what` names the kind of file. Raises FileError."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_constant)
    except OSError as error:
        raise FileError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise FileError(f"{path}: is no {what}: {_short(error)}") from None
    if not isinstance(value, dict) or key not in value:
        raise FileError(f'{path}: is no {what}: it has no "{key}"')
    found = value[key]
    if type(found) is not int or found != version:
        raise FileError(f"{path}: is a {what} of another version ({str(found)[:20]}, not {version})")
    return Record(value, str(path))


def _short(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:120]


def line(value: object) -> str:
    """A value as JSON on one line, readable, with all that cannot be seen or that reorders text escaped."""
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))


def listing(key: str, version: int, values: Iterable[object], *, last: str = "") -> Iterator[str]:
    """A file of ours with a list of findings, one value a line, in the order given; `last` ends the list.

    Where `last` is not empty, each value's line ends with a comma: git can then merge two files line by line.
    """
    yield f'{{"{key}": {version},\n"findings": ['
    separator = "\n"
    for value in values:
        yield separator + line(value)
        separator = ",\n"
    yield (separator + last if last else "") + "\n]}\n"


def write(path: Path, chunks: Iterable[str]) -> None:
    """Write a file at one stroke: whoever reads it sees the old or the new contents. Links stay links.

    Raises OSError; the file is then as it was.
    """
    real = path.resolve()
    temporary = real.with_name(f".{real.name[:100]}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            if not os.access(real, os.W_OK):
                raise PermissionError(f"{path} is write-protected")
            shutil.copymode(real, temporary)
        temporary.replace(real)
    finally:
        temporary.unlink(missing_ok=True)
