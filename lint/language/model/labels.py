"""The labels that the model learns: kinds of damage, and what the trees say of a word.

The order of each list is the order of the model's outputs: append, never insert. This module is plain Python and
imports nothing of the training; the runtime will read the same lists from the model's own metadata.

Which tokens carry a damage (marks of the benchmark's hand-damaged news and of its translators were the model for this):

| kind | marked tokens |
| --- | --- |
| stop | the word before the full stop that was put in, the stop, and the word behind it |
| verb | the words that stand where the finite verb stood ("to worry"), or, where none do, the words on both sides |
| missing | the words on both sides of the gap; at a sentence's start or end, the one that is there |
| possessive | the word that lost its 's and the word behind it |
| extra, wrong, form, agreement | the words themselves |
| doubled | all copies |
| order | all the words that have moved and those that they have passed |
| cut | the last two words that are left (with their mark) |
| glued | the words on both sides of the lost stop |
| punctuation | the mark; where it was lost, the words on both sides |
"""

from __future__ import annotations

from enum import StrEnum

IGNORED = -1
"""The label of a token that a loss or a figure must not count."""


class Kind(StrEnum):
    """What happened to the text."""

    STOP = "stop"
    VERB = "verb"
    MISSING = "missing"
    EXTRA = "extra"
    ORDER = "order"
    AGREEMENT = "agreement"
    FORM = "form"
    WRONG = "wrong"
    DOUBLED = "doubled"
    CUT = "cut"
    GLUED = "glued"
    POSSESSIVE = "possessive"
    PUNCTUATION = "punctuation"


KINDS = tuple(Kind)
KIND_INDEX = {kind: index for index, kind in enumerate(KINDS)}

UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
VERB_FORMS = ("", "Fin", "Inf", "Part", "Ger")
"""Fin if any part of the token is a finite verb ("he's", "don't"); "" for what is no verb."""
NUMBERS = ("", "Sing", "Plur")
PERSONS = ("", "1", "2", "3")
RELATIONS = tuple(
    (
        "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl "
        "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative "
        "xcomp"
    ).split()
)
"""The universal relations, without their language-specific halves ("nsubj:pass" counts as "nsubj")."""

LAYERS: dict[str, tuple[str, ...]] = {
    "upos": UPOS,
    "verb_form": VERB_FORMS,
    "number": NUMBERS,
    "person": PERSONS,
    "relation": RELATIONS,
}
"""What the trees say of each word, besides its head."""
