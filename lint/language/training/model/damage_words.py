"""Damage to other words: lost, put in, doubled, confused, of a wrong form.

Each function damages `words` in place and says whether it found a place for it. Places where the sentence would still
be good English are left out as far as tags can tell ("the" before a plural, "that" behind "said").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from lint.language import lexicon
from lint.language.model.labels import Kind
from lint.language.training.model.draft import (
    NEW,
    Word,
    change,
    copied,
    insert,
    lowered,
    mark,
    remove,
    touched,
)
from lint.language.training.model.statistics import Statistics

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
COMMON = frozenset({"NN", "NNS"})
VERBS = frozenset({"VB", "VBZ", "VBP", "VBD", "VBN", "VBG", "MD"})
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
PLURAL_BEFORE = frozenset("these those many several few two three four five six seven eight nine ten both".split())
SINGULAR_BEFORE = frozenset("a an this that each every one another".split())
ARTICLES = frozenset({"a", "an", "the"})
RESUMPTIVE = {"NNS": "they", "NNPS": "they", "NN": "it", "NNP": "he"}

NOT_AFTER: Mapping[str, frozenset[str]] = {
    "article": frozenset({"PRP", "DT", "IN", "MD", "VBZ", "VBD", "PRP$", "TO", "WDT", ".", ","}),
    "preposition": frozenset({"MD", "VBZ", "VBD", "VBP", "TO", ".", ",", "IN"}),
    "auxiliary": frozenset({"VBZ", "VBD", "MD", "VBP"}),
    "other": frozenset({"MD", "VBZ", "VBD", "IN", ".", "PRP$"}),
}
"""Tags before which a word of the class is too many."""


def weighted(rng: Random, weights: Mapping[str, float]) -> str:
    """A key, drawn by weight; keys are taken in their order, so that a seed gives one answer."""
    return rng.choices(list(weights), list(weights.values()))[0]


def _noun_behind(words: Sequence[Word], index: int) -> Word | None:
    """The noun that ends the group which starts behind `index`: adjectives and nouns are passed."""
    noun = None
    for word in words[index + 1 : index + 6]:
        if word.first_tag in NOUNS:
            noun = word
        elif noun is not None or word.first_tag not in {"JJ", "JJR", "JJS", "RB", "VBN", "VBG", "CD"}:
            break
    return noun


def _article_missed(words: Sequence[Word], index: int) -> bool:
    """Whether the article cannot go: a countable noun in the singular ends the group."""
    noun = _noun_behind(words, index)
    return noun is not None and noun.tag == "NN" and bool(lexicon.plurals(noun.text))


def _missed(words: Sequence[Word], index: int) -> bool:
    """Whether the sentence is broken without this function word."""
    word, tag = words[index], words[index].tag
    after = words[index + 1] if index + 1 < len(words) else None
    if after is None or not after.is_word:
        return False
    if word.lower in ARTICLES:
        return _article_missed(words, index)
    if tag in {"WDT", "WP"}:
        return after.tag in FINITE
    if tag == "IN":
        return word.lower not in {"that", "if", "whether"} and after.first_tag in NOUNS | {
            "DT",
            "JJ",
            "PRP$",
            "PRP",
            "VBG",
            "CD",
        }
    if tag == "TO":
        return after.first_tag in {"VB", "DT", "NNP", "PRP$", "NN"}
    if tag == "PRP":
        return after.tag in FINITE or (index > 0 and words[index - 1].tag in VERBS)
    return tag in {"CC", "PRP$"} and bool(index)


def lose_function_word(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A function word goes, by how often editors had to put it in: "because uncertainty of future levels"."""
    places = {
        str(index): statistics.lost[word.lower]
        for index, word in enumerate(words)
        if word.lower in statistics.lost and not touched(words, index, index + 1) and _missed(words, index)
    }
    if not places:
        return False
    remove(words, int(weighted(rng, places)), Kind.MISSING)
    return True


