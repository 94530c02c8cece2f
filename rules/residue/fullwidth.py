"""East Asian forms of marks, letters and digits in English text: "，", "（", "２０２４", the ideographic space.

Chinese and Japanese systems type these forms, which are as wide as a character of theirs. In English text they leave
holes, break searches and are read out wrongly. The ordinary form, with the space that belongs to it, is put in.
Source of the pairs: Unicode Standard 16.0, block "Halfwidth and Fullwidth Forms".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import CJK, uses

META = RuleMeta(
    code="RE008",
    name="fullwidth-form",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=3,
    examples=(
        Bad("On Monday，the talks went on。", marks=("，", "。"), fixed="On Monday, the talks went on."),
        Bad(
            "The firm（Huawei）made ５Ｇ phones.", marks=("（", "）", "５Ｇ"), fixed="The firm (Huawei) made 5G phones."
        ),
        Bad("He read 《Global Times》 daily.", marks=("《", "》"), fixed="He read “Global Times” daily."),
        Bad("The poet Karl·Marx Smith was there.", marks="·", fixed="The poet Karl Marx Smith was there."),
        Bad("Sales fell\u30005% in May.", marks="\u3000", fixed="Sales fell 5% in May."),
        Good("Oil rose 3% · Gold fell 1% · Sterling was flat"),
        Good("The app WeChat (微信、腾讯) has a billion users; ¥500 is the limit."),
        Good("In Catalan, col·legi is a school and Paral·lel an avenue."),
    ),
)

_ODD = re.compile("[\u3000-\u3002\u3008-\u3011\u3014-\u301b\u301c-\u301f\uff01-\uff5e\uffe0-\uffe6\ufe50-\ufe6b·・‧•]")
_FORM = re.compile(
    "[０-９Ａ-Ｚａ-ｚ．％＋－／＆＃＠＝]*[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．％＋－／＆＃＠＝]*"
    "|\u3000+|[\u3001\u3002\u3008-\u3011\u3014-\u301b\u301c-\u301f\uff01-\uff5e\uffe0-\uffe6\ufe50-\ufe6b]"
    "|[·・‧•](?<=[a-z][·・‧•])(?=[A-Z][a-z])"
)
_CJK = re.compile(f"[{CJK}]")

_ORDINARY = {
    "、": ",",
    "。": ".",
    "〜": "–",
    "～": "–",
    "〝": "“",
    "〞": "”",
    "〟": "”",
    "〈": "“",
    "〉": "”",
    "《": "“",
    "》": "”",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "〖": "[",
    "〗": "]",
    "〘": "[",
    "〙": "]",
    "〚": "[",
    "〛": "]",
}
_DEBATABLE = frozenset("〈〉《》「」『』〝〞〟〜～·・‧")
_OPENING = frozenset("([{“")
_SEPARATORS = frozenset(",:.")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    text = document.text
    for match in _FORM.finditer(text):
        start, end = match.span()
        if _belongs_to_foreign_words(text, start, end):
            continue
        ordinary = _ordinary(match[0])
        cosmetic = match[0][0] in "\u3000·・‧"
        shown = f"“{ordinary}”" if ordinary.strip() else "a space"
        yield META.finding(
            start,
            end,
            f"East Asian form of {shown}: it looks out of place in English.",
            replace=_spaced(ordinary, text[start - 1 : start], text[end : end + 1]),
            safety=Safety.UNSAFE if match[0] in _DEBATABLE else Safety.SAFE,
            severity=Severity.MINOR if cosmetic else Severity.MAJOR,
        )


def _belongs_to_foreign_words(text: str, start: int, end: int) -> bool:
    """Whether the mark stands in words that were not translated: they are another rule's find.

    A bracket does so by its outer side only: "WeChat（微信）is".
    """
    before, after = bool(_CJK.match(text, start - 1)) if start else False, bool(_CJK.match(text, end))
    mark = _ordinary(text[start:end])
    if mark in ("(", "[", "“"):
        return before
    if mark in (")", "]", "”"):
        return after
    return before or after


def _ordinary(form: str) -> str:
    """The ordinary form of a wide mark, letter or digit."""
    if form[0] in "\u3000·・‧":
        return " "
    if form in _ORDINARY:
        return _ORDINARY[form]
    from unicodedata import normalize

    return normalize("NFKC", form)


def _spaced(mark: str, before: str, after: str) -> str:
    """The mark with the space that a wide one has built in."""
    if mark in _OPENING:
        return f" {mark}" if before.isalnum() or before in (",", ".", ";", ":") else mark
    if len(mark) > 1 or mark.isalnum() or mark in (" ", "–") or mark not in ",.:;?!)]”":
        return mark
    between_digits = mark in _SEPARATORS and before.isdigit() and after.isdigit()
    return f"{mark} " if (after.isalnum() or after in ("“", "(")) and not between_digits else mark
