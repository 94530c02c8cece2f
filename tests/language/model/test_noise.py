"""The noiser: every damage marks what it did, and the same seed does the same."""

from __future__ import annotations

from random import Random

import pytest

from lint.language.model.labels import IGNORED, Kind
from lint.language.tokens import tokenize
from lint.language.training.model import damage_order, damage_pronouns, damage_verbs, damage_words, noise
from lint.language.training.model.draft import draft, render
from lint.language.training.model.spans import Mark, token_labels
from lint.language.training.model.statistics import Statistics, load

STATISTICS = load()

SENTENCE = "The minister's old friends worry that China was buying three ports in a quiet part of the region."
TAGS = "DT NN+POS JJ NNS VBP IN NNP VBD VBG CD NNS IN DT JJ NN IN DT NN .".split()

LONG = (
    SENTENCE[:-1]
    + ", and he asked Mr. Obama, who likes control technology, whether they want to leave quietly, now, and"
    " its plan to fight a quiet war cost more than the houses built by 40% of our friends in May."
)
LONG_TAGS = [*TAGS[:-1], *", CC PRP VBD NNP NNP , WP VBZ NN NN , IN PRP VBP TO VB RB , RB ,".split()]
LONG_TAGS += "CC PRP$ NN TO VB DT JJ NN VBD JJR IN DT NNS VBN IN CD NN IN PRP$ NNS IN NNP .".split()
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
        (damage_words.lose_possessive, "Ann's old car.", "NNP JJ NN .", "[Ann] [old] car."),
        (damage_words.lose_possessive, "Ann's here.", "NNP+VBZ RB .", None),
        (damage_pronouns.add_pronoun, "Our tenants pay.", "PRP$ NNS VBP .", "Our tenants [they] pay."),
        (damage_words.break_number, "After three months.", "IN CD NNS .", "After three [month]."),
        (damage_words.break_number, "After long months.", "IN JJ NNS .", None),
        (damage_words.break_article, "A plan.", "DT NN .", "[An] plan."),
        (damage_words.break_adverb, "They spoke quietly then.", "PRP VBD RB RB .", "They spoke [quiet] then."),
        (damage_order.turn_compound, "Passport books.", "NN NNS .", "[Books] [of] [passport]."),
        (damage_order.turn_compound, "Energy policy.", "NN NN .", None),
        (damage_order.invert_question, "Ask whether they are.", "VB IN PRP VBP .", "Ask whether [are] [they]."),
        (damage_order.stray_comma, "Ask the man.", "VB DT NN .", "Ask the[,] man."),
    ],
)
def test_damage(damage: noise.Damage, text: str, tags: str, expected: str | None) -> None:
    assert marked(text, tags, damage, seed=1) == expected


def outcomes(damage: noise.Damage, text: str, tags: str) -> set[str | None]:
    """What the damage makes of the sentence, over many seeds."""
    return {marked(text, tags, damage, seed) for seed in range(80)}


