"""Damage to pronouns: a second one put in beside the subject, relative and possessive ones confused.

Each function damages `words` in place and says whether it found a place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from lint.language import lexicon
from lint.language.model.labels import Kind
from lint.language.training.model.damage_words import FINITE, NOUNS
from lint.language.training.model.draft import Word, change, insert, touched
from lint.language.training.model.statistics import Statistics

RESUMPTIVE = {"NNS": ("they",), "NNPS": ("they",), "NN": ("it",), "NNP": ("he", "she", "it")}
PEOPLE = frozenset(
    "man men woman women people person persons child children boy boys girl girls student students friend friends "
    "president minister ministers official officials victim victims citizen citizens parent parents guy guys "
    "member members migrant migrants resident residents".split()
)
NOT_PEOPLE = frozenset("paper number power water weather matter order letter chapter river winter summer".split())
LONGEST_ASIDE = 12


def _is_person(noun: Word) -> bool:
    """A rough guess by ending, where no list of persons is at hand."""
    if noun.lower in PEOPLE:
        return True
    one = noun.lower.removesuffix("s")
    return one not in NOT_PEOPLE and one.endswith(("ist", "ian", "man", "worker", "eer", "yer", "maker", "fighter"))


def _noun_before(words: Sequence[Word], index: int) -> Word | None:
    """The noun right before `index`, past one comma."""
    place = index - 2 if index > 1 and words[index - 1].text == "," else index - 1
    return words[place] if place >= 0 and words[place].tag in NOUNS else None


def _subject_before_aside(words: Sequence[Word], index: int) -> Word | None:
    """The noun of "Ann, my sister, left" for the place of the verb: the sentence's first noun with an aside."""
    if words[index - 1].text != ",":
        return None
    opening = next((i for i in range(index - 3, max(0, index - LONGEST_ASIDE), -1) if words[i].text == ","), 0)
    if not opening or any(word.tag in FINITE for word in words[:opening]):
        return None
    aside = words[opening + 1].tag in {"WP", "WDT", "DT", "VBN", "VBG"}
    return words[opening - 1] if aside and words[opening - 1].tag in NOUNS else None


def _subject(words: Sequence[Word], index: int) -> Word | None:
    """The noun that a pronoun before the finite verb at `index` would say again."""
    before = words[index - 1]
    if before.tag in RESUMPTIVE:
        return before
    if before.tag in {"WDT", "WP"} and before.lower in {"who", "which", "that"}:
        return _noun_before(words, index - 1)
    return _subject_before_aside(words, index)


