"""A quotation swallows its own attribution: the words “the minister said” stand inside the quotation marks.

Translation and rewriting lose the marks around the attribution, and the speaker seems to quote himself. Close the
quotation before its attribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import Quotation
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU006",
    name="swallowed-attribution",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=4,
    examples=(
        Bad(
            "“The tunnel will be ready by May, Transport Minister Ana Silva said,” according to a report.",
            marks=", Transport Minister Ana Silva said,”",
            fixed="“The tunnel will be ready by May,” Transport Minister Ana Silva said, according to a report.",
        ),
        Bad(
            '"The harvest will be late this year, said Mr. Keita."',
            marks=', said Mr. Keita."',
            fixed='"The harvest will be late this year," said Mr. Keita.',
        ),
        Good("“Work is going ahead,” Transport Minister Ana Silva said, according to a report."),
        Good("“It was my grandmother who, as they say, wore the trousers, and she knew it,” Ms Keita said."),
        Good("“You know what, he said?” she asked. “The harvest will be what God says,” he added."),
        Good("“Read the label, as Mother always said.” That was all the advice the chemist gave."),
    ),
)

_VERB = "said|says|added|adds|told reporters|told journalists|explained|noted|warned|stressed|insisted"
_NAMED = r"(?:(?:the|a)[ ])?(?:[\w’'-]{1,30}[ ]){0,6}[A-Z][\w.’'-]{1,30}"
_TAIL = re.compile(
    rf",[ ](?:(?:{_NAMED}|he|she)[ ](?:{_VERB})"
    rf"|(?:said|says|added|adds)[ ]{_NAMED}(?:[ ][A-Z][\w.’'-]{{1,30}}){{0,3}})\Z"
)
_NOT_A_SPEAKER = re.compile(
    r",[ ](?:as|like|what|which|who|that|when|if|because|and|but|or|so|where|how|I|we|you|they)\b"
)
_LONGEST_TAIL = 160


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for quotation in analysis(document).quotations:
        if quotation.closed and quotation.inner_end - quotation.inner_start > 25:
            yield from _swallowed(document.text, quotation)


def _swallowed(text: str, quotation: Quotation) -> Iterator[Finding]:
    end = quotation.inner_end
    stop = end - 1 if text[end - 1] in ",." else end
    comma = text.rfind(",", max(quotation.inner_start, end - _LONGEST_TAIL), stop)
    if comma < 0 or _NOT_A_SPEAKER.match(text, comma) or text.count(" ", quotation.inner_start, comma) < 2:
        return
    if not _TAIL.match(text[comma:stop]):
        return
    attribution, mark = text[comma + 1 : stop], text[end : quotation.end]
    yield META.finding(
        comma,
        quotation.end,
        f"The quotation takes in its own attribution: “{attribution.strip()}” was not said.",
        replace="," + mark + attribution + text[stop:end],
    )
