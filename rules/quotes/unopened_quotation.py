"""A quotation is closed that was never opened.

The opening mark went missing in translation or with a cut, so a reader takes the speaker's words for the paper's own.
Find the beginning of the quotation in the source and open it there. A text of one paragraph may be the end of a
quotation over several: where it is nothing but whole sentences and the mark behind the last, it is left in peace.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind, MarkProblem
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import PAIRED, analysis, announcement_in, reports, style_of

META = RuleMeta(
    code="QU002",
    name="unopened-quotation",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=3,
    examples=(
        Bad("It is the finest stadium we have ever seen,” the visiting coach told reporters.", marks="”"),
        Bad(
            "As the treasurer warned We cannot go on like this,” the club sold its ground.",
            marks="warned We",
            fixed="As the treasurer warned “We cannot go on like this,” the club sold its ground.",
        ),
        Bad('The paper is called a Vision 2030" plan by the ministry.', marks='"'),
        Bad("The minister stressed that the bridge will be open again before winter.”", marks="”"),
        Bad("We will rebuild the bridge.”\n\nThe mayor gave no date.", marks="”"),
        Good("We will rebuild the bridge before winter. The money is there.”"),
        Good("The nurses' strike and the drivers' walk-out cost Smiths' twelve days' trade."),
        Good('He stands 6\'4" and sold 27" screens and 3 1/2" disks in the 1990s.'),
        Good("“The first train leaves at noon.\n\n“The second leaves at two,” the stationmaster said."),
        Good("The U.S.' share and “The Herald”'s view were on the Williams' table."),
    ),
)

_MESSAGE = "Nothing opens this quotation: where do the quoted words begin?"
_FOUND = "The quotation that ends behind this sentence is not opened: does it begin here?"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    ends = sorted(quotation.end for quotation in document.quotations)
    previous = 0
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.UNOPENED and problem.family in PAIRED:
            index = bisect_left(ends, problem.start)
            block = document.block_at(problem.start)
            since = max(previous, ends[index - 1] if index else 0, block.start if block else 0)
            found = _unopened(document, problem, since)
            if found.suggestion or not _is_excerpt(document, problem):
                yield found
            previous = problem.end


def _is_excerpt(document: Document, problem: MarkProblem) -> bool:
    """Whether a text of one paragraph is the end of a quotation of whole sentences: it may open in an earlier one.

    Feeds that hold a sentence or a paragraph a record are full of these. Words in which the paper reports ("said
    that") are not quoted, so there a mark is lost.
    """
    if len(document.blocks) != 1 or problem.family != "double":
        return False
    block = document.blocks[0]
    if problem.end != block.end:
        return False
    words = document.text[block.start : problem.start].rstrip()
    return words[-1:] in (".", "!", "?", "…") and words[:1].isupper() and not reports(words)


def _unopened(document: Document, problem: MarkProblem, since: int) -> Finding:
    text = document.text
    severity = Severity.MINOR if problem.family == "single" else Severity.MAJOR
    found = announcement_in(text, since, problem.start) if problem.family == "double" else None
    if found is None:
        return META.finding(problem.start, problem.end, _MESSAGE, severity=severity)
    start, opening = found
    end = opening
    while end < problem.start and (text[end].isalnum() or text[end] in "'’"):
        end += 1
    mark = "“" if text[problem.start] == "”" else style_of(document).opening
    return META.finding(start, end, _FOUND, replace=text[start:opening] + mark + text[opening:end])
