"""A verb in the wrong form after a preposition: “tired of to meet”, “guilty for to cause”, “his way of regulate”.

After for, of, without and their like comes the -ing form (“tired of meeting”) or a noun. Many languages put the
plain form there, and engines carry it over. Use the -ing form, or leave the preposition out (“for to get” becomes
“to get”).
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, tags, verb_forms
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH009",
    name="verb-after-preposition",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad(
            "He was tired of to meet women who were not ready.",
            marks="of to meet",
            fixed="He was tired of meeting women who were not ready.",
        ),
        Bad(
            "Those guilty for to causing havoc will be evicted.",
            marks="for to causing",
            fixed="Those guilty for causing havoc will be evicted.",
        ),
        Bad(
            "The loans were his way of regulate the banks without include the state.",
            marks=("of regulate", "without include"),
            fixed="The loans were his way of regulating the banks without including the state.",
        ),
        Good("It is what the house was made of to last. We have more tools than ever before to protect lives."),
        Good("The bill needs to be dealt with to help those people; nothing to live for, to be honest."),
        Good("The role of advocate, a matter of course, for fear of reprisal; she asked for help without delay."),
        Good("He spoke of “Become”, the book; for sale, for example, by design, without let or hindrance."),
    ),
)

_PREPOSITIONS = listed("of for without about despite by")
_BEFORE_TO = listed("of for without")
_STRANDED = {
    "of": listed("made composed capable disposed spoken heard dreamed thought taken know hear speak think proud"),
    "for": listed(
        "paid asked looked called hoped waited accounted cared known used fit good bad room time money need reason "
        "live fight work go do look wait pay ask hope care call"
    ),
    "without": listed("do go live"),
}
"""Words whose preposition may close a clause, so that "to" begins a new one ("what it was made of to last")."""


def _verb_behind(found: Words, index: int) -> int:
    """The index of a verb in the wrong form behind the preposition at `index`; 0 where there is none."""
    preposition, following = found.keys[index], found.keys[index + 1]
    if following == "to":
        return index + 2 if preposition in _BEFORE_TO and _is_infinitive(found, index) else 0
    forms = verb_forms(following)
    if "VB" in forms and tags(following) == {"VERB"} and not forms & {"VBN", "VBG", "VBD"} and following != "swear":
        return index + 1
    return 0


def _is_infinitive(found: Words, index: int) -> bool:
    verb = found.keys[index + 2]
    forms = verb_forms(verb)
    if not forms & {"VB", "VBG"} or found.keys[index - 1] in _STRANDED[found.keys[index]] or "DET" in tags(verb):
        return False
    return "VERB" in tags(verb) and found.keys[index - 1] != "not"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places_of(sorted(_PREPOSITIONS)):
        verb = _verb_behind(found, index)
        if not verb or not found.written(verb).islower() or not found.spaced(index, verb) or found.joins(verb):
            continue
        gerund = (inflections(lemma_verb(found.keys[verb])).get("VBG") or ("",))[0]
        if gerund:
            preposition = found.written(index)
            start, end = found.starts[index], found.ends[verb]
            message = f"After “{preposition.lower()}” the verb has the -ing form: “{gerund}”."
            yield META.finding(start, end, message, replace=f"{preposition} {gerund}")
