"""What rules can ask of a reading."""

from __future__ import annotations

import pytest

from lint.language.model.reading import NONE, Tree
from tests.language.model.parses import CAME, WORRY


def tree() -> Tree:
    (found,) = CAME.reading.trees
    return found


def words(indices: list[int]) -> str:
    return " ".join(CAME.tokens[index].text for index in indices)


def index(word: str) -> int:
    return [token.text for token in CAME.tokens].index(word)


def test_the_root_and_its_children() -> None:
    assert tree().root == index("says")
    assert words(tree().children(tree().root)) == "He came ."
    assert words(tree().children(index("came"), "nsubj", "advmod")) == "men back"
    assert tree().child(index("came"), "mark") == index("that")
    assert tree().child(index("came"), "obj") == NONE


def test_heads() -> None:
    assert tree().head(index("old")) == index("men")
    assert tree().head(index("says")) == NONE


@pytest.mark.parametrize(
    ("verb", "subject", "finite"), [("says", "He", "says"), ("came", "men", "came"), ("left", "who", "had")]
)
def test_subjects_and_finite_verbs(verb: str, subject: str, finite: str) -> None:
    assert tree().subject(index(verb)) == index(subject)
    assert tree().finite(index(verb)) == index(finite)


@pytest.mark.parametrize(
    ("word", "clause"), [("He", "says"), ("that", "came"), ("men", "came"), ("who", "left"), ("had", "left")]
)
def test_each_word_belongs_to_a_clause(word: str, clause: str) -> None:
    assert tree().clause(index(word)) == index(clause)


def test_finite_verbs_of_a_clause() -> None:
    assert words(tree().finite_verbs(index("says"))) == "says"
    assert words(tree().finite_verbs(index("came"))) == "came"
    assert words(tree().finite_verbs(index("left"))) == "had"


def test_a_subtree_is_all_that_depends_on_a_word() -> None:
    assert words(tree().subtree(index("men"))) == "the old men who had left"
    assert words(tree().subtree(index("back"))) == "back"


def test_keys_and_words() -> None:
    assert tree().key(0) == "he"
    assert tree().key(-1) == tree().key(99) == ""
    assert tree().is_word(0)
    assert not tree().is_word(len(CAME.tokens) - 1)
    assert not tree().is_word(99)


def test_damage_is_the_highest_of_the_words_within_the_sentence() -> None:
    (worry,) = WORRY.reading.trees
    assert worry.damage(0) == 0.0
    assert worry.damage(0, 3) == pytest.approx(0.9)
    assert worry.damage(-5, 99) == pytest.approx(0.9)
    assert worry.damage(5, 4) == 0.0
    assert worry.span(3, 4) == (21, 29)
