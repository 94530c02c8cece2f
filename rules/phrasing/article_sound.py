"""“A” stands before a vowel sound, or “an” before a consonant sound.

The sound decides, not the letter: an hour, a European, an MBA, a one-off, an 8-year term, a U.S. court. Engines choose
the article before they choose the word behind it. Change the article. Words said in two ways (a hotel, an hotel; NATO
and other abbreviations that may be read out or spelled) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import known
from lint.language.phrases import Words, words
from lint.language.words import FUNCTION_WORDS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._sounds import vowel_sound

META = RuleMeta(
    code="PH005",
    name="article-sound",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The talks lasted a hour.", marks="a hour", fixed="The talks lasted an hour."),
        Bad(
            "She is an European citizen with a MBA.",
            marks=("an European", "a MBA"),
            fixed="She is a European citizen with an MBA.",
        ),
        Bad(
            "He got a 8-year term in an U.S. court.",
            marks=("a 8", "an U.S."),
            fixed="He got an 8-year term in a U.S. court.",
        ),
        Bad("A outbreak was an one-off.", marks=("A outbreak", "an one"), fixed="An outbreak was a one-off."),
        Good("An hour later a one-time heir, an honest man, took a unit to a university in a Ukrainian town."),
        Good("A historic hotel, or an historic one; a NATO base; an unimportant use; an X-ray, a UN man, an FBI raid."),
        Good("Hepatitis A outbreaks are bad; plan A included an $8m loan, an 18th shop and a $1bn deal."),
        Good("An Xiaoli of the band paid an 11 percent share; he plays guitar à la Hendrix, a la carte."),
    ),
)

_CURRENCY = frozenset("$€£¥")


def _is_article(found: Words, index: int) -> bool:
    """Whether the word is an article, not a letter ("vitamin A", "the A team") or a part of a name ("An Xiaoli")."""
    written = found.written(index)
    if not found.free(index) or not found.spaced(index, index + 1) or not _stands_free(found, index):
        return False
    if written.islower():
        return True
    if written not in {"A", "An"} or not found.written(index + 1)[:1].islower():
        return False
    before = found.keys[index - 1]
    return (
        not before or not before[-1].isalnum() or found.text.count("\n", found.ends[index - 1], found.starts[index]) > 1
    )


def _stands_free(found: Words, index: int) -> bool:
    """Whether no letter, lost letter ("Do?a Ana") or apostrophe ("Xing 'an") stands right before the word."""
    start = found.starts[index]
    return start == 0 or found.text[start - 1].isspace() or found.text[start - 1] in '“"‘«([—–/'


def _sounds_vowel(found: Words, index: int) -> bool | None:
    """Whether what follows an article begins with a vowel sound; None where it may, or where no word follows."""
    key = found.keys[index]
    if key in _CURRENCY:
        index += 1
        key = found.keys[index]
        return vowel_sound(found.written(index), alone=False) if key[:1].isdigit() else None
    if key in FUNCTION_WORDS and key != "one":
        return None
    written = found.written(index)
    if written.islower() and len(key) > 1 and not known(key):
        return None
    return vowel_sound(written, alone=not found.joins(index))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for article, is_vowel in (("a", False), ("an", True)):
        for index in found.places.get(article, ()):
            if not _is_article(found, index) or _sounds_vowel(found, index + 1) in (None, is_vowel):
                continue
            last = index + 1 + (found.keys[index + 1] in _CURRENCY)
            right = ("a" if is_vowel else "an") if found.written(index).islower() else ("A" if is_vowel else "An")
            start, end = found.starts[index], found.ends[last]
            rest = document.text[found.ends[index] : end]
            kind = "a consonant" if is_vowel else "a vowel"
            message = f"“{rest.strip()}” begins with {kind} sound: “{right.lower()}” before it."
            yield META.finding(start, end, message, replace=right + rest)
