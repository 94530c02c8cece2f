"""Finds many phrases in a document at the price of a few: words indexed once, phrases in tries by their first word.

A *pack* is data: phrases, what was meant by each, and a note where one helps. Packs are written by hand in TOML
(`read_pack`) or come as a plain table of tab-separated lines, one phrase a line (`read_table`), which loads quickly
however long it is. Our own TOML packs are turned into such tables by lint/language/training/build_phrases.py; a plug-in
may use either. How TOML entries are written is told in rules/packs/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from lint.document import Document
from lint.language.tokens import WORD
from lint.language.words import NUMBER_WORDS

PADDING = 8
"""Empty words behind the last one, so that rules may look this far ahead, and back before the first, unchecked."""
LONGEST_PHRASE = 10
"""No phrase has more words than this."""
NUMERAL = "<num>"
"""Stands in phrases for a number in digits or the word for one."""

_HYPHENS = re.compile(r"[-‐‑]")
_TYPOGRAPHIC = str.maketrans("’‘ʼ", "'''")
_NUMBER_WORDS = NUMBER_WORDS - {"one", "zero"} | {"several"}


def listed(text: str) -> frozenset[str]:
    """The words of `text` as a set: rules write their closed lists of words as one string."""
    return frozenset(text.split())


class Words(NamedTuple):
    """The words of a document in order, compounds with hyphens taken apart, other tokens as they are.

    `keys` are in lower case with straight apostrophes. Word `i` is `text[starts[i]:ends[i]]`. `places` gives, for
    each key, the indices at which it stands. Behind the last word follow `PADDING` empty ones, so `keys[-1]` is empty.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    places: dict[str, list[int]]

    def adjacent(self, first: int, last: int) -> bool:
        """Whether words `first` to `last` follow each other in a paragraph, hyphens or nothing between them."""
        return all(_is_gap(self.text[self.ends[i] : self.starts[i + 1]]) for i in range(first, last))

    def spaced(self, first: int, last: int) -> bool:
        """Whether words `first` to `last` follow each other with white space between, in one paragraph."""
        return all(_is_space(self.text[self.ends[i] : self.starts[i + 1]]) for i in range(first, last))

    def free(self, index: int) -> bool:
        """Whether the word is a token of its own, not a part of a compound with hyphens."""
        return not (self.joined(index) or self.joins(index))

    def joined(self, index: int) -> bool:
        """Whether a hyphen and an earlier part of the same compound stand before the word."""
        start = self.starts[index]
        return self.text[start - 1 : start] in _JOINTS and start == self.ends[index - 1] + 1

    def joins(self, index: int) -> bool:
        """Whether a hyphen and a further part of the same compound follow the word."""
        end = self.ends[index]
        return self.starts[index + 1] == end + 1 and self.text[end : end + 1] in _JOINTS

    def written(self, index: int) -> str:
        """The word as the text has it."""
        return self.text[self.starts[index] : self.ends[index]]

    def places_of(self, keys: Iterable[str]) -> Iterator[int]:
        """All indices of these keys; those of one key in order, the keys in the order given."""
        for key in keys:
            yield from self.places.get(key, ())


_JOINTS = frozenset("-‐‑")


def _is_space(gap: str) -> bool:
    return gap == " " or (gap.isspace() and gap.count("\n") < 2)


def _is_gap(gap: str) -> bool:
    return not gap or gap in _JOINTS or _is_space(gap)


