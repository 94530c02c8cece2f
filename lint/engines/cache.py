"""What engines have said about sentences, kept on disk: a second run on unchanged articles asks nothing.

The file holds no article text: sentences are there as digests. The messages and suggestions of matches may quote
single words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lint.engines.base import Match
from lint.store import Store, default_folder

FILE = "matches.sqlite3"

_write_json = json.JSONEncoder(separators=(",", ":")).encode


class _Default:
    """Stands for the file in the user's cache folder."""


_DEFAULT = _Default()


def default_path() -> Path | None:
    """The file in the folder NEWSLINT_CACHE_DIR, else in the user's cache folder; None where there is none."""
    folder = default_folder()
    return folder / FILE if folder else None


class MatchCache(Store):
    """Matches by sentence. `path`: the file; None: in memory only. `limit`: the bytes of rows that the file may hold.

    `scope` stands for all that an answer depends on beside the text: the engine, its version, the language, the rules
    switched off.
    """

    def __init__(self, path: Path | _Default | None = _DEFAULT, *, limit: int = 200_000_000) -> None:
        super().__init__(default_path() if isinstance(path, _Default) else path, limit=limit)

    def get_many(self, scope: str, texts: Sequence[str]) -> dict[str, list[Match]]:
        """What is known of these texts: those that are missing in the answer have to be asked about."""
        keys = _keys(scope, texts)
        answers = {}
        for key, value in self.read(list(keys)).items():
            matches = _decode(value, len(keys[key]))
            if matches is not None:
                answers[keys[key]] = matches
        return answers

    def put_many(self, scope: str, items: Mapping[str, list[Match]]) -> None:
        """Keep what an engine has said about some texts; an empty list says that there was nothing to say."""
        self.write({key: _encode(items[text]) for key, text in _keys(scope, items).items()})


def _keys(scope: str, texts: Iterable[str]) -> dict[bytes, str]:
    """The texts by their keys, which also tell lone surrogates apart: half of SHA-256, to keep the file small."""
    prefix = hashlib.sha256(scope.encode("utf-8", "surrogatepass")).digest()
    return {hashlib.sha256(prefix + text.encode("utf-8", "surrogatepass")).digest()[:16]: text for text in texts}


def _encode(matches: Iterable[Match]) -> bytes:
    rows = [
        (match.rule, match.category, match.issue_type, match.message, match.start, match.end, match.replacements)
        for match in matches
    ]
    return _write_json(rows).encode() if rows else b"[]"


def _decode(value: bytes, length: int) -> list[Match] | None:
    """The matches of a text of that length; None where the row does not hold any such."""
    if value == b"[]":
        return []
    try:
        return [_match(row, length) for row in json.loads(value)]
    except (ValueError, TypeError, RecursionError):
        return None


def _match(row: Any, length: int) -> Match:
    """Raises ValueError or TypeError for what no engine can have said about a text of that length."""
    rule, category, issue_type, message, start, end, replacements = row
    words = [rule, category, issue_type, message, *replacements]
    if not all(isinstance(word, str) for word in words) or not isinstance(replacements, list):
        raise TypeError("words expected")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ValueError("not a span of this text")
    return Match(rule, category, issue_type, message, start, end, tuple(replacements))
