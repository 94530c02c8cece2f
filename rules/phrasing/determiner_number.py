"""The word before a noun and the noun differ in number: “in this countries”, “these country”, “several company”.

Languages without plural endings lose the -s on the way; languages with one form of “this” lose the other half. Make
both singular or both plural.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, listed, words
from lint.language.words import AUXILIARIES
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import group_ends, is_countable_singular, is_plain_plural

META = RuleMeta(
    code="PH013",
    name="determiner-number",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("In this countries the law is old.", marks="this countries"),
        Bad("Several company were fined, and these country have paid.", marks=("Several company", "these country")),
        Bad("Every families in the town got a letter.", marks="Every families"),
        Good("These country roads, many a man, every ten years, a few percent of those youth teams, this sports car."),
        Good("After this prices rose; doing this families save. This series is new, and each costs more."),
        Good("Those present, few if any, saw several police officers and many fish in a two-thirds majority."),
    ),
)

_SINGULAR = listed("this every each another")
_PLURAL = listed("these those many several few various numerous")
_NO_PRONOUN = listed("several various numerous")
_BEFORE_THIS = listed("in of for from with on at by among across between")


def _too_many(found: Words, index: int) -> bool:
    """ "in this countries", "every families"; "after this prices rose" is good English."""
    if not is_plain_plural(found.keys[index + 1]) or not group_ends(found, index + 1):
        return False
    before = found.keys[index - 1]
    if found.keys[index] == "this":
        return before in _BEFORE_THIS and found.keys[index - 2] not in {"all", "because"}
    return found.keys[index] == "every" or not before or before in _BEFORE_THIS


def _too_few(found: Words, index: int) -> bool:
    """ "these country", "several company"."""
    key = found.keys[index]
    before_helper = key in _NO_PRONOUN and found.keys[index + 2] in AUXILIARIES
    if not is_countable_singular(found.keys[index + 1], before_helper) or not group_ends(found, index + 1):
        return False
    if found.keys[index + 2] in {"and", "or", ",", "nor"}:
        return False  # "many fertilizer and chemical manufacturers"
    return not (key == "many" and found.keys[index - 1] in {"as", "so", "how"})


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for determiners, is_wrong in ((_SINGULAR, _too_many), (_PLURAL, _too_few)):
        for index in found.places_of(sorted(determiners)):
            if not found.written(index + 1).islower() or not found.spaced(index, index + 1) or not found.free(index):
                continue
            if is_wrong(found, index):
                start, end = found.starts[index], found.ends[index + 1]
                message = f"“{document.text[start:end]}”: one word is singular, the other plural."
                yield META.finding(start, end, message)
