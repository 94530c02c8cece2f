"""The lexicon that rules share: which words exist, how common they are, how they are written and what they can be.

All tables are read once, when first asked for. Every look-up is a look in a dictionary. Words may come in any case,
with any apostrophe or hyphen and with the full stop of an abbreviation ("Mr."); a possessive counts as the word itself.
Keys are lower case. Sources and licences: data/LICENCES.md.
What the lexicon does not know is not therefore wrong: names, new words and foreign words are missing by nature.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from pkgutil import get_data
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
    compound with hyphens ("peace-loving", "anti-Chinese") are if their parts are.
    """
    table = _words()
    return word in table or _known_otherwise(word, table)


def frequency(word: str) -> int:
    """Occurrences in 100 million words of edited English, in any case, to within 9%; 0 if the lexicon lacks the word.

    The geometric mean of two estimates: the training corpus, its sources balanced, and the table of wordfreq.
    """
    record = _record(word)
    return _frequencies()[record[0]] if record else 0


def lower_share(word: str) -> float:
    """How often the word stands in lower case away from sentence starts: "child" 0.96, "china" 0.002, "Beijing" 0.

    0.5 for a word that the lexicon lacks; for one that dictionaries have and the corpus lacks, 1 or 0 as they write it.
    Words that dictionaries have in lower case only, and "I", get at least 0.06, for they are no names.
    """
    record = _record(word)
    return (ord(record[1]) - FIRST_CODE) / (LEVELS - 1) if record else UNKNOWN_SHARE


def is_name_word(word: str) -> bool:
    """Whether the word is nearly always capitalised: "Beijing", "Putin", "Monday", "NATO"."""
    return lower_share(word) <= NAME_SHARE


def proper_case(word: str) -> str | None:
    """A word that stands with a capital only, in its proper case: "nato" gives "NATO"; None for other words.

    Words that can also stand in lower case ("china", "turkey", "polish") are left out.
    """
    return _proper().get(word.lower())


def only_capitalised(words: Set[str]) -> set[str]:
    """Those of `words`, given in small letters, that have a `proper_case`."""
    return _proper().keys() & words


def tags(word: str) -> frozenset[str]:
    """The Universal POS tags that the word can have, PROPN included; empty if the lexicon lacks the word."""
    return _class(word).tags


def usual_tag(word: str) -> str:
    """The commonest tag of the word; "" if the lexicon lacks the word."""
    return _class(word).usual


def verb_forms(word: str) -> frozenset[str]:
    """Which of the Penn tags VB, VBP, VBZ, VBD, VBN, VBG the word can have, as a verb or auxiliary; none for modals."""
    return _class(word).verb_forms


def noun_number(word: str) -> str:
    """ "sing", "plur" or "both" ("sheep") for what can be a common noun, else ""."""
    return _class(word).number


def lemma_verb(form: str) -> str:
    """The base form of a verb form ("went": "go"), of several the commonest ("found": "find"); "" if unknown."""
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
    """The singular of a plural noun: "children" gives "child", "sheep" "sheep"; "" if it is not known as a plural."""
    return _singulars().get(noun.lower(), "")


def plurals(noun: str) -> tuple[str, ...]:
    """The plurals of a noun, usual form first; empty if none is known ("advice")."""
    return tuple(filter(None, _nouns().get(noun.lower(), "").split("/")))


def known_name(words: str) -> str | None:
    """A name in its proper case, from the name in any case: "wall street journal" gives "Wall Street Journal".

    Words are parted by single spaces. None for what is often written in lower case ("attorney general").
    """
    return _names().get(words.lower().translate(_MARKS))


def names() -> Mapping[str, str]:
    """All names that are practically never written in lower case, of two to six words: lower case to proper case."""
    return MappingProxyType(_names())


VERB_COLUMNS = ("VBP", "VBZ", "VBG", "VBD", "VBN")
"""The columns of verbs.txt after the base form."""


