"""Damage to verbs: finite verbs lost or turned into other forms, agreement, wrong forms behind an auxiliary.

Each function damages `words` in place and says whether it found a place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from lint.language import lexicon
from lint.language.model.labels import Kind
from lint.language.training.model.draft import NEW, Word, change, insert, like, mark, remove, touched
from lint.language.training.model.statistics import Statistics

FINITE = frozenset({"VBZ", "VBP", "VBD"})
VERBAL = FINITE | {"VB", "VBN", "VBG"}
NOMINAL = frozenset({"NN", "NNS", "NNP", "CD", "RB"})
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


MOTION = frozenset("go come return send bring turn lead give pass move travel head add get need".split())
BEHIND_ELLIPSIS = frozenset("as than if when because but until so while before after".split())
FOR_PREPOSITION = frozenset(
    "threat contribution commitment return answer solution key way access visit available open similar subject "
    "close".split()
)
"""Nouns and adjectives behind which "to" is as well a preposition: "a threat to kill people", "a threat to people"."""


def _loses_verb(words: Sequence[Word], index: int) -> bool:
    """Whether the infinitive at `index` can't go: "he wanted to.", "went to see a doctor", "can help save" can do."""
    before, after = words[index - 1], words[index + 1]
    if words[index].tag != "VB" or "VB" not in lexicon.verb_forms(words[index].text):
        return False
    if not after.is_word or after.first_tag in {"CC", "VB", "RB"}:
        return False
    if after.lower in BEHIND_ELLIPSIS or "VB" in lexicon.verb_forms(after.text):
        return False
    if before.tag == "MD" or (before.tag == "RB" and words[index - 2].tag == "MD"):
        return before.tag == "MD" or before.lower == "not"
    if before.lower != "to" or index < 2:
        return False
    governor = words[index - 2]
    if governor.tag == "VBN" and lexicon.lemma_verb(governor.text) not in TO_CLAUSE | {"suppose", "schedule", "plan"}:
        return False  # "were diverted to help"
    return lexicon.lemma_verb(governor.text) not in MOTION and governor.lower not in FOR_PREPOSITION


