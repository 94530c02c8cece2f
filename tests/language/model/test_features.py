"""Word pieces, windows and rows of labels."""

from __future__ import annotations

from math import prod
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.language.model import features, pieces
from lint.language.model.labels import IGNORED, KIND_INDEX, LAYERS, Kind
from lint.language.model.pieces import MOST, SPECIAL, Vocabulary, pruned
from lint.language.sentences import split
from lint.language.tokens import tokenize
from lint.language.training.model import encoding
from lint.language.training.model.spans import Example, Mark, marked_runs
from lint.language.training.model.trees import ROOT, Syntax

LETTERS = [*"abcdefghijklmnopqrstuvwxyz0123456789.,'\"-$“”"]
VOCABULARY = Vocabulary(
    [*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS), "the", "talk", "##s", "end", "##ed"]
)


def spelt(word: str) -> list[str]:
    return [VOCABULARY.pieces[number] for number in VOCABULARY.split(word)]


def windows_of(text: str, length: int = features.LENGTH) -> list[features.Window]:
    tokens = tokenize(text)
    return list(
        features.windows(tokens, features.sentence_bounds(tokens, split(text, 0, len(text))), VOCABULARY, length)
    )


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Talks", ["talk", "##s"]),
        ("ENDED", ["end", "##ed"]),
        ("éd", ["e", "##d"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("$5", ["$", "5"]),
        ("中", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("a\u0301", ["a"]),
    ],
)
def test_split(word: str, pieces: list[str]) -> None:
    assert spelt(word) == pieces


def test_long_tokens_are_cut() -> None:
    assert len(VOCABULARY.split("abcdefghijklmnop")) == MOST
    assert spelt("a" * 200) == ["[UNK]"]


def test_vocabulary_must_be_whole() -> None:
    with pytest.raises(ValueError, match=r"lacks \[CLS\]"):
        Vocabulary(["[PAD]", "[UNK]", "[SEP]"])


def test_vocabulary_file(tmp_path: Path) -> None:
    VOCABULARY.write(tmp_path / "v.txt")
    assert Vocabulary.read(tmp_path / "v.txt").pieces == VOCABULARY.pieces


def test_pruned_keeps_letters_and_the_most_used() -> None:
    words = {"talks": 5, "the": 2, "ended": 9}
    kept = [VOCABULARY.pieces[n] for n in pruned(VOCABULARY, words, len(VOCABULARY) - 2)]
    assert [piece for piece in VOCABULARY.pieces if piece not in kept] == ["the", "talk"]
    assert len(Vocabulary(kept).split("the")) == 3, "what has gone is spelt by letters"


@pytest.mark.parametrize(
    ("text", "shape"),
    [("talks", 0), ("Talks", 1), ("I", 1), ("NATO", 2), ("iPhone", 3), ("4th", 0), ("10", 4), ("—", 5)],
)
def test_shape(text: str, shape: int) -> None:
    assert features.shape(text) == shape


def test_feature_numbers() -> None:
    assert prod(features.FACTORS.values()) == features.FEATURES
    (window,) = windows_of('He said "Talks ended" then.')
    seen = {token: window.features[place] for token, place in zip(window.tokens, window.words, strict=True)}
    he, said, talks, stop = seen[0], seen[1], seen[3], seen[max(seen)]
    assert he == (1 * 2 + 0) * 4 + 2, "capital, no space before, first, not quoted"
    assert said == (0 * 2 + 1) * 4
    assert talks == (1 * 2 + 0) * 4 + 1, "quoted"
    assert stop == (5 * 2 + 0) * 4


def test_window_of_two_sentences() -> None:
    (window,) = windows_of("Talks ended. The end.")
    assert [VOCABULARY.pieces[n] for n in window.pieces] == "[CLS] talk ##s end ##ed . [SEP] the end . [SEP]".split()
    assert window.words == [1, 3, 5, 7, 8, 9]
    assert window.tokens == [0, 1, 2, 3, 4, 5]
    assert window.sentences == [range(3), range(3, 6)]
    assert window.numbers == [1, 1, 1, 2, 2, 2]
    assert window.ends == [6, 10]


def test_long_sentence_and_full_windows_are_parted() -> None:
    found = windows_of("The end the end the end the end. The end.", length=6)
    assert all(len(window.pieces) <= 6 for window in found)
    assert [token for window in found for token in window.tokens] == list(range(12))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.integers(min_value=MOST + 2, max_value=40))
