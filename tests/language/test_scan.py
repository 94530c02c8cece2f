"""Looking at what stands before a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.language.scan import last_but


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [("said: “", 0, 6, ":"), ("said:  “", 0, 7, ":"), ("a  b", 1, 3, ""), ("ab", 0, 0, ""), ("", 0, 0, "")],
)
def test_last_but_spaces(text: str, start: int, end: int, found: str) -> None:
    assert last_but(text, start, end) == found


@given(st.text("ab “(\n\u2009"), st.integers(0, 9), st.integers(0, 9))
def test_as_a_copy_would_say(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    assert last_but(text, start, end, " “") == text[start:end].rstrip(" “")[-1:]
    assert last_but(text, start, end) == text[start:end].rstrip()[-1:]