def lose_verb(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "essential to reduce uncertainty" → "essential to uncertainty"; "we should pay for it" → "we should for it"."""
    places = [
        index
        for index in range(1, len(words) - 1)
        if _loses_verb(words, index) and not touched(words, index, index + 1)
    ]
    if not places:
        return False
    remove(words, rng.choice(places), Kind.VERB)
    return True


class Place(NamedTuple):
    """`words[first:last]` are to give way to these."""

    first: int
    last: int
    texts: tuple[str, ...]


EITHER_FORM = frozenset(
    "begin start like love continue prefer hate stop remember try forget regret be go come keep spend propose mean "
    "cease dread bear stand need".split()
)
"""Verbs that have both "to go" and "going" behind them."""
TAKES_OF = frozenset("sure certain afraid proud aware hopeful capable fond ashamed".split())
TO_CLAUSE = frozenset(
    "enable allow force ask tell urge want encourage order persuade require permit expect invite advise".split()
)
NO_GERUND = frozenset("including according following regarding concerning excluding considering depending".split())
PERCEIVED = frozenset("see hear watch feel make let have help".split())
"""Verbs with an object and a bare infinitive behind them."""
OBJECT = frozenset({"DT", "PRP", "PRP$", "NNS", "NNP"})


def _lemmas_before(words: Sequence[Word], index: int, reach: int = 5) -> set[str]:
    return {lexicon.lemma_verb(word.text) for word in words[max(0, index - reach) : index] if word.tag in VERBAL}


def _behind_auxiliary(words: Sequence[Word], index: int) -> list[Place]:
    """ "to go" → "to went"; "would stay" → "would stayed"; "has gone" → "has go"; "without paying" → "without pay"."""
    word, before = words[index], words[index - 1]
    tags: tuple[str, ...] = ()
    if word.tag == "VB" and (before.tag in {"TO", "MD"} or before.lower == "to"):
        tags = ("VBD", "VBZ", "VBG")
    elif word.tag == "VBN" and before.lower in AUXILIARIES:
        tags = ("VB", "VBZ") if before.lower in HAVE else ("VB",)
    elif word.tag == "VBG" and before.tag == "IN":
        tags = ("VB", "VBD")
    return [Place(index, index + 1, (form(word.text, tag),)) for tag in tags]


def _infinitive_for_gerund(words: Sequence[Word], index: int) -> list[Place]:
    """ "tired of meeting" → "tired of to meet"."""
    word, before = words[index], words[index - 1]
    fits = word.tag == "VBG" and before.tag == "IN" and word.lower not in NO_GERUND
    barred = {"than", "as", "about", "like", "but", "except", "if", "on"}
    if not fits or before.lower in barred or not words[index + 1 : index + 2]:
        return []
    return [Place(index, index + 1, ("to", form(word.text, "VB")))] if words[index + 1].tag not in {"NN", "NNS"} else []


def _gerund_for_infinitive(words: Sequence[Word], index: int) -> list[Place]:
    """ "enables communities to make" → "enables communities making"; "wanted to go" → "wanted going"."""
    if words[index].tag != "VB" or words[index - 1].lower != "to" or index < 2:
        return []
    governor = words[index - 2]
    if governor.tag in VERBAL:
        fits = lexicon.lemma_verb(governor.text) not in EITHER_FORM
    else:
        fits = governor.tag in {"NN", "NNS", "PRP"} and bool(_lemmas_before(words, index - 2, 3) & TO_CLAUSE)
    return [Place(index - 1, index + 1, (form(words[index].text, "VBG"),))] if fits else []


def _of_for_to(words: Sequence[Word], index: int) -> list[Place]:
    """ "an option to click" → "an option of click"; "able to go" → "able of going"."""
    if index < 2 or words[index].tag != "VB" or words[index - 1].lower != "to" or len(words) == index + 1:
        return []
    governor, after = words[index - 2], words[index + 1]
    verb = words[index].text
    if "VB" not in lexicon.verb_forms(verb):
        return []
    if governor.tag == "NN" and ("NOUN" not in lexicon.tags(verb) or after.tag in OBJECT):
        return [Place(index - 1, index + 1, ("of", verb))]
    if governor.tag == "JJ" and governor.lower not in TAKES_OF:
        return [Place(index - 1, index + 1, ("of", one)) for one in (form(verb, "VBG"), verb)]
    return []


def _bare_for_gerund(words: Sequence[Word], index: int) -> list[Place]:
    """ "Speaking over his shoulder, he" → "Speak over"; ", urging policymakers" → ", urge policymakers"."""
    word = words[index]
    if word.tag != "VBG" or word.lower in NO_GERUND or not words[index + 1 : index + 2]:
        return []
    if words[index + 1].tag not in OBJECT | {"IN"} or sum(other.tag == "VBG" for other in words) > 1:
        return []
    bare = [Place(index, index + 1, (form(word.text, "VB"),))]
    if index == 0:
        return bare if any(other.tag in FINITE for other in words) and words[-1].text == "." else []
    before = words[index - 1]
    if before.text == "," and index > 1 and words[index - 2].first_tag in NOMINAL:
        return bare
    return bare if before.tag == "NN" and not _lemmas_before(words, index) & PERCEIVED else []


def _being(words: Sequence[Word], index: int) -> list[Place]:
    """ "there were 20" → "there were being 20"; "it is essential" → "it is being essential"."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else None
    if word.lower not in BE or word.lower == "am" or after is None:
        return []
    impersonal = words[index - 1].lower in {"it", "this", "that", "which", "there"}
    participle = "VBN" in lexicon.verb_forms(after.text)  # "is being completed" is good English
    if after.tag == "CD" or (
        after.tag in {"DT", "JJ"} and not participle and (impersonal or words[index - 1].tag == "NNS")
    ):
        return [Place(index, index + 1, (word.text, "being"))]
    return []


FORMS = (
    _behind_auxiliary, _behind_auxiliary, _infinitive_for_gerund, _gerund_for_infinitive, _of_for_to, _bare_for_gerund,
    _being,
)  # fmt: skip


def break_form(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "to go" → "to went"; "has gone" → "has go"; "tired of meeting" → "tired of to meet"; "it is" → "it is being"."""
    for find in rng.sample(FORMS, len(FORMS)):
        places = [
            place
            for index in range(len(words))
            if index or find is _bare_for_gerund
            for place in find(words, index)
            if all(place.texts) and not touched(words, place.first, place.last)
        ]
        if places and _replace(words, rng.choice(places)):
            return True
    return False


def _replace(words: list[Word], place: Place) -> bool:
    first, last, texts = place
    if len(texts) == last - first == 1:
        return change(words, first, texts[0], Kind.FORM)
    space, capital = words[first].space, words[first].text
    words[first:last] = [Word(text, True, "", NEW, Kind.FORM) for text in texts]
    words[first].space, words[first].text = space, like(words[first].text, capital)
    return True


PAST = frozenset({"week", "month", "year", "night", "summer", "winter", "autumn", "spring", "century", "decade"})
PRESENT = {"was": "is", "were": "are"}


def _past_times(words: Sequence[Word]) -> list[int]:
    """The places of "yesterday", "ago", "last week", "in 2019"."""
    places = []
    for index, word in enumerate(words):
        before = words[index - 1].lower if index else ""
        year = len(word.text) == 4 and word.text.isdecimal() and word.text[:2] in {"19", "20"} and before == "in"
        if word.lower in {"yesterday", "ago"} or (word.lower in PAST and before == "last") or year:
            places.append(index)
    return places


def _has_past_time(words: Sequence[Word], index: int, times: Sequence[int]) -> bool:
    """Whether a time of the past belongs to the verb at `index`: near, and no other verb or clause between."""
    for time in times:
        between = words[min(index, time) + 1 : max(index, time)]
        if len(between) < 9 and all(other.first_tag not in VERBAL | {"WDT", "WP", "MD", "TO"} for other in between):
            return True
    return False


def _joined_to_past(words: Sequence[Word], index: int) -> bool:
    """Whether the clause of this verb shares its time with another: "came and left", "he left when she came"."""
    start = index - 1 if words[index - 1].tag == "PRP" else index
    if words[start - 1].lower in {"and", "but"} and any(word.tag == "VBD" for word in words[:start]):
        return True
    near = [word.lower for word in words[max(0, index - 4) : index]]
    return any(word in {"when", "after", "before", "while", "until"} for word in near)


def clash_tense(words: list[Word], rng: Random, statistics: Statistics) -> bool:
    """ "who last year demanded" → "who last year demands", by a past time or a second verb that stays in the past."""
    past = [index for index, word in enumerate(words) if index and word.tag == "VBD"]
    times = _past_times(words)
    timed = [index for index in past if _has_past_time(words, index, times)]
    others = [index for index in past if len(past) > 1 and _joined_to_past(words, index)]
    if not others and not timed:
        return False
    index = rng.choice(timed if timed and (not others or rng.random() < 0.7) else others)
    word, before = words[index], words[index - 1]
    if touched(words, index, index + 1) or word.lower in {"said", "told", "added"}:
        return False
    plural = before.tag in {"NNS", "NNPS"} or before.lower in {"i", "you", "we", "they"}
    return change(words, index, PRESENT.get(word.lower) or form(word.text, "VBP" if plural else "VBZ"), Kind.FORM)
