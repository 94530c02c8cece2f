"""One word is spelled the American and the British way in the same article.

Pieces of an article that went through different engines, or were written by different people, bring both. Choose one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import known
from lint.language.tokens import word_forms
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._variants import odd_ones, places_of

META = RuleMeta(
    code="CO001",
    name="mixed-spelling",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Inconsistent style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad(
            "They organise talks. Who will organize the next? They organise well.",
            marks="organize",
            fixed="They organise talks. Who will organise the next? They organise well.",
        ),
        Bad(
            "The color of the house, the colour of the door and the color of the roof.",
            marks="colour",
            fixed="The color of the house, the color of the door and the color of the roof.",
        ),
        Good("The Labour Party fights for labor rights, at home and away."),
        Good("He will advise on advice; prize and prise, size, wise and exercise, four and for, hour and her."),
        Good("They organise talks about color."),
    ),
)

# British ending, American ending; the stem must have three letters, and both words must exist.
_ENDINGS = (
    ("is", "iz", re.compile(r"([a-z]{3,})([iy])[sz](e|es|ed|ing|er|ers|ation|ations|ational)$")),
    ("our", "or", re.compile(r"([a-z]{3,})(?:our)(s|ed|ing|able|ite|ites|er|ers|ful|hood|ly|less)?$")),
    ("tre", "ter", re.compile(r"([a-z]{2,})(?:tre)(s|d)?$")),
    ("ll", "l", re.compile(r"([a-z]{3,}[aeiou])ll(ed|ing|er|ers)$")),
    ("ence", "ense", re.compile(r"(def|off|lic|pret)ence(s|d)?$")),
    ("ogue", "og", re.compile(r"(dial|catal|anal)ogue(s)?$")),
)


def american(word: str) -> str | None:
    """The American spelling of a word in British spelling; None if it is not British, or the same in both."""
    for british, us, pattern in _ENDINGS:
        match = pattern.fullmatch(word)
        if match is None:
            continue
        if british == "is":
            new = f"{match[1]}{match[2]}z{match[3]}" if word[len(match[1]) + 1] == "s" else None
        else:
            new = f"{match[1]}{us}{match[match.lastindex or 1] if match.lastindex and match.lastindex > 1 else ''}"
        return new if new and new != word and known(new) else None
    return None


_BRITISH = re.compile(
    r"(?:[iy]s(?:e|es|ed|ing|er|ers|ations?|ational)|our\w{0,4}|tre[sd]?|ll(?:ed|ing|ers?)|ence[sd]?|ogues?)$"
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    british: dict[str, str] = {}
    words = document.derive(word_forms)
    for word in words:
        if len(word) > 4 and _BRITISH.search(word) and word.islower():
            us = american(word)
            if us is not None and us in words:
                british[word] = us
    if not british:
        return
    for odd in odd_ones(places_of(document, british)):
        yield META.finding(
            odd.start,
            odd.end,
            f"The article also writes “{odd.usual}” ({odd.usual_times}): choose one spelling.",
            replace=odd.usual,
        )
