"""A stretch of a sentence that reads like no edited English, though no other rule can say why.

The language model has learnt from damaged news what such places look like; its guess at the kind of damage is in the
message. Read the sentence aloud, and compare it with the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import lemma_verb
from lint.language.model.labels import Kind
from lint.language.model.reading import NONE, Tree
from lint.language.model.suggest import Suggester
from lint.language.model.thresholds import garbled, threshold
from lint.language.words import SUBJECT_PRONOUNS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import damaged, is_aside, is_degree, is_full, run, usual_kind

META = RuleMeta(
    code="SY020",
    name="garbled-span",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Unintelligible",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    priority=-2,
    model=True,
    examples=(
        Bad("The council voted to close the of old bridge to all traffic.", marks="the of"),
        Bad(
            "He said that the measures economic would be announced next week.",
            marks="measures economic",
            fixed="He said that the economic measures would be announced next week.",
        ),
        Good("The council voted on Monday to close the old bridge, which engineers had called unsafe."),
        Good("“We had no choice,” the mayor told reporters. Traffic will be led over the new bridge from Feb. 4."),
        Good("Of the five bridges, the oldest was the first to be closed; what it is worth nobody would say."),
        Good("Closing the bridge was not that big a step for the council, and too good a chance to be missed."),
    ),
)


_BEYOND_DOUBT = 0.97


def _spans(tree: Tree, limits: Mapping[Kind, float]) -> Iterator[tuple[int, int]]:
    """The stretches that hold a word as damaged as it takes, each with the less damaged words around it."""
    end = tree.first
    for index in tree:
        kind = tree.reading.kind(index)
        if index < end or tree.reading.damage[index] < limits[kind] or not tree.text(index)[:1].isalnum():
            continue
        first, last = run(tree, index)
        if first >= end and not _is_idiom(tree, index, kind):
            yield first, last
            end = last + 1


def _is_idiom(tree: Tree, index: int, kind: Kind) -> bool:
    """Whether the word is of a construction that the model is known to mistake for damage."""
    key, before = tree.key(index), tree.reading.upos(index - 1) if index > tree.first else ""
    behind = tree.reading.upos(index + 1) if index + 1 < tree.last else "PUNCT"
    if is_aside(tree, index) or is_degree(tree, index):
        return True
    if tree.reading.damage[index] >= _BEYOND_DOUBT:
        return False
    if kind is Kind.EXTRA and key in SUBJECT_PRONOUNS | {"it", "you"}:
        return before in {"NOUN", "PROPN", "ADV"} and tree.head(index - 1) != tree.head(index)  # "a beer they like"
    if kind is Kind.VERB and key in {"be", "being", "having"}:
        return True  # "that it be sent", "the others being too small"
    if key == "of" and lemma_verb(tree.key(index - 1)) == "say":
        return True  # "she said of him"
    if key in {"of", "to", "for", "with", "that"}:
        return behind in {"PUNCT", "ADP"}  # "more of.", "half that of the others"
    return kind is Kind.AGREEMENT and before == "PROPN"  # "Apple have": British usage


def _limits(document: Document) -> dict[Kind, float]:
    """How damaged a word of each kind must look in this article."""
    damaged = document.reading.is_damaged
    return {kind: max(threshold(META.code), garbled(kind, damaged_article=damaged)) for kind in Kind}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    suggester = Suggester(document)
    limits = _limits(document)
    for tree in damaged(document, min(limits.values())):
        if not is_full(document, tree):
            continue
        for first, last in _spans(tree, limits):
            kind = usual_kind(tree, first, last)
            start, end = tree.span(first, last)
            message = _MESSAGES[kind](tree, first, last)
            yield META.finding(start, end, message, replace=suggester.best(tree, first, last, kind))


def _words(tree: Tree, first: int, last: int) -> str:
    return " ".join(tree.text(index) for index in range(first, min(last, first + 5) + 1)) + (
        " …" if last > first + 5 else ""
    )


def _verb(tree: Tree, first: int, last: int) -> str:
    """Names the noun that has no verb, where the tree knows one."""
    for index in range(first, last + 1):
        subject = tree.subject(index)
        if NONE < subject < index and not tree.is_finite(index):
            return f"No verb seems to go with “{tree.text(subject)}”: look at “{_words(tree, first, last)}”."
    return f"A verb seems to be lost, or to have the wrong form, at “{_words(tree, first, last)}”."


def _gap(tree: Tree, first: int, last: int) -> str:
    return f"Something seems to be missing at “{_words(tree, first, last)}”."


def _fixed(words: str) -> Callable[[Tree, int, int], str]:
    return lambda tree, first, last: words.format(_words(tree, first, last))


_MESSAGES: dict[Kind, Callable[[Tree, int, int], str]] = {
    Kind.STOP: _fixed("A full stop seems to stand in the middle of a sentence at “{}”."),
    Kind.VERB: _verb,
    Kind.MISSING: _gap,
    Kind.EXTRA: _fixed("There seems to be a word too many at “{}”."),
    Kind.ORDER: _fixed("The words seem to stand in the wrong order: “{}”."),
    Kind.AGREEMENT: _fixed("Something here seems to differ in number: “{}”."),
    Kind.FORM: _fixed("A word seems to have the wrong form: “{}”."),
    Kind.WRONG: _fixed("Another word seems to be meant: “{}”."),
    Kind.DOUBLED: _fixed("Something seems to be said twice: “{}”."),
    Kind.CUT: _fixed("The sentence seems to break off at “{}”."),
    Kind.GLUED: _fixed("Two sentences seem to run into each other at “{}”."),
    Kind.POSSESSIVE: _fixed("A possessive seems to be lost at “{}”."),
    Kind.PUNCTUATION: _fixed("A mark seems to be wrong or missing at “{}”."),
}
