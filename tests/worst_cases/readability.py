"""Worst cases of the readability rules: endless sentences and paragraphs, and endless rows of short ones."""

from __future__ import annotations

_LONG = "The long road to the reconciliation of administrative responsibilities, "
_HARD = "Administrative representatives reiterated fundamental institutional responsibility. "

WORST = {
    "RD001": [
        lambda n: _LONG * (n // len(_LONG)) + "ends.",
        lambda n: (_LONG * 10 + "ends. ") * (n // (10 * len(_LONG))),
        lambda n: "x, " * (n // 3),
    ],
    "RD002": lambda n: (_HARD * 8 + "\n\n") * (n // (8 * len(_HARD))),
    "RD003": lambda n: (_HARD * 2 + "\n\n") * (n // (2 * len(_HARD))),
    "RD004": [lambda n: "He ran on. " * (n // 11), lambda n: ("He ran on. " * 120 + "\n\n") * (n // 1322)],
    "RD005": [lambda n: "He ran. " * (n // 8), lambda n: ("He ran. " * 7 + "“He ran.” ") * (n // 66)],
}
