"""The end of a word stands alone: “shower s”, “don t”.

An engine that writes words in pieces has put a space where a piece begins, or an apostrophe was lost on the way. Close
the gap, or put the apostrophe back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU011",
    name="torn-word",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The flats have shower s and kitchens.", marks="shower s", fixed="The flats have showers and kitchens."),
        Bad("They don t know what it s about.", marks=("don t", "it s"), fixed="They don’t know what it’s about."),
        Bad("We ll see what they ve done.", marks=("We ll", "they ve"), fixed="We’ll see what they’ve done."),
        Good("The letter s and the letters s and t; plan s, type s and vitamin d; a mark of s or t."),
        Good("It ran from a to s, with p s and q s; the plural s is easy."),
        Good("“S s s,” went the snake; George s. Patton was no e e cummings."),
    ),
)

_PIECE = re.compile(r"[^\S\r\n](?:s|t|ll|ve|re)(?=[^\S\r\n][a-z])")
_TORN = re.compile(
    r"(?<![\w'’.-])(?:([a-z]{3,20}|[Ii]t|[Hh]e|[Ss]he|[Tt]hat)[^\S\r\n](s)"
    r"|((?:[Dd]o|[Cc]a|[Ww]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]a[sd]|[Hh]ave|[WwCc]ould)n)"
    r"[^\S\r\n](t)"
    r"|([Ww]e|[Yy]ou|[Tt]hey|I|[Hh]e|[Ss]he|[Ii]t)[^\S\r\n](ll|ve|re))(?=[^\S\r\n][a-z]{2})"
)
# A letter is talked about, or counted.
_LETTERS = frozenset(
    "letter letters plural type plan vitamin grade point size class group and or the from for with sound sounds "
    "initial of mark final long silent capital small big double extra".split()
)
_CLITIC_HOSTS = frozenset("it he she that what who there here let".split())


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _PIECE, _TORN, 24, 6):
        word, piece = next((match[i], match[i + 1]) for i in (1, 3, 5) if match[i])
        if word.lower() in _LETTERS:
            continue
        apostrophe = "" if piece == "s" and word.lower() not in _CLITIC_HOSTS else "’"
        yield META.finding(
            *match.span(),
            "The end of the word stands alone: an apostrophe or nothing belongs between.",
            replace=f"{word}{apostrophe}{piece}",
        )
