"""A capital abbreviation and the word behind it, or two plain words, are written as one.

Pieces of a sentence were joined without the space between them (“TVcameras”, “USbased”). Put it, or the hyphen, back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import frequency, known, lower_share
from lint.language.tokens import URL
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NA002",
    name="fused-abbreviation",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "He saw the TVcameras of a media network.",
            marks="TVcameras",
            fixed="He saw the TV cameras of a media network.",
        ),
        Bad(
            "The USbased firm and its NATOpartners agreed.",
            marks=("USbased", "NATOpartners"),
            fixed="The US based firm and its NATO partners agreed.",
        ),
        Good("Two NGOs, three PhDs, the DJs, and TVs were PCs' rivals; CEOs at IBMers' meetings."),
        Good("The mRNA and tRNAs were kept with DNAse, pHmeter and a JPEGs folder at UNICEF."),
        Good("OKed by the EU, he was KOed; GIFed, PMed and IDed, as the FBIers said."),
    ),
)

_FUSED = re.compile(r"([A-Z](?<![\w@#./-].)[A-Z]{1,4})([a-z]{4,20})(?![\w@/]|\.\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in _FUSED.finditer(document.text):
        capitals, word = match[1], match[2]
        # "GDPRelated": the last capital may belong to the word, but then the abbreviation would have lost a letter.
        if not known(word) or frequency(word) < 500 or lower_share(word) < 0.5 or frequency(match[0]):
            continue
        if any(token.kind == URL for token in document.tokens_in(match.start(), match.end())):
            continue
        yield META.finding(
            *match.span(),
            f"“{capitals}” and “{word}” have run together: a space or a hyphen is missing.",
            replace=f"{capitals} {word}",
        )
