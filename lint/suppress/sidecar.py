"""Suppressions in a file beside the article, for formats without comments: `a.txt.newslint.toml` for `a.txt`.

    [[ignore]]
    rules = ["SE001"]
    quote = "process. course"
    count = 1
    reason = "the name of the column"

An entry covers findings that begin within the quoted words, wherever they stand in the article, with white space of
any kind between them; without a quote the whole article. In a sidecar of JSON Lines every entry names its `article` by
the article's id. There are no line numbers, which the next edit would make wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lint.document import Document
from lint.sources.base import SIDECAR_SUFFIX, SourceError
from lint.suppress.entries import ARTICLE, COUNT, QUOTE, REASON, Entry, entry
from lint.suppress.frontmatter import comments_behind
from lint.suppress.model import MOST, DirectiveError, Kind, Problem, Span, Suppression, Suppressions, spot, word_near

RULES, TABLE = "rules", "ignore"
_KEYS = (RULES, QUOTE, COUNT, ARTICLE, REASON)
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?ignore[\"']?[ \t]*\]\]", re.MULTILINE)
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry, its number from 0 and its line (0 where it is not known)."""

    entry: Entry
    number: int
    line: int


class SidecarError(Exception):
    """A sidecar that cannot be used: `path` (with a line where one is to blame) and `message`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message


class Sidecar:
    """The entries of a sidecar. `shown` is its path as messages have it. Raises SidecarError."""

    def __init__(self, file: Path, shown: str) -> None:
        self.shown = shown
        text = _text(file, shown)
        lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
        tables = _tables(text, shown)
        if len(lines) != len(tables):
            lines = [0] * len(tables)
        self.entries = []
        for number, (table, line) in enumerate(zip(tables, lines, strict=True)):
            try:
                self.entries.append(Numbered(entry(table, RULES, _KEYS), number, line))
            except DirectiveError as error:
                where = f"{shown}:{line}" if line else shown
                raise SidecarError(where, f"entry {number + 1} {error}") from None


def _text(file: Path, shown: str) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise SidecarError(shown, f"is larger than {_LARGEST:,} bytes")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SidecarError(shown, f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise SidecarError(shown, "is not UTF-8") from None


def _tables(text: str, shown: str) -> list[object]:
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise SidecarError(shown, f"cannot be read as TOML: {why}") from None
    tables = data.get(TABLE, [])
    strange = next((key for key in data if key != TABLE), None)
    if strange is not None or not isinstance(tables, list):
        key = strange if strange is not None else TABLE
        raise SidecarError(shown, f"has {key!r} at its top: all it holds are entries, each headed [[{TABLE}]]")
    return tables


def attached(articles: Iterator[Document | SourceError], file: Path, path: str) -> Iterator[Document | SourceError]:
    """The articles of a source, each with the suppressions that its sidecar has for it.

    Each article is held until the next one is read, so that what names no article is reported with the last one.
    """
    shown = path + SIDECAR_SUFFIX
    try:
        waiting = _by_article(Sidecar(file, shown))
    except SidecarError as error:
        yield from _with_problem(articles, Problem(Kind.SIDECAR, error.path, f"the sidecar {error.message}"))
        return
    last: Document | None = None
    lost, unread = dict(waiting), False
    for article in articles:
        if last is not None:
            yield last
        last = article if isinstance(article, Document) else None
        if isinstance(article, Document):
            _attach(article, waiting.get(article.id, ()), shown)
            lost.pop(article.id, None)
        else:
            unread = True
            yield article
    if last is not None:
        if lost and not unread:
            _attach_lost(last, [item for items in lost.values() for item in items], shown)
        yield last


def _by_article(sidecar: Sidecar) -> dict[str | None, list[Numbered]]:
    found: defaultdict[str | None, list[Numbered]] = defaultdict(list)
    for item in sidecar.entries:
        found[item.entry.article].append(item)
    for items in found.values():
        if len(items) > MOST:
            raise SidecarError(sidecar.shown, f"has more than {MOST:,} entries for one article")
    return dict(found)


def _with_problem(articles: Iterator[Document | SourceError], problem: Problem) -> Iterator[Document | SourceError]:
    """The articles, the first of them with the problem."""
    told = False
    for article in articles:
        if isinstance(article, Document) and not told:
            _add(article, Suppressions((), (problem,)))
            told = True
        yield article


def _add(document: Document, more: Suppressions) -> None:
    """The reader is not done with the document before this: nobody else has seen it."""
    document.suppressions = more.plus(document.suppressions)


def _attach(document: Document, items: Sequence[Numbered], shown: str) -> None:
    if items:
        _add(document, Suppressions(tuple(_suppression(document, item, shown) for item in items)))


def _attach_lost(document: Document, items: Sequence[Numbered], shown: str) -> None:
    """Entries for an article that is not there: they cover nothing, or are a slip where they cannot cover anything."""
    entries, problems = [], []
    for item in items:
        if (item.entry.article is None) == (document.id is None):
            entries.append(_suppression(document, item, shown, lost=True))
            continue
        where = f"{shown}:{item.line}" if item.line else shown
        message = (
            f"entry {item.number + 1} names no article: say which one, by its id" if item.entry.article is None
            else f"entry {item.number + 1} names an article, but the file is one: take {ARTICLE} out"
        )  # fmt: skip
        problems.append(Problem(Kind.SIDECAR, where, f"the sidecar's {message}"))
    _add(document, Suppressions(tuple(entries), tuple(problems)))


def _suppression(document: Document, item: Numbered, shown: str, *, lost: bool = False) -> Suppression:
    spans = () if lost else tuple(_spans(document.text, item.entry.quote))
    start, end = word_near(document.text, spans[0][0] if spans else 0)
    begin, behind = document.source.position(start), document.source.end_position(end)
    return Suppression(
        kind=Kind.SIDECAR,
        selectors=item.entry.selectors,
        reason=item.entry.reason,
        spans=spans,
        spot=spot(document.text, document.source, start, begin, behind),
        line=item.line,
        count=item.entry.count,
        file=shown,
        entry=item.number,
    )


def _spans(text: str, quote: str | None) -> Iterator[Span]:
    """Where a quote stands in a text."""
    if quote is None:
        yield 0, len(text)
        return
    pattern = r"\s+".join(map(re.escape, quote.split()))
    for match in re.finditer(pattern, text):
        yield match.span()


def without(text: str, drop: Mapping[int, Sequence[str]]) -> str:
    """A sidecar's text without these selectors, by number of entry; an entry that has none left goes.

    Comments stay where they are. An empty string where no entry is left. Raises DirectiveError where anything else
    would change.
    """
    wanted = []
    gone = []
    for number, table in enumerate(_parsed(text)[TABLE]):
        rest = [rule for rule in entry(table, RULES, _KEYS).selectors if rule not in drop.get(number, ())]
        if rest:
            wanted.append(table | {RULES: rest} if number in drop else table)
        else:
            gone.append(number)
    if not wanted:
        return ""
    fewer = {number: selectors for number, selectors in drop.items() if number not in gone}
    result = _cut(_with_fewer_rules(text, fewer), gone)
    if _parsed(result) != {TABLE: wanted}:
        raise DirectiveError("it is written in a way that newslint cannot change: take the entries out by hand")
    return result


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}


def _with_fewer_rules(text: str, fewer: Mapping[int, Sequence[str]]) -> str:
    if not fewer:
        return text
    import tomlkit

    document: Any = tomlkit.parse(text)
    for number, selectors in fewer.items():
        table = document[TABLE][number]
        table[RULES] = [rule for rule in entry(table.unwrap(), RULES, _KEYS).selectors if rule not in selectors]
    return tomlkit.dumps(document)


def _cut(text: str, gone: Sequence[int]) -> str:
    """The text without these entries; comments behind one are about the next, and stay."""
    headers = [match.start() for match in _HEADER.finditer(text)]
    for number in reversed(gone):
        if number >= len(headers):
            return ""
        start, end = headers[number], headers[number + 1] if number + 1 < len(headers) else len(text)
        text = text[:start] + comments_behind(text[start:end]).lstrip("\r\n") + text[end:]
    newline = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip() + newline if gone else text
