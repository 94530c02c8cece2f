"""A stop or comma stands on both sides of a closing quotation mark: “… to the end.”.

The source keeps its stop inside the marks and the translation adds one outside. One of the two is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.abbreviations import is_abbreviation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU014",
    name="stop-on-both-sides",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("The coach said: “We will play on.”.", marks=".”.", fixed="The coach said: “We will play on.”"),
        Bad('"We will play on,", the coach said.', marks=',",', fixed='"We will play on," the coach said.'),
        Good("The coach, of “Smith & Co.”, and the envoy, “once of the U.S.”, were there."),
        Good("“Are you coming?”, she wrote. The sign read “Silence!”. He mumbled “well …”."),
        Good("The coach said: “We will play to the end.” He did, and called it “fun”, “work” and “life”."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for quotation in analysis(document).quotations:
        inner, end = quotation.inner_end, quotation.end
        inside, outside = text[inner - 1], text[end : end + 1]
        if not quotation.closed or inner == quotation.inner_start or inside not in ".,;" or outside not in (".", ","):
            continue
        if inside == "." and (text[end + 1 : end + 2] == "." or _stop_of_a_word(text, quotation.inner_start, inner)):
            continue
        kept = outside if inside == ";" or (inside == "," and outside == ".") else inside
        mark = text[inner:end]
        yield META.finding(
            inner - 1,
            end + 1,
            f"“{inside}” inside the quotation mark and “{outside}” outside: one is enough.",
            replace=kept + mark,
        )


def _stop_of_a_word(text: str, start: int, end: int) -> bool:
    """Whether the stop before `end` belongs to an abbreviation, an initial or an ellipsis."""
    first = end - 1
    while first > start and end - first < 20 and (text[first - 1].isalnum() or text[first - 1] in ".&"):
        first -= 1
    word = text[first:end]
    return is_abbreviation(word) or word.count(".") > 1 or len(word) == 1 or (len(word) == 2 and word[0].isupper())
