"""An apostrophe stands in the wrong place of a word, or in a word that has none: countrie’s, childrens’, their’s.

Plural and possessive are mixed up where endings are put on word by word. Write the possessive of the singular
(country’s) or of the plural (countries’), and no apostrophe in “theirs” and “its own”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language import lexicon
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="QU016",
    name="misplaced-apostrophe",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The crisis hit other countrie’s assets hardest.",
            marks="countrie’s",
            fixed="The crisis hit other countries’ assets hardest.",
        ),
        Bad(
            "The new childrens' hospital has opened its doors.",
            marks="childrens'",
            fixed="The new children's hospital has opened its doors.",
        ),
        Bad(
            "The farmers's union said the land was their's.",
            marks=("farmers's", "their's"),
            fixed="The farmers' union said the land was theirs.",
        ),
        Bad("The bank sold it’s own shares.", marks="it’s own", fixed="The bank sold its own shares."),
        Good("The movie’s star, a rookie’s coach and the zombie’s fans met at Charlie’s."),
        Good("The children’s hospital and the countries’ debts were the boss’s and the series’s themes."),
        Good("The farmers’ union said the land was theirs, and it’s no one’s own."),
    ),
)

# Each alternative ends in an apostrophe in a place where few right words have it.
_SUSPECT = re.compile(
    r"(?<![\w'’-])(?:[a-z]{2,24}ie['’]s|[a-z]{2,24}s['’]s|[a-z]{2,24}ns['’]|(?:[Tt]heir|[Oo]ur|[Yy]our)['’]s"
    r"|[Ii]t['’]s(?=[ ]own[ ]))(?![\w-])"
)
# Behind a letter that it has there: "ie", "s", "their", "our", "it".
_APOSTROPHE = re.compile(r"['’](?<=[esrt].)")
_MESSAGE = "The apostrophe is in the wrong place."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _APOSTROPHE, _SUSPECT, 27, 10):
        word = match[0].replace("’", "'")
        right = _right(word)
        if right is None:
            continue
        end = match.end()
        if "’" in match[0]:
            right = right.replace("'", "’")
        if word.lower() == "it's":
            end, right = end + len(" own"), right + " own"
        yield META.finding(match.start(), end, _MESSAGE, replace=right)


def _right(word: str) -> str | None:
    """The word as it should be, or None where it may stand."""
    stem = word.removesuffix("'").removesuffix("'s")
    if word.lower() in ("their's", "our's", "your's", "it's"):
        return stem + "s"
    if word.endswith("ie's"):
        singular = stem[:-2] + "y"
        return singular[:-1] + "ies'" if not lexicon.known(stem) and lexicon.plurals(singular) else None
    if word.endswith("s's"):
        plural = lexicon.noun_number(stem) == "plur" and lexicon.singular(stem) and lexicon.lower_share(stem) > 0.4
        return stem + "'" if plural else None
    people = stem.removesuffix("s")
    return people + "'s" if lexicon.noun_number(people) == "plur" and not lexicon.known(stem) else None
