"""Characters that nobody sees: zero-width spaces, soft hyphens, stray byte order marks, direction and control codes.

Editors, web pages and translation systems leave them between letters. They break search, links and line ends; codes
that turn the direction of writing can show readers other words than the file holds.
What a script or an emoji needs is left alone: joiners in Persian, Hindi or 👩‍🚀, marks beside Arabic and Hebrew.
Source: Unicode Standard 16.0, general categories Cc and Cf; UTS #51 for emoji.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import uses

META = RuleMeta(
    code="RE011",
    name="invisible-character",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("The port of \u200b\u200bTianjin is closed.", marks="\u200b\u200b", fixed="The port of Tianjin is closed."),
        Bad("The govern\u00adment fell on Friday.", marks="\u00ad", fixed="The government fell on Friday."),
        Bad("The \ufeffmayor resigned.", marks="\ufeff", fixed="The mayor resigned."),
        Bad("The \u202eroyam\u202c resigned.", marks=("\u202e", "\u202c"), fixed="The royam resigned."),
        Bad("The mayor\x02 resigned.", marks="\x02", fixed="The mayor resigned."),
        Good("The mayor paid 5\u00a0million and 20\u202f% more; 👩‍🚀 and ❤️ and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 were posted."),
        Good("The newspaper Hamshahri (می‌خواهم) and the daily (\u200fهארץ\u200f) reported it."),
        Good("The mayor resigned on\tFriday."),
    ),
)

_CODES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ODD = re.compile(f"[{_CODES}]")
_RUN = re.compile(f"[\U000e0020-\U000e007f]+|([{_CODES}])\\1*")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_OVERRIDES = "\u202d\u202e"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BREAKS = "\x0b\x0c\u2028\u2029"
_NEAR, _SAME_PHRASE = 3, 60


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    text = document.text
    for match in _RUN.finditer(text):
        start, end = match.span()
        code = match[0][0]
        if _is_needed(text, start, end, code):
            continue
        if "\U000e0020" <= code <= "\U000e007f":
            message = "Hidden text: these characters carry letters that no reader sees."
            yield META.finding(start, end, message, replace="", severity=Severity.MAJOR)
        elif code in _DIRECTIONS:
            message = f"A hidden code (U+{ord(code):04X}) turns the direction of writing: readers may see other words."
            yield META.finding(start, end, message, replace="", severity=Severity.MAJOR)
        else:
            between_spaces = text[start - 1 : start] == " " and text[end : end + 1] == " "  # it may have been a dash
            safety = Safety.UNSAFE if code in _BREAKS or between_spaces else Safety.SAFE
            replace = "\n" if code in _BREAKS else ""
            yield META.finding(start, end, _message(code), replace=replace, safety=safety)


def _message(code: str) -> str:
    name = _NAMES.get(code) or ("control character" if code < "\xa0" else "character")
    return f"An invisible {name} (U+{ord(code):04X}) stands here; it breaks search and line ends."


def _is_needed(text: str, start: int, end: int, code: str) -> bool:
    """Whether the script or emoji around the character needs it."""
    before = text[start - 1 : start]
    if "\ufe00" <= code <= "\ufe0f":
        return before not in ("", " ", "\n") and not (before.isalpha() and before.isascii())
    if "\U000e0020" <= code <= "\U000e007f":
        return before == "\U0001f3f4"  # a black flag: the codes name England, Scotland or Wales
    if code in _JOINERS:
        return end - start == 1 and before > "\u0370" and not _is_general_punctuation(before)
    if code in _MARKS:
        return _RIGHT_TO_LEFT.search(text, max(0, start - _NEAR), end + _NEAR) is not None
    if code in _DIRECTIONS and code not in _OVERRIDES:
        return _RIGHT_TO_LEFT.search(text, max(0, start - _SAME_PHRASE), end + _SAME_PHRASE) is not None
    return False


def _is_general_punctuation(character: str) -> bool:
    return "\u2000" <= character <= "\u206f"
