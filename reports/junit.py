"""JUnit XML, for whatever shows test results: Jenkins, GitLab, Azure, Buildkite.

An article is a test suite. A clean one has a single test case that passes; otherwise each finding is a test case, which
fails where the finding is at or above `--fail-on`: the file then says the same as the exit code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import Output, count, printable, remedy, silent_engines, xml


class _Case(NamedTuple):
    """A test case: its name, the element that says how it went (`failure`, `error`, `skipped`, `system-out`), and why.

    `kind` is empty where it simply passed.
    """

    name: str
    kind: str = ""
    type: str = ""
    message: str = ""
    body: tuple[str, ...] = ()


class JUnitReport:
    """Writes a suite as soon as its article is checked."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")

    def begin(self, run: RunInfo) -> None:
        self._run = run
        self._crashes: set[tuple[str, str]] = set()
        self._output.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newslint">\n')

    def article(self, article: ArticleResult) -> None:
        self._crashes.update((article.name, text) for text in article.rule_errors)
        self._suite(article.name, list(_numbered(self._cases(article))))

    def end(self, summary: Summary) -> None:
        for error in summary.errors:
            if (error.path, error.message) not in self._crashes:
                self._suite(error.path, [_not_checked(error.path, error.message)])
        for text in silent_engines(summary):
            self._suite("engines", [_Case(text, "skipped", message=text)])
        self._output.write("</testsuites>\n")
        self._output.close()

    def _cases(self, article: ArticleResult) -> Iterator[_Case]:
        for text in article.rule_errors:
            yield _not_checked(article.name, text)
        for engine in article.unchecked_by:
            yield _Case(f"checked by {engine}", "skipped", message=f"{engine} did not answer")
        for finding in article.findings:
            yield self._case(article, finding)
        if not article.findings and not article.rule_errors:
            yield _Case(f"no findings in {count(article.words, 'word')}")

    def _case(self, article: ArticleResult, finding: LocatedFinding) -> _Case:
        failed = finding.severity >= self._run.fail_on
        name = f"{finding.code} {finding.name} at {finding.line}:{finding.column}"
        return _Case(
            name,
            "failure" if failed else "system-out",
            f"{finding.severity.label} {finding.code}",
            finding.message,
            tuple(self._body(article, finding)),
        )

    def _body(self, article: ArticleResult, finding: LocatedFinding) -> Iterator[str]:
        place = f"{article.path}:{finding.line}:{finding.column}"
        name = "" if article.id is None else f" [{article.id}]"
        yield f"{place}{name}: {finding.severity.label} {finding.code} {finding.message}"
        yield f"marked: “{finding.text}”"
        if self._run.settings.json_text:
            yield f"in: {finding.context}"
        if finding.suggestion is not None:
            yield f"suggestion: {remedy(finding)}"
        yield f"MQM: {finding.mqm}"

    def _suite(self, name: str, cases: list[_Case]) -> None:
        kinds = Counter(case.kind for case in cases)
        self._output.line(
            f'<testsuite name="{xml(name)}" tests="{len(cases)}" failures="{kinds["failure"]}" '
            f'errors="{kinds["error"]}" skipped="{kinds["skipped"]}">'
        )
        for case in cases:
            self._write_case(name, case)
        self._output.line("</testsuite>")

    def _write_case(self, suite: str, case: _Case) -> None:
        start = f'  <testcase classname="{xml(suite)}" name="{xml(case.name)}"'
        body = "\n".join(map(xml, case.body))
        if not case.kind:
            self._output.line(f"{start}/>")
        elif case.kind == "system-out":
            self._output.line(f"{start}><system-out>{body}</system-out></testcase>")
        else:
            kind = f' type="{xml(case.type)}"' if case.type else ""
            self._output.line(
                f'{start}><{case.kind}{kind} message="{xml(case.message)}">{body}</{case.kind}></testcase>'
            )


def _not_checked(name: str, text: str) -> _Case:
    return _Case("not checked", "error", "not-checked", text, (f"{name}: {text}",))


def _numbered(cases: Iterator[_Case]) -> Iterator[_Case]:
    """The cases, each with a name of its own: servers take two of one name for one."""
    seen: Counter[str] = Counter()
    for case in cases:
        name = printable(case.name)
        seen[name] += 1
        yield case._replace(name=name if seen[name] == 1 else f"{name} #{seen[name]}")
