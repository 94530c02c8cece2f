"""A sentence of nothing but a few words of grammar: the rest of it was lost.

“Of the. With it and the.” is what remains where the names and verbs of a sentence were not translated. Find the rest
in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.tokens import PUNCT, WORD
from lint.language.words import ARTICLES, POSSESSIVE_DETERMINERS, STRICT_PREPOSITIONS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._starts import fold

META = RuleMeta(
    code="SE011",
    name="fragment",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Unintelligible",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=1,
    roles=PROSE,
    examples=(
        Bad("The army left the city. Of the. The rebels stayed.", marks="Of the."),
        Bad("The talks went on all night. And with of. Nobody slept.", marks="And with of."),
        Good("Who was it for? Not for him. For her? So it was. And how. But then, why not? And yet."),
        Good("Where to? Up there. What of it? Over and out. And so on. By and by. To and fro."),
        Good("“And the…” she began. “For my—” he said."),
    ),
)

_NEEDS_NOUN = (ARTICLES | POSSESSIVE_DETERMINERS | STRICT_PREPOSITIONS) - {
    "his",
    "her",
    "whose",
    "for",
    "with",
    "against",
}
_GRAMMAR = _NEEDS_NOUN | frozenset("and or but for with to in on by as that which against his her".split())


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for sentence in document.prose:
        if sentence.last - sentence.first > 6:
            continue
        tokens = document.tokens[sentence.first : sentence.last]
        words = [fold(token.text) for token in tokens if token.kind == WORD]
        whole = all(token.kind in (WORD, PUNCT) for token in tokens) and tokens[-1].text == "."
        if whole and len(words) > 1 and words[-1] in _NEEDS_NOUN and all(word in _GRAMMAR for word in words):
            yield META.finding(
                sentence.start,
                sentence.end,
                "Only words of grammar are left of this sentence: its contents are missing.",
            )
