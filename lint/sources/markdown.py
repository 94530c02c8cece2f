"""Markdown: the text that a reader sees, each character with its place in the file.

The blocks' text is joined by blank lines. Headings become HEADLINE blocks, list items and table cells LIST,
block quotations QUOTATION, an image's alternative text CAPTION. Code spans are text; code blocks, HTML, comments, link
targets and front matter are not, but the front matter's title is a headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from lint.document import Document, Role
from lint.sources.roles import Part, blocks_of, is_label, mark_headlines, refine, split_dateline
from lint.sources.sourcemap import RunBuilder, SourceMap

if TYPE_CHECKING:
    from lint.suppress.comments import Watcher

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#~|]")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?=[\w\"'-]+[ \t]*[:=])")
_TITLE = re.compile(r"^title[ \t]{0,9}[:=][ \t]{0,9}([\"']?)([^\r\n]+)", re.MULTILINE)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_TEXT_BEHIND = re.compile(r"-->[ \t]*\S")
_HTML_BLOCK = {"Start": "HtmlBlock"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_SEPARATOR = "\n\n"
_LONGEST_HEADING = 250

_CONTAINERS = {
    "BlockQuote": Role.QUOTATION,
    "Item": Role.LIST,
    "TableCell": Role.LIST,
    "FootnoteDefinition": Role.LIST,
}
_SKIPPED = frozenset({"CodeBlock", "HtmlBlock"})
_INLINE = frozenset({"Emphasis", "Strikethrough", "Link"})


def from_markdown(markdown: str, path: str = "<text>", id: str | None = None) -> Document:
    """The document of a Markdown text."""
    # Lone surrogates have no UTF-8, which the parser wants; U+FFFD takes their place for as long.
    clean = _SURROGATES.sub("\ufffd", markdown)
    body, title = _front_matter(clean)
    reader = _Reader(markdown, body, clean[body:].encode())
    if "newslint" in clean.lower():
        reader.watch(clean, path)
    if title:
        reader.title(*title)
    for event, start, end in _events(_comments_as_tags(clean[body:])):
        reader.take(event, start, end)
    reader.flush()
    text = "".join(reader.text)
    parts = reader.parts[1:] if title and _repeats_title(text, reader.parts) else reader.parts
    source = SourceMap(markdown, reader.map.runs, encode=escape)
    document = Document(text, blocks_of(_finished(text, parts)), source, path, id)
    if reader.watcher is not None:
        _suppress(document, reader.watcher, clean, body)
    return document


def _suppress(document: Document, watcher: Watcher, markdown: str, body: int) -> None:
    """Give the document the suppressions of its comments and its front matter."""
    from lint.suppress.frontmatter import read

    found = watcher.finish(document.text, document.source)
    if body:
        found = read(markdown, body, document.text, document.source, document.path).plus(found)
    document.suppressions = found if found.entries or found.problems else None


def escape(text: str) -> str:
    """Text as it stands in Markdown: with a backslash before what could be markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _front_matter(markdown: str) -> tuple[int, tuple[int, int] | None]:
    """Where the Markdown behind the front matter begins, and the stretch of the front matter's title."""
    opening = _FRONT_MATTER.match(markdown)
    if not opening:
        return 0, None
    closing = re.compile(rf"^{re.escape(opening[1])}[ \t]*(?=[\r\n]|\Z)", re.MULTILINE).search(markdown, opening.end())
    if not closing:
        return 0, None
    match = _TITLE.search(markdown, opening.end(), closing.start())
    if not match or "\\" in match[2]:
        return closing.end(), None
    value = match[2].rstrip()
    if match[1]:
        value = value.removesuffix(match[1])
    return closing.end(), (match.start(2), match.start(2) + len(value))


def _events(markdown: str) -> Iterator[tuple[Any, int, int]]:
    """pulldown-cmark's events, each with the stretch it stands for, in bytes of UTF-8."""
    import pyromark

    options = pyromark.Options
    chosen = options.ENABLE_TABLES | options.ENABLE_STRIKETHROUGH | options.ENABLE_TASKLISTS | options.ENABLE_FOOTNOTES
    for event, span in pyromark.events_with_range(markdown, options=chosen):
        yield event, span["start"], span["end"]


