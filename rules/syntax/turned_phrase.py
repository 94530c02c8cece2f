"""The words of a noun phrase stand in the order of another language: “a reaction muted”, “technology of control”.

Many languages put the adjective behind its noun, and say “network of railways” for “railway network”. Turn the words
round.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import lemma_verb, tags
from lint.language.model.labels import Kind
from lint.language.model.reading import NONE, Tree
from lint.language.model.suggest import Suggester
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY009",
    name="turned-phrase",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad(
            "The minister spoke of the crisis economic in the region on Tuesday.",
            marks="crisis economic",
            fixed="The minister spoke of the economic crisis in the region on Tuesday.",
        ),
        Bad(
            "The ministers met the government federal in the capital on Monday.",
            marks="government federal",
            fixed="The ministers met the federal government in the capital on Monday.",
        ),
        Good("It was something new, the best price possible, a bridge ready for use and a bill worth 5 million."),
        Good("The president met the people responsible; they found the door open and the bridge safe."),
        Good("He painted the town red, made the plan public and left those present and all things equal."),
    ),
)

_POSTPOSITIVE = listed(
    "available possible imaginable present alone responsible involved concerned elect general galore proper worth "
    "due able unable ready aged old long high wide deep tall strong big enough absent such likely thick free open "
    "safe different similar common typical necessary"
)
"""Adjectives that can stand behind their noun, most of them because more of the phrase follows."""

_AMOUNTS = listed(
    "share batch species pair piece sort kind type number amount level case glass bottle cup bit lot range series set "
    "rate source form list group loss lack risk way court courts age light glimmer"
)
"""Nouns that are mostly followed by "of"."""

_TAKES_BOTH = listed(
    "make keep get leave find paint turn consider hold have render set call see deem drive send push cut throw prove "
    "believe think declare pronounce judge lay bare spray dye"
)
"""Verbs with a noun and an adjective that says what becomes of it."""


def _is_turned(tree: Tree, noun: int) -> bool:
    """Whether an adjective that belongs before the noun stands behind it, and the phrase ends there."""
    reading, adjective = tree.reading, noun + 1
    if reading.upos(noun) != "NOUN" or not tree.is_word(adjective) or reading.upos(adjective) != "ADJ":
        return False
    if not (tree.text(noun).islower() and tree.text(adjective).islower()) or tree.key(adjective) in _POSTPOSITIVE:
        return False
    if tree.head(adjective) != noun or "ADJ" not in tags(tree.key(adjective)):
        return False
    verb = tree.head(noun)
    if verb != NONE and lemma_verb(tree.key(verb)) in _TAKES_BOTH:
        return False  # "made the plan public"
    if any(tree.key(index) in {"with", "nothing", "something", "anything"} for index in range(noun - 3, noun + 1)):
        return False  # "with the stands full", "something new"
    return (
        reading.upos(adjective + 1) in {"ADP", "PUNCT", "CCONJ", "AUX", "VERB"} if adjective + 1 < tree.last else True
    )


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    for tree in suspects(META.code, document):
        for index in range(tree.first, tree.last - 1):
            turned = _is_turned(tree, index) or _is_turned_of(tree, index)
            behind = index + 1 + (tree.key(index + 1) == "of")
            if turned and looks_damaged(META.code, tree, index, behind):
                start, end = tree.span(index, behind)
                right = f"{tree.text(behind)} {tree.text(index)}"
                message = f"“{document.text[start:end]}” stands the wrong way round: “{right}”."
                yield META.finding(start, end, message, replace=suggester.proven(start, end, [right]))


def _is_turned_of(tree: Tree, noun: int) -> bool:
    """Whether "noun of noun" looks to the model like words in the wrong order."""
    reading, behind = tree.reading, noun + 2
    if tree.key(noun + 1) != "of" or behind >= tree.last or tree.key(noun) in _AMOUNTS:
        return False
    if any(reading.upos(index) != "NOUN" or not tree.text(index).islower() for index in (noun, behind)):
        return False
    return all(reading.kind(index) is Kind.ORDER for index in (noun, noun + 1, behind))
