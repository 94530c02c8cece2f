"""“Which” or “who” is followed by an -ing form with no helping verb: “the firm, which offering loans”.

The helping verb was lost, or the word before is one too many: “which is offering”, “which offers” or just “offering”.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import tags, verb_forms
from lint.language.phrases import Words, listed, words
from lint.language.words import PREPOSITIONS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH026",
    name="relative-participle",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("She heads the firm, which offering licences to all.", marks="which offering"),
        Bad("He was tired of women which trying to sell themselves.", marks="which trying"),
        Good("The rate at which rising seas eat the coast; those who, trying to help, failed. Which trying times?"),
        Good("It is the firm which, offering licences to all, failed; nobody knows which remaining parts are safe."),
        Good("People who work in housing, which being old is cheap, know which living species are at risk."),
    ),
)

_NO_VERB = listed("being including according owing regarding following excluding concerning pending notwithstanding")
_CHOICE = listed(
    "know knows knew known decide decides decided on over about of in to ask asked tell told see show shows"
)


def _is_relative(found: Words, index: int) -> bool:
    """Whether which or who opens a relative clause: behind a noun, or behind a comma."""
    before = found.keys[index - 1]
    if before == ",":
        return True
    return "NOUN" in tags(before) and before not in PREPOSITIONS | _CHOICE and found.spaced(index - 1, index)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places_of(("which", "who")):
        key = found.keys[index + 1]
        if (
            not key.endswith("ing")
            or verb_forms(key) != {"VBG"}
            or key in _NO_VERB
            or not found.spaced(index, index + 1)
        ):
            continue
        if found.written(index + 1).islower() and _is_relative(found, index) and not _is_attribute(found, index + 1):
            start, end = found.starts[index], found.ends[index + 1]
            yield META.finding(
                start, end, f"“{document.text[start:end]}”: a helping verb is missing, or one word is too many."
            )


def _is_attribute(found: Words, index: int) -> bool:
    """Whether the -ing form belongs to a noun behind it ("which remaining parts"), or is a noun itself."""
    following = found.keys[index + 1]
    if not following[:1].isalpha():
        return True
    if found.keys[index - 2] == ",":
        return False
    if tags(following) <= {"NOUN", "PROPN"}:
        return True
    return "NOUN" in tags(following) and "NOUN" in tags(found.keys[index])
