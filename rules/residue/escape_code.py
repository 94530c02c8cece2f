"""Codes of a program's storage form in the text: "\\n", "\\u2019", "\\"", "%20", "=E2=80=99".

A program wrote the text in a form for storage or transport (JSON, a web address, e-mail) and nobody turned it back.
What the code stands for is known, so it is put back; only line breaks need a look.
Sources: RFC 8259 (JSON), RFC 3986 (percent-encoding), RFC 2045 (quoted-printable).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="RE015",
    name="escape-code",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=5,
    examples=(
        Bad("The mayor didn\\u2019t resign.", marks="\\u2019", fixed="The mayor didn’t resign."),
        Bad("The mayor resigned.\\nNobody was told.", marks="\\n", fixed="The mayor resigned.\nNobody was told."),
        Bad('He said \\"no comment\\" on Friday.', marks=("\\", "\\"), fixed='He said "no comment" on Friday.'),
        Bad("The mayor%20resigned on Friday.", marks="%20", fixed="The mayor resigned on Friday."),
        Bad("The mayor didn=E2=80=99t resign.", marks="=E2=80=99", fixed="The mayor didn’t resign."),
        Bad("The mayor didnu2019t resign.", marks="u2019", fixed="The mayor didn’t resign."),
        Bad("He stayed in S\\xc3\\xa3o Paulo.", marks="\\xc3\\xa3", fixed="He stayed in São Paulo."),
        Good("The file lay in C:\\new\\table on the laptop, the court heard."),
        Good("See example.com/a%20b?c=%E2%80%99 for the list."),
        Good("Turnout rose by 5%20 years ago, and x=3D was the title in June 2019."),
        Good("The shrug ¯\\_(ツ)_/¯ went round the world."),
    ),
)

_UNICODE = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}|\\U[0-9a-fA-F]{8}){1,50}")
_BYTES = re.compile(r"(?:\\x[0-9a-fA-F]{2}){1,50}|(?:\\[23][0-7]{2}){2,50}")
_BREAKS = re.compile(r"(?:\\[nrt]){1,20}")
_SLASHES = re.compile(r"(?<!\\)\\+(?=[\"'“”’$%&#])|\\(?<=[a-z]\\)(?=/[a-z])")
_PERCENT = re.compile(r"%(?<=[A-Za-z.,;]%)[0-9A-F]{2}(?:%[0-9A-F]{2}){0,50}(?!\d)")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}){2,50}")
_LOST_SLASH = re.compile(
    r"u201[cd](?<![A-Z\d]u201[cd])(?=[^\W\d]|[\s.,;:!?)]|$)|u(?<=[a-z]u)201[89](?=[a-z]{1,2}\b)|u(?<=[a-z]u)00e[0-9a-f]"
)
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|//")
_ADDRESS = re.compile(r"[/=&@]|www\.")
_LONGEST_ADDRESS = 300
_MESSAGE = "A program's storage code left in the text"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if "\\" in text:
        yield from _decoded(_UNICODE, text, _from_unicode)
        yield from _decoded(_BYTES, text, _from_bytes)
        yield from _line_breaks(text)
        for match in _SLASHES.finditer(text):
            yield META.finding(match.start(), match.end(), f"{_MESSAGE}: a backslash before a mark.", replace="")
    if "%" in text:
        yield from _decoded(_PERCENT, text, _from_percent)
    if "=E" in text or "=C" in text:
        yield from _decoded(_QUOTED_PRINTABLE, text, _from_percent)
    if "u20" in text or "u00" in text:
        yield from _decoded(_LOST_SLASH, text, lambda code: chr(int(code[1:], 16)))


def _decoded(pattern: re.Pattern[str], text: str, decode: Callable[[str], str | None]) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        meant = decode(match[0])
        if meant is None or (match[0][0] in "%=" and _in_address(text, match.start())):
            continue
        shown = f"“{meant}” was meant" if meant.strip() else "a space was meant"
        yield META.finding(match.start(), match.end(), f"{_MESSAGE}; {shown}.", replace=meant)


def _from_unicode(code: str) -> str | None:
    parts = re.findall(r"[0-9a-fA-F]{4,8}|(?<=\{)[0-9a-fA-F]{1,6}", code)
    numbers = [int(part, 16) for part in parts]
    if any(number > 0x10FFFF for number in numbers):
        return None
    try:
        return "".join(map(chr, numbers)).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None


def _from_bytes(code: str) -> str | None:
    base = 16 if "x" in code else 8
    return _as_text(bytes(int(part, base) for part in re.findall(r"[0-9a-fA-F]{2,3}", code)))


def _from_percent(code: str) -> str | None:
    raw = bytes(int(part, 16) for part in re.findall(r"[0-9A-F]{2}", code))
    if code[0] == "=" and raw.isascii():
        return None  # an equation rather than e-mail code
    return _as_text(raw)


def _as_text(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252") if len(raw) == 1 and raw not in b"\x81\x8d\x8f\x90\x9d" else None
    return text if all(character.isprintable() or character in "\n\t\xa0" for character in text) else None


def _chunk_start(text: str, at: int) -> int:
    """Where the stretch without spaces around `at` begins, at most `_LONGEST_ADDRESS` before it."""
    floor = max(0, at - _LONGEST_ADDRESS)
    return max(floor, *(text.rfind(space, floor, at) + 1 for space in " \n\t"))


def _in_address(text: str, at: int) -> bool:
    return _ADDRESS.search(text, _chunk_start(text, at), at) is not None


def _line_breaks(text: str) -> Iterator[Finding]:
    for match in _BREAKS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        ends_sentence = before in (".", "!", "?", "”", '"', ":", ";", ",")
        if (after.islower() and not ends_sentence) or _PATH.search(text, _chunk_start(text, start), start + 1):
            continue
        breaks = match[0].replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\r", "\n").replace("\\t", " ")
        message = f"{_MESSAGE}: a line break was meant."
        yield META.finding(start, end, message, replace=breaks, safety=Safety.UNSAFE)
