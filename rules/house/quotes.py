"""A quotation mark or apostrophe of the other form: straight where the house sets curly ones, or the reverse.

Checked only where the settings have `quotes = "curly"` or `"straight"` in their table `[house]`. Marks whose direction
cannot be told are left alone, and so are feet and inches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import analyse
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="HO004",
    name="house-quotes",
    severity=Severity.MINOR,
    since="0.2",
    mqm="Style/Organizational style",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    house='quotes = "curly"',
    examples=(
        Bad(
            "\"We won,\" the coach said. It's the fans' cup.",
            marks=('"', '"', "'"),
            fixed="“We won,” the coach said. It’s the fans' cup.",
        ),
        Bad(
            "She didn't know.",
            marks="'",
            fixed="She didn’t know.",
            message="The house sets curly apostrophes.",
        ),
        Good("“We won,” the coach said. It’s the fans’ cup."),
        Good('“We won,” the coach said of his 6\'4" keeper and the 27" trophy.'),
        Good("The word ‘cup’ isn’t new; the coach said so."),
    ),
)

_STRAIGHT = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"}
_CURLY_MARK = re.compile(f"[{''.join(_STRAIGHT)}]")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W\d_])")
_CURLY_PAIRS = {"double-straight": ("“", "”"), "single-straight": ("‘", "’")}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    form = document.house.quotes if document.house else None
    if form == "straight":
        for found in _CURLY_MARK.finditer(document.text):
            yield _finding(found.start(), _STRAIGHT[found[0]], _what(document.text, found.start()), "straight")
    elif form == "curly" and ("'" in document.text or '"' in document.text):
        for start, mark, what in sorted(set(_to_curl(document))):
            yield _finding(start, mark, what, "curly")


def _to_curl(document: Document) -> Iterator[tuple[int, str, str]]:
    """Straight marks, each with the curly one that belongs there."""
    text = document.text
    for quotation in document.derive(analyse).quotations:
        opening, closing = _CURLY_PAIRS.get(quotation.style, ("", ""))
        if opening and quotation.closed:
            yield quotation.start, opening, "quotation marks"
            if text[quotation.end - 1] in "\"'":
                yield quotation.end - 1, closing, "quotation marks"
    for found in _APOSTROPHE.finditer(text):
        yield found.start(), "’", "apostrophes"


def _what(text: str, at: int) -> str:
    inside = text[at] == "’" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalpha()
    return "apostrophes" if inside else "quotation marks"


def _finding(start: int, mark: str, what: str, form: str) -> Finding:
    return META.finding(start, start + 1, f"The house sets {form} {what}.", replace=mark)
