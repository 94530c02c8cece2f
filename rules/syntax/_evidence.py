"""What the rules on the model have in common: which sentences they look at, and when what they see counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.document import Document
from lint.language.lexicon import lemma_verb
from lint.language.model.labels import Kind
from lint.language.model.reading import Tree
from lint.language.model.thresholds import threshold

_LEAST_WORDS = 5
_ENDS = ".!?…"
_SAYING = frozenset({"believe", "claim", "fear", "feel", "hope", "know", "say", "think"})
_DEGREES = frozenset({"as", "how", "so", "that", "this", "too"})
_CLOSERS = "\"'”’»)]"


def damaged(document: Document, least: float) -> Iterator[Tree]:
    """The sentences with a word whose damage reaches `least`; in news hardly any, so a rule asks for them first."""
    return (tree for tree in document.reading.trees if tree.worst >= least)


def suspects(code: str, document: Document) -> Iterator[Tree]:
    """The sentences in which some word looks as damaged as the rule of this code wants it."""
    return damaged(document, threshold(code, damaged_article=document.reading.is_damaged))


def is_full(document: Document, tree: Tree) -> bool:
    """Whether the sentence is whole: a capital or a number first, some words, a mark at the end, and no title."""
    written = document.text[tree.sentence.start : tree.sentence.end].rstrip(_CLOSERS)
    if written[-1:] not in _ENDS:
        return False
    first = next((index for index in tree if tree.text(index)[:1].isalnum()), tree.first)
    if tree.is_word(first) and not tree.text(first)[:1].isupper():
        return False
    words = [tree.text(index) for index in tree if tree.is_word(index)]
    if len(words) < _LEAST_WORDS:
        return False
    return sum(word[:1].isupper() for word in words) <= 0.6 * len(words)


def looks_damaged(code: str, tree: Tree, first: int, last: int | None = None) -> bool:
    """Whether the model finds the words `first` to `last` as damaged as the rule of this code wants it."""
    return tree.damage(first, last) >= threshold(code, damaged_article=tree.reading.is_damaged)


def run(tree: Tree, peak: int, share: float = 0.5) -> tuple[int, int]:
    """The first and last of the words around `peak` that look at least `share` as damaged; no marks at its ends."""
    damage = tree.reading.damage
    return trimmed(tree, *stretch(tree, damage, peak, share * damage[peak]), peak)


def stretch(tree: Tree, odds: Sequence[float], index: int, floor: float) -> tuple[int, int]:
    """The first and last of the words of the sentence around `index` whose odds reach `floor` without a break."""
    first = last = index
    while first > tree.first and odds[first - 1] >= floor:
        first -= 1
    while last + 1 < tree.last and odds[last + 1] >= floor:
        last += 1
    return first, last


def trimmed(tree: Tree, first: int, last: int, keep: int) -> tuple[int, int]:
    """The stretch without marks at its ends, as long as `keep` stays in it."""
    while first < keep and not tree.text(first)[:1].isalnum():
        first += 1
    while last > keep and not tree.text(last)[:1].isalnum():
        last -= 1
    return first, last


def usual_kind(tree: Tree, first: int, last: int) -> Kind:
    """The kind of damage that most of the words `first` to `last` speak for, each with the weight of its damage."""
    weights: dict[Kind, float] = {}
    for index in range(first, last + 1):
        kind = tree.reading.kind(index)
        weights[kind] = weights.get(kind, 0.0) + tree.reading.damage[index]
    return max(weights, key=lambda kind: (weights[kind], kind))


def is_content(tree: Tree, index: int) -> bool:
    """Whether the word is one with a meaning of its own."""
    return tree.reading.upos(index) in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}


def skip_adverbs(tree: Tree, index: int) -> int:
    """The first word from `index` on that is no adverb and no "not"."""
    while index < tree.last and (tree.reading.upos(index) == "ADV" or tree.key(index) in {"not", "n't"}):
        index += 1
    return index


def is_aside(tree: Tree, index: int) -> bool:
    """Whether a pronoun begins a clause of its own: "those who they say have left", "the people they work with say"."""
    reading = tree.reading
    if index > tree.first and reading.upos(index - 1) == "PRON" and lemma_verb(tree.key(index + 1)) in _SAYING:
        return True
    after = index + 2
    if after >= tree.last or reading.upos(index) != "PRON" or reading.upos(index + 1) != "VERB":
        return False
    while after < tree.last and reading.upos(after) in {"ADP", "ADV"}:
        after += 1
    return after < tree.last and reading.verb_form(after) in {"Fin", "Inf"}


def is_degree(tree: Tree, index: int) -> bool:
    """Whether it is the adjective or the article of "not that big a leap", "too good a chance"."""
    adjective = index - 1 if tree.key(index) in {"a", "an"} else index
    return tree.key(adjective + 1) in {"a", "an"} and tree.key(adjective - 1) in _DEGREES


def is_quoted_fragment(document: Document, tree: Tree) -> bool:
    """Whether the sentence is nothing but quoted words: people do not always speak in whole sentences."""
    return document.in_quotation(*tree.span(tree.first + 1, max(tree.first + 1, tree.last - 2)))
