"""An article as the rules see it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from lint.house import House
    from lint.language.model.reading import Reading
    from lint.language.quotations import Quotation
    from lint.language.tokens import Token
    from lint.sources.sourcemap import SourceMap
    from lint.suppress.model import Suppressions

T = TypeVar("T")


class Role(StrEnum):
    """What a block is in the article. Headlines, captions, lists and bylines may leave out verbs and final stops."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    LIST = "list"
    QUOTATION = "quotation"


PROSE = frozenset({Role.BODY, Role.QUOTATION})
"""The roles in which full sentences are expected."""


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, paragraph, list item…: `text[start:end]`, without the white space around it.

    Blocks come in order and do not overlap. `level` is a headline's depth (1 for the article's own).
    """

    role: Role
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, in one block, closing quotation marks included, without white space around it.

    Damaged text is not repaired: after a full stop, a lowercase start is a sentence of its own.
    `first` and `last` bound its tokens: `document.tokens[first:last]`.
    """

    start: int
    end: int
    block: Block
    first: int
    last: int


class Document:
    """One article: its text, its blocks and, computed once when asked for, its linguistic layers.

    Every offset counts code points of `text`. A document is never changed after it was made.
    `path` is the source as the user named it, `id` the article's own id where the source has one.
    `suppressions` are what its reader found of them, None for none; no rule looks at them. `house` is the house style
    of the settings, None for none.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        source: SourceMap,
        path: str,
        id: str | None = None,
        suppressions: Suppressions | None = None,
    ) -> None:
        self.text = text
        self.blocks = tuple(blocks)
        self.source = source
        self.path = path
        self.id = id
        self.suppressions = suppressions
        self.house: House | None = None
        self._derived: dict[Callable[[Document], Any], Any] = {}

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens of the text, in order."""
        from lint.language.tokens import tokenize

        return tokenize(self.text)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that start in `text[start:end]`."""
        return self.tokens[self.token_index(start) : self.token_index(end)]

    def token_index(self, offset: int) -> int:
        """The index of the first token that starts at or after `offset`."""
        return bisect_right(self._token_starts, offset - 1)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All sentences of all blocks, in order."""
        from lint.language.sentences import split

        return [
            Sentence(start, end, block, self.token_index(start), self.token_index(end))
            for block in self.blocks
            for start, end in split(self.text, block.start, block.end)
        ]

    @cached_property
    def prose(self) -> list[Sentence]:
        """The sentences of the blocks in which full sentences are expected."""
        return [sentence for sentence in self.sentences if sentence.block.role in PROSE]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """All quotations, in order of their opening marks; a nested one follows the one that holds it."""
        from lint.language.quotations import analyse

        return self.derive(analyse).quotations

    @cached_property
    def reading(self) -> Reading:
        """What the language model says of the prose: only rules with `model=True` may ask. Raises ModelError."""
        from lint.language.model.reading import read

        return read(self)

    @cached_property
    def word_count(self) -> int:
        """The number of words, as an editor counts them: stretches between white space with a letter or digit."""
        return sum(1 for word in self.text.split() if word[0].isalnum() or any(map(str.isalnum, word)))

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, if one does."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset >= self.blocks[index].end:
            return None
        return self.blocks[index]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds `offset`, if one does."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    @cached_property
    def _quoted(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the outermost quoted stretches, quotation marks not counted, in order."""
        starts: list[int] = []
        ends: list[int] = []
        for quotation in self.quotations:
            if ends and quotation.inner_start < ends[-1]:
                ends[-1] = max(ends[-1], quotation.inner_end)
            else:
                starts.append(quotation.inner_start)
                ends.append(quotation.inner_end)
        return starts, ends

    def in_quotation(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` lies wholly within quoted words, or in a block that is a quotation."""
        starts, ends = self._quoted
        index = bisect_right(starts, start) - 1
        if index >= 0 and end <= ends[index]:
            return True
        block = self.block_at(start)
        return block is not None and block.role is Role.QUOTATION

    def derive(self, compute: Callable[[Document], T]) -> T:
        """`compute(self)`, worked out once for all rules that ask for it by the same function."""
        if compute not in self._derived:
            self._derived[compute] = compute(self)
        return cast("T", self._derived[compute])
