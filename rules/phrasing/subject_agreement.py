"""A noun that opens a clause and its verb differ in number: “Existing laws doesn’t work”, “Every buyer are asked”.

Only the plainest case is looked at: the clause begins with the noun group and the verb follows at once. Make both
singular or both plural.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import tags, usual_tag, verb_forms
from lint.language.phrases import Words, listed, words
from lint.language.words import CARDINALS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import is_countable_singular, is_plain_plural

META = RuleMeta(
    code="PH027",
    name="subject-agreement",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("She said: “Existing copyright laws doesn’t work.”", marks="doesn’t"),
        Bad(
            "Every potential buyer are asked to be honest.",
            marks="are",
            fixed="Every potential buyer is asked to be honest.",
        ),
        Bad("The new rules was clear.", marks="was", fixed="The new rules were clear."),
        Good("Two years is a long time, more than 10 miles is far, and fish and chips is a meal. Politics is hard."),
        Good("The use of drugs is rising; one of the laws doesn’t work; the rest of the team are ready."),
        Good("The family are well, the police were there, each of the women was heard; what matters is the price."),
    ),
)

_PLURAL_OF = {
    "is": "are",
    "was": "were",
    "has": "have",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_SINGULAR_OF = {"are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}
_DETERMINERS = listed("the these those many most some several all our their his her its my your few both")
_SINGULAR_DETERMINERS = listed("this every each a an")
_OPENERS = listed(". : ; “ ? !")
_CONJUNCTIONS = listed("that because but if when although while whether")
_SURE_DETERMINERS = listed("the these those our their his its")
_PLAIN_PARTICIPLES = listed("existing remaining emerging ageing aging")
"""Forms in -ing that are adjectives at the head of a subject; others may be its verb ("fighting fires is hard")."""
_MEASURES = listed(
    "years months weeks days hours minutes miles kilometres kilometers dollars euros pounds percent points thirds"
)
_LONGEST = 4


def _opening(found: Words, noun: int) -> int:
    """The index of the first word of the group that ends in the noun, if it opens a clause; -1 if it does not."""
    for index in range(noun - 1, noun - 1 - _LONGEST, -1):
        key = found.keys[index]
        if index < 0 or not key or _opens_clause(found, index):
            return index + 1
        if not found.spaced(index, index + 1) or not found.free(index):
            return -1
        if key in _DETERMINERS | _SINGULAR_DETERMINERS:
            before = index - 1
            if before < 0 or _opens_clause(found, before):
                return index
            return index if found.keys[before] in _CONJUNCTIONS and key in _SURE_DETERMINERS else -1
        if key.endswith("ing") and "VBG" in verb_forms(key) and key not in _PLAIN_PARTICIPLES:
            return -1
        if "ADP" in tags(key) or not ("ADJ" in tags(key) or usual_tag(key) == "NOUN") or key in CARDINALS:
            return -1
    return -1


def _opens_clause(found: Words, index: int) -> bool:
    """Whether a clause may begin behind the mark at `index`; a straight quotation mark has to be an opening one."""
    key = found.keys[index]
    return key in _OPENERS or (key == '"' and found.starts[index + 1] == found.ends[index])


def _plural_subjects(found: Words) -> Iterator[int]:
    for index in found.places_of(sorted(_PLURAL_OF)):
        noun = index - 1
        key = found.keys[noun]
        if key in _MEASURES or not is_plain_plural(key, may_be_verb=True) or not found.written(noun).islower():
            continue
        first = _opening(found, noun) if found.spaced(noun, index) else -1
        if first >= 0 and (found.keys[first] in _DETERMINERS or is_plain_plural(key)):
            yield index


def _singular_subjects(found: Words) -> Iterator[int]:
    for index in found.places_of(sorted(_SINGULAR_OF)):
        noun = index - 1
        if is_countable_singular(found.keys[noun]) and found.written(noun).islower() and found.spaced(noun, index):
            first = _opening(found, noun)
            if first >= 0 and found.keys[first] in {"this", "every", "each"}:
                yield index


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for find, forms in ((_plural_subjects, _PLURAL_OF), (_singular_subjects, _SINGULAR_OF)):
        for index in find(found):
            right = forms[found.keys[index]]
            noun = found.written(index - 1)
            message = f"“{noun}” and “{found.written(index)}” differ in number: “{right}”."
            yield META.finding(found.starts[index], found.ends[index], message, replace=right)
