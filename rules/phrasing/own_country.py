"""“My country” stands in a report that has no “I”: the words of a foreign agency about its own country.

State media write “our country” for theirs; taken over by another newsroom the words name the wrong one, or none.
Name the country. Quotations are left alone, and articles written in the first person.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH020",
    name="own-country",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Mistranslation",
    fix=Fix.NONE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad("It is the first such bank set up in my country.", marks="my country"),
        Bad("Foreign debt is low, and my country's exports grew.", marks="my country's"),
        Good("“I am proud of my country,” she said. The country’s exports grew."),
        Good("When I was born, my country was at war, and it shaped me."),
        Good("He wrote that it was “my country, right or wrong”."),
    ),
)

_FIRST_PERSON = listed("i me i'm i've i'd i'll myself mine")


def _has_first_person(found: Words, document: Document) -> bool:
    """Whether somebody says "I" or "me" outside quotations, or "my" of anything but a country."""
    places = [i for i in found.places_of(sorted(_FIRST_PERSON)) if found.keys[i] != "i" or found.written(i) == "I"]
    places += [i for i in found.places.get("my", ()) if not found.keys[i + 1].startswith("country")]
    return any(not document.in_quotation(found.starts[i], found.ends[i]) for i in places)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    places = [i for i in found.places.get("my", ()) if found.keys[i + 1] in {"country", "country's"}]
    places = [i for i in places if found.written(i + 1).islower()]
    if not places or _has_first_person(found, document):
        return
    for index in places:
        if found.spaced(index, index + 1):
            message = "Whose country? Nobody says “I” here: name it."
            yield META.finding(found.starts[index], found.ends[index + 1], message)
