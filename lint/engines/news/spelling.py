"""Which words that an engine does not know are names, foreign words or the like, and no spelling mistakes.

A dictionary knows few of the names in the news. What an unknown word is shows in the article: it has a capital in the
middle of a sentence, comes again, stands behind “Mr”, in a quotation or beside its explanation. A spelling mistake is
one slip away from a common word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lint.document import Document, Role, Sentence
from lint.engines.base import Match
from lint.engines.news import slips, variants
from lint.engines.news.names import NamesList, bare, folded
from lint.language.abbreviations import TITLES
from lint.language.lexicon import frequency, is_name_word, known, lower_share, usual_tag
from lint.language.tokens import URL, WORD, Token
from lint.language.words import FUNCTION_WORDS

_QUOTATION_WORDS = 12
"""A quotation of more words is not judged as one phrase."""
_PASSAGE_WORDS, _PASSAGE_SHARE = 4, 0.4
"""From how many unknown words, and what share of its words, a sentence is in another language."""
_TERM = 3
"""How often a word must stand in an article to be a term there."""
_CLEAR, _CLEARLY = 8, 4
"""How many points, and how many times those of the other side, show an article to be British or American."""
_MAX_SUGGESTIONS = 5
_COMMON = 150
"""Occurrences in 100 million words of a word that others are taken for misspellings of."""
_UNMISTAKABLE, _COMMON_IF_LONG = 9, 20
"""Words of so many letters have no neighbours: rarer ones count."""
_NEVER = 10**9
_LEAST = {
    slips.SWAPPED: (20_000, 2_000, 300, 150, 150, 150, 20),
    slips.DOUBLED: (20_000, 2_000, 300, 150, 150, 150, 20),
    slips.LOST: (20_000, 4_000, 1_000, 150, 150, 20, 20),
    slips.ADDED: (_NEVER, 10_000, 2_000, 150, 150, 150, 20),
    slips.OTHER: (_NEVER, 20_000, 5_000, 2_000, 1_000, 300, 100),
}
"""Occurrences in 100 million words of the word that was meant, for words of 3, 4 … 9 letters, by kind of slip."""
_LONG = 7
_GLOSSED = re.compile(
    r"[\"”’'»]?(?:\s?[(\[][a-z][a-z ,’'-]{2,40}[)\]]|,?\s(?:i\.e\.|meaning|means|which\smeans|literally)\s)"
)
"""What stands behind a word that is explained: "(a card game)", ", meaning …"."""
_REACH = 30
"""How many characters before a word are searched for what announces it."""
_CALLED = re.compile(
    r"\b(?:called|named|titled|dubbed|known\sas|so-called|term(?:ed)?|the\sword|coined)[\s,:]{1,3}(?:an?\s|the\s)?[\"“‘'«]?\Z"
)
_BROKEN_CHARACTERS = frozenset("ﬀﬁﬂﬃﬄﬅﬆ\ufffd\u00ad")
_OTHER_ENGLISH = re.compile(r"\bis (?:American|British) English\b")
_OPENING = frozenset("\"“‘'«([:•*·")


@dataclass(frozen=True, slots=True)
class _Mentions:
    """How often each word stands in the article with a capital, and in small letters; possessives as the bare word."""

    capital: Counter[str]
    small: Counter[str]


def _mentions(document: Document) -> _Mentions:
    capital, small = Counter[str](), Counter[str]()
    for token in document.tokens:
        if token.kind == WORD:
            (capital if token.text[0].isupper() else small)[bare(folded(token.text))] += 1
    return _Mentions(capital, small)


class SpellingFilter:
    """Tells of an engine's spelling matches in one article which are no mistakes.

    `language`: the English that the settings ask for; None where the article's own spelling decides.
    """

    def __init__(
        self, document: Document, matches: Sequence[Match], listed: NamesList, language: str | None = None
    ) -> None:
        self._document = document
        self._listed = listed
        self._language = language
        self._mentions = document.derive(_mentions)
        self._unknown = {index for match in matches for index in self._indices(match)}
        self._sentences: dict[int, bool] = {}
        self._quotations: dict[int, bool] = {}
        self._meant: dict[Match, str] = {}
        self._starts = [quotation.inner_start for quotation in document.quotations]

    def meant(self, match: Match) -> str | None:
        """The suggestion that fits best, of a match that `reason` has let pass."""
        return self._meant.get(match) or (match.replacements[0] if match.replacements else None)

    def reason(self, match: Match) -> str:
        """Why a match is no spelling mistake, in a word or two; "" where it may be one."""
        indices = self._indices(match)
        tokens = [self._document.tokens[index] for index in indices]
        if not tokens:
            return "no word"
        if self._in_address(match, tokens):
            return "address"
        if all(self._is_listed(index) for index in indices):
            return "listed"
        if self._touches_broken_characters(match):
            return "broken character"
        if _OTHER_ENGLISH.search(match.message) or (len(tokens) == 1 and variants.side(tokens[0].text)):
            return self._reason_for_variant(indices[0])
        if len(tokens) == 1:
            return self._reason_for_word(match, indices[0], tokens[0])
        return self._reason_for_several(match, tokens)

    # --- where it stands ---------------------------------------------------------------------------------------------

    def _indices(self, match: Match) -> range:
        """The tokens that a match touches."""
        first = self._document.token_index(match.start)
        if first and self._document.tokens[first - 1].end > match.start:
            first -= 1
        return range(first, self._document.token_index(match.end))

    def _in_address(self, match: Match, tokens: Sequence[Token]) -> bool:
        text = self._document.text
        before, after = text[max(0, match.start - 1) : match.start], text[match.end : match.end + 2]
        return (
            any(token.kind == URL for token in tokens)
            or before in {"@", "#", "/", "\\", "_"}
            or (before == "." and match.start > 1 and text[match.start - 2].isalnum())
            or (after[:1] in {".", "/", "_"} and after[1:].isalpha())
        )

    def _is_listed(self, index: int) -> bool:
        tokens = self._document.tokens
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        word = tokens[index].text
        if self._listed.holds(before, word, after):
            return True
        parts = folded(word).split("-")
        return (
            len(parts) > 1
            and any(self._listed.holds("", part, "") for part in parts)
            and all(self._listed.holds("", part, "") or known(part) or is_name_word(part) for part in parts if part)
        )

    def _touches_broken_characters(self, match: Match) -> bool:
        text = self._document.text
        around = text[max(0, match.start - 2) : match.end + 2]
        return not _BROKEN_CHARACTERS.isdisjoint(around)

    def _starts_something(self, index: int) -> bool:
        """Whether a word has its capital because it begins a sentence, a quotation or a line, or is in a headline."""
        token = self._document.tokens[index]
        sentence = self._document.sentence_at(token.start)
        if sentence is None or sentence.start == token.start or sentence.block.role is Role.HEADLINE:
            return True
        before = self._document.tokens[index - 1]
        return index == sentence.first or before.text[-1] in _OPENING

    def _is_introduced(self, index: int) -> bool:
        """Whether a word stands in a name: behind a title, or beside another capital that begins nothing."""
        tokens = self._document.tokens
        if index:
            before = tokens[index - 1]
            if before.text.removesuffix(".") in TITLES:
                return True
            if _is_capital(before) and self._touch(index - 1) and not self._is_common_start(index - 1):
                return True
        if not self._touches_next(index) or not _is_capital(tokens[index + 1]):
            return False
        return not self._is_common_start(index + 1)

    def _is_common_start(self, index: int) -> bool:
        """Whether a word has its capital for its place only."""
        return self._starts_something(index) and lower_share(self._document.tokens[index].text) > 0.5

    def _touches_next(self, index: int) -> bool:
        return index + 1 < len(self._document.tokens) and self._touch(index)

    def _touch(self, index: int) -> bool:
        """Whether a token is parted from the next by one white space at most."""
        tokens = self._document.tokens
        return tokens[index + 1].start - tokens[index].end <= 1

    # --- what it is --------------------------------------------------------------------------------------------------

    def _reason_for_variant(self, index: int) -> str:
        """The spelling of another country is a finding where the settings or the rest of the article are clear."""
        token = self._document.tokens[index]
        if _is_capital(token) and not self._starts_something(index):
            return "name"
        side, wanted = variants.side(token.text), self._language or self._document.derive(variants.detect)
        if side is not None and side == ("american" if wanted == variants.DEFAULT else "british"):
            return "known"
        if self._language is not None:
            return ""
        weak, strong = sorted(self._document.derive(variants.evidence))
        return "" if strong >= max(_CLEAR, _CLEARLY * weak) else "variant"

    def _reason_for_several(self, match: Match, tokens: Sequence[Token]) -> str:
        """A match over several words: names of people and places for the most part."""
        if any(_is_code(token.text) for token in tokens):
            return "code"
        if not any(_is_capital(token) for token in tokens):
            return "" if len(tokens) == 2 else "phrase"
        found = self._document.text[match.start : match.end]
        right = match.replacements[0] if match.replacements else ""
        return "" if _is_slip_in_name(found, right) and not self._is_repeated(tokens) else "name"

    def _is_repeated(self, tokens: Sequence[Token]) -> bool:
        return all(self._mentions.capital[bare(folded(token.text))] > 1 for token in tokens)

    def _reason_for_word(self, match: Match, index: int, token: Token) -> str:
        word = bare(folded(token.text))
        if known(word):
            return "known"
        if _is_code(word):
            return "" if _is_glued(word, match.replacements) else "code"
        if token.text[0].isupper():
            return self._reason_for_capital(match, index, word)
        return self._reason_for_small(match, index, word)

    def _reason_for_capital(self, match: Match, index: int, word: str) -> str:
        if self._mentions.capital[word] > 1:
            return "repeated name"
        if self._is_introduced(index):
            return "introduced name"
        least = 3 if self._starts_something(index) else _LONG
        for right in match.replacements[:_MAX_SUGGESTIONS]:
            if _is_slip(word.lower(), right, least, capital=True):
                self._meant[match] = right
                return self._reason_in_context(index)
        if match.replacements and _is_slip_in_name(word, match.replacements[0]):
            return self._reason_in_context(index)
        return "name"

    def _reason_for_small(self, match: Match, index: int, word: str) -> str:
        if self._mentions.small[word] >= _TERM:
            return "term"
        if any(part[:1].isupper() or part.isdigit() for part in word.split("-")):
            return "compound"
        for right in match.replacements[:_MAX_SUGGESTIONS]:
            if " " in right and right.replace(" ", "") == word:
                return "" if _is_glued_phrase(right) and self._mentions.small[word] == 1 else "compound"
            if right.lower() == word and len(word) > 3 and is_name_word(right) and frequency(right) >= _COMMON:
                return ""  # only a capital is missing
            if right.replace("-", "") == word:
                return "compound"
            if _is_slip(word, right, 3):
                self._meant[match] = right
                return self._reason_in_context(index)
        return "rare word"

    def _reason_in_context(self, index: int) -> str:
        """Whether words around show that an unknown word stands there on purpose; "" if not."""
        document, token = self._document, self._document.tokens[index]
        text = document.text
        if _CALLED.search(text, max(0, token.start - _REACH), token.start) or _GLOSSED.match(text, token.end):
            return "explained"
        if self._is_beside_unknown(index):
            return "foreign passage"
        if self._in_foreign_quotation(token):
            return "quoted"
        sentence = document.sentence_at(token.start)
        if sentence is not None and self._is_foreign_sentence(sentence):
            return "foreign passage"
        return "foreign" if _is_foreign(token.text) else ""

    def _is_beside_unknown(self, index: int) -> bool:
        """Whether the next word to either side is unknown, too: two in a row are seldom two slips."""
        neighbours = [index - 1] * (index > 0 and self._touch(index - 1)) + [index + 1] * self._touches_next(index)
        return any(self._is_unknown(neighbour) for neighbour in neighbours)

    def _in_foreign_quotation(self, token: Token) -> bool:
        """Whether a word stands in a short quotation at least half of whose words are unknown."""
        position = bisect_right(self._starts, token.start) - 1
        if position < 0:
            return False
        quotation = self._document.quotations[position]
        if token.end > quotation.inner_end:
            return False
        if position not in self._quotations:
            self._quotations[position] = self._is_mostly_unknown(quotation.inner_start, quotation.inner_end)
        return self._quotations[position]

    def _is_mostly_unknown(self, start: int, end: int) -> bool:
        first, last = self._document.token_index(start), self._document.token_index(end)
        words = [index for index in range(first, last) if self._document.tokens[index].kind == WORD]
        if not words or len(words) > _QUOTATION_WORDS:
            return False
        return 2 * sum(self._is_unknown(index) for index in words) >= len(words)

    def _is_unknown(self, index: int) -> bool:
        return index in self._unknown or _is_foreign(self._document.tokens[index].text)

    def _is_foreign_sentence(self, sentence: Sentence) -> bool:
        if sentence.start not in self._sentences:
            indices = range(sentence.first, sentence.last)
            words = [index for index in indices if self._document.tokens[index].kind == WORD]
            unknown = sum(self._is_unknown(i) for i in words if self._document.tokens[i].text[0].islower())
            self._sentences[sentence.start] = unknown >= _PASSAGE_WORDS and unknown >= _PASSAGE_SHARE * len(words)
        return self._sentences[sentence.start]


def _is_capital(token: Token) -> bool:
    return token.kind == WORD and token.text[0].isupper()


def _is_code(word: str) -> bool:
    """Whether capitals and digits show a word to be an abbreviation or a product: "SASAC", "iPhone", "H5N1", "PCs"."""
    if any(map(str.isdigit, word)):
        return True
    parts = word.split("-")
    return any(sum(map(str.isupper, part)) > 1 or any(map(str.isupper, part[1:])) for part in parts)


def _is_glued(word: str, replacements: Sequence[str]) -> bool:
    """Whether an inner capital starts another word ("paperSix"), as the engine suggests: both are common words."""
    for right in replacements[:_MAX_SUGGESTIONS]:
        parts = right.split(" ")
        if len(parts) == 2 and "".join(parts) == word and parts[0].islower() and parts[1].istitle():
            return all(len(part) > 2 and frequency(part) >= _COMMON for part in parts)
    return False


def _is_glued_phrase(right: str) -> bool:
    """Whether two words have lost their space ("validateyour"), and are no noun written as one ("thinktank")."""
    parts = right.lower().split(" ")
    if len(parts) != 2 or any(len(part) < 2 or frequency(part) < _COMMON for part in parts):
        return False
    if any(part in FUNCTION_WORDS and len(part) > 2 for part in parts):
        return True
    return usual_tag(parts[0]) == "ADJ" and min(map(len, parts)) > 4


def _is_slip(word: str, right: str, least: int, *, capital: bool = False) -> bool:
    """Whether a word of at least `least` letters is a common word but for one slip; of compounds one part is."""
    if " " in right or not right[:1].isalpha():
        return False
    mine, theirs = word.split("-"), right.lower().split("-")
    differing = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or len(differing) != 1:
        return False
    if len(mine) > 1:
        least = max(least, 5)
    wrong, part = differing[0]
    kind = slips.slip(wrong, part)
    if not kind or len(wrong) < least or not _is_common(part):
        return False
    if capital and (kind in {slips.OTHER, slips.ADDED} or len(part) > len(wrong) + 1 or frequency(part) < _COMMON):
        return False  # names are full of such neighbours: "Pestival", "Brandes", "Santorum"
    return frequency(part) >= _least_frequency(kind, wrong, wrong[0] == part[0])


def _least_frequency(kind: str, wrong: str, same_start: bool) -> int:
    """How common a word must be to be what a slip was meant for: short words have many neighbours that are right."""
    length = min(len(wrong), _UNMISTAKABLE) if same_start or kind == slips.SWAPPED else min(len(wrong), 5)
    return _LEAST[kind][max(length, 3) - 3]


def _is_common(word: str) -> bool:
    least = _COMMON if len(word) < _UNMISTAKABLE else _COMMON_IF_LONG
    return known(word) and frequency(word) >= least and lower_share(word) > 0.3


def _is_slip_in_name(found: str, right: str) -> bool:
    """Whether a name is a well-known one but for one slip; accents and stops are no slips."""
    mine, theirs = found.split(" "), right.split(" ")
    differing = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or len(differing) != 1:
        return False
    wrong, name = (part.lower() for part in differing[0])
    if not name.isalpha() or len(wrong) < _LONG or _plain(wrong) == _plain(name):
        return False
    kind = slips.slip(wrong, name)
    if len(mine) > 1:
        return bool(kind)
    return kind in {slips.SWAPPED, slips.LOST, slips.DOUBLED} and frequency(name) >= 2 * _COMMON


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@cache
def _foreign_words() -> frozenset[str]:
    table = files("lint.language.data").joinpath("foreign_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in table.splitlines() for word in line.partition("\t")[2].split())


def _is_foreign(word: str) -> bool:
    """Whether a word is common in another language, or has accents that English words have not."""
    return word.lower() in _foreign_words() or (not word.isascii() and _plain(word) != word and not known(_plain(word)))
