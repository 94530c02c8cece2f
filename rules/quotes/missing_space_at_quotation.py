"""No space stands between a quotation and the word or mark beside it: said“Hello”, “Hello”he said.

Two sentences or paragraphs ran together at the quotation mark, or an engine joined its pieces without a space.
Put the space in, and check whether a paragraph should end here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import Quotation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU011",
    name="missing-space-at-quotation",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad(
            "The mayor said“We will rebuild” and left.",
            marks="said“",
            fixed="The mayor said “We will rebuild” and left.",
        ),
        Bad(
            "They do not need “anyone else.”State media reported the visit.",
            marks="”State",
            fixed="They do not need “anyone else.” State media reported the visit.",
        ),
        Bad('The mayor said:"We will rebuild."', marks='said:"', fixed='The mayor said: "We will rebuild."'),
        Good("Three “maybe”s and one “no”: the “yes”-men lost (“narrowly”)."),
        Good("“The Herald”'s view and the “pre-war”/“post-war” debate — “old hat”—went on."),
        Good('The pre-"reform" law was 12"x8" in print, the non"binding" one smaller.'),
    ),
)

_STYLES = frozenset({"double-curly", "double-straight"})
_ENDING = re.compile(r"(?:e?s|e?d|ing|ish|ly|er|ers)\b")
_FIRST_PART = frozenset({"un", "re", "non", "anti", "pre", "pro", "ex", "mis", "de", "co", "sub", "d", "l", "s"})
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,30}[,.:;!?]?\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]{1,30}")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for quotation in analysis(document).quotations:
        if quotation.style in _STYLES:
            yield from _before(text, quotation)
            yield from _after(text, quotation)


def _before(text: str, quotation: Quotation) -> Iterator[Finding]:
    start, inner = quotation.start, quotation.inner_start
    match = _WORD_BEFORE.search(text, max(0, start - 32), start)
    if match is None or text[inner : inner + 1].isspace() or match[0].lower() in _FIRST_PART or not _latin(match[0]):
        return
    message = "A space is missing before the quotation."
    yield META.finding(match.start(), inner, message, replace=match[0] + " " + text[start:inner])


def _after(text: str, quotation: Quotation) -> Iterator[Finding]:
    inner, end = quotation.inner_end, quotation.end
    match = _WORD_AFTER.match(text, end)
    if not quotation.closed or match is None or text[inner - 1].isspace() or not _latin(match[0]):
        return
    if _ENDING.fullmatch(match[0]):
        return
    message = "A space is missing behind the quotation."
    yield META.finding(inner, match.end(), message, replace=text[inner:end] + " " + match[0])


def _latin(word: str) -> bool:
    """Whether the script is one that puts spaces between words."""
    return word[0] < "\u0530"
