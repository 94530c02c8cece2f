"""What newslint has found in articles, kept on disk: an article that has not changed is not checked again.

A result is found again only where everything that it came from is the same: the article (text, blocks, source, path),
newslint's and the plug-ins' own files, the versions of all libraries, the settings that rules or engines see, and the
engine with its version. None of this is told by time stamps. What is accepted, suppressed or part of a baseline is
taken off after the cache, and places are worked out anew: no list of the newsroom's is ever baked in.

A result is kept only where rebuilding it from what would be kept gives the very same result, and only if everything
was checked: no crash, no missing answer of an engine. The file holds no article text; messages and suggestions may
quote single words.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lint.config import Config
from lint.document import Document
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.locate import locate
from lint.report import ArticleResult
from lint.store import Store, default_folder

FILE = "results.sqlite3"

_LIMIT = 100_000_000
"""The bytes of rows that the file may hold: some 100,000 articles."""

_VERSION = "1"
"""Of what is kept; a new one forgets all that was kept before."""

_WRITTEN_AT_ONCE = 100

_NO_MATTER = frozenset(
    "selection per_file fail_on exclude encoding jsonl_id jsonl_text max_article_size jobs accepted baseline "
    "history history_runs report origin cache cache_dir names inline_suppressions sidecar_suppressions "
    "require_suppression_reason".split()
)
"""Settings that change no result, or that are counted otherwise: selections as they hold for the article's file,
how it was read by the article itself, files of names by their contents. A setting that is not listed here counts."""

_write_json = json.JSONEncoder(separators=(",", ":")).encode


def cache_folder(config: Config) -> Path | None:
    """Where caches are kept: in the folder of the settings, else in that of NEWSLINT_CACHE_DIR, else in the user's.

    The command line takes the variable for an option, so there it goes before the settings file. None: nowhere.
    """
    if not config.cache:
        return None
    if config.cache_dir:
        return config.folder / config.cache_dir
    return default_folder()


def cache_file(config: Config, name: str) -> Path | None:
    """A cache's file of that name; None where nothing is to be kept."""
    folder = cache_folder(config)
    return folder / name if folder else None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is being checked, and the key for its result."""

    document: Document
    key: bytes


class ResultCache:
    """Results by article.

    `engine` says which engine checks too, and all that its answers depend on; `model` which language model there is.
    """

    def __init__(self, path: Path, config: Config, engine: str, model: str = "") -> None:
        self._store = Store(path, limit=_LIMIT)
        self._config = config
        self._general = _general_digest(config, engine, model)
        self._scopes: dict[tuple[str, ...], bytes] = {}
        self._waiting: deque[_Waiting | None] = deque()
        self._unsaved: dict[bytes, bytes] = {}

    def feed(self, items: Iterable[Any]) -> Iterator[Any]:
        """The same items; an article whose result is known is replaced by the result."""
        for item in items:
            if not isinstance(item, Document):
                self._waiting.append(None)
                yield item
                continue
            key = self._key(item)
            value = self._store.read([key]).get(key)
            known = None if value is None else _decode(value, item)
            self._waiting.append(_Waiting(item, key) if known is None else None)
            yield item if known is None else known

    def take(self, outcome: object) -> None:
        """Keep an outcome of the run; they come in the order of the items that `feed` gave."""
        waiting = self._waiting.popleft()
        if waiting is None or not isinstance(outcome, ArticleResult) or outcome.rule_errors or outcome.unchecked_by:
            return
        value = _encode(outcome)
        if value is not None and _decode(value, waiting.document) == outcome:
            self._unsaved[waiting.key] = value
            if len(self._unsaved) >= _WRITTEN_AT_ONCE:
                self._save()

    def close(self) -> None:
        """Write what is not yet written."""
        self._save()
        self._store.close()

    def _save(self) -> None:
        if self._unsaved:
            self._store.write(self._unsaved)
            self._unsaved = {}

    def _key(self, document: Document) -> bytes:
        digest = hashlib.sha256(self._scope(document.path))
        for block in document.blocks:
            digest.update(f"{block.role.value} {block.start} {block.end} {block.level}\0".encode())
        source = document.source
        same = source.source == document.text
        place = (document.path, document.id, source.first_line, len(document.text), same)
        for word in (repr(place), document.text, "" if same else source.source):
            digest.update(word.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _scope(self, path: str) -> bytes:
        """What a result depends on beside the article: the same for all files that the same patterns match."""
        patterns = self._config.patterns_for(path)
        if patterns not in self._scopes:
            selection = repr(self._config.selection_for(patterns))
            self._scopes[patterns] = hashlib.sha256(f"{self._general}\0{selection}".encode()).digest()
        return self._scopes[patterns]


def _general_digest(config: Config, engine: str, model: str) -> str:
    from lint.installed import code_digest
    from lint.registry import CODE_GROUPS

    settings = [(item.name, getattr(config, item.name)) for item in fields(config) if item.name not in _NO_MATTER]
    names = [_content(path) for path in config.name_files]
    words = (_VERSION, code_digest(CODE_GROUPS), repr(settings), repr(names), engine, model)
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


def _content(path: Path) -> str:
    """A digest of a file of the settings; whoever reads it says so where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return repr(error)


_SHARED = ("code", "name", "family", "mqm", "start", "end", "message", "engine")


def _encode(result: ArticleResult) -> bytes | None:
    """What is kept of a result; None where it holds what JSON cannot say."""
    findings = [
        [
            *(getattr(finding, name) for name in _SHARED),
            int(finding.severity),
            [finding.suggestion.replace, finding.suggestion.safety.value] if finding.suggestion else None,
            list(finding.also),
        ]
        for finding in result.findings
    ]
    try:
        return _write_json([result.words, result.score, dict(result.readability), findings]).encode()
    except (TypeError, ValueError, RecursionError):
        return None


def _decode(value: bytes, document: Document) -> ArticleResult | None:
    """The result for a document; None where the row holds nothing that can be one."""
    try:
        words, score, figures, rows = json.loads(value)
        merged = [_finding(row, len(document.text)) for row in rows]
        if type(words) is not int or not isinstance(score, float) or not _are_figures(figures):
            return None
        return ArticleResult(
            path=document.path,
            id=document.id,
            text=document.text,
            blocks=document.blocks,
            words=words,
            score=score,
            readability=figures,
            findings=tuple(locate(document, merged)),
            directives=document.suppressions,
        )
    except (ValueError, TypeError, RecursionError):
        return None


def _are_figures(figures: object) -> bool:
    return isinstance(figures, dict) and all(type(figure) in (int, float) for figure in figures.values())


def _finding(row: Any, length: int) -> tuple[Finding, tuple[str, ...]]:
    """A finding and the codes that it stands for. Raises ValueError or TypeError for what cannot be one."""
    code, name, family, mqm, start, end, message, engine, severity, suggestion, also = row
    suggested = [suggestion[0]] if suggestion else []
    if not all(isinstance(word, str) for word in (code, name, family, mqm, message, engine, *suggested, *also)):
        raise TypeError("words expected")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ValueError("not a span of this text")
    finding = Finding(
        code=code,
        name=name,
        family=family,
        severity=Severity(severity),
        mqm=mqm,
        start=start,
        end=end,
        message=message,
        suggestion=Suggestion(suggestion[0], Safety(suggestion[1])) if suggestion else None,
        engine=engine,
    )
    return finding, tuple(also)
