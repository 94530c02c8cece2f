"""Whether an English word begins with a vowel sound."""

from __future__ import annotations

import re
import unicodedata

_SPELLED_VOWELS = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel sound (ef, aitch, el…)."""

_CONSONANT = re.compile(
    # you-: unit, use, utility, uranium, Ukraine, European; wun: one, once; wee-, wa-: ouija, Uyghur, Oaxaca
    r"uni(?!n|m|de|ss|ll)|unanim|unesco|us(?:[eu]|ing\b|ab|ag|ain)|ut(?:i|en|op|ah|er)|ur(?:an(?!g)|al|in|ol|ug|eth)|ubi"
    r"|uk|ugand|uyg|eu(?=[rcg])|eunuch|euph|euth|ew(?=[aei])|one(?:s|self|ness)?\b|once|ouija|oui\b|ouaga|oaxac|ufo"
)
_VOWEL = re.compile(r"hour|honou?r|honest|heir|hors\b")
_UNSPEAKABLE = re.compile(r"[FHLMNRX][^AEIOULRY]|S[^AEIOUCHKLMNPQTWY]")
"""Begins as no word does, so the letters are spelled out: MBA, FBI, HDMI."""
_EITHER = re.compile(
    r"histor|hotel|habit|heredit|horrif|hypoth|hyster|halluc|harmon|hilar|humil|hero|herb|homage|hegem|hispan|eu"
    r"|y[^aeiou]|ouatt"
)


def vowel_sound(word: str, *, alone: bool) -> bool | None:
    """Whether the word, in the writing of the text, begins with a vowel sound; None where speakers differ.

    `alone` is False for the first part of a compound ("e" of "e-mail", "F" of "F-16") and for sums of money.
    """
    if word[:1].isdigit():
        return _number_sound(word)
    letters = word.replace(".", "").partition("'")[0].partition("’")[0]
    if not letters[:1].isalpha():
        return None
    if len(letters) == 1:
        return _letter_sound(letters, alone)
    if letters.isupper() or (letters[:-1].isupper() and letters[-1] == "s"):
        return _initials_sound(letters.upper(), dotted="." in word[:-1])
    if letters[0].isupper() and not letters[1:].islower():
        return None  # McDonald is clear, but iPhone, LaFayette, MPs and eBay need not be
    return _word_sound(letters)


def _letter_sound(letter: str, alone: bool) -> bool | None:
    """A single letter said by its name: "an X-ray", "a U-turn"; alone it may be a label ("a B", "an F")."""
    if alone and letter.islower():
        return None
    return letter.upper() in _SPELLED_VOWELS


def _initials_sound(initials: str, *, dotted: bool) -> bool | None:
    """An abbreviation: spelled out for certain if it has stops or no vowels; else it may be read as a word."""
    spelled = initials[0] in _SPELLED_VOWELS
    if len(set(initials)) == 1:
        return None  # AAA may be "triple A"
    if initials[0] == "U":
        return False if dotted or initials[1] in "KNSAEF" else None
    if dotted or not any(vowel in initials for vowel in "AEIOUY"):
        return spelled
    if _UNSPEAKABLE.match(initials):
        return spelled
    return spelled if spelled == (initials[0] in "AEIO") else None


def _word_sound(word: str) -> bool | None:
    plain = unicodedata.normalize("NFD", word)[0].lower() + word[1:].lower()
    if _CONSONANT.match(plain):
        return False
    if _VOWEL.match(plain):
        return True
    if _EITHER.match(plain) or not plain[0].isascii():
        return None
    if word[0] == "U":
        return None  # a name: Ulster or Utrecht
    return plain[0] in "aeiou"


def _number_sound(number: str) -> bool | None:
    """Eight, eleven and eighteen begin with vowels; years and house numbers may be read in pairs (18 00)."""
    digits = re.match(r"\d+", number)
    first = digits[0] if digits else ""
    if first[0] == "8" or first in {"11", "18"}:
        return True
    if first[:2] in {"11", "18"} and len(first) == 4:
        return None
    return False
