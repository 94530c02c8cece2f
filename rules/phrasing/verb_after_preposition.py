"""A verb in the wrong form after a preposition: “tired of to meet”, “guilty for to cause”, “his way of regulate”.

After for, of, without and their like comes the -ing form (“tired of meeting”) or a noun. Many languages put the
plain form there, and engines carry it over. Use the -ing form, or leave the preposition out (“for to get” becomes
“to get”).
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, noun_number, tags, verb_forms
from lint.language.phrases import Words, listed, words
from lint.language.words import DETERMINERS, PERSONAL_PRONOUNS
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
        Bad(
            "They encourage the US for to approve it; it is time of to buy that car.",
            marks=("for to approve", "of to buy"),
            fixed="They encourage the US to approve it; it is time to buy that car.",
        ),
        Good("You can kind of predict it. The signs of gyrate atrophy, short for transmit off; to advise and consent."),
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
_OFFENCES = listed("guilty responsible sorry famous notorious infamous known grateful thankful punishable")
_PURPOSES = listed("time attempt decision desire effort need permission plan promise refusal right willingness ability")
"""Nouns that "to" follows at once: “time of to buy” is “time to buy”."""
_OBJECTS = DETERMINERS | PERSONAL_PRONOUNS


def _verb_behind(found: Words, index: int) -> int:
    """The index of a verb in the wrong form behind the preposition at `index`; 0 where there is none."""
    preposition, following = found.keys[index], found.keys[index + 1]
    if following == "to":
        return index + 2 if preposition in _BEFORE_TO and _is_infinitive(found, index) else 0
    forms = verb_forms(following)
    if "VB" not in forms or tags(following) != {"VERB"} or forms & {"VBN", "VBG", "VBD"} or following == "swear":
        return 0
    hedge = preposition == "of" and found.keys[index - 1] in {"kind", "sort"}  # "you can kind of predict it"
    return index + 1 if _has_object(found, index + 1) and not hedge else 0


def _has_object(found: Words, verb: int) -> bool:
    """Whether a clause goes on behind the verb, so that it is no name of a thing: “gyrate atrophy”, “transmit off”."""
    key, following = found.keys[verb + 1], found.written(verb + 1)
    if key in {"and", "or"}:
        return "VBG" in verb_forms(found.keys[verb + 2])
    return key in _OBJECTS or following[:1].isupper() or noun_number(key) == "plur"


def _is_infinitive(found: Words, index: int) -> bool:
    verb = found.keys[index + 2]
    forms = verb_forms(verb)
    if not forms & {"VB", "VBG"} or found.keys[index - 1] in _STRANDED[found.keys[index]] or "DET" in tags(verb):
        return False
    return "VERB" in tags(verb) and found.keys[index - 1] != "not"


def _is_one_too_many(found: Words, index: int, verb: int) -> bool:
    """Whether the preposition should go, and not the "to" behind it: “encourage them for to approve”, “time of to”."""
    before = found.keys[index - 1]
    if verb == index + 1 or "VB" not in verb_forms(found.keys[verb]):
        return False
    if found.keys[index] == "for":
        return before not in _OFFENCES and not verb_forms(before) & {"VBD", "VBN"}
    return found.keys[index] == "of" and before in _PURPOSES


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places_of(sorted(_PREPOSITIONS)):
        verb = _verb_behind(found, index)
        if not verb or not found.written(verb).islower() or not found.spaced(index, verb) or found.joins(verb):
            continue
        gerund = (inflections(lemma_verb(found.keys[verb])).get("VBG") or ("",))[0]
        if gerund:
            preposition, right = found.written(index), document.text[found.starts[index + 1] : found.ends[verb]]
            if _is_one_too_many(found, index, verb):
                message = f"“{preposition.lower()}” is one too many before “{right}”."
            else:
                message = f"After “{preposition.lower()}” the verb has the -ing form: “{gerund}”."
                right = f"{preposition} {gerund}"
            yield META.finding(found.starts[index], found.ends[verb], message, replace=right)
