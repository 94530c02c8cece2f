"""The noiser: puts realistic damage into clean sentences and says what it did where.

Which kind comes how often is set in MIX; which words are lost, added and confused is drawn by what editors of real
machine translation had to put right (noise_statistics.json). The same text, tags and seed give the same damage.
Synonyms are not spun: no table of them with a free licence is at hand that is not a test set of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random
from zlib import crc32

from lint.language.model.labels import IGNORED
from lint.language.training.model import damage_order as order
from lint.language.training.model import damage_pronouns as pronouns
from lint.language.training.model import damage_verbs as verbs
from lint.language.training.model import damage_words as others
from lint.language.training.model.draft import Word, draft, render
from lint.language.training.model.spans import Example, Mark
from lint.language.training.model.statistics import Statistics

Damage = Callable[[list[Word], Random, Statistics], bool]

MIX: tuple[tuple[Damage, float], ...] = (
    (order.insert_stop, 6),
    (verbs.to_infinitive, 5),
    (verbs.to_participle, 5),
    (verbs.to_bare, 3),
    (verbs.lose_finite, 5),
    (verbs.lose_auxiliary, 5),
    (verbs.lose_verb, 4),
    (others.lose_function_word, 16),
    (others.lose_noun, 4),
    (others.lose_possessive, 24),
    (others.add_function_word, 8),
    (others.add_article, 1),
    (pronouns.add_pronoun, 4),
    (pronouns.add_relative, 2),
    (others.double, 3),
    (order.swap, 5),
    (order.move_phrase, 3),
    (order.turn_compound, 4),
    (order.adjective_behind, 4),
    (order.invert_question, 2),
    (verbs.break_agreement, 16),
    (verbs.break_form, 10),
    (verbs.clash_tense, 3),
    (others.break_number, 4),
    (others.break_article, 2),
    (others.break_adverb, 3),
    (others.break_comparison, 3),
    (others.confuse, 10),
    (pronouns.confuse_pronoun, 6),
    (pronouns.confuse_possessive, 3),
    (order.cut_off, 3),
    (order.stray_comma, 1),
    (order.lose_comma_between_clauses, 1),
)
"""How often each damage is tried. Many find no place in many sentences, so these are not the shares that come out."""

TRIES = 12
MANY = 3
"""Damages from which a sentence counts as garbled."""


def random_for(seed: int, text: str) -> Random:
    """The random numbers of a text: they depend on the seed and the text alone, not on what came before."""
    return Random(f"{seed}:{crc32(text.encode('utf-8', 'surrogatepass'))}")


def damage_words(words: list[Word], number: int, rng: Random, statistics: Statistics) -> int:
    """Put up to `number` damages into `words`, in place; returns how many found a place."""
    damages, weights = zip(*MIX, strict=True)
    done = 0
    for _ in range(TRIES):
        if done == number:
            break
        done += rng.choices(damages, weights)[0](words, rng, statistics)
    return done


def number_of_damages(rng: Random) -> int:
    """How many damages a damaged sentence gets: mostly one, sometimes a heap."""
    return rng.choices((1, 2, 3, 5), (12, 5, 2, 1))[0]


def noisy(
    sentences: Sequence[str],
    tags: Sequence[Sequence[str]],
    seed: int,
    statistics: Statistics,
    source: str,
    share: float = 0.6,
) -> Example:
    """The sentences as one paragraph, `share` of them damaged.

    `tags` has the Penn tags of our tokens, sentence by sentence; an empty one stands for unknown tags, which leaves
    only the damages that need none. `origins` of the result count the tokens of all sentences through.
    """
    rng = random_for(seed, "\n".join(sentences))
    drafts = [draft(sentence, known) for sentence, known in zip(sentences, tags, strict=True)]
    _number_through(drafts)
    most = 0
    for words in drafts:
        if rng.random() < share:
            most = max(most, damage_words(words, number_of_damages(rng), rng, statistics))
    if len(drafts) > 1 and rng.random() < 0.15 * share:
        index = rng.randrange(len(drafts) - 1)
        if order.glue(drafts[index], drafts[index + 1]):
            del drafts[index + 1]
    garbled = 1 if most >= MANY else 0 if most == 0 else IGNORED
    return _joined(drafts, source, garbled)


def _number_through(drafts: Iterable[list[Word]]) -> None:
    number = 0
    for words in drafts:
        for word in words:
            word.origin = number
            number += 1


def _joined(drafts: Sequence[Sequence[Word]], source: str, garbled: int) -> Example:
    """The sentences with a space between them."""
    text = ""
    marks: list[Mark] = []
    origins: list[tuple[int, int, int]] = []
    for words in drafts:
        rendered = render(words)
        shift = len(text) + 1 if text else 0
        text = f"{text} {rendered.text}" if text else rendered.text
        marks += [Mark(mark.start + shift, mark.end + shift, mark.kind) for mark in rendered.marks]
        origins += [(start + shift, end + shift, index) for start, end, index in rendered.origins]
    return Example(text, tuple(marks), source, garbled, tuple(origins))
