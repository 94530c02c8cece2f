"""Quotation marks and brackets cross: one is closed while another that was opened inside it is still open.

What is opened last must be closed first. Marks cross when a closing mark is put down in the wrong order or a piece of
a sentence moves in translation. Swap the two closing marks, or move one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language import brackets
from lint.language.quotations import MarkKind
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU003",
    name="crossed-marks",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=4,
    examples=(
        Bad("The envoy called it “a fair deal (for both sides” and for good).", marks="”"),
        Bad(
            "The envoy called it (“a fair deal for both sides)” and left.",
            marks=")”",
            fixed="The envoy called it (“a fair deal for both sides”) and left.",
        ),
        Bad("“They told me ‘wait”’ and left, he said.", marks="”’", fixed="“They told me ‘wait’” and left, he said."),
        Bad("It is ‘a deal (for both’ sides).", marks="’"),
        Good("The envoy called it “a fair deal (for both sides)” and left."),
        Good("\"We lose pilots due to the outdated 'Age 60' rule,\" she said of the pilots' retirement age."),
        Good("\"He said: 'I owe it to those (social security survivors') benefits.'\" She left."),
        Good("The 'Vision 2030' plan, the miners' (and the drivers') hope, was 'a 6' 2\" man's dream'."),
        Good("“They told me ‘wait’,” he said (in the words of one aide, “with some heat”)."),
        Good("He saw a) the “old town” and b) the harbour (“new”)."),
    ),
)

_MESSAGE = "Closed in the wrong order: what was opened last is closed first."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.CROSSED:
            yield _finding(document.text, problem.start, problem.end)
    yield from _crossing_brackets(document)


def _crossing_brackets(document: Document) -> Iterator[Finding]:
    """Pairs of brackets and quotation marks of which the one opened first is closed first."""
    quoted = [(q.start, q.end, q.inner_end) for q in document.quotations if q.closed]
    bracketed = [(pair.start, pair.end, pair.end - 1) for pair in document.derive(brackets.analyse).pairs]
    if not quoted or not bracketed:
        return
    inner: list[tuple[int, int]] = []
    for start, end, closing in merge(quoted, bracketed):
        while inner and inner[-1][0] <= start:
            inner.pop()
        if inner and inner[-1][0] < end:
            outer_end, outer_closing = inner[-1]
            if outer_closing < closing:
                yield _finding(document.text, outer_closing, outer_end)
                continue
        inner.append((end, closing))


def _finding(text: str, start: int, end: int) -> Finding:
    """A finding on the closing mark, and on the one beside it where swapping the two mends the text."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("”", '"', "’", "'") and text[start] in "’'”\"":
        return META.finding(start - 1, end, _MESSAGE, replace=text[start:end] + before)
    if after and after in "”\"’')]" and text[start:end] != after:
        return META.finding(start, end + 1, _MESSAGE, replace=after + text[start:end])
    return META.finding(start, end, _MESSAGE)
