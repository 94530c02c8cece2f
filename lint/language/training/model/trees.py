"""Universal Dependencies trees, mapped to our tokens.

UD parts a sentence into syntactic words: "don't" is two, "peace-loving" three, where ours are one token. A token's
labels come from its main word: the first one whose head stands outside of the token. Its Penn tag joins those of all
its words ("NNP+POS", "VBP+RB"); of a compound with hyphens it is the last part's. Where UD has one word and we have
several tokens, only the first has labels.
Format: https://universaldependencies.org/format.html. The reader is our own forty lines, for it has to place each word
in the text, which the package `conllu` does not.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lint.language.tokens import Token, tokenize

NO_HEAD = -2
ROOT = -1


class Syntax(NamedTuple):
    """What the tree says of a token. `head` is the index of a token of the sentence, ROOT, or NO_HEAD if unknown."""

    penn: str
    upos: str
    verb_form: str
    number: str
    person: str
    relation: str
    head: int


UNKNOWN = Syntax("", "", "", "", "", "", NO_HEAD)
"""The syntax of a token that no word of the tree begins in."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with our tokens; `paragraph` is True where the treebank starts a paragraph."""

    text: str
    tokens: tuple[Token, ...]
    syntax: tuple[Syntax, ...]
    document: str
    paragraph: bool


class _Word(NamedTuple):
    """A line of the file, with its place in the sentence's text."""

    id: int
    upos: str
    penn: str
    features: Mapping[str, str]
    head: int
    relation: str
    start: int
    end: int


def read(path: Path) -> Iterator[Tree]:
    """The trees of a .conllu or .conllu.gz file whose words are all found in their text, in order.

    Raises ValueError, with file and line, for a line that is no CoNLL-U.
    """
    document = ""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, block in _blocks(lines):
            comments = _comments(block)
            document = comments.get("newdoc id", document)
            text = comments.get("text", "")
            words = _place(text, [line for line in block if not line.startswith("#")], f"{path}, line {number}")
            if words:
                tokens = tokenize(text)
                yield Tree(text, tuple(tokens), tuple(_syntax(tokens, words)), document, _starts_paragraph(comments))


def _starts_paragraph(comments: Mapping[str, str]) -> bool:
    return any(key.startswith(("newpar", "newdoc")) for key in comments)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    first = 1
    for number, line in enumerate(lines, 1):
        if line.strip():
            block.append(line.rstrip("\n"))
        else:
            if block:
                yield first, block
            block, first = [], number + 1
    if block:
        yield first, block


def _comments(block: Sequence[str]) -> dict[str, str]:
    pairs = (line[1:].partition("=") for line in block if line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _place(text: str, lines: Sequence[str], where: str) -> list[_Word]:
    """The words with their offsets in `text`; empty if one is not found there.

    The words of one surface token ("3-4 don't") all get its offsets, which keeps them in one of our tokens.
    """
    words: list[_Word] = []
    position = 0
    covered = 0  # the last word of the surface token that is under way ("don't" as 3-4)
    span = (0, 0)
    for line in lines:
        columns = line.split("\t")
        if len(columns) != 10:
            raise ValueError(f"{where}: {len(columns)} columns where CoNLL-U has 10: {line[:60]!r}")
        first, joined, last = columns[0].partition("-")
        if "." in first:  # an empty node of the enhanced tree
            continue
        if joined or int(first) > covered:
            start = text.find(columns[1], position)
            if start < 0 or text[position:start].strip():
                return []
            position = start + len(columns[1])
            span = (start, position)
            covered = int(last) if joined else covered
        if not joined:
            words.append(_word(columns, span))
    return words


def _word(columns: Sequence[str], span: tuple[int, int]) -> _Word:
    features = dict(pair.split("=", 1) for pair in columns[5].split("|") if "=" in pair)
    head = int(columns[6]) if columns[6].isdecimal() else -1
    relation = columns[7].partition(":")[0]
    return _Word(int(columns[0]), columns[3], columns[4], features, head, relation, *span)


def _syntax(tokens: Sequence[Token], words: Sequence[_Word]) -> list[Syntax]:
    """The syntax of each token."""
    held: list[list[_Word]] = [[] for _ in tokens]
    home: dict[int, int] = {0: ROOT}
    index = 0
    for word in words:
        while index < len(tokens) and tokens[index].end <= word.start:
            index += 1
        if index < len(tokens):
            home[word.id] = index
            held[index].append(word)
    return [_joined(own, index, home) if own else UNKNOWN for index, own in enumerate(held)]


def _penn(tags: Sequence[str]) -> str:
    """Joined tags; a compound with hyphens is what its last part is."""
    return tags[-1] if "HYPH" in tags else "+".join(tags)


def _joined(own: Sequence[_Word], index: int, home: Mapping[int, int]) -> Syntax:
    """The syntax of a token that holds these words."""
    main = next((word for word in own if home.get(word.head, NO_HEAD) != index), own[0])
    finite = next((word for word in own if word.features.get("VerbForm") == "Fin"), None)
    features = (finite or main).features
    head = home.get(main.head, NO_HEAD)
    return Syntax(
        penn=_penn([word.penn for word in own]),
        upos=main.upos,
        verb_form=features.get("VerbForm", ""),
        number=features.get("Number", "") if features.get("Number") in ("Sing", "Plur") else "",
        person=features.get("Person", ""),
        relation=main.relation,
        head=head if head != index else NO_HEAD,
    )
