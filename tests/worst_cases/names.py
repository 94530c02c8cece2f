"""Texts on which the name rules have most to do."""

from __future__ import annotations


def _names(n: int) -> str:
    """Ever new names that are all alike."""
    letters = "abcdefghijklmnopqrstuvwxyz"

    def name(i: int) -> str:
        word = ""
        while i or not word:
            word, i = word + letters[i % 26], i // 26
        return "Zarq" + word.ljust(4, "u")

    return " ".join(f"met {name(i)}" for i in range(n // 13))


WORST = {
    "NA001": lambda n: "RussiaChina ofMoscow " * (n // 21),
    "NA002": lambda n: "TVcameras USbased " * (n // 18),
    "NA003": [_names, lambda n: "Zarquon Zarquen Zarquin " * (n // 24)],
    "NA004": lambda n: "wall street new york united nations " * (n // 36),
    "NA005": lambda n: "on monday in moscow " * (n // 20),
    "NA006": [lambda n: "Liberation Army of the People (PLA) " * (n // 36), lambda n: "Of The " * (n // 7) + "(OTOT)"],
    "NA007": lambda n: "North Atlantic Alliance Organization (NATO) " * (n // 44),
}
