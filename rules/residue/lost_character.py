"""Letters or marks that were lost: "don�t", "don?t", "caf?s", an empty box from an icon font.

The character could not be stored or shown somewhere on the way, and a stand-in took its place. Only the source
can say what stood there; where the rest of the word leaves no doubt, the rule suggests it.
Private-use characters: Unicode Standard 16.0, section 23.5; U+FFFC stands for an object that was pasted along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language import lexicon
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import uses

META = RuleMeta(
    code="RE002",
    name="lost-character",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=4,
    examples=(
        Bad("The mayor said she didn�t know.", marks="�", fixed="The mayor said she didn’t know."),
        Bad("Voters in M�laga were first to the polls.", marks="�"),
        Bad("Residents say they don?t feel safe.", marks="don?t", fixed="Residents say they don’t feel safe."),
        Bad("It was held in S?o Paulo in June.", marks="S?o"),
        Bad("The firm ????? declined to comment.", marks="?????"),
        Bad("\uf0b7 Wages rose by 2% in May.", marks="\uf0b7"),
        Good("Was it fair? The court thinks so."),
        Good("See example.com/story?id=7 for the full list."),
        Good("Who is Li Wei? and will he stand? These are the questions that voters ask."),
        Good("“They did what?!” she asked. “Why???”"),
    ),
)

_ODD = re.compile("[�\ufffc\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef]")
_LOST = re.compile("[�锟斤拷]*(?:�|锟斤拷)[�锟斤拷]*|[\ufffc\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef]+")
_IN_WORD = re.compile(r"\?(?<=[^\W\d_]\?)(?=[^\W\d_])")
_ALONE = re.compile(r"\?(?<=[ \t(]\?)(?:\?++(?=[ \t),]{1,2}[^\W\d_])|(?=[^\W\d_]))")

_CONTRACTION = re.compile(r"(?:[A-Za-z]+n\?t|[A-Za-z]+\?(?:s|re|ve|ll|m|d))\Z")
_REACH = 30


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if uses(document, _ODD) or "锟" in document.text:
        yield from _stand_ins(document.text)
    if "?" in document.text:
        yield from _question_marks(document.text)


def _stand_ins(text: str) -> Iterator[Finding]:
    for match in _LOST.finditer(text):
        start, end = match.span()
        if "�" not in match[0] and "锟" not in match[0]:
            message = "This character has no agreed meaning: most readers see an empty box, or nothing."
            yield META.finding(start, end, message, severity=Severity.MINOR)
            continue
        word = _word(text, start, end).replace(match[0], "?")
        if _CONTRACTION.match(word):
            message = "An apostrophe was lost here and a stand-in took its place."
            yield META.finding(start, end, message, replace="’")
        else:
            yield META.finding(start, end, "A letter or mark was lost here and a stand-in took its place.")


def _question_marks(text: str) -> Iterator[Finding]:
    for match in _IN_WORD.finditer(text):
        start = match.start()
        word = _word(text, start, start + 1)
        begin = text.rfind(word, max(0, start - _REACH), start + _REACH)
        if not word or begin < 0:
            continue
        if _CONTRACTION.match(word):
            fixed = word.replace("?", "’")
            message = f"A question mark stands where an apostrophe was lost: “{fixed}”."
            yield META.finding(begin, begin + len(word), message, replace=fixed)
        elif _is_broken(word):
            message = "A question mark stands in the word: a letter was lost."
            yield META.finding(begin, begin + len(word), message)
    for match in _ALONE.finditer(text):
        message = "A question mark stands where a word, letter or quotation mark was lost."
        yield META.finding(match.start(), match.end(), message)


def _word(text: str, start: int, end: int) -> str:
    """The word around `text[start:end]`; "" for an address or a longer chain."""
    left, right = start, end
    while left > 0 and start - left < _REACH and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and right - end < _REACH and not text[right].isspace():
        right += 1
    chunk = text[left:right]
    if any(mark in chunk for mark in "/=&@_#"):
        return ""
    return chunk.strip("\"'“”‘’.,;:!()[]…")


def _is_broken(word: str) -> bool:
    """Whether a question mark in a word replaces a letter, rather than lacks the space behind it."""
    left, _, right = word.partition("?")
    if not right.isalpha() or not left.isalpha() or (right[0].isupper() and not left.isupper()):
        return False
    return not (len(left) > 1 and len(right) > 1 and lexicon.frequency(left) and lexicon.frequency(right))
