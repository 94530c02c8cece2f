"""An infinitive or participle stands where the finite verb should be: “The analysts to worry that prices could rise”.

Engines that translate word by word keep a form that the source can end a sentence with. Put the verb into the present
or the past.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb
from lint.language.model.reading import NONE, Tree
from lint.language.model.suggest import Suggester
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._clauses import group_start, main_words, may_be_finite, nonfinite_clauses, nonfinite_verb, opening_infinitive
from ._evidence import is_full, is_quoted_fragment, looks_damaged, suspects

META = RuleMeta(
    code="SY002",
    name="nonfinite-verb",
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
            "The city's engineers to worry that the old bridge could fall at any time.",
            marks="to worry",
            fixed="The city's engineers worry that the old bridge could fall at any time.",
        ),
        Bad(
            "The university to have studied the effects of ozone on wheat in ten countries.",
            marks="to have studied",
            fixed="The university studied the effects of ozone on wheat in ten countries.",
        ),
        Good("The first to leave was the mayor. To worry is human. The team to watch this year is Brazil."),
        Good("“Nothing to see here,” the officer said. The talks, to be held in May, will last a week."),
        Good("Their plan is to close it. The bridge built by the town fell. With the mayor gone, the council voted."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    for tree in suspects(META.code, document):
        if not is_full(document, tree) or is_quoted_fragment(document, tree):
            continue
        for verb in sorted({*nonfinite_clauses(tree), *_main(tree), opening_infinitive(tree)} - {NONE}):
            first = group_start(tree, verb)
            if looks_damaged(META.code, tree, first, verb):
                start, end = tree.span(first, verb)
                subject = tree.subject(verb)
                noun = tree.text(subject if subject != NONE else first - 1)
                message = f"No finite verb goes with “{noun}”: “{document.text[start:end]}” stands where it should be."
                yield META.finding(start, end, message, replace=suggester.proven(start, end, finite_forms(tree, verb)))


def _main(tree: Tree) -> list[int]:
    """The verb that stands where the finite verb of the main clause should be, if there is none."""
    main = main_words(tree)
    verb = nonfinite_verb(tree, main)
    return [] if verb == NONE or any(may_be_finite(tree, index) for index in main) else [verb]


def finite_forms(tree: Tree, verb: int) -> list[str]:
    """The finite forms of the verb at this index: behind "to have" only those of the past."""
    forms = inflections(lemma_verb(tree.text(verb)))
    tags = ("VBD",) if tree.key(verb - 1) in {"have", "having"} else ("VBD", "VBP", "VBZ")
    return list(dict.fromkeys(form for tag in tags for form in forms.get(tag, ())))
