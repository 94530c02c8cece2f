"""The examples of rules as tests: what `newslint test-rules` runs, and the tests of our own rules too.

Each function gives what is wrong, a sentence each; nothing means that all is well. `checker` is the rule set that good
examples are checked with beside the rule itself: text that is fine must be fine for all.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lint.checker import Checker, RuleSet, run
from lint.document import Document
from lint.finding import Finding, LocatedFinding
from lint.house import House
from lint.locate import locate
from lint.registry import all_rules
from lint.report import ArticleResult
from lint.rule import Bad, Fix, Good, Rule
from lint.sources.plain import from_text

BAD_NEEDED, GOOD_NEEDED = 2, 3
RATIONALE_NEEDED = 40
"""Characters behind the first paragraph of a rule's documentation."""


@dataclass(slots=True)
class Outcome:
    """What came of a rule's tests: how many of each kind ran, and what is wrong."""

    rule: Rule
    bad: int = 0
    good: int = 0
    fixes: int = 0
    problems: list[str] = field(default_factory=list)


def check_rule(rule: Rule, checker: Checker) -> Outcome:
    """Run all tests of a rule. `checker` stands for the rules that it is to live with."""
    outcome = Outcome(rule, problems=list(description_problems(rule)))
    for number, example in enumerate(rule.meta.examples, 1):
        if isinstance(example, Bad):
            outcome.bad += 1
            outcome.fixes += example.fixed is not None
            found = [*bad_problems(rule, example), *offset_problems(rule, example), *fix_problems(rule, example)]
        else:
            outcome.good += 1
            found = list(good_problems(rule, example, checker))
        outcome.problems += [f"example {number}, {_quoted(example.text)}: {problem}" for problem in found]
    return outcome


def house_of(rule: Rule) -> House | None:
    """The house style that the examples of a rule go by."""
    if not rule.meta.house:
        return None
    from lint.house import from_toml

    return from_toml(rule.meta.house)


def findings(rule: Rule, document: Document) -> list[Finding]:
    """What the rule alone finds, in order of place. Raises RuntimeError where it crashes."""
    document.house = house_of(rule)
    found, errors = run(RuleSet({rule.meta.code: rule}, {}), document)
    if errors:
        raise RuntimeError(errors[0])
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def only(rule: Rule) -> Callable[[Document], ArticleResult]:
    """Checks with this rule alone, also one that is not installed."""

    def check(document: Document) -> ArticleResult:
        return ArticleResult(
            path=document.path, id=document.id, text=document.text, blocks=document.blocks, words=0, score=0.0,
            readability={}, findings=tuple(_located(rule, document)),
        )  # fmt: skip

    return check


def _located(rule: Rule, document: Document) -> Iterator[LocatedFinding]:
    yield from locate(document, [(finding, ()) for finding in findings(rule, document)])


def description_problems(rule: Rule) -> Iterator[str]:
    """Whether the rule is told well enough: documentation and examples."""
    bad = [example for example in rule.meta.examples if isinstance(example, Bad)]
    good = len(rule.meta.examples) - len(bad)
    if len(bad) < BAD_NEEDED or good < GOOD_NEEDED:
        yield f"{len(bad)} bad and {good} good examples are too few: {BAD_NEEDED} and {GOOD_NEEDED} are needed"
    if not rule.summary.endswith("."):
        yield "the first paragraph of its documentation is no sentence: it should end with a full stop"
    if len(rule.rationale) <= RATIONALE_NEEDED:
        yield "its documentation should say, below the first paragraph, how the damage arises and what to do"
    shown = any(example.fixed is not None for example in bad)
    if shown and rule.meta.fix is Fix.NONE:
        yield "an example shows a fix, but the rule declares none"
    if not shown and rule.meta.fix is not Fix.NONE:
        yield f"it declares a fix ({rule.meta.fix.value}), but no example shows one (fixed=…)"


def bad_problems(rule: Rule, example: Bad) -> Iterator[str]:
    """Whether the rule marks exactly what it should, and says what it should."""
    try:
        found = findings(rule, from_text(example.text))
    except RuntimeError as error:
        yield str(error)
        return
    marks = tuple(example.text[finding.start : finding.end] for finding in found)
    if marks != example.expected:
        yield f"it marks {_listed(marks)}, but should mark {_listed(example.expected)}"
    for finding in found:
        message = finding.message
        if example.message is not None and message != example.message:
            yield f"it says {message!r}, but should say {example.message!r}"
        if message != " ".join(message.split()) or message[-1] not in ".?!”’)":
            yield f"its message is no sentence on one line: {message!r}"


