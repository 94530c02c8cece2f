"""The figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint.language.model.labels import IGNORED
from lint.language.training.model import corpora
from lint.language.training.model.benchmark import (
    BROKEN,
    CORE,
    FOLDS,
    Segment,
    fold,
    held_back,
    paragraphs,
    training_example,
)
from lint.language.training.model.metrics import average_precision, count_flags, f_score, threshold_for
from lint.language.training.model.settings import Settings


def test_average_precision() -> None:
    assert average_precision([0.9, 0.8, 0.1], [1, 1, 0]) == 1.0
    assert average_precision([0.9, 0.8, 0.1], [0, 1, 1]) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert average_precision([0.5] * 10, [1] + [0] * 9) == pytest.approx(0.1), "ties are no ranking"
    assert average_precision([0.5] * 10, [0] * 9 + [1]) == pytest.approx(0.1)
    assert average_precision([0.2], [0]) == 0.0
    with pytest.raises(ValueError, match="shorter"):
        average_precision([0.1, 0.2], [1])


def test_f_score() -> None:
    assert f_score(0, 5, 5) == 0.0
    assert f_score(2, 4, 2) == pytest.approx(2 / 3)
    assert f_score(2, 4, 2, beta=0.5) == pytest.approx(1.25 * 0.5 / (0.25 * 0.5 + 1))


def test_threshold_keeps_to_the_budget() -> None:
    rows = [[0.9, 0.8, 0.1, 0.7], [0.6, 0.2]]
    assert count_flags(rows, 0.7) == 2
    assert threshold_for(rows, 1000, 2.0) == 0.7
    assert threshold_for(rows, 1000, 1.0) == 0.8
    assert threshold_for(rows, 1000, 0.5) > 1.0
    assert threshold_for([], 0, 1.0) > 1.0


def test_articles_stay_in_one_fold() -> None:
    items = [Segment(str(n), f"article {n // 3}", "x", ()) for n in range(300)]
    parts = [held_back(items, number) for number in range(FOLDS)]
    assert sorted(int(one.id) for part in parts for one in part) == list(range(300))
    for part in parts:
        assert part
        assert {fold(one.document) for one in part} == {parts.index(part)}


def test_clean_articles_are_trained_on_as_the_product_reads_them() -> None:
    text = "Bridge to close\n\nThe old bridge will close in May. Traffic moves over.\n\nIt was built in 1901.\n"
    found = list(paragraphs(Segment("a", "article", text, ())))
    assert [one.sentences for one in found] == [
        ("The old bridge will close in May.", "Traffic moves over."),
        ("It was built in 1901.",),
    ], "a headline is none of the prose"
    assert {one.document for one in found} == {"article"}


def test_marks_of_other_categories_are_unsure() -> None:
    spans = (
        {"start": 0, "end": 2, "category": "Fluency/Grammar"},
        {"start": 3, "end": 5, "category": "Accuracy/Mistranslation"},
        {"start": 4, "end": 4, "category": "Fluency/Grammar"},
    )
    example = training_example(Segment("1", "a", "He is it", spans))
    assert [(mark.start, mark.sure) for mark in example.marks] == [(0, True), (3, False)]
    assert example.garbled == IGNORED
    assert training_example(Segment("1", "a", "He is it", ())).garbled == 0
    assert BROKEN < CORE


def test_parts_of_the_corpus_are_fixed() -> None:
    names = [f"office/{n}" for n in range(2000)]
    shares = {part: sum(corpora.part(name) == part for name in names) for part in ("train", "dev", "test")}
    assert shares["train"] > 1800
    assert 15 < shares["dev"] < 80
    assert 15 < shares["test"] < 80


def test_hard_negatives_leave_out_the_top() -> None:
    lines = [json.dumps({"text": f"text {n}", "source": "x", "score": 1 - n / 20}) for n in range(20)]
    found = corpora.hard_negatives(lines)
    assert [example.text for example in found] == [f"text {n}" for n in range(2, 20)]
    assert {(example.marks, example.garbled) for example in found} == {((), 0)}


def test_settings_on_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(layers=4, seed=9).write(path)
    assert Settings.read(path) == Settings(layers=4, seed=9)
