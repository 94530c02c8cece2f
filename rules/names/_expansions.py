"""Abbreviations in brackets and the words before them that they stand for: “World Health Organization (WHO)”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.language.tokens import WORD, Token

_SMALL = frozenset("of the and for in on to a an de la du des del di da et y und für e al".split())
_BRACKET = re.compile(r"(?<=\s)[(\[]([A-Z][A-Za-z&.-]{1,9})[)\]]")
_REACH = 12


class Expansion(NamedTuple):
    """The words that stand before the bracket, capitalised ones and the small ones between them; last word last."""

    words: Sequence[Token]
    letters: str
    start: int
    end: int


def expansions(document: Document) -> list[Expansion]:
    """Every capital abbreviation in brackets that follows a run of at least two capitalised words.

    A full stop within the run is passed over: damaged text has stops where none belong.
    """
    return list(_find(document))


def _find(document: Document) -> Iterator[Expansion]:
    for match in _BRACKET.finditer(document.text):
        letters = "".join(filter(str.isalpha, match[1]))
        if len(letters) < 2 or sum(map(str.isupper, letters)) < len(letters) - 1:
            continue
        words = _run_before(document, match.start())
        if sum(word.text[0].isupper() for word in words) >= 2:
            yield Expansion(
                words,
                letters.upper().removesuffix("S") if letters[-1] == "s" else letters.upper(),
                match.start(1),
                match.end(1),
            )


def _run_before(document: Document, offset: int) -> list[Token]:
    """The run of capitalised and small words that ends at `offset`, first word capitalised."""
    last = document.token_index(offset)
    words: list[Token] = []
    for token in reversed(document.tokens[max(0, last - _REACH) : last]):
        if token.text == "." or token.text in "“”\"'’‘":
            continue
        if token.kind != WORD or not (token.text[0].isupper() or token.text in _SMALL):
            break
        words.append(token)
    while words and not words[-1].text[0].isupper():
        words.pop()
    return words[::-1]


def initials(words: Sequence[Token]) -> str:
    """The first letters of the capitalised words, of each capitalised part of a hyphenated one."""
    return "".join(part[0] for word in words for part in word.text.split("-") if part and part[0].isupper())


def fits(expansion: Expansion) -> bool:
    """Whether the abbreviation can be read out of the words in their order.

    Each capitalised word gives its first letters, at least one (CENTCOM: Central Command); small words may give none.
    """
    parts = [(part.upper(), not part[0].isupper()) for word in expansion.words for part in word.text.split("-") if part]
    return any(_spells(expansion.letters, parts[start:]) for start in range(len(parts)))


def _spells(letters: str, parts: Sequence[tuple[str, bool]]) -> bool:
    """Whether `letters` are beginnings of the parts, one after the other."""
    reached = {0}
    for part, optional in parts:
        following = set(reached) if optional else set()
        for position in reached:
            length = 0
            while position + length < len(letters) and part[length : length + 1] == letters[position + length]:
                length += 1
                following.add(position + length)
        reached = following
    return len(letters) in reached