def add_pronoun(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "the tenants will be" → "the tenants they will be"; "users who think" → "users who they think"."""
    places = [
        (index, subject)
        for index, word in enumerate(words)
        if index and word.tag in FINITE and not touched(words, index, index) and (subject := _subject(words, index))
    ]
    if not places:
        return False
    index, subject = rng.choice(places)
    singular = RESUMPTIVE["NN"] if words[index - 1].lower == "which" else RESUMPTIVE.get(subject.tag, ("it",))
    pronoun = "they" if words[index].tag == "VBP" or words[index].lower == "were" else rng.choice(singular)
    if words[index].tag == "VBZ" and pronoun == "they":
        pronoun = "it"  # the noun before the verb was not the head of the subject
    insert(words, index, pronoun, Kind.EXTRA)
    return True


CASES = {"he": "him", "him": "he", "they": "them", "them": "they", "she": "her", "we": "us", "us": "we"}
WHAT_CLAUSES = frozenset({"do", "be", "get", "like", "love", "need", "want", "use"})
"""Verbs behind which "what he thinks" can't be a question, so that "which he thinks" is wrong."""


def _relatives(words: Sequence[Word], index: int) -> tuple[str, ...]:
    """The pronouns that are wrong in place of the relative pronoun at `index`."""
    word, noun = words[index], _noun_before(words, index)
    if word.lower == "what" and word.tag == "WP":
        return _instead_of_what(words, index)
    if word.lower == "which" and word.tag == "WDT":
        return ("what", "who", "whom") if noun and not _is_person(noun) else ("what",) if index else ()
    if noun is None:
        return ()
    if word.lower == "who" and word.tag == "WP":
        return ("which", "what", "whom") if words[index + 1 : index + 2] and words[index + 1].tag in FINITE else ()
    if word.lower == "where" and word.tag == "WRB":
        return ("which", "whom")
    if word.lower == "that" and word.tag == "WDT":
        return ("what",)
    return ("who", "which") if word.lower == "whose" else ()


def _instead_of_what(words: Sequence[Word], index: int) -> tuple[str, ...]:
    """For "what" before a subject: not in questions, whether asked or told."""
    if index + 1 >= len(words) or words[index + 1].first_tag not in {"PRP", "DT", "PRP$", "NNP"}:
        return ()
    if index == 0 or words[index - 1].tag == "IN":
        return () if words[-1].text == "?" else ("that",) if index else ("which", "that")
    return ("which", "that") if lexicon.lemma_verb(words[index - 1].text) in WHAT_CLAUSES else ()


def confuse_pronoun(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "shops, which were" → "shops, what were"; "the town where he lived" → "which"; "they said" → "them said"."""
    free = [index for index in range(len(words)) if not touched(words, index, index + 1)]
    relatives = [(index, others) for index in free if (others := _relatives(words, index))]
    cases = [(i, (CASES[words[i].lower],)) for i in free if words[i].tag == "PRP" and words[i].lower in CASES]
    if not relatives and not cases:
        return False
    index, others = rng.choice(relatives if relatives and (not cases or rng.random() < 0.7) else cases)
    return change(words, index, rng.choice(others), Kind.WRONG)


NO_CLAUSE = frozenset("including according following regarding concerning starting".split())


PASSIVE = frozenset("by in at from under with".split())


def _in_clause(words: Sequence[Word], index: int) -> bool:
    """Whether a conjunction stands near before: the tagger may have taken "when the agency responded" amiss."""
    near = words[max(0, index - 4) : index]
    return any(word.tag in {"WRB", "WDT", "WP"} or word.lower in {"that", "as", "because", "after"} for word in near)


def add_relative(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "solutions deployed in" → "solutions which deployed in"; "a man carrying" → "a man who carrying"."""
    places = [
        index
        for index in range(1, len(words) - 1)
        if words[index - 1].tag in {"NN", "NNS"}
        and words[index].lower not in NO_CLAUSE
        and not touched(words, index, index)
        and (
            (words[index].tag == "VBN" and words[index + 1].lower in PASSIVE and not _in_clause(words, index))
            or (words[index].tag == "VBG" and words[index + 1].first_tag in {"DT", "PRP$", "NNP", "CD"})
        )
    ]
    if not places:
        return False
    index = rng.choice(places)
    insert(words, index, rng.choice(("who" if _is_person(words[index - 1]) else "which", "that")), Kind.EXTRA)
    return True


ALONE = {"their": "theirs", "your": "yours", "my": "mine", "our": "ours", "her": "hers"}
PERSONAL = frozenset("he she him her his hers himself herself i my me".split())


def confuse_possessive(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "its plan" → "his plan", where no person is spoken of; "their plan" → "theirs plan"."""
    person = any(word.lower in PERSONAL or word.tag == "NNP" or _is_person(word) for word in words)
    places: list[tuple[int, str]] = []
    for index, word in enumerate(words[:-1]):
        if touched(words, index, index + 1) or word.tag != "PRP$":
            continue
        if word.lower == "its" and not person:
            places += [(index, "his"), (index, "her")]
        elif word.lower in ALONE and words[index + 1].tag in {"NN", "NNS", "JJ"}:
            places.append((index, ALONE[word.lower]))
    if not places:
        return False
    index, text = rng.choice(places)
    return change(words, index, text, Kind.WRONG)
