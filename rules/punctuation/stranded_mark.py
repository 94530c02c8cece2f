"""A mark stands alone, with a space before it, right behind another mark: what belonged to it is gone.

When a clause is dropped or moved in translation, its comma or stop stays behind ("would not. .", "very often the
next. ,"). Delete the mark, and check whether the sentence before it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.words import COORDINATING_CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, WH_WORDS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU002",
    name="stranded-mark",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=2,
    examples=(
        Bad(
            "It proved harder to hold than the generals would not. .",
            marks=". .",
            fixed="It proved harder to hold than the generals would not.",
        ),
        Bad(
            "The army left the city, ; the rebels stayed.",
            marks=", ;",
            fixed="The army left the city, the rebels stayed.",
        ),
        Bad(
            "It falls to this generation and often the next. , They know it.",
            marks=". ,",
            fixed="It falls to this generation and often the next. They know it.",
        ),
        Bad(
            "They spoke of trade, tourism, culture. , sports and other fields.",
            marks=". ,",
            fixed="They spoke of trade, tourism, culture, sports and other fields.",
        ),
        Good("“We waited . . . and waited,” she said."),
        Good("The pistol, a .38, was found at 5 p.m. on Monday."),
        Good("It ended 3 : 1, and the crowd sang: “… and so we won!”"),
    ),
)

# No more than a few spaces: a longer gap is layout. A spaced ellipsis is a mark of its own.
_STRANDED = re.compile(
    r"([.,;:!?…](?<![.,;:!?…].)(?:(?<=\.)\.\.)?)[^\S\r\n]{1,8}(?!\.\.\.)[.,;:!?]{1,3}(?![\w.…/)(<-])"
)
_NEXT_WORD = re.compile(r"[^\S\r\n]{1,8}[“\"‘']?([^\W\d_]+)")
_STARTERS = PRONOUNS | DETERMINERS | COORDINATING_CONJUNCTIONS | PREPOSITIONS | WH_WORDS
_SPACED_ELLIPSIS = re.compile(r"\.[^\S\r\n]\.(?:[^\S\r\n]\.){1,3}")


def _keep(text: str, first: str, match_end: int) -> str | None:
    """Which mark stays: the first, but no stop within a sentence. None where that can't be told."""
    last, behind = text[match_end - 1], _NEXT_WORD.match(text, match_end)
    if first != "." or last not in ",;:" or not behind:
        return first
    word = behind[1]
    if word.islower():
        return last
    return first if word.lower() in _STARTERS else None


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _STRANDED.finditer(text):
        start, end = match.span()
        if match[0].startswith((". .", ".\u00a0.")) and (
            _SPACED_ELLIPSIS.match(text, start) or _SPACED_ELLIPSIS.match(text, max(0, start - 2))
        ):
            continue
        yield META.finding(
            start,
            end,
            "A stray mark with nothing before it: words were lost here, or the mark is left over.",
            replace=_keep(text, match[1], end),
        )
