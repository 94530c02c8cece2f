"""The noiser: every damage marks what it did, and the same seed does the same."""

from __future__ import annotations

from random import Random

import pytest

from lint.language.model.labels import IGNORED, Kind
from lint.language.tokens import tokenize
from lint.language.training.model import damage_order, damage_verbs, damage_words, noise
from lint.language.training.model.draft import draft, render
from lint.language.training.model.spans import Mark, token_labels
from lint.language.training.model.statistics import Statistics, load

STATISTICS = load()

SENTENCE = "The minister's old friends worry that China was buying three ports in a quiet part of the region."
TAGS = "DT NN+POS JJ NNS VBP IN NNP VBD VBG CD NNS IN DT JJ NN IN DT NN .".split()

LONG = (
    SENTENCE[:-1] + ", and he asked Mr. Obama, who likes control technology, whether they want to leave quietly, now."
)
LONG_TAGS = [*TAGS[:-1], *", CC PRP VBD NNP NNP , WP VBZ NN NN , IN PRP VBP TO VB RB , RB .".split()]
"""A sentence that has a place for nearly every damage."""


def marked(
    text: str, tags: str, damage: noise.Damage, seed: int = 0, statistics: Statistics = STATISTICS
) -> str | None:
    """The damaged sentence with its marks in brackets; None if the damage found no place."""
    words = draft(text, tags.split())
    if not damage(words, Random(seed), statistics):
        return None
    rendered = render(words)
    shown = rendered.text
    for mark in sorted(rendered.marks, reverse=True):
        shown = f"{shown[: mark.start]}[{shown[mark.start : mark.end]}]{shown[mark.end :]}"
    return shown


@pytest.mark.parametrize(
    ("damage", "text", "tags", "expected"),
    [
        (damage_verbs.to_infinitive, "Analysts worry here.", "NNS VBP RB .", "Analysts [to] [worry] here."),
        (damage_verbs.to_infinitive, "They will go.", "PRP MD VB .", "They [to] [go]."),
        (damage_verbs.to_bare, "She went home.", "PRP VBD NN .", "She [go] home."),
        (damage_verbs.to_bare, "They went home.", "PRP VBD NN .", None),
        (damage_verbs.lose_finite, "The man left home.", "DT NN VBD NN .", "The [man] [home]."),
        (damage_verbs.lose_auxiliary, "They are not ready.", "PRP VBP RB JJ .", "[They] [not] ready."),
        (damage_verbs.lose_auxiliary, "He had announced it.", "PRP VBD VBN PRP .", None),
        (
            damage_verbs.lose_auxiliary,
            "He was hit and was hurt.",
            "PRP VBD VBN CC VBD VBN .",
            "[He] [hit] and was hurt.",
        ),
        (damage_verbs.break_agreement, "Prices rise fast.", "NNS VBP RB .", "Prices [rises] fast."),
        (damage_verbs.break_agreement, "Prices rose fast.", "NNS VBD RB .", None),
        (damage_words.lose_possessive, "Ann's old car.", "NNP+POS JJ NN .", "[Ann] [old] car."),
        (damage_words.lose_possessive, "Ann's here.", "NNP+VBZ RB .", None),
        (damage_words.add_pronoun, "Our tenants pay.", "PRP$ NNS VBP .", "Our tenants [they] pay."),
        (damage_words.break_number, "After three months.", "IN CD NNS .", "After three [month]."),
        (damage_words.break_number, "After long months.", "IN JJ NNS .", None),
        (damage_words.break_article, "A plan.", "DT NN .", "[An] plan."),
        (damage_words.break_adverb, "They spoke quietly then.", "PRP VBD RB RB .", "They spoke [quiet] then."),
        (damage_words.confuse_pronoun, "Shops, which sell.", "NNS , WDT VBP .", "Shops, [whom] sell."),
        (damage_order.turn_compound, "Control technology.", "NN NN .", "[Technology] [of] [control]."),
        (damage_order.invert_question, "Ask whether they are.", "VB IN PRP VBP .", "Ask whether [are] [they]."),
        (damage_order.stray_comma, "Ask the man.", "VB DT NN .", "Ask the[,] man."),
    ],
)
def test_damage(damage: noise.Damage, text: str, tags: str, expected: str | None) -> None:
    assert marked(text, tags, damage, seed=1) == expected


