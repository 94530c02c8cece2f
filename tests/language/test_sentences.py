"""Sentences: the hard cases, that nothing is lost, and that the time grows with the text and no faster."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.language.abbreviations import is_abbreviation
from lint.language.sentences import split
from lint.language.tokens import tokenize
from tests.language.hard_sentences import Case, load
from tests.language.test_tokens import HOSTILE, PIECES, WORST, assert_linear

CASES = load()
STOPS = [". ", "? ", "! ", "... ", " … ", '." ', ".” ", '" ', ".", "!", " .", ". ,", "。", ".) ", " - "]
SENTENCES = st.lists(
    st.sampled_from(["He left", "the U.S", "course", "Mr", "A", "1", "Said", "“", '"', "(", *STOPS]) | PIECES
)


def sentences_of(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in split(text, 0, len(text)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:50])
def test_hard_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.known_failure:
        request.applymarker(pytest.mark.xfail(reason=case.known_failure, strict=True))
    assert sentences_of(case.text) == case.sentences


def test_there_are_enough_different_hard_cases() -> None:
    assert max(Counter(case.text for case in CASES).values()) == 1
    assert len(CASES) >= 150
    assert sum(case.damaged for case in CASES) >= 40
    assert sum(bool(case.known_failure) for case in CASES) <= 0.03 * len(CASES)


@given(HOSTILE | SENTENCES.map("".join))
def test_sentences_cover_the_block_in_order(text: str) -> None:
    block = f"Before. {text} After."
    position = start = 7
    end = len(block) - 6
    for first, last in split(block, start, end):
        assert block[position:first].strip() == ""
        assert block[first:last] == block[first:last].strip() != ""
        position = last
    assert block[position:end].strip() == ""


@given(SENTENCES.map("".join))
def test_every_sentence_of_several_has_a_letter_or_digit(text: str) -> None:
    sentences = sentences_of(text)
    assert len(sentences) < 2 or all(any(map(str.isalnum, sentence)) for sentence in sentences)


@given(SENTENCES.map("".join))
def test_no_sentence_ends_within_a_token(text: str) -> None:
    ends = {end for _, end in split(text, 0, len(text))}
    assert not [token for token in tokenize(text) if any(token.start < end < token.end for end in ends)]


@given(st.lists(st.sampled_from(["It rained.", "The road flooded.", "Nobody came!", "Who paid?"]), min_size=1))
def test_plain_sentences_part_whatever_white_space_is_between(sentences: list[str]) -> None:
    for space in (" ", "\n", "\r\n", "\u00a0", "  \t"):
        assert sentences_of(space.join(sentences)) == tuple(sentences)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "...", ".", "“”", "😀", "\x00"])
def test_text_without_words_is_one_sentence_or_none(text: str) -> None:
    assert sentences_of(text) == ((text.strip(),) if text.strip() else ())


@pytest.mark.parametrize("word", ["Mr.", "U.S.", "a.m.", "e.g.", "Feb.", "Inc.", "Ph.D.", "No.", "vs.", "St.", "J."])
def test_abbreviations(word: str) -> None:
    assert is_abbreviation(word)


@pytest.mark.parametrize("word", ["Mr", "house.", "Monday.", ".", "", "...", "3.5.", "NATO.", "example.com."])
def test_no_abbreviations(word: str) -> None:
    assert not is_abbreviation(word)


@pytest.mark.parametrize(
    "unit",
    [
        *WORST,
        *(
            "A b. ",
            "a. b ",
            "...a",
            "...A",
            '." ',
            '"a. " ',
            'a." b',
            '."',
            ".'",
            "“a.",
            ".” ",
            ".(",
            "( . (",
            "?! ",
            " .",
            ".)",
        ),
        *(
            "ab.Cd",
            "。中",
            ".&quot;",
            ".<b>",
            ".[1]",
            '." a a a a a a a ',
            "?” Aa Aa Aa ",
            "etc. ",
            "No. 1 ",
            "1. ",
            ".\n",
        ),
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert_linear(lambda text: split(text, 0, len(text)), unit)
