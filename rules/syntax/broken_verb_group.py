"""A helping verb has lost its verb, or stands before a form it does not take: “They could the bridge”, “it was make”.

Engines translate the parts of a verb one by one, and drop one of them. Put the verb back, or into the form that fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, tags, usual_tag, verb_forms
from lint.language.model.reading import Tree
from lint.language.phrases import listed
from lint.language.words import BE_FORMS, HAVE_FORMS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, skip_adverbs, suspects

META = RuleMeta(
    code="SY004",
    name="broken-verb-group",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad("The council said that it could the old bridge to traffic.", marks="could the"),
        Bad(
            "The mayor said that the plan was make public on Monday.",
            marks="was make",
            fixed="The mayor said that the plan was made public on Monday.",
        ),
        Good("They did all they could, as the law said they should. Could he have known? All he did was wait."),
        Good("He can, the mayor said, close it; so will the others; they left sooner than they should have."),
        Good("The will of the town is clear; none doubts the might of the army. A must for the town is a new bridge."),
    ),
)

_SURE_MODALS = listed("could would should cannot can't couldn't wouldn't shouldn't won't can will must may might shall")
_ELLIPSIS = listed("than as so all what whatever everything how neither nor if do does did like unlike only thing")
"""Words before a helping verb without its verb: "faster than they could the year before", "all he did was wait"."""


_UNCHANGED = listed("run come become overcome outrun forecast broadcast")


_OPENS_NOUN = listed("the a an this these its their")
_PREPOSITIONS = listed("for of with from into at")


class _Break(NamedTuple):
    """The helping verb, the word behind it, and the form that the helping verb wants there; "" if a verb is lost."""

    helper: int
    behind: int
    wanted: str


def _follows_ellipsis(tree: Tree, helper: int) -> bool:
    return any(tree.key(index) in _ELLIPSIS for index in range(max(tree.first, helper - 12), helper))


def _has_subject_before(tree: Tree, helper: int) -> bool:
    """Whether a subject stands right before the helping verb: else the order may be that of a question."""
    return tree.reading.upos(helper - 1) in {"NOUN", "PROPN", "PRON"} if helper > tree.first else False


def _after_modal(tree: Tree, helper: int) -> _Break | None:
    behind = skip_adverbs(tree, helper + 1)
    if behind >= tree.last or not _has_subject_before(tree, helper) or _follows_ellipsis(tree, helper):
        return None
    tag, forms = tree.reading.upos(behind), verb_forms(tree.key(behind))
    if (tag == "DET" and tree.key(behind) in _OPENS_NOUN) or (tag == "ADP" and tree.key(behind) in _PREPOSITIONS):
        return _Break(helper, behind, "")
    if tag in {"VERB", "AUX"} and forms and "VB" not in forms and tree.text(behind).islower():
        return _Break(helper, behind, "VB")
    return None


def _after_be_or_have(tree: Tree, helper: int) -> _Break | None:
    behind = skip_adverbs(tree, helper + 1)
    forms = verb_forms(tree.key(behind))
    if behind >= tree.last or tree.reading.upos(behind) != "VERB" or not tree.text(behind).islower():
        return None
    if "VB" not in forms or forms & {"VBN", "VBG"} or tree.head(helper) != behind:
        return None
    key = tree.key(behind)
    if "ADJ" in tags(key) or usual_tag(key) != "VERB" or not _has_own_participle(key):
        return None
    if not _has_subject_before(tree, helper) or _follows_ellipsis(tree, helper):
        return None
    return _Break(helper, behind, "VBN")


def _has_own_participle(key: str) -> bool:
    """Whether the verb's participle differs from its base form: "made", but not "cut" or "run"."""
    return key not in _UNCHANGED and key not in inflections(key).get("VBN", (key,))


def _break_at(tree: Tree, index: int) -> _Break | None:
    if tree.reading.upos(index) != "AUX":
        return None
    key = tree.key(index)
    if key in _SURE_MODALS and tree.text(index).islower():
        return _after_modal(tree, index)
    if key in BE_FORMS | HAVE_FORMS:
        return _after_be_or_have(tree, index)
    return None


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in suspects(META.code, document):
        for index in tree:
            found = _break_at(tree, index)
            if found is not None and looks_damaged(META.code, tree, found.helper, found.behind):
                start, end = tree.span(found.helper, found.behind)
                yield META.finding(start, end, _message(tree, found), replace=_repaired(document, tree, found))


def _message(tree: Tree, found: _Break) -> str:
    helper = tree.text(found.helper)
    if not found.wanted:
        return f"No verb follows “{helper}”: it is lost."
    return f"“{helper}” and “{tree.text(found.behind)}” do not go together: the verb has the wrong form."


def _repaired(document: Document, tree: Tree, found: _Break) -> str | None:
    """The words with the verb in the form that is wanted, where the lexicon knows it."""
    forms = inflections(lemma_verb(tree.text(found.behind))).get(found.wanted, ()) if found.wanted else ()
    if not forms:
        return None
    start = tree.reading.tokens[found.helper].start
    return document.text[start : tree.reading.tokens[found.behind].start] + forms[0]
