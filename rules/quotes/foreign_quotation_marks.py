"""Quotation marks of another language or of a typewriter stand in English text: „…“, «…», 「…」, ``…''.

They come over from the source text. English uses “…” or "…"; change both marks of the pair.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import Quotation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis, style_of

META = RuleMeta(
    code="QU007",
    name="foreign-quotation-marks",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Locale conventions",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad(
            "The ministry spoke of a „special case“ on Monday.",
            marks=("„", "“"),
            fixed='The ministry spoke of a "special case" on Monday.',
        ),
        Bad(
            "The daily «Le Soir» broke the story, and the minister’s office knew.",
            marks=("«", "»"),
            fixed="The daily “Le Soir” broke the story, and the minister’s office knew.",
        ),
        Bad("She calls it ``a fair deal'' for all.", marks=("``", "''"), fixed='She calls it "a fair deal" for all.'),
        Good("The ministry spoke of a “special case” on Monday, at 5°30'20''."),
        Good("The headline read «Правда победит» in Moscow."),
        Good("The results page links “next »” and “« previous”."),
    ),
)

_DOUBLE = frozenset({"guillemet", "low-double", "corner", "title", "typewriter", "full-width", "single-guillemet"})
_SINGLE = frozenset({"low-single"})


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for quotation in analysis(document).quotations:
        if not quotation.closed or not _in_english(document.text, quotation):
            continue
        style = style_of(document)
        two_backticks = quotation.style == "backtick" and quotation.inner_start - quotation.start > 1
        if quotation.style in _DOUBLE or two_backticks:
            opening, closing = style.opening, style.closing
        elif quotation.style in _SINGLE or _is_backtick_pair(document.text, quotation):
            opening, closing = style.single_opening, style.single_closing
        else:
            continue
        yield from _both(document.text, quotation, opening, closing)


def _is_backtick_pair(text: str, quotation: Quotation) -> bool:
    """`so' and `so´; a `word` between two backticks is code."""
    return quotation.style == "backtick" and text[quotation.end - 1] != "`"


def _in_english(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words are in Latin letters: a quotation in another script may keep its marks."""
    end = min(quotation.inner_end, quotation.inner_start + 80)
    letters = [c for c in text[quotation.inner_start : end] if c.isalpha()]
    return bool(letters) and sum(c < "\u0250" for c in letters) * 2 > len(letters)


def _both(text: str, quotation: Quotation, opening: str, closing: str) -> Iterator[Finding]:
    first, last = text[quotation.start : quotation.inner_start], text[quotation.inner_end : quotation.end]
    yield META.finding(
        quotation.start, quotation.inner_start, f"“{first}” does not open a quotation in English.", replace=opening
    )
    yield META.finding(
        quotation.inner_end, quotation.end, f"“{last}” does not close a quotation in English.", replace=closing
    )
