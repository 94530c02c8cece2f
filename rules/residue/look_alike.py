"""A letter of another script that looks like a Latin one: "qualitу" with a Cyrillic "у".

It comes from a keyboard left on the other layout, from text recognition, or from somebody who wants to slip past a
plagiarism check. Nobody sees it, but search, spelling and speech stop at the word.
Source of the pairs: Unicode confusables, UTS #39, version 16.0, reduced to letters that look the same in news fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import CYRILLIC, GREEK, uses

META = RuleMeta(
    code="RE010",
    name="look-alike-letter",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=6,
    examples=(
        Bad("They sell goods of high qualitу.", marks="qualitу", fixed="They sell goods of high quality."),
        Bad("The Κremlin denied it.", marks="Κremlin", fixed="The Kremlin denied it."),
        Bad("He made а statement on Friday.", marks="а", fixed="He made a statement on Friday."),
        Bad("The Covidный ward was full.", marks="Covidный"),
        Bad("𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴 news from Kyiv.", marks="𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴", fixed="Breaking news from Kyiv."),
        Good("The word is “Москва” (Moscow)."),
        Good("Levels of TNFα and β2-microglobulin rose by 5 μg; the αVβ3 receptor did not."),
        Good("The speed Δv and the angle θ1 were known, and so was a 10kΩ resistor."),
    ),
)

_PAIRS = dict(zip("аеорсухіїјѕһԁԛԝӏАВЕЅКМНОРСТУХІЇЈԚԜҮ", "aeopcyxiïjshdqwlABESKMHOPCTYXIÏJQWY", strict=True)) | dict(
    zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True)
)
_LONE_PAIRS = {"а": "a", "А": "A", "І": "I"}

_ODD = re.compile(f"[{GREEK}{CYRILLIC}\U0001d400-\U0001d7ff]")
_SEAM = re.compile(f"[A-Za-z](?=[{GREEK}{CYRILLIC}])|[{GREEK}{CYRILLIC}](?=[A-Za-z])")
_LONE = re.compile(r"(?<![^\W_])[аАІ](?![^\W_])")
_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}")
_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_LETTER = re.compile(r"[^\W\d_]")
_REACH = 60


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    text = document.text
    yield from _mixed_words(text)
    for match in _LONE.finditer(text):
        if _stands_in_latin(text, match.start()):
            latin = _LONE_PAIRS[match[0]]
            yield META.finding(match.start(), match.end(), _message(latin), replace=latin)
    for match in _STYLED.finditer(text):
        from unicodedata import normalize

        plain = normalize("NFKC", match[0])
        message = f"Mathematical letters used as a typeface; search and screen readers do not see “{plain}”."
        yield META.finding(match.start(), match.end(), message, replace=plain)


def _message(latin: str) -> str:
    return f"A letter of another script stands in for a Latin one that looks the same: “{latin}”."


def _mixed_words(text: str) -> Iterator[Finding]:
    done = 0
    for match in _SEAM.finditer(text):
        if match.start() < done:
            continue
        start, end = _word(text, match.start())
        done = end
        word = text[start:end]
        latin = "".join(_PAIRS.get(letter, letter) for letter in word)
        if latin.isascii() or not _ODD.search(latin):
            yield META.finding(start, end, _message(latin), replace=latin)
        elif _CYRILLIC.search(word):
            yield META.finding(start, end, "Letters of two scripts in one word: a part was left untranslated.")


def _word(text: str, at: int) -> tuple[int, int]:
    """The stretch of letters around `at`, at most `_REACH` to each side."""
    start, end = at, at + 1
    while start > 0 and at - start < _REACH and _LETTER.match(text, start - 1):
        start -= 1
    while end < len(text) and end - at < _REACH and _LETTER.match(text, end):
        end += 1
    return start, end


def _stands_in_latin(text: str, at: int) -> bool:
    """Whether the nearest words on both sides begin and end in Latin letters, or the line ends there."""
    before, after = text[max(0, at - 3) : at].rstrip(' "“‘(')[-1:], text[at + 1 : at + 4].lstrip(" ")[:1]
    return after.isascii() and after.isalpha() and (not before or before.isascii()) and text[at + 1 : at + 2] == " "