def words(document: Document) -> Words:
    """The words of a document; for `document.derive(words)`, which keeps them."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, kind, text in document.tokens:
        if kind == WORD and not text.isalpha():
            if not text.isascii():
                text = text.translate(_TYPOGRAPHIC)
            if _HYPHENS.search(text):
                for part in _parts(text):
                    keys.append(part[2].lower())
                    starts.append(start + part[0])
                    ends.append(start + part[1])
                continue
        keys.append(text.lower())
        starts.append(start)
        ends.append(end)
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key in places:
            places[key].append(index)
        else:
            places[key] = [index]
    length = len(document.text)
    return Words(document.text, keys + [""] * PADDING, starts + [length] * PADDING, ends + [length] * PADDING, places)


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of the parts of a compound."""
    position = 0
    for part in _HYPHENS.split(text):
        if part:
            yield position, position + len(part), part
        position += len(part) + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pack says of one phrase, written in the words of the text.

    `meant` is what it should have been; `exact` says whether that can be put in its place as it stands. An entry with
    an empty `meant` is an exception: good English that holds a phrase of the pack ("in the same time zone").
    """

    meant: str
    exact: bool
    note: str = ""


class Match(NamedTuple):
    """A phrase of a pack in a document: `document.text[start:end]`.

    `meant` is the entry's, with the numbers and the capital of the text.
    """

    start: int
    end: int
    entry: Entry
    meant: str


Row = tuple[str, Entry]
_Node = dict[str, Any]
_END = ""


class Pack:
    """Phrases by their first word; those of a first word are read when a document first has it.

    `rows` are pairs of a phrase and what is said of it, or lines of a table as `parse_row` reads them. A phrase is in
    lower case, its words parted by single spaces, compounds taken apart; it may hold `<num>` from its second word on.
    Where two rows have the same phrase, the first one counts.
    """

    def __init__(self, rows: Iterable[Row | str]) -> None:
        self._waiting: dict[str, list[Row | str]] = {}
        self._ready: dict[str, _Node] = {}
        for row in rows:
            phrase = row.partition("\t")[0] if isinstance(row, str) else row[0]
            first = phrase.partition(" ")[0]
            if first in self._waiting:
                self._waiting[first].append(row)
            else:
                self._waiting[first] = [row]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._waiting.values())

    def _starting_with(self, first: str) -> _Node:
        node = self._ready.get(first)
        if node is None:
            node = self._ready[first] = {}
            for row in self._waiting[first]:
                phrase, entry = parse_row(row) if isinstance(row, str) else row
                at = node
                for key in phrase.split(" ")[1:]:
                    at = at.setdefault(key, {})
                at.setdefault(_END, entry)
        return node

    def knows(self, phrase: str) -> bool:
        """Whether the pack has an entry for the phrase, were it only an exception."""
        first, _, rest = phrase.partition(" ")
        node = self._starting_with(first) if first in self._waiting else {}
        for key in rest.split(" ") if rest else ():
            node = node.get(key, {})
        return _END in node

    def matches(self, document: Document) -> list[Match]:
        """The phrases in the document, in order: of two that overlap the one that begins first, and the longer."""
        found = document.derive(words)
        keys = found.keys
        spots = []
        for key in found.places.keys() & self._waiting.keys():
            node = self._starting_with(key)
            any_may_follow = _END in node or NUMERAL in node
            for place in found.places[key]:
                if not (any_may_follow or keys[place + 1] in node):
                    continue  # where most places end: a phrase begins with many a common word
                last, entry = _longest(found, place, node)
                if entry is None or found.joined(place) or found.joins(last):
                    continue
                if found.adjacent(place, last):
                    spots.append((place, last, entry))
        spots.sort(key=lambda spot: spot[:2])
        result: list[Match] = []
        free = 0
        for first, last, entry in spots:
            if first >= free:
                free = last + 1
                if entry.meant:
                    meant = _filled(entry.meant, found, first, last)
                    result.append(Match(found.starts[first], found.ends[last], entry, meant))
        return result


def _filled(meant: str, found: Words, first: int, last: int) -> str:
    """What was meant, its numbers taken from the text in order, its first letter as large as there."""
    for index in range(first, last + 1) if NUMERAL in meant else ():
        if is_number(found.keys[index]):
            meant = meant.replace(NUMERAL, found.written(index), 1)
    return meant[:1].upper() + meant[1:] if found.written(first)[:1].isupper() else meant


def _longest(found: Words, place: int, node: _Node) -> tuple[int, Entry | None]:
    """The last word of the longest phrase that begins at `place`, and its entry."""
    keys = found.keys
    last, entry = place, node.get(_END)
    for index in range(place + 1, min(place + LONGEST_PHRASE, len(keys))):
        key = keys[index]
        following = node.get(key) if key else None
        if following is None and NUMERAL in node and is_number(key):
            following = node[NUMERAL]
        if following is None:
            break
        node = following
        if _END in node:
            last, entry = index, node[_END]
    return last, entry


def is_number(key: str) -> bool:
    """Whether a word is a number above one, in digits or letters, or "several"."""
    return (key[:1].isdigit() and key != "1") or key in _NUMBER_WORDS


# --- packs as tables ----------------------------------------------------------------------------------------------


def parse_row(line: str) -> Row:
    """A row of a table: phrase, what was meant (behind a "~" where it is no exact replacement), note.

    The columns are parted by tabs, the later ones may be left out; a row with a phrase alone is an exception.
    """
    phrase, _, rest = line.partition("\t")
    meant, _, note = rest.partition("\t")
    return phrase, Entry(meant.removeprefix("~"), not meant.startswith("~"), note)


def read_table(text: str) -> Pack:
    """The pack of a table: one phrase a line; lines that begin with "#" are comments."""
    return Pack(line for line in text.split("\n") if line and line[0] != "#")


@cache
def table(*names: str) -> Pack:
    """The pack of the tables `phrases_{name}.tsv` among newslint's own data, read once; earlier tables go first."""
    folder = files("lint.language.data")
    return read_table("\n".join(folder.joinpath(f"phrases_{name}.tsv").read_text(encoding="utf-8") for name in names))


