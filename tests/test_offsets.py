"""Offsets are exact on any text: `text[start:end]` is the marked text, and line and column point at it in the file."""

from __future__ import annotations

import json
import os
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.registry import all_rules
from lint.rule import Bad
from lint.sources.plain import from_text
from tests.support import from_json_line

EXAMPLES = int(os.environ.get("NEWSLINT_OFFSET_EXAMPLES", "300"))
CHECKER = Checker(Config(preview=True))

# Damaged sentences of all rules, so that there is something to find, between pieces that shift every offset.
DAMAGE = [e.text for r in all_rules().values() for e in r.meta.examples if isinstance(e, Bad)]
SHIFTS = [
    "😀",
    "e\u0301",
    "👩\u200d👧",
    "\u202e",
    "\r\n",
    "\n\n",
    "\r",
    " ",
    "\u2028",
    "中文",
    "“",
    "’",
    "(",
    "\ufeff",
    "\x0b",
    "…",
]
PIECES = st.one_of(st.sampled_from(DAMAGE), st.sampled_from(SHIFTS), st.text(max_size=12))
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def assert_exact(document: Document, source: str, *, letter_by_letter: bool) -> None:
    result = CHECKER.check(document)
    assert not result.rule_errors
    for finding in result.findings:
        assert 0 <= finding.start < finding.end <= len(document.text)
        assert document.text[finding.start : finding.end] == finding.text
        line = lines_of(source)[finding.line - 1]
        assert 1 <= finding.column <= len(line) + 1
        assert finding.context in line
        if letter_by_letter:
            first = lines_of(finding.text)[0]
            assert line[finding.column - 1 :].startswith(first)
            assert finding.context[finding.context_start :].startswith(first[:100])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@example("¬´")  # once marked behind the end of the text
@given(TEXTS)
def test_plain_text(text: str) -> None:
    assert_exact(from_text(text), text, letter_by_letter=True)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.booleans())
def test_json_lines(text: str, ascii_only: bool) -> None:
    if not text.strip():
        return
    line = json.dumps({"n": 1, "text": text}, ensure_ascii=ascii_only)
    document = from_json_line(line)
    assert document.text == text
    assert_exact(document, line, letter_by_letter=False)
    for finding in CHECKER.check(document).findings:
        raw = line[finding.column - 1 :]
        assert json.dumps(finding.text[0], ensure_ascii=ascii_only)[1:-1][:1] == raw[:1]
