"""Characters that still stand in their web-page code: "&amp;", "&#8217;", "&nbsp;".

The text was copied out of a page's source or encoded twice; readers see the code, and search engines do not find the
word. A code that was encoded several times over ("&amp;amp;") is decoded in one go.
Source of the names: HTML Living Standard, section 13.5 (through Python's table html.entities.html5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="RE003",
    name="html-entity",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=5,
    examples=(
        Bad("Shares in Marks &amp; Spencer rose.", marks="&amp;", fixed="Shares in Marks & Spencer rose."),
        Bad("Today&#8217;s vote was close.", marks="&#8217;", fixed="Today’s vote was close."),
        Bad("Profits at AT&amp;amp;T fell.", marks="&amp;amp;", fixed="Profits at AT&T fell."),
        Bad(
            "The ferry sailed at 5&nbsp;p.m. on Friday.",
            marks="&nbsp;",
            fixed="The ferry sailed at 5\u00a0p.m. on Friday.",
        ),
        Bad("The Lords&rsquo vote was delayed.", marks="&rsquo", fixed="The Lords’ vote was delayed."),
        Good("Shares in Marks & Spencer and AT&T; both rose."),
        Good("The R&D; and M&A teams at S&P moved to Leeds."),
        Good("See example.com/list?year=2024&copy=2&page=3; it is updated daily."),
    ),
)

# Without its semicolon only a few codes are certain: "&copy=2" in an address is none.
_ENTITY = re.compile(
    r"&(?:amp;|#38;){0,9}(?:"
    r"#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};"
    r"|(?:nbsp|amp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|bull|euro|pound|eacute)(?![\w=])"
    r"|#(?:8211|8212|8216|8217|8220|8221|8230|160|39|34)(?!\d))"
)
_DECODED_AWAY = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        decoded = _decode(match[0])
        if decoded is None:
            continue
        # Decoding "&lt;b&gt;" would make markup of it, and a code without its semicolon could be part of a name.
        risky = _makes_tag(text, match.start(), match.end(), decoded) or not match[0].endswith(";")
        safety = Safety.UNSAFE if risky else Safety.SAFE
        message = f"Web-page code left in the text; {_shown(decoded)} was meant."
        yield META.finding(match.start(), match.end(), message, replace=decoded, safety=safety)


def _makes_tag(text: str, start: int, end: int, decoded: str) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (decoded == "<" and (after.isalpha() or after in ("/", "!"))) or (
        decoded == ">" and (before.isalpha() or before in ("/", '"', "'", "-"))
    )


def _decode(code: str) -> str | None:
    """The characters behind the code, or None if there are none or the code is more likely part of a name."""
    from html import unescape

    decoded = code if code.endswith(";") else code + ";"
    while "&" in decoded and (once := unescape(decoded)) != decoded:
        decoded = once
    name = code.rstrip(";").rpartition("&")[2]
    if len(decoded) > 2 or (len(name) < 3 and name not in ("lt", "gt")):
        return None
    return _DECODED_AWAY.sub("", decoded)


def _shown(decoded: str) -> str:
    return f"“{decoded}”" if decoded.strip() else ("a space" if decoded else "nothing")
