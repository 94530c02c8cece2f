"""One abbreviation is written with and without stops in the same article.

“U.S.” and “US”, “Mr.” and “Mr”: both are right, but not side by side. Choose one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._variants import Place, odd_ones

META = RuleMeta(
    code="CO003",
    name="mixed-abbreviation",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Inconsistent style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    roles=frozenset({Role.BODY, Role.QUOTATION, Role.LIST}),
    examples=(
        Bad(
            "The U.S. agreed, and its U.S. ally too. The U.S. army left, and the US navy stayed.",
            marks="US",
            fixed="The U.S. agreed, and its U.S. ally too. The U.S. army left, and the U.S. navy stayed.",
        ),
        Bad("Mr Lee met Mr Roe, and Mr. Poe came.", marks="Mr.", fixed="Mr Lee met Mr Roe, and Mr Poe came."),
        Good("The U.S. agreed with the EU; the US$5 note, US Airways and the US Open are names. The U.S. left."),
        Good("Mr Lee met Dr. Roe and Mrs Poe's St. Bernard."),
        Good("He told us that the U.S. and US-based firms agreed."),
    ),
)

_FORMS = re.compile(
    r"[UEMD](?<![\w.$@#/-].)(?:(?<=U)(?:\.[SKN]\.|[SKN])|(?<=E)(?:\.U\.|U)|(?:(?<=M)(?:rs?|s)|(?<=D)r)\.?)"
    r"(?![\w$@/-]|\.\w)"
)
_NAME_AFTER = re.compile(r" [A-Z]")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    groups: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for match in _FORMS.finditer(text):
        form = match[0]
        bare = form.replace(".", "")
        if bare.isupper() and _NAME_AFTER.match(text, match.end()):
            continue  # US Airways, U.S. Steel: as they call themselves
        block = document.block_at(match.start())
        if block is None or block.role not in META.roles or document.in_quotation(*match.span()):
            continue
        groups[bare][form].append(match.span())
    for odd in odd_ones(groups):
        yield META.finding(
            odd.start,
            odd.end,
            f"The article also writes “{odd.usual}” ({odd.usual_times}): choose one.",
            replace=odd.usual,
        )
