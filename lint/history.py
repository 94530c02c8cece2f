"""What earlier runs found: the history file, and what has changed since.

The file has the figures of the last runs, and of the last run the findings of each article: enough to say what is new
and what is gone. Findings are matched by their fingerprints, as often as they occur. The marked texts are shortened, so
that the file and the memory it takes grow with the number of findings alone.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lint import jsonfile
from lint.finding import LocatedFinding, Severity
from lint.jsonfile import FileError, Record
from lint.report import ArticleResult, Changes, GoneFinding, PastRun, Summary

KEY, VERSION = "newslint-history", 1

RUNS = 30
"""How many runs the trend has, where the settings do not say."""

_TEXT = 120
"""How many code points of a marked text are kept."""

SEVERITIES = [severity.label for severity in Severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(GoneFinding):
    """A finding as the history file keeps it."""

    fingerprint: str
    engine: str = "rules"

    @classmethod
    def of(cls, finding: LocatedFinding) -> Known:
        return cls(
            code=finding.code, name=finding.name, severity=finding.severity, text=shortened(finding.text),
            line=finding.line, fingerprint=finding.fingerprint, engine=finding.engine,
        )  # fmt: skip

    def forget(self) -> GoneFinding:
        """What a report is told of it when it is gone."""
        return GoneFinding(code=self.code, name=self.name, severity=self.severity, text=self.text, line=self.line)


Key = tuple[str, str | None]
CouldFind = Callable[[str, Known], bool]
"""Whether this run would find such a finding in the article of a path, were it there."""


@dataclass(frozen=True, slots=True)
class _Article:
    key: Key
    findings: list[Known]


def shortened(text: str) -> str:
    """A marked text on one line, with a mark where the end is left out."""
    line = " ".join(text[: 4 * _TEXT].split()) or text[:_TEXT]
    return line if len(line) <= _TEXT and len(text) <= 4 * _TEXT else line[: _TEXT - 1] + "…"


def now() -> str:
    """The time, ISO 8601 in UTC; SOURCE_DATE_EPOCH says otherwise where it is set. Raises FileError if it is broken."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise FileError(f"SOURCE_DATE_EPOCH should be a number of seconds since 1970, not {epoch!r}") from None
    return iso(moment)


