"""An abbreviation that its expansion nearly fits: a word of the name was lost or exchanged.

“Organization for Security in Europe (OSCE)” has lost its “Co-operation”. Look the name up.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._expansions import Expansion, expansions, fits, initials

META = RuleMeta(
    code="NA007",
    name="misfit-abbreviation",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Accuracy/Mistranslation",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad(
            "The Organization for Security in Europe (OSCE) sent ten men.",
            marks="Organization for Security in Europe (OSCE)",
        ),
        Bad(
            "He spoke for the North Atlantic Alliance Organization (NATO) on Monday.",
            marks="North Atlantic Alliance Organization (NATO)",
        ),
        Good("The Organization for Security and Co-operation in Europe (OSCE) sent ten men."),
        Good("Alternative for Germany (AfD) and Médecins Sans Frontières (MSF) agreed with Toys R Us (TRU)."),
        Good("Chief Executive Tim Cook (US) and Goldman Sachs (GS) met Deutsche Welle (DW) and Kim Lee (KOR)."),
    ),
)


def _nearly(expansion: Expansion) -> int | None:
    """The index of the first word of a run whose initials differ from the letters in just one, first and last alike."""
    letters = expansion.letters
    for start in range(len(expansion.words) - 1):
        own = initials(expansion.words[start:])
        if own[0] != letters[0] or own[-1] != letters[-1] or abs(len(own) - len(letters)) > 1:
            continue
        if len(own) == len(letters):
            if sum(a != b for a, b in zip(own, letters, strict=True)) == 1:
                return start
        elif len(own) < len(letters) and any(letters[:i] + letters[i + 1 :] == own for i in range(1, len(letters) - 1)):
            return start
    return None


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for expansion in document.derive(expansions):
        if len(expansion.letters) < 4 or fits(expansion):
            continue
        start = _nearly(expansion)
        if start is not None:
            yield META.finding(
                expansion.words[start].start,
                expansion.end + 1,
                f"“{expansion.letters}” does not fit these words: is one of them missing or wrong?",
            )