def test_every_token_of_a_sentence_is_in_one_window(text: str, length: int) -> None:
    tokens = tokenize(text)
    bounds = features.sentence_bounds(tokens, split(text, 0, len(text)))
    found = windows_of(text, length)
    assert [t for w in found for t in w.tokens] == [t for a, b in bounds for t in range(a, b)]
    for window in found:
        assert len(window.pieces) == len(window.features) <= length
        assert all(0 <= number < features.FEATURES for number in window.features)
        assert len(window.words) == len(window.tokens) == len(window.numbers)
        for token, place in zip(window.tokens, window.words, strict=True):
            pieces = VOCABULARY.split(tokens[token].text)
            assert tuple(window.pieces[place : place + len(pieces)]) == pieces
            assert len(set(window.features[place : place + len(pieces)])) == 1
        assert [window.pieces[end] for end in window.ends] == [VOCABULARY.sep] * len(window.sentences)


def syntax(upos: str, head: int, relation: str = "dep") -> Syntax:
    return Syntax("NN", upos, "", "Sing", "", relation, head)


def test_rows_of_a_damaged_paragraph() -> None:
    text = "The. end talks. Talks ended."
    example = Example(text, (Mark(0, 3, Kind.STOP), Mark(3, 4, Kind.STOP), Mark(5, 8, Kind.STOP)), "test", 1)
    (row,) = encoding.rows(encoding.labelled(example), VOCABULARY)
    assert set(row) == set(encoding.COLUMNS)
    assert len({len(column) for column in row.values()}) == 1
    where = [place for place, label in enumerate(row["damage"]) if label == 1]
    assert [row["kind"][place] for place in where] == [KIND_INDEX[Kind.STOP]] * 3
    assert sum(label == 0 for label in row["damage"]) == 5
    assert [label for label in row["garbled"] if label != IGNORED] == [1, 1], "the third sentence holds no damage"
    assert set(row["head"]) == {IGNORED}


def test_only_what_raters_have_looked_at_says_what_they_mark() -> None:
    example = Example("The end talks.", (Mark(4, 7, None), Mark(8, 13, None, sure=False)), "test", IGNORED)
    (unknown,) = encoding.rows(encoding.labelled(example), VOCABULARY)
    assert set(unknown["marked"]) == {IGNORED}
    (row,) = encoding.rows(encoding.rated(example), VOCABULARY)
    first = [place for place, number in enumerate(row["sentences"]) if number]
    assert [row["marked"][place] for place in first] == [0, 1, IGNORED, 0]
    assert row["marked"] == row["damage"]


def test_syntax_is_carried_to_what_still_stands() -> None:
    clean = [
        syntax("NOUN", 1, "nsubj"),
        syntax("VERB", ROOT, "root"),
        syntax("NOUN", 1, "obj"),
        syntax("PUNCT", 1, "punct"),
    ]
    # "Talks ended talks." with its verb changed: origins name the three tokens that stand as they did.
    example = Example("Talks end talks.", (Mark(6, 9, Kind.VERB),), "ud", 0, ((0, 5, 0), (10, 15, 2), (15, 16, 3)))
    item = encoding.labelled(example, clean)
    (row,) = encoding.rows(item, VOCABULARY)
    first = [place for place, number in enumerate(row["sentences"]) if number]
    noun = LAYERS["upos"].index("NOUN")
    assert [row["upos"][place] for place in first] == [noun, IGNORED, noun, LAYERS["upos"].index("PUNCT")]
    assert [row["head"][place] for place in first] == [IGNORED] * 4, "their head is gone"


def test_heads_of_a_tree() -> None:
    tokens = tokenize("Talks ended.")
    tree = (syntax("NOUN", 1, "nsubj"), syntax("VERB", ROOT, "root"), syntax("PUNCT", 1, "punct"))
    ignored = [IGNORED] * 3
    (row,) = encoding.rows(encoding.Labelled(tokens, [(0, 3)], ignored, ignored, IGNORED, tree), VOCABULARY)
    assert [head for head in row["head"] if head != IGNORED] == [3, 0, 3]
    assert set(row["damage"]) == {IGNORED}, "the treebank's English is not taken for clean"


def test_marked_runs() -> None:
    tokens = tokenize("one two three four")
    assert marked_runs(tokens, [True, True, False, True]) == [(0, 7), (14, 18)]


@given(st.text(alphabet="TALKSENDtalksend'é.", max_size=12))
def test_a_word_of_one_piece_is_found_as_it_would_be_by_parts(word: str) -> None:
    numbers = [number for part in pieces._parts(word) for number in VOCABULARY._greedy(part)]
    assert VOCABULARY.split(word) == (tuple(numbers[:MOST]) or (VOCABULARY.unknown,))
