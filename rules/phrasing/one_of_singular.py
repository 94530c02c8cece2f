"""“One of the” is followed by a noun in the singular: “one of the reason is”, “one of the most important city in”.

One is picked out of several, so the noun is plural. Put the noun into the plural.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import plurals, tags
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import group_ends, is_countable_singular

META = RuleMeta(
    code="PH014",
    name="one-of-singular",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("One of the reason is the price.", marks="reason", fixed="One of the reasons is the price."),
        Bad(
            "It is one of the most important city in Asia.",
            marks="city",
            fixed="It is one of the most important cities in Asia.",
        ),
        Bad("None of their stated goal was met.", marks="goal", fixed="None of their stated goals was met."),
        Good("One of the city council’s members is one of the best in the country, one of the family, one of the few."),
        Good("One of the police officers, one of the world’s oldest, came from one of the Gulf states."),
        Good("None of the money was found; none of the country was spared; one of the team said so."),
    ),
)

_DETERMINERS = listed("the these those our your their its his her my")
_SUPERLATIVES = listed(
    "most least best worst largest biggest greatest oldest youngest highest main first last richest poorest"
)
_NUMBERED = listed(
    "phase part chapter game stage day round act book item tier step number level week year season group"
)
"""Words that make a name with the number behind them: "phase one of the effort"."""
_PLACES = listed(
    "country world city region state nation town village island territory area year day house building body"
)
"""Wholes that can have parts: "none of the country", "most of the year", "some of the house"."""


def _noun(found: Words, index: int, whole: bool) -> int:
    """The index of a singular noun that ends the group which opens behind the determiner at `index`; 0 if none does.

    `whole` says that a single noun may be meant as a whole, of which one takes a part ("some of the house").
    """
    place = index + 1
    described = False
    for _ in range(4):
        key = found.keys[place]
        if is_countable_singular(key, may_be_verb=True):
            fits = (described or not whole) and not (key.endswith("er") and found.keys[place + 1] == ",")
            return place if fits and group_ends(found, place) and found.written(place).islower() else 0
        if key not in _SUPERLATIVES and not tags(key) & {"ADJ", "ADV"} and tags(key) != {"VERB"}:
            return 0
        described = True
        place += 1
    return 0


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places.get("of", ()):
        head = found.keys[index - 1]
        if (
            head not in {"one", "none"}
            or found.keys[index - 2] in _NUMBERED
            or found.keys[index + 1] not in _DETERMINERS
        ):
            continue
        noun = _noun(found, index + 1, whole=head == "none" or found.keys[index + 2] in _PLACES)
        if noun and found.spaced(index - 1, noun) and plurals(found.keys[noun]):
            message = f"“{found.written(index - 1)} of” wants a plural: “{plurals(found.keys[noun])[0]}”."
            yield META.finding(found.starts[noun], found.ends[noun], message, replace=plurals(found.keys[noun])[0])
