"""Names as the house spells them, and what in a text is one of them, spelled in another way."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lint.document import Block, Document, Role
from lint.language.lexicon import frequency, known
from lint.language.scan import last_but
from lint.language.slips import deletions, one_apart

from ._words import in_address, plain

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z]{2})(?=[A-Z][^\W\d_])")
_SLIP_LETTERS = 6
"""Shorter words of a name are too often one letter from another word."""
_SHORT = 3
"""A name of so few letters in other capitals is another word: “un” for UN, “Us”."""
_LONGEST_WORD = 30
_MOST_ALIKE = 20
"""So many words of names that are alike are looked at for one word of the text."""
_RARE = 100
"""A word that stands this often in 100 million words of news is a name of its own; any known one that differs in more
than a letter that was moved or doubled is too."""
_ENDINGS = "snaioe"
"""A letter that makes another word of a name when it stands at the end: plurals, peoples, women's names."""
_JOINTS = frozenset(" \t\r\n\xa0-‐‑")
_SENTENCE_OPENERS = " \t\r\n\xa0\"'“‘«("
_SENTENCE_ENDS = ".!?…:"


class Spelling(NamedTuple):
    """`text[start:end]` should be `right`."""

    start: int
    end: int
    right: str


class _Word(NamedTuple):
    start: int
    end: int
    key: str


def _key(word: str) -> str:
    """A word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _words(text: str, start: int, end: int) -> list[_Word]:
    found = (_Word(word.start(), word.end(), _key(word[0])) for word in _WORD.finditer(text, start, end))
    return [word for word in found if word.key]


class _Name(NamedTuple):
    """A name: `shown` as it is compared, `keys` its words, `marks` what stands between them.

    `cuts` says where, counted in letters, a space or hyphen may stand in another spelling.
    """

    shown: str
    keys: tuple[str, ...]
    cuts: frozenset[int]
    marks: frozenset[str]


def _read(name: str) -> _Name:
    words = [found[0] for found in _WORD.finditer(name)]
    length, cuts = 0, set()
    for word in words:
        for part in _HUMP.split(word):
            length += len(_key(part))
            cuts.add(length)
    marks = frozenset(c for c in plain(name) if not c.isalnum())
    return _Name(plain(name), tuple(map(_key, words)), frozenset(cuts), marks)


class _LongWord(NamedTuple):
    """A longer word of a name: as the house writes it, its key, the name, and which of its words it is."""

    written: str
    key: str
    name: _Name
    place: int


class Index:
    """The house's names by their letters, and their longer words by what a slip of one letter leaves of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: dict[str, list[_Name]] = defaultdict(list)
        self.words: set[str] = set()
        self.slips: dict[str, list[_LongWord]] = defaultdict(list)
        self.most_words = 1
        for name in names:
            self._add(name)

    def _add(self, name: str) -> None:
        read = _read(name)
        self.names["".join(read.keys)].append(read)
        self.words.update(read.keys)
        self.most_words = max(self.most_words, len(read.cuts))
        for place, (found, key) in enumerate(zip(_WORD.finditer(name), read.keys, strict=True)):
            if _SLIP_LETTERS <= len(key) <= _LONGEST_WORD and key.isalpha():
                for rest in deletions(key):
                    if len(self.slips[rest]) < _MOST_ALIKE:
                        self.slips[rest].append(_LongWord(found[0], key, read, place))


@lru_cache(maxsize=4)
def _index_of(names: tuple[str, ...]) -> Index:
    """The names, ready to be looked for."""
    return Index(names)


def misspelled(document: Document, names: tuple[str, ...]) -> Iterator[Spelling]:
    """What in the document is one of the names, but is not spelled as it is."""
    index = _index_of(names)
    for block in document.blocks:
        words = _words(document.text, block.start, block.end)
        for found in _in_block(document, block, index, words):
            if not in_address(document, found.start):
                yield found


