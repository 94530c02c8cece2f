"""What the rules that read a pack of phrases have in common."""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding
from lint.language.phrases import Pack
from lint.rule import RuleMeta


def pack_findings(document: Document, meta: RuleMeta, pack: Pack, fault: str) -> Iterator[Finding]:
    """A finding for each phrase of the pack. `fault` says what is wrong, as in "“…” takes another preposition"."""
    for match in pack.matches(document):
        text = " ".join(document.text[match.start : match.end].split())
        cure = f"“{match.meant}”" if match.entry.exact else match.entry.meant
        message = f"“{text}” {fault}: {cure}." + (f" {match.entry.note}" if match.entry.note else "")
        yield meta.finding(match.start, match.end, message, replace=match.meant if match.entry.exact else None)
