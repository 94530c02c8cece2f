"""What a newsroom has decided about findings: accepted ones are left out, questions go to the author.

A report's page exports decisions; `newslint accept` merges those that say "not an error" into the file of accepted
findings, which `newslint check` reads. A finding is accepted by its fingerprint alone, whatever its article is called:
an article that is renamed or moved stays accepted, and so does the same sentence in another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lint import jsonfile
from lint.finding import Severity
from lint.history import CouldFind, Known, moment, shortened
from lint.jsonfile import Record
from lint.report import ArticleResult, Summary

DEFAULT_NAME = "newslint-accepted.json"
KEY, VERSION = "newslint-accepted", 1
DECISIONS_KEY, DECISIONS_VERSION = "newslint-decisions", 1

NOT_AN_ERROR, FIXED, ASK = "not-an-error", "fixed", "ask"
DECISIONS = (NOT_AN_ERROR, FIXED, ASK)

FINGERPRINT = "[0-9a-f]{16}"
CODE = r"[A-Za-z]{2,4}[0-9]{3}|[A-Z]{2}/[\x21-\x7e]{1,200}"
_LONGEST_NAME, _LONGEST_REASON = 5_000, 5_000

NOTE_TITLE = "# Questions about your text"
"""The first line of a note for the author; a file that begins otherwise is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding that is accepted. `article` is the name it had then, `by` who decided (may be empty), `at` when."""

    article: str
    code: str
    text: str
    fingerprint: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entry):
    """What an editor has decided about a finding. Line and column are 0 where the page did not say them."""

    decision: str
    line: int = 0
    column: int = 0
    message: str = ""


def read_decisions(path: Path) -> list[Decision]:
    """The decisions that a page has exported. Raises FileError."""
    file = jsonfile.load(path, "file of decisions", DECISIONS_KEY, DECISIONS_VERSION)
    return [_decision(record) for record in file.records("decisions")]


def _decision(record: Record) -> Decision:
    entry = _entry(record)
    return Decision(
        article=entry.article, code=entry.code, text=entry.text, fingerprint=entry.fingerprint, reason=entry.reason,
        by=entry.by, at=entry.at,
        decision=record.named("decision", str, DECISIONS),
        line=_optional_place(record, "line"),
        column=_optional_place(record, "column"),
        message=record.text("message", most=_LONGEST_REASON) if "message" in record else "",
    )  # fmt: skip


def _optional_place(record: Record, key: str) -> int:
    return record.whole(key) if key in record else 0


def _entry(record: Record) -> Entry:
    return Entry(
        article=record.text("article", least=1, most=_LONGEST_NAME),
        code=record.text("code", pattern=CODE),
        text=shortened(record.text("text", least=1)),
        fingerprint=record.text("fingerprint", pattern=FINGERPRINT),
        reason=record.text("reason", most=_LONGEST_REASON),
        by=record.text("by", most=200) if "by" in record else "",
        at=moment(record, "at"),
    )


def read(path: Path) -> list[Entry]:
    """The accepted findings of a file. Raises FileError."""
    file = jsonfile.load(path, "file of accepted findings", KEY, VERSION)
    return [_entry(record) for record in file.records("findings")]


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write the accepted findings, sorted, one on a line. Raises OSError."""
    ordered = sorted(entries, key=lambda e: (e.article, e.code, e.fingerprint))
    values = ({name: getattr(entry, name) for name in Entry.__slots__} for entry in ordered)
    jsonfile.write(path, jsonfile.listing(KEY, VERSION, values))


@dataclass(slots=True)
class Merged:
    """The accepted findings after a merge, and how many were added, changed or taken back."""

    entries: list[Entry]
    added: int = 0
    changed: int = 0
    withdrawn: int = 0