def _in_block(document: Document, block: Block, index: Index, words: list[_Word]) -> Iterator[Spelling]:
    at, capitals = 0, document.text[block.start : block.end].isupper()
    while at < len(words):
        last, names = _longest(document.text, index, words, at)
        if names:
            start, end = words[at].start, words[last].end
            shown = plain(document.text[start:end])
            right = names[0].shown
            wrong = all(name.shown != shown for name in names)
            if wrong and not capitals and not _may_be(document, block, start, end, right):
                yield Spelling(start, end, right)
            at = last + 1
            continue
        slip = _slip(document.text, index, words, at)
        if slip is not None:
            yield slip
        at += 1


def _longest(text: str, index: Index, words: list[_Word], at: int) -> tuple[int, list[_Name]]:
    """The last of the words from `at` on that have the letters of a name, and the names with these letters."""
    key, cuts = "", set()
    best: tuple[int, list[_Name]] = (at, [])
    marks: set[str] = set()
    for last in range(at, min(at + index.most_words, len(words))):
        if last > at:
            gap = text[words[last - 1].end : words[last].start]
            if len(gap) > 3 or gap.count("\n") > 1:
                break
            cuts.add(len(key))
            marks.update({"'" if c in "’ʼ" else c for c in gap} - _JOINTS)
        key += words[last].key
        if key in index.names:
            fitting = [name for name in index.names[key] if cuts <= name.cuts and marks <= name.marks]
            best = (last, fitting) if fitting else best
    return best


def _may_be(document: Document, block: Block, start: int, end: int, right: str) -> bool:
    """Whether this is plainly something else than a wrong spelling: part of an address, or ordinary words."""
    text = document.text
    shown = plain(text[start:end])
    if text[start - 1 : start] in ("@", "#", "/", "_", "."):
        return True
    if len(right) <= _SHORT and shown.casefold() == right.casefold():
        return True
    before = last_but(text, block.start, start, _SENTENCE_OPENERS)
    opens = before in _SENTENCE_ENDS or block.role is Role.HEADLINE  # "" is in it as well: nothing stands before
    if opens and (shown[0].upper() + shown[1:] == right[0].upper() + right[1:]):
        return True
    if block.role is Role.HEADLINE and shown.casefold() == right.casefold() and shown.istitle():
        return True
    parts = [found[0] for found in _WORD.finditer(shown)]
    ordinary = all(known(part.lower()) for part in parts)
    return ordinary and (parts[-1].islower() or (opens and parts[0].istitle() and len(parts) == 1))


def _slip(text: str, index: Index, words: list[_Word], at: int) -> Spelling | None:
    """A word that is one letter from a word of a name."""
    word = words[at]
    written = text[word.start : word.end]
    if word.key in index.words or not written[0].isupper() or written.isupper() or len(word.key) > _LONGEST_WORD:
        return None
    for rest in deletions(word.key):
        for right in index.slips.get(rest, ()):
            plural = word.key + "s" == right.key or word.key == right.key + "s"
            if word.key[0] != right.key[0] or plural or not one_apart(word.key, right.key):
                continue
            if _is_in_name(words, at, right.name, right.place) or _is_no_other_word(written, word.key, right):
                return Spelling(word.start, word.end, right.written)
    return None


def _is_in_name(words: list[_Word], at: int, name: _Name, place: int) -> bool:
    """Whether the words around it are the others of the name."""
    first = at - place
    if len(name.keys) < 2 or first < 0:
        return False
    around = [word.key for word in words[first : first + len(name.keys)]]
    around[place] = name.keys[place]
    return tuple(around) == name.keys


def _is_no_other_word(written: str, key: str, right: _LongWord) -> bool:
    """Whether a word on its own can only be meant for the one it is so near to."""
    shorter, longer = sorted((key, right.key), key=len)
    ending = longer[:-1] == shorter and longer[-1] in _ENDINGS
    if ending or known(written.lower()) or known(right.written.lower()):
        return False
    moved_or_doubled = sorted(shorter) == sorted(longer) or _is_doubling(shorter, longer)
    return frequency(written) < (_RARE if moved_or_doubled else 1)


def _is_doubling(shorter: str, longer: str) -> bool:
    """Whether a letter stands twice in the one where it stands once in the other."""
    return any(longer[i] == longer[i - 1] and longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer)))
