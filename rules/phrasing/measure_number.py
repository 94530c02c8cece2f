"""A measure is in the wrong number: “three month later”, “a six years old boy”, “a 16-days shutdown”.

Behind a number above one the unit is plural; before a noun, joined with hyphens, it is singular: three months later, a
six-year-old boy, a 16-day shutdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import noun_number, tags
from lint.language.phrases import Words, is_number, listed, words
from lint.language.words import ARTICLES, POSSESSIVE_DETERMINERS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import group_ends, is_countable_singular

META = RuleMeta(
    code="PH015",
    name="measure-number",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "They will be rehoused for three to six month.",
            marks="six month",
            fixed="They will be rehoused for three to six months.",
        ),
        Bad("He has a six years old daughter.", marks="six years old", fixed="He has a six-year-old daughter."),
        Bad(
            "They went back after a 16-days shutdown.", marks="16-days", fixed="They went back after a 16-day shutdown."
        ),
        Bad("Two woman were hurt.", marks="Two woman", fixed="Two women were hurt."),
        Good("A three month stay, a 24 year old, two-year terms, three to five year plans; she is six years old."),
        Good("The Six-Day War lasted 10 days; he ran the 200 metre race in the Top 10 week and page 5 day by day."),
        Good("Article 2 day two, the World Cup 2018 day five, a six-foot man two doors down, one or two of them."),
    ),
)

_UNITS = {
    unit: unit + "s"
    for unit in listed(
        "second minute hour day week month year decade kilometre kilometer metre meter mile kilogram litre liter"
    )
} | {"century": "centuries"}
_PLURAL_UNITS = {plural: unit for unit, plural in _UNITS.items()}
_SMALL = listed("two three four five six seven eight nine ten")
_OPENERS = ARTICLES | POSSESSIVE_DETERMINERS


def _lost_plural(found: Words, index: int) -> bool:
    """ "six month" before a mark or a closing word, with nothing that makes a name or a compound of it."""
    before = found.keys[index - 1]
    number = found.keys[index]
    if not is_number(number) or not found.spaced(index, index + 1) or not group_ends(found, index + 1):
        return False
    if number[:1].isdigit() and noun_number(before) == "sing":
        return False  # "on page 5 day after day"
    if before in _OPENERS or found.text[found.starts[index] - 1 : found.starts[index]] in {
        ".",
        ",",
        "/",
        "$",
        "’",
        "'",
    }:
        return False
    if (
        before[:1].isalpha()
        and not found.written(index - 1).islower()
        and index
        and found.keys[index - 2][-1:].isalnum()
    ):
        return False  # a name: "the World Cup 2018 day five"
    return found.keys[index + 2] not in {"and", "or", ",", "to", "long"} or number in _SMALL


def _plural_findings(found: Words) -> Iterator[Finding]:
    for unit, plural in _UNITS.items():
        for place in found.places.get(unit, ()):
            index = place - 1
            number = found.keys[index]
            if number[:1].isdigit() and (len(number) > 3 or not number.isdigit()):
                continue  # years and ordinals: "the 2019 day", "the 19th century"
            if (
                found.keys[index - 1] in {"and", "or", "to"}
                and is_number(found.keys[index - 2])
                and found.keys[index - 3] in _OPENERS
            ):
                continue
            if found.written(place).islower() and _lost_plural(found, index):
                yield _finding(found, index, place, f"{found.written(index)} {plural}")


def _noun_findings(found: Words) -> Iterator[Finding]:
    """ "two woman were"."""
    from lint.language.lexicon import plurals

    for index in found.places_of(sorted(_SMALL)):
        noun = found.keys[index + 1]
        if (
            noun in _UNITS
            or not is_countable_singular(noun)
            or found.keys[index + 2] in {"and", "or", ",", "to", "a", "per"}
        ):
            continue
        before = found.keys[index - 1]
        if before[:1].isalpha() and before not in {"the", "these", "those", "of", "with", "by", "for", "in", "and"}:
            continue
        if found.written(index + 1).islower() and found.free(index) and _lost_plural(found, index):
            yield _finding(found, index, index + 1, f"{found.written(index)} {plurals(noun)[0]}")


def _attribute_findings(found: Words) -> Iterator[Finding]:
    """ "a six years old boy", "a 16-days shutdown"."""
    for plural, unit in _PLURAL_UNITS.items():
        for place in found.places.get(plural, ()):
            index = place - 1
            if not is_number(found.keys[index]):
                continue
            number = found.written(index)
            opened = found.keys[index - 1] in _OPENERS
            if found.keys[place + 1] == "old" and _is_noun(found, place + 2) and found.adjacent(index, place + 2):
                if opened or noun_number(found.keys[place + 2]):
                    yield _finding(found, index, place + 1, f"{number}-{unit}-old")
            elif opened and found.joins(index) and _is_noun(found, place + 1) and found.spaced(place, place + 1):
                yield _finding(found, index, place, f"{number}-{unit}")


def _is_noun(found: Words, index: int) -> bool:
    key = found.keys[index]
    return found.written(index).islower() and tags(key) <= {"NOUN", "ADJ", "VERB", "PROPN"} and "NOUN" in tags(key)


def _finding(found: Words, first: int, last: int, right: str) -> Finding:
    start, end = found.starts[first], found.ends[last]
    return META.finding(start, end, f"“{found.text[start:end]}”: the measure reads “{right}” here.", replace=right)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    yield from _plural_findings(found)
    yield from _noun_findings(found)
    yield from _attribute_findings(found)
