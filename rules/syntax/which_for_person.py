"""“Which” stands for “who” behind people: “the tourists, which were told to leave”, “women which work there”.

Most languages have one word for the two. Write “who”.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import lemma_verb
from lint.language.model.reading import Tree
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._clauses import may_be_finite
from ._evidence import looks_damaged, skip_adverbs, suspects

META = RuleMeta(
    code="SY012",
    name="which-for-person",
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
            "The police helped the tourists, which were told to leave the beach.",
            marks="which",
            fixed="The police helped the tourists, who were told to leave the beach.",
        ),
        Bad(
            "He spoke to women which work in the new factory.",
            marks="which",
            fixed="He spoke to women who work in the new factory.",
        ),
        Good("The number of tourists, which was high, fell. The beach for tourists which was closed is open again."),
        Good(
            "A team of doctors, which is led by him, met the women, which surprised nobody; ask the man which is best."
        ),
        Good("It is up to the people which way they go, and the men know which are theirs."),
    ),
)

_SINGULAR = listed("is was has does")
_TELLS = listed("ask tell show teach know see learn decide")

_PEOPLE = listed(
    "people men women man woman boys girls boy girl tourists students student workers worker residents resident "
    "citizens citizen voters voter patients patient doctors doctor nurses nurse teachers teacher pupils farmers "
    "farmer soldiers soldier officers officer journalists journalist reporters reporter migrants refugees refugee "
    "protesters protester demonstrators politicians politician ministers lawmakers senators scientists scientist "
    "researchers researcher experts expert employees employee customers customer visitors visitor passengers "
    "passenger drivers driver players player fans fan parents parent mothers mother fathers father children child "
    "kids adults victims victim survivors suspects suspect criminals prisoners leaders leader officials analysts "
    "analyst investors investor traders users owners owner lawyers lawyer judges judge artists artist actors actor "
    "singers singer writers writer authors author friends friend neighbours neighbors neighbour neighbor relatives "
    "husbands husband wives wife sons son daughters daughter brothers brother sisters sister volunteers engineers "
    "engineer witnesses witness millionaires billionaires"
)


def _is_person(tree: Tree, noun: int, verb: int) -> bool:
    """Whether "which" can refer to nothing but the people right before it, and is the subject of what follows."""
    if tree.key(noun) not in _PEOPLE or tree.reading.upos(noun) != "NOUN" or tree.reading.relation(noun) == "nmod":
        return False
    if not may_be_finite(tree, verb) or tree.reading.upos(verb) not in {"VERB", "AUX"}:
        return False
    before = [tree.key(index) for index in range(max(tree.first, noun - 4), noun)]
    if {"of", "for"}.intersection(before[-2:]) or any(lemma_verb(word) in _TELLS for word in before):
        return False
    key = tree.key(verb)
    if tree.reading.number(noun) == "Plur":
        # "met the women, which surprised nobody": a verb without a number may have the whole clause for a subject
        return key in {"are", "were", "have", "do"} or (tree.key(noun + 1) != "," and key not in _SINGULAR)
    return key in _SINGULAR and tree.key(noun + 1) != ","


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        for index in range(tree.first + 2, tree.last - 1):
            noun = index - 1 - (tree.key(index - 1) == ",")
            if tree.key(index) != "which" or not _is_person(tree, noun, skip_adverbs(tree, index + 1)):
                continue
            if looks_damaged(META.code, tree, index - 1, index + 1):
                message = f"“which” refers to “{tree.text(noun)}”: of people, “who”."
                yield META.finding(*tree.span(index, index), message, replace="who")
