"""A quotation is opened and never closed.

A closing mark is easily lost when sentences are cut, moved or translated one by one; from there on nobody can tell
whose words they read. Find the end of the quotation in the source and close it. A quotation over several paragraphs
is fine: each paragraph opens with a mark, and only the last one closes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind, MarkProblem, Quotation
from lint.language.scan import last_but
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import PAIRED, analysis, attribution_in, style_of

META = RuleMeta(
    code="QU001",
    name="unclosed-quotation",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=3,
    examples=(
        Bad("The harbour board spoke of a “floating village built from containers.", marks="“"),
        Bad(
            "“We will rebuild the bridge before winter, said Mr Okafor. He gave no date.",
            marks=", said Mr Okafor",
            message="The quotation is not closed before its attribution: “said Mr Okafor” was not said.",
            fixed="“We will rebuild the bridge before winter,” said Mr Okafor. He gave no date.",
        ),
        Bad(
            "“We are glad, said Ms Li. She smiled.\n\n“But the work goes on,” she added.",
            marks=", said Ms Li",
            fixed="“We are glad,” said Ms Li. She smiled.\n\n“But the work goes on,” she added.",
        ),
        Bad(
            "“There is no other option, says J.R. Limal-Ortiz, of the port. She left.",
            marks=", says J.R. Limal-Ortiz",
            message="The quotation is not closed before its attribution: “says J.R. Limal-Ortiz” was not said.",
        ),
        Bad(
            "“There is no other option, said the harbour master. She left.",
            marks=", said the",
            message="The quotation is not closed before its attribution: “said the …” was not said.",
        ),
        Bad("“The first train leaves at noon.\n\nThe second one leaves at two,” the stationmaster said.", marks="“"),
        Good("“The first train leaves at noon.\n\n“The second one leaves at two,” the stationmaster said."),
        Good(
            "“The first train leaves at noon.\n\nThe old station in May. Photo: Ann Lee.\n\n“The second one leaves at "
            "two,” the stationmaster said."
        ),
        Good("The mayor said: “We will rebuild the bridge before winter."),
        Good("The 6'2\" keeper, signed in the summer of '98, was the fans' favourite."),
        Good("“It was the unions’ idea, not ours,” the minister said. “They wrote: ‘Come at once.’”"),
        Good("Gerard 't Hooft and the rock 'n' roll fans of the '60s: 'tis the season."),
    ),
)

# A closing mark in the wrong encoding, as RE001 finds it: “â€\x9d”, its last byte often lost; others end in a mark.
_GARBLED_END = re.compile(r"â€(?:\x9d|(?![\w™˜“”¦¢\"]))")

_RUNS_ON = "This quotation ends in the next paragraph, which does not open with a quotation mark again."
_NO_END = "This quotation mark is never closed: where do the quoted words end?"
_SINGLE = "This single mark is never closed: a quotation without an end, or an apostrophe with a space too many."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    unclosed = {quotation.start: quotation for quotation in analysis(document).quotations if not quotation.closed}
    for problem in analysis(document).problems:
        if problem.family not in PAIRED:
            continue
        if problem.kind is MarkKind.RUNS_ON:
            yield META.finding(problem.start, problem.end, _RUNS_ON, severity=Severity.MINOR)
        elif problem.kind is MarkKind.UNCLOSED:
            found = _unclosed(document, problem, unclosed.get(problem.start))
            if found is not None:
                yield found
    for quotation in unclosed.values():
        # The next paragraph opens again, but here an attribution stands where a mark should have closed.
        found = _before_attribution(document, quotation) if quotation.continues else None
        if found is not None:
            yield found


def _is_excerpt(document: Document, problem: MarkProblem) -> bool:
    """Whether a text of one paragraph breaks off in a quotation of whole sentences: its end may stand in the next one.

    Feeds that hold a sentence or a paragraph a record are full of these.
    """
    if len(document.blocks) != 1 or problem.family != "double":
        return False
    block = document.blocks[0]
    introduced = last_but(document.text, block.start, problem.start) in (":", ",", "")
    return introduced and document.text[block.end - 1] in ".!?…"


def _unclosed(document: Document, problem: MarkProblem, quotation: Quotation | None) -> Finding | None:
    if problem.family == "single":
        return META.finding(problem.start, problem.end, _SINGLE, severity=Severity.MINOR)
    if _is_closed_by_garbled_mark(document, problem):
        return None
    found = _before_attribution(document, quotation) if quotation and problem.family == "double" else None
    if found is None and not _is_excerpt(document, problem):
        found = META.finding(problem.start, problem.end, _NO_END)
    return found


def _garbled_ends(document: Document) -> list[int]:
    return [match.start() for match in _GARBLED_END.finditer(document.text)]


def _is_closed_by_garbled_mark(document: Document, problem: MarkProblem) -> bool:
    ends, block = document.derive(_garbled_ends), document.block_at(problem.start)
    following = bisect_left(ends, problem.end)
    return block is not None and following < len(ends) and ends[following] < block.end


def _before_attribution(document: Document, quotation: Quotation) -> Finding | None:
    text = document.text
    attribution = attribution_in(text, quotation.inner_start, quotation.inner_end)
    if attribution is None or "double" not in quotation.style:
        return None
    first, last = attribution
    mark = "”" if text[quotation.start] == "“" else style_of(document).closing
    words = text[first + 2 : last]
    if words.endswith((" the", " a", " an")):
        words += " …"
    return META.finding(
        first,
        last,
        f"The quotation is not closed before its attribution: “{words}” was not said.",
        replace=text[first] + mark + text[first + 1 : last],
    )
