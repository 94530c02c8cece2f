"""A verb is missing behind “to”: “She is keen to that everybody comes”, “it is essential to uncertainty”.

A word with a meaning of its own fell out between two small ones. Look it up in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import usual_tag, verb_forms
from lint.language.model.reading import Tree
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, skip_adverbs

META = RuleMeta(
    code="SY005",
    name="verb-lost-after-to",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad("The mayor is keen to that the old bridge stays open.", marks="to that"),
        Bad("The council has decided to the old bridge in the spring.", marks="to the"),
        Good("The mayor is able to, and the council wants to. They are ready to go, and eager to fully open it."),
        Good("He said that access to that bridge is key to trade; they went to the town, and to where it all began."),
        Good("She agreed to the plan. It is vital to the town, important to trade and essential to all of them."),
    ),
)

_WANTS_VERB = listed(
    "able unable eager keen willing unwilling reluctant likely unlikely hesitant inclined determined want wants "
    "wanted decide decides decided refuse refuses refused hope hopes hoped manage manages managed tend tends tended "
    "fail fails failed intend intends intended expect expects expected afford pretend pretends pretended learn "
    "learned promise promised threaten threatens threatened try tries tried trying attempt attempted seek seeks "
    "sought wish wishes vow vows vowed pledge pledged strive strives deserve deserves going"
)
"""Words whose "to" is that of a verb, not of a place or person."""

_TO_A_NOUN = listed("going learned promise promised tend tends tended pledge pledged attempt fail fails failed")
"""Those of them that can have another "to" behind them: "going to the city", "tends to the sick"."""

_LOST = frozenset({"DET", "SCONJ", "CCONJ", "ADP", "PRON", "NOUN"})


def _must_have_verb(tree: Tree, to: int) -> bool:
    """Whether the word before "to" leaves no choice: "keen to that"."""
    return tree.key(to - 1) in _WANTS_VERB - _TO_A_NOUN and tree.reading.upos(to + 1) in {"SCONJ", "PRON", "DET"}


def _has_lost_its_verb(tree: Tree, to: int) -> bool:
    behind = skip_adverbs(tree, to + 1)
    key = tree.key(behind)
    if not tree.is_word(behind) or "VB" in verb_forms(key) or not key or not tree.text(behind).islower():
        return False
    before = tree.key(to - 1)
    if usual_tag(key) == "ADV" or tree.reading.upos(behind) not in _LOST:
        return False
    if before in _WANTS_VERB and before not in _TO_A_NOUN:
        return True
    is_particle = tree.reading.upos(to) == "PART" and tree.reading.relation(to) == "mark"
    return is_particle and (before in _WANTS_VERB or tree.reading.upos(behind) in {"SCONJ", "CCONJ", "ADP"})


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in document.reading.trees:
        for index in range(tree.first + 1, tree.last - 1):
            if tree.key(index) != "to" or not _has_lost_its_verb(tree, index):
                continue
            behind = skip_adverbs(tree, index + 1)
            if _must_have_verb(tree, index) or looks_damaged(META.code, tree, index - 1, behind):
                start, end = tree.span(index, behind)
                message = f"Behind “{tree.text(index - 1)} to” a verb is missing."
                yield META.finding(start, end, message)
