"""Texts on which the rules of the house style have most to do, under the settings of their own examples."""

from __future__ import annotations

WORST = {
    "HO001": [
        lambda n: "Al-Jazeera Youtube J. K. Rowlin Boris Johnsson " * (n // 47),
        lambda n: "Al J. " * (n // 6),
        lambda n: "Zelensky Zelenskiy Zelenskey " * (n // 29),
        lambda n: "Al-Jazeera a.com " * (n // 17),
    ],
    "HO002": [
        lambda n: "E-mail from Kiev-born Burma's road works " * (n // 41),
        lambda n: "road " * (n // 5),
        lambda n: "E-mail a.com " * (n // 13),
    ],
    "HO003": lambda n: "freak " * (n // 12) + "slammed " * (n // 16),
    "HO004": lambda n: '"It\'s" ' * (n // 7),
    "HO005": lambda n: "‘We won.’ " * (n // 10),
    "HO006": lambda n: "PARIS, Feb. 4 (AP) -- The talks ended.\n\n" * (n // 40),
}