# --- packs in TOML ------------------------------------------------------------------------------------------------

_SLOTS: dict[str, tuple[str, ...]] = {
    "det": ("a", "an", "the", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our", "their"),
    "the": ("the", "this", "that", "these", "those", "its", "their", "his", "her", "our"),
    "poss": ("my", "your", "his", "her", "its", "our", "their"),
    "obj": ("me", "you", "him", "her", "it", "us", "them"),
    "be": ("is", "are", "was", "were", "be", "been", "being", "am"),
    "num": (NUMERAL,),
    "plainverb": tuple(
        "see meet hear get receive have be learn continue know join bring begin become find take make do".split()
    ),
    "unit": ("years", "months", "weeks", "days", "hours", "minutes", "decades", "centuries"),
    "wh": ("how", "what", "why", "whether", "who", "which", "it", "this", "that"),
}
_VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")


class PackError(Exception):
    """A pack in TOML that does not follow the format."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to test a pack by, and the phrase that must be marked in it; none if `marks` is empty."""

    text: str
    marks: str


def read_pack(source: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """The rows of a pack in TOML, as `tomllib.loads` gives it: every form of every phrase. Raises PackError."""
    for entry in source.get("entry", ()):
        phrases = entry.get("phrase", ())
        if not phrases or sum(key in entry for key in ("meant", "hint", "allow")) != 1:
            raise PackError(f"an entry needs a phrase and one of meant, hint and allow: {entry!r}")
        exact = "meant" in entry
        meant = entry.get("meant") or entry.get("hint") or ""
        for phrase in [phrases] if isinstance(phrases, str) else phrases:
            for written, said in expand(phrase, meant):
                yield written, Entry(said, exact, entry.get("note", ""))


def pack_examples(source: Mapping[str, Any]) -> Iterator[Example]:
    """The examples of a pack in TOML: `bad` with its phrase between square brackets, `good` without any."""
    for entry in source.get("entry", ()):
        for text in _as_list(entry.get("bad", ())):
            marks = text.partition("[")[2].partition("]")[0]
            yield Example(text.replace("[", "").replace("]", ""), marks)
        yield from (Example(text, "") for text in _as_list(entry.get("good", ())))


def _as_list(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def expand(phrase: str, meant: str) -> Iterator[tuple[str, str]]:
    """Every form of a phrase with slots, with what was meant by it. Raises PackError.

    A slot of `meant` is filled as the slot of the same name in the phrase is; a verb may change there: `<verb:go>` for
    "depend" in the phrase and `<verb:rely>` in `meant` give "depended" and "relied".
    """
    parts = phrase.lower().replace("-", " ").split()
    if len(parts) > LONGEST_PHRASE:
        raise PackError(f"{phrase!r} is too long")
    slots = [part[1:-1] for part in parts if part.startswith("<")]
    for filling in product(*(_fillings(slot) for slot in slots)):
        values = dict(zip(slots, filling, strict=True))
        fill = iter(filling)
        written = " ".join(next(fill)[1] if part.startswith("<") else part for part in parts)
        yield written, " ".join(_meant_word(word, values) for word in meant.split(" "))


def _meant_word(word: str, values: Mapping[str, tuple[str, str]]) -> str:
    if not word.startswith("<"):
        return word
    slot, _, tail = word[1:].partition(">")
    if slot in values:
        return values[slot][1] + tail
    verbs = [value for name, value in values.items() if name.startswith("verb:")]
    if not slot.startswith("verb:") or not verbs:
        raise PackError(f"nothing fills {word}")
    return dict(reversed(_fillings(slot))).get(verbs[0][0], slot[5:]) + tail


@cache
def _fillings(slot: str) -> tuple[tuple[str, str], ...]:
    """The forms that a slot can take, each with a name for it: the tag of a verb form, else the form itself."""
    from lint.language.lexicon import inflections

    kind, _, lemma = slot.partition(":")
    if kind in {"verb", "finite"} and lemma:
        forms = inflections(lemma)
        tags = _VERB_TAGS if kind == "verb" else ("VB", "VBZ", "VBD")
        return tuple((tag, form) for tag in tags for form in forms.get(tag, ()))
    if kind not in _SLOTS:
        raise PackError(f"unknown slot <{slot}>")
    return tuple((form, form) for form in _SLOTS[kind])
