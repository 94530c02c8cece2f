"""A number carries its unit twice, as a sign and as a word.

The sign was kept and the word translated (“$5 million dollars”, “40% percent”). Keep one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU002",
    name="doubled-unit",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Locale conventions/Measurement format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The bank lent $5 million dollars to the town.",
            marks="$5 million dollars",
            fixed="The bank lent $5 million to the town.",
        ),
        Bad("Turnout was 40% percent.", marks="40% percent", fixed="Turnout was 40%."),
        Bad(
            "It weighs 5 kg kilograms and costs €20 euros.",
            marks=("5 kg kilograms", "€20 euros"),
            fixed="It weighs 5 kg and costs €20.",
        ),
        Good("The bank lent $5 million; dollars were scarce, and 40% per annum is dear."),
        Good("He paid $5 Australian dollars' worth, or £3 a pound, for 5 kg."),
        Good("A $5 dollar-store toy and a 10 m metre-long tape are sold for 5%, percent signs and all."),
    ),
)

_WORDS = {
    "$": "dollars?",
    "€": "euros?",
    "£": "pounds?",
    "¥": "yen|yuan",
    "%": "percent|per cent|percentage points?",
    "km": "kilomet(?:er|re)s?",
    "kg": "kilograms?|kilos?",
    "m": "met(?:er|re)s?",
    "cm": "centimet(?:er|re)s?",
    "mm": "millimet(?:er|re)s?",
    "a.m.": "in the morning",
    "p.m.": "in the (?:evening|afternoon)|at night",
}
_AMOUNT = r"\d[\d,.]{0,15}(?:[^\S\r\n](?:hundred|thousand|million|billion|trillion|bn|m))?"
_DOUBLED = re.compile(
    "|".join(
        rf"(?:{re.escape(sign)}{_AMOUNT}(?<!\.)[^\S\r\n](?:{words}))(?![\w'’-])"
        if sign in "$€£¥"
        else rf"(?<![\w.])(?:\d[\d,.]{{0,15}}[^\S\r\n]?{re.escape(sign)}[^\S\r\n](?:{words}))(?![\w'’-])"
        for sign, words in _WORDS.items()
    )
)
# A sign, or the end of a unit with the first letter of its word: "% p", "m k", "kg k", ".m. in".
_SIGN = re.compile(r"[$€£¥]|%(?=[^\S\r\n]p)|[mg][^\S\r\n](?=[kcm])|\.m\.[^\S\r\n](?=in |at )")
_TAIL = re.compile("[^\\S\\r\\n](?:" + "|".join(_WORDS.values()) + ")$")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _SIGN, _DOUBLED, 24, 60):
        yield META.finding(
            *match.span(), "The unit stands twice, as a sign and as a word.", replace=_TAIL.sub("", match[0])
        )
