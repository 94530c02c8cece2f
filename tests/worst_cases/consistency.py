"""Texts on which the consistency rules have most to do."""

from __future__ import annotations

WORST = {
    "CO001": lambda n: "organise organize colour color " * (n // 31),
    "CO002": lambda n: "e-mail email co-operate cooperate " * (n // 34),
    "CO003": lambda n: "the U.S. army and the US navy " * (n // 30),
    "CO004": lambda n: "5 percent 5 per cent " * (n // 21),
    "CO005": lambda n: "on February 4 on 4 February " * (n // 28),
}