PREFIXES = frozenset(
    "afro anti bi bio co counter cyber de e eco euro ex inter intra macro mega micro mid mini multi nano neo neuro non "
    "para photo post pre pro proto pseudo quasi re semi socio sub super tele trans tri ultra un".split()
)
"""What can stand before a hyphen though it is no word."""


_MARKS = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑", "-"))


def _key(word: str) -> str:
    """The key of a word that is none as it stands."""
    key = word.lower().removesuffix(".")
    return key if key.isascii() and "`" not in key else key.translate(_MARKS)


def _known_otherwise(word: str, table: Mapping[str, str]) -> bool:
    """`known` for a word that is no key as it stands."""
    key = _key(word)
    if key in table or word == "I":
        return True
    written = word.translate(_MARKS)
    if written.endswith(("'s", "s'")):
        written = written[:-2] if written.endswith("'s") else written[:-1]
        if written.lower() in table:
            return True
    return "-" in written and all(_known_part(part, table) for part in written.split("-"))


def _known_part(part: str, table: Mapping[str, str]) -> bool:
    """Whether a part of a compound is a word, a number, a prefix, or a name with its capital ("anti-Chinese")."""
    key = part.lower()
    return key in table or key in PREFIXES or part.isdecimal() or (part[:1].isupper() and key in _capitals())


def _record(word: str) -> str | None:
    """The four characters kept about a word: frequency, share of lower case, and two for the class."""
    record = _words().get(word)
    if record is not None:
        return record
    key = _key(word)
    record = _words().get(key) or _capitals().get(key)
    if record is None and key.endswith("'s"):
        key = key[:-2]
        record = _words().get(key) or _capitals().get(key)
    return record


def _class(word: str) -> WordClass:
    record = _record(word)
    return _classes()[record[2:]] if record else NO_CLASS


def _body(name: str) -> str:
    """A table without the comment at its head, which ends with an empty line."""
    content = get_data("lint.language.data", name)
    if content is None:
        raise FileNotFoundError(name)
    return content.decode("utf-8").partition("\n\n")[2]


def _lines(name: str) -> list[str]:
    return _body(name).split("\n")[:-1]


def _table(name: str) -> dict[str, str]:
    """A table whose rows are a key and, after a space, the rest."""
    rows = (line.partition(" ") for line in _lines(name))
    return {key: rest for key, _, rest in rows}


def _records(name: str) -> dict[str, str]:
    """A table whose rows are a record and the words that it holds for."""
    records = {}
    for line in _lines(name):
        record, *listed = line.split(" ")
        for word in listed:
            records[word] = record
    return records


@cache
def _words() -> dict[str, str]:
    """Word to record of what can stand in lower case."""
    return _records("words.txt")


@cache
def _capitals() -> dict[str, str]:
    """Word in lower case to record of what stands with a capital only."""
    return {word.lower(): record for word, record in _records("capitals.txt").items()}


@cache
def _proper() -> dict[str, str]:
    """Word in lower case to its proper case, of what stands with a capital only."""
    return {word.lower(): word for word in _records("capitals.txt")}


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
    return _table("verbs.txt")


@cache
def _lemmas() -> dict[str, str]:
    """Verb form to base form; of several the commonest, as the table has it first."""
    lemmas: dict[str, str] = {}
    for line in _lines("verbs.txt"):
        lemma, *forms = line.replace("/", " ").split(" ")
        for form in (lemma, *forms):
            lemmas.setdefault(form, lemma)
    return lemmas


@cache
def _nouns() -> dict[str, str]:
    """Singular to plurals, several parted by slashes; the commonest nouns first."""
    return _table("nouns.txt")


@cache
def _singulars() -> dict[str, str]:
    """Plural to singular; of several the commonest."""
    singulars: dict[str, str] = {}
    for noun, listed in _nouns().items():
        for plural in listed.split("/"):
            singulars.setdefault(plural, noun)
    return singulars


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in _lines("names.txt")}
