"""Foreign words: a list of common ones, and whether one stands in the article on purpose."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_ANNOUNCED = re.compile(
    r"\b(?:characters?|letters?|words?|symbols?|hashtags?|kanji|hanzi|called|named|titled|dubbed|reads?|reading|written|"
    r"writing|known\sas|so-called|means?|meaning|terms?|phrases?|slogan|spelled|spelt|logo|script|chants?\sof|cry\sof)\b"
    r"[\s,:]{1,3}(?:an?\s|the\s)?[\"“‘'«#]?\Z",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"[\"”’'»]?(?:\s?[(\[]|\s?[,–—-]\s?(?:or|i\.e\.|meaning|which\s(?:means|translates|stands)|literally)\b"
    r"|\s(?:means?|meaning|translates?|stands\sfor)\b)"
)
_REACH = 30


def is_announced(text: str, start: int) -> bool:
    """Whether the words before `start` announce a word as a word: "called", "the character"."""
    return _ANNOUNCED.search(text, max(0, start - _REACH), start) is not None


def is_explained(text: str, end: int) -> bool:
    """Whether what stands at `end` explains the word before: a bracket, "or", "which means"."""
    return _EXPLAINED.match(text, end) is not None


class ForeignWords(NamedTuple):
    """Words in lower case: the common ones of each language, by its code, and English ones with accents ("café").

    `common` are those of all languages.
    """

    languages: dict[str, frozenset[str]]
    loans: frozenset[str]
    common: frozenset[str]

    def among(self, words: set[str]) -> set[str]:
        """Those of `words` that are common in another language."""
        return words & self.common

    def language(self, word: str) -> str:
        """The code of the language that uses the word most; "" if the list lacks it."""
        return next((code for code, known in self.languages.items() if word in known), "")


@cache
def foreign_words() -> ForeignWords:
    """The table of lint/language/data/foreign_words.txt; its sources stand in training/build_foreign_words.py."""
    from importlib.resources import files

    table = files("lint.language.data").joinpath("foreign_words.txt").read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in table.splitlines())
    languages = {code: frozenset(words.split()) for code, _, words in lines}
    loans = languages.pop("loan")
    return ForeignWords(languages, loans, frozenset().union(*languages.values()))
