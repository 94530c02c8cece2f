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
