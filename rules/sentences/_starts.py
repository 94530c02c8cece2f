"""What several rules of this family ask about the place where one sentence ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lint.document import PROSE, Document, Sentence
from lint.language.tokens import NUMBER, URL, WORD, Token

OPENERS = "\"'“‘«‹([{¿¡"

_COUNTED = (WORD, NUMBER)


def fold(word: str) -> str:
    """A word in lower case with straight apostrophes, as the word lists have it."""
    return word.lower().replace("’", "'").replace("‘", "'")


def folded(document: Document) -> list[str | None]:
    """`fold` of every token that is a word or number, None for the others; for `document.derive(folded)`."""
    return [
        (text.lower() if text.isalpha() else fold(text)) if kind in _COUNTED else None
        for _, _, kind, text in document.tokens
    ]


def first_word(document: Document, sentence: Sentence) -> Token | None:
    """The sentence's first token, opening marks passed over, if it is a word."""
    for token in document.tokens[sentence.first : sentence.last]:
        if token.text[0] not in OPENERS:
            return token if token.kind == WORD else None
    return None


def is_plain_lowercase(token: Token) -> bool:
    """Whether a word is all in small Latin letters: not iPhone, eBay or al-Qaida, which stay so at a sentence start."""
    return token.text.replace("'", "").replace("’", "").isalpha() and token.text.islower() and token.text.isascii()


class Joint(NamedTuple):
    """Two neighbouring sentences of one block."""

    left: Sentence
    right: Sentence
    word: Token


def lowercase_joints(document: Document) -> Iterator[Joint]:
    """The places in prose where a sentence that ends in a full stop is followed by one in small letters."""
    text = document.text
    for left, right in pairwise(document.sentences):
        if left.block is not right.block or left.block.role not in PROSE or right.start == left.end:
            continue
        if text[left.end - 1] != "." or text[left.end - 2 : left.end - 1] in (".", "…", ""):
            continue
        word = first_word(document, right)
        if word is None or word.start != right.start or not is_plain_lowercase(word):
            continue
        if text[word.end : word.end + 1] == ")":
            continue  # an item of a list in the running text: "… a) speak. b) be silent."
        before = document.tokens[left.last - 2] if left.last - left.first >= 2 else None
        if before is None or before.kind == URL:
            continue
        yield Joint(left, right, word)
