"""A space tears an apostrophe off its word: Iran ’ s, don' t, do n't.

Translation engines work on words cut into pieces, and sometimes leave the pieces apart. Close the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis, apostrophe_for

META = RuleMeta(
    code="QU013",
    name="spaced-apostrophe",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=2,
    examples=(
        Bad("The city ’ s harbour is closed.", marks=" ’ ", fixed="The city’s harbour is closed."),
        Bad("They don' t know, and we 're late.", marks=("' ", " '"), fixed="They don't know, and we're late."),
        Bad("The Plan ‘s cost is known.", marks=" ‘", fixed="The Plan’s cost is known."),
        Bad("It did n't rain.", marks=" n't", fixed="It didn't rain."),
        Good("The drivers' s-bends and the nurses' day off were in Gerard 't Hooft's film."),
        Good("He ticked 's' and 't' on the form, in 's-Hertogenbosch."),
        Good("Fish 'n' chips, rock 'n' roll and the '90s: the fans' favourites."),
    ),
)

_TORN_NOT = re.compile(
    r"(?<![\w’'-])(?:do|does|did|is|are|was|were|ca|wo|would|could|should|have|has|had|must|need)( n['’]t)(?!\w)", re.I
)
_MESSAGE = "No space belongs at this apostrophe."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.SPACED_APOSTROPHE:
            start, end = problem.start, problem.end
            mark = text[start:end].strip()
            if mark not in ("'", "’"):
                mark = apostrophe_for(document, mark)
            yield META.finding(start, end, _MESSAGE, replace=mark)
    if " n't" in text or " n’t" in text:
        for match in _TORN_NOT.finditer(text):
            yield META.finding(match.start(1), match.end(1), _MESSAGE, replace=match[1].lstrip())
