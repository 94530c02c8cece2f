"""A sentence while it is being damaged: words that can be changed, put in, taken out and marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lint.language.model.labels import Kind
from lint.language.tokens import tokenize
from lint.language.training.model.spans import Mark

NEW = -1
"""The origin of a word that was put in."""

_WORD = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Word:
    """A token. `tag` is its Penn tag ("NNP+POS" for two words in one), "" if unknown; `origin` its place in the clean
    sentence; `kind` the damage that it carries."""

    text: str
    space: bool
    tag: str = ""
    origin: int = NEW
    kind: Kind | None = None

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        return _WORD.search(self.text) is not None

    @property
    def first_tag(self) -> str:
        """The tag of its first part: "VBP" of "VBP+RB"."""
        return self.tag.partition("+")[0]


class Rendered(NamedTuple):
    """Text with its marks, and (start, end, index) of each word that still stands as in the clean sentence."""

    text: str
    marks: list[Mark]
    origins: list[tuple[int, int, int]]


def draft(text: str, tags: Sequence[str] = ()) -> list[Word]:
    """The words of a clean sentence. `tags` has one Penn tag a token, or is empty."""
    tokens = tokenize(text)
    if tags and len(tags) != len(tokens):
        raise ValueError(f"{len(tags)} tags for {len(tokens)} tokens: {text[:60]!r}")
    ends = [0] + [token.end for token in tokens]
    return [
        Word(token.text, token.start > end, tags[index] if tags else "", index)
        for index, (token, end) in enumerate(zip(tokens, ends, strict=False))
    ]


def copied(words: Iterable[Word]) -> list[Word]:
    """The same words, to be changed without changing the first ones."""
    return [replace(word) for word in words]


def render(words: Sequence[Word]) -> Rendered:
    """The text, with a mark on each word that carries a damage."""
    parts: list[str] = []
    marks: list[Mark] = []
    origins: list[tuple[int, int, int]] = []
    position = 0
    for word in words:
        if word.space and parts:
            parts.append(" ")
            position += 1
        end = position + len(word.text)
        if word.kind:
            marks.append(Mark(position, end, word.kind))
        if word.origin != NEW:
            origins.append((position, end, word.origin))
        parts.append(word.text)
        position = end
    return Rendered("".join(parts), marks, origins)


def like(text: str, model: str) -> str:
    """`text` with a capital if `model` has one."""
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def lowered(word: Word) -> str:
    """The word as it stands in mid-sentence: names, "I" and abbreviations keep their capitals."""
    keeps = word.first_tag.startswith("NNP") or word.lower in {"i", "i'm", "i've", "i'd", "i'll"} or not word.tag
    return word.text if keeps or word.text[1:] != word.text[1:].lower() else word.text[:1].lower() + word.text[1:]


def mark(words: Sequence[Word], *indices: int, kind: Kind) -> None:
    """Mark the words at these places; places outside of the sentence are passed over."""
    for index in indices:
        if 0 <= index < len(words):
            words[index].kind = kind


def mark_gap(words: Sequence[Word], index: int, kind: Kind) -> None:
    """Mark the words on both sides of the gap before `index`; marks of punctuation are not the place to point at."""
    sides = [side for side in (index - 1, index) if 0 <= side < len(words)]
    mark(words, *([side for side in sides if words[side].is_word] or sides), kind=kind)


def remove(words: list[Word], index: int, kind: Kind) -> None:
    """Take a word out and mark the gap; what now stands first gets the capital."""
    gone = words.pop(index)
    if index < len(words):
        words[index].space = gone.space if index == 0 else words[index].space or (gone.space and words[index].is_word)
    if index == 0 and words:
        words[0].text = like(words[0].text, gone.text)
    mark_gap(words, index, kind)


def change(words: Sequence[Word], index: int, text: str, kind: Kind) -> bool:
    """Put another form in a word's place; False, and nothing done, if it is the same."""
    word = words[index]
    if not text or text.lower() == word.lower:
        return False
    word.text, word.origin, word.kind = like(text, word.text), NEW, kind
    return True


def insert(words: list[Word], index: int, text: str, kind: Kind) -> None:
    """Put a word in before `index`; at the start of a sentence it takes over the capital."""
    new = Word(text, True, "", NEW, kind)
    if index == 0 and words:
        new.text, new.space = like(text, words[0].text), words[0].space
        words[0].text, words[0].space = lowered(words[0]), True
    words.insert(index, new)


def touched(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a word of `words[first:last]`, or a neighbour of them, carries a damage already."""
    return any(word.kind for word in words[max(0, first - 1) : last + 1])
