"""Damage to the build of the sentence: wrong order, stops and commas put in, sentences cut off or run together.

Each function damages `words` in place and says whether it found a place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from lint.language import lexicon
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


PLURAL_SHARE = 0.1


def _is_countable(noun: Word) -> bool:
    """Whether the noun hardly stands without an article: "plan of energy" and "system of justice" are too near to good
    English, "book of passport" is not."""
    plurals = [plural for plural in lexicon.plurals(noun.text) if plural != noun.lower]
    often = max(map(lexicon.frequency, plurals), default=0)
    return often > PLURAL_SHARE * lexicon.frequency(noun.text)


def _compounds(words: Sequence[Word]) -> list[tuple[int, int]]:
    """(start, end) of runs of two or three common nouns, the ones before the last in the singular."""
    places = []
    for index in range(len(words) - 1):
        if index and words[index - 1].first_tag in NOUNS:
            continue
        end = index
        while end < len(words) and words[end].tag == "NN":
            end += 1
        end += end < len(words) and words[end].tag == "NNS"
        countable = end - index == 3 or _is_countable(words[index])
        whole = end == len(words) or words[end].first_tag not in NOUNS
        if end - index in {2, 3} and whole and countable and not touched(words, index, end):
            places.append((index, end))
    return places


def _titles(words: Sequence[Word]) -> list[tuple[int, int]]:
    """(start, end) of names such as "Intergovernmental Panel on Climate Change"."""
    places = []
    for index in range(len(words) - 3):
        if index and words[index - 1].first_tag in {"NNP", "NNPS"}:
            continue
        inside = [word.tag for word in words[index : index + 3]]
        fits = inside == ["NNP", "NNP", "IN"] and words[index + 2].lower in {"of", "on", "for"}
        end = index + 3
        while end < len(words) and words[end].tag in {"NNP", "NNPS"}:
            end += 1
        if fits and end > index + 3 and not touched(words, index, end):
            places.append((index, end))
    return places


def _turn_round(words: list[Word], start: int, end: int, between: str) -> None:
    """`words[start:end]` in the other order, with `between` between each two if it is not empty."""
    capital, space = words[start].text, words[start].space
    if start == 0:
        words[0].text = lowered(words[0])
    turned: list[Word] = []
    for word in reversed(words[start:end]):
        if turned and between:
            turned.append(Word(between, True, "", NEW, Kind.ORDER))
        word.space, word.kind = True, Kind.ORDER
        turned.append(word)
    turned[0].space = space
    if start == 0:
        turned[0].text = like(turned[0].text, capital)
    words[start:end] = turned


def turn_compound(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "table tennis coach" → "coach of tennis of table"; "Climate Panel on Change" → "Panel Climate of the Change"."""
    compounds, titles = _compounds(words), _titles(words)
    if titles and (not compounds or rng.random() < 0.5):
        start, _ = rng.choice(titles)
        _turn_round(words, start, start + 2, "")
        words[start + 2 : start + 3] = [Word(text, True, "", NEW) for text in ("of", "the")]
        mark(words, *range(start, start + 4), kind=Kind.ORDER)
        return True
    if not compounds:
        return False
    start, end = rng.choice(compounds)
    if end - start == 3 and rng.random() < 0.4:
        _exchange(words, start, start + 2, end)
        insert(words, start + 1, "of", Kind.ORDER)
    else:
        _turn_round(words, start, end, "of")
    return True


POSTPOSED = frozenset(
    "possible available present responsible due worth able alone general concerned involved open full ready free "
    "unable capable such same other own many few last next high old long wide deep".split()
)
"""Adjectives that can stand behind a noun, and what the tagger takes for adjectives and are none."""
WITH_RESULT = frozenset("keep leave make find have get set hold consider turn render see paint".split())
"""Verbs with a noun and an adjective behind them: "left the door open"."""


def adjective_behind(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "a muted reaction" → "a reaction muted"; "gross domestic product" → "product domestic gross"."""
    places: list[tuple[int, int]] = []
    for index in range(len(words) - 2):
        end = index + 1
        end += words[end].tag == "JJ" and words[index].tag == "JJ"
        if words[index].tag != "JJ" or end + 1 >= len(words) or words[end].tag not in COMMON:
            continue
        before = words[index - 2 : index] if index > 1 else words[:index]
        result = any(lexicon.lemma_verb(word.text) in WITH_RESULT and word.tag in VERBS for word in before)
        participle = lexicon.verb_forms(words[index].text) & {"VBN", "VBG"}
        result = result or (bool(participle) and words[end + 1].is_word)  # "applications completed by then"
        barred = result or words[index].lower in POSTPOSED or (index and words[index - 1].tag in {"JJ", "RB", "CC"})
        behind = words[end + 1].first_tag in NOUNS | {"JJ", "TO", "VBG", "VBN"} or words[end + 1].lower == "enough"
        if not barred and not behind and not touched(words, index, end + 1):
            places.append((index, end + 1))
    if not places:
        return False
    _turn_round(words, *rng.choice(places), "")
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
