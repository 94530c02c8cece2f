"""JSON Lines: the JSON report for programs that read along. Each line is an object, its `type` says of what.

First `run`, then an `article` a line, as each is checked, then an `error` a line, last `summary`. Without that last
line the run was cut off. The schema is published beside this file (`newslint-lines.schema.json`).
"""

from __future__ import annotations

from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import Output, dump
from .json import article_object, end_object, run_head


class JsonLinesReport:
    """Writes a line as soon as there is something to say."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")

    def begin(self, run: RunInfo) -> None:
        self._with_text = run.settings.json_text
        self._line("run", run_head(run))

    def article(self, article: ArticleResult) -> None:
        self._line("article", article_object(article, with_text=self._with_text))

    def end(self, summary: Summary) -> None:
        rest = end_object(summary)
        for error in rest.pop("errors"):
            self._line("error", error)
        self._line("summary", rest)
        self._output.close()

    def _line(self, kind: str, content: dict[str, object]) -> None:
        self._output.line(dump({"type": kind, **content}))
        self._output.flush()
