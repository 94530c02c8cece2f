"""Marks of a page's source in the text: "<p>", "[b]", "[[link]]", "**bold**", "\\textbf{…}".

The text was taken from a web page, a forum, a wiki or a language model's answer without its formatting being turned
into formatting. Readers see the codes. Inline formatting can be taken out safely; what stands for a paragraph, a link
or a picture needs a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="RE004",
    name="markup",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Markup tag",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=6,
    examples=(
        Bad(
            "The vote was <strong>close</strong> on Friday.",
            marks=("<strong>", "</strong>"),
            fixed="The vote was close on Friday.",
        ),
        Bad("The mayor resigned on Monday.</p>", marks="</p>", fixed="The mayor resigned on Monday."),
        Bad("He spoke to [[Reuters|the agency]] in Oslo.", marks="[[Reuters|the agency]]"),
        Bad("The bank said **no comment** on Friday.", marks=("**", "**"), fixed="The bank said no comment on Friday."),
        Bad("See [the report](https://example.com/a) for more.", marks="[the report](https://example.com/a)"),
        Bad("The [b]Titanic[/b] sank in 1912.", marks=("[b]", "[/b]"), fixed="The Titanic sank in 1912."),
        Bad("The law of \\textbf{gravity} still holds.", marks="\\textbf{"),
        Bad("Prices rose by &lt;b&gt;3%", marks="&lt;b&gt;"),
        Good("For all x < y and y > z, the formula holds, the paper says."),
        Good("“[I]t was [u]nder [s]train,” she said. “[B]ut we [won].”"),
        Good("“Well, f**k it,” he said. Critics gave it **** and readers ****."),
        Good("She signed off with <3 and wrote to <press@example.com>."),
    ),
)

_INLINE = "strong|b|em|i|u|span|font|small|big|mark|sub|sup|strike|del|ins|cite|abbr|tt|code|kbd|a"
_BLOCK = (
    "hr|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|img|figure|figcaption|picture|"
    "source|video|audio|iframe|embed|object|param|script|noscript|style|link|meta|head|body|html|title|section|article|"
    "header|footer|nav|aside|main|form|input|button|label|select|option|textarea|blockquote|pre|center|svg|path|canvas|"
    "amp-[a-z]{2,12}|ref|references|nowiki|gallery|o:p|q|time|wbr|address|hl[1-6]|media|pubDate|description"
)
_CODES = (
    "url|img|quote|code|size|color|colour|font|center|left|right|list|table|tr|td|email|youtube|video|spoiler|hr|media|"
    "attachment|highlight|align|indent"
)

_HTML = re.compile(
    rf"<(?P<close>/?)(?:(?P<inline>{_INLINE})|(?P<line>p|div|br)|{_BLOCK})(?:\s{{1,3}}[^<>]{{0,400}})?\s{{0,3}}/?>"
    r"|<!--|-->|<!DOCTYPE[^<>]{0,200}>|<!\[CDATA\[|\]\]>|<\?(?:xml|php)[^<>]{0,200}"
    rf"|<(?:{_INLINE}|p|div|br|{_BLOCK})\s{{1,3}}[a-z-]{{2,20}}=[\"'“”][^<>\n]{{0,80}}"
    rf"|&lt;/?(?:{_INLINE}|p|div|br|{_BLOCK})(?:\s[^<>&]{{0,200}})?/?&gt;",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<!\S)(?:href|src|alt|class|style|target|rel|width|height|title|id)=\"[^\"\n<>]{0,200}\"[ \t]{0,3}/?>?"
)
_BRACKET = re.compile(
    rf"\[/(?:[bius]|{_CODES})\]|\[(?:[bius]|{_CODES})(?:=[^\[\]\n]{{1,300}})?\]"
    r"|\[\[[^\[\]\n]{1,300}\]\]"
    r"|\[/?[a-z][a-z_-]{1,30}(?:\s[^\[\]\n]{0,120})?\s[a-z_-]{1,20}=[\"“”'][^\[\]\n]{0,400}\]"
    r"|\[/(?:caption|gallery|embed|audio|video|playlist|vc_[a-z_]{1,30}|et_pb_[a-z_]{1,30})\]"
    r"|!?\[[^\[\]\n]{0,300}\]\((?:https?:|/|www\.|mailto:)[^()\s]{0,400}\)"
    r"|\[https?://[^\[\]\s]{1,300}(?:\s[^\[\]\n]{1,200})?\]",
    re.IGNORECASE,
)
_OPENER = re.compile(rf"\[([bius]|{_CODES})\]", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*\*(?![\w*])")
_LINE_MARK = re.compile(
    r"```[a-z]{0,12}|^#{1,6}[ \t](?=\S)|(?<![\w'])'{3}(?=\w)|(?<=\w)'{3}(?![\w'])"
    r"|^={2,6}[^=\n]{1,100}={2,6}[ \t]{0,9}$",
    re.MULTILINE,
)
_LATEX = re.compile(r"\\[a-zA-Z]{2,20}\*?(?:\[[^\[\]\n]{0,40}\])?\{|\\(?:begin|end|item|par|noindent|newline)\b")

_MESSAGE = "Formatting code left in the text: readers see it as it stands."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if "<" in text or "-->" in text or "&lt;" in text or "]]>" in text:
        for match in _HTML.finditer(text):
            removable = match["inline"] or (match["line"] and _at_line_edge(text, match))
            yield _finding(text, match, inline=bool(removable))
    if '="' in text:
        yield from (_finding(text, match) for match in _ATTRIBUTE.finditer(text))
    if "[" in text:
        yield from _brackets(text)
    if "**" in text:
        for match in _BOLD.finditer(text):
            for start in (match.start(), match.end() - 2):
                yield META.finding(start, start + 2, "Asterisks that were to make words bold.", replace="")
    if "```" in text or "#" in text or "'''" in text or "==" in text:
        yield from (_finding(text, match) for match in _LINE_MARK.finditer(text))
    if "\\" in text:
        yield from (_finding(text, match) for match in _LATEX.finditer(text))


def _finding(text: str, match: re.Match[str], *, inline: bool = False) -> Finding:
    start, end = match.span()
    if not inline:
        return META.finding(start, end, _MESSAGE)
    loose = text[start - 1 : start].isspace() and text[end : end + 1].isspace()  # two spaces would be left
    return META.finding(start, end, _MESSAGE, replace="", safety=Safety.UNSAFE if loose else Safety.SAFE)


def _at_line_edge(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in ("", "\n") or text[match.end() : match.end() + 1] in (
        "",
        "\n",
        "\r",
    )


def _brackets(text: str) -> Iterator[Finding]:
    """Forum, wiki, WordPress and Markdown codes; "[i]t" is an editor's change of case where no "[/i]" stands."""
    lowered = text.lower() if "[/" in text else ""
    for match in _BRACKET.finditer(text):
        opener = _OPENER.fullmatch(match[0])
        if opener and f"[/{opener[1].lower()}]" not in lowered:
            continue
        yield _finding(text, match, inline=match[0].strip("[]/").lower() in ("b", "i", "u", "s"))