def test_lost_article_leaves_a_capital_and_marks_what_follows() -> None:
    only_the = Statistics({"the": 1.0}, {"the": 1.0}, {}, {})
    assert (
        marked("The plan failed.", "DT NN VBD .", damage_words.lose_function_word, statistics=only_the)
        == "[Plan] failed."
    )


def test_article_before_a_plural_is_not_missed() -> None:
    only_the = Statistics({"the": 1.0}, {"the": 1.0}, {}, {})
    assert marked("The plans failed.", "DT NNS VBD .", damage_words.lose_function_word, statistics=only_the) is None


def test_stop_is_marked_with_both_neighbours() -> None:
    found = {marked(SENTENCE, " ".join(TAGS), damage_order.insert_stop, seed) for seed in range(40)}
    assert any("[was][.] [buying]" in (one or "") or "[ports][.] [in]" in (one or "") for one in found)
    assert all(one and one.count("[.]") == 1 and one.count("[") == 3 for one in found)
    assert any("[.] [In]" in (one or "") for one in found), "a capital behind the stop comes too"


def test_glued_sentences() -> None:
    first, second = draft("It rained.", "PRP VBD .".split()), draft("The talks ended.", "DT NNS VBD .".split())
    assert damage_order.glue(first, second)
    rendered = render(first)
    assert rendered.text == "It rained the talks ended."
    assert [(rendered.text[m.start : m.end], m.kind) for m in rendered.marks] == [("rained", "glued"), ("the", "glued")]


@pytest.mark.parametrize("damage", [damage for damage, _ in noise.MIX], ids=lambda damage: damage.__name__)
def test_every_damage_changes_the_text_and_marks_it(damage: noise.Damage) -> None:
    """On one long sentence that has a place for nearly all; whoever finds none must leave it alone."""
    for seed in range(30):
        words = draft(LONG, LONG_TAGS)
        done = damage(words, Random(seed), STATISTICS)
        rendered = render(words)
        assert done == (rendered.text != LONG) == bool(rendered.marks)
        for start, end, index in rendered.origins:
            assert rendered.text[start:end].lower() == draft(LONG)[index].text.lower()


def test_every_damage_can_happen() -> None:
    for damage, _ in noise.MIX:
        assert any(damage(draft(LONG, LONG_TAGS), Random(seed), STATISTICS) for seed in range(200)), damage


def test_same_seed_same_damage() -> None:
    def once(seed: int) -> object:
        return noise.noisy([SENTENCE, "It rained."], [TAGS, "PRP VBD .".split()], seed, STATISTICS, "test", 1.0)

    assert once(3) == once(3)
    assert len({str(once(seed)) for seed in range(10)}) > 5


def test_clean_share_and_garbled() -> None:
    clean = noise.noisy([SENTENCE], [TAGS], 1, STATISTICS, "test", share=0.0)
    assert (clean.text, clean.marks, clean.garbled) == (SENTENCE, (), 0)
    heaps = [noise.noisy([SENTENCE], [TAGS], seed, STATISTICS, "test", 1.0) for seed in range(60)]
    assert {example.garbled for example in heaps} == {1, IGNORED}
    assert all(example.marks for example in heaps)


def test_without_tags_nothing_is_guessed() -> None:
    example = noise.noisy(["The old man left the house in May."], [()], 4, STATISTICS, "test", 1.0)
    kinds = {mark.kind for mark in example.marks}
    assert kinds <= {Kind.STOP, Kind.DOUBLED, Kind.WRONG, Kind.MISSING, Kind.EXTRA}


def test_tags_must_fit() -> None:
    with pytest.raises(ValueError, match="2 tags for 3 tokens"):
        draft("It rained.", ["PRP", "VBD"])


def test_odd_text_is_only_passed_on() -> None:
    for text in ("", " ", "\x00", "\ud800 x", "e\u0301 😀.", "....", "a" * 5000):
        example = noise.noisy([text], [()], 1, STATISTICS, "test", 1.0)
        assert isinstance(example.text, str)


def test_token_labels_prefer_what_is_sure() -> None:
    tokens = tokenize("one two three four")
    marks = [Mark(0, 7, None, sure=False), Mark(4, 7, Kind.FORM), Mark(8, 13, None)]
    damage, kinds = token_labels(tokens, marks)
    assert damage == [IGNORED, 1, 1, 0]
    assert [kind >= 0 for kind in kinds] == [False, True, False, False]
