"""The second half of a comparison begins with the wrong word: “as quickly than”, “more as 500”, “the same than”.

“More” and -er want “than”; “as” wants “as”; “the same” wants “as”. Other languages use one word for all of them, and
engines mix them up. Put in the word that belongs to the first half.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import tags
from lint.language.phrases import Words, is_number, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH011",
    name="broken-comparison",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The lottery raised more as £500m.", marks="more as", fixed="The lottery raised more than £500m."),
        Bad(
            "They work twice as quickly than before.",
            marks="as quickly than",
            fixed="They work twice as quickly as before.",
        ),
        Bad(
            "Cotton loses more yield from ozone that what maize does.",
            marks="that what",
            fixed="Cotton loses more yield from ozone than what maize does.",
        ),
        Bad(
            "He decided to flee rather that stand trial.",
            marks="rather that",
            fixed="He decided to flee rather than stand trial.",
        ),
        Good("As more than 100,000 marched, as well as more than 50 senators, it seemed more as if they had won."),
        Good("It is clear that what they did was wrong; more people said that what they heard was true."),
        Good("The point is rather that standing still costs more, as 500 firms found; he is better than that."),
        Good("I believe rather that he knew, or rather that they did. He earns less, as two experts said."),
    ),
)

_CURRENCY = frozenset("$€£¥")
_AMOUNTS = listed("more less fewer greater higher lower bigger larger smaller longer shorter older younger")
_CLAUSE_VERBS = listed("so such clear sure true likely evident obvious important worse better")
_NOT_ADJECTIVES = listed("more less rather other much long soon well far better worse fewer same such")
_WINDOW = 8


def _more_as(found: Words) -> Iterator[tuple[int, int, str]]:
    """ "more as 500": index of the first and last word and what to put there."""
    for index in found.places_of(sorted(_AMOUNTS)):
        after = found.keys[index + 2]
        is_amount = after in _CURRENCY or after[:1].isdigit() or is_number(after)
        if found.keys[index + 1] == "as" and is_amount and found.spaced(index, index + 2):
            yield index, index + 1, f"{found.written(index)} than"


def _as_than(found: Words) -> Iterator[tuple[int, int, str]]:
    """ "as quickly than"."""
    for index in found.places.get("than", ()):
        middle = found.keys[index - 1]
        if found.keys[index - 2] != "as" or middle in _NOT_ADJECTIVES or not tags(middle) & {"ADJ", "ADV"}:
            continue
        if found.spaced(index - 2, index) and not middle.endswith("er") and found.keys[index + 1] != "more":
            yield index - 2, index, f"{found.written(index - 2)} {found.written(index - 1)} as"


def _that_what(found: Words) -> Iterator[tuple[int, int, str]]:
    """ "loses more yield that what": "more" or "less" stands before, and no verb that "that" could depend on."""
    for index in found.places.get("that", ()):
        if found.keys[index + 1] != "what" or not found.spaced(index - 1, index + 1):
            continue
        before = found.keys[max(0, index - _WINDOW) : index]
        if {"more", "less", "fewer"} & set(before) and tags(before[-1]) <= {"NOUN", "PROPN"}:
            yield index, index + 1, "than what"


def _rather_that(found: Words) -> Iterator[tuple[int, int, str]]:
    """ "flee rather that stand": a plain verb follows, and nothing before makes it "the point is rather that"."""
    for index in found.places.get("rather", ()):
        if found.keys[index + 1] != "that" or not found.spaced(index - 1, index + 2):
            continue
        before, after = found.keys[index - 1], found.keys[index + 2]
        is_verb = tags(after) == {"VERB"} or (tags(after) == {"NOUN", "VERB"} and "VERB" in tags(before))
        if is_verb and tags(before) & {"VERB", "NOUN"} and "AUX" not in tags(before):
            yield index, index + 1, f"{found.written(index)} than"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for find in (_more_as, _as_than, _that_what, _rather_that):
        for first, last, right in find(found):
            start, end = found.starts[first], found.ends[last]
            message = f"“{document.text[start:end]}”: the comparison should read “{right}”."
            yield META.finding(start, end, message, replace=right)
