"""A quotation mark faces the wrong way: a closing mark where a quotation opens, or the reverse.

Automatic quotes go wrong behind a dash or a bracket and where text is pasted together from pieces. Turn the mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.language.quotations import MarkKind
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU004",
    name="wrong-way-mark",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=2,
    examples=(
        Bad("”We are ready,” the captain said.", marks="”", fixed="“We are ready,” the captain said."),
        Bad(
            "The lifts are “as slow as snails“ in this heat.",
            marks="“",
            fixed="The lifts are “as slow as snails” in this heat.",
        ),
        Bad(
            "The count rose, the survey showed.” This is good news,” the ecologist said.",
            marks="” ",
            fixed="The count rose, the survey showed. “This is good news,” the ecologist said.",
        ),
        Bad(
            "“You hear the pilot say, ’Back to the gate,’ and you sigh,” she said.",
            marks="’",
            fixed="“You hear the pilot say, ‘Back to the gate,’ and you sigh,” she said.",
        ),
        Good("“We are ready,” the captain said – “or nearly.” ’Tis the season, and the class of ’98 is back."),
        Good("“Give ’em time,” said the coach’s brother. “It is the girls’ first final.”"),
        Good("The crowd (“a few hundred”, said police) sang “… and so say all of us”."),
    ),
)

_TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘", "‟": "”", "‛": "’"}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for problem in analysis(document).problems:
        start, end = problem.start, problem.end
        if problem.kind is MarkKind.WRONG_WAY and text[start] in _TURNED:
            opens = text[start] in "”’"
            message = f"This mark faces the wrong way: the quotation {'opens' if opens else 'closes'} here."
            yield META.finding(start, end, message, replace=_TURNED[text[start]])
        elif problem.kind is MarkKind.MISPLACED and end < len(text):
            mark = _TURNED.get(text[start], text[start])
            yield META.finding(
                start,
                end + 1,
                "This mark opens the next quotation: it belongs behind the space.",
                replace=text[end] + mark,
                safety=Safety.UNSAFE,
            )
