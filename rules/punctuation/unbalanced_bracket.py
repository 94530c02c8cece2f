"""A bracket stands alone, crosses another pair, or is closed by one of another shape.

Brackets lose their partner where a remark is cut or moved in translation. Find the end of the remark in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.brackets import CLOSING, BracketKind, analyse
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU020",
    name="unbalanced-bracket",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("More women than men (53% to 47%, signed the petition.", marks="("),
        Bad("More women than men 53% to 47%) signed the petition.", marks=")"),
        Bad("The bank (founded in 1890] is to close.", marks="]", fixed="The bank (founded in 1890) is to close."),
        Bad("The bank (founded [in 1890) by nuns] is to close.", marks="]"),
        Good("He named two reasons: a) the cost, and b) the weather. :-) Or 1) none."),
        Good("(The paper says that the bank knew.\n\nThe bank denies it.)"),
        Good("His daughter (aged 8) saw the DD(X) with Jo Ann Emerson (MO-8), as section 8(a) and item (3.8) allow."),
        Good("It was her best share (up by 365 ÷ 6.8). He left (only joking :-) and came back 8-) at once :-)"),
        Good("“They [the owners] knew (so the court found (in part)),” she said of the range [0, 1)."),
    ),
)

_MESSAGES = {
    BracketKind.UNCLOSED: "This bracket is never closed: where does the remark end?",
    BracketKind.UNOPENED: "Nothing opens this bracket: where does the remark begin?",
    BracketKind.CROSSED: "Closed in the wrong order: the bracket opened last is closed first.",
    BracketKind.MISMATCHED: "This bracket does not match the one that opens the remark.",
}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for problem in document.derive(analyse).problems:
        replace = CLOSING[text[problem.partner]] if problem.kind is BracketKind.MISMATCHED else None
        yield META.finding(problem.start, problem.start + 1, _MESSAGES[problem.kind], replace=replace)
