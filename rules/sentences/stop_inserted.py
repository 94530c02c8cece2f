"""A full stop stands in the middle of a sentence: what follows goes on in small letters.

Translation by pieces closes each piece with a stop, and spinners break long sentences at random places. What follows
the stop is the rest of the sentence, or of another one whose start was lost. Take the stop out, or find the
missing words in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._starts import lowercase_joints

META = RuleMeta(
    code="SE001",
    name="stop-inserted",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=3,
    examples=(
        Bad(
            "The town was flooded in the. spring of last year.",
            marks="the. spring",
            fixed="The town was flooded in the spring of last year.",
        ),
        Bad(
            "They would fight even if they succeed. to conquer the island.",
            marks="succeed. to",
            fixed="They would fight even if they succeed to conquer the island.",
        ),
        Bad(
            "Washington watches how its allies react to it. an attack on the port.",
            marks="it. an",
            fixed="Washington watches how its allies react to it an attack on the port.",
        ),
        Good("The U.S. and its allies met at 5 p.m. on Feb. 4, Mr. Lee said."),
        Good("They may a) speak. b) be silent. c) leave."),
        Good("He stopped. iPhone sales fell, eBay's rose, and al-Shabab said nothing."),
        Good("“We waited... and waited,” she said. “… and then we left.”"),
        Good("“Are you mad?” he asked. The firm, example.com, did not reply."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for left, _, word in lowercase_joints(document):
        last = document.tokens[left.last - 2]
        # The word before the stop shows where to look; a bracket or mark there is not part of the damage.
        start = last.start if last.end == left.end - 1 else left.end - 1
        joined = text[start : left.end - 1] + text[left.end : word.end]
        yield META.finding(
            start,
            word.end,
            "A full stop stands in mid-sentence here, or the start of the next sentence was lost.",
            replace=joined,
        )
