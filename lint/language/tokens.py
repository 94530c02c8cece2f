"""Tokens: words, numbers, marks, symbols and addresses, every character of the text but white space.

- An abbreviation keeps its stop ("U.S.", "Mr.", "Feb."), so a sentence may end in a word: look at the sentence's last
  character, not at its last token's kind, to see whether it is closed.
- Apostrophes stay inside a word, the wrong way round too ("Putin‘s"), but not at its end ("workers'"), where they
  may as well close a quotation.
- Digits joined by one of , . : / - – are one number ("3-1", "9/11", "10:30", "2019-20"), letters at its end included
  ("4th", "1990s", "5bn"); a number that runs on in letters after a hyphen is a word ("10-year-old").
- A combining character stays with the letter or symbol it follows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lint.language.abbreviations import BEFORE_NUMBER, MAY_END, MONTHS, NEVER_END, TITLES

if TYPE_CHECKING:
    from lint.document import Document

WORD = "word"
NUMBER = "number"
PUNCT = "punct"
SYMBOL = "symbol"
URL = "url"


class Token(NamedTuple):
    """`text` is `document.text[start:end]`; `kind` is one of WORD, NUMBER, PUNCT, SYMBOL and URL."""

    start: int
    end: int
    kind: str
    text: str


# Letters are what \w has besides digits, the underscore and the signs below, which Python counts as alphanumeric.
_NUMERALS = "²³¹¼-¾⁰-⁹₀-₉⅐-⅟①-⒛"
# Combining marks of Latin, Greek and Cyrillic, Hebrew, Arabic, the Indic scripts and Thai, and variation selectors.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS += "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a51\u0abc-\u0acd"
_MARKS += "\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3b-\u0d57\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARKS += "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'’‘ʼ`´＇"
_HYPHENS = "\\-‐‑"
_PUNCTUATION = ".,;:!?()\\[\\]{}\"'`´/·«»¡¿\\-‐-‟․-‧′-‷‹›‼‽⁇-⁉、-〃〈-】〔-〟・！＂＇（），-／：；？［］｛｝"

_LETTER = rf"[^\W\d_{_NUMERALS}]"
_BODY = rf"[\w{_MARKS}]"
_TAIL = (
    rf"(?:(?:[{_INVISIBLE}]{{1,4}}+(?={_LETTER})|[{_APOSTROPHES}{_HYPHENS}&.](?:(?<=[{_APOSTROPHES}{_HYPHENS}])(?={_LETTER})"
    rf"|(?<=[{_HYPHENS}])(?=\d)|(?<=[A-Z]&)(?=[A-Z])|(?<=\d\.)(?=\d))){_BODY}++)*+"
)
"""What a word goes on with behind an apostrophe, a hyphen, the & of "AT&T", the point of "H5.1"."""

_FIGURES = rf"\d{_BODY}*+(?:[.,:/–{_HYPHENS}]\d{_BODY}*+)*+"


def _any_behind(words: frozenset[str]) -> str:
    """A look-behind for one of `words` and its stop: one choice a length, since look-behinds have a fixed width."""
    lengths = sorted({len(word) for word in words})
    choices = ("|".join(sorted(word for word in words if len(word) == length)) for length in lengths)
    return "|".join(rf"(?<=\b(?:{choice})\.)" for choice in choices)


def _stop_in_word() -> str:
    """The stop of an abbreviation or initial, with the rest of it ("U.S.-led", "Ph.D."); or nothing."""
    letters = rf"(?<=\b{_LETTER}\.)(?:(?:{_LETTER}\.)++(?:{_LETTER}(?!{_BODY}))?+|{_LETTER}(?!{_BODY})){_TAIL}"
    degree = r"(?:(?<=\b(?:Ph|Ed|Th)\.)(?:[DMBA]|Sc)|(?<=\b[BMD]\.)(?:Sc|Phil|Eng))"
    initial = r"(?<=\b[A-HJ-Z]\.)(?=\s?[A-Z])"
    anywhere = _any_behind(TITLES | MONTHS | MAY_END | NEVER_END)
    before_number = _any_behind(frozenset(word for word in BEFORE_NUMBER if len(word) > 1))
    return (
        rf"(?:\.(?!\.)(?:{letters}|{degree}(?!{_BODY})\.?+{_TAIL}|{initial}|{anywhere}"
        rf"|(?:{before_number})(?=\s?\d)))?+"
    )


@cache
def _token() -> re.Pattern[str]:
    """One group a kind, as in _KINDS. Every repetition is possessive: the pattern never goes back over text.

    The white space behind is taken along, which spares a vain attempt at every space.
    """
    word = rf"{_LETTER}{_BODY}*+{_TAIL}{_stop_in_word()}"
    figures_and_word = rf"{_FIGURES}[{_HYPHENS}](?={_LETTER}){_BODY}++{_TAIL}"
    number = rf"(?:(?<![^\s\"“‘(\[—–])['’‘](?=\d0s\b)|(?<![\w.])\.(?=\d))?+{_FIGURES}(?:['’]s\b)?+|[{_NUMERALS}]++"
    clipped = rf"(?<![^\s\"“‘(\[—–])['’‘](?:[Ee]m|[Tt]il|[Tt]is|[Tt]was|[Cc]ause|[Bb]out|[Rr]ound)(?!{_BODY})"
    mark = rf"\.{{3,}}+|\.(?:[ \u00a0\u202f]\.){{2,3}}+|…++|-{{2,}}+|[{_PUNCTUATION}]"
    sign = rf"[^\w\s][{_MARKS}\U0001f3fb-\U0001f3ff]*+"
    symbol = rf"[\U0001f1e6-\U0001f1ff]{{2}}|{sign}(?:\u200d{sign})*+|\S"
    return re.compile(rf"(?:({word})|({figures_and_word})|({number})|({clipped})|({mark})|({symbol}))\s*+")


_DOMAINS = (
    "com org net edu gov mil info biz io ai tv fm uk eu de fr ru cn jp ca au nz ie za kr tw hk sg ch nl se dk pl cz ua"
)
_FILES = "js py pdf html htm xml json txt csv doc docx xls xlsx jpg jpeg png gif mp3 mp4 zip exe php"
_ENDINGS = "|".join([*f"{_DOMAINS} {_FILES}".split(), *_DOMAINS.upper().split(), "Com"])
# Top-level domains that are words (in, is, it, me, to, us) count only with something before or behind that shows them.
# Each choice starts with a letter-for-letter sign, so that the search skips to the next of these signs.
_HINT = re.compile(rf":(?=//)|@|#|\.(?:(?<=\bwww\.)|(?:{_ENDINGS})\b(?![@’']\w))")
_REST = re.compile(r"[^\s<>\"“”«»]*+")
_HOST = re.compile(r"[\w-]++(?:\.[\w-]++)*+")
_NAME = re.compile(r"\w++")
_TAG = re.compile(r"\d*+[^\W\d]\w*+")
_PATH = re.compile(r"(?:\.[a-z]{2,3}\b)?+(?::\d++)?+(?:[/?#][^\s<>\"“”«»]*+)?+")


def _back(text: str, position: int, least: int, also: str) -> int:
    """Where the run of letters, digits and `also` that ends at `position` begins; not before `least`."""
    while position > least and (text[position - 1].isalnum() or text[position - 1] in also):
        position -= 1
    return position


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of the address without the marks of the sentence around it."""
    while end > start and text[end - 1] in ".,;:!?'’‘)]}*…":
        end -= 1
    return end


