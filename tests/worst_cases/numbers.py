"""Texts on which the number rules have most to do."""

from __future__ import annotations

WORST = {
    "NU001": lambda n: "5 percents " * (n // 11),
    "NU002": [lambda n: "$5 million dollars " * (n // 19), lambda n: "5,5,5." * (n // 6)],
    "NU003": [lambda n: "5$ HK $ 5 " * (n // 10), lambda n: "1,1," * (n // 4)],
    "NU004": lambda n: "February 30, 2014 31 April " * (n // 27),
    "NU005": [lambda n: "2th 3st " * (n // 8), lambda n: "123," * (n // 4)],
    "NU006": [lambda n: "5.000 men 2,5 percent 1.250.000 " * (n // 32), lambda n: "123." * (n // 4)],
    "NU007": lambda n: "rose by % to and $ million or 12-old " * (n // 37),
    "NU008": lambda n: "10, 000 men 3. 5 percent " * (n // 25),
    "NU009": lambda n: "3 millions people 5 million million " * (n // 36),
    "NU010": lambda n: "at 15:00 p.m. or 18 pm " * (n // 23),
    "NU011": lambda n: "some 85000 people and 3066 beds " * (n // 32),
}
