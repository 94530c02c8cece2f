"""What the tests of the readers draw their texts from."""

from __future__ import annotations

from hypothesis import strategies as st

AWKWARD = (
    "\r\n", "\r", "\n", "\n\n", "\r\n\r\n", " ", "\t", "\xa0", "\u2028", "\x0b", "\x0c", "\x85",
    "😀", "👩‍👩‍👧", "e\u0301", "\u200b", "\ufeff", "\ufffd", "’", "“", "”", "…", "—",
    "\\", '"', "/", "*", "_", "[", "]", "`", "<", ">", "#", "&amp;", "- ", "1. ", "> ",
    "The talks ended.", "By Jane Doe", "PARIS (AP) — ", "Photo: Reuters", "said", "A",
)  # fmt: skip
"""Pieces that readers trip over."""

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
pieces = st.one_of(st.sampled_from(AWKWARD), st.text(characters, max_size=8))

texts = st.lists(pieces, max_size=30).map("".join)
"""Any text without NUL and lone surrogates."""

any_texts = st.lists(st.one_of(pieces, st.sampled_from(("\0", "\ud83d", "\ude00"))), max_size=30).map("".join)
"""Any string that Python can hold."""
