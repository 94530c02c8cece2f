"""What the figures of a text mean, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lint.readability import profile


class Figure(NamedTuple):
    """A figure as it is printed, with what it says.

    `note` judges this value where there is a scale to judge by; `usual` tells what edited news is mostly like.
    """

    label: str
    value: str
    meaning: str
    note: str = ""
    usual: str = ""
    main: bool = False


_MAIN = frozenset({"flesch_reading_ease", "sentence_words_mean", "sentence_words_max", "paragraph_words_mean"})
"""The figures that stand out; the others are for those who ask."""

_MEANINGS: dict[str, tuple[str, str]] = {
    "flesch_reading_ease": (
        "Reading ease",
        "Flesch’s scale: the higher, the easier. Short words and short sentences raise it; 100 is very easy.",
    ),
    "flesch_kincaid_grade": ("School grade", "Years of school in the United States that a reader needs."),
    "gunning_fog": ("Fog index", "Years of school a reader needs, counting long sentences and long words."),
    "smog_index": ("SMOG grade", "Years of school a reader needs, counting words of three syllables or more."),
    "automated_readability_index": ("Automated readability index", "A school grade, counting letters and words."),
    "coleman_liau_index": ("Coleman-Liau index", "A school grade, counting letters and sentences."),
    "dale_chall_readability_score": ("Dale-Chall score", "Words unknown to ten-year-olds raise it; above 9 is hard."),
    "linsear_write_formula": ("Linsear Write", "A school grade, made for manuals; counts easy and hard words."),
    "text_standard": ("Agreed grade", "The school grade that most of the measures agree on."),
    "sentences": ("Sentences", "How many sentences the running text has."),
    "paragraphs": ("Paragraphs", "How many paragraphs the running text has."),
    "words": ("Words", "How many words the running text has."),
    "sentence_words_mean": ("Words in a sentence", "Long sentences are hard to follow."),
    "sentence_words_median": ("Words in the middle sentence", "Half of the sentences are longer, half shorter."),
    "sentence_words_max": ("Words in the longest sentence", "It may be two that were run together."),
    "sentence_words_p90": ("Words in a long sentence", "Nine sentences in ten are no longer than this."),
    "sentence_words_min": ("Words in the shortest sentence", "It may be a piece of a broken sentence."),
    "sentence_words_sd": ("Spread of sentence lengths", "Small where all sentences are about equally long."),
    "sentence_words_stdev": ("Spread of sentence lengths", "Small where all sentences are about equally long."),
    "syllables_per_word": ("Syllables in a word, on average", "Long words make a text harder to read."),
    "paragraph_words_mean": ("Words in a paragraph", "Short paragraphs are easier to take in on a screen."),
    "paragraph_words_max": ("Words in the longest paragraph", "It may be two that lost the break between them."),
    "paragraph_sentences_mean": ("Sentences in a paragraph", "Many make it hard to find one’s place."),
}  # fmt: skip

# Flesch, "A New Readability Yardstick", Journal of Applied Psychology 32 (1948): the bands and their names.
_EASE = (
    (90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "plain English"),
    (50, "fairly difficult"), (30, "difficult"),
)  # fmt: skip


def ease_word(ease: float) -> str:
    """Flesch's word for a reading-ease figure."""
    return next((word for bound, word in _EASE if ease >= bound), "very difficult")


def number(value: float) -> str:
    """A figure with one decimal where it has any, thousands apart, and a true minus."""
    if value != value or value in (float("inf"), float("-inf")):
        return "–"
    shown = f"{value:,.1f}"
    return shown.removesuffix(".0").replace("-", "−")


def figures(readability: Mapping[str, float]) -> Iterable[Figure]:
    """The figures in their order; one that is not known here comes under its own name."""
    for key, value in readability.items():
        label, meaning = _MEANINGS.get(key, (key.replace("_", " ").capitalize(), ""))
        note = ease_word(value) if key == "flesch_reading_ease" else "on average" if key.endswith("_mean") else ""
        yield Figure(label, number(value), meaning, note, _usual(key), key in _MAIN)


def _usual(key: str) -> str:
    """The range of the middle four fifths of edited articles; see `lint.readability.profile` for its source."""
    percentiles = profile().get(key)
    if percentiles is None:
        return ""
    return f"Edited news: mostly {number(percentiles['10'])} to {number(percentiles['90'])}."
