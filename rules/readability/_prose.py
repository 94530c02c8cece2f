"""What the rules of this family share."""

from __future__ import annotations

import re

_OPENING = 60
_SEPARATOR = re.compile(r"[,;|•·]")
_NUMBER = re.compile(r"(?<!\w)[^\w\s]{0,3}\d")


def opening(text: str, start: int, end: int) -> tuple[int, int]:
    """The first whole words of `text[start:end]`, up to 60 characters: enough to see the place and no more."""
    if end - start <= _OPENING:
        return start, end
    cut = text.rfind(" ", start + 1, start + _OPENING + 1)
    return start, cut if cut > start else start + _OPENING


def is_list(text: str, words: int) -> bool:
    """Whether a text of so many words is a list or a table rather than prose: line-ups, results, contributors.

    A separator for every four words, or a number for every three. The longest sentences of machine-translated news
    have one separator for five words at most.
    """
    separators = sum(1 for _ in _SEPARATOR.finditer(text))
    numbers = sum(1 for _ in _NUMBER.finditer(text))
    return separators * 4 >= words or numbers * 3 >= words
