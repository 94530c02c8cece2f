"""A suppression that does not say why: nobody can tell later whether the finding was wrong or the deadline near.

Checked only where the settings say `require-suppression-reason = true`. Add the reason behind two hyphens, as in
`<!-- newslint: ignore[SE001] -- the name of a column -->`, or as `reason` in front matter and in a sidecar file. A
text cannot suppress this finding: the settings can ignore it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Fix, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NL001",
    name="suppression-without-reason",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Markup tag",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    """Nothing: `lint.suppress.apply` reports it, since a comment is no part of an article's text."""
    return iter(())
