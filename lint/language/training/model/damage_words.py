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


def _is_possessive(words: Sequence[Word], index: int) -> bool:
    """By its tag; taggers often give such a word the tag of the noun alone."""
    tag = words[index].tag
    return tag.endswith("+POS") or (tag in {"NN", "NNP"} and words[index + 1].first_tag in NOUNS | {"JJ"})


def lose_possessive(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "Putin's loud nostalgia" → "Putin loud nostalgia"."""
    places = [
        index
        for index, word in enumerate(words[:-1])
        if word.lower.endswith("'s") and _is_possessive(words, index) and not touched(words, index, index + 2)
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


def _double_apart(words: list[Word], rng: Random) -> bool:
    """A noun comes again one or two words on, where no noun follows: "the company production company"."""
    places = [
        (index, index + gap + 1)
        for gap in (1, 2)
        for index in range(len(words) - gap - 2)
        if words[index].tag in COMMON
        and all(word.is_word for word in words[index : index + gap + 2])
        and words[index + gap + 1].first_tag not in NOUNS | {"JJ"}
        and words[index + gap].first_tag in NOUNS | (VERBS if words[index + gap + 1].first_tag == "DT" else set())
        and not touched(words, index, index + gap + 1)
    ]
    if not places:
        return False
    first, again = rng.choice(places)
    insert(words, again, lowered(words[first]), Kind.DOUBLED)
    mark(words, first, kind=Kind.DOUBLED)
    return True


def double(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """A word, phrase or clause start stands twice: "the second part about about", "he said he said"."""
    if rng.random() < 0.15 and _double_apart(words, rng):
        return True
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


def _ends_group(words: Sequence[Word], index: int) -> bool:
    """Whether something follows that is no further noun of the group."""
    return index + 1 < len(words) and words[index + 1].first_tag not in NOUNS


PARTITIVE = frozenset("hundreds thousands millions dozens scores most some many number majority group".split())
UNCOUNTABLE_FROM = 300
"""Occurrences in 100 million words from which a noun without a plural in the lexicon is sure to have none."""


def _made_plural(noun: str) -> str:
    """A plural by the rules, for a noun that has none: "information" gives "informations"."""
    if noun.endswith(("s", "x", "z", "sh", "ch", "ing", "ness")) or not noun.isalpha():
        return ""
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def _is_mass(word: Word) -> bool:
    text = word.text
    if lexicon.usual_tag(text) != "NOUN" or lexicon.noun_number(text) != "sing" or lexicon.plurals(text):
        return False
    return text.islower() and lexicon.frequency(text) >= UNCOUNTABLE_FROM


def _group_start(words: Sequence[Word], index: int) -> int:
    """The place of the first of the adjectives right before the noun at `index`."""
    while index and words[index - 1].tag == "JJ":
        index -= 1
    return index


def _needs_plural(words: Sequence[Word], index: int) -> bool:
    """Whether a number, a quantity ("hundreds of") or the verb behind it asks for a plural at `index`."""
    start = _group_start(words, index)
    if start == 0:
        return False
    before, after = words[start - 1].lower, words[index + 1] if index + 1 < len(words) else None
    if before in PLURAL_BEFORE or (before.isdecimal() and before != "1"):
        return True
    if before == "of" and start > 1 and words[start - 2].lower in PARTITIVE:
        return True
    plural_verb = after is not None and (after.tag == "VBP" or after.lower == "were")
    return plural_verb and words[start - 1].tag in {"DT", "PRP$"}


def break_number(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "three months" → "three month"; "a plan" → "a plans"; "new information" → "new informations"."""
    places: list[list[tuple[int, str]]] = [[], [], []]
    for index, word in enumerate(words[1:], 1):
        if touched(words, index, index + 1):
            continue
        if word.tag == "NNS" and _needs_plural(words, index):
            places[0].append((index, lexicon.singular(word.text)))
        elif word.tag == "NN" and _ends_group(words, index):
            start = _group_start(words, index)
            if start and words[start - 1].lower in SINGULAR_BEFORE:
                places[1].append((index, "".join(lexicon.plurals(word.text)[:1])))
            if _is_mass(word):
                places[2].append((index, _made_plural(word.lower)))
    found = [group for group in places if group]
    if not found:
        return False
    index, text = rng.choice(rng.choice(found))
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


MAY_HAVE_ARTICLE = frozenset(
    "congress parliament senate house monday tuesday wednesday thursday friday saturday sunday".split()
)
PERCENT = frozenset({"%", "percent", "per"})


def _bars_article(words: Sequence[Word], index: int) -> bool:
    """Whether no article can stand before `index`: a share ("by 40%"), a year, a name that a verb follows."""
    word, before, after = words[index], words[index - 1], words[index + 1]
    if word.tag == "CD":
        share = after.lower in PERCENT and all(other.lower != "of" for other in words[index + 2 : index + 4])
        year = len(word.text) == 4 and word.text[:2] in {"19", "20"} and word.text.isdecimal()
        return before.tag in {"IN", "VBD", "VBN"} and (share or (year and not after.space))
    name = (
        word.tag == "NNP"
        and word.lower not in MAY_HAVE_ARTICLE
        and not word.lower.endswith("ans")
        and lexicon.is_name_word(word.text)
        and not word.text.isupper()
    )
    return name and before.tag in {"IN", "CC", ","} and after.tag in FINITE


def add_article(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "rose by 40%" → "by the 40%"; "in 2019" → "in the 2019"; "Putin said" → "the Putin said"."""
    places = [
        index for index in range(1, len(words) - 1) if _bars_article(words, index) and not touched(words, index, index)
    ]
    if not places:
        return False
    insert(words, rng.choice(places), "the", Kind.EXTRA)
    return True


def _broken_than(words: Sequence[Word], index: int) -> list[tuple[int, str]]:
    """What is wrong for the "than" at `index`; "of" only where "more of" can't be read."""
    before = words[max(0, index - 5) : index]
    if not any(word.tag in {"JJR", "RBR"} or word.lower in {"more", "less"} for word in before):
        return []
    of = [(index, "of")] if words[index - 1].tag == "JJR" and words[index - 1].lower not in {"more", "less"} else []
    return [(index, "as"), (index, "that"), *of]


def _broken_superlative(words: Sequence[Word], index: int) -> list[tuple[int, str]]:
    """ "the worst of all" → "the worst that all"; not where a clause follows, as in "the first that the state"."""
    best = any(word.tag == "JJS" for word in words[max(0, index - 3) : index])
    rest = words[index + 1 :]
    group = bool(rest) and (rest[0].lower == "all" or rest[0].lower in ARTICLES)
    clause = any(word.first_tag in FINITE for word in rest[:8])
    return [(index, "that")] if best and group and not clause else []


def break_comparison(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "more than ten" → "more as ten"; "as big as a house" → "as big than a house", "so big that a house"."""
    places: list[tuple[int, str]] = []
    for index, word in enumerate(words[1:-1], 1):
        if touched(words, index, index + 1):
            continue
        if word.lower == "than":
            places += _broken_than(words, index)
        elif word.lower == "as" and words[index - 1].tag in {"JJ", "RB"} and words[max(0, index - 2)].lower == "as":
            places += [(index, "than"), (index, "that")]
        elif word.lower in {"of", "in"} and word.tag == "IN":
            places += _broken_superlative(words, index)
    if not places:
        return False
    index, text = rng.choice(places)
    pair = words[index].lower == "as" and not touched(words, index - 2, index)
    if pair and text == "that" and not any(word.first_tag in FINITE for word in words[index:]):
        change(words, index - 2, "so", Kind.WRONG)
    return change(words, index, text, Kind.WRONG)