def good_problems(rule: Rule, example: Good, checker: Checker) -> Iterator[str]:
    """Whether the rule, and all others, stay silent.

    Rules on the language model count only for each other: examples string odd sentences together, and what the model
    takes for damage is measured on news.
    """
    document = from_text(example.text)
    try:
        marks = [document.text[finding.start : finding.end] for finding in findings(rule, document)]
    except RuntimeError as error:
        yield str(error)
        return
    if marks:
        yield f"it marks {_listed(marks)}, but should be silent"
    result = checker.check(document)
    yield from result.rule_errors
    for finding in result.findings:
        if finding.code != rule.meta.code and (rule.meta.model or not _on_model(finding.code)):
            yield f"another rule marks {_quoted(finding.text)}: {finding.code} {finding.message}"


def _on_model(code: str) -> bool:
    other = all_rules().get(code)
    return other is not None and other.meta.model


def fix_problems(rule: Rule, example: Bad) -> Iterator[str]:
    """Whether the fix gives the stated text, leaves nothing to find, and changes nothing when applied again."""
    from lint.fix import fix_text

    if example.fixed is None:
        return
    try:
        fixed = fix_text(example.text, only(rule), unsafe=True)
        again = fix_text(fixed, only(rule), unsafe=True)
        left = findings(rule, from_text(fixed)) if fixed.strip() else []
    except (RuntimeError, ValueError) as error:
        yield f"the fix fails: {error}"
        return
    if fixed != example.fixed:
        yield f"the fix gives {fixed!r}, but should give {example.fixed!r}"
    if again != fixed:
        yield f"the fix applied again changes the text once more: {again!r}"
    if left:
        yield f"the fix leaves {_listed([fixed[finding.start : finding.end] for finding in left])} to be found"


def offset_problems(rule: Rule, example: Bad) -> Iterator[str]:
    """Whether the marks map back to the right line and column of JSON Lines and of Markdown."""
    for ascii_only in (True, False):
        yield from _json_problems(rule, example, ascii_only)
    if _survives_markdown(example.text):
        yield from _markdown_problems(rule, example)


def _json_problems(rule: Rule, example: Bad, ascii_only: bool) -> Iterator[str]:
    from io import BytesIO

    from lint.sources.base import ReadOptions
    from lint.sources.jsonlines import read_lines

    line = json.dumps({"id": "a", "text": example.text}, ensure_ascii=ascii_only)
    stream = BytesIO(b"\n" * 6 + line.encode("utf-8", "surrogatepass"))
    (document,) = read_lines(stream, "x.jsonl", ReadOptions())
    if not isinstance(document, Document) or document.text != example.text:
        yield "as JSON Lines, the example reads differently"
        return
    for finding in _safely(rule, document):
        head = json.dumps({"id": "a", "text": example.text[: finding.start]}, ensure_ascii=ascii_only)[:-2]
        if (finding.line, finding.column) != (7, len(head) + 1):
            yield f"in JSON Lines, {_quoted(finding.text)} is said to stand at {finding.line}:{finding.column}"


def _escaped(text: str) -> str:
    """`text` as Markdown that reads as exactly this text."""
    return "".join("\\" + c if c in string.punctuation else c for c in text)


def _survives_markdown(text: str) -> bool:
    """Whether Markdown keeps the text's white space as it is."""
    return not re.search(r"[\r\n\t\0\f\v]| {2}|^ | $|[^\S ]", text)


def _markdown_problems(rule: Rule, example: Bad) -> Iterator[str]:
    from lint.sources.markdown import from_markdown

    source = _escaped(example.text)
    document = from_markdown(source, "x.md")
    if document.text != example.text:
        yield "as Markdown, the example reads differently"
        return
    for finding in _safely(rule, document):
        # A backslash belongs to the character behind it: the place may be given before or behind it.
        start = len(_escaped(example.text[: finding.start]))
        at = source[finding.column - 1 :].lstrip("\\")
        exact = finding.column - 1 in {start, start + 1} and at.startswith(finding.text[0].lstrip("\\"))
        if finding.line != 1 or not exact:
            yield f"in Markdown, {_quoted(finding.text)} is said to stand at {finding.line}:{finding.column}"


def _safely(rule: Rule, document: Document) -> list[LocatedFinding]:
    """What the rule finds; nothing where it crashes, which the test of its marks says."""
    try:
        return list(_located(rule, document))
    except RuntimeError:
        return []


def _quoted(text: str) -> str:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return repr(shown)


def _listed(marks: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(_quoted, marks)) or "nothing"
