"""Tokens: what is one, that nothing is lost, and that the time grows with the text and no faster."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.language.tokens import NUMBER, PUNCT, SYMBOL, URL, WORD, tokenize
from tests.timing import assert_grows, least_seconds

PIECES = st.sampled_from(
    [
        *".,;:!?…-–—'\"“”‘’()[]&%$€#@/\\_ \n\t\u00a0\u200b\u0301\ufe0f\u200d\x00\x1f\ud800",
        *("a", "Z", "é", "e\u0301", "中", "😀", "🇬🇧", "1", "²", "½", "٣", "U.S.", "Mr.", "e.g.", "Ph.D", "No. 10"),
        *("the", "The", "www.", "http://", ".com", "x@y.z", "...", ". . .", "--", "'90s", "don't", "3,000.5", "&amp;"),
    ]
)
HOSTILE = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in tokenize(text)]


def one(text: str) -> str | None:
    """The kind of the only token of `text`, or None where there are several."""
    found = tokenize(text)
    return found[0].kind if len(found) == 1 else None


@pytest.mark.parametrize(
    "word",
    [
        *("house", "don't", "don’t", "Putin’s", "Putin‘s", "o'clock", "O’Brien", "rock’n’roll", "don`t"),
        *("Russian-Chinese", "state-of-the-art", "non‑profit", "COVID-19", "F-16s", "Mi-8", "H5N1", "H5.1", "G20"),
        *("10-year-old", "20-30-year-olds", "2019-nCoV", "12-mile", "AT&T", "R&D", "Q&A’s"),
        *("U.S.", "U.S", "U.N.", "a.m.", "e.g.", "U.S.-led", "non-U.S.", "U.S.’s", "Ph.D.", "B.Sc.", "J.R.R."),
        *("Mr.", "Feb.", "Gen.", "Inc.", "etc.", "vs.", "'em", "’tis", "m²", "CO₂"),
        *(
            "café",
            "cafe\u0301",
            "naïve",
            "Zürich",
            "Łódź",
            "क्षेत्र",
            "שָׁלוֹם",
            "ไม่",
            "Пу\u0301тин",
            "中文",
            "Pu\u00adtin",
            "news\u200bpaper",
        ),
    ],
)
def test_one_word(word: str) -> None:
    assert one(word) == WORD


@pytest.mark.parametrize(
    "number",
    [
        *("2019", "1,000.5", "3.5", "4th", "1990s", "1990's", "'90s", "’90s", "5bn", "20m", "10km", "7am", ".22"),
        *("3-1", "9/11", "24/7", "10:30", "10.30am", "2019-20", "2000–2050", "192.168.0.1", "1914-18", "½", "2½", "٣"),
    ],
)
def test_one_number(number: str) -> None:
    assert one(number) == NUMBER


@pytest.mark.parametrize("mark", [*".,;:!?()[]{}\"'“”‘’«»„-–—/`", "...", ". . .", ". . . .", "…", "……", "--", "---"])
def test_one_mark(mark: str) -> None:
    assert one(mark) == PUNCT


@pytest.mark.parametrize(
    "symbol", [*"%$€£+=<>*&@#_\\|~^°©", "😀", "🇬🇧", "👨\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "\x01", "\u200b", "\ud800"]
)
def test_one_symbol(symbol: str) -> None:
    assert one(symbol) == SYMBOL


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.com/a?b=c#d", "http://example.com", "www.example.co.uk", "example.com", "bbc.co.uk"),
        *("EXAMPLE.COM", "Amazon.com", "Node.js", "budget.pdf", "example.com/path", "press-office@example.org"),
        *("@newsdesk", "#budget2020", "#2020vision"),
    ],
)
def test_one_address(address: str) -> None:
    assert one(address) == URL


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Hall left.", ["Mr.", "Hall", "left", "."]),
        ("It is in the U.S. now", ["It", "is", "in", "the", "U.S.", "now"]),
        ("No. 10, he said. No.", ["No.", "10", ",", "he", "said", ".", "No", "."]),
        ("J. K. Rowling", ["J.", "K.", "Rowling"]),
        ("workers' rights", ["workers", "'", "rights"]),
        ("‘em’ 'tis'", ["‘em", "’", "'tis", "'"]),
        ("e.g.this", ["e.g.", "this"]),
        ("closely.The", ["closely", ".", "The"]),
        ("not. . Next", ["not", ".", ".", "Next"]),
        ("off.. on", ["off", ".", ".", "on"]),
        ("5% of $3.50", ["5", "%", "of", "$", "3.50"]),
        ("and/or", ["and", "/", "or"]),
        ("a—b -- c", ["a", "—", "b", "--", "c"]),
        ("Russia–China", ["Russia", "–", "China"]),
        ("see example.com.", ["see", "example.com", "."]),
        ("(see www.example.com)", ["(", "see", "www.example.com", ")"]),
        ("No #1", ["No", "#", "1"]),
        ("10 @ 5", ["10", "@", "5"]),
        ("&#8217;", ["&", "#", "8217", ";"]),
        ("He paused... and", ["He", "paused", "...", "and"]),
        ("8\u200b 9", ["8", "\u200b", "9"]),
    ],
)
def test_tokens_of(text: str, parts: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == parts


@given(HOSTILE)
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    position = 0
    for token in tokenize(text):
        assert token.text == text[token.start : token.end] != ""
        assert not token.text[0].isspace()
        assert not token.text[-1].isspace()
        assert text[position : token.start].strip() == ""
        position = token.end
    assert text[position:].strip() == ""


@given(HOSTILE)
def test_words_and_numbers_hold_letters_and_digits(text: str) -> None:
    for token in tokenize(text):
        assert token.kind in {WORD, NUMBER, PUNCT, SYMBOL, URL}
        if token.kind in {WORD, NUMBER}:
            assert any(map(str.isalnum, token.text))
        if token.kind == PUNCT:
            assert not any(map(str.isalnum, token.text))


@given(st.text("abcdefghij ", max_size=60))
def test_plain_words_are_what_split_gives(text: str) -> None:
    assert [token.text for token in tokenize(text)] == text.split()


WORST = [
    *(
        "a.",
        "...",
        ". ",
        "'",
        '"',
        "A. ",
        "1,",
        "1.",
        "1-",
        "a-",
        "a'",
        " ",
        "\n",
        "a",
        "&a",
        "A&",
        "½",
        "\x00",
        "\u0301",
        "a\u200b",
    ),
    *(
        "a@",
        "@",
        "a.b@ ",
        "://",
        "a://",
        "www.",
        ".com",
        "a.com",
        ".com/",
        "#",
        "#a",
        "U.S.",
        "U. S. ",
        "😀\u200d",
        "🇬",
        "Mr.",
        "e.g.",
        "中",
    ),
]


def seconds(run: Callable[[str], object], text: str) -> float:
    """The least processor time of four runs."""
    return least_seconds(lambda: run(text), 4)


def assert_linear(run: Callable[[str], object], unit: str) -> None:
    """Eight times the text must take no more than about eight times as long (24 with the noise of small times)."""
    small = int(os.environ.get("NEWSLINT_LINEAR_CHARS", "8000")) // len(unit)
    assert_grows(lambda: seconds(run, unit * small), lambda: seconds(run, unit * 8 * small), 24, 0.03)


@pytest.mark.parametrize("unit", WORST)
def test_time_is_linear(unit: str) -> None:
    assert_linear(tokenize, unit)
