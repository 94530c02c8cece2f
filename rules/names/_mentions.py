"""The capitalised words of an article, counted once for all rules of this family."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from lint.document import Document, Role
from lint.language.tokens import WORD, Token

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

    `tokens` holds the indices of its tokens; `lower` the words that also stand in small letters.
    """

    counts: Counter[str]
    tokens: dict[str, list[int]]
    lower: frozenset[str]


def mentions(document: Document) -> Mentions:
    """The capitalised words of the article outside of headlines, which may be in title case."""
    counts: Counter[str] = Counter()
    tokens: dict[str, list[int]] = defaultdict(list)
    lower: set[str] = set()
    headlines = [(b.start, b.end) for b in document.blocks if b.role is Role.HEADLINE]
    skip = {i for start, end in headlines for i in range(document.token_index(start), document.token_index(end))}
    for index, token in enumerate(document.tokens):
        if token.kind != WORD or index in skip:
            continue
        if token.text[0].isupper():
            name = bare(token.text)
            counts[name] += 1
            tokens[name].append(index)
        else:
            lower.add(token.text)
    return Mentions(counts, dict(tokens), frozenset(lower))


def is_title_case(word: str) -> bool:
    """Whether the word is a capital and small letters, nothing else."""
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and word.isalpha()


def first_of_sentence(document: Document, token: Token) -> bool:
    """Whether the token opens its sentence, so that its capital says nothing."""
    sentence = document.sentence_at(token.start)
    return sentence is None or document.tokens[sentence.first].start >= token.start - 1
