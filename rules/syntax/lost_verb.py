"""The main clause of a sentence has no finite verb: “The minister in Paris on Monday with his guests”.

The verb got lost in translation, or the sentence is half of a longer one. Look the verb up in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import usual_tag, verb_forms
from lint.language.model.labels import Kind
from lint.language.model.reading import NONE, Tree
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._clauses import main_words, may_be_finite, nonfinite_verb
from ._evidence import is_full, is_quoted_fragment, looks_damaged, run, suspects

META = RuleMeta(
    code="SY001",
    name="lost-verb",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad("The firm a new plant in the north of the country next year.", marks="firm a"),
        Bad("The committee a report on the safety of the bridges last week.", marks="committee a"),
        Good("The council closed the old bridge on Monday. What a night for the town! No wonder that they left."),
        Good("Hence the delay in the talks over the bridge. Now for the good news: the town has a new bridge."),
        Good("“A good day for all of us in the town,” she said. He stopped. Then rain, and more rain, all night long."),
    ),
)


def _lost(tree: Tree) -> list[int]:
    """The words of a main clause without a finite verb; nothing where there is one."""
    main = main_words(tree)
    if any(may_be_finite(tree, index) or _could_be_verb(tree, index) for index in main):
        return []
    if nonfinite_verb(tree, main) != NONE or any(tree.key(index) in {":", "?", ";"} for index in tree):
        return []  # another rule's business; or a heading, a list, a question
    return main


def _could_be_verb(tree: Tree, index: int) -> bool:
    """Whether the lexicon knows the word as a verb first of all, though the model takes it for something else."""
    key = tree.key(index)
    if usual_tag(key) != "VERB" or not verb_forms(key) & {"VBP", "VBZ", "VBD"} or not tree.text(index).islower():
        return False
    return tree.key(index - 1) != "to" and tree.reading.upos(index - 1) not in {"DET", "ADJ", "ADP"}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        main = _lost(tree) if is_full(document, tree) else []
        damaged = [index for index in main if tree.reading.kind(index) in {Kind.VERB, Kind.MISSING, Kind.FORM}]
        if not damaged or is_quoted_fragment(document, tree):
            continue
        peak = max(damaged, key=lambda index: tree.reading.damage[index])
        if looks_damaged(META.code, tree, peak):
            first, last = run(tree, peak)
            yield META.finding(*tree.span(first, last), _message(tree, peak))


def _message(tree: Tree, peak: int) -> str:
    noun = next((index for index in (tree.root, peak, peak - 1) if tree.is_word(index)), peak)
    return f"No finite verb goes with “{tree.text(noun)}”: the verb of this sentence is lost."
