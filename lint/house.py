"""The house style: the table `[house]` of the settings, which the rules of the family "house" go by."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from lint.config_schema import STRINGS, Key, choice, one_of, parse
from lint.pattern import LONGEST_PATTERN, Pattern

T = TypeVar("T")

QUOTES = ("curly", "straight")
OUTER_QUOTES = ("double", "single")

MOST_ENTRIES = 10_000
LONGEST_ENTRY = 100
"""Of `names`, `terms` and `forbidden`: entries in each, and code points in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The house style, checked; whatever is not given is not checked.

    `names`: names as the newsroom spells them. `terms`: pairs of what is not to be written and what is. `forbidden`:
    pairs of words and why they are not to be written, which may be empty. `quotes`: the form of quotation marks and
    apostrophes. `outer_quotes`: the marks around a quotation that does not stand within another. `dateline`: what a
    dateline has to look like, where an article has one.
    """

    names: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    quotes: str | None = None
    outer_quotes: str | None = None
    dateline: Pattern | None = None

    def plain(self) -> dict[str, object]:
        """The table as it could be written in a settings file; without what is not given."""
        table: dict[str, object] = {
            "names": list(self.names),
            "terms": dict(self.terms),
            "forbidden": dict(self.forbidden),
            "quotes": self.quotes,
            "outer-quotes": self.outer_quotes,
            "dateline": self.dateline.source if self.dateline else None,
        }
        return {key: value for key, value in table.items() if value}


def _entry(text: object) -> str:
    """A name or term, the white space in it made single spaces. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError(f"should hold strings, not {text!r:.40}")
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(map(str.isalnum, clean)):
        raise ValueError(f"{text!r:.40} holds no word")
    if len(clean) > LONGEST_ENTRY:
        raise ValueError(f"{clean[:40]!r}… is longer than {LONGEST_ENTRY} characters")
    return clean


def _few(entries: T) -> T:
    if len(entries) > MOST_ENTRIES:  # type: ignore[arg-type]
        raise ValueError(f"holds more than {MOST_ENTRIES:,} entries")
    return entries


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("should be a list of strings")
    names = tuple(dict.fromkeys(map(_entry, _few(value))))
    for name in names:
        if not any(map(str.isalpha, name)):
            raise ValueError(f"{name!r} holds no letter")
    return names


def _terms(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError('should be a table of "what is wrong" = "what is right"')
    terms = {_entry(wrong): _entry(right) for wrong, right in _few(value).items()}
    for wrong, right in terms.items():
        if wrong == right:
            raise ValueError(f"{wrong!r} is called wrong and right at once")
        if right in terms:
            raise ValueError(f"{right!r} is right for {wrong!r}, and wrong itself: for {terms[right]!r}")
    return tuple(terms.items())


def _forbidden(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, list):
        value = dict.fromkeys(map(_entry, _few(value)), "")
    if not isinstance(value, dict):
        raise ValueError('should be a list of words, or a table of words = "why not"')
    for reason in value.values():
        if not isinstance(reason, str) or len(reason) > 500:
            raise ValueError("the reason why a word is forbidden should be a string of at most 500 characters")
    return tuple((_entry(words), " ".join(reason.split())) for words, reason in _few(value).items())


def _choice(known: tuple[str, ...]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f"should be one of {', '.join(known)}")
        return one_of(value, known)

    return check


def _dateline(value: object) -> Pattern:
    if not isinstance(value, str):
        raise ValueError("should be a regular expression, as a string")
    return Pattern(value)


KEYS: dict[str, Key] = {
    "names": Key(_names, STRINGS, "Names as the newsroom spells them; other spellings of them are found (HO001)."),
    "terms": Key(
        _terms, {"type": "object", "additionalProperties": {"type": "string"}},
        "What is not to be written = what is to be written instead (HO002).",
    ),
    "forbidden": Key(
        _forbidden, {"anyOf": [STRINGS, {"type": "object", "additionalProperties": {"type": "string"}}]},
        "Words that are not to be written: a list, or a table of words = why not (HO003).",
    ),
    "quotes": Key(_choice(QUOTES), choice(QUOTES), "The form of quotation marks and apostrophes (HO004)."),
    "outer-quotes": Key(
        _choice(OUTER_QUOTES), choice(OUTER_QUOTES),
        "The marks around a quotation that stands within no other (HO005).",
    ),
    "dateline": Key(
        _dateline, {"type": "string", "minLength": 1, "maxLength": LONGEST_PATTERN},
        "A regular expression that the whole dateline has to match (HO006); without lookaround and back references.",
    ),
}  # fmt: skip


def house(value: object) -> House:
    """The table `[house]`. Raises SettingError or ValueError."""
    if not isinstance(value, dict):
        raise ValueError("should be a table")
    return House(**parse(value, KEYS))


def from_toml(text: str) -> House:
    """The house style in the text of a table, as rules give it with their examples. Raises ValueError."""
    import tomllib

    values: dict[str, Any] = tomllib.loads(text)
    return house(values)
