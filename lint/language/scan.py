"""Looks at a text without going over more of it than is needed.

A pattern that begins with a look-behind or with a choice of words is tried at every character. One that begins with a
literal or a set of characters is looked for in C. Most rules need a rare sign somewhere in their match: look for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def near(
    text: str, anchor: re.Pattern[str], pattern: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """The matches of `pattern` within `before` and `after` characters of a match of `anchor`, in order.

    A match, with what it looks ahead at, must end within `after` characters behind the anchor. Windows that overlap are
    searched as one, so that the cost stays linear.
    """
    start = end = 0
    for match in anchor.finditer(text):
        low, high = match.start() - before, match.end() + after
        if low > end:
            if end:
                yield from pattern.finditer(text, max(0, start), end)
            start = low
        end = high
    if end:
        yield from pattern.finditer(text, max(0, start), end)


def last_but(text: str, start: int, end: int, passed: str | None = None) -> str:
    """The last character of `text[start:end]` that is none of those `passed` over (by default white space), or "".

    Unlike a copy of what stands before a place, it costs nothing for what lies further back.
    """
    while end > start and (text[end - 1].isspace() if passed is None else text[end - 1] in passed):
        end -= 1
    return text[end - 1 : end] if end > start else ""
