"""A known term is put back together from synonyms: “profound learning”, “privileged partnership relations”.

Spinners, which rewrite a text word by word to hide where it was taken from, do not know that a term is one thing.
Put the term back. The terms of the news stand in rules/packs/terms.toml; those of science were collected by the
Problematic Paper Screener of Cabanac, Labbé and Magazinov.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH002",
    name="tortured-phrase",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Terminology/Wrong term",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad("The clinic treats bosom disease.", marks="bosom disease", fixed="The clinic treats breast cancer."),
        Bad(
            "The two have privileged partnership relations and oppose the incomparable court.",
            marks=("privileged partnership relations", "incomparable court"),
            fixed="The two have a privileged partnership and oppose the supreme court.",
        ),
        Bad(
            "Solid squander is collected, carbon emanation measured.",
            marks=("Solid squander", "carbon emanation"),
            fixed="Solid waste is collected, carbon emission measured.",
        ),
        Good("It was a brilliant ball from a decent contender, and the picture recognition worked."),
        Good("A profound effect on learning, a fresh set of cloud platforms, and votes projected."),
        Good("Deep learning finds breast cancer; solid waste and carbon emissions are measured."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("terms", "tortured"), "looks like a term spun from synonyms")