def _end_of(found: re.Match[str] | None, otherwise: int) -> int:
    return found.end() if found else otherwise


def _address(text: str, least: int, hint: re.Match[str], limit: int) -> tuple[int, int]:
    """The address around a hint, which does not begin before `least` nor end behind `limit`; empty where there is none.

    What follows is read only where an address has begun: then it is never read again.
    """
    start, end = hint.span()
    before = {":": "+", "@": "._%+-", "#": "&#_", ".": "w"}.get(hint[0], ".-_")
    first = _back(text, start, least, before)
    if hint[0] == "@":
        last = _end_of((_HOST if first < start else _NAME).match(text, end, limit), start)
    elif hint[0] == "#":
        last = start if first < start else _end_of(_TAG.match(text, end, limit), start)
    elif first == start:
        last = start
    elif hint[0] == ":":
        last = _trimmed(text, end + 2, _end_of(_REST.match(text, end + 2, limit), end))
    else:
        last = _trimmed(text, end, _end_of((_REST if hint[0] == "." else _PATH).match(text, end, limit), end))
    return first, last


def addresses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The web and e-mail addresses, domain and file names, @handles and #hashtags in `text[start:end]`."""
    found: list[tuple[int, int]] = []
    least = position = start
    while hint := _HINT.search(text, position, end):
        first, last = _address(text, least, hint, end)
        position = max(last, hint.end())
        if first < last and last > start:
            found.append((first, last))
            least = last
    return found


_KINDS = ("", WORD, WORD, NUMBER, WORD, PUNCT, SYMBOL)


def _scan(text: str, start: int, end: int) -> list[Token]:
    new = tuple.__new__  # Token(…) takes twice as long
    return [
        new(Token, (match.start(), match.end(group), _KINDS[group], match[group]))
        for match in _token().finditer(text, start, end)
        if (group := match.lastindex)
    ]


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order: they do not overlap, and all that is not in one is white space."""
    tokens: list[Token] = []
    position = 0
    for start, end in addresses(text, 0, len(text)):
        tokens += _scan(text, position, start)
        tokens.append(Token(start, end, URL, text[start:end]))
        position = end
    return tokens + _scan(text, position, len(text))


def word_forms(document: Document) -> frozenset[str]:
    """Every word of a document as it is written, once; for `document.derive(word_forms)`, which keeps them.

    A rule about single words asks here first whether the article has one of its words at all.
    """
    return frozenset([text for _, _, kind, text in document.tokens if kind == WORD])
