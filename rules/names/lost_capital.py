"""A word that is always written with a capital stands in small letters.

Names of days, months, peoples and places lose their capital when an engine works on lowercase text. Put it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import frequency, known, lower_share, only_capitalised, proper_case
from lint.language.tokens import URL, word_forms
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NA005",
    name="lost-capital",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The two met on tuesday in moscow.", marks=("tuesday", "moscow"), fixed="The two met on Tuesday in Moscow."
        ),
        Bad(
            "The russian army and its nato rival.",
            marks=("russian", "nato"),
            fixed="The Russian army and its NATO rival.",
        ),
        Good("The may tree, the china shop and the turkey farm will march on; polish it, mark my words."),
        Good("He ate french fries, a danish, brussels sprouts and swiss cheese with a java user."),
        Good("Follow moscow.example.com or @london; the hashtag is #tuesday."),
    ),
)

_MIN_FREQUENCY = 1500
"""Occurrences in 100 million words: of rarer words the lexicon's share of capitals is not sure enough."""

# Words that dictionaries also know in small letters, in a sense that the corpus hardly has.
_ALSO_COMMON = frozenset(
    "french swiss danish brussels english dutch roman arabic latin java jersey mark frank bill jack rich bob "
    "grant mike christian catholic arctic oriental bible internet web congress senate earth sun moon god lord "
    "mister miss mrs mr dr august april may march june victoria champagne cognac bordeaux cheddar bourbon havana "
    "morocco madras panama".split()
)


_SHORT = frozenset(("uk", "usa"))
"""Shorter than other names that are looked for, and no word of any kind in small letters."""


def _is_name(word: str) -> bool:
    """Whether a word in small letters is one that is always written with a capital."""
    if word in _SHORT:
        return True
    if len(word) < 4 or not (word.islower() and word.isascii() and word.isalpha()) or word in _ALSO_COMMON:
        return False
    return lower_share(word) <= 0.01 and frequency(word) >= _MIN_FREQUENCY and not known(word)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    tokens, forms = document.tokens, document.derive(word_forms)
    suspects = set(filter(_is_name, only_capitalised(forms) | (_SHORT & forms)))
    for index, token in enumerate(tokens) if suspects else ():
        word = token.text
        if word not in suspects:
            continue
        if index and (tokens[index - 1].kind == URL or tokens[index - 1].text in "@#/\\_-"):
            continue
        proper = proper_case(word) or word.capitalize()
        yield META.finding(token.start, token.end, f"The name is written “{proper}”.", replace=proper)
