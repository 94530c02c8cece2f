"""After “whether” the words stand in the order of a question: “whether are they ready”, “whether can it be done”.

Behind “whether” English has the order of a statement (whether they are ready). Put the pronoun first.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH024",
    name="whether-question",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "Nobody knows whether are they ready.",
            marks="whether are they",
            fixed="Nobody knows whether they are ready.",
        ),
        Bad(
            "It is unclear whether can it be done.",
            marks="whether can it",
            fixed="It is unclear whether it can be done.",
        ),
        Good("Nobody knows whether they are ready, whether it can be done or whether, as he put it, is it wise."),
        Good("Whether doing it is wise, whether had or lost, whether Will they or not."),
        Good("He asked whether being they or us matters; whether or not are they there is moot."),
    ),
)

_HELPERS = listed("is are was were can could will would should must do does did has have had may might")
_PRONOUNS = listed("he she it they we you i")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places.get("whether", ()):
        helper, pronoun = found.keys[index + 1], found.keys[index + 2]
        if helper not in _HELPERS or pronoun not in _PRONOUNS or not found.spaced(index, index + 2):
            continue
        if found.written(index + 1).islower():
            right = f"{found.written(index)} {found.written(index + 2)} {helper}"
            message = f"After “whether” the pronoun comes first: “{right}”."
            yield META.finding(found.starts[index], found.ends[index + 2], message, replace=right)
