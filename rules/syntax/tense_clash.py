"""A time that is past goes with a verb in the present: “From 2006 to 2008 the bank lends money to all”.

Some languages tell the past in the present, and use the perfect where English wants the plain past. Put the verb into
the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, verb_forms
from lint.language.model.reading import NONE, Tree
from lint.language.phrases import listed
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, suspects

META = RuleMeta(
    code="SY013",
    name="tense-clash",
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
            "From 2006 to 2008, the young clerk takes out ten loans from the bank.",
            marks="takes",
            fixed="From 2006 to 2008, the young clerk took out ten loans from the bank.",
        ),
        Bad(
            "Last year, the council closes the old bridge to all traffic.",
            marks="closes",
            fixed="Last year, the council closed the old bridge to all traffic.",
        ),
        Good("Since 2008 the bridge has been shut. In 2008, when it opens, nobody comes: that is how the film begins."),
        Good("Last year is over. The report on 2008 says that the bridge, closed last year, needs repair."),
        Good("By 2030 the town wants a new bridge. “In 2008, he says, it rained.” In May 2008 it was closed."),
    ),
)

_PAST = re.compile(
    r"(?:(?:In|From|By|Between|During|Until)\s(?:(?:the\s)?(?:early|late|spring|summer|autumn|fall|winter|end|January|"
    r"February|March|April|May|June|July|August|September|October|November|December)(?:\sof)?,?\s){0,2}"
    r"(?:1[5-9]\d\d|200\d|201\d)(?:\s(?:to|and|until|–)\s(?:1[5-9]\d\d|200\d|201\d))?"
    r"|(?:Last|last)\s(?:year|month|week|night|spring|summer|autumn|winter)|Yesterday|yesterday"
    r"|(?:\w+\s){1,2}(?:years?|months?|weeks?|days?)\sago)\b"
)
"""A time that is over. Years that may still be to come, for an old article, are kept out by the verb: a plan is one."""

_PLANS = listed(
    "plan plans aim aims hope hopes want wants expect expects intend intends is are say says show shows suggest "
    "suggests remain remains mean means tell tells describe describes begin begins seem seems appear appears think "
    "believe know according estimate estimates note notes write writes recall recalls report reports add adds "
    "explain explains"
)
"""Verbs that go with any time ("In 2010, the report says, …"), and those of plots and plans."""


def _present(tree: Tree, verb: int) -> bool:
    """Whether the word is a verb in the plain present, third person, and nothing else."""
    key = tree.key(verb)
    if not tree.is_finite(verb) or tree.reading.upos(verb) != "VERB" or key in _PLANS:
        return False
    return verb_forms(key) == {"VBZ"}


def _perfect(tree: Tree, verb: int) -> int:
    """The "has" or "have" of a verb in the present perfect, or NONE."""
    helpers = [child for child in tree.children(verb, "aux") if child < verb]
    return helpers[0] if len(helpers) == 1 and tree.key(helpers[0]) in {"has", "have"} else NONE


def _clashing(document: Document, tree: Tree) -> int:
    """The verb of a sentence that opens with a past time and goes on in the present, or NONE."""
    opening = _PAST.match(document.text, tree.sentence.start, tree.sentence.end)
    if opening is None:
        return NONE
    root = tree.root
    if root != NONE and not tree.is_finite(root) and _perfect(tree, root) != NONE:
        root = _perfect(tree, root)
    if root == NONE or tree.reading.tokens[root].start < opening.end():
        return NONE
    if tree.key(root) not in {"has", "have"} and not _present(tree, root):
        return NONE
    between = {
        tree.key(index) for index in tree if opening.end() <= tree.reading.tokens[index].start < tree.sentence.end
    }
    if between & {"“", "”", '"', ":", "when", "while", "if", "now", "still", "today"}:
        return NONE
    return root


def _behind_last_year(tree: Tree) -> int:
    """A verb in the present right behind "who last year" or the like, or NONE."""
    keys = tree.reading.keys[tree.first : tree.last]
    for place in range(len(keys) - 3) if "last" in keys else ():  # seldom: looking is faster than going through
        opened = keys[place] in {"who", "which", "that"} and keys[place + 1] == "last"
        verb = tree.first + place + 3
        if opened and keys[place + 2] in {"year", "month", "week"} and _present(tree, verb):
            return verb
    return NONE


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        verb = _clashing(document, tree)
        if verb == NONE:
            verb = _behind_last_year(tree)
        if verb != NONE and looks_damaged(META.code, tree, verb):
            past = inflections(lemma_verb(tree.key(verb))).get("VBD", ())
            right = past[0] if past else None
            message = f"“{tree.text(verb)}” is in the present, but the time is past" + (
                f": “{right}”." if right else "."
            )
            yield META.finding(*tree.span(verb, verb), message, replace=right)
