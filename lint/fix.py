"""Writes suggestions into the files: check, apply, check again until nothing changes."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lint.checker import Checker
from lint.document import Document
from lint.finding import LocatedFinding, Safety
from lint.report import RunError
from lint.sources.base import Input, ReadOptions, SourceError
from lint.sources.sourcemap import Edit

_MAX_PASSES = 10
"""A fix may uncover the next one; rules whose fixes undo each other must not keep us here for ever."""


def apply(source: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """`source` with the edits made, and how many; of two that overlap, the later one waits for the next pass."""
    parts: list[str] = []
    position = count = 0
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end)):
        if edit.start < position:
            continue
        parts += (source[position : edit.start], edit.replacement)
        position = edit.end
        count += 1
    parts.append(source[position:])
    return "".join(parts), count


def edits_for(document: Document, findings: Iterable[LocatedFinding], *, unsafe: bool) -> list[Edit]:
    """The edits of the file for the findings whose suggestions may be applied."""
    edits = []
    for finding in findings:
        suggestion = finding.suggestion
        if suggestion is not None and (unsafe or suggestion.safety is Safety.SAFE):
            edit = document.source.edit(finding.start, finding.end, suggestion.replace)
            if edit is not None:
                edits.append(edit)
    return edits


def fix_text(text: str, checker: Checker, *, unsafe: bool) -> str:
    """A plain text with every suggestion applied, for tests and tools."""
    from lint.sources.plain import from_text

    for _ in range(_MAX_PASSES):
        document = from_text(text)
        text, count = apply(text, edits_for(document, checker.check(document).findings, unsafe=unsafe))
        if not count:
            break
    return text
