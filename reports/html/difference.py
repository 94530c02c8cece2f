"""A suggestion shown as a difference: what goes, what comes, and a few words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from .visible import Box, is_blank, pieces

_AROUND = 28
"""How many code points of the text are shown on each side."""

_LONGEST = 600
"""Longer texts are shown as one whole going and one whole coming: comparing them word by word takes too long."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Change(NamedTuple):
    """A stretch that stays (`same`), goes (`del`) or comes (`ins`), as text and boxes for what cannot be seen."""

    kind: str
    pieces: tuple[str | Box, ...]


def difference(text: str, start: int, end: int, replacement: str) -> tuple[Change, ...]:
    """What replacing `text[start:end]` changes, with its surroundings on the same line."""
    before, after = _before(text[max(0, start - _AROUND - 1) : start]), _after(text[end : end + _AROUND + 1])
    changes = [("same", before), *_changes(text[start:end], replacement), ("same", after)]
    return tuple(_change(kind, part) for kind, part in _joined(changes))


def _changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    if not old or not new or len(old) + len(new) > _LONGEST:
        yield from (("del", old), ("ins", new))
        return
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    if sum(1 for kind, *_ in steps if kind == "replace") > 1:  # word for word it would be hard to read
        yield from (("del", old), ("ins", new))
        return
    for kind, i, j, k, m in steps:
        if kind == "equal":
            yield "same", "".join(olds[i:j])
        else:
            yield from _within("".join(olds[i:j]), "".join(news[k:m]))


def _within(old: str, new: str) -> Iterator[tuple[str, str]]:
    """One word for another; where letters only come or only go, those letters alone."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    if gone and come:
        yield from (("del", old), ("ins", new))
    else:
        yield from (("same", old[:head]), ("del", gone), ("ins", come), ("same", old[len(old) - tail :]))


def _shared(first: str, second: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _joined(changes: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The changes without empty ones; neighbours of one kind become one."""
    kind, text = "", ""
    for next_kind, next_text in changes:
        if not next_text:
            continue
        if next_kind != kind:
            if text:
                yield kind, text
            kind, text = next_kind, ""
        text += next_text
    if text:
        yield kind, text


def _change(kind: str, text: str) -> Change:
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2].rstrip() + " […] " + text[-_LONGEST // 4 :].lstrip()
    shown = tuple(pieces(text, marked=kind != "same", blank=kind != "same" and is_blank(text)))
    return Change(kind, shown)


def _before(text: str) -> str:
    """The end of the text before a change: whole words of its last line, with an ellipsis where it was cut."""
    line = re.split(r"[\r\n]", text)[-1]
    if len(line) <= _AROUND:
        return line
    cut = line[1:]
    space = cut.find(" ")
    return "…\u00a0" + cut[space + 1 :] if 0 <= space < len(cut) - 1 else "…" + cut


def _after(text: str) -> str:
    line = re.split(r"[\r\n]", text)[0]
    if len(line) <= _AROUND:
        return line
    cut = line[:-1]
    space = cut.rfind(" ")
    return cut[:space] + "\u00a0…" if space > 0 else cut + "…"
