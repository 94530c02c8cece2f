"""An abbreviation whose expansion has the same initials in another order: a phrase translated there and back.

“People's Liberation Army (PLA)” that went through a language which says it the other way round comes back as
“Liberation Army of the People (PLA)”. Write the name as its abbreviation has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._expansions import Expansion, expansions, fits, initials

META = RuleMeta(
    code="NA006",
    name="reordered-initials",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Mistranslation",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=2,
    examples=(
        Bad(
            "Soldiers of the Liberation Army of the People (PLA) crossed the strait.",
            marks="Liberation Army of the People (PLA)",
        ),
        Bad("She spoke for the Organization of World Health (WHO).", marks="Organization of World Health (WHO)"),
        Bad("His Liberation Army. of the People (PLA) won.", marks="Liberation Army. of the People (PLA)"),
        Good("The World Health Organization (WHO) and the Organization of American States (OAS) met."),
        Good("Doctors Without Borders (MSF) and the Revolutionary Armed Forces of Colombia (FARC) agreed."),
        Good("Rep. Jane Roe (D-NY) and the Centers for Disease Control and Prevention (CDC) agreed."),
        Good("Senator Ann Taylor (AT) came with the President of the United States (POTUS)."),
    ),
)

# Real abbreviations that come from another language, where the adjective stands behind its noun.
_FOREIGN = frozenset(
    "FARC ELN PRI PAN PRD PSUV PSOE PSD PSDB PMDB PCC PCF PCI PRT MAS FMLN FSLN MST MDB FLN FIS OLP ONU OTAN ALBA "
    "RAI CNT UGT CGT PDT PDC UDC PNV UMP RPR UDF FN PKI PNI GRU SVR FSB KPD SPD".split()
)


def _reordered(expansion: Expansion) -> int | None:
    """The index of the first word of a run whose initials are the abbreviation's letters in another order."""
    letters = Counter(expansion.letters)
    for start in range(len(expansion.words) - 1):
        if expansion.words[start].text[0].isupper() and Counter(initials(expansion.words[start:])) == letters:
            return start
    return None


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for expansion in document.derive(expansions):
        if len(expansion.letters) < 3 or expansion.letters in _FOREIGN or fits(expansion):
            continue
        start = _reordered(expansion)
        if start is not None:
            yield META.finding(
                expansion.words[start].start,
                expansion.end + 1,
                f"The words do not come in the order of “{expansion.letters}”: the name was translated there and back.",
            )
