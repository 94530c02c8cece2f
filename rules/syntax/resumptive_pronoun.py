"""A pronoun takes the place that “who”, “which” or the noun fills already: “a man who he took out loans”.

Other languages name the subject of a relative clause twice. Take the pronoun out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.model.reading import NONE, Tree
from lint.language.model.suggest import Suggester
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import is_aside, looks_damaged, suspects

META = RuleMeta(
    code="SY008",
    name="resumptive-pronoun",
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
            "The mayor is a man who he built three bridges in ten years.",
            marks="who he",
            fixed="The mayor is a man who built three bridges in ten years.",
        ),
        Bad(
            "He said that the workers they had been paid too little for years.",
            marks="workers they",
            fixed="He said that the workers had been paid too little for years.",
        ),
        Good("The man who he said had left came back. The bridge which they closed is old; the day it fell was wet."),
        Good("The people they met were kind. The mayor, whom he knew, said that he would come. It is they who left."),
        Good("The house that he built stands. Those who they say have left are here. When the rain came they left."),
    ),
)

_PRONOUNS = listed("he she it they we")
_RELATIVES = listed("who which")
_SAYING = frozenset({"ccomp", "xcomp"})


def _is_doubled(tree: Tree, index: int) -> bool:
    """Whether the pronoun at `index` repeats the relative word, or the noun, before it."""
    verb = tree.head(index)
    if tree.key(index) not in _PRONOUNS or verb == NONE or tree.reading.relation(index) != "nsubj" or verb < index:
        return False
    if is_aside(tree, index):
        return False
    before = tree.key(index - 1)
    if before in _RELATIVES:
        if tree.reading.upos(index - 2) == "ADP":
            return False  # "the year in which he came"
        # "the man who he met" has no other object; "the man who he said had left" another verb.
        filled = tree.child(verb, "obj", "cop") != NONE or tree.reading.verb_form(verb) == "Part"
        return filled and not tree.children(verb, *_SAYING)
    if tree.reading.upos(index - 1) != "NOUN" or tree.reading.number(index - 1) not in {"Sing", "Plur"}:
        return False
    if (tree.reading.number(index - 1) == "Plur") != (tree.key(index) in {"they", "we"}):
        return False
    return tree.head(index - 1) == verb and tree.reading.relation(index - 1) == "nsubj"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    for tree in suspects(META.code, document):
        for index in range(tree.first + 1, tree.last):
            if _is_doubled(tree, index) and looks_damaged(META.code, tree, index):
                start, end = tree.span(index - 1, index)
                before, pronoun = tree.text(index - 1), tree.text(index)
                message = f"“{pronoun}” says again what “{before}” says: one of the two is too many."
                yield META.finding(start, end, message, replace=suggester.proven(start, end, [before]))
