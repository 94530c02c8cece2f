"""A noun that has no plural stands in the plural: “informations”, “equipments”, “advices”; or after “a”: “an advice”.

These nouns name a mass in English and can be counted in other languages, from which they were translated. Use the
singular without “a”, or “a piece of”, “two pieces of”. Irregular plurals with one more -s (“criterias”,
“aircrafts”) are found too.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import group_ends

META = RuleMeta(
    code="PH012",
    name="uncountable-plural",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The police asked for more informations on the equipments.",
            marks=("informations", "equipments"),
            fixed="The police asked for more information on the equipment.",
        ),
        Bad(
            "Two aircrafts were lost; the criterias were not met.",
            marks=("aircrafts", "criterias"),
            fixed="Two aircraft were lost; the criteria were not met.",
        ),
        Bad(
            "He gave her an advice and a good news.",
            marks=("an advice", "a good news"),
            fixed="He gave her advice and good news.",
        ),
        Good("An information desk and an advice line opened; it was a good news day, a news agency said."),
        Good("The general staffs met at the research centres; he evidences no remorse and advises her on behaviours."),
        Good("Peoples of the world, fishes of the sea, sands of time; a work of art, an equipment maker."),
    ),
)

_MASS_NOUNS = listed(
    "information equipment advice furniture knowledge software hardware luggage baggage homework housework feedback "
    "legislation violence clothing pollution governance garbage traffic unemployment footage applause vandalism "
    "terrorism tourism underwear slang music evidence"
)
_SINGULARS = {noun + "s": noun for noun in _MASS_NOUNS} | {
    "aircrafts": "aircraft",
    "spacecrafts": "spacecraft",
    "hovercrafts": "hovercraft",
    "offsprings": "offspring",
    "bacterias": "bacteria",
    "criterias": "criteria",
    "phenomenas": "phenomena",
    "phenomenons": "phenomena",
    "datas": "data",
    "medias": "media",
    "sheeps": "sheep",
    "cattles": "cattle",
    "childrens": "children",
    "sceneries": "scenery",
    "machineries": "machinery",
    "electricities": "electricity",
    "poetries": "poetry",
    "jewelleries": "jewellery",
    "jewelries": "jewelry",
    "personnels": "personnel",
    "researches": "research",
}
_ALSO_VERBS = listed("evidences researches")
_COUNTERS = listed("many several few these those various numerous two three four five other new some more all")
_MASS = listed(
    "information advice equipment news furniture luggage baggage homework evidence research progress legislation"
)
_ADJECTIVES = listed("good great bad new important valuable useful further additional clear strong big")


def _plurals(found: Words) -> Iterator[tuple[int, int, str]]:
    for plural, right in _SINGULARS.items():
        for index in found.places.get(plural, ()):
            if not found.written(index).islower() or not found.free(index) or found.keys[index + 1] in {"'", "’"}:
                continue
            if plural not in _ALSO_VERBS or found.keys[index - 1] in _COUNTERS:
                yield index, index, right


def _after_article(found: Words) -> Iterator[tuple[int, int, str]]:
    """ "an advice", "a good news", where no noun follows ("an advice line")."""
    for noun in _MASS:
        for index in found.places.get(noun, ()):
            first = index - 1 - (found.keys[index - 1] in _ADJECTIVES)
            if found.keys[first] not in {"a", "an"} or not found.spaced(first, index) or not found.free(first):
                continue
            listed_on = found.keys[index + 1] in {",", "and", "or"} and noun not in {"information", "advice", "news"}
            if found.free(index) and found.written(index).islower() and group_ends(found, index) and not listed_on:
                yield first, index, " ".join(found.written(i) for i in range(first + 1, index + 1))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for find in (_plurals, _after_article):
        for first, last, right in find(found):
            start, end = found.starts[first], found.ends[last]
            message = f"“{document.text[start:end]}”: this noun is not counted in English: “{right}”."
            yield META.finding(start, end, message, replace=right)
