"""Makes characters seen that cannot be seen: controls, zero-width and bidirectional marks.

A hidden character is shown in a small box with its usual short name. Two sets are told apart. The first would
reorder, cut off or break a page and is replaced wherever it stands. The second has honest uses (joiners in emoji and
in Persian, soft hyphens) and is only shown where a finding marks it.

Sources: the Unicode Character Database (general categories Cc, Cf and Cs, the property Default_Ignorable_Code_Point)
and UAX #9 for the controls that reorder text; short names as in the Unicode code charts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_C0 = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)  # fmt: skip

_SHORT = {chr(code): name for code, name in enumerate(_C0)} | {
    " ": "␣", "\u007f": "DEL", "\u0085": "NEL", "\u00a0": "NBSP", "\u00ad": "SHY", "\u034f": "CGJ", "\u061c": "ALM",
    "\u2007": "FSP", "\u2009": "THSP", "\u200a": "HSP", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ",
    "\u200e": "LRM", "\u200f": "RLM", "\u2028": "LSEP", "\u2029": "PSEP", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u202f": "NNBSP", "\u2060": "WJ", "\u2066": "LRI",
    "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u3000": "IDSP", "\ufeff": "BOM",
}  # fmt: skip

_UNSAFE = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"  # controls, but not tab and line ends
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # separators; embeddings, overrides and isolates
    "\ud800-\udfff\ufffe\uffff"  # halves of surrogate pairs; two non-characters
)
_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_SPACES = " \\t\\n\\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOT_HIDDEN_AFTER = "\u0600"
"""Joiners and variation selectors behind a character from here on (Arabic, Indic, emoji) do their proper work."""

_JOINERS = frozenset("\u200c\u200d") | {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080))}

UNSAFE = re.compile(f"[{_UNSAFE}]")
_MARKED = re.compile(f"[{_UNSAFE}{_HIDDEN}]")
_BLANK = re.compile(f"[{_UNSAFE}{_HIDDEN}{_SPACES}]")


class Box(NamedTuple):
    """A hidden character as the reader sees it: a short label, and its code point and name in full."""

    label: str
    title: str


def box(char: str) -> Box:
    """What to show for a character that cannot be seen."""
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    if not name:
        name = "half of a surrogate pair" if "\ud800" <= char <= "\udfff" else "control character"
    return Box(_SHORT.get(char, code), f"{code} {name.lower()}")


def plain(text: str) -> str:
    """`text` safe for any place in a page, an attribute among them: unsafe characters become `[U+202E]`."""
    if text.isascii() and text.isprintable():
        return text
    return UNSAFE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen."""
    return all(_BLANK.match(char) for char in text)


def pieces(text: str, *, marked: bool = False, blank: bool = False) -> Iterator[str | Box]:
    """`text` cut at its hidden characters; those to be shown come as boxes.

    `marked` shows the honest ones too, `blank` also white space: for a mark on nothing but that.
    """
    pattern = _BLANK if blank else _MARKED if marked else UNSAFE
    done = 0
    for match in pattern.finditer(text):
        at = match.start()
        if not blank and match[0] in _JOINERS and at and text[at - 1] >= _NOT_HIDDEN_AFTER:
            continue
        if done < at:
            yield text[done:at]
        yield box(match[0])
        done = match.end()
    if done < len(text):
        yield text[done:]
