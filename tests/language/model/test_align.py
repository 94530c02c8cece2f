"""Marks from post-edits: only what a reader of English can see."""

from __future__ import annotations

import pytest

from lint.language.model.labels import IGNORED
from lint.language.training.model import align
from lint.language.training.model.statistics import LEAST, count, load


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ('" Stop ! " he said .', '"Stop!" he said.'),
        ("He did n't see the dog 's bowl ( or did he ? ) .", "He didn't see the dog's bowl (or did he?)."),
        ("It cost $ 5 , or 10 % more .", "It cost $5, or 10% more."),
        ('They call it " home " and " land " .', 'They call it "home" and "land".'),
        ("", ""),
    ],
)
def test_detokenise(tokens: str, text: str) -> None:
    found, spans = align.detokenise(tokens.split())
    assert found == text
    assert [found[start:end] for start, end in spans] == tokens.split()


@pytest.mark.parametrize(
    ("mt", "pe", "sure"),
    [
        ("He waits since years for a answer .", "He waits since years for an answer .", []),
        ("She live in a small house .", "She lives in a small house .", [("live", "agreement")]),
        ("She saw three dog there .", "She saw three dogs there .", [("dog", "form")]),
        ("He went at school that day .", "He went to school that day .", [("at", "wrong")]),
        ("He went school that day .", "He went to school that day .", [("went", "missing"), ("school", "missing")]),
        ("He been ill that day .", "He has been ill that day .", [("He", "verb"), ("been", "verb")]),
        ("He went to to school .", "He went to school .", [("to", "doubled")]),
        ("He has went the to school .", "He has went to school .", [("the", "extra")]),
        (
            "Putin loud words were heard .",
            "Putin 's loud words were heard .",
            [("Putin", "possessive"), ("loud", "possessive")],
        ),
        ("The book saw a car there .", "The book saw a house there .", []),
        ("He is there today .", "He was there today .", []),
    ],
)
def test_marks(mt: str, pe: str, sure: list[tuple[str, str]]) -> None:
    example = align.example(mt.split(), pe.split(), "test")
    assert [(example.text[m.start : m.end], str(m.kind)) for m in example.marks if m.sure] == sure


def test_meaning_only_is_unsure() -> None:
    example = align.example("The book saw a car there .".split(), "The book saw a house there .".split(), "test")
    assert [(example.text[m.start : m.end], m.sure) for m in example.marks] == [("car", False)]


def test_moved_words_are_order() -> None:
    example = align.example(
        "He gave the children yesterday books .".split(), "Yesterday he gave the children books .".split(), "t"
    )
    assert {(example.text[m.start : m.end], str(m.kind)) for m in example.marks if m.sure} == {("yesterday", "order")}


def test_rewritten_sentence_says_nothing_of_single_words() -> None:
    mt, pe = (
        "Do the farmer of climb rent is status .".split(),
        "How can one raise a poor family's income quickly ?".split(),
    )
    example = align.example(mt, pe, "test")
    assert example.marks
    assert not any(mark.sure for mark in example.marks)


def test_unchanged_is_clean() -> None:
    words = "It rained all day .".split()
    assert align.example(words, words, "x").garbled == 0
    assert align.example(words, words, "x").marks == ()
    assert align.clean_example(words, "x").text == "It rained all day."


def test_letter_case_is_no_edit() -> None:
    assert align.edits("the Talks Ended .".split(), "The talks ended .".split()) == []


def test_empty_sides() -> None:
    assert align.example([], ["x"], "t").text == ""
    assert align.example(["x"], [], "t").garbled == IGNORED


def test_statistics_count_what_editors_did() -> None:
    pairs = [("He went school that day .".split(), "He went to school that day .".split())] * LEAST
    pairs += [("He went at school that day .".split(), "He went to school that day .".split())] * LEAST
    pairs += [("He saw of it then .".split(), "He saw it then .".split())] * (LEAST - 1)
    counted = count(pairs)
    assert counted["lost"] == {"to": LEAST}
    assert counted["confused"] == {"to": {"at": LEAST}}
    assert counted["added"] == {}, "seen too seldom"


def test_statistics_file_is_complete() -> None:
    statistics = load()
    assert statistics.lost["the"] > statistics.lost["at"] > 0
    assert min(len(statistics.lost), len(statistics.added), len(statistics.confused)) > 5
    assert all(word not in wrong for word, wrong in statistics.confused.items())
