"""A word stands twice in a row.

Engines that patch overlapping pieces together say the word at the seam twice (“droughts and and extreme heat”). Take
one of them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.tokens import WORD, Token
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._starts import fold, folded

META = RuleMeta(
    code="SE007",
    name="repeated-word",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad(
            "The region fears floods, droughts and and extreme heat.",
            marks="and and",
            fixed="The region fears floods, droughts and extreme heat.",
        ),
        Bad("The the council met on Monday.", marks="The the", fixed="The council met on Monday."),
        Bad(
            "They talked about\nabout the many plans.", marks="about\nabout", fixed="They talked about the many plans."
        ),
        Good("He said that that was all he had had, and what it is is a very, very long way."),
        Good("Duran Duran play New York New York in Baden Baden; Boutros Boutros-Ghali came."),
        Good("“No no,” she said, “it was so so good, bye bye, knock knock.” The pom pom and the tuk tuk went."),
        Good("They gave her her coat. Those who came in in time did did what they could."),
    ),
)

# Legal in a row: tails of clauses before the same word opens the next, and words doubled for effect.
_LEGAL = frozenset(
    "had that is was in her do did does who what you very so no yes bye ha blah really many much long far please "
    "never more little knock tuk pom go hush now there well tut can dum log on out over up down by".split()
)
# Words of grammar whose doubling is a slip wherever it stands; other words repeat in names and for effect.
_ALWAYS = frozenset(
    "the a an and of to for with from at as or but are were be been being have has will would can could should "
    "may might must their our your its his my this these those it they we he she not if when which because about "
    "into than then also their between after before during under against through where while until since".split()
)


def _is_slip(first: Token, second: Token) -> bool:
    word = fold(second.text)
    if fold(first.text) != word or word in _LEGAL or not second.text.islower():
        return False
    return word in _ALWAYS or (len(word) > 3 and word.isalpha() and first.text.islower())


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    words = document.derive(folded)
    for index, (one, other) in enumerate(pairwise(words)):
        if one is None or one != other:
            continue
        first, second = document.tokens[index], document.tokens[index + 1]
        if second.kind != WORD or first.kind != WORD:
            continue
        gap = text[first.end : second.start]
        if _is_slip(first, second) and gap.isspace() and gap.count("\n") < 2:
            yield META.finding(first.start, second.end, f"“{second.text}” stands twice.", replace=first.text)
