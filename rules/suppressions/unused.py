"""A suppression that hides nothing any more: the text was corrected, or the rule has learnt better.

Left where it is, it would hide the next damage of that kind unseen. `--fix` takes it out: the comment, the rule's name
in it, or the entry of the front matter or sidecar file. Rules that did not run count for nothing: a suppression is
called unused only if all that it names has checked the article. A text cannot suppress this finding: the settings can
ignore it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Fix, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NL002",
    name="unused-suppression",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Design and markup/Markup tag",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    """Nothing: `lint.suppress.apply` reports it, once rules and engines have said what they find."""
    return iter(())
