"""A known name stands in small letters.

Spinners and some engines work on lowercase text and put capitals back by guessing (“the wall street journal”,
“creative commons”). Write the name in its own way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import names
from lint.language.tokens import PUNCT, WORD, word_forms
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NA004",
    name="name-in-small-letters",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "He told the wall street journal so in May.",
            marks="wall street journal",
            fixed="He told the Wall Street Journal so in May.",
        ),
        Bad(
            "A report in the new york times said so.",
            marks="new york times",
            fixed="A report in the New York Times said so.",
        ),
        Good("He told the Wall Street Journal that the wall of the street was white, and the house too."),
        Good("The attorney general and the prime minister met the secretary of state."),
        Good("The new bank notes of the world were printed in a shop in York."),
    ),
)


@cache
def _index() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Names by their first word, then by their second one; the longest first. Hyphens and stops stay in words."""
    index: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names():
        if " " not in name:
            continue  # single names are the business of lost-capital
        first, second, *_ = name.split(" ")
        index[first][second].append(name)
    return {
        first: {second: tuple(sorted(found, key=len, reverse=True)) for second, found in seconds.items()}
        for first, seconds in index.items()
    }


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    index, tokens = _index(), document.tokens
    forms = document.derive(word_forms)
    firsts = {first for first in index.keys() & forms if not forms.isdisjoint(index[first])}
    for position, token in enumerate(tokens) if firsts else ():
        if token.text not in firsts or token.kind != WORD:
            continue
        words = [t.text if t.kind in (WORD, PUNCT) else "\0" for t in tokens[position : position + 6]]
        for name in index[token.text].get(words[1] if len(words) > 1 else "", ()):
            parts = name.split(" ")
            if words[: len(parts)] == parts:
                last = tokens[position + len(parts) - 1]
                # The gaps may be any white space: a name can run over a line's end.
                proper = names()[name]
                yield META.finding(token.start, last.end, f"The name is written “{proper}”.", replace=proper)
                break