def iso(moment: datetime) -> str:
    """A time to the second, in UTC."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment(record: Record, key: str) -> str:
    """The time that a record tells, ISO 8601 with its zone, as `iso` writes it. Raises FileError."""
    try:
        found = datetime.fromisoformat(record.text(key, most=40))
        if found.tzinfo is None:
            raise ValueError("no zone")
        return iso(found)
    except (ValueError, OverflowError):
        record.fail(key, "should be a time such as 2026-03-01T09:30:00Z")


def past_run(record: Record) -> PastRun:
    """A run of the trend. Raises FileError."""
    return PastRun(
        at=moment(record, "at"),
        articles=record.whole("articles"),
        words=record.whole("words"),
        by_severity=record.wholes("by_severity"),
        by_family=record.wholes("by_family"),
        score=record.number("score"),
        errors=record.whole("errors"),
    )


def run_object(run: PastRun) -> dict[str, object]:
    """A run of the trend, for JSON."""
    return {
        "at": run.at, "articles": run.articles, "words": run.words, "by_severity": dict(run.by_severity),
        "by_family": dict(run.by_family), "score": run.score, "errors": run.errors,
    }  # fmt: skip


def gone_finding(record: Record) -> GoneFinding:
    """A finding that is gone. Raises FileError."""
    return GoneFinding(
        code=record.text("code", least=1),
        name=record.text("name"),
        severity=record.named("severity", Severity.named, SEVERITIES),
        text=record.text("text"),
        line=record.whole("line", 1),
    )


def gone_object(finding: GoneFinding) -> dict[str, object]:
    """A finding that is gone, for JSON."""
    return {
        "code": finding.code, "name": finding.name, "severity": finding.severity.label, "text": finding.text,
        "line": finding.line,
    }  # fmt: skip


class History:
    """The history file of a run: read at its start, asked about each article, written at its end.

    Raises FileError where the file is there and is no history of ours, or where it could not be written later.
    """

    def __init__(self, path: Path, runs: int = RUNS) -> None:
        self._path = path
        self._most = runs
        self._at = now()
        self._last: dict[Key, deque[list[Known]]] = {}
        self._articles: list[_Article] = []
        self.runs = self._read(self._last)
        if not os.access(path.resolve().parent, os.W_OK):
            raise FileError(f"{path}: the history cannot be written: its folder is missing or write-protected")

    def compare(self, result: ArticleResult, accepted: Iterable[str], could_find: CouldFind) -> ArticleResult:
        """The article with what has changed since the last run; `accepted` has the fingerprints that were left out.

        A finding counts as gone only if the article was checked and this run would have found it. One that may still
        be there is kept for the next run.
        """
        key = (result.path, result.id)
        current = [Known.of(finding) for finding in result.findings]
        earlier = self._last.get(key)
        if not earlier:
            self._articles.append(_Article(key, current))
            return result
        last = earlier.popleft()
        before = Counter(known.fingerprint for known in last)
        counts = Counter(known.fingerprint for known in current)
        missing = _missing(last, counts + Counter(accepted))
        checked = not (result.rule_errors or result.unchecked_by)
        gone = [known for known in missing if checked and could_find(result.path, known)]
        lost = set(map(id, gone))
        self._articles.append(_Article(key, current + [known for known in missing if id(known) not in lost]))
        new = frozenset(fingerprint for fingerprint, count in counts.items() if count > before[fingerprint])
        return replace(result, changes=Changes(new=new, gone=tuple(known.forget() for known in gone)))

    def save(self, summary: Summary) -> None:
        """Write the file with this run in it. A run without a single article leaves it as it is.

        The trend is read again first: a run that ended meanwhile stays in it. Raises FileError or OSError.
        """
        if not summary.articles:
            return
        run = PastRun(
            at=self._at,
            articles=summary.articles,
            words=summary.words,
            by_severity={severity.label: count for severity, count in sorted(summary.by_severity.items())},
            by_family=dict(sorted(summary.by_family.items())),
            score=summary.score,
            errors=len(summary.errors) + sum(engine.unchecked for engine in summary.engines),
        )
        runs = [*self._read(None), run][-self._most :]
        jsonfile.write(self._path, self._lines(runs, {error.path for error in summary.errors}))

    def _read(self, articles: dict[Key, deque[list[Known]]] | None) -> tuple[PastRun, ...]:
        """The trend; `articles` is filled with the findings of the last run where it is wanted."""
        if not os.path.lexists(self._path):
            return ()
        file = jsonfile.load(self._path, "newslint history", KEY, VERSION)
        runs = tuple(past_run(record) for record in file.records("runs"))
        if articles is not None:
            for record in file.records("articles"):
                key = (record.text("path"), record.text_or_none("id"))
                articles.setdefault(key, deque()).append([_known(item) for item in record.records("findings")])
        return runs[-self._most :]

    def _lines(self, runs: Iterable[PastRun], unread: set[str]) -> Iterator[str]:
        yield f'{{"{KEY}": {VERSION},\n"runs": [\n'
        yield ",\n".join(jsonfile.line(run_object(run)) for run in runs)
        yield '\n],\n"articles": [\n'
        separator = ""
        for article in (*self._articles, *self._not_checked(unread)):
            path, id = article.key
            findings = [_known_object(known) for known in article.findings]
            yield separator + jsonfile.line({"path": path, "id": id, "findings": findings})
            separator = ",\n"
        yield "\n]}\n"

    def _not_checked(self, unread: set[str]) -> Iterator[_Article]:
        """The articles of the last run that could not be read or checked in this one, as they were."""
        files = unread | {error.rpartition(":")[0] for error in unread}  # `a.jsonl:12`: any article may stand there
        for (path, id), earlier in self._last.items():
            if path in files or (id is not None and f"{path} [{id}]" in unread):
                yield from (_Article((path, id), findings) for findings in earlier)


def _missing(last: Iterable[Known], counts: Counter[str]) -> list[Known]:
    """Those of the last findings that have no partner among the current ones, which are used up."""
    missing = []
    for known in last:
        if counts[known.fingerprint] > 0:
            counts[known.fingerprint] -= 1
        else:
            missing.append(known)
    return missing


def _known(record: Record) -> Known:
    gone = gone_finding(record)
    return Known(
        code=gone.code, name=gone.name, severity=gone.severity, text=gone.text, line=gone.line,
        fingerprint=record.text("fingerprint", least=1, most=64),
        engine=record.text("engine") if "engine" in record else "rules",
    )  # fmt: skip


def _known_object(known: Known) -> dict[str, object]:
    engine = {} if known.engine == "rules" else {"engine": known.engine}
    return {"fingerprint": known.fingerprint, **gone_object(known), **engine}
