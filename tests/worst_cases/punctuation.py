"""Texts on which the punctuation rules have most to do."""

from __future__ import annotations

WORST = {
    "PU001": lambda n: "a,.b;," * (n // 6),
    "PU002": [lambda n: "a. , " * (n // 5), lambda n: ". " * (n // 2)],
    "PU003": [lambda n: "a ,b " * (n // 5), lambda n: "a    " * (n // 5)],
    "PU004": [lambda n: "ab,cd " * (n // 6), lambda n: "ab,cd;ef:gh," * (n // 12)],
    "PU005": lambda n: ", a\n\n" * (n // 5),
    "PU006": [lambda n: "a .. b" * (n // 6), lambda n: ". ." * (n // 3)],
    "PU007": [lambda n: "co- op " * (n // 7), lambda n: "a — - b " * (n // 8)],
    "PU008": lambda n: "a  b   c" * (n // 8),
    "PU009": lambda n: "the U. S. " * (n // 10),
    "PU011": lambda n: "shower s and don t we ll " * (n // 25),
    "PU010": lambda n: "earth-the ocean poverty-this " * (n // 29),
}
