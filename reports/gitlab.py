"""GitLab's code quality report: one JSON array, written while the run goes on.

Facts about the format: GitLab documentation, "Code Quality report format". Of two entries with one fingerprint GitLab
shows the first alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import LEVELS, NOT_CHECKED, NOT_CHECKED_CODE, Listing, Output, Places, dump, printable, problems


class GitLabReport:
    """Writes an entry for each finding, and one for whatever could not be checked."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")
        self._entries = Listing(self._output)
        self._places = Places()
        self._articles: Counter[bytes] = Counter()
        self._errors: Counter[str] = Counter()

    def begin(self, run: RunInfo) -> None:
        self._output.write("[")

    def article(self, article: ArticleResult) -> None:
        path = self._places.from_root(article.path)
        key = _digest(path, repr(article.id))
        self._articles[key] += 1  # one id may occur twice in a file: then its articles are numbered
        for finding in article.findings:
            fingerprint = _digest(key.hex(), str(self._articles[key]), finding.fingerprint).hex()
            self._entries.add(dump(_entry(article, finding, path, fingerprint)))

    def end(self, summary: Summary) -> None:
        for problem in problems(summary):
            self._errors[problem.message] += 1
            path = "newslint" if problem.file is None else self._places.from_root(problem.file)
            number = str(self._errors[problem.message])
            entry = {
                "description": printable(problem.message),
                "check_name": NOT_CHECKED_CODE,
                "fingerprint": _digest(path, problem.message, number).hex(),
                "severity": NOT_CHECKED.gitlab,
                "location": {"path": printable(path), "lines": {"begin": problem.line}},
            }
            self._entries.add(dump(entry))
        self._output.write("\n]\n")
        self._output.close()


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:16]


def _entry(article: ArticleResult, finding: LocatedFinding, path: str, fingerprint: str) -> dict[str, object]:
    name = "" if article.id is None else f"[{article.id}] "
    return {
        "description": printable(f"{name}{finding.message}"),
        "check_name": printable(f"{finding.code} {finding.name}"),
        "fingerprint": fingerprint,
        "severity": LEVELS[finding.severity].gitlab,
        "location": {"path": printable(path), "lines": {"begin": finding.line, "end": finding.end_line}},
    }