def _comments_as_tags(markdown: str) -> str:
    """Markdown in which a comment at the start of a line with text behind it is a tag, as long in bytes of UTF-8.

    For Markdown such a line is HTML as a whole, and the text on it would be lost; behind a tag it is a paragraph.
    """
    if not _TEXT_BEHIND.search(markdown):
        return markdown
    data = bytearray(markdown.encode())
    for event, start, end in _events(markdown):
        if event == _HTML_BLOCK:
            block = bytes(data[start:end])
            comments = list(_comments(block))
            if comments and not block[: comments[0][0]].strip() and _has_text(block, comments):
                for first, last in comments:
                    data[start + first : start + last] = b"<" + b"x" * (last - first - 2) + b">"
    return data.decode()


def _comments(html: bytes) -> Iterator[tuple[int, int]]:
    """Where the comments that end stand in HTML."""
    start = html.find(b"<!--")
    while start >= 0 and (end := html.find(b"-->", start + 4)) >= 0:
        yield start, end + 3
        start = html.find(b"<!--", end + 3)


def _has_text(html: bytes, comments: Sequence[tuple[int, int]]) -> bool:
    """Whether there is more in it than comments and what would be HTML without them."""
    ends = [0, *(end for _, end in comments)]
    starts = [*(start for start, _ in comments), len(html)]
    rest = b"".join(html[end:start] for end, start in zip(ends, starts, strict=True)).strip().decode()
    return any(event != _HTML_BLOCK for event, _, _ in islice(_events(rest), 1))


def _character_offsets(data: bytes, offset: int) -> Callable[[int], int]:
    """A function from byte offsets of UTF-8 to code points, `offset` added; quick where each is near the one before."""
    if data.isascii():
        return lambda byte: offset + byte
    last_byte, last_character = 0, offset

    def at(byte: int) -> int:
        nonlocal last_byte, last_character
        if byte >= last_byte:
            last_character += len(data[last_byte:byte].decode())
        else:
            last_character -= len(data[byte:last_byte].decode())
        last_byte = byte
        return last_character

    return at


def _name(tag: Any) -> str:
    """The name of an event's tag, which is a string, or a mapping from the name to what else is known."""
    return tag if isinstance(tag, str) else next(iter(tag))


