"""Rules as pages: for `newslint explain`, `newslint rules` and rules/README.md."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from lint.registry import package_of
from lint.rule import Bad, Rule


def _visible(text: str) -> str:
    """An example as one line of source: line ends and characters that cannot be seen are written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _marks(rule: Rule, example: Bad) -> list[tuple[int, int]]:
    """Where the marks of an example stand: where the rule puts them, for a mark may occur more than once."""
    from lint.rule_tests import house_of
    from lint.sources.plain import from_text

    if rule.meta.model:
        return _first_places(example)  # a page needs no model; the rule's tests see to it that these are its marks
    document = from_text(example.text)
    document.house = house_of(rule)
    found = sorted((finding.start, finding.end) for finding in rule.check(document))
    if tuple(example.text[start:end] for start, end in found) == example.expected:
        return found
    return []  # the example is wrong, or the rule looks at more than its text: its test says which


def _first_places(example: Bad) -> list[tuple[int, int]]:
    """Where the marks of an example first occur, one behind the other."""
    found: list[tuple[int, int]] = []
    position = 0
    for mark in example.expected:
        start = example.text.index(mark, position)
        position = start + len(mark)
        found.append((start, position))
    return found


def _carets(rule: Rule, example: Bad) -> Iterator[str]:
    """The example and, under each expected mark, carets."""
    line, carets, position = "", "", 0
    for start, end in _marks(rule, example):
        before, marked = _visible(example.text[position:start]), _visible(example.text[start:end])
        line += before + marked
        carets += " " * len(before) + "^" * len(marked)
        position = end
    yield line + _visible(example.text[position:])
    yield carets


def page(rule: Rule) -> str:
    """All that is known of a rule, as Markdown."""
    meta = rule.meta
    lines = [f"# {meta.code} {meta.name}", "", rule.summary, ""]
    if rule.rationale:
        lines += [rule.rationale, ""]
    lines += [
        f"- Family: {meta.family}",
        f"- Severity: {meta.severity.label}",
        f"- MQM: {meta.mqm}",
        f"- Fix: {meta.fix.value}",
        f"- In quotations: {meta.in_quotes.value}",
        *([f"- From: {package}"] if (package := package_of(meta.code)) else []),
        f"- Since: {meta.since}" + (" (preview)" if meta.preview else ""),
        *(["- Needs: the language model; does not run with `--no-model`"] if meta.model else []),
        "",
    ]
    if meta.house:
        lines += ["Under these settings:", "", "    [house]", *(f"    {line}" for line in meta.house.splitlines()), ""]
    if not meta.examples:  # what it is about is no text: its documentation shows it
        return "\n".join(lines).rstrip() + "\n"
    lines += ["Flagged:", ""]
    for example in meta.examples:
        if isinstance(example, Bad):
            lines += [f"    {line}" for line in _carets(rule, example)]
            if example.fixed is not None:
                lines.append(f"    fixed: {_visible(example.fixed)}")
            lines.append("")
    lines += ["Not flagged:", ""]
    lines += [f"    {_visible(example.text)}" for example in meta.examples if not isinstance(example, Bad)]
    return "\n".join(lines).rstrip() + "\n"


def listing(rules: Iterable[Rule], active: Collection[str], style: str) -> str:
    """All rules as a `text` table, a `markdown` table or `json`; those not in `active` are marked as off."""
    rules = list(rules)
    if style == "json":
        return (
            json.dumps([_plain(rule, rule.meta.code in active) for rule in rules], indent=2, ensure_ascii=False) + "\n"
        )
    if style == "markdown":
        return "".join(f"{line}\n" for line in _markdown(rules))
    width = max((len(rule.meta.name) for rule in rules), default=0)
    return "".join(
        f"{rule.meta.code} {rule.meta.name:{width}} {rule.meta.severity.label:8} "
        f"{'   ' if rule.meta.code in active else 'off'} {rule.summary}{' (model)' if rule.meta.model else ''}\n"
        for rule in rules
    )


def _plain(rule: Rule, active: bool) -> dict[str, object]:
    meta = rule.meta
    return {
        "code": meta.code,
        "name": meta.name,
        "family": meta.family,
        "severity": meta.severity.label,
        "mqm": meta.mqm,
        "fix": meta.fix.value,
        "in_quotes": meta.in_quotes.value,
        "since": meta.since,
        "preview": meta.preview,
        "model": meta.model,
        "package": package_of(meta.code),
        "active": active,
        "summary": rule.summary,
        "rationale": rule.rationale,
    }


def _markdown(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| code | name | severity | fix | what is wrong |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in rules:
        meta = rule.meta
        summary = rule.summary.replace("|", "\\|")
        preview = (" (preview)" if meta.preview else "") + (" (model)" if meta.model else "")
        yield f"| {meta.code} | {meta.name}{preview} | {meta.severity.label} | {meta.fix.value} | {summary} |"


def readme(rules: Iterable[Rule], made_by: str = "") -> str:
    """The text of rules/README.md; or, where `made_by` names a command, of the pages of a plug-in's rules."""
    rules = list(rules)
    head = [
        "# Rules",
        "",
        f"Made by `{made_by or 'python -m lint.catalogue'}` from the rules' own files"
        f"; {'do not edit it' if made_by else 'a test keeps it current'}.",
        "",
        *_markdown(rules),
        "",
    ]
    return "\n".join(head) + "\n" + "\n".join(page(rule).replace("# ", "## ", 1) for rule in rules)


if __name__ == "__main__":
    import sys

    from lint.registry import all_rules

    sys.stdout.write(readme(all_rules().values()))
