"""Main clauses and their verbs, as the model's tree and the lexicon together tell them."""

from __future__ import annotations

from lint.language.lexicon import lemma_verb, verb_forms
from lint.language.model.labels import Kind
from lint.language.model.reading import NONE, Tree
from lint.language.phrases import listed
from lint.language.words import MODALS, RELATIVE_WORDS

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_TAKES_INFINITIVE = listed(
    "want ask expect allow let make help force urge tell order permit enable require cause lead encourage persuade "
    "like need get invite teach warn beg wish prefer see hear watch have"
)
"""Verbs with a noun and an infinitive behind them: "they want the council to act"."""
_FINITE_MARKS = listed("that because although though if unless since whereas whether")
"""Conjunctions that want a finite verb in their clause."""
_OF_NOUN_PHRASES = frozenset({"DET", "ADJ", "ADV", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PRON"})
_CONTRACTED = ("'s", "'re", "'ve", "'m", "'ll", "'d", "n't")


def may_be_finite(tree: Tree, index: int) -> bool:
    """Whether the word may be a finite verb: the model says so, or it is a verb whose form leaves it open."""
    key, reading = tree.key(index), tree.reading
    if tree.is_finite(index) or key in MODALS or (reading.upos(index) in {"PRON", "AUX"} and key.endswith(_CONTRACTED)):
        return True
    if reading.upos(index) not in {"VERB", "AUX"} or tree.key(index - 1) == "to" or reading.verb_form(index) == "Inf":
        return False
    if any(child < index for child in tree.children(index, "aux")):
        return False  # the helping verb is the finite one, or none is
    forms = verb_forms(key)
    return not forms or bool(forms & _FINITE)


def main_words(tree: Tree) -> list[int]:
    """The words of the main clause, without those of clauses within it; of "…," he said as well those of "he said"."""
    return [index for index in tree if _is_main(tree, tree.clause(index))]


def _is_main(tree: Tree, clause: int) -> bool:
    return clause == NONE or clause == tree.root or tree.reading.relation(clause) in {"root", "parataxis"}


def nonfinite_verb(tree: Tree, main: list[int]) -> int:
    """The infinitive or participle that stands where the finite verb should be, or NONE.

    It is the main clause's own head and has a subject before it, or follows the noun that heads it at once.
    """
    root = tree.root
    if root == NONE:
        return NONE
    if tree.reading.upos(root) == "VERB" and not tree.is_finite(root):
        subject = tree.subject(root)
        return root if NONE < subject < root and subject in main else NONE
    behind = root + 1 + (tree.key(root + 1) == "to")
    if tree.reading.upos(root) in {"NOUN", "PROPN", "PRON"} and behind < tree.last:
        is_verb = tree.reading.upos(behind) == "VERB" and not tree.is_finite(behind)
        return behind if is_verb and tree.head(behind) == root else NONE
    return NONE


def nonfinite_clauses(tree: Tree) -> list[int]:
    """Infinitives and participles that have a subject before them, as a finite verb would, in any clause.

    "For" before the subject, a verb such as "want" above the clause, and participles without a conjunction make good
    English: those are left out.
    """
    return [index for index in tree if _stands_for_finite(tree, index)]


def opening_infinitive(tree: Tree) -> int:
    """The infinitive that follows the noun phrase at the start of the sentence, where the model sees a verb lost."""
    noun = NONE
    for index in tree:
        if tree.key(index) == "to" and noun == index - 1 and tree.reading.upos(index + 1) == "VERB":
            kinds = {tree.reading.kind(index), tree.reading.kind(index + 1)}
            is_lost = kinds == {Kind.VERB} and tree.reading.verb_form(index + 1) == "Inf"
            return index + 1 if is_lost and not _has_verb_later(tree, index + 2) else NONE
        if tree.reading.upos(index) not in _OF_NOUN_PHRASES:
            return NONE
        if tree.reading.upos(index) in {"NOUN", "PROPN"}:
            noun = index
    return NONE


def _has_verb_later(tree: Tree, start: int) -> bool:
    """Whether a finite verb comes before the next conjunction or relative: "The man to watch is the mayor."."""
    for index in range(start, tree.last):
        if tree.reading.upos(index) == "SCONJ" or tree.key(index) in RELATIVE_WORDS:
            return False
        if may_be_finite(tree, index):
            return True
    return False


def _stands_for_finite(tree: Tree, verb: int) -> bool:
    reading = tree.reading
    if reading.upos(verb) != "VERB" or any(may_be_finite(tree, i) for i in (verb, *tree.children(verb, "aux", "cop"))):
        return False
    subject = next((child for child in tree.children(verb, "nsubj") if child < verb), NONE)
    if subject == NONE or reading.upos(subject) not in {"NOUN", "PROPN", "PRON"}:
        return False
    marks = {tree.key(child) for child in tree.children(verb, "mark", "advmod", "case")}
    if marks & _FINITE_MARKS:
        return True
    governor = tree.head(verb)
    opening = {tree.key(index) for index in range(max(tree.first, subject - 6), subject)}
    takes = governor != NONE and lemma_verb(tree.key(governor)) in _TAKES_INFINITIVE
    start = group_start(tree, verb)
    if tree.key(start) != "to" or takes or "for" in marks | opening:
        return False
    return start - 1 == max(tree.subtree(subject)) and reading.upos(start - 1) in {"NOUN", "PROPN", "PRON"}


def group_start(tree: Tree, verb: int) -> int:
    """The first word of the verb group that ends in `verb`: "to have studied"."""
    start = verb
    while start > tree.first and (tree.key(start - 1) == "to" or start - 1 in tree.children(verb, "aux")):
        start -= 1
    return start
