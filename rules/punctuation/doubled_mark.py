"""Two marks stand where one belongs: a clause between them was lost, or a mark was kept from the source.

Translation engines and spinners work phrase by phrase. Where a phrase drops out, the mark before it and the mark
behind it meet (",.", ";,"); where two versions of a sentence are glued together, both keep their stop ("..", "?.").
Keep the mark that fits, and check that nothing is missing between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.abbreviations import is_abbreviation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU001",
    name="doubled-mark",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The bill passed on Monday,.", marks=",.", fixed="The bill passed on Monday."),
        Bad("He asked why,, and nobody knew.", marks=",,", fixed="He asked why, and nobody knew."),
        Bad("Did the minister know?!.", marks="?!.", fixed="Did the minister know?!"),
        Bad(
            "The talks were held in Geneva.. Both sides left early.",
            marks="..",
            fixed="The talks were held in Geneva. Both sides left early.",
        ),
        Good("Shares of Smith & Co., the brewer, grew by 3 p.c., its best day since May."),
        Good("Was that the plan all along?! Nobody at Yahoo!, the company said, could tell."),
        Good("The U.S., he said, “will wait and see…”, but the E.U.: not so."),
        Good("I, JOHN R. ROE JR., act under 22 U.S.C. 2751 et seq., in Sun Prairie, Wisc.: Ann Lee, R-Fl., does not."),
        Good("See the notes in vol. 3, p. 7., as well as the files in ../archive."),
    ),
)

# A run of marks of which at least one is a comma, semicolon or colon, or that ends in a stop.
_RUN = re.compile(r"[.,;:!?…](?<![.,;:!?…/\\].)[.,;:!?…]{1,11}(?![.,;:!?…/\\])")
_ELLIPSIS = re.compile(r"\.{3,4}|…\.?")
_LEGAL = re.compile(r"[!?]{2,}|[!?],|(?:\.{3,4}|…\.?)[,;:!?]*|[!?]+(?:\.{3}|…)|[,;:](?:\.{3}|…)")


def _word_before(text: str, offset: int) -> str:
    """The word and its stop that end at `offset`."""
    start = offset
    while start > 0 and offset - start < 20 and (text[start - 1].isalnum() or text[start - 1] in ".&"):
        start -= 1
    return text[start:offset]


def _ends_in_stop(word: str, before: str) -> bool:
    """Whether a stop belongs to the word: "Inc.", "JR.", "7.", and a state in small print ("R-Fl.")."""
    if is_abbreviation(word) or (word.isupper() and is_abbreviation(word.capitalize())):
        return True
    return word[:-1].isdigit() or "." in word[:-1] or (before == "-" and word.istitle() and len(word) <= 5)


def _keep(marks: str) -> str:
    """Which of the marks stays: the strongest."""
    if _ELLIPSIS.search(marks):
        return "…" if "…" in marks else "..."
    strong = "".join(mark for mark in marks if mark in "!?")
    return strong or next(mark for mark in ".;:," if mark in marks)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _RUN.finditer(text):
        start, end = match.span()
        marks = match[0]
        if marks == "::" and text[end : end + 1].isalnum():
            continue  # code
        if _LEGAL.fullmatch(marks) or start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "”’\"')]%"):
            continue
        if marks[0] == "." and marks[1] != ".":
            # "Inc.," and "p. 7.,": the stop belongs to the word.
            word = _word_before(text, start + 1)
            if len(marks) == 2 and _ends_in_stop(word, text[start - len(word)]):
                continue
        yield META.finding(
            start,
            end,
            f"“{marks}”: two marks meet here. One is too many, or words between them were lost.",
            replace=_keep(marks),
        )
