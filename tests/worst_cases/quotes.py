"""The texts that cost the rules about quotation marks and brackets most."""

from __future__ import annotations

from collections.abc import Callable

WORST: dict[str, Callable[[int], str] | list[Callable[[int], str]]] = {
    "PU020": [lambda n: "([" * (n // 2), lambda n: "(a) " * (n // 4), lambda n: "([)] " * (n // 5)],
    "QU001": [
        lambda n: "“" + "A b, " * (n // 5),
        lambda n: "“" + ", Aa Aa Aa Aa Aa Aa Aa Aa" * (n // 26),
        lambda n: "“Go, he said.\n\n" * (n // 15),
        lambda n: "‘“" * (n // 2),
    ],
    "QU002": [
        lambda n: "a” " * (n // 3),
        lambda n: "he said, We " * (n // 12) + "”",
        lambda n: "said We ” " * (n // 10),
    ],
    "QU003": [
        lambda n: "“(”)" * (n // 4),
        lambda n: "(“" * (n // 4) + "”)" * (n // 4),
        lambda n: "“‘”’ " * (n // 5),
        lambda n: "'(as') " * (n // 7),
        lambda n: "'a" + " s') 6' b" * (n // 9),
    ],
    "QU004": [lambda n: "”a“ " * (n // 4), lambda n: "a.” B,” " * (n // 8)],
    "QU005": [lambda n: '“a” "b" it\'s it’s ' * (n // 18)],
    "QU006": [lambda n: "“We are all ready for it, Mr Li said” " * (n // 38), lambda n: "“" + "a, B " * (n // 5) + "”"],
    "QU007": [lambda n: "«a» „b“ " * (n // 8), lambda n: "«" * (n // 2) + "a" + "»" * (n // 2)],
    "QU008": [lambda n: '""a"" ' * (n // 6), lambda n: "“" * n],
    "QU009": [lambda n: "“a\" 'b’ " * (n // 8)],
    "QU010": [lambda n: "“ a ” " * (n // 6), lambda n: "“" + " " * n + "”", lambda n: "a. ”\n\n" * (n // 6)],
    "QU011": [lambda n: "a“b”c" * (n // 5), lambda n: "a" * n + "“b”" + "c" * n],
    "QU012": [lambda n: "a‘s b`s " * (n // 8), lambda n: "as's' " * (n // 6)],
    "QU013": [lambda n: "a ’ s do n't " * (n // 13)],
    "QU014": [lambda n: "“a.”. " * (n // 6), lambda n: "“" + "a." * (n // 2) + "”."],
    "QU016": [lambda n: "countrie’s childrens’ " * (n // 21), lambda n: "as’s " * (n // 5)],
    "QU015": [lambda n: "“a” “b” " * (n // 8), lambda n: "“‘a’ ‘b’” " * (n // 10)],
}
