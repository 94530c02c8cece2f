"""A name is not spelled as the house spells it: “Al-Jazira”, “Al-Jazeera” or “AlJazeera” for “Al Jazeera”.

Checked only where the settings have `names` in their table `[house]`. Found are other capitals, accents, spaces,
hyphens and stops, and, in words of six letters and more, one letter that is wrong, lost, added or moved. Ordinary words
(“apple”) are left alone, and so are names that news writes often (“Johnston”) unless the rest of the name stands
beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._names import misspelled
from ._words import plain

META = RuleMeta(
    code="HO001",
    name="house-name",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Terminology/Inconsistent with terminology resource",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    house='names = ["Volodymyr Zelenskyy", "Al Jazeera", "YouTube", "Boris Johnson", "Apple", "J.K. Rowling"]',
    examples=(
        Bad(
            "Al-Jazeera spoke with Volodymyr Zelensky, and showed it on Youtube.",
            marks=("Al-Jazeera", "Zelensky", "Youtube"),
            fixed="Al Jazeera spoke with Volodymyr Zelenskyy, and showed it on YouTube.",
        ),
        Bad(
            "The books of J. K. Rowling were sold.",
            marks="J. K. Rowling",
            fixed="The books of J.K. Rowling were sold.",
            message="The house spells it “J.K. Rowling”, not “J. K. Rowling”.",
        ),
        Bad(
            "Aljazeera asked Boris Johnsson.",
            marks=("Aljazeera", "Johnsson"),
            fixed="Al Jazeera asked Boris Johnson.",
        ),
        Good("Al Jazeera's film on YouTube was seen by Volodymyr Zelenskyy and J.K. Rowling."),
        Good("Alex Johnston ate an apple; you tube it down the river, he said."),
        Good("See www.youtube.com for the Zelenskyys' films, and those of the Johnsons."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if document.house is None or not document.house.names:
        return
    for start, end, right in misspelled(document, document.house.names):
        message = f"The house spells it “{right}”, not “{plain(document.text[start:end])}”."
        yield META.finding(start, end, message, replace=right)
