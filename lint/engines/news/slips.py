"""How one spelling differs from another: what a typing error leaves, or what makes another word."""

from __future__ import annotations

SWAPPED = "swapped"
DOUBLED = "doubled"
LOST = "lost"
ADDED = "added"
OTHER = "other letter"

_SEVERAL_FROM = 8
"""Letters a word must have for two lost ones to be a slip."""


def slip(word: str, right: str) -> str:
    """What turns `right` into `word`, both in lower case; "" where more than one slip does.

    Two letters next to each other swapped; a letter doubled or no longer doubled; a letter lost, or two of a long word
    that keeps its first and last; one added; one exchanged.
    """
    if word == right or not word or not right:
        return ""
    start = _common_start(word, right)
    if len(word) == len(right):
        return _exchange(word, right, start)
    if abs(len(word) - len(right)) == 1:
        return _one_more_or_less(word, right, start)
    if len(right) - len(word) == 2 and len(word) >= _SEVERAL_FROM and word[0] + word[-1] == right[0] + right[-1]:
        letters = iter(right)
        return LOST if all(letter in letters for letter in word) else ""
    return ""


def _common_start(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _exchange(word: str, right: str, start: int) -> str:
    if word[start + 2 :] == right[start + 2 :] and word[start : start + 2] == right[start : start + 2][::-1]:
        return SWAPPED
    return OTHER if word[start + 1 :] == right[start + 1 :] else ""


def _one_more_or_less(word: str, right: str, start: int) -> str:
    short, long = sorted((word, right), key=len)
    if short[start:] != long[start + 1 :]:
        return ""
    if start and long[start] == long[start - 1]:
        return DOUBLED
    return LOST if len(word) < len(right) else ADDED
