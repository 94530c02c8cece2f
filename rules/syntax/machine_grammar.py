"""Grammar as machine translation leaves it: not broken beyond a reader, but not what an editor would have written.

The language model has learnt from news in which professional translators marked the slips of eight translation systems.
It knows the look of such places, not the reason: compare the sentence with its source.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.model.reading import Tree
from lint.language.model.thresholds import threshold
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import is_aside, is_degree, is_full, stretch, trimmed

META = RuleMeta(
    code="SY021",
    name="machine-grammar",
    severity=Severity.MINOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    priority=-3,
    model=True,
    examples=(
        Bad("The town will strengthen the construction of talents team.", marks="construction of talents team"),
        Bad("The bill was by the council rejected on Monday.", marks="by the council rejected"),
        Good("The number of tourists has risen steadily over the past five years, the city council said."),
        Good("The council rejected the bill on Monday. Farmers in the province earn more every year."),
        Good("“We had no choice,” the mayor told reporters. Traffic will be led over the new bridge from Feb. 4."),
    ),
)

_BELONGS = 0.18
"""A word belongs to a place if a reviewer is at least so likely to mark it …"""
_SHOWN = 0.30
"""… and is shown, beside the likeliest one, if so likely. A place needs at least one such word."""

_LOOK_AT: Mapping[str, str] = {
    "ADP": "the preposition",
    "AUX": "the form of the verb",
    "DET": "the article",
    "NOUN": "the noun, its number and its article",
    "PRON": "the pronoun",
    "VERB": "the form of the verb",
}
"""What a reviewer mostly had in mind, by the part of speech of the word that was marked."""


def _is_written(tree: Tree, index: int) -> bool:
    """Whether it is a word or a number, no mark."""
    return tree.key(index)[:1].isalnum()


def _is_cut_short(tree: Tree, index: int) -> bool:
    """Whether the verb is left to the reader: "as the law said they should."."""
    return tree.reading.upos(index) == "AUX" and not _is_written(tree, index + 1)


def _evidence(odds: Sequence[float]) -> float:
    """How much speaks for a place: the log odds of its words, each beyond those of a word that just belongs, added up.

    Reviewers mark stretches. Of the single words that the model is sure of, most are merely rare.
    """
    return sum(map(_log_odds, odds)) - len(odds) * _log_odds(_BELONGS)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability)) if probability < 1 else math.inf


def _places(tree: Tree, least: float) -> Iterator[tuple[int, int, int]]:
    """First and last word of each place that reviewers would mark, and its likeliest word."""
    marked = tree.reading.marked
    if max(marked[tree.first : tree.last], default=0.0) < _SHOWN:
        return  # as in nearly every sentence
    index = tree.first
    while index < tree.last:
        if marked[index] < _SHOWN or not _is_written(tree, index):
            index += 1
            continue
        first, last = stretch(tree, marked, index, _BELONGS)
        index = last + 1
        peak = max((word for word in range(first, last + 1) if _is_written(tree, word)), key=lambda word: marked[word])
        if is_aside(tree, peak) or is_degree(tree, peak) or _is_cut_short(tree, peak):
            continue
        if _evidence(marked[first : last + 1]) >= least:
            yield *trimmed(tree, *stretch(tree, marked, peak, _SHOWN), peak), peak


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    least = threshold(META.code, damaged_article=document.reading.is_damaged)
    for tree in document.reading.trees:
        for first, last, peak in _places(tree, least):
            if not is_full(document, tree):
                break
            start, end = tree.span(first, last)
            what = _LOOK_AT.get(tree.reading.upos(peak), "the wording")
            message = f"Reviewers of machine translation mark places like “{document.text[start:end]}”: check {what}."
            yield META.finding(start, end, message)
