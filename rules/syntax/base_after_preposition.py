"""A verb in its base form follows a preposition: “an option of click here”, “along with outline the risks”.

Behind a preposition a verb takes the -ing form (“of clicking”). Change the form, or put back the noun that is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, verb_forms
from lint.language.model.reading import Tree
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY014",
    name="base-after-preposition",
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
            "The firm was fined for sell old meat to schools.",
            marks="for sell",
            fixed="The firm was fined for selling old meat to schools.",
        ),
        Bad(
            "The mayor insisted on build a new bridge.",
            marks="on build",
            fixed="The mayor insisted on building a new bridge.",
        ),
        Good("He came for help, spoke of love and left without delay; by use of force they took it."),
        Good("The people they work with say so. What it is made of goes unsaid. The man we heard from left."),
        Good("They lived with fear, and moved from place to place in search of work, with hope but without rest."),
    ),
)

_PREPOSITIONS = listed(
    "of by with without for from in at about against after before on through upon toward towards into"
)
_NOT_BASE = frozenset({"VBG", "VBN", "VBZ", "VBD"})


def _is_base(tree: Tree, verb: int) -> bool:
    """Whether the word is a verb in its base form, with an object or the like of its own."""
    key = tree.key(verb)
    forms = verb_forms(key)
    if tree.reading.upos(verb) != "VERB" or "VB" not in forms or forms & _NOT_BASE or not tree.text(verb).islower():
        return False
    return bool(tree.children(verb, "obj", "ccomp", "xcomp", "obl", "compound"))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        for index in range(tree.first + 1, tree.last - 1):
            if tree.key(index) not in _PREPOSITIONS or tree.reading.upos(index) not in {"ADP", "SCONJ"}:
                continue
            if (
                tree.head(index) == index + 1
                and _is_base(tree, index + 1)
                and looks_damaged(META.code, tree, index, index + 1)
            ):
                verb, preposition = tree.text(index + 1), tree.text(index)
                form = inflections(verb).get("VBG", ())
                right = f"{preposition} {form[0]}" if form else None
                message = f"Behind “{preposition}” the verb “{verb}” takes another form" + (
                    f": “{right}”." if right else "."
                )
                yield META.finding(*tree.span(index, index + 1), message, replace=right)
