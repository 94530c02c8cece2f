"""How long the sentences of an article are, beside those of edited news."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from statistics import median_low
from typing import NamedTuple

from lint.document import Document
from lint.report import ArticleResult
from lint.sources.sourcemap import SourceMap

from ..prose import count

_WORD = re.compile(r"\w\S*")  # as in lint.readability: what an editor counts

FEWEST = 10
"""Fewer sentences make no picture: each would be a bar of its own."""

_WIDTH = 5
_BINS = 10
"""Sentences of 1 to 5 words, of 6 to 10, and so on; the last takes all longer ones."""

_STEP = 10
"""The scale ends at a multiple of so many per cent."""


class Bin(NamedTuple):
    """The sentences of some lengths: how many the article has, and the shares of all, in per cent, here and in news."""

    label: str
    sentences: int
    share: float
    news: float


class News(NamedTuple):
    """Edited news: the numbers of sentences by words; see lint/language/training/build_sentence_lengths.py."""

    articles: int
    sentences: int
    counts: list[int]


@dataclass(frozen=True, slots=True)
class Lengths:
    """The plot. `top` is the end of its scale, in per cent; `outline` is the line of edited news as an SVG path.

    The box is as many units wide as there are bins, and `top` high.
    """

    sentences: int
    bins: tuple[Bin, ...]
    top: int
    outline: str
    middle: int
    longest: int
    news: News
    news_middle: int

    @property
    def summary(self) -> str:
        """What the picture shows, in words."""
        return (
            f"Half of its {count(self.sentences, 'sentence')} have {self.middle} words or fewer, the longest has "
            f"{self.longest}. In edited news, half have {self.news_middle} or fewer."
        )


def lengths(result: ArticleResult) -> Lengths | None:
    """The plot of one article; None where it has too few sentences."""
    found = sentence_words(result)
    if len(found) < FEWEST:
        return None
    news = edited_news()
    counts = _binned(found)
    news_bins = _binned(_spread(news.counts))
    bins = tuple(
        Bin(_label(i), counts[i], 100 * counts[i] / len(found), 100 * news_bins[i] / news.sentences)
        for i in range(_BINS)
    )
    highest = max(max(bin.share, bin.news) for bin in bins)
    top = _STEP * (int(highest // _STEP) + 1)
    outline = "".join(f"{'L' if i else 'M'}{i} {_short(top - bin.news)}H{i + 1}" for i, bin in enumerate(bins))
    return Lengths(
        sentences=len(found),
        bins=bins,
        top=top,
        outline=outline,
        middle=median_low(found),
        longest=max(found),
        news=news,
        news_middle=median_low(_spread(news.counts)),
    )


def sentence_words(result: ArticleResult) -> list[int]:
    """How many words each sentence of running text has, as `lint.readability.sentence_lengths` counts them."""
    document = Document(result.text, result.blocks, SourceMap(result.text), result.path, result.id)
    counted = (len(_WORD.findall(result.text, s.start, s.end)) for s in document.prose)
    return [words for words in counted if words]


@cache
def edited_news() -> News:
    """What the article is compared with."""
    data = json.loads(get_data("lint.language.data", "sentence_lengths.json") or b"")
    return News(data["articles"], data["sentences"], data["counts"])


def _spread(counts: list[int]) -> list[int]:
    return [words for words, sentences in enumerate(counts) for _ in range(sentences)]


def _binned(lengths: list[int]) -> list[int]:
    bins = [0] * _BINS
    for words in lengths:
        bins[min((words - 1) // _WIDTH, _BINS - 1)] += 1
    return bins


def _label(index: int) -> str:
    first = index * _WIDTH + 1
    return f"{first}+" if index == _BINS - 1 else f"{first}–{first + _WIDTH - 1}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
