"""What the rules about the house's words share: the pieces of a text, and phrases found among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lint.document import Document
from lint.language.tokens import URL

_PIECE = re.compile(r"[^\W_][\w\u0300-\u036f]*|[^\w\s]|_+")
_TYPOGRAPHIC = str.maketrans("’‘ʼ‐‑\xa0", "'''-- ")
_LONGEST = 120
"""More pieces than a phrase can have."""


class Piece(NamedTuple):
    """A word or a mark: `text[start:end]`; `key` is it in lower case, `spaced` whether white space stands before it."""

    start: int
    end: int
    key: str
    spaced: bool


def plain(text: str) -> str:
    """Text with straight apostrophes, plain hyphens and single spaces, its letters as one character each."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHIC)
    return " ".join(text.split())


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of `text[start:end]`."""
    return [
        Piece(found.start(), found.end(), plain(found[0]).casefold(), text[found.start() - 1 : found.start()].isspace())
        for found in _PIECE.finditer(text, start, end)
    ]


def in_address(document: Document, offset: int) -> bool:
    """Whether a web or e-mail address stands here: nobody corrects those."""
    index = document.token_index(offset + 1) - 1
    return index >= 0 and document.tokens[index].kind == URL and offset < document.tokens[index].end


class Found(NamedTuple):
    """A phrase in a text, `text[start:end]`, and the phrase as the settings have it."""

    start: int
    end: int
    phrase: str


class Phrases:
    """Phrases in a tree, by their pieces. One in small letters is found in any case, outside of compounds; one with
    capitals as it stands, also in “Kiev-born”."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._root: dict[Any, Any] = {}
        for phrase in phrases:
            node = self._root
            for index, piece in enumerate(pieces(phrase, 0, len(phrase))):
                node = node.setdefault((piece.key, piece.spaced and index > 0), {})
            node.setdefault("", []).append(phrase)

    def matches(self, document: Document) -> Iterator[Found]:
        """The phrases in the document, in order; of two that begin at one place the longer, none within another."""
        for block in document.blocks:
            found = pieces(document.text, block.start, block.end)
            at = 0
            while at < len(found):
                match = self._at(document.text, found, at)
                if match is not None and not in_address(document, match[0].start):
                    yield match[0]
                    at = match[1]
                at += 1

    def _at(self, text: str, found: list[Piece], first: int) -> tuple[Found, int] | None:
        """The longest phrase that begins with this piece, and the index of its last piece."""
        node, best = self._root, None
        for index in range(first, min(first + _LONGEST, len(found))):
            piece = found[index]
            node = node.get((piece.key, piece.spaced and index > first), {})
            if not node:
                break
            if "" in node:
                start, end = found[first].start, piece.end
                written = plain(text[start:end])
                for phrase in node[""]:
                    small = phrase.islower()
                    if (small or plain(phrase) == written) and not _within_word(
                        found, first, index, "-'" if small else "'"
                    ):
                        best = (Found(start, end, phrase), index)
        return best


def _within_word(found: list[Piece], first: int, last: int, joints: str) -> bool:
    """Whether these pieces are a part of something longer: joined by one of the marks, or a @handle or #tag."""
    if first > 0 and found[first - 1].key in "@#_" and not found[first].spaced:
        return True
    if first > 1 and _joins(found[first - 2 : first + 1], joints):
        return True
    possessive = [piece.key for piece in found[last + 1 : last + 3]] == ["'", "s"]
    return not possessive and _joins(found[last : last + 3], joints)


def _joins(three: list[Piece], joints: str) -> bool:
    """Whether a hyphen or an apostrophe in the middle makes one word of the words around it."""
    if len(three) < 3 or three[1].spaced or three[2].spaced:
        return False
    return three[1].key in joints and three[0].key[0].isalnum() and three[2].key[0].isalnum()
