"""Suggestions: which edits are tried, and that none is made which the model does not find clean."""

from __future__ import annotations

import pytest

from lint.document import Document
from lint.language.model import suggest
from lint.language.model.labels import Kind
from lint.language.model.suggest import CLEAN, MOST, Suggester, edits
from lint.sources.plain import from_text

TEXT = "They met in the. spring of last year. The city's owner of shop said that it to rains in in winter."


@pytest.fixture(scope="module")
def document() -> Document:
    return from_text(TEXT)


def tried(document: Document, words: str, kind: Kind) -> list[str]:
    start = document.text.index(words)
    first, last = document.token_index(start), document.token_index(start + len(words)) - 1
    tree = next(tree for tree in document.reading.trees if tree.first <= first < tree.last)
    assert document.text[slice(*tree.span(first, last))] == words
    return edits(tree, first, last, kind)


@pytest.mark.parametrize(
    ("words", "kind", "wanted"),
    [
        ("the. spring", Kind.STOP, "the spring"),
        ("in in winter", Kind.DOUBLED, "in winter"),
        ("it to rains", Kind.EXTRA, "it rains"),
        ("it to rains", Kind.FORM, "it rained"),
        ("it to rains", Kind.VERB, "it rains"),
        ("owner of shop", Kind.ORDER, "shop owner"),
        ("owner of", Kind.POSSESSIVE, "owner’s of"),
        ("that it", Kind.MISSING, "that of it"),
        ("They met", Kind.EXTRA, "Met"),
    ],
)
def test_the_edits_of_each_kind(document: Document, words: str, kind: Kind, wanted: str) -> None:
    assert wanted in tried(document, words, kind)


@pytest.mark.parametrize(
    ("text", "words", "wanted", "not_wanted"),
    [
        ("The country's product domestic gross fell.", "product domestic gross", "gross domestic product", ""),
        ("We saw how can we make plastics now.", "can we", "we can", ""),
        ("She opened the theme education of the school.", "theme education", "", "education theme"),
        ("It is twice that of manual work.", "that of manual", "", "of that manual"),
    ],
)
def test_only_what_may_have_stood_the_other_way_round_is_swapped(
    text: str, words: str, wanted: str, not_wanted: str
) -> None:
    found = tried(from_text(text), words, Kind.ORDER)
    assert not wanted or wanted in found
    assert not_wanted not in found


def test_no_word_is_left_out_that_says_something() -> None:
    document = from_text("The town council bought a new house house for for its old clerk.")
    (tree,) = document.reading.trees
    found = edits(tree, tree.first, tree.first + 7, Kind.EXTRA)
    assert "The town council bought a new house" in found  # the word stands there twice
    assert "Town council bought a new house house" in found
    for word in ("town", "council", "bought", "new"):
        assert all(word in edit.lower() for edit in found)


def test_only_i_am() -> None:
    for text, has in (("He said the bridge were to be closed.", False), ("He said that I were to close it.", True)):
        found = tried(from_text(text), "were", Kind.VERB)
        assert "was" in found
        assert ("am" in found) == has


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("The price of all goods have risen.", "have", {"has"}),
        ("The guests of the mayor was late.", "was", {"were"}),
        ("It seems that I is late.", "is", {"am", "are"}),
        ("The guests of the mayor comes late.", "comes", {"come"}),
    ],
)
def test_a_verb_that_does_not_agree_keeps_its_tense(text: str, verb: str, wanted: set[str]) -> None:
    assert set(tried(from_text(text), verb, Kind.AGREEMENT)) == wanted


@pytest.mark.parametrize("kind", Kind)
def test_few_edits_are_tried_each_once_and_none_that_changes_nothing(document: Document, kind: Kind) -> None:
    for words in ("They met in", "owner of shop", "the. spring of", "in in"):
        found = tried(document, words, kind)
        assert len(found) == len(set(found)) <= MOST
        assert words not in found


def test_what_is_suggested_reads_clean_to_the_model(document: Document) -> None:
    texts = [
        "The council voted on on Monday to close the old bridge.",
        "The council that voted on Monday to close the old the bridge.",
        "The town was flooded in the. spring of last year, the mayor said.",
        "He said that he would to close the old bridge on Monday.",
    ]
    for text in texts:
        damaged = from_text(text)
        for tree in damaged.reading.trees:
            for first in tree:
                for kind in (Kind.DOUBLED, Kind.STOP, Kind.VERB):
                    last = min(first + 2, tree.last - 1)
                    found = Suggester(damaged).best(tree, first, last, kind)
                    if found is not None:
                        start, end = tree.span(first, last)
                        repaired = from_text(text[:start] + found + text[end:]).reading
                        sentence = next(t for t in repaired.trees if t.sentence.end > start)
                        assert sentence.damage(sentence.first, sentence.last) <= CLEAN + 1e-6


def test_an_edit_that_gains_nothing_is_not_made() -> None:
    clean = from_text("The council voted on Monday to close the old bridge.")
    assert Suggester(clean).proven(0, 3, ["The", "A", "This"]) is None


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "LEAST_WORK", 20)
    document = from_text("The council voted on on Monday to close the bridge. " * 20)
    suggester = Suggester(document)
    asked = 0
    for tree in document.reading.trees:
        before = suggester.left
        suggester.best(tree, tree.first, tree.first + 3, Kind.MISSING)
        asked += before != suggester.left
    assert 0 < asked < 20
    assert suggester.left <= 0


def test_long_spots_are_left_alone(document: Document) -> None:
    (tree, *_) = document.reading.trees
    assert Suggester(document).best(tree, tree.first, tree.first + 50, Kind.EXTRA) is None
