"""A quotation mark stands twice where one belongs.

Marks double when a quotation is wrapped in marks that it already has, or when a data export escapes them. Delete one.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU008",
    name="doubled-quotation-mark",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=1,
    examples=(
        Bad("““We are ready,” the captain said.", marks="““", fixed="“We are ready,” the captain said."),
        Bad('The export wrote ""free trade"" twice.', marks=('""', '""'), fixed='The export wrote "free trade" twice.'),
        Good("“They told us ‘wait’,” he said. “‘Wait for what?’ we asked.”"),
        Good("\"They told us 'wait',\" he said. \"'Wait for what?' we asked.\""),
        Good("“She called it “a fair deal”” was how the court reporter put it."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.DOUBLED and problem.family == "double":
            mark = document.text[problem.start]
            yield META.finding(
                problem.start, problem.end, "The quotation mark stands here more than once.", replace=mark
            )
