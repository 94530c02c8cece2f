"""The capitalised words of an article, counted once for all rules of this family."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lint.document import Document, Role
from lint.language.tokens import WORD

_APOSTROPHES = ("'", "’", "‘", "`")


def bare(word: str) -> str:
    """A name without its possessive: "Putin's" gives "Putin"."""
    if word.isalpha():
        return word
    for mark in _APOSTROPHES:
        if word.endswith((mark + "s", mark + "S")) and len(word) > 3:
            return word[:-2]
    return word


@dataclass(frozen=True, slots=True)
class Mentions:
    """`tokens` holds the indices of each name's tokens, all in order; a possessive is one of the bare name."""

    tokens: dict[str, list[int]]

    def count(self, name: str) -> int:
        return len(self.tokens.get(name, ()))


def mentions(document: Document) -> Mentions:
    """The capitalised words of the article outside of headlines, which may be in title case."""
    tokens: dict[str, list[int]] = defaultdict(list)
    headlines = [(b.start, b.end) for b in document.blocks if b.role is Role.HEADLINE]
    skip = {i for start, end in headlines for i in range(document.token_index(start), document.token_index(end))}
    for index, (_, _, kind, text) in enumerate(document.tokens):
        if kind == WORD and text[0].isupper() and index not in skip:
            tokens[bare(text)].append(index)
    return Mentions(dict(tokens))


def is_title_case(word: str) -> bool:
    """Whether the word is a capital and small letters, nothing else."""
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and word.isalpha()
