"""A web or e-mail address that was pulled apart: "www. example. com", "https: //", "press @ example.com".

Translation systems treat the dots and slashes of an address as ends of words and set spaces there. The link is dead,
and readers cannot copy it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import lowered

META = RuleMeta(
    code="RE016",
    name="broken-address",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Link/cross-reference",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=5,
    examples=(
        Bad(
            "It is listed at www. example. com today.",
            marks="www. example. com",
            fixed="It is listed at www.example.com today.",
        ),
        Bad(
            "Go to https: //example.com for more.",
            marks="https: //example.com",
            fixed="Go to https://example.com for more.",
        ),
        Bad(
            "Write to press @ example.com today.",
            marks="press @ example.com",
            fixed="Write to press@example.com today.",
        ),
        Bad("The shop amazon. com said so.", marks="amazon. com", fixed="The shop amazon.com said so."),
        Good("Go to https://www.example.com, or write to press@example.com."),
        Good("She works for an internet firm. Com Hem is one of them."),
        Good("He bought 300 shares @ $5 and left the net. Organisers were pleased."),
    ),
)

_ENDING = r"(?:com|org|net|gov|edu|info|int|eu|co\s?\.\s?uk|uk|com\s?\.\s?cn|cn|ru|de|fr|io|tv|au|ca|in|jp|me)"
_HOST = rf"[a-z0-9-]{{1,40}}(?:\s?\.\s?[a-z0-9-]{{1,40}}){{0,4}}?\s?\.\s?{_ENDING}\b(?!\.\w)(?:/[^\s]{{0,300}})?"
_SCHEME = re.compile(
    r"\b(?P<scheme>https?|ftp)(?:\s{1,2}:\s{0,2}/\s{0,2}/\s{0,2}|:\s{1,2}/\s{0,2}/\s{0,2}|:/\s{1,2}/\s{0,2}|://\s{1,2}|:/(?![/\s])"
    rf"|//(?=\w))(?P<host>{_HOST})?"
)
_DOUBLED = re.compile(
    r"\bhttps?://https?:/{0,2}|\b(?:htpp|htttp|hhttp|hppt|httpp)s?://|\bhttps?:(?=[a-z0-9-]{1,40}\.[a-z])"
)
_WWW = re.compile(
    rf"\bwww(?:\s\.\s?|\.\s)(?P<host>{_HOST})|\bwww\.[a-z0-9-]{{1,40}}(?:\s\.\s?|\.\s)(?:com|org|net|gov|edu|co)\b"
)
_BARE = re.compile(r"\.[ \u00a0]{1,2}(?:(?:com|org|gov|edu)\b(?![-'’])|co/(?=\w))")
_MAIL = re.compile(
    rf"(?:\s{{1,2}}@\s{{0,2}}|@\s{{1,2}})(?P<host>{_HOST})|@[a-z0-9-]{{1,40}}\s{{1,2}}\.\s?(?:com|org|net|gov|edu|info)\b"
)
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")
_LONGEST_NAME = 64

_MESSAGE = "An address was pulled apart: the link is dead."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    found: list[Finding] = []
    if "http" in text or "ftp" in text or "htp" in text or "hppt" in text:
        found += map(_with_scheme, _SCHEME.finditer(text))
        for match in _DOUBLED.finditer(text):
            message = "The beginning of the address is wrong: the link is dead."
            found.append(META.finding(match.start(), match.end(), message))
    if "www" in text:
        for match in _WWW.finditer(text):
            found.append(META.finding(match.start(), match.end(), _MESSAGE, replace=_without_spaces(match[0])))
    if "@" in text:
        found += _parted(text, _MAIL)
    plain = document.derive(lowered)
    if any(ending in plain for ending in (". com", ". org", ". gov", ". edu", ". co/")):
        found += _parted(text, _BARE)
    end = 0
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if finding.start >= end:
            end = finding.end
            yield finding


def _with_scheme(match: re.Match[str]) -> Finding:
    joined = f"{match['scheme']}://{_without_spaces(match['host'])}" if match["host"] else None
    return META.finding(match.start(), match.end(), _MESSAGE, replace=joined)


def _without_spaces(address: str) -> str:
    return "".join(address.split())


def _parted(text: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Addresses of which `pattern` finds the part behind the name: the name in front belongs to the mark."""
    for match in pattern.finditer(text):
        start = match.start()
        while start > 0 and match.start() - start < _LONGEST_NAME and text[start - 1] in _NAME_CHARACTERS:
            start -= 1
        if start < match.start():
            joined = _without_spaces(text[start : match.end()])
            yield META.finding(start, match.end(), _MESSAGE, replace=joined)
