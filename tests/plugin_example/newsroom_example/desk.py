"""A report format: one line for the desk's chat, with the articles that cannot go out."""

from __future__ import annotations

from lint.report import ArticleResult, RunInfo, Summary, Target


class DeskReport:
    """Writes, at the end of a run, which articles have findings at or above `--fail-on`."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._held: list[str] = []

    def begin(self, run: RunInfo) -> None:
        self._fail_on = run.fail_on

    def article(self, article: ArticleResult) -> None:
        count = sum(finding.severity >= self._fail_on for finding in article.findings)
        if count:
            self._held.append(f"{article.name} ({count})")

    def end(self, summary: Summary) -> None:
        errors = f", {len(summary.errors)} not checked" if summary.errors else ""
        line = f"hold {len(self._held)} of {summary.articles}{errors}: {', '.join(self._held) or 'nothing'}\n"
        if self._target.path is None:
            self._target.stream.write(line)
        else:
            self._target.path.write_text(line, encoding="utf-8")
