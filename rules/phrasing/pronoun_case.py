"""A subject pronoun follows a preposition: “between they”, “with we”, “of he”.

After a preposition English has me, him, her, us and them. Change the pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH025",
    name="pronoun-case",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=2,
    examples=(
        Bad(
            "Between they the winners created 3,000 jobs.",
            marks="Between they",
            fixed="Between them the winners created 3,000 jobs.",
        ),
        Bad(
            "The mayor spoke with we and with he.",
            marks=("with we", "with he"),
            fixed="The mayor spoke with us and with him.",
        ),
        Bad(
            "It means that between they they created 3,000 jobs.",
            marks="between they they",
            fixed="It means that between them they created 3,000 jobs.",
        ),
        Good("For he was ill, as were they; but we, like he said, are no worse off than they."),
        Good("Of the first batch of We Can Do It; the home he came from, he said, where we come from. We left."),
        Good("What are they made of? They did not say; it is what he hoped for she knew."),
    ),
)

_PREPOSITIONS = listed("between of with among from by into against to at")
_OBJECTS = {"they": "them", "we": "us", "he": "him", "she": "her"}
_STRANDED = listed("come comes came coming live lives lived look looks looked go goes went made talk talked")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from sorted(_findings(document), key=lambda finding: finding.start)


def _findings(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for pronoun, right in _OBJECTS.items():
        for index in found.places.get(pronoun, ()):
            preposition = found.keys[index - 1]
            if (
                preposition not in _PREPOSITIONS
                or not found.written(index).islower()
                or not found.spaced(index - 1, index)
            ):
                continue
            if found.keys[index - 2] in _STRANDED or found.keys[index + 1] in {"who", "whom"}:
                continue
            # The second pronoun of "between they they created …" is the subject, and right: no word too many.
            last = index + (found.keys[index + 1] == pronoun and found.spaced(index, index + 1))
            replace = f"{found.written(index - 1)} {right}{document.text[found.ends[index] : found.ends[last]]}"
            message = f"After “{preposition}”: “{right}”."
            yield META.finding(found.starts[index - 1], found.ends[last], message, replace=replace)
