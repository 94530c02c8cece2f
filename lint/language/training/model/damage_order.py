"""Damage to the build of the sentence: wrong order, stops and commas put in, sentences cut off or run together.

Each function damages `words` in place and says whether it found a place for it.
"""

from __future__ import annotations

from random import Random

from lint.language.model.labels import Kind
from lint.language.training.model.damage_words import COMMON, FINITE, NOUNS, VERBS
from lint.language.training.model.draft import NEW, Word, insert, like, lowered, mark, mark_gap, touched
from lint.language.training.model.statistics import Statistics


def _swappable(first: Word, second: Word) -> bool:
    """Whether two neighbours can't stand the other way round."""
    pairs = {
        ("JJ", "NN"), ("JJ", "NNS"), ("DT", "NN"), ("DT", "NNS"), ("DT", "JJ"), ("PRP$", "NN"), ("PRP$", "NNS"),
        ("IN", "DT"), ("IN", "NN"), ("IN", "NNS"), ("IN", "NNP"), ("TO", "VB"), ("MD", "VB"), ("VBZ", "VBN"),
        ("VBD", "VBN"), ("VBZ", "DT"), ("VBD", "DT"), ("PRP", "VBD"), ("PRP", "VBZ"), ("PRP", "MD"), ("CD", "NNS"),
        ("NN", "VBD"), ("NN", "VBZ"), ("RB", "JJ"), ("NNS", "VBP"),
    }  # fmt: skip
    return (first.tag, second.tag) in pairs


def swap(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """Two neighbours change places: "providing a estimation local"."""
    places = [
        index
        for index in range(len(words) - 1)
        if _swappable(words[index], words[index + 1]) and not touched(words, index, index + 2)
    ]
    if not places:
        return False
    index = rng.choice(places)
    _exchange(words, index, index + 1, index + 2)
    return True


def _exchange(words: list[Word], first: int, middle: int, last: int) -> None:
    """`words[first:middle]` and `words[middle:last]` change places; capital and spaces stay where they were."""
    front, back = words[first:middle], words[middle:last]
    capital = words[first].text
    if first == 0:
        front[0].text = lowered(front[0])
        back[0].text = like(back[0].text, capital)
    front[0].space, back[0].space = True, front[0].space
    words[first:last] = back + front
    mark(words, *range(first, last), kind=Kind.ORDER)


def _noun_end(words: list[Word], start: int) -> int:
    """The place behind the noun that ends the phrase which the preposition at `start` opens; 0 if none is near."""
    return next((i + 1 for i in range(start + 1, min(start + 4, len(words))) if words[i].tag in NOUNS), 0)


def _movable(words: list[Word], first: int, end: int) -> bool:
    """Whether a phrase that ends before `end` can be put before `first` and is wrong there."""
    inside = words[first:end]
    starts = words[first].tag in NOUNS | VERBS | {"JJ"} and words[first - 1].tag not in {"CC", "IN"}
    return starts and all(word.is_word for word in inside) and not touched(words, first, end)


def move_phrase(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A phrase of two or three words that a preposition opens moves one to three words to the left."""
    places = [
        (first, start, end)
        for start in range(3, len(words) - 2)
        if words[start].tag == "IN" and (end := _noun_end(words, start))
        for first in range(max(1, start - 3), start)
        if _movable(words, first, end)
    ]
    if not places:
        return False
    _exchange(words, *rng.choice(places))
    return True


def turn_compound(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "control technology" → "technology of control"."""
    places = [
        index
        for index in range(len(words) - 1)
        if words[index].tag == "NN" and words[index + 1].tag in COMMON and not touched(words, index, index + 2)
        and (index == 0 or words[index - 1].first_tag not in NOUNS)
    ]  # fmt: skip
    if not places:
        return False
    index = rng.choice(places)
    _exchange(words, index, index + 1, index + 2)
    insert(words, index + 1, "of", Kind.ORDER)
    return True


def invert_question(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "whether they are ready" → "whether are they ready"."""
    places = [
        index
        for index in range(1, len(words) - 1)
        if (words[index - 1].tag in {"WRB", "WP"} or words[index - 1].lower in {"whether", "if"})
        and words[index].tag == "PRP"
        and words[index + 1].tag in FINITE
        and not touched(words, index, index + 2)
    ]
    if not places:
        return False
    index = rng.choice(places)
    _exchange(words, index, index + 1, index + 2)
    return True


def cut_off(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """The sentence ends where it could not: "US National Science Foundation, and"."""
    hanging = {"DT", "IN", "CC", "TO", "PRP$", "MD"}
    places = [i for i in range(4, len(words) - 2) if words[i].tag in hanging and not touched(words, 0, len(words))]
    if not places:
        return False
    last = rng.choice(places)
    del words[last + 1 :]
    mark(words, last - 1, last, kind=Kind.CUT)
    if rng.random() < 0.5:
        words.append(Word(".", False, ".", NEW, Kind.CUT))
    return True


def insert_stop(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A full stop in mid-sentence, most often before a small word: "in the process. course last week."."""
    hinges = {"IN", "WDT", "WRB", "CC", "TO", "VBD", "VBZ", "MD", "VBN", "VBG"}
    places = [
        index
        for index in range(2, len(words) - 2)
        if words[index - 1].is_word
        and words[index - 1].tag not in {"DT", "PRP$"}
        and words[index].is_word
        and words[index].space
        and not touched(words, index - 1, index + 1)
    ]
    if not places:
        return False
    index = rng.choices(places, [3 if words[i].first_tag in hinges else 1 for i in places])[0]
    if rng.random() < 0.3:
        words[index].text = words[index].text[:1].upper() + words[index].text[1:]
    words.insert(index, Word(".", False, ".", NEW))
    mark(words, index - 1, index, index + 1, kind=Kind.STOP)
    return True


def stray_comma(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A comma where none can stand: "the, minister"."""
    places = [
        index
        for index in range(1, len(words))
        if words[index - 1].tag in {"DT", "TO", "PRP$", "IN"}
        and words[index].is_word
        and not touched(words, index - 1, index)
    ]
    if not places:
        return False
    index = rng.choice(places)
    words.insert(index, Word(",", False, ",", NEW, Kind.PUNCTUATION))
    return True


def lose_comma_between_clauses(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """The comma before ", which" and after an address goes: "Smith who died in May, was"."""
    places = [
        index
        for index in range(2, len(words) - 1)
        if words[index].text == "," and words[index + 1].tag in {"WDT", "WP"} and not touched(words, index, index + 1)
        and words[index - 1].tag in {"NNP", "NNPS"}
    ]  # fmt: skip
    if not places:
        return False
    index = rng.choice(places)
    del words[index]
    mark_gap(words, index, Kind.PUNCTUATION)
    return True


def glue(first: list[Word], second: list[Word]) -> bool:
    """The stop between two sentences is lost, and mostly the capital behind it: `first` takes `second` over."""
    if not first or first[-1].text != "." or not second or not second[0].is_word:
        return False
    if touched(first, len(first) - 2, len(first)) or second[0].kind:
        return False
    first.pop()
    second[0].space = True
    second[0].text = lowered(second[0])
    border = len(first)
    first.extend(second)
    mark(first, border - 1, border, kind=Kind.GLUED)
    return True
