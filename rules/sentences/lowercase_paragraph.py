"""A paragraph begins in small letters: the start of its first sentence was lost.

Happens where an article is cut into pieces for translation and put back together, or a line break falls into a
sentence. Look for the missing words at the end of the paragraph before, or in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.words import NAME_PARTICLES
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._starts import is_plain_lowercase

META = RuleMeta(
    code="SE002",
    name="lowercase-paragraph",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Textual conventions",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    examples=(
        Bad(
            "The vote was close.\n\nwhich starts again in the spring of next year, the council said on Monday.",
            marks="which",
        ),
        Bad("of the two parties that had agreed to talk, only one came to the table.", marks="of"),
        Good("iPhone sales fell in the spring, and eBay's rose.\n\nal-Shabab said nothing."),
        Good("“… and then we left,” she said.\n\nvan Gogh's letters were found in a loft."),
        Good("The recipe asks for:\n\n- two eggs\n\n- flour"),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for block in document.blocks:
        if block.role not in PROSE or not text[block.start].islower():
            continue
        tokens = document.tokens_in(block.start, min(block.start + 60, block.end))
        if not tokens or not is_plain_lowercase(tokens[0]) or tokens[0].text in NAME_PARTICLES:
            continue
        previous = text[max(0, block.start - 40) : block.start].rstrip()
        if previous.endswith((":", ";", ",", "—", "–")):
            continue  # a sentence set out in lines, as in a list without bullets
        yield META.finding(
            tokens[0].start,
            tokens[0].end,
            "The paragraph begins in small letters: is the start of the sentence missing?",
        )
