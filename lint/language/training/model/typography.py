"""Typographic marks for text that has typewriter's ones: most of the corpus is ASCII, most news is not."""

from __future__ import annotations

import re
from dataclasses import replace
from zlib import crc32

from lint.language.training.model.spans import Example

_OPENING = re.compile(r"(?<![^\s(\[—–“‘])")
"""A place before which nothing stands that a quotation mark could close."""


def typographic(text: str) -> str:
    """The text with curly quotation marks and apostrophes and with dashes, character for character: spans stay true."""
    text = re.sub(_OPENING.pattern + '"', "“", text).replace('"', "”")
    text = re.sub(_OPENING.pattern + r"'(?=[^\W\d])", "‘", text).replace("'", "’")
    return text.replace(" - ", " – ")


def half_typographic(example: Example) -> Example:
    """Every second example in typographic marks; which ones depends on their text alone."""
    if crc32(example.text.encode("utf-8", "surrogatepass")) % 2:
        return example
    return replace(example, text=typographic(example.text))
