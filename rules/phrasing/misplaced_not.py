"""“Not” stands before its helping verb instead of behind it: “measures that not would harm the recovery”.

In English “not” follows can, will, would and their like. Swap the two words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import verb_forms
from lint.language.phrases import listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH017",
    name="misplaced-not",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "He wants measures that not would harm the recovery.",
            marks="not would",
            fixed="He wants measures that would not harm the recovery.",
        ),
        Bad("The bank not will pay.", marks="not will", fixed="The bank will not pay."),
        Good("Why not can it? Whether or not will be paid is open; it is his will, not can-do spirit, that counts."),
        Good("They may not, could not and should not go. Not could he see it then."),
        Good("If not should he win, then would he? What is not must be made."),
    ),
)

_MODALS = listed("can could will would should must")
_OPEN = listed("or why if is are was were do does did and but what has have had")
"""Words behind which "not" closes a clause, or does not belong to the helping verb."""


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for index in found.places.get("not", ()):
        helper, verb = found.keys[index + 1], found.keys[index + 2]
        if helper not in _MODALS or "VB" not in verb_forms(verb) or not found.written(index).islower():
            continue
        before = found.keys[index - 1]
        if not before[:1].isalpha() or before in _OPEN | _MODALS or not found.spaced(index - 1, index + 2):
            continue
        right = f"{found.written(index + 1)} not"
        message = f"“Not” goes behind the helping verb: “{right}”."
        yield META.finding(found.starts[index], found.ends[index + 1], message, replace=right)
