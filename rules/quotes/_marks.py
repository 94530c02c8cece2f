"""What the rules about quotation marks share: an article's own style of marks, and where an attribution stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.document import Document
from lint.language.quotations import Analysis, analyse

PAIRED = frozenset({"double", "single", "corner", "white-corner", "title"})
"""The families of marks that always come in pairs; a single « or » also marks a link or an item of a list."""


class Style(NamedTuple):
    """The marks that an article uses most; straight ones where it uses neither kind more."""

    opening: str
    closing: str
    single_opening: str
    single_closing: str
    apostrophe: str


def style_of(document: Document) -> Style:
    """The article's own marks."""
    return document.derive(_style)


def _style(document: Document) -> Style:
    text = document.text
    apostrophe = "’" if text.count("’") > text.count("'") else "'"
    # „…“ has an opening mark at its end: only the closing mark tells.
    curly, straight = text.count("”"), text.count('"') // 2
    double = ("“", "”") if curly > straight or (curly == straight and apostrophe == "’") else ('"', '"')
    single = ("‘", "’") if double[0] == "“" else ("'", "'")
    return Style(*double, *single, apostrophe)


def analysis(document: Document) -> Analysis:
    """The document's quotations and mark problems, worked out once."""
    return document.derive(analyse)


_SAID = "said|says|adds|added|told|tells|explained|explains|noted|notes|warned|warns|insisted|stressed|argued|declared"
_NAME = r"[A-Z][\w.’'-]{0,30}(?:[ ](?:[A-Z][\w.’'-]{0,30}|of|the|for|and|de|van|von|bin|al|el)){0,9}"
# Behind the verb a name ends with its last capital; a full stop there ends the sentence, if not of a title or initial.
_NAME_PART = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St)\.|(?:[A-Z]\.){1,4}(?=[ ][A-Z])"
    r"|[A-Z](?:[\w’'-]|\.(?=\w)){0,30})"
)
_ATTRIBUTION = re.compile(
    rf"[,?!…][ \xa0](?=[A-Zaehstw])(?:(?:{_SAID})[ ](?:{_NAME_PART}(?:[ ]{_NAME_PART}){{0,4}}|(?:he|she|the|an?)\b)"
    rf"|(?:he|she|(?!I[ ]){_NAME})[ ](?:{_SAID})(?=[ .,:;]))",
)
_ANNOUNCED = re.compile(
    rf"(?<![\w’'])(?:{_SAID}|asked|wrote|writes|saying|adding|warning|stating)(?:[,:][ ](?:that[ ])?(?=[A-Z])"
    r"|[ ](?=(?:We|I|They|You|He|She|It|There|If|When|This|These|Our|My|What|But|No|The|Yes)(?:[’'][a-z]{1,2})?[ ]))"
)

_REPORTED = re.compile(
    rf"(?<![\w’'])(?:{_SAID}|stated|claimed|confirmed|announced|reported|emphasi[sz]ed|pointed[ ]out)[ ]that(?!\w)"
)


def attribution_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first attribution behind a comma in `text[start:end]` (", he said", ", said Ms Li"): from the comma on."""
    match = _ATTRIBUTION.search(text, start, end)
    return match.span() if match else None


def reports(words: str) -> bool:
    """Whether the paper tells in words of its own what somebody said ("he said that")."""
    return bool(_REPORTED.search(words))


def apostrophe_for(document: Document, mark: str) -> str:
    """The apostrophe that belongs where `mark` stands: curly for a curly mark, else the article's own."""
    return "’" if mark in ("‘", "‛", "′", "’") else style_of(document).apostrophe


def announcement_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last "said: " or "warned " in `text[start:end]` that a quotation should follow, without one there."""
    last = None
    for match in _ANNOUNCED.finditer(text, start, end):
        last = match.span()
    return last
