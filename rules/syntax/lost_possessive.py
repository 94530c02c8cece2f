"""A noun has lost its 's before another: “if Putin loud nostalgia for the past”, “the city shops owners”.

Spinners and engines that split words at the apostrophe drop what stands behind it. Put the 's back.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import tags
from lint.language.model.labels import Kind
from lint.language.model.reading import Tree
from lint.language.model.suggest import Suggester
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY006",
    name="lost-possessive",
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
            "The plan shows the mayor deep love for the old bridge.",
            marks="mayor deep",
            fixed="The plan shows the mayor’s deep love for the old bridge.",
        ),
        Bad(
            "They spoke about Miller new plan for the port.",
            marks="Miller new",
            fixed="They spoke about Miller’s new plan for the port.",
        ),
        Good("The IMF managing director and the Labour mayor met the Obama administration officials in Paris."),
        Good("The new WHO clinical guidelines came out on Monday, and a UN special envoy spoke of them."),
        Good("The city council found the mayor asleep; he made the town rich, and left the poor behind."),
        Good("He gave the girl old books and told the boy tall tales. The players' union and Miller's friends left."),
    ),
)

_BEHIND = {"PROPN": frozenset({"ADJ", "NOUN", "NUM", "ADV"}), "NOUN": frozenset({"ADJ"})}
"""What may follow a name or a noun: two nouns in a row are mostly a good compound ("city government")."""


def _may_have_lost_it(tree: Tree, index: int) -> bool:
    """Whether the word is a noun or name without an 's, followed at once by a word in small letters."""
    if tree.reading.upos(index) not in _BEHIND or not tree.is_word(index) or not tree.is_word(index + 1):
        return False
    if tree.text(index).isupper() or (tree.reading.upos(index) == "PROPN" and "ADJ" in tags(tree.key(index))):
        return False  # "WHO clinical guidelines", "European leaders"
    return (
        "'" not in tree.key(index)
        and tree.text(index + 1).islower()
        and tree.reading.upos(index + 1) in _BEHIND[tree.reading.upos(index)]
    )


def _is_name_before_phrase(tree: Tree, index: int) -> bool:
    """Whether a name stands before an adjective and its noun, and the noun is no title before another name."""
    found = [tree.reading.upos(place) if place < tree.last else "" for place in range(index, index + 4)]
    opens = index == tree.first or tree.reading.upos(index - 1) not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}
    return opens and found[:3] == ["PROPN", "ADJ", "NOUN"] and found[3] not in {"PROPN", "NOUN"}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    mark = "'" if document.text.count("'") > document.text.count("’") else "’"
    for tree in suspects(META.code, document):
        for index in tree:
            if not _may_have_lost_it(tree, index):
                continue
            is_kind = tree.reading.kind(index) is Kind.POSSESSIVE or _is_name_before_phrase(tree, index)
            if is_kind and looks_damaged(META.code, tree, index, index + 1):
                start, end = tree.span(index, index + 1)
                noun = tree.text(index)
                right = f"{noun}{mark}{'' if noun.endswith('s') else 's'}"
                message = f"“{noun}” seems to have lost its possessive: “{right}”."
                edits = [right + document.text[tree.reading.tokens[index].end : end]]
                yield META.finding(start, end, message, replace=suggester.proven(start, end, edits))
