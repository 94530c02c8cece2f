"""Damage to verbs: finite verbs lost or turned into other forms, agreement, wrong forms behind an auxiliary.

Each function damages `words` in place and says whether it found a place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from lint.language import lexicon
from lint.language.model.labels import Kind
from lint.language.training.model.draft import NEW, Word, change, insert, mark, remove, touched
from lint.language.training.model.statistics import Statistics

FINITE = frozenset({"VBZ", "VBP", "VBD"})
BE = frozenset({"am", "is", "are", "was", "were"})
HAVE = frozenset({"has", "have", "had"})
DO = frozenset({"do", "does", "did"})
AUXILIARIES = BE | HAVE | DO
COORDINATORS = frozenset({"and", "or", "but", "nor", ","})
OTHER_PERSON = {
    "is": "are", "are": "is", "was": "were", "were": "was", "has": "have", "have": "has", "does": "do", "do": "does",
    "am": "is",
}  # fmt: skip


def form(word: str, tag: str) -> str:
    """The usual form of a verb for a Penn tag; "" if the lexicon lacks it."""
    lemma = lexicon.lemma_verb(word)
    forms = lexicon.inflections(lemma).get(tag, ()) if lemma else ()
    return forms[0] if forms else ""


def pick(words: Sequence[Word], rng: Random, tags: frozenset[str]) -> int:
    """The place of a random undamaged word with one of these tags, not the first of the sentence; -1 if none."""
    places = [i for i, word in enumerate(words) if i and word.tag in tags and not touched(words, i, i + 1)]
    return rng.choice(places) if places else -1


def to_infinitive(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "analysts worry that" → "analysts to worry that"; "they will go" → "they to go"."""
    index = pick(words, rng, FINITE | {"MD"})
    if index < 0:
        return False
    if words[index].tag == "MD":
        if words[index + 1 : index + 2] and words[index + 1].tag == "VB" and not touched(words, index, index + 2):
            changed = change(words, index, "to", Kind.VERB)
            mark(words, index + 1, kind=Kind.VERB)
            return changed
        return False
    bare = form(words[index].text, "VB")
    if not bare or words[index - 1].lower == "to":
        return False
    words[index].text, words[index].origin = bare, NEW
    mark(words, index, kind=Kind.VERB)
    insert(words, index, "to", Kind.VERB)
    return True


def to_participle(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "the talks began" → "the talks beginning", "the talks begun"."""
    index = pick(words, rng, FINITE)
    if index < 0:
        return False
    text = words[index].text
    participle = form(text, "VBN")
    other = participle if participle != form(text, "VBD") and rng.random() < 0.3 else form(text, "VBG")
    return change(words, index, other, Kind.VERB)


def to_bare(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "she went home" → "she go home"; behind a plural the bare form would be a present tense and no damage."""
    index = pick(words, rng, frozenset({"VBZ", "VBD"}))
    if (
        index < 0
        or words[index - 1].tag in {"NNS", "NNPS", "CC"}
        or words[index - 1].lower in {"i", "you", "we", "they"}
    ):
        return False
    return change(words, index, form(words[index].text, "VB"), Kind.VERB)


def lose_finite(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "the minister said that" → "the minister that"."""
    index = pick(words, rng, FINITE)
    if index < 0 or words[index].lower in AUXILIARIES:
        return False
    remove(words, index, Kind.VERB)
    return True


def _follows(words: Sequence[Word], index: int) -> Word | None:
    """The word behind `index`, past adverbs."""
    return next((word for word in words[index + 1 :] if word.first_tag != "RB"), None)


def _is_missed(words: Sequence[Word], index: int) -> bool:
    """Whether the sentence is broken without this auxiliary ("had announced" without "had" is not)."""
    auxiliary, before, after = words[index], words[index - 1], _follows(words, index)
    if after is None or before.lower in COORDINATORS:
        return False
    if auxiliary.tag == "MD":
        return after.tag == "VB" and before.tag in {"NN", "NNP", "PRP"} and before.lower in {"he", "she", "it"}
    if auxiliary.lower in HAVE:
        return after.tag == "VBN" and form(after.text, "VBD") != after.lower
    return auxiliary.lower in BE


def lose_auxiliary(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "he was arrested" → "he arrested"; "they are not ready" → "they not ready"."""
    places = [
        index
        for index, word in enumerate(words)
        if index
        and (word.lower in AUXILIARIES or word.tag == "MD")
        and not touched(words, index, index + 1)
        and _is_missed(words, index)
    ]
    if not places:
        return False
    remove(words, rng.choice(places), Kind.VERB)
    return True


def break_agreement(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "the figures show" → "the figures shows"; "it was" → "it were"."""
    index = pick(words, rng, FINITE)
    if index < 0:
        return False
    word = words[index]
    if word.lower in OTHER_PERSON:
        return change(words, index, OTHER_PERSON[word.lower], Kind.AGREEMENT)
    if word.tag == "VBD":
        return False
    return change(words, index, form(word.text, "VBP" if word.tag == "VBZ" else "VBZ"), Kind.AGREEMENT)


def break_form(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "to go" → "to went"; "would stay" → "would stayed"; "has gone" → "has go"; "without paying" → "without pay"."""
    places: list[tuple[int, str]] = []
    for index, word in enumerate(words[1:], 1):
        before = words[index - 1]
        if touched(words, index, index + 1):
            continue
        if word.tag == "VB" and (before.tag in {"TO", "MD"} or before.lower == "to"):
            places += [(index, tag) for tag in ("VBD", "VBZ", "VBG")]
        elif word.tag == "VBN" and before.lower in AUXILIARIES:
            places += [(index, tag) for tag in (("VB", "VBZ") if before.lower in HAVE else ("VB",))]
        elif word.tag == "VBG" and before.tag == "IN":
            places += [(index, "VB"), (index, "VBD")]
    if not places:
        return False
    index, tag = rng.choice(places)
    return change(words, index, form(words[index].text, tag), Kind.FORM)


def clash_tense(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "who last year demanded" → "who last year demands", where another verb of the sentence stays in the past."""
    past = [index for index, word in enumerate(words) if index and word.tag == "VBD"]
    if len(past) < 2:
        return False
    index = rng.choice(past)
    if touched(words, index, index + 1) or words[index].lower in {"said", "told", "added"}:
        return False
    plural = words[index - 1].tag in {"NNS", "NNPS"} or words[index - 1].lower in {"i", "you", "we", "they"}
    return change(words, index, form(words[index].text, "VBP" if plural else "VBZ"), Kind.FORM)