class _Reader:
    """Collects text, its places and the parts it is made of, event by event."""

    def __init__(self, markdown: str, offset: int, data: bytes) -> None:
        self.text: list[str] = []
        self.map = RunBuilder()
        self.parts: list[Part] = []
        self._markdown = markdown
        self._at = _character_offsets(data, offset)
        self._containers: list[Role] = []
        self._open: Part | None = None
        self._level = 0
        self._skipped = 0
        self._images = 0
        self._alternatives: list[tuple[str, int, int]] = []
        self._strong_end = -1
        self._behind_comment = False
        self.watcher: Watcher | None = None

    def watch(self, markdown: str, path: str) -> None:
        """Look for suppressions too: the text speaks of newslint."""
        from lint.suppress.comments import Watcher

        self.watcher = Watcher(markdown, path)

    def title(self, start: int, end: int) -> None:
        """Take the title of the front matter."""
        self._level = 1
        self._piece(self._markdown[start:end], start, end)
        self._level = 0
        self.flush()

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event of the parser; `start` and `end` are in bytes."""
        kind = _name(event)
        value: Any = None if isinstance(event, str) else event[kind]
        if kind == "Start":
            self._start(_name(value), value, start, end)
        elif kind == "End":
            self._end(_name(value))
        elif self._skipped:
            return
        elif kind == "Text":
            self._piece(value, self._at(start), self._at(end))
        elif kind == "Code":
            self._code(value, self._at(start), self._at(end))
        elif kind in ("SoftBreak", "HardBreak") or (kind == "InlineHtml" and _BREAK.fullmatch(value)):
            start, end = self._at(start), self._at(end)
            newline = self._markdown[start:end]
            self._piece(newline if newline.strip("\r\n") == "" else "\n", start, end)
        elif kind == "InlineHtml":
            self._html(self._at(start), self._at(end))
        elif kind == "Rule":
            self.flush()

    def _html(self, start: int, end: int) -> None:
        """HTML within a block; of the spaces on both sides of a comment the reader sees one."""
        if self._markdown.startswith("<!--", start) and (self._open is None or self.text[-1][-1:].isspace()):
            self._behind_comment = True
        if self.watcher is not None:
            self.watcher.inline(start, end, self.map.length)

    def _start(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Image":
            self._images += 1
        elif name == "Strong":
            self._strong_end = 0 if self._open is None else -1
        elif name not in _INLINE:
            self.flush()
            self._skipped += name in _SKIPPED
            if self.watcher is not None:
                self._tell(self.watcher, name, start, end)
            if name == "Heading":
                self._level = int(value[name]["level"][1:])
            elif name in _CONTAINERS:
                self._containers.append(_CONTAINERS[name])

    def _tell(self, watcher: Watcher, name: str, start: int, end: int) -> None:
        if name == "HtmlBlock":
            watcher.block(self._at(start), self._at(end), self.map.length)
        elif name not in _SKIPPED:
            watcher.start(self.map.length)

    def _end(self, name: str) -> None:
        if name == "Image":
            self._images -= 1
        elif name == "Strong":
            if self._strong_end == 0:
                self._strong_end = self.map.length
        elif name not in _INLINE:
            self.flush()
            self._skipped -= name in _SKIPPED
            if self.watcher is not None and name not in _SKIPPED:
                self.watcher.end(self.map.length)
            if name == "Heading":
                self._level = 0
            elif name in _CONTAINERS:
                self._containers.pop()

    def _code(self, value: str, start: int, end: int) -> None:
        """A code span, whose text stands between its backticks, with a space at each end where it needs one."""
        source = self._markdown[start:end]
        fence = len(source) - len(source.lstrip("`"))
        margin = (len(source) - 2 * fence - len(value)) // 2
        if margin in (0, 1) and source[fence + margin : end - start - fence - margin].split() == value.split():
            start, end = start + fence + margin, end - fence - margin
        self._piece(value, start, end)

    def _piece(self, value: str, start: int, end: int) -> None:
        """Add text: letter by letter where it is as long as its source, else as what the source stands for."""
        if self._images:
            self._alternatives.append((value, start, end))
            return
        if self._open is None:
            if self.map.length:
                self.text.append(_SEPARATOR)
                self.map.insert(len(_SEPARATOR))
            role = Role.HEADLINE if self._level else self._containers[-1] if self._containers else None
            self._open = Part(self.map.length, self.map.length, role, self._level)
        if self._behind_comment:
            self._behind_comment = False
            if len(value) == end - start and value[:1] in (" ", "\t"):
                start, value = start + 1, value[1:]
        if len(value) == end - start:
            value = self._markdown[start:end]
            self.map.literal(start, len(value))
        else:
            self.map.substitute(start, end, len(value))
        self.text.append(value)

    def flush(self) -> None:
        """End the block that is open; the alternative texts of its images become blocks of their own."""
        self._behind_comment = False
        part, alternatives = self._open, self._alternatives
        self._open, self._alternatives = None, []
        if part is not None:
            part.end = self.map.length
            part.strong = self._strong_end == part.end
            self.parts.append(part)
        self._strong_end = -1
        if alternatives:
            for piece in alternatives:
                self._piece(*piece)
            caption, self._open = self._open, None
            if caption:
                caption.end, caption.role = self.map.length, Role.CAPTION
                self.parts.append(caption)


def _finished(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts without white space around them, those without markup as what their words show them to be."""
    finished: list[Part] = []
    for part in parts:
        content = _content(text, part)
        if not content:
            continue
        start = text.index(content, part.start)
        end = start + len(content)
        if part.role is Role.HEADLINE and len(content) > _LONGEST_HEADING:
            part.role, part.level = None, 0
        if part.role is not None:
            finished.append(Part(start, end, part.role, part.level))
        elif len(parts) == 1:
            finished += split_dateline(text, start, end)
        elif part.strong and is_label(content):
            finished.append(Part(start, end, Role.HEADLINE, 2))
        else:
            finished += refine(text, start, end)
    if not any(part.role is Role.HEADLINE for part in finished) and len(parts) > 1:
        mark_headlines(text, finished)
    return finished


def _repeats_title(text: str, parts: Sequence[Part]) -> bool:
    """Whether the first heading says again what the front matter's title, the first part, says."""
    return len(parts) > 1 and parts[1].level == 1 and _content(text, parts[0]) == _content(text, parts[1])


def _content(text: str, part: Part) -> str:
    return text[part.start : part.end].strip()
