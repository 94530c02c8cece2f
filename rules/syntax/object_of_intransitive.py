"""A verb that takes no object has one: “They will go public statements of support”.

Two phrases were put together, or the words between them were lost (“go on to make public statements”). Look the
passage up in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import lemma_verb, noun_number
from lint.language.model.reading import NONE, Tree
from lint.language.phrases import listed
from lint.language.words import PREPOSITIONS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY010",
    name="object-of-intransitive",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad("The first buses arrived the town in the early morning.", marks="arrived the town"),
        Bad("A heavy storm occurred the coast and the islands last week.", marks="occurred the coast"),
        Good("They arrived last night, came home and went shopping. He went the whole way; she arrived Monday."),
        Good("He looked the part and lived a long life. It happened a week ago, and it goes without saying."),
        Good("Prices went up a third and came down a little. The talks went ahead, and he came second in the race."),
    ),
)

_INTRANSITIVE = listed(
    "go come arrive happen occur exist emerge appear disappear arise vanish belong consist depend rely listen look "
    "complain apologise apologize participate collaborate cooperate interfere intervene rise fall die"
)
_MEASURES = listed(
    "time times day days night morning evening week weeks weekend month months year years hour hours minute minutes "
    "second seconds mile miles kilometre kilometres kilometer kilometers metre metres meter meters foot feet "
    "percent point points way ways home distance length part place step steps moment quarter century decade decades "
    "season summer winter spring autumn fall today tomorrow yesterday monday tuesday wednesday thursday friday "
    "saturday sunday dollar dollars euro euros pound pounds yen cent cents route course extra lot bit death life "
    "dream"
)
"""What can stand behind such a verb without being its object."""


def _object(tree: Tree, verb: int) -> int:
    """The noun that stands behind the verb as its object, where nothing but its own words is between; else 0."""
    before = verb - 1
    while before > tree.first and tree.reading.upos(before) == "ADV" and tree.key(before) != "not":
        before -= 1
    if tree.subject(verb) == NONE and tree.key(before) not in {"to", "not"}:
        return 0  # "Then came the rain."
    if tree.key(verb + 1) in PREPOSITIONS or tree.key(verb + 1).endswith("ing"):
        return 0  # "go by the name", "go shopping"
    for noun in tree.children(verb, "obj"):
        words = tree.subtree(noun)
        is_plain = tree.reading.upos(noun) == "NOUN" and bool(noun_number(tree.key(noun)))
        if noun > verb and is_plain and min(words) == verb + 1 and tree.key(noun) not in _MEASURES:
            return noun
    return 0


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        for verb in tree:
            if tree.reading.upos(verb) != "VERB" or lemma_verb(tree.key(verb)) not in _INTRANSITIVE:
                continue
            noun = _object(tree, verb)
            if noun and looks_damaged(META.code, tree, verb, noun):
                start, end = tree.span(verb, noun)
                message = f"“{tree.text(verb)}” takes no object: “{tree.text(noun)}” belongs to something that is lost."
                yield META.finding(start, end, message)
