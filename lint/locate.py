"""Adds to a finding what a report says about its place: line, column, context and fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from lint.document import Document
from lint.finding import Columns, Finding, LocatedFinding, Widening
from lint.sources.sourcemap import SourceMap

_CONTEXT = 160
"""How many code points of a line are kept on each side of the mark."""

_ANCHOR = 32
"""How many letters and digits before and behind the mark go into a fingerprint."""

_FIELDS = tuple(field.name for field in fields(Finding))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _fingerprint(document: Document, finding: Finding, seen: Counter[str]) -> str:
    """A digest of the rule, the marked text and the letters around it in its block.

    Edits elsewhere in the article leave it as it is; equal ones within an article are numbered.
    """
    block = document.block_at(finding.start)
    start, end = (block.start, block.end) if block else (finding.start, finding.end)
    before = document.text[max(start, finding.start - 3 * _ANCHOR) : finding.start]
    after = document.text[finding.end : max(finding.end, min(end, finding.end + 3 * _ANCHOR))]
    marked = " ".join(document.text[finding.start : finding.end].split())
    parts = (finding.code, marked, _letters(before)[-_ANCHOR:], _letters(after)[:_ANCHOR])
    key = "\0".join(parts)
    seen[key] += 1
    if seen[key] > 1:
        key += f"\0{seen[key]}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _edit(source: SourceMap, finding: Finding) -> str | None:
    """The suggestion as it has to stand in the file, where it can."""
    if finding.suggestion is None:
        return None
    edit = source.edit(finding.start, finding.end, finding.suggestion.replace)
    return None if edit is None else edit.replacement


def source_place(source: SourceMap, position: int, behind: int) -> dict[str, Any]:
    """Lines, columns and context of `source.source[position:behind]`, under the names that LocatedFinding has."""
    place, end_place = source.place_in_source(position), source.place_in_source(behind)
    line_start, line_end = source.line_bounds(position)
    extra, end_extra = source.extra_units(position), source.extra_units(behind)
    left = max(line_start, position - _CONTEXT)
    right = min(line_end, max(position, min(behind, line_end)) + _CONTEXT)
    return {
        "line": place.line,
        "column": place.column,
        "end_line": end_place.line,
        "end_column": end_place.column,
        "context": source.source[left:right],
        "context_start": position - left,
        "widening": Widening(Columns(extra[0], end_extra[0]), Columns(extra[1], end_extra[1])),
    }


def locate(document: Document, merged: Iterable[tuple[Finding, tuple[str, ...]]]) -> Iterator[LocatedFinding]:
    """The findings with their places; `merged` is what `lint.merge.merge` returns."""
    seen: Counter[str] = Counter()
    source = document.source
    for finding, also in merged:
        yield LocatedFinding(
            **{name: getattr(finding, name) for name in _FIELDS},
            text=document.text[finding.start : finding.end],
            **source_place(source, source.position(finding.start), source.end_position(finding.end)),
            fingerprint=_fingerprint(document, finding, seen),
            also=also,
            edit=_edit(source, finding),
        )
