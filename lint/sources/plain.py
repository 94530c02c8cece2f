"""Plain text: paragraphs, and what each of them is in the article."""

from __future__ import annotations

from lint.document import Document
from lint.sources.paragraphs import paragraphs
from lint.sources.roles import assign
from lint.sources.sourcemap import SourceMap


def from_text(text: str, path: str = "<text>", id: str | None = None, source: SourceMap | None = None) -> Document:
    """The document of a plain text; its text is exactly `text`, line ends and all.

    `source` says where the text stands, if not in a file of its own.
    """
    return Document(text, assign(text, paragraphs(text)), source or SourceMap(text), path, id)
