"""One word is written with and without a hyphen in the same article.

“Co-operation” and “cooperation”, “e-mail” and “email”: both are right, but not side by side. Choose one.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.tokens import word_forms
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._variants import odd_ones, places_of

META = RuleMeta(
    code="CO002",
    name="mixed-hyphen",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Inconsistent style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad(
            "The e-mail came late. Her email said no. No email came after.",
            marks="e-mail",
            fixed="The email came late. Her email said no. No email came after.",
        ),
        Bad(
            "Policy-makers met. Policymakers said that policymakers and policy-makers agreed, as policymakers do.",
            marks="policy-makers",
            fixed="Policy-makers met. Policymakers said that policymakers and policymakers agreed, as policymakers do.",
        ),
        Bad(
            "The e-mail came late. No email came after.",
            marks="email",
            fixed="The e-mail came late. No e-mail came after.",
            message="The article also writes “e-mail” (once): choose one.",
        ),
        Good("They re-form the line and reform the law; he will resign, then re-sign. The co-op fed the coop."),
        Good("A long-term plan in the long term; an e-mail, by E-mail."),
        Good("He took the one-way street to a one way ticket."),
    ),
)

# With and without the hyphen these are two words.
_DIFFERENT = frozenset(
    "reform recover resign recreate relay recollect recount resent resort coop unionised remark".split()
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    words = document.derive(word_forms)
    pairs = {
        word: joined
        for word in words
        if word.count("-") == 1
        and word.islower()
        and (joined := word.replace("-", "")) in words
        and not joined.startswith(tuple(_DIFFERENT))
    }
    if not pairs:
        return
    for odd in odd_ones(places_of(document, pairs)):
        yield META.finding(
            odd.start,
            odd.end,
            f"The article also writes “{odd.usual}” ({odd.usual_times}): choose one.",
            replace=odd.usual,
        )
