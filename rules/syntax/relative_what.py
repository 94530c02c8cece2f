"""“What” stands for “which” or “that” behind a noun: “the waste what lies in the streets”, “the banks what had failed”.

Languages that have one word for the two put “what” behind a noun. Write “that”, “which” or, of people, “who”.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import lemma_verb, tags
from lint.language.model.reading import NONE, Tree
from lint.language.model.suggest import Suggester
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._clauses import may_be_finite
from ._evidence import looks_damaged, skip_adverbs, suspects

META = RuleMeta(
    code="SY011",
    name="relative-what",
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
            "The town pays for the waste what lies in the streets.",
            marks="what",
            fixed="The town pays for the waste that lies in the streets.",
        ),
        Bad("Six of the banks what had lent him money went to court.", marks="what"),
        Good(
            "She told the council what had happened. They asked the man what was wrong, and no matter what came next."
        ),
        Good("In the town, what matters is the bridge. He gave the people what they want. What is it?"),
        Good("The report shows in detail what is known; it is a question of what can be done."),
    ),
)

_TELLS = listed(
    "tell ask show teach give offer owe grant remind inform warn advise see know learn understand explain describe "
    "say discuss decide determine wonder matter question idea clue"
)
"""Words with a noun behind them and a clause with "what" behind that: "told the council what had happened"."""


def _is_relative(tree: Tree, what: int) -> bool:
    """Whether "what" stands right behind a noun, as the subject of a clause that describes it."""
    reading = tree.reading
    noun = what - 1 - (tree.key(what - 1) == ",")
    verb = skip_adverbs(tree, what + 1)
    if not tree.is_word(noun) or reading.upos(noun) != "NOUN" or "NOUN" not in tags(tree.key(noun)):
        return False
    if not may_be_finite(tree, verb) or reading.upos(verb) not in {"VERB", "AUX"}:
        return False
    if noun != what - 1 and tree.clause(verb) == tree.root:
        return False  # "In the town, what matters is the bridge."
    before = {tree.key(index) for index in range(max(tree.first, noun - 8), noun + 1)}
    return not any(word in _TELLS or lemma_verb(word) in _TELLS for word in before)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    for tree in suspects(META.code, document):
        for index in range(tree.first + 2, tree.last - 1):
            if tree.key(index) != "what" or not _is_relative(tree, index) or tree.head(index) == NONE:
                continue
            if looks_damaged(META.code, tree, index - 1, index + 1):
                start, end = tree.span(index, index)
                message = "“what” cannot refer to the noun before it: “that” or “which”."
                edits = ["which"] if tree.key(index - 1) == "," else ["that", "which"]
                yield META.finding(start, end, message, replace=suggester.proven(start, end, edits))
