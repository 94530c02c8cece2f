"""Suppressions in the front matter of Markdown: for the whole article.

In YAML: `newslint: {ignore: [SE001], reason: a name}`, or a list of such tables; in TOML: `newslint = {…}`,
`[newslint]` or `[[newslint]]`. YAML is read as a tree of strings, never as objects.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lint.sources.sourcemap import SourceMap
from lint.suppress.entries import IGNORE, REASON, Entry, entry
from lint.suppress.model import MOST, DirectiveError, Kind, Problem, Suppression, Suppressions, spot

KEY = "newslint"
_MENTIONED = re.compile(r"^[ \t]*(?:\[\[?[ \t]*)?[\"']?newslint\b", re.MULTILINE)
_LONGEST = 20_000
"""Characters of the longest front matter that is looked into: YAML takes its time."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines between the fences: `source[start:end]`, in YAML (`---`) or TOML (`+++`)."""

    start: int
    end: int
    fence: str
    text: str

    @classmethod
    def of(cls, markdown: str, body: int) -> FrontMatter:
        """The front matter that ends, closing fence and all, where the body begins."""
        fence = markdown[:3]
        start = re.compile(r"\r\n|\r|\n").search(markdown).end()  # type: ignore[union-attr]
        end = markdown.rindex(fence, start, body)
        return cls(start, end, fence, markdown[start:end])


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, and where it begins in the front matter's text (code points)."""

    entry: Entry
    start: int


def read(markdown: str, body: int, text: str, source: SourceMap, path: str) -> Suppressions:
    """The suppressions of the front matter; `text` is the article's."""
    front = FrontMatter.of(markdown, body)
    if not _MENTIONED.search(front.text):
        return Suppressions()
    try:
        written = entries(front)
    except DirectiveError as error:
        match = _MENTIONED.search(front.text)
        line = source.place_in_source(front.start + (match.start() if match else 0)).line
        return Suppressions((), (Problem(Kind.FRONT_MATTER, f"{path}:{line}", f"the front matter {error}"),))
    found = []
    for number, item in enumerate(written):
        begin = front.start + item.start
        place = spot(text, source, 0, begin, min(begin + len(KEY), front.end))
        found.append(
            Suppression(
                kind=Kind.FRONT_MATTER, selectors=item.entry.selectors, reason=item.entry.reason,
                spans=((0, len(text)),), spot=place, line=place.line, parts=((front.start, front.end),), entry=number,
            )
        )  # fmt: skip
    return Suppressions(tuple(found))


def entries(front: FrontMatter) -> list[Written]:
    """The entries under `newslint`. Raises DirectiveError for what is none, or where nothing can be read."""
    if len(front.text) > _LONGEST:
        raise DirectiveError(f"names newslint, but is longer than {_LONGEST:,} characters: it is not read")
    found = list(_yaml(front.text) if front.fence == "---" else _toml(front.text))
    if len(found) > MOST:
        raise DirectiveError(f"has more than {MOST:,} suppressions")
    return found


def _entries_of(value: object, starts: Sequence[int]) -> Iterator[Written]:
    tables = value if isinstance(value, list) else [value]
    if not tables:
        raise DirectiveError(f"has nothing under {KEY}: write {KEY}: {{{IGNORE}: [RULE], {REASON}: …}}")
    for table, start in zip(tables, starts, strict=True):
        try:
            yield Written(entry(table, IGNORE, (IGNORE, REASON)), start)
        except DirectiveError as error:
            raise DirectiveError(f"has a {KEY} entry that {error}") from None


def _yaml(text: str) -> Iterator[Written]:
    for key, value in _yaml_pairs(text):
        if key.value == KEY:
            start = key.start_mark.index
            nodes = value.value if value.id == "sequence" else [value]
            yield from _entries_of(_plain(value), [start] if nodes == [value] else [n.start_mark.index for n in nodes])


def _yaml_pairs(text: str) -> list[Any]:
    """The pairs of nodes at the top of YAML; of a key that is there twice each counts. Raises DirectiveError."""
    import yaml

    try:
        root: Any = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        mark = getattr(error, "problem_mark", None)
        where = f" (its line {mark.line + 1})" if mark else ""
        raise DirectiveError(f"cannot be read as YAML{where}: {problem}") from None
    except RecursionError:
        raise DirectiveError("cannot be read as YAML: it is nested too deeply") from None
    return root.value if root is not None and root.id == "mapping" else []


