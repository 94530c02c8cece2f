"""Two finite verbs stand side by side in one clause: “The minister said wants a deal”.

Two versions of a clause were put together, or a word between the verbs was lost (“said he wants”). Take one verb out,
or put the word back.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import tags, verb_forms
from lint.language.model.reading import NONE, Tree
from lint.language.phrases import listed
from lint.language.words import BE_FORMS, DO_FORMS, HAVE_FORMS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY007",
    name="colliding-verbs",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad("The council has wants to close the bridge in the spring.", marks="has wants"),
        Bad("The minister was says that the talks will go on.", marks="was says"),
        Good("All that he had was lost. What it was nobody says. Those who left say so, and what he says goes."),
        Good("He has been told. Whoever wins gets it. The bridge they built fell, and the work they did paid."),
        Good("“It is,” says the mayor, “what it was.” The man who came went. He does want it; he said: wants."),
    ),
)

_SURE = frozenset({"VBZ", "VBD"})
_HELPERS = BE_FORMS | HAVE_FORMS | DO_FORMS


def _is_sure(tree: Tree, index: int) -> bool:
    """Whether the word is a finite verb and can be nothing else."""
    key = tree.key(index)
    forms = verb_forms(key)
    if not tree.is_finite(index) or not tree.text(index).islower():
        return False
    return bool(forms & _SURE) and not forms & {"VBN", "VB"} and tags(key) <= {"VERB", "AUX"}


def _collide(tree: Tree, index: int) -> bool:
    """Whether the words at `index` and behind it are finite verbs of the same clause."""
    first, second = tree.key(index), tree.key(index + 1)
    if not _is_sure(tree, index + 1) or second in _HELPERS or not tree.is_finite(index):
        return False
    if first not in _HELPERS and not _is_sure(tree, index):
        return False
    one, other = tree.clause(index), tree.clause(index + 1)
    return one == other or (first not in _HELPERS and NONE < tree.subject(index) == tree.subject(index + 1))


_OPENS_SUBJECT = listed("who whoever whatever what that which whose where how when if than as")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        opened = False
        for index in range(tree.first, tree.last - 1):
            opened = opened or tree.key(index) in _OPENS_SUBJECT
            if not opened and _collide(tree, index) and looks_damaged(META.code, tree, index, index + 1):
                start, end = tree.span(index, index + 1)
                message = f"“{tree.text(index)}” and “{tree.text(index + 1)}” are both the verb of this clause:"
                yield META.finding(start, end, f"{message} one is too many, or a word between them is lost.")
