"""Two names, or a name and the word before it, are written as one: a hyphen, dash or space was lost.

Engines lose the dash of “Russia-China” when they cannot read it, and spaces at the seams of pieces (“the University
ofSheffield”). Put a hyphen or a space back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import frequency, is_name_word, known, known_name
from lint.language.scan import near
from lint.language.tokens import URL
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._mentions import mentions

META = RuleMeta(
    code="NA001",
    name="fused-name",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad(
            "Preparations for the RussiaChina summit go on.",
            marks="RussiaChina",
            fixed="Preparations for the Russia-China summit go on.",
        ),
        Bad(
            "She teaches at the University ofSheffield.",
            marks="ofSheffield",
            fixed="She teaches at the University of Sheffield.",
        ),
        Bad(
            "Talks between Mr. Petrovsky and Mr. Lindqvist went on. The PetrovskyLindqvist plan failed.",
            marks="PetrovskyLindqvist",
            fixed="Talks between Mr. Petrovsky and Mr. Lindqvist went on. The Petrovsky-Lindqvist plan failed.",
        ),
        Good(
            "YouTube, PayPal, WhatsApp, SpaceX and AstraZeneca rose; LeBron James and Ian McGregor spoke to HuffPost."
        ),
        Good("Ms. DeSantis, Mr. MacArthur and Mr. FitzGerald met at a LinkedIn event near theGrio's office."),
        Good("The iPhone and the ThinkPad ran BlackBerry's software, eBay said at ExxonMobil's office."),
    ),
)

_NAMES = re.compile(r"(?<![\w@#./-])([A-Z][a-z]{2,20})([A-Z][a-z]{2,20})(?=(?:['’]s)?(?![\w@/]|\.\w))")
_WORD_NAME = re.compile(
    r"(?<![\w@#./-])(of|the|in|and|to|for|from|by|at|with|on|that|as|said)([A-Z][a-z]{2,20})(?=(?:['’]s)?(?![\w@/]|\.\w))"
)
_SEAM = re.compile(r"[A-Z](?<=[a-z].)")
# Parts that begin or end coined names and surnames: FitzGerald, DeMint, ComScore, SolarCity, MasterCard.
_PREFIXES = frozenset("Mac Fitz Del Des Van Von Saint San Santa Los Las Mont Bel".split())
# Companies and products that are made of two names.
_COINED = frozenset(
    "ExxonMobil ConocoPhillips DaimlerChrysler HarperCollins ArcelorMittal ThyssenKrupp PetroChina AirAsia EuroNews "
    "AmerisourceBergen RosUkrEnergo".split()
)


def _two_names(document: Document, first: str, second: str) -> bool:
    if first in _PREFIXES or first + second in _COINED or known_name(first + second) or frequency(first + second):
        return False
    if known_name(f"{first} {second}"):
        return True
    count = document.derive(mentions).count
    if count(first + second) > 1 and not (is_name_word(first) and is_name_word(second)):
        return False  # an article that writes it so again and again means it
    return all(count(part) or (is_name_word(part) and frequency(part) > 200) for part in (first, second)) and not (
        known(first) and known(second)
    )


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for pattern in (_NAMES, _WORD_NAME):
        for match in near(document.text, _SEAM, pattern, 24, 28):
            first, second = match[1], match[2]
            if pattern is _NAMES:
                if not _two_names(document, first, second):
                    continue
                joint = " " if known_name(f"{first} {second}") else "-"
            else:
                if not ((is_name_word(second) and frequency(second)) or document.derive(mentions).count(second)):
                    continue
                joint = " "
            if any(token.kind == URL for token in document.tokens_in(match.start(), match.end())):
                continue
            yield META.finding(
                *match.span(),
                f"“{first}” and “{second}” have run together: a hyphen or a space is missing.",
                replace=first + joint + second,
            )
