"""Sets marks into a stretch of text, however they nest, touch or cross.

HTML elements nest, findings need not. The stretch is woven into a flat row of parts (open, text, hidden character,
close) in which every open has its close; where two findings cross, the one that goes on is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .visible import pieces

LANES = 3
"""How many underlines can stand one below the other; further ones share the last lane."""

LONG = 160
"""A mark of more code points than this is drawn lightly, or it would drown the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A marked stretch `text[start:end]`: `key` names it (the number of a finding), `lane` the line it is drawn on.

    `blank` says that nothing of it can be seen, so that white space has to be shown.
    """

    key: int
    start: int
    end: int
    lane: int = 0
    blank: bool = False


class Part(NamedTuple):
    """One step of the woven text. `kind` is `open`, `close`, `text` or `char`.

    An `open` and a `close` say which hit they belong to, and whether it starts or ends here (in this stretch)
    or is only interrupted. A `text` has its text, a `char` the label and the full name of a hidden character.
    """

    kind: str
    key: int = 0
    edge: bool = False
    text: str = ""
    title: str = ""


def lanes(spans: Iterable[tuple[int, int]]) -> list[int]:
    """For each span, in order of their starts, the first lane that is free there; the last one where none is."""
    busy_until = [0] * LANES
    chosen = []
    for start, end in spans:
        lane = next((lane for lane in range(LANES) if busy_until[lane] <= start), LANES - 1)
        busy_until[lane] = max(busy_until[lane], end)
        chosen.append(lane)
    return chosen


def weave(text: str, start: int, end: int, hits: Sequence[Hit]) -> Iterator[Part]:
    """The parts of `text[start:end]`; of each hit, only what lies in there is marked. Hits come in order of start."""
    clipped = [(max(start, hit.start), min(end, hit.end), hit) for hit in hits if hit.start < end and hit.end > start]
    clipped.sort(key=lambda item: (item[0], -item[1], item[2].key))
    cuts = sorted({start, end, *(item[0] for item in clipped), *(item[1] for item in clipped)})
    waiting = iter([*clipped, None])
    following = next(waiting)
    stack: list[tuple[int, Hit]] = []
    for here, there in pairwise(cuts):
        yield from _close(stack, here)
        while following is not None and following[0] == here:
            yield Part("open", following[2].key, edge=True)
            stack.append((following[1], following[2]))
            following = next(waiting)
        yield from _text(text[here:there], stack)
    yield from _close(stack, end)


def _close(stack: list[tuple[int, Hit]], here: int) -> Iterator[Part]:
    """Close the hits that end at `here`; those above them that go on are closed and opened again."""
    lowest = next((index for index, (end, _) in enumerate(stack) if end <= here), None)
    if lowest is None:
        return
    above = stack[lowest:]
    del stack[lowest:]
    for end, hit in reversed(above):
        yield Part("close", hit.key, edge=end <= here)
    for end, hit in above:
        if end > here:
            yield Part("open", hit.key)
            stack.append((end, hit))


def _text(text: str, stack: Sequence[tuple[int, Hit]]) -> Iterator[Part]:
    blank = any(hit.blank for _, hit in stack)
    for piece in pieces(text, marked=bool(stack), blank=blank):
        if isinstance(piece, str):
            yield Part("text", text=piece)
        else:
            yield Part("char", text=piece.label, title=piece.title)
