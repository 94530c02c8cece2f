"""Readings written by hand, so that what is built on the model can be tested without its opinions."""

from __future__ import annotations

from lint.document import Document
from lint.language.model.labels import KINDS, LAYERS, Kind
from lint.language.model.reading import Reading
from lint.language.model.runtime import Answers
from lint.sources.plain import from_text


def parsed(
    text: str, words: list[tuple[str, str, int, str]], damage: dict[int, tuple[float, Kind]] | None = None
) -> Document:
    """A document of one sentence: for each token part of speech, verb form, head (-1 for the root) and relation.

    `damage` gives probability and kind for some of the tokens; the others have none.
    """
    document = from_text(text)
    assert len(document.tokens) == len(words), [token.text for token in document.tokens]
    answers = Answers.empty(len(words))
    for index, (upos, verb_form, head, relation) in enumerate(words):
        answers.labels["upos"][index] = LAYERS["upos"].index(upos)
        answers.labels["verb_form"][index] = LAYERS["verb_form"].index(verb_form)
        answers.labels["relation"][index] = LAYERS["relation"].index(relation)
        answers.head[index] = head
        answers.sure[index] = 1.0
    for index, (odds, kind) in (damage or {}).items():
        answers.damage[index] = odds
        answers.labels["kind"][index] = KINDS.index(kind)
    document.__dict__["reading"] = Reading(document, answers, document.prose)
    return document


CAME = parsed(
    "He says that the old men who had left came back.",
    [
        ("PRON", "", 1, "nsubj"),
        ("VERB", "Fin", -1, "root"),
        ("SCONJ", "", 9, "mark"),
        ("DET", "", 5, "det"),
        ("ADJ", "", 5, "amod"),
        ("NOUN", "", 9, "nsubj"),
        ("PRON", "", 8, "nsubj"),
        ("AUX", "Fin", 8, "aux"),
        ("VERB", "Part", 5, "acl"),
        ("VERB", "Fin", 1, "ccomp"),
        ("ADV", "", 9, "advmod"),
        ("PUNCT", "", 1, "punct"),
    ],
)
WORRY = parsed(
    "The oldest engineers to worry that the bridge could fall.",
    [
        ("DET", "", 2, "det"),
        ("ADJ", "", 2, "amod"),
        ("NOUN", "", 4, "nsubj"),
        ("PART", "", 4, "mark"),
        ("VERB", "Inf", -1, "root"),
        ("SCONJ", "", 9, "mark"),
        ("DET", "", 7, "det"),
        ("NOUN", "", 9, "nsubj"),
        ("AUX", "Fin", 9, "aux"),
        ("VERB", "Inf", 4, "ccomp"),
        ("PUNCT", "", 4, "punct"),
    ],
    {3: (0.9, Kind.VERB), 4: (0.9, Kind.VERB)},
)
