"""A verb does not fit the pronoun before it: “he have”, “they was”, “everyone are”, “there is many”.

He, she and it take has, is, was and does; we, you and they take have, are, were and do. Change the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import noun_number, singular
from lint.language.phrases import Words, listed, words
from lint.language.words import DO_FORMS, MODALS, NEGATED_AUXILIARIES
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._nouns import group_ends

META = RuleMeta(
    code="PH018",
    name="pronoun-agreement",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "She said they was ready because he have no choice.",
            marks=("they was", "he have"),
            fixed="She said they were ready because he has no choice.",
        ),
        Bad(
            "There is many reasons. There is plans to build it.",
            marks=("There is", "There is"),
            fixed="There are many reasons. There are plans to build it.",
        ),
        Bad(
            "Everyone are happy, but we has no money.",
            marks=("Everyone are", "we has"),
            fixed="Everyone is happy, but we have no money.",
        ),
        Good("If he were here, as though she were ill; may he have peace. Let him and her have it; did she have time?"),
        Good("They demand that he have a lawyer. He and she have left. All they do is wait; the rest of us are old."),
        Good("The lives of everyone are precious. There is many a slip; there is plenty; those who use it have paid."),
    ),
)

_SINGULAR_WANTED = {"have": "has", "are": "is", "haven't": "hasn't", "aren't": "isn't", "don't": "doesn't"}
_PLURAL_WANTED = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_EVERYONE = listed("everyone everybody nobody everything nothing someone somebody anyone anybody")
_BEFORE_SUBJUNCTIVE = (
    MODALS
    | DO_FORMS
    | NEGATED_AUXILIARIES
    | listed(
        "that if though lest and or nor than whether unless let lets have had has make made see saw watch help not who"
    )
)
_CLAUSE_OPENERS = listed("that and but because when as while if so since where")
_AMOUNTS = listed("lots loads tons heaps masses oodles piles means works politics economics mathematics ethics")
_MANY = listed("many several two three four five six seven eight nine ten dozens hundreds thousands")


def _mismatch(found: Words, index: int, wanted: Mapping[str, str]) -> tuple[int, int, str] | None:
    verb = found.keys[index + 1]
    if verb not in wanted or not found.spaced(index, index + 1) or not found.written(index + 1).islower():
        return None
    return index, index + 1, f"{found.written(index)} {wanted[verb]}"


def _pronouns(found: Words) -> Iterator[tuple[int, int, str]]:
    for index in found.places_of(("he", "she")):
        before = found.keys[index - 1]
        if before not in _BEFORE_SUBJUNCTIVE and (case := _mismatch(found, index, _SINGULAR_WANTED)):
            yield case
    for index in found.places_of(("they", "we")):
        if case := _mismatch(found, index, _PLURAL_WANTED):
            yield case


def _indefinite(found: Words) -> Iterator[tuple[int, int, str]]:
    for index in found.places_of(sorted(_EVERYONE)):
        before = found.keys[index - 1]
        if before[:1].isalpha() and before not in _CLAUSE_OPENERS:
            continue
        case = _mismatch(found, index, {"are": "is", "were": "was"})
        if case and before not in {"if", "as", "and"}:
            yield case


def _is_plural(key: str) -> bool:
    """Whether the word behind "there is" is a plural noun; a verb cannot stand there, lots and loads may."""
    return noun_number(key) == "plur" and bool(singular(key)) and key not in _AMOUNTS


def _there(found: Words) -> Iterator[tuple[int, int, str]]:
    for index in found.places.get("there", ()):
        case = _mismatch(found, index, {"is": "are", "was": "were"})
        after = found.keys[index + 2]
        if case is None or not found.spaced(index + 1, index + 2) or not found.written(index + 2).islower():
            continue
        many = (
            after in _MANY and found.keys[index + 3] not in {"a", "an", "of", "percent"} and not found.joins(index + 2)
        )
        if many or (_is_plural(after) and (group_ends(found, index + 2) or found.keys[index + 3] == "to")):
            yield case


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from sorted(_findings(document), key=lambda finding: finding.start)


def _findings(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for find in (_pronouns, _indefinite, _there):
        for first, last, right in find(found):
            start, end = found.starts[first], found.ends[last]
            message = f"“{document.text[start:end]}”: the verb should be “{right.rpartition(' ')[2]}”."
            yield META.finding(start, end, message, replace=right)
