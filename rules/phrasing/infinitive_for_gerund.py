"""“To” with a verb follows a word that takes the -ing form: “avoid to answer”, “succeed to conquer”, “allows to build”.

After avoid, finish, suggest and the like English has the -ing form; succeed wants “in”, insist “on”; allow and enable
want to be told whom (“allows firms to build”). Put the verb into the form that is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, tags, verb_forms
from lint.language.phrases import Words, listed, words
from lint.language.words import SUBJECT_PRONOUNS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH019",
    name="infinitive-for-gerund",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The minister avoided to answer.", marks="avoided to answer", fixed="The minister avoided answering."),
        Bad(
            "They succeed to conquer the island and insist to stay.",
            marks=("succeed to conquer", "insist to stay"),
            fixed="They succeed in conquering the island and insist on staying.",
        ),
        Bad("The new law allows to build on the coast.", marks="allows to build"),
        Good("He succeeded to the throne, was allowed to stay and is considered dead; it allows to each his own."),
        Good("The road to avoid to the north is closed; she suggested to him that they leave; a risk to health."),
        Good("The people the law allows to build there, those it enables to vote, are few."),
    ),
)

_GERUND = dict.fromkeys(listed("avoid finish suggest postpone dislike"), "") | {
    "succeed": "in ",
    "insist": "on ",
    "admit": "to ",
    "prevent": "from ",
}
_PARTICIPLES = listed("finished suggested admitted prevented avoided postponed disliked")
_SUBJECTS = SUBJECT_PRONOUNS | listed("minister president government company police court ministry it who which")
_WITHOUT_OBJECT = {"allow", "enable", "permit", "forbid"}


@cache
def _governors() -> list[tuple[str, str, bool]]:
    """Each form of each governing verb, what belongs before the -ing form, and whether an object is missing."""
    return sorted(set(_forms()))


def _forms() -> Iterator[tuple[str, str, bool]]:
    for verb, link in _GERUND.items():
        for forms in inflections(verb).values():
            yield from ((form, link, False) for form in forms)
    for verb in _WITHOUT_OBJECT:
        forms_of = inflections(verb)
        tags_of = ("VBG",) if verb == "permit" else ("VBZ", "VBG")
        yield from ((form, "", True) for tag in tags_of for form in forms_of.get(tag, ()))


def _is_complement(found: Words, index: int) -> bool:
    """Whether "to" and a verb follow the governing word at `index`."""
    verb = found.keys[index + 2]
    if found.keys[index + 1] != "to" or "VB" not in verb_forms(verb) or not found.spaced(index, index + 2):
        return False
    return "DET" not in tags(verb) and found.written(index + 2).islower()


def _is_passive(found: Words, index: int) -> bool:
    """Whether the governing word may be a participle ("is suggested to be", "those admitted to study")."""
    return found.keys[index] in _PARTICIPLES and found.keys[index - 1] not in _SUBJECTS


def _has_object_before(found: Words, index: int) -> bool:
    """Whether the object may stand before, as in "those it enables to vote", "a road the law permits to use"."""
    if found.keys[index - 1] in {"it", "that", "which", "he", "she", "who", "whom"}:
        return True
    return found.keys[index - 2] in {"the", "a", "his", "its"} and "NOUN" in tags(found.keys[index - 3])


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from sorted(_findings(document), key=lambda finding: finding.start)


def _findings(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for form, link, objectless in _governors():
        for index in found.places.get(form, ()):
            if not _is_complement(found, index) or _is_passive(found, index):
                continue
            if objectless and _has_object_before(found, index):
                continue
            start, end = found.starts[index], found.ends[index + 2]
            gerund = (inflections(lemma_verb(found.keys[index + 2])).get("VBG") or ("",))[0]
            if objectless:
                yield META.finding(start, end, f"“{form}” needs to say whom: “{form} … to {found.keys[index + 2]}”.")
            elif gerund:
                right = f"{found.written(index)} {link}{gerund}"
                yield META.finding(start, end, f"After “{form}” comes the -ing form: “{right}”.", replace=right)
