"""Words left in another script: Chinese, Cyrillic, Arabic… in the middle of an English sentence.

The translation skipped a word, a caption or a line of the page. Readers of English cannot even spell it. What an
article writes on purpose is left alone: the original of a name in brackets, "Weibo (微博)", a single Greek letter or
Chinese character that the sentence is about, and a quoted word that the sentence goes on to explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import CJK, FOREIGN, HAN, SCRIPT_NAMES, uses
from ._foreign import is_announced, is_explained

META = RuleMeta(
    code="RE007",
    name="untranslated-script",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Untranslated",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("The payment platform was launched-中新网", marks="中新网"),
        Bad("The damage was put at 15,420 yuan (人民币，下同).", marks="人民币，下同"),
        Bad("The governor of Область said on Friday that talks went on.", marks="Область"),
        Bad("He told reporters “мы готовы к переговорам” on Monday.", marks="мы готовы к переговорам"),
        Bad("The company said في بيان that sales rose.", marks="في بيان"),
        Good("Posts on Weibo (微博) and in the daily Izvestia (Russian: Известия) were deleted."),
        Good("Fans shouted “加油” (jiayou), which means “add oil”."),
        Good("The character 福 hung upside down on the doors."),
        Good("The variant, β, has an α of 3 and a resistance of 5 Ω."),
        Good("He posted a shrug, ¯\\_(ツ)_/¯, and left the town of Κως (Kos)."),
    ),
)

_ODD = re.compile(f"[{FOREIGN}]")
# A run: letters of other scripts with the spaces and marks between them.
_RUN = re.compile(f'[{FOREIGN}]+(?:[^\\w\\n<>()\\[\\]“”"]{{1,3}}[{FOREIGN}\\d]+)*')
_CLAUSE = re.compile("[，。；！？]")
_LABEL = re.compile(r"\b[A-Z][a-z]+(?:\scharacters)?:\s?\Z")
_LONGEST_GLOSS = 40
_QUOTED_LENGTH = 12


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    text = document.text
    for match in _RUN.finditer(text):
        start, end = match.span()
        if _is_symbol(text, start, end) or _is_gloss(text, start, end) or _is_explained(text, start, end):
            continue
        quoted = end - start <= _QUOTED_LENGTH and document.in_quotation(start, end)
        yield META.finding(
            start,
            end,
            f"Left untranslated: {_script(match[0])}.",
            severity=Severity.MINOR if quoted else Severity.MAJOR,
        )


def _script(run: str) -> str:
    for name, ranges in SCRIPT_NAMES.items():
        if re.match(f"[{ranges}]", run):
            return f"{name} characters" if name in ("Chinese", "Japanese", "Korean") else f"{name} letters"
    return "letters of another script"


_IDEOGRAPH = re.compile(f"[{HAN}]")
_CJK = re.compile(f"[{CJK}]")
_ONE_FOREIGN = re.compile(f"[{FOREIGN}]")


def _is_symbol(text: str, start: int, end: int) -> bool:
    """A lone letter (α, Ω, Я) is used as a sign, and one that hangs on a Latin word is the look-alike rule's."""
    latin_beside = any(_is_latin(text[i : i + 1]) for i in (start - 1, end) if i >= 0)
    if latin_beside and not _CJK.match(text, start):
        return True
    return end - start == 1 and not _IDEOGRAPH.match(text, start)


def _is_latin(character: str) -> bool:
    return character.isalpha() and _ONE_FOREIGN.match(character) is None


def _is_gloss(text: str, start: int, end: int) -> bool:
    """Whether the run is the original of a name in brackets: "Weibo (微博)", "Izvestia (Russian: Известия)"."""
    opening = max(text.rfind(mark, max(0, start - _LONGEST_GLOSS), start) for mark in "([（")
    closing = min((i for i in (text.find(mark, end, end + _LONGEST_GLOSS) for mark in ")]）") if i >= 0), default=-1)
    if opening < 0 or closing < 0 or closing - opening > 2 * _LONGEST_GLOSS:
        return False
    inside = text[opening + 1 : closing]
    if any(mark in inside for mark in ")]）") or _CLAUSE.search(inside):
        return False
    before = text[max(0, opening - 2) : opening].rstrip()
    return before[-1:].isalnum() or before[-1:] in "\"”’'»"


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about the word: it is announced as a word, or its meaning follows."""
    if end - start > _LONGEST_GLOSS:
        return False
    labelled = _LABEL.search(text, max(0, start - _LONGEST_GLOSS), start)
    return bool(labelled) or is_announced(text, start) or is_explained(text, end)
