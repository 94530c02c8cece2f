"""An abbreviation whose expansion has the same initials in another order: a phrase translated there and back.

“People's Liberation Army (PLA)” that went through a language which says it the other way round comes back as
“Liberation Army of the People (PLA)”. Write the name as its abbreviation has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, permutations

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import usual_tag
from lint.language.tokens import Token
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._expansions import SMALL, Expansion, expansions, fits, initials

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
        Bad("She spoke for the Organization World Health (WHO).", marks="Organization World Health (WHO)"),
        Bad("His Liberation Army. of the People (PLA) won.", marks="Liberation Army. of the People (PLA)"),
        Bad(
            "The Fund Monetary International (IMF) and the Panel Intergovernmental on Climate Change (IPCC) agreed.",
            marks=("Fund Monetary International (IMF)", "Panel Intergovernmental on Climate Change (IPCC)"),
        ),
        Good("The World Health Organization (WHO) and the Organization of American States (OAS) met."),
        Good("Doctors Without Borders (MSF) and the Revolutionary Armed Forces of Colombia (FARC) agreed."),
        Good("Rep. Jane Roe (D-NY) and the Centers for Disease Control and Prevention (CDC) agreed."),
        Good("Senator Ann Taylor (AT) came with the President of the United States (POTUS)."),
        Good("The International Organization for Standardization (ISO) keeps Coordinated Universal Time (UTC)."),
        Good("The National Union for the Total Independence of Angola (UNITA) and Angola's Armed Forces (FAA) fought."),
        Good("The Central American Integration System (SICA) and the Department of State and the U.S. Mint (USM) met."),
        Good("The Union of Rationalist Atheists and Agnostics (UAAR) asked the Communist Party of Peru (PCP)."),
    ),
)

# In these languages the head of a name comes first, so their abbreviations look turned round beside the English name:
# “Communist Party of Peru (PCP)”; and Latin degrees, “Doctor of Dental Medicine (DMD)”.
_FOREIGN = frozenset("PCC PCE PCF PCI PCP PDC PNI PRT PSC PSD PSP PSUV DMD VMD DMV FN FIS FLN MST UDC".split())
_LINKS = frozenset({"of", "for"})
_MOST_SECTIONS = 4


def _reordered(expansion: Expansion) -> int | None:
    """The index of the first word of a run whose initials are the abbreviation's letters in another order."""
    letters = Counter(expansion.letters)
    for start in range(len(expansion.words) - 1):
        words = expansion.words[start:]
        if words[0].text[0].isupper() and Counter(initials(words)) == letters:
            return start if _is_turned_round(words, expansion.letters) else None
    return None


def _is_turned_round(words: Sequence[Token], letters: str) -> bool:
    """Whether the name has the shape of a phrase translated word for word, and not only an abbreviation from abroad.

    Its sections between “of” and “for” give the abbreviation in another order (“Liberation Army of the People”), the
    noun that should come last comes first (“Organization World Health”), or an adjective stands behind its noun (“Fund
    Monetary International”).
    """
    own = initials(words)
    if own[1:] + own[0] == letters and usual_tag(words[0].text) == "NOUN" and words[1].text not in SMALL:
        return True
    sections = [initials(section) for section in _sections(words, _LINKS)]
    if 2 <= len(sections) <= _MOST_SECTIONS and any("".join(order) == letters for order in permutations(sections)):
        return True
    return any(_ends_in_adjective(section) for section in _sections(words, SMALL))


def _sections(words: Sequence[Token], links: frozenset[str]) -> Iterator[list[Token]]:
    """The stretches of words between these links."""
    for is_link, section in groupby(words, lambda word: word.text in links):
        if not is_link:
            yield list(section)


def _ends_in_adjective(section: Sequence[Token]) -> bool:
    *before, last = (usual_tag(word.text) for word in section)
    return last == "ADJ" and any(tag != "ADJ" for tag in before)


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
