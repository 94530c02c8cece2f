"""A hyphen without spaces stands where a dash joins two parts of a sentence.

Chinese and other scripts write a long dash without spaces; engines turn it into a hyphen, and two words that do not
belong together grow into one (“the lifeline of the earth-the ocean”). Put a dash with its spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU010",
    name="hyphen-for-dash",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "It helps to protect the lifeline of the earth-the ocean.",
            marks="earth-the",
            fixed="It helps to protect the lifeline of the earth – the ocean.",
        ),
        Bad(
            "Ten million left poverty-this is the most ever.",
            marks="poverty-this",
            fixed="Ten million left poverty – this is the most ever.",
        ),
        Good("An over-the-counter drug, a behind-the-scenes deal and a state-of-the-art plant."),
        Good("A two-and three-year term, a catch-it bin, the all-she choir and vitamin-a pills were on offer."),
        Good("He gave a tell-it-like-it-is talk - the first - on stop-the-war marches."),
    ),
)

_JOINED = re.compile(r"-(?:the|this|these|those|an|his|its|their|which|they|we|he)(?= [a-z])")
_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,20}\Z")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _JOINED.finditer(text):
        word = _WORD.search(text, max(0, match.start() - 21), match.start())
        if word is not None:
            yield META.finding(
                word.start(),
                match.end(),
                "The hyphen stands for a dash here: the two words do not belong together.",
                replace=f"{word[0]} – {match[0][1:]}",
            )
