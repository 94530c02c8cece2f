"""Both halves of a sentence are joined: “Although it rained, but they played”, “Because he was ill, so he left”.

Chinese and other languages mark both halves; English marks one of them. Take out the second word, or the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, listed, words
from lint.language.words import SUBJECT_PRONOUNS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH016",
    name="doubled-conjunction",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "Although prices fell, but sales did not grow.",
            marks=", but",
            fixed="Although prices fell, sales did not grow.",
        ),
        Bad(
            "Because the road was closed, so they took the train.",
            marks=", so",
            fixed="Because the road was closed, they took the train.",
        ),
        Bad(
            "Even though the case is old, but its effects are felt.",
            marks=", but",
            fixed="Even though the case is old, its effects are felt.",
        ),
        Good("Although the talks were not only long, but also bitter, they ended well."),
        Good("Although he was tired, he stayed, but he did not speak. Because it was late, so many had left."),
        Good("Because patrols have increased, so has the traffic. Though small, the town is rich, but dull."),
    ),
)

_OPENERS = {"although": ("but", "yet", "however"), "though": ("but", "yet", "however"), "because": ("so",)}
_SUBJECTS = SUBJECT_PRONOUNS | listed("it there this these the")
_LONGEST = 40
_MARKS_BEFORE = 4
"""So many opening marks may stand before a sentence's first word."""


def _first_comma(found: Words, index: int) -> int:
    """The index of the first comma after `index`, if nothing before it can open or close another clause; else 0."""
    for place in range(index + 1, min(index + _LONGEST, len(found.keys))):
        key = found.keys[place]
        if key == ",":
            return place
        if key in {"not", "only", "but"} or not key or not (key[-1].isalnum() or key in {"-", "'"}):
            return 0
    return 0


def _opens(found: Words, document: Document, index: int) -> bool:
    """Whether the word is the first of its sentence, or the second after "even" or a conjunction."""
    sentence = document.sentence_at(found.starts[index])
    if sentence is None:
        return False
    start = sentence.start
    before = found.keys[index - 1]
    first = index - 1 if before in {"even", "and", "but", "or"} else index
    if found.starts[first] - start > _MARKS_BEFORE:
        return False
    return not document.text[start : found.starts[first]].strip("“\"'‘«( ")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for opener, seconds in _OPENERS.items():
        for index in found.places.get(opener, ()):
            comma = _first_comma(found, index)
            second = found.keys[comma + 1] if comma else ""
            if second not in seconds or comma - index < 3 or not _opens(found, document, index):
                continue
            if second == "so" and found.keys[comma + 2] not in _SUBJECTS:
                continue
            if second == "however" and found.keys[comma + 2] not in {","} | _SUBJECTS:
                continue
            word = found.written(index)
            message = f"“{word}” already joins the two halves: leave out “{second}”."
            yield META.finding(found.starts[comma], found.ends[comma + 1], message, replace=",")
