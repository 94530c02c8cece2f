"""The lexicon that rules share: which words exist, how common they are, how they are written and what they can be.

All tables are read once, when first asked for. Every look-up is a look in a dictionary. Words may come in any case and
with straight or typographic apostrophes; keys are lower case. Sources and licences: data/LICENCES.md.
What the lexicon does not know is not therefore wrong: names, new words and foreign words are missing by nature.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

FIRST_CODE = 33
"""Code point of the character that stands for level 0 in the tables ("!")."""
LEVELS = 94
"""Number of levels: the printable ASCII characters."""
LEVELS_PER_DECADE = 13.5
"""Frequencies are kept as logarithms: 13.5 levels make a factor of ten, so figures are right to within 9%."""
NAME_SHARE = 0.03
"""A word written in lower case at most this often, away from sentence starts, counts as a name."""
UNKNOWN_SHARE = 0.5
"""What `lower_share` says of a word that it knows nothing about."""


class WordClass(NamedTuple):
    """What a word can be: many words share a class."""

    usual: str
    tags: frozenset[str]
    verb_forms: frozenset[str]
    number: str


NO_CLASS = WordClass("", frozenset(), frozenset(), "")


def known(word: str) -> bool:
    """Whether this is a word of English that can stand in lower case; names ("Beijing") are not.

    Inflected forms, American and British spellings and contractions ("don't") are words; a possessive ("dog's") and a
    compound with hyphens ("peace-loving") are if their parts are.
    """
    table = _words()
    return word in table or _known_otherwise(word, table)


def frequency(word: str) -> int:
    """Occurrences in 100 million words of edited English, in any case, to within 9%; 0 if the lexicon lacks the word.

    The mean of two estimates: the training corpus, its sources balanced, and the table of the package wordfreq.
    """
    record = _record(word)
    return _frequencies()[record[0]] if record else 0


def lower_share(word: str) -> float:
    """How often the word stands in lower case away from sentence starts: "house" 0.7, "china" 0.02, "Beijing" 0.

    0.5 for a word that the lexicon lacks. For a word that the corpus lacks but dictionaries have, 1 or 0 as they write it.
    """
    record = _record(word)
    return (ord(record[1]) - FIRST_CODE) / (LEVELS - 1) if record else UNKNOWN_SHARE


def is_name_word(word: str) -> bool:
    """Whether the word is nearly always capitalised: "Beijing", "Putin", "Monday", "NATO"."""
    return lower_share(word) <= NAME_SHARE


def tags(word: str) -> frozenset[str]:
    """The Universal POS tags that the word can have, PROPN included; empty if the lexicon lacks the word."""
    return _class(word).tags


def usual_tag(word: str) -> str:
    """The commonest tag of the word; "" if the lexicon lacks the word."""
    return _class(word).usual


def verb_forms(word: str) -> frozenset[str]:
    """Which of the Penn tags VB, VBP, VBZ, VBD, VBN, VBG the word can have as a verb or auxiliary, modals not counted."""
    return _class(word).verb_forms


def noun_number(word: str) -> str:
    """ "sing", "plur" or "both" ("sheep") for what can be a common noun, else ""."""
    return _class(word).number


def lemma_verb(form: str) -> str:
    """The base form of a verb form: "went" gives "go"; "" if unknown. Of several the commonest: "found" gives "find"."""
    return _lemmas().get(form.lower(), "")


def inflections(lemma: str) -> Mapping[str, tuple[str, ...]]:
    """The forms of a verb by Penn tag, usual form first: "go" gives {"VB": ("go",), "VBZ": ("goes",), …}.

    Empty if the base form is unknown. "be" has its forms for other persons in second place ("am", "are").
    """
    line = _verbs().get(lemma.lower())
    if line is None:
        return MappingProxyType({})
    fields = line.split(" ")
    forms = {tag: tuple(field.split("/")) for tag, field in zip(VERB_COLUMNS, fields, strict=False)}
    return MappingProxyType({"VB": (lemma.lower(),)} | forms)


def singular(noun: str) -> str:
    """The singular of a plural noun: "children" gives "child"; "" if it is not known as a plural."""
    return _singulars().get(noun.lower(), "")


def plurals(noun: str) -> tuple[str, ...]:
    """The plurals of a noun, usual form first; empty if none is known ("advice")."""
    return tuple(filter(None, _nouns().get(noun.lower(), "").split("/")))


def known_name(words: str) -> str | None:
    """A name in its proper case, from the name in any case: "wall street journal" gives "Wall Street Journal".

    Words are parted by single spaces. None for what is often written in lower case ("attorney general").
    """
    return _names().get(words.lower())


def names() -> Mapping[str, str]:
    """All names that are practically never written in lower case, of two to six words: lower case to proper case."""
    return MappingProxyType(_names())


VERB_COLUMNS = ("VBP", "VBZ", "VBG", "VBD", "VBN")
"""The columns of verbs.txt after the base form."""


def _known_otherwise(word: str, table: Mapping[str, str]) -> bool:
    """`known` for a word that is no key as it stands."""
    key = word.lower().replace("’", "'")
    if key in table:
        return True
    if key.endswith(("'s", "s'")):
        return key[:-2] in table or key[:-1] in table
    parts = key.split("-")
    return len(parts) > 1 and all(part in table for part in parts)


def _record(word: str) -> str | None:
    """The four characters kept about a word: frequency, share of lower case, and two for the class."""
    record = _words().get(word)
    if record is None:
        key = word.lower().replace("’", "'")
        record = _words().get(key) or _capitals().get(key)
    return record


def _class(word: str) -> WordClass:
    record = _record(word)
    return _classes()[record[2:]] if record else NO_CLASS


def _lines(name: str) -> list[str]:
    """The lines of a table without the comment at its head, which ends with an empty line."""
    text = files("lint.language.data").joinpath(name).read_text(encoding="utf-8")
    return text[text.index("\n\n") + 2 :].split("\n")[:-1]


def _pairs(name: str) -> dict[str, str]:
    """A table whose rows are a key, a space and the rest, with no space in it."""
    text = files("lint.language.data").joinpath(name).read_text(encoding="utf-8")
    cells = text[text.index("\n\n") + 2 :].split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


@cache
def _words() -> dict[str, str]:
    return _pairs("words.txt")


@cache
def _capitals() -> dict[str, str]:
    return _pairs("capitals.txt")


@cache
def _classes() -> dict[str, WordClass]:
    classes = {}
    for line in _lines("classes.txt"):
        code, usual, tag_list, form_list, number = line.split(" ")
        classes[code] = WordClass(usual.strip("-"), _set(tag_list), _set(form_list), number.strip("-"))
    return classes


def _set(listed: str) -> frozenset[str]:
    return frozenset() if listed == "-" else frozenset(listed.split(","))


@cache
def _frequencies() -> dict[str, int]:
    """Character of level to occurrences in 100 million words."""
    counts = [0, *(round(10 ** (level / LEVELS_PER_DECADE)) for level in range(1, LEVELS))]
    return {chr(FIRST_CODE + level): count for level, count in enumerate(counts)}


@cache
def _verbs() -> dict[str, str]:
    """Base form to its other forms: columns as in VERB_COLUMNS, several spellings parted by slashes."""
    return dict(line.split(" ", 1) for line in _lines("verbs.txt"))  # type: ignore[misc]


@cache
def _lemmas() -> dict[str, str]:
    """Verb form to base form; the commonest verb wins, a base form is its own."""
    lemmas: dict[str, str] = {}
    for lemma, line in sorted(_verbs().items(), key=lambda item: -frequency(item[0])):
        for form in line.replace("/", " ").split(" "):
            lemmas.setdefault(form, lemma)
    return lemmas


@cache
def _nouns() -> dict[str, str]:
    return _pairs("nouns.txt")


@cache
def _singulars() -> dict[str, str]:
    return {
        plural: noun
        for noun, listed in reversed(_nouns().items())
        for plural in listed.split("/")
        if plural != noun
    }


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in _lines("names.txt")}
