"""What the tests of the formats share: articles that would break out of each, and runs without end."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lint.document import Role
from lint.finding import LocatedFinding, Safety, Severity
from lint.registry import find_format
from lint.report import ArticleResult, EngineStatus, RunError, RunInfo, Summary, Target
from tests.reports import samples

FORMATS = ("sarif", "junit", "github", "gitlab", "rdjson", "rdjsonl", "checkstyle", "markdown", "jsonl", "json", "text")

NASTY: list[str] = [
    *samples.HOSTILE,
    "a 😀 b\u0301 “quoted” \"double\" 'single' `tick`",
    *(f"control {chr(code)} here" for code in (*range(1, 32), 127, 0x85, 0x9B, 0xFFFE, 0xFFFF, 0x202E, 0x2066)),
    "nul \x00 here",
    "half \ud800 a character, and \udc00 the other",
    "CR LF\r\nand more\rand\nless",
    "]]> <!-- --> <![CDATA[ ]]> &amp; &#0; &nothing; %s %25 %0A",
    "::error file=x::planted",
    "\n::set-output name=x::planted\n::stop-commands::token",
    "##[error]planted ##[add-mask]x",
    "file=a,line=7::planted",
    "![](https://evil.example/p.png) [click](https://evil.example) <https://evil.example> www.evil.example",
    "https://evil.example/a mail@evil.example @somebody #12 owner/repo#12 :smile: $a^2$ ~~x~~ | cell | `a` ``b``",
    "\n\n# Heading\n\n- item\n\n```\ncode\n```\n</details>\n",
    "{0} {1} [text](1) \\[a\\] {{ }}",
    '", "severity": "info"}, {"x": "',
    "x" * 3000,
]
"""Texts that could break out of one of the formats, or that a parser might refuse."""


def nasty_articles() -> list[ArticleResult]:
    """Each nasty text as headline, body, marked text, message, suggestion, path, id and rule error of an article."""
    articles = []
    for text in NASTY:
        block = text.strip() or "x"
        document = samples.document([(Role.HEADLINE, "Head"), (Role.BODY, f"Before {block} after.")], text, text)
        found = samples.finding(document, block, message=text or "m", replace=text, severity=Severity.CRITICAL)
        articles.append(samples.result(document, [found], rule_errors=[text]))
    return articles


def many(number: int, *, per_article: int = 10, path: str = "archive.jsonl") -> Iterator[ArticleResult]:
    """Articles with so many findings in all, severities by turns, the least of them first."""
    for article in range(number // per_article):
        words = " ".join(f"word{index} 😀 ,," for index in range(per_article))
        document = samples.document([(Role.BODY, words)], path, str(article))
        found = []
        for index in range(per_article):
            severity = Severity((article * per_article + index) * len(Severity) // number)
            item = samples.finding(document, f"word{index} 😀 ,,", severity=severity, replace="x", safety=Safety.SAFE)
            found.append(item)
        yield samples.result(document, found)


def everything(count: int = 0) -> Iterator[ArticleResult]:
    """A damaged article, a clean one, the nasty ones, and so many findings more."""
    yield samples.damaged()
    yield samples.clean()
    yield from nasty_articles()
    yield from many(count)


ERRORS = [
    RunError("in/broken.jsonl:7", "is not valid JSON"),
    RunError("in/a.jsonl [12]", "rule PU001 crashed"),
    RunError("languagetool", "did not check 3 articles: no answer"),
    *(RunError(text, text) for text in NASTY),
]


@dataclass(frozen=True)
class Written:
    """What a format wrote, and what it was given."""

    text: str
    articles: list[ArticleResult]
    summary: Summary


def write(
    name: str,
    articles: Iterable[ArticleResult],
    errors: Iterable[RunError] = (),
    *,
    fail_on: Severity = Severity.MAJOR,
    info: RunInfo | None = None,
    path: Path | None = None,
) -> Written:
    """Write a report of this format on these articles, to a file where a path is given."""
    stream = io.StringIO()
    report = find_format(name)(Target(path, stream))
    report.begin(info or samples.run_info(fail_on))
    summary = Summary()
    given = list(articles)
    for article in given:
        summary.add(article)
        report.article(article)
    summary.errors += errors
    summary.engines += [
        EngineStatus("rules", "1.2.3", ran=True),
        EngineStatus("languagetool", "6.8", ran=False, failed=True, unchecked=3, message="no answer"),
    ]
    report.end(summary)
    return Written(path.read_text(encoding="utf-8") if path else stream.getvalue(), given, summary)


def found(articles: Iterable[ArticleResult]) -> list[tuple[ArticleResult, LocatedFinding]]:
    """All findings, each with its article, in order."""
    return [(article, finding) for article in articles for finding in article.findings]


UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What must not come out of any format: a terminal, an XML parser or a reader's eye would act on it."""


def strings(value: object) -> Iterator[str]:
    """All strings in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def parse(text: str) -> Any:
    """JSON as strict parsers take it: no key twice, no NaN, no half characters or NUL."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    def no_constant(name: str) -> None:
        raise AssertionError(name)

    value = json.loads(text, object_pairs_hook=once, parse_constant=no_constant)
    for item in strings(value):
        assert not UNSAFE.search(item), ascii(item)
    return value


def source_lines(text: str) -> list[str]:
    """The lines of a file as editors count them, with their ends."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def newslint(*arguments: str, cwd: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run newslint as a process."""
    command = [sys.executable, "-m", "lint", *arguments]
    given = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", **environment}
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=given, timeout=300, check=False)


PLAIN = "Plain “words”, e\u0301 and 😀😀 ,stand here .\r\nAnother  line 😀 of it ,too.\r\n"
ODD_NAMES = ("a,b:c%d.txt", "-->.txt", "<b>&'\".txt", "[x](y).txt", "naïve 😀.txt", "::error::x.txt", "line\nend.txt")


def desk(folder: Path) -> Path:
    """A folder of real files with emoji, combining marks, quotes, CRLF, controls, half characters, and odd names."""
    (folder / "plain.txt").write_bytes(PLAIN.encode())
    (folder / "notes.md").write_bytes(f"# Talks ,end 😀\r\n\r\n* {PLAIN}".encode())
    (folder / "broken.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    rows = [
        {"id": "😀", "text": f"😀 A long line: {PLAIN * 25}"},
        {"id": 1, "text": "It was ,said \ud800 and \u202e so \x00 \x1b[2J ,here."},
        {"id": "1", "text": "It was ,said \ud800 and \u202e so \x00 \x1b[2J ,here."},
        {"id": "</script>]]>", "text": 'She said ,"yes" and\r\nleft ,too.'},
        {"id": "clean", "text": "The council met on Monday and voted to keep the old bridge open for another year."},
    ]
    lines = [json.dumps(row) for row in rows]
    lines.insert(2, json.dumps(rows[0], ensure_ascii=False))
    lines.append("{broken")
    (folder / "archive.jsonl").write_bytes("\n".join(lines).encode())
    (folder / "odd").mkdir()
    for name in ODD_NAMES:
        (folder / "odd" / name).write_bytes(PLAIN.encode())
    return folder


def normal(text: str) -> str:
    """A text without what readers cannot tell: for comparing what came through."""
    return unicodedata.normalize("NFC", text)
