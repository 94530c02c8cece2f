"""What several rules ask about the end of a paragraph."""

from __future__ import annotations

from itertools import pairwise

from lint.document import Document, Sentence
from lint.language.tokens import WORD
from lint.language.words import NAME_PARTICLES, TITLE_SMALL_WORDS

_CLOSERS = "\"'”’»)]"
_STOPS = (".", "!", "?", "…")
_LONGEST_SIGNATURE = 80
_SMALL = TITLE_SMALL_WORDS | NAME_PARTICLES


def ends_in_stop(document: Document, start: int, end: int) -> bool:
    """Whether `text[start:end]` ends as a sentence does, closing marks passed over."""
    return document.text[max(start, end - 6) : end].rstrip(_CLOSERS + " \xa0")[-1:] in _STOPS


def signed(document: Document) -> frozenset[int]:
    """The starts of the blocks signed with a name: “… she was suppressive. Jane Doe”; for `document.derive(signed)`.

    So do the speakers of pull quotes stand behind them.
    """
    sentences = document.prose
    return frozenset(
        last.block.start
        for before, last in pairwise(sentences)
        if before.block is last.block and last.end == last.block.end and _is_signature(document, last)
    )


def _is_signature(document: Document, sentence: Sentence) -> bool:
    if sentence.end - sentence.start > _LONGEST_SIGNATURE or ends_in_stop(document, sentence.start, sentence.end):
        return False
    tokens = document.tokens[sentence.first : sentence.last]
    words = [token.text for token in tokens if token.kind == WORD]
    return bool(words) and all(word[0].isupper() or word in _SMALL for word in words)