def _plain(node: Any, depth: int = 0) -> object:
    """A node as strings, lists and dicts; null as None. Nothing of ours is nested deeply, or holds itself."""
    if depth > 3:
        raise DirectiveError(f"has a {KEY} entry that is nested too deeply")
    if node.id == "mapping":
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value[:MOST]}
    if node.id == "sequence":
        return [_plain(item, depth + 1) for item in node.value[: MOST + 1]]
    is_null = node.style is None and node.value in ("", "~", "null")
    return None if is_null else str(node.value)


def _toml(text: str) -> Iterator[Written]:
    value = toml_table(text).get(KEY)
    if value is None:
        return
    places = [match.start() for match in _MENTIONED.finditer(text)] or [0]
    count = len(value) if isinstance(value, list) else 1
    yield from _entries_of(value, (places if len(places) == count else places[:1] * count))


def toml_table(text: str) -> dict[str, Any]:
    """TOML as Python has it. Raises DirectiveError."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise DirectiveError(f"cannot be read as TOML: {error}") from None
    except RecursionError:
        raise DirectiveError("cannot be read as TOML: it is nested too deeply") from None


def without(front: FrontMatter, drop: Mapping[int, Sequence[str]]) -> str:
    """The front matter's text without these selectors, by number of entry; an entry that has none left goes.

    Raises DirectiveError where that would change anything else.
    """
    before = entries(front)
    kept = [
        Entry(rest, item.entry.reason)
        for number, item in enumerate(before)
        if (rest := tuple(s for s in item.entry.selectors if s not in drop.get(number, ())))
    ]
    text = _yaml_with(front.text, kept) if front.fence == "---" else _toml_with(front.text, kept)
    after = FrontMatter(front.start, front.end, front.fence, text)
    same = [item.entry for item in entries(after)] == kept and _others(after) == _others(front)
    if not same:
        raise DirectiveError("is written in a way that newslint cannot change: take the suppression out by hand")
    return text


def _others(front: FrontMatter) -> object:
    """All that is not ours, for a comparison."""
    if front.fence != "---":
        return {key: value for key, value in toml_table(front.text).items() if key != KEY}
    import yaml

    return [(yaml.serialize(k), yaml.serialize(v)) for k, v in _yaml_pairs(front.text) if k.value != KEY]


def _yaml_with(text: str, kept: Sequence[Entry]) -> str:
    """YAML with `kept` in the place of all that stands under `newslint`."""
    import yaml

    newline = "\r\n" if "\r\n" in text else "\n"
    tables = [{IGNORE: list(item.selectors)} | ({REASON: item.reason} if item.reason else {}) for item in kept]
    new = ""
    if tables:
        value: object = tables[0] if len(tables) == 1 else tables
        new = yaml.safe_dump({KEY: value}, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
    pairs = _yaml_pairs(text)
    for index in range(len(pairs) - 1, -1, -1):
        if pairs[index][0].value == KEY:
            start = pairs[index][0].start_mark.index
            end = pairs[index + 1][0].start_mark.index if index + 1 < len(pairs) else len(text)
            text = text[:start] + new.replace("\n", newline) + comments_behind(text[start:end]) + text[end:]
            new = ""
    return text


def comments_behind(stretch: str) -> str:
    """The lines of comment and the blank lines at the end of a stretch: they belong to what follows."""
    lines = stretch.splitlines(keepends=True)
    count = len(lines)
    while count > 1 and (not lines[count - 1].strip() or lines[count - 1].startswith("#")):
        count -= 1
    return "".join(lines[count:])


def _toml_with(text: str, kept: Sequence[Entry]) -> str:
    import tomlkit

    document: Any = tomlkit.parse(text)
    value = document[KEY]
    if not kept:
        document.remove(KEY)
    elif isinstance(value, list):
        for index in range(len(value) - 1, -1, -1):
            if index >= len(kept):
                del value[index]
        for table, item in zip(value, kept, strict=True):
            _set(table, item)
    else:
        _set(value, kept[0])
    return tomlkit.dumps(document)


def _set(table: Any, item: Entry) -> None:
    table[IGNORE] = list(item.selectors)
    if item.reason:
        table[REASON] = item.reason
    else:
        table.pop(REASON, None)
