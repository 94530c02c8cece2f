"""An abbreviation that its expansion nearly fits: a word of the name was lost or exchanged, or two letters swapped.

“Organization for Security in Europe (OSCE)” has lost its “Co-operation”. Look the name up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.tokens import Token
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._expansions import SMALL, Expansion, expansions, fits, initials

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
        Bad(
            "A spokesman for the U.S. Fish Service (USFWS) gave no figures.",
            marks="U.S. Fish Service (USFWS)",
        ),
        Bad(
            "The National Highway Traffic Safety Administration (NHSTA) looked into it.",
            marks="National Highway Traffic Safety Administration (NHSTA)",
        ),
        Good("The Organization for Security and Co-operation in Europe (OSCE) sent ten men."),
        Good("Alternative for Germany (AfD) and Médecins Sans Frontières (MSF) agreed with Toys R Us (TRU)."),
        Good("Chief Executive Tim Cook (US) and Goldman Sachs (GS) met Deutsche Welle (DW) and Kim Lee (KOR)."),
        Good("The U.S. Department of Agriculture's (USDA) aid goes to the U.S.-Mexico-Canada Agreement (USMCA)."),
        Good("The Association of Southeast Asian Nations (ASEAN) set up a Counternarcotics Working Group (CNWG)."),
        Good("The Base Realignment and Closure Commission (BRAC) met the Roads, Energy and Water Board (REWB)."),
        Good("The People's Movement for the Liberation of Angola (MPLA) called the Energy & Water Board (EWBD)."),
    ),
)


def _nearly(document: Document, expansion: Expansion) -> int | None:
    """The index of the first word of a name whose initials differ from the letters in just one, or in a swap."""
    words, letters = expansion.words, expansion.letters
    for start in range(len(words) - 1):
        own = initials(words[start:])
        if _begins_name(document, words, start) and _differ_by_one(own, letters):
            return start
        if Counter(own) == Counter(letters):
            return None  # an abbreviation from abroad: People's Movement for the Liberation of Angola (MPLA)
    return None


def _begins_name(document: Document, words: Sequence[Token], start: int) -> bool:
    """Whether a name may begin there: not within a row of capitalised words, whose first ones may belong to it."""
    word = words[start]
    if word.text.lower() in SMALL:
        return False
    if start:
        before = words[start - 1].text
        return before.lower() in SMALL or before.endswith(("'s", "’s")) or before[-1].isdigit()
    index = document.token_index(word.start)
    behind_comma = index > 1 and document.tokens[index - 1].text == ","
    return not (behind_comma and document.tokens[index - 2].text[0].isupper())  # “Alcohol, Tobacco and Firearms”


def _differ_by_one(own: str, letters: str) -> bool:
    """Whether one letter is exchanged, missing from the words, or swapped with the next; first and last are alike."""
    if own[0] != letters[0] or own[-1] != letters[-1]:
        return False
    if len(own) == len(letters):
        differ = [i for i, (a, b) in enumerate(zip(own, letters, strict=True)) if a != b]
        swapped = len(differ) == 2 and differ[1] - differ[0] == 1 and Counter(own) == Counter(letters)
        return len(differ) == 1 or swapped
    return len(own) == len(letters) - 1 and any(letters[:i] + letters[i + 1 :] == own for i in range(1, len(own)))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for expansion in document.derive(expansions):
        if len(expansion.letters) < 4 or fits(expansion):
            continue
        start = _nearly(document, expansion)
        if start is not None:
            yield META.finding(
                expansion.words[start].start,
                expansion.end + 1,
                f"“{expansion.letters}” does not fit these words: is one missing or wrong, or are two letters swapped?",
            )
