"""Typographic marks are put in one for one."""

from __future__ import annotations

import pytest

from lint.language.tokens import tokenize
from lint.language.training.model.spans import Example
from lint.language.training.model.typography import half_typographic, typographic


@pytest.mark.parametrize(
    ("plain", "curly"),
    [
        ('"We don\'t know," he said.', "“We don’t know,” he said."),
        ("the '90s and 'tis (\"so\")", "the ’90s and ‘tis (“so”)"),
        ("the workers' rights - all of them", "the workers’ rights – all of them"),
        ("\"'Never,' she said\"", "“‘Never,’ she said”"),
    ],
)
def test_marks(plain: str, curly: str) -> None:
    assert typographic(plain) == curly
    assert len(plain) == len(curly)


def test_tokens_stay_where_they_were() -> None:
    plain = "\"They're here,\" the minister's aide said - and it wasn't so."
    assert [(t.start, t.end) for t in tokenize(plain)] == [(t.start, t.end) for t in tokenize(typographic(plain))]


def test_about_half_of_the_examples_change() -> None:
    texts = [f'It is "number {number}".' for number in range(200)]
    changed = sum(half_typographic(Example(text, (), "x")).text != text for text in texts)
    assert 60 < changed < 140
