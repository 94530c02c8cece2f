"""Word pieces: how the encoder spells our tokens.

The pieces are those of the uncased BERT vocabulary that MiniLM was trained with, or a part of it. The split is BERT's
own (lower case, accents off, marks of punctuation apart, then the longest pieces from the left) and gives what the
package `tokenizers` gives (checked by `check_pieces.py` over the corpus). It is thirty lines here since `tokenizers`
would bring some fifteen packages along, an HTTP client among them, and since a word is split only once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PAD, UNKNOWN, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (PAD, UNKNOWN, CLS, SEP)
MOST = 8
"""Pieces of a token that the encoder sees; the rest of a longer one (an address) is cut off."""
LONGEST = 100
"""Characters above which BERT takes a word for unknown."""
LOOKED_AT = 1000
"""Characters of a token that are looked at: more than enough for MOST pieces, and hostile text stays cheap."""
REMEMBERED = 100_000
"""Tokens whose pieces are kept at hand; when there are more, the memory starts anew."""


class Vocabulary:
    """The pieces by number, and the split of words into them. Raises ValueError if a special piece is missing."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = tuple(pieces)
        self._index = {piece: index for index, piece in enumerate(self.pieces)}
        missing = [piece for piece in SPECIAL if piece not in self._index]
        if missing:
            raise ValueError(f"the vocabulary lacks {', '.join(missing)}")
        self.pad, self.unknown, self.cls, self.sep = (self._index[piece] for piece in SPECIAL)
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """From a file with one piece a line."""
        return cls(path.read_text("utf-8").split("\n")[:-1])

    def write(self, path: Path) -> None:
        """As a file with one piece a line."""
        path.write_text("".join(piece + "\n" for piece in self.pieces), "utf-8")

    def __len__(self) -> int:
        return len(self.pieces)

    def split(self, token: str) -> tuple[int, ...]:
        """The numbers of the token's pieces: one at least, MOST at most."""
        found = self._known.get(token)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            token = token[:LOOKED_AT]
            whole = self._index.get(token.lower()) if token.isascii() and token.isalpha() else None
            numbers = [number for part in _parts(token) for number in self._greedy(part)] if whole is None else [whole]
            found = self._known[token] = tuple(numbers[:MOST]) or (self.unknown,)
        return found

    def _greedy(self, part: str) -> list[int]:
        """The longest pieces from the left; unknown as a whole if something is left over."""
        if len(part) > LONGEST:
            return [self.unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if prefix + part[start:end] in self._index), 0)
            if not end:
                return [self.unknown]
            numbers.append(self._index[prefix + part[start:end]])
            start = end
        return numbers


def _parts(token: str) -> list[str]:
    """The token as BERT's first pass parts it: cleaned, bare of accents, each mark and ideograph on its own."""
    bare = unicodedata.normalize("NFD", "".join(map(_cleaned, token))).lower()
    spaced = "".join(f" {c} " if _stands_alone(c) else c for c in bare if unicodedata.category(c) != "Mn")
    return spaced.split()


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    return "" if category[0] == "C" or character == "\ufffd" else " " if category == "Zs" else character


def _stands_alone(character: str) -> bool:
    """Marks, all ASCII signs and CJK ideographs."""
    code = ord(character)
    if 33 <= code <= 126:
        return not character.isalnum()
    ideograph = (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    )
    return ideograph or unicodedata.category(character)[0] == "P"


def pruned(vocabulary: Vocabulary, words: Mapping[str, int], size: int) -> list[int]:
    """The numbers of the pieces to keep, in order: special ones, single characters of Latin text, then the most used.

    `words` counts tokens of the corpus. A piece that goes is spelt by shorter ones afterwards. Of pieces that are
    equally frequent the first stays.
    """
    counts: Counter[int] = Counter()
    for word, number in words.items():
        for piece in vocabulary.split(word):
            counts[piece] += number
    always = [i for i, piece in enumerate(vocabulary.pieces) if piece in SPECIAL or _is_basic(piece)]
    often = sorted((piece for piece in counts if piece not in set(always)), key=lambda piece: (-counts[piece], piece))
    return sorted([*always, *often[: max(0, size - len(always))]])


def _is_basic(piece: str) -> bool:
    """Whether the piece is one character that Latin text is made of, alone or as a continuation."""
    bare = piece.removeprefix("##")
    return len(bare) == 1 and (ord(bare) < 0x250 or 0x2010 <= ord(bare) <= 0x203F or bare in "€™−")


def count_words(texts: Iterable[Iterable[str]]) -> Counter[str]:
    """How often each token stands in the texts."""
    counts: Counter[str] = Counter()
    for tokens in texts:
        counts.update(tokens)
    return counts
