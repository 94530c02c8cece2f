"""The capitalised words of an article, counted once for all rules of this family."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from lint.document import Document, Role
from lint.language.tokens import WORD

_APOSTROPHES = ("'", "’", "‘", "`")


def bare(word: str) -> str:
    """A name without its possessive: "Putin's" gives "Putin"."""
    for mark in _APOSTROPHES:
        if word.endswith((mark + "s", mark + "S")) and len(word) > 3:
            return word[:-2]
    return word


@dataclass(frozen=True, slots=True)
class Mentions:
    """`counts` says how often a capitalised word stands in the article (possessives counted with the bare name).

    `tokens` holds the indices of its tokens.
    """

    counts: Counter[str]
    tokens: dict[str, list[int]]


def mentions(document: Document) -> Mentions:
    """The capitalised words of the article outside of headlines, which may be in title case."""
    counts: Counter[str] = Counter()
    tokens: dict[str, list[int]] = defaultdict(list)
    headlines = [(b.start, b.end) for b in document.blocks if b.role is Role.HEADLINE]
    skip = {i for start, end in headlines for i in range(document.token_index(start), document.token_index(end))}
    for index, token in enumerate(document.tokens):
        if token.kind == WORD and token.text[0].isupper() and index not in skip:
            name = bare(token.text)
            counts[name] += 1
            tokens[name].append(index)
    return Mentions(counts, dict(tokens))


def is_title_case(word: str) -> bool:
    """Whether the word is a capital and small letters, nothing else."""
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and word.isalpha()
