"""A comparison is made twice over: “more better”, “most biggest”, or with an ending the word does not take:
“accurater”.

English compares with “more” and “most” or with -er and -est, never with both. Leave out “more” or “most”; where the
ending is wrong, use “more” instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import known, tags
from lint.language.phrases import Words, listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH010",
    name="doubled-comparison",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The new system is more better than the old one.",
            marks="more better",
            fixed="The new system is better than the old one.",
        ),
        Bad(
            "It is the most biggest party, and it would be more accurater to say so.",
            marks=("most biggest", "more accurater"),
            fixed="It is the biggest party, and it would be more accurate to say so.",
        ),
        Bad(
            "The talks were importanter than the vote.",
            marks="importanter",
            fixed="The talks were more important than the vote.",
        ),
        Good("They hired more younger workers for more smaller homes; most honest people with most interest agree."),
        Good("He asked for more, better schools, once more easier, more or less cleverer than before."),
        Good("The interviewer and the forecaster met the most modest of designers at the West End’s most earnest bar."),
    ),
)

_COMPARATIVES = listed(
    "angrier bigger braver brighter broader busier calmer cheaper cleaner clearer closer colder cooler costlier "
    "darker deadlier deeper dirtier drier earlier easier faster fatter fewer fiercer finer firmer fresher "
    "friendlier greater happier harder harsher healthier heavier higher hotter kinder larger lighter lonelier "
    "longer louder lower lovelier luckier milder narrower nearer newer nicer older poorer prettier quicker "
    "quieter richer riskier safer shallower sharper shorter simpler slimmer slower smaller smarter smoother "
    "softer stranger stricter stronger sweeter taller thicker thinner tighter tougher uglier warmer weaker "
    "wealthier wetter wider wilder wiser worse younger better further sooner"
)
_SUPERLATIVES = frozenset(word[:-1] + "st" for word in _COMPARATIVES if word.endswith("er")) - {"fewest"} | {
    "best",
    "worst",
    "furthest",
}
_LEADERS = listed(
    "a an even much far is are was were be been being become becomes became get gets getting make made it them"
)
"""Words that show "more" to belong to the word behind it: "a more better", but "hire more younger workers"."""


def _is_double(found: Words, index: int) -> bool:
    """Whether the more or most at `index` doubles the comparison behind it."""
    most = found.keys[index] == "most"
    following = found.keys[index + 1]
    if following not in (_SUPERLATIVES if most else _COMPARATIVES):
        return False
    if not found.spaced(index, index + 1) or found.joins(index + 1):
        return False
    if most or found.keys[index - 1] in _LEADERS:
        return True
    after = found.keys[index + 2]
    return after in {"than", "and"} or (not after[:1].isalnum() and "VERB" in tags(found.keys[index - 1]))


def _positive(key: str) -> str:
    """The adjective in a comparative that does not exist: "accurater" gives "accurate"; "" for any other word."""
    if len(key) < 8 or not key.endswith("er") or known(key):
        return ""
    for stem in (key[:-1], key[:-2], key[:-3] + "y" if key.endswith("ier") else ""):
        if len(stem) > 5 and tags(stem) == {"ADJ"} and not stem.endswith("est"):
            return stem
    return ""


def _misformed(found: Words) -> Iterator[Finding]:
    for key, places in found.places.items():
        positive = _positive(key) if key.endswith("er") else ""
        for index in places if positive else ():
            if not found.written(index).islower() or not found.free(index):
                continue
            first = index - (found.keys[index - 1] in {"more", "less"} and found.spaced(index - 1, index))
            replace = f"{found.written(first)} {positive}" if first < index else f"more {positive}"
            message = f"“{found.written(index)}” is no English form: “more {positive}”."
            yield META.finding(found.starts[first], found.ends[index], message, replace=replace)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    yield from _misformed(found)
    for index in found.places_of(("more", "most")):
        if _is_double(found, index):
            start, end = found.starts[index], found.ends[index + 1]
            word = found.written(index + 1)
            message = f"“{word}” already compares: leave out “{found.written(index)}”."
            yield META.finding(
                start, end, message, replace=word.capitalize() if found.written(index)[0] == "M" else word
            )
