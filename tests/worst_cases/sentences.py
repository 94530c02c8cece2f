"""Texts on which the sentence rules have most to do."""

from __future__ import annotations


def _numbered(n: int) -> str:
    """Sentences that differ in one word each and share all others."""
    return " ".join(f"The council voted on plan number {i} after a long and bitter night." for i in range(n // 64))


WORST = {
    "SE001": lambda n: "It is the. end of it. " * (n // 22),
    "SE002": lambda n: "of it all.\n\n" * (n // 12),
    "SE003": lambda n: "One of the three is in the. " * (n // 28),
    "SE004": lambda n: "The night was long and they said that it was. It was not\n\n" * (n // 58),
    "SE005": [
        lambda n: "they left The man In early May They were " * (n // 40),
        lambda n: "bread And butter left In town " * (n // 30),
    ],
    "SE006": lambda n: "it went closely.The plan?Nobody" * (n // 31),
    "SE007": [lambda n: "the the " * (n // 8), lambda n: "had had that that " * (n // 18)],
    "SE008": [
        lambda n: "the head of " * (n // 12),
        lambda n: "a b c d e f g " * (n // 14),
        lambda n: "the head of, " * (n // 13),
    ],
    "SE009": [_numbered, lambda n: "The same old story was told once again to all. " * (n // 47)],
    "SE010": [lambda n: _numbered(n).replace(". ", ".\n\n"), lambda n: "The same old story told again\n\n" * (n // 31)],
    "SE011": lambda n: "Of the. With it. And of. " * (n // 25),
}