def merge(entries: Iterable[Entry], decisions: Iterable[Decision], by: str) -> Merged:
    """Merge decisions into accepted findings; `by` stands for who decided where a decision does not say it.

    Of several decisions on a finding the latest holds, of equally late ones the last. A later "fixed" or "ask" takes
    back what was accepted: whoever says that it was an error must not have it hidden.
    """
    kept = {entry.fingerprint: entry for entry in entries}
    merged = Merged([])
    for decision in latest(decisions):
        before = kept.get(decision.fingerprint)
        if before is not None and before.at > decision.at:
            continue
        if decision.decision != NOT_AN_ERROR:
            merged.withdrawn += kept.pop(decision.fingerprint, None) is not None
            continue
        entry = Entry(**{name: getattr(decision, name) for name in Entry.__slots__} | {"by": decision.by or by})
        if before is not None and replace(before, by="") == replace(entry, by=""):
            continue
        kept[decision.fingerprint] = entry
        merged.added += before is None
        merged.changed += before is not None
    merged.entries = list(kept.values())
    return merged


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """The decision that holds on each finding, in the order in which they were first decided."""
    held: dict[str, Decision] = {}
    for decision in decisions:
        before = held.get(decision.fingerprint)
        if before is None or before.at <= decision.at:
            held[decision.fingerprint] = decision
    return list(held.values())


def note(decisions: Iterable[Decision]) -> str:
    """The questions to the author, in Markdown: article by article, each with its place, the words and the reason."""
    articles: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in latest(decisions):
        if decision.decision == ASK:
            articles[decision.article].append(decision)
    parts = [NOTE_TITLE + "\n"]
    for article, asked in sorted(articles.items()):
        parts.append(f"## {markdown(article)}\n")
        parts += [_question(decision) for decision in sorted(asked, key=lambda d: (d.line, d.column))]
    return "\n".join(parts if articles else [*parts, "There are none.\n"])


def _question(decision: Decision) -> str:
    place = f"line {decision.line}" if decision.line else ""
    if place and decision.column:
        place += f", column {decision.column}"
    head = f"{place}: " if place else ""
    body = " ".join(filter(None, (decision.reason.strip(), decision.message.strip())))
    words = markdown(body) or "Please check this."
    return f"- {head}“{markdown(decision.text)}”\n\n  {words} ({markdown(decision.code)})\n"


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$^@]|:(?=//)|(?<=www)\.|^[-+=]")


def markdown(text: str) -> str:
    """Text that comes from outside as one line of Markdown: it shows what it is and does nothing."""
    line = " ".join(text.split())
    visible = _UNSEEN.sub(lambda m: f"‹U+{ord(m[0]):04X}›", line)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _SPECIAL.sub(lambda m: "\\" + m[0], visible))


class Accepted:
    """The accepted findings in a run: what they hide is counted, those that hide nothing any more are named."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.fingerprint: entry for entry in entries}
        self._articles = {entry.article for entry in self._entries.values()}
        self._checked: dict[str, str] = {}
        self._unchecked: set[str] = set()
        self._found: set[str] = set()
        self._count = 0

    def without(self, result: ArticleResult) -> ArticleResult:
        """The article without its accepted findings."""
        from lint.checker import with_findings

        return with_findings(result, (f for f in result.findings if f.fingerprint not in self._entries))

    def take(self, result: ArticleResult) -> tuple[ArticleResult, list[str]]:
        """The article without its accepted findings, which are counted, and their fingerprints."""
        hidden = [finding.fingerprint for finding in result.findings if finding.fingerprint in self._entries]
        self._count += len(hidden)
        self._found.update(hidden)
        if result.name in self._articles:
            self._checked[result.name] = result.path
            if result.rule_errors or result.unchecked_by:
                self._unchecked.add(result.name)
        return self.without(result), hidden

    def finish(self, summary: Summary, could_find: CouldFind) -> None:
        """Tell the summary how many were left out, and which were not found in an article that was checked."""
        summary.accepted = self._count
        for entry in self._entries.values():
            path = self._checked.get(entry.article)
            if path is None or entry.article in self._unchecked or entry.fingerprint in self._found:
                continue
            if could_find(path, known(entry.code, entry.text, entry.fingerprint)):
                summary.stale.append((entry.article, entry.code))


def known(code: str, text: str, fingerprint: str) -> Known:
    """What a file keeps of a finding, as one that an earlier run has known."""
    return Known(
        code=code, name="", severity=Severity.NEUTRAL, text=text, line=1, fingerprint=fingerprint,
        engine="" if "/" in code else "rules",
    )  # fmt: skip