@pytest.mark.parametrize(
    ("damage", "text", "tags", "expected"),
    [
        (
            damage_verbs.lose_verb,
            "It is essential to reduce uncertainty.",
            "PRP VBZ JJ TO VB NN .",
            {"It is essential [to] [uncertainty]."},
        ),
        (damage_verbs.lose_verb, "We should pay for it.", "PRP MD VB IN PRP .", {"We [should] [for] it."}),
        (damage_verbs.lose_verb, "He wanted to leave.", "PRP VBD TO VB .", {None}),
        (damage_verbs.lose_verb, "He went to see the king.", "PRP VBD TO VB DT NN .", {None}),
        (damage_verbs.lose_verb, "They were diverted to see him.", "PRP VBD VBN TO VB PRP .", {None}),
        (damage_verbs.lose_verb, "It can help save it.", "PRP MD VB VB PRP .", {None}),
        (
            damage_pronouns.add_pronoun,
            "Users who think.",
            "NNS WP VBP .",
            {"Users who [they] think."},
        ),
        (
            damage_pronouns.add_pronoun,
            "Shops, which sell.",
            "NNS , WDT VBP .",
            {"Shops, which [they] sell."},
        ),
        (
            damage_pronouns.add_pronoun,
            "The town, a port, fell.",
            "DT NN , DT NN , VBD .",
            {"The town, a port, [it] fell."},
        ),
        (damage_pronouns.add_pronoun, "Quietly they fell.", "RB PRP VBD .", {None}),
        (
            damage_pronouns.add_relative,
            "We want solutions deployed in May.",
            "PRP VBP NNS VBN IN NNP .",
            {"We want solutions [which] deployed in May.", "We want solutions [that] deployed in May."},
        ),
        (damage_pronouns.add_relative, "When solutions came in May.", "WRB NNS VBN IN NNP .", {None}),
        (
            damage_pronouns.confuse_pronoun,
            "Shops, which sell.",
            "NNS , WDT VBP .",
            {"Shops, [what] sell.", "Shops, [who] sell.", "Shops, [whom] sell."},
        ),
        (
            damage_pronouns.confuse_pronoun,
            "Men who sell.",
            "NNS WP VBP .",
            {"Men [what] sell.", "Men [which] sell.", "Men [whom] sell."},
        ),
        (
            damage_pronouns.confuse_pronoun,
            "The town where Ann lived.",
            "DT NN WRB NNP VBD .",
            {"The town [which] Ann lived.", "The town [whom] Ann lived."},
        ),
        (damage_pronouns.confuse_pronoun, "A car that won.", "DT NN WDT VBD .", {"A car [what] won."}),
        (
            damage_pronouns.confuse_pronoun,
            "What Ann thinks is wrong.",
            "WP NNP VBZ VBZ JJ .",
            {"[Which] Ann thinks is wrong.", "[That] Ann thinks is wrong."},
        ),
        (damage_pronouns.confuse_pronoun, "What is wrong?", "WP VBZ JJ .", {None}),
        (damage_pronouns.confuse_possessive, "Our plan failed.", "PRP$ NN VBD .", {"[Ours] plan failed."}),
        (
            damage_pronouns.confuse_possessive,
            "Its plan failed.",
            "PRP$ NN VBD .",
            {"[His] plan failed.", "[Her] plan failed."},
        ),
        (damage_pronouns.confuse_possessive, "Its plan shocked Ann.", "PRP$ NN VBD NNP .", {None}),
        (
            damage_words.break_comparison,
            "It cost more than ten.",
            "PRP VBD JJR IN CD .",
            {"It cost more [as] ten.", "It cost more [that] ten."},
        ),
        (
            damage_words.break_comparison,
            "It was as big as a house.",
            "PRP VBD RB JJ IN DT NN .",
            {"It was as big [than] a house.", "It was [so] big [that] a house."},
        ),
        (
            damage_words.break_comparison,
            "One of the worst of all.",
            "CD IN DT JJS IN DT .",
            {"One of the worst [that] all."},
        ),
        (damage_words.break_comparison, "He left rather than stay.", "PRP VBD RB IN VB .", {None}),
        (damage_words.break_number, "New information came.", "JJ NN VBD .", {"New [informations] came."}),
        (
            damage_words.break_number,
            "Hundreds of federal employees returned.",
            "NNS IN JJ NNS VBD .",
            {"Hundreds of federal [employee] returned."},
        ),
        (damage_words.break_number, "The plans are good.", "DT NNS VBP JJ .", {"The [plan] are good."}),
        (damage_words.add_article, "It rose by 40%.", "PRP VBD IN CD NN .", {"It rose by [the] 40%."}),
        (
            damage_words.add_article,
            "It rose in 2019, and Putin said it.",
            "PRP VBD IN CD , CC NNP VBD PRP .",
            {"It rose in [the] 2019, and Putin said it.", "It rose in 2019, and [the] Putin said it."},
        ),
        (damage_words.add_article, "Then on Monday came Ann.", "RB IN NNP VBD NNP .", {None}),
        (damage_words.add_article, "It gave to 40% of us.", "PRP VBD IN CD NN IN PRP .", {None}),
        (
            damage_order.turn_compound,
            "A table tennis coach left.",
            "DT NN NN NN VBD .",
            {"A [coach] [of] [tennis] [of] [table] left.", "A [coach] [of] [table] [tennis] left."},
        ),
        (
            damage_order.turn_compound,
            "The Intergovernmental Panel on Climate Change met.",
            "DT NNP NNP IN NNP NNP VBD .",
            {"The [Panel] [Intergovernmental] [of] [the] Climate Change met."},
        ),
        (damage_order.turn_compound, "Estate agents left.", "NN NNS VBD .", {"[Agents] [of] [estate] left."}),
        (
            damage_order.adjective_behind,
            "The gross domestic product fell.",
            "DT JJ JJ NN VBD .",
            {"The [product] [domestic] [gross] fell."},
        ),
        (
            damage_order.adjective_behind,
            "It was a muted reaction.",
            "PRP VBD DT JJ NN .",
            {"It was a [reaction] [muted]."},
        ),
        (damage_order.adjective_behind, "All completed forms go.", "DT JJ NNS VBP .", {None}),
        (damage_order.adjective_behind, "Big shops fell.", "JJ NNS VBD .", {"[Shops] [big] fell."}),
        (damage_order.adjective_behind, "They left open doors.", "PRP VBD JJ NNS .", {None}),
        (damage_verbs.clash_tense, "We met last week.", "PRP VBD JJ NN .", {"We [meet] last week."}),
        (damage_verbs.clash_tense, "It was hot in 2019.", "PRP VBD JJ IN CD .", {"It [is] hot in 2019."}),
        (damage_verbs.clash_tense, "He came and left.", "PRP VBD CC VBD .", {"He came and [leaves]."}),
        (damage_verbs.clash_tense, "He saw what she had.", "PRP VBD WP PRP VBD .", {None}),
        (damage_verbs.clash_tense, "We met next door.", "PRP VBD JJ NN .", {None}),
    ],
)
def test_all_that_a_damage_does(damage: noise.Damage, text: str, tags: str, expected: set[str | None]) -> None:
    assert outcomes(damage, text, tags) == expected


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("They are tired of meeting him.", "PRP VBP JJ IN VBG PRP .", "They are tired of [to] [meet] him."),
        (
            "It enables towns to make them.",
            "PRP VBZ NNS TO VB PRP .",
            "It enables towns [making] them.",
        ),
        ("It is an option to click it.", "PRP VBZ DT NN TO VB PRP .", "It is an option [of] [click] it."),
        ("She is able to go.", "PRP VBZ JJ TO VB .", "She is able [of] [going]."),
        ("Speaking over it, he left.", "VBG IN PRP , PRP VBD .", "[Speak] over it, he left."),
        ("He left town, urging them on.", "PRP VBD NN , VBG PRP RP .", "He left town, [urge] them on."),
        ("There were 20 men.", "EX VBD CD NNS .", "There [were] [being] 20 men."),
    ],
)
def test_forms_that_break(text: str, tags: str, expected: str) -> None:
    assert expected in outcomes(damage_verbs.break_form, text, tags)


def test_forms_that_are_good_english_stay() -> None:
    assert outcomes(damage_verbs.break_form, "He is nice.", "PRP VBZ JJ .") == {None}
    assert outcomes(damage_verbs.break_form, "Plans including them failed.", "NNS VBG PRP VBD .") == {None}
    started = outcomes(damage_verbs.break_form, "It started to rain now.", "PRP VBD TO VB RB .")
    assert "It started [raining] now." not in started
    assert None not in started


def test_participle_in_a_clause_of_time() -> None:
    found = outcomes(damage_verbs.to_participle, "It comes after leaders met.", "PRP VBZ IN NNS VBD .")
    assert "It comes after leaders [meeting]." in found


def test_noun_doubled_at_a_distance() -> None:
    found = outcomes(damage_words.double, "The company production stopped.", "DT NN NN VBD .")
    assert "The [company] production [company] stopped." in found


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
