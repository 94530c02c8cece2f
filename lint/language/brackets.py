"""Brackets: the pairs in each paragraph, and those that are alone or cross another pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lint.document import Document


class Pair(NamedTuple):
    """An opening bracket at `start` and the closing one that ends at `end`."""

    start: int
    end: int


class BracketKind(StrEnum):
    """What is wrong with a bracket."""

    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    CROSSED = "crossed"
    """A closing bracket that comes after the pair around it was closed: ([)]. `partner` is its opening bracket."""
    MISMATCHED = "mismatched"
    """A closing bracket of another shape than the opening one: (…]. `partner` is the opening bracket."""


class BracketProblem(NamedTuple):
    """`text[start:start + 1]` is the bracket; `partner` the place of the other one concerned, -1 if there is none."""

    start: int
    kind: BracketKind
    partner: int = -1


@dataclass(frozen=True, slots=True)
class Brackets:
    """All pairs and problems of a text, each in order."""

    pairs: list[Pair]
    problems: list[BracketProblem]


CLOSING = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕"}
_BRACKET = re.compile(r"[()\[\]{}（）［］【】〔〕]")

# "a)", "1)" and "iv)" number the items of a list.
_LIST_MARKER = re.compile(r"(?<![\w(\[])(?:[0-9]{1,2}|[A-Za-z]|[ivxIVX]{1,4})\Z")
# :) and :-( and 8-). A figure or an X without a nose is none: "8(a)", "(MO-8)", "DD(X)".
_EMOTICON = re.compile(r"(?<!\w)(?:[:;=][-'^o]?|(?<!-)[8xX][-'^])\Z")
_INTERVAL = re.compile(r"[\[(]\s?-?[0-9.]{1,12}\s?[,;]\s?-?[0-9.]{1,12}\s?[\])]")


def analyse(document: Document) -> Brackets:
    """The brackets of a document; for `document.derive(analyse)`, which keeps the result."""
    return pair(document.text, [(block.start, block.end) for block in document.blocks])


def pair(text: str, blocks: Sequence[tuple[int, int]]) -> Brackets:
    """The brackets in the paragraphs `text[start:end]`. A remark in brackets may run over several paragraphs."""
    pairs: list[Pair] = []
    problems: list[BracketProblem] = []
    carried: list[int] = []  # opening brackets that their paragraphs did not close
    for start, end in blocks:
        paragraph = _Paragraph(text, start, end)
        pairs += paragraph.pairs
        problems += paragraph.problems
        for position in paragraph.unopened:
            if carried and CLOSING[text[carried[-1]]] == text[position]:
                carried.pop()
            else:
                problems.append(BracketProblem(position, BracketKind.UNOPENED))
        for position in paragraph.unclosed:
            # Only a remark that begins its paragraph goes on in the next ones.
            if position == start:
                carried.append(position)
            else:
                problems.append(BracketProblem(position, BracketKind.UNCLOSED))
    problems += (BracketProblem(position, BracketKind.UNCLOSED) for position in carried)
    return Brackets(sorted(pairs), sorted(problems))


class _Paragraph:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.pairs: list[Pair] = []
        self.problems: list[BracketProblem] = []
        self.unopened: list[int] = []
        self.unclosed: list[int] = []
        self._text = text
        self._stack: list[int] = []
        self._expected: dict[str, int] = {}
        self._dangling: list[int] = []
        self._smiles: list[int] = []
        self._markers = 0  # list markers that were taken for the end of a pair: "(reasons: a) cost, b) time)"
        for match in _BRACKET.finditer(text, start, end):
            position = match.start()
            if match[0] in CLOSING:
                self._open(position, start)
            else:
                self._close(position, start)
        self.unclosed = self._dangling + self._stack
        self._close_with_smiles()
        self._match_shapes()

    def _open(self, position: int, start: int) -> None:
        if self._text[position] == "(" and _EMOTICON.search(self._text, max(start, position - 3), position):
            return
        self._stack.append(position)
        closing = CLOSING[self._text[position]]
        self._expected[closing] = self._expected.get(closing, 0) + 1

    def _close(self, position: int, start: int) -> None:
        text, closing = self._text, self._text[position]
        if closing == ")" and _EMOTICON.search(text, max(start, position - 3), position):
            self._smiles.append(position)
            return
        if not self._expected.get(closing):
            if self._dangling and CLOSING[text[self._dangling[-1]]] == closing:
                self.problems.append(BracketProblem(position, BracketKind.CROSSED, self._dangling.pop()))
            elif self._stack or not self._is_list_marker(position, start):
                if self._markers:
                    self._markers -= 1
                else:
                    self.unopened.append(position)
            return
        self._markers += self._is_list_marker(position, start)
        while self._stack:
            opening = self._stack.pop()
            self._expected[CLOSING[text[opening]]] -= 1
            if CLOSING[text[opening]] == closing:
                self.pairs.append(Pair(opening, position + 1))
                return
            self._dangling.append(opening)

    def _is_list_marker(self, position: int, start: int) -> bool:
        text = self._text
        marker = text[position] == ")" and text[position + 1 : position + 2] in ("", " ", "\t", "\xa0", ".")
        return marker and bool(_LIST_MARKER.search(text, max(start, position - 6), position))

    def _close_with_smiles(self) -> None:
        """A smile behind a bracket that nothing else closes closes it: "(only joking :-)"."""
        if not self._smiles:
            return
        smiles = set(self._smiles)
        still_open: list[int] = []
        for position in sorted([*self.unclosed, *smiles]):
            if position not in smiles:
                still_open.append(position)
            elif still_open and self._text[still_open[-1]] == "(":
                self.pairs.append(Pair(still_open.pop(), position + 1))
        self.unclosed = still_open

    def _match_shapes(self) -> None:
        """(…]: one bracket left open and one of another shape left over behind it are a pair, except in 0 ≤ x < 1."""
        if len(self.unclosed) != 1 or len(self.unopened) != 1 or self.unclosed[0] > self.unopened[0]:
            return
        opening, closing = self.unclosed.pop(), self.unopened.pop()
        self.pairs.append(Pair(opening, closing + 1))
        if not _INTERVAL.fullmatch(self._text, opening, closing + 1):
            self.problems.append(BracketProblem(closing, BracketKind.MISMATCHED, opening))
