"""A blank that was to be filled in and was not: "{{name}}", "[INSERT QUOTE]", "XXXX", "TK TK", "Lorem ipsum".

Templates, forms and language models leave a place for a name, a figure or a passage. What belongs there is missing
from the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="RE005",
    name="placeholder",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Missing text",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=5,
    examples=(
        Bad("Dear readers, {{first_name}} wrote to us.", marks="{{first_name}}"),
        Bad("Police found %d cars and %1$s in Leeds.", marks=("%d", "%1$s")),
        Bad("“We are glad,” said [INSERT NAME], the mayor.", marks="[INSERT NAME]"),
        Bad("The chairman, [Your Name], declined.", marks="[Your Name]"),
        Bad("The firm paid $XX million for the site.", marks="$XX"),
        Bad("About XXXX people came, the police said.", marks="XXXX"),
        Bad("The bridge opened in TK TK and closed soon.", marks="TK TK"),
        Bad("Lorem ipsum dolor sit amet.", marks="Lorem ipsum dolor sit amet"),
        Bad("It grew by NaN% to the sum of [object Object].", marks=("NaN", "[object Object]")),
        Good("Super Bowl XXX was played in 1996; Castlemaine XXXX beer was on sale."),
        Good("Turnout rose from 50% to 60%, and 5%–7% of the votes [in Leeds] were void."),
        Good("“The [US] president,” he said, “met [the NATO chief] and [President Xi].”"),
        Good("TK Maxx, which has shops in Size XXXL fashion, pays $A20 an hour."),
    ),
)

_BLANKS = (
    "NAMES?|DATE|TIME|CITY|TOWN|COUNTRY|LOCATION|PLACE|COMPANY|COMPANY NAME|ORGANI[SZ]ATION|POSITION|TITLE|NUMBER|"
    "AMOUNT|FIGURE|AGE|EMAIL|PHONE|PHONE NUMBER|ADDRESS|LINK|URL|SOURCE|AUTHOR|BYLINE|REPORTER|HEADLINE|PHOTO|IMAGE|"
    "CAPTION|VIDEO|QUOTE|MONTH|YEAR|DAY|PRODUCT|STATE|PERCENTAGE|EVENT|TEAM|SPOKESPERSON|PUBLICATION|WEBSITE|TEXT|STORY|BLANK"
)
_ORDERS = "insert|enter|your|add|fill in|replace|specify|provide|choose|select"

# Each part begins with its own mark, so that the search runs over the text in one go; what must not stand before
# the mark is asked behind it.
_CODE = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{1,200}%\}|\{[a-z_][a-z0-9_]{1,40}\}|\{[a-zA-Z]{1,30}\.[a-zA-Z_.]{1,40}\}"
    r"|\$\{[^{}\n]{1,100}\}|#\{[^{}\n]{1,100}\}"
    r"|%(?<![\w%]%)(?:\d{1,2}\$)?[sd@](?![\w%])|%(?<!\w%)\([a-z_]{1,40}\)[sd]|%%[A-Z_]{2,40}%%"
    r"|<%[^<>\n]{0,200}%>|\*\|[A-Z_:]{2,40}\|\*"
    rf"|<(?i:{_ORDERS})\b[^<>\n]{{0,80}}>|<[A-Z]{{3,30}}(?:[ _-][A-Z]{{1,30}}){{0,6}}>"
    rf"|\[(?i:{_ORDERS})\s[^\[\]\n]{{1,80}}\]|\[(?:{_BLANKS})(?:\s(?:OF|HERE|TO)\b[^\[\]\n]{{0,60}})?\]"
    r"|\[(?:CHECK|VERIFY|CONFIRM|TODO|FIXME|TBD|TBC|TBA|TK|XX+)\b[^\[\]\n]{0,60}\]|\[object Object\]"
    r"|#(?:NAME\?|REF!|DIV/0!|VALUE!|N/A|NUM!|NULL!)"
    r"|\$X{1,4}(?=[\s.,])|€X{1,4}(?=[\s.,])|£X{1,4}(?=[\s.,])"
)
_CODE_MARKS = ("{", "%", "$X", "€X", "£X", "<", "*|", "[", "#")

_WORD = re.compile(
    r"\bX{4,40}\b(?!\s(?:beer|lager|Gold|brewery))|(?<![$€£\w])XX%|(?<![$€£\w])XX(?:[.,]X{1,3})?(?=\s(?:percent|per\scent|million|billion|people|years)\b)"
    r"|\bTK(?:[ -]?TK){1,9}\b|\b(?:TODO|FIXME):|\bNaN\b"
    r"|\b[Ll]orem\s[Ii]psum\b(?:\sdolor\ssit\samet)?|\bdolor\ssit\samet\b|\bconsectetur\sadipiscing\b"
    r"|\b(?i:headline|caption|text|title|byline|credit|photo|body|story|copy|content|quote|subhead)\sgoes\shere\b"
    r"|\b(?i:insert|enter|type|add)\s(?:your\s|the\s|a\s)?(?:text|name|headline|caption|title|image|photo|quote|date)\shere\b"
)
_WORD_MARKS = (
    "XX",
    "TK",
    "TODO",
    "FIXME",
    "NaN",
    "orem ",
    "dolor sit",
    "consectetur",
    "goes here",
    "text here",
    "name here",
    "headline here",
    "caption here",
    "title here",
    "image here",
    "photo here",
    "quote here",
    "date here",
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for pattern, marks in ((_WORD, _WORD_MARKS), (_CODE, _CODE_MARKS)):
        if not any(mark in text for mark in marks):
            continue
        for match in pattern.finditer(text):
            if not _is_brand(text, match.start(), match[0]):
                message = f"“{match[0][:40]}” is a blank that was to be filled in: what belongs here is missing."
                yield META.finding(match.start(), match.end(), message)


def _is_brand(text: str, start: int, marked: str) -> bool:
    """Whether the X's are the Australian beer."""
    return marked == "XXXX" and text.endswith("Castlemaine ", max(0, start - 12), start)
