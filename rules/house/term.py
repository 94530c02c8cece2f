"""A word or phrase for which the house writes another one: “e-mail” where the settings say `"e-mail" = "email"`.

Checked only where the settings have a table `[house.terms]`. One in small letters is found in any case, one with
capitals only as it stands there; neither inside a longer word nor in an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._words import Found, Phrases, plain

META = RuleMeta(
    code="HO002",
    name="house-term",
    severity=Severity.MINOR,
    since="0.2",
    mqm="Terminology/Inconsistent with terminology resource",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    house='terms = { "e-mail" = "email", "Burma" = "Myanmar", "Kiev" = "Kyiv", "road works" = "roadworks" }',
    examples=(
        Bad(
            "E-mail from a Kiev-born spy reached Burma's ministers late on Monday.",
            marks=("E-mail", "Kiev", "Burma"),
            fixed="Email from a Kyiv-born spy reached Myanmar's ministers late on Monday.",
        ),
        Bad(
            "The road works on the bridge will end in May.",
            marks="road works",
            fixed="The roadworks on the bridge will end in May.",
            message="The house writes “roadworks”, not “road works”.",
        ),
        Good("The email came from Kyiv, and the roadworks in Myanmar went on."),
        Good("The off-road works of art on the rail-road works map were sold."),
        Good("Write to news@kiev.example.com, where the road at the works begins."),
    ),
)


@lru_cache(maxsize=4)
def _phrases(terms: tuple[tuple[str, str], ...]) -> tuple[Phrases, dict[str, str]]:
    right = dict(terms)
    return Phrases(right), right


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if document.house is None or not document.house.terms:
        return
    phrases, right = _phrases(document.house.terms)
    for found in phrases.matches(document):
        if _is_right(document.text, found, right[found.phrase]):
            continue
        written = document.text[found.start : found.end]
        better = _in_case(right[found.phrase], written, found.phrase)
        message = f"The house writes “{better}”, not “{plain(written)}”."
        yield META.finding(found.start, found.end, message, replace=better)


def _is_right(text: str, found: Found, right: str) -> bool:
    """Whether what was found is a part of what it should be: “mail” in “postal mail”."""
    phrase, wanted = found.phrase.casefold(), right.casefold()
    at = wanted.find(phrase)
    while at >= 0:
        start, end = found.start - at, found.end + len(wanted) - at - len(phrase)
        if start >= 0 and plain(text[start:end]).casefold() == wanted:
            return True
        at = wanted.find(phrase, at + 1)
    return False


def _in_case(right: str, written: str, phrase: str) -> str:
    """What is right, with the capitals of the text where the settings have none."""
    if not phrase.islower() or not right.islower():
        return right
    if written.isupper() and len(written) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if written[:1].isupper() else right
