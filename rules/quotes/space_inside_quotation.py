"""A space stands inside the quotation marks: “ Hello ”.

Translation engines cut marks off their words and join the pieces with spaces again. Close the gap; where the mark
sticks to the word outside, the space belongs on its other side.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind, Quotation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU010",
    name="space-inside-quotation",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad(
            "The mayor said: “ We will rebuild. ” He left at once.",
            marks=("“ ", " ”"),
            fixed="The mayor said: “We will rebuild.” He left at once.",
        ),
        Bad('The "Blue Coast "plan is ready.', marks=' "', fixed='The "Blue Coast" plan is ready.'),
        Bad("We will rebuild it all by May. ”", marks=" ”", fixed="We will rebuild it all by May.”"),
        Bad(
            '"We will rebuild.\n\nIt will take long. "\n\nHe left.',
            marks=' "',
            fixed='"We will rebuild.\n\nIt will take long."\n\nHe left.',
        ),
        Good("“The mayor said: ‘We will rebuild.’ ” That was the letter’s last line."),
        Good("“We will rebuild,” the mayor said – “and soon.” He left."),
        Good("The 5' 4\" keeper wore a shirt that said: “… and counting”."),
    ),
)

_SPACES = " \t\xa0"
_MARKS = "\"'“”‘’"
_STYLES = frozenset({"double-curly", "double-straight", "single-curly", "single-straight"})
_INSIDE = "No space belongs inside the quotation marks."
_OTHER_SIDE = "The space stands on the wrong side of the quotation mark."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for quotation in analysis(document).quotations:
        if quotation.closed and quotation.style in _STYLES:
            yield from _at_opening(document.text, quotation)
            yield from _at_closing(document.text, quotation)
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.UNOPENED:
            yield from _at_end(document, problem.start)
        elif problem.kind is MarkKind.RUNS_ON:
            yield from _at_end(document, problem.partner)


def _at_opening(text: str, quotation: Quotation) -> Iterator[Finding]:
    start, inner = quotation.start, quotation.inner_start
    end = inner
    while end < quotation.inner_end and text[end] in _SPACES:
        end += 1
    if end == inner or end >= quotation.inner_end or text[end] in _MARKS or text[end].isspace():
        return
    mark = text[start:inner]
    if start and (text[start - 1].isalnum() or text[start - 1] in ",:;"):
        yield META.finding(start, end, _OTHER_SIDE, replace=" " + mark)
    elif not start or text[start - 1] not in ".!?":  # a mark glued to the sentence before: another rule's finding
        yield META.finding(start, end, _INSIDE, replace=mark)


def _at_closing(text: str, quotation: Quotation) -> Iterator[Finding]:
    inner, end = quotation.inner_end, quotation.end
    start = inner
    while start > quotation.inner_start and text[start - 1] in _SPACES:
        start -= 1
    if start == inner or start <= quotation.inner_start or text[start - 1] in _MARKS or text[start - 1].isspace():
        return
    mark = text[inner:end]
    if text[end : end + 1].isalnum():
        yield META.finding(start, end, _OTHER_SIDE, replace=mark + " ")
    else:
        yield META.finding(start, end, _INSIDE, replace=mark)


def _at_end(document: Document, mark: int) -> Iterator[Finding]:
    """A closing mark that opened in another paragraph: it is sure to close only behind the last stop of its own."""
    text, block = document.text, document.block_at(mark)
    if block is None or block.end != mark + 1 or text[mark] not in '"”':
        return
    start = mark
    while start > block.start and text[start - 1] in _SPACES:
        start -= 1
    if start < mark and text[max(block.start, start - 1) : start] in (".", "!", "?", "…"):
        yield META.finding(start, block.end, _INSIDE, replace=text[mark])
