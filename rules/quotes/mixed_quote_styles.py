"""Straight and curly marks are mixed in one article.

Text from two sources was joined, or only part of it went through the editing system. One finding stands on the first
mark of the kind that the article uses less. Decide on one kind for the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU005",
    name="mixed-quote-styles",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Inconsistent style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad('“We won,” the coach said. “We are glad.”\n\nThe fans sang "We are the best" all night.', marks='"'),
        Bad("It's late, she said. It isn't over. They don’t know.", marks="’"),
        Good("“We won,” the coach said. “It’s a 'dream' come true.”"),
        Good('“We won,” the coach said of his 6\'4" keeper and the 27" trophy.'),
        Good('"We won," the coach said. "It\'s the fans\' cup."'),
        Good("The party's plan isn't new; the Hawai‘i branch didn't like it."),
    ),
)

_CURLY_APOSTROPHE = re.compile(r"’(?<=[^\W\d_].)(?=[^\W\d_])")
_STRAIGHT_APOSTROPHE = re.compile(r"'(?<=[^\W\d_].)(?=[^\W\d_])")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    curly, straight = _pairs(document, "double-curly"), _pairs(document, "double-straight")
    yield from _minority(curly, straight, "quotation marks")
    text = document.text
    if "’" in text and "'" in text:
        yield from _minority(
            [match.start() for match in _CURLY_APOSTROPHE.finditer(text)],
            [match.start() for match in _STRAIGHT_APOSTROPHE.finditer(text)],
            "apostrophes",
        )


def _pairs(document: Document, style: str) -> list[int]:
    """The opening marks of this style. Marks of a pair that do not match are another rule's finding."""
    return [q.start for q in analysis(document).quotations if q.style == style and q.closed]


def _minority(curly: list[int], straight: list[int], what: str) -> Iterator[Finding]:
    if not curly or not straight:
        return
    rarer, kind, usual = (curly, "curly", "straight") if len(curly) < len(straight) else (straight, "straight", "curly")
    count = f"{len(rarer)} of {len(curly) + len(straight)}" if len(rarer) > 1 else "this one"
    message = f"The article mixes {usual} and {kind} {what}; {kind}: {count}."
    yield META.finding(rarer[0], rarer[0] + 1, message)
