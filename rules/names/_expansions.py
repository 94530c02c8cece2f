"""Abbreviations in brackets and the words before them that they stand for: “World Health Organization (WHO)”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.document import Document
from lint.language.lexicon import PREFIXES, known
from lint.language.tokens import WORD, Token

SMALL = frozenset("of the and for in on to a an de la du des del di da et y und für e al".split())
_BRACKET = re.compile(r"(?<=\s)[(\[]([A-Z][A-Za-z&.]{1,9})[)\]]")
"""None with a hyphen: these are two abbreviations (USAID-OIG), or made up to be a word (Q-CHAMP)."""
_PASSED_OVER = frozenset(".&“”\"'’‘")
_REACH = 12
_MOST_LETTERS = 10
_LONGEST_ABBREVIATION = 4
_POSSESSIVE = re.compile(r"['’]s?\Z")


class Expansion(NamedTuple):
    """The words that stand before the bracket, capitalised ones and the small ones between them; last word last."""

    words: Sequence[Token]
    letters: str
    start: int
    end: int


def expansions(document: Document) -> list[Expansion]:
    """Every capital abbreviation in brackets that follows a run of at least two capitalised words.

    A full stop within the run is passed over: damaged text has stops where none belong.
    """
    return list(_find(document))


def _find(document: Document) -> Iterator[Expansion]:
    for match in _BRACKET.finditer(document.text):
        letters = "".join(filter(str.isalpha, match[1]))
        if len(letters) < 2 or sum(map(str.isupper, letters)) < len(letters) - 1:
            continue
        words = _run_before(document, match.start())
        if sum(word.text[0].isupper() for word in words) >= 2:
            yield Expansion(
                words,
                letters.upper().removesuffix("S") if letters[-1] == "s" else letters.upper(),
                match.start(1),
                match.end(1),
            )


def _run_before(document: Document, offset: int) -> list[Token]:
    """The run of capitalised and small words that ends at `offset`, first word capitalised."""
    last = document.token_index(offset)
    words: list[Token] = []
    for token in reversed(document.tokens[max(0, last - _REACH) : last]):
        if token.text in _PASSED_OVER:
            continue
        if token.kind != WORD or not (token.text[0].isupper() or token.text in SMALL):
            break
        words.append(token)
    while words and not words[-1].text[0].isupper():
        words.pop()
    return words[::-1]


def _parts(words: Sequence[Token]) -> list[str]:
    """The words, hyphenated ones in parts, without the stops of "U.S." and the possessives' ending."""
    bare = (_POSSESSIVE.sub("", word.text.replace(".", "")) for word in words)
    return [part for word in bare for part in word.split("-") if part]


def _own_letters(part: str) -> str:
    """What a capitalised part gives to an abbreviation of its name: its first letter, an abbreviation ("US") all."""
    return part if part.isupper() and len(part) <= _LONGEST_ABBREVIATION else part[0]


def initials(words: Sequence[Token]) -> str:
    """The first letters of the capitalised words, of each capitalised part of a hyphenated one."""
    return "".join(_own_letters(part) for part in _parts(words) if part[0].isupper())


def fits(expansion: Expansion) -> bool:
    """Whether the abbreviation can be read out of the words in their order.

    Each capitalised word gives its first letters, at least one (CENTCOM: Central Command); small words may give none.
    Or each gives its initial only, and one of them none (BRAC: Base Realignment and Closure Commission).
    """
    parts = _parts(expansion.words)
    full = [_readings(part) for part in parts]
    short = [_initial(part) for part in parts]
    return any(_spells(expansion.letters, full[start:]) for start in range(len(parts))) or any(
        _spells(expansion.letters, [*short[start:left_out], *short[left_out + 1 :]])
        for start in range(len(parts))
        for left_out in range(start + 1, len(parts))
    )


def _readings(part: str) -> set[str]:
    """What a part can give to an abbreviation.

    A closed compound may give the initials of both its halves (ASEAN: South-East), one with "ex" the X (JAXA).
    """
    upper = part.upper()
    readings = {upper[:length] for length in range(part[0].isupper(), _MOST_LETTERS + 1)}
    readings.update(upper[0] + upper[seam] for seam in range(3, min(len(part), 16) - 2) if _is_seam(part.lower(), seam))
    return readings | {"X"} if upper.startswith("EX") else readings


def _is_seam(word: str, seam: int) -> bool:
    """Whether two words meet there: "counter·terrorism", "high·way"; not "act·ion", "off·ice"."""
    first, second = word[:seam], word[seam:]
    return (len(second) > 3 or second == "way") and known(second) and (known(first) or first in PREFIXES)


def _initial(part: str) -> set[str]:
    return {_own_letters(part)} if part[0].isupper() else {"", part[0].upper()}


def _spells(letters: str, readings: Sequence[set[str]]) -> bool:
    """Whether `letters` are readings of the parts, one after the other."""
    reached = {0}
    for choices in readings:
        reached = {at + len(choice) for at in reached for choice in choices if letters.startswith(choice, at)}
    return len(letters) in reached
