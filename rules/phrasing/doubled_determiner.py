"""Two words stand side by side that each open a noun group: “the a”, “a the”, “the his car”, “an another”.

Only one of them can stay. The damage comes from engines that put in an article for one wording and a “his” or “this”
for another. Take one of the two out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH006",
    name="doubled-determiner",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad("The police stopped the his car.", marks="the his", fixed="The police stopped his car."),
        Bad("They live in the a village near Lyon.", marks="the a", fixed="They live in a village near Lyon."),
        Bad(
            "An another suspect fled with their the money.",
            marks=("An another", "their the"),
            fixed="Another suspect fled with the money.",
        ),
        Good("The A team won the a cappella prize; the this-or-that of his-and-hers towels left the fans cold."),
        Good("All the others saw it: such a day, half the price, what an idea, many a time, both the sisters."),
        Good("She gave her the keys and told him this the day before. Is his the best offer? A Hague court said so."),
    ),
)

_ARTICLES = listed("a an the")
_AFTER_ARTICLE = listed("a an the this these those my your its our their his another")
_POSSESSIVES = listed("my your our their its")
_AFTER_POSSESSIVE = listed("a an the this these those my your our their")
_FOREIGN = listed("la cappella priori posteriori fortiori")


def _is_doubled(found: Words, index: int) -> bool:
    """Whether words `index` and `index + 1` are two determiners of one noun group."""
    first, second = found.keys[index], found.keys[index + 1]
    if first == second or second not in (_AFTER_ARTICLE if first in _ARTICLES else _AFTER_POSSESSIVE):
        return False
    if not found.written(index + 1).islower() or not found.spaced(index, index + 2):
        return False
    if first == "a" and second == "an" and found.written(index) == "A":
        return False
    return found.free(index) and found.free(index + 1) and found.keys[index + 2] not in _FOREIGN


def _kept(found: Words, index: int) -> str:
    """The second word, in the case of the first: it is the more telling one of the two."""
    second = found.written(index + 1)
    return second.capitalize() if found.written(index)[0].isupper() else second


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for first in _ARTICLES | _POSSESSIVES:
        for index in found.places.get(first, ()):
            if found.keys[index + 1] in _AFTER_ARTICLE and _is_doubled(found, index):
                if found.written(index).isupper() and found.keys[index - 1] and len(first) == 1:
                    continue  # "Hepatitis A the …"
                start, end = found.starts[index], found.ends[index + 1]
                message = f"“{document.text[start:end]}”: only one of the two words can stand here."
                yield META.finding(start, end, message, replace=_kept(found, index))