def lose_noun(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """The noun at the end of a group with an article goes: "will take a in the talks"."""
    places = [
        index
        for index, word in enumerate(words[:-1])
        if index
        and word.tag in COMMON
        and words[index - 1].first_tag in {"DT", "JJ", "PRP$"}
        and words[index + 1].first_tag not in NOUNS | {"CC"}
        and not touched(words, index, index + 1)
        and (words[index - 1].lower in {"a", "an", "the"} or words[index - 1].tag == "PRP$")
    ]
    if not places:
        return False
    remove(words, rng.choice(places), Kind.MISSING)
    return True


def lose_possessive(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "Putin's loud nostalgia" → "Putin loud nostalgia"."""
    places = [
        index
        for index, word in enumerate(words[:-1])
        if word.lower.endswith("'s") and word.tag.endswith("+POS") and not touched(words, index, index + 2)
    ]
    if not places:
        return False
    index = rng.choice(places)
    words[index].text, words[index].origin = words[index].text[:-2], NEW
    mark(words, index, index + 1, kind=Kind.POSSESSIVE)
    return True


def add_function_word(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A function word too many, by how often editors had to take it out: "guilty for to causing"."""
    added = weighted(rng, statistics.added)
    barred = NOT_AFTER[statistics.word_class(added)]
    places = [
        index
        for index, word in enumerate(words)
        if index and word.first_tag in barred and word.lower != added and not touched(words, index, index)
        and words[index - 1].is_word and words[index - 1].lower != added
    ]  # fmt: skip
    if not places:
        return False
    insert(words, rng.choice(places), added, Kind.EXTRA)
    return True


def add_pronoun(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "antisocial tenants will be" → "antisocial tenants they will be"."""
    places = [
        index
        for index, word in enumerate(words)
        if index and word.tag in FINITE and words[index - 1].tag in RESUMPTIVE and not touched(words, index, index)
    ]
    if not places:
        return False
    index = rng.choice(places)
    insert(words, index, RESUMPTIVE[words[index - 1].tag], Kind.EXTRA)
    return True


def double(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A word, phrase or clause start stands twice: "the second part about about", "he said he said"."""
    length = rng.choices((1, 2, 3), (6, 3, 1))[0]
    places = [
        index
        for index in range(len(words) - length)
        if all(word.is_word for word in words[index : index + length]) and not touched(words, index, index + length)
    ]
    if not places:
        return False
    first = rng.choice(places)
    copies = copied(words[first : first + length])
    for copy in copies:
        copy.origin = NEW
    copies[0].space = True
    copies[0].text = lowered(copies[0]) if first == 0 else copies[0].text
    words[first + length : first + length] = copies
    mark(words, *range(first, first + 2 * length), kind=Kind.DOUBLED)
    return True


def confuse(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A function word gives way to another, by what editors had to put right: "a response at local waste"."""
    places = {
        str(index): sum(statistics.confused[word.lower].values())
        for index, word in enumerate(words)
        if word.lower in statistics.confused and not touched(words, index, index + 1)
    }
    if not places:
        return False
    index = int(weighted(rng, places))
    return change(words, index, weighted(rng, statistics.confused[words[index].lower]), Kind.WRONG)


RELATIVES = {"which": ("what", "who", "whom"), "who": ("which", "what", "whom"), "that": ("what",), "whose": ("who",)}
CASES = {"he": "him", "him": "he", "they": "them", "them": "they", "she": "her", "we": "us", "us": "we"}


def confuse_pronoun(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "coffee shops, which were" → "coffee shops, what were"; "they said" → "them said"."""
    places = [
        index
        for index, word in enumerate(words)
        if (
            (word.tag in {"WDT", "WP", "WP$"} and word.lower in RELATIVES and index)
            or (word.tag == "PRP" and word.lower in CASES)
        )
        and not touched(words, index, index + 1)
    ]
    if not places:
        return False
    index = rng.choice(places)
    lower = words[index].lower
    return change(words, index, CASES.get(lower) or rng.choice(RELATIVES[lower]), Kind.WRONG)


def _ends_group(words: Sequence[Word], index: int) -> bool:
    """Whether something follows that is no further noun of the group."""
    return index + 1 < len(words) and words[index + 1].first_tag not in NOUNS


def break_number(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "three months" → "three month"; "a plan" → "a plans"."""
    places = []
    for index, word in enumerate(words[1:], 1):
        before = words[index - 1].lower
        if touched(words, index, index + 1):
            continue
        if word.tag == "NNS" and (before in PLURAL_BEFORE or (before.isdecimal() and before != "1")):
            places.append((index, lexicon.singular(word.text)))
        elif word.tag == "NN" and before in SINGULAR_BEFORE and _ends_group(words, index):
            places.append((index, "".join(lexicon.plurals(word.text)[:1])))
    if not places:
        return False
    index, text = rng.choice(places)
    return change(words, index, text, Kind.FORM)


def break_article(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "a university" → "an university"; "the talks" → "a talks"."""
    places = []
    for index, word in enumerate(words[:-1]):
        if word.tag != "DT" or touched(words, index, index + 1):
            continue
        if word.lower in {"a", "an"}:
            places.append((index, "an" if word.lower == "a" else "a"))
        elif word.lower == "the" and words[index + 1].tag == "NNS":
            places.append((index, "a"))
    if not places:
        return False
    index, text = rng.choice(places)
    return change(words, index, text, Kind.FORM)


def break_adverb(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "known separately" → "known separate"; "a quick look" → "a quickly look"."""
    places = []
    for index, word in enumerate(words[:-1]):
        if touched(words, index, index + 1):
            continue
        stem = word.lower.removesuffix("ly")
        if word.tag == "RB" and stem != word.lower and "ADJ" in lexicon.tags(stem):
            places.append((index, stem))
        elif word.tag == "JJ" and words[index + 1].tag in COMMON and "ADV" in lexicon.tags(word.lower + "ly"):
            places.append((index, word.lower + "ly"))
    if not places:
        return False
    index, text = rng.choice(places)
    return change(words, index, text, Kind.FORM)
