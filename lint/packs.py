"""Packs of phrases as rules: a TOML file with a table `[rule]` and its entries is a rule without any code.

How entries are written is told in rules/packs/README.md. The table says what a rule's description says:

    [rule]
    code = "DESK010"                      # two to four letters of your own and three digits
    name = "house-terms"
    severity = "minor"
    mqm = "Style/Organizational style"
    since = "1.0"
    in-quotes = "skip"                    # or "flag", "flag without fix"
    fault = "is not our style"            # the message reads: “…” is not our style: “what was meant”.
    summary = "A phrase that the style book forbids."
    rationale = "Why that is, and what to do."

The examples of the entries are the rule's examples. Phrases with `meant` get an unsafe suggestion.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from types import ModuleType
from typing import Any

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Example, Pack, PackError, pack_examples, read_pack
from lint.rule import Bad, Fix, Good, InQuotes, Rule, RuleMeta

_KEYS = ("code", "name", "severity", "mqm", "since", "in-quotes", "fault", "summary", "rationale")


def pack_findings(document: Document, meta: RuleMeta, pack: Pack, fault: str) -> Iterator[Finding]:
    """A finding for each phrase of the pack. `fault` says what is wrong, as in "“…” takes another preposition"."""
    for match in pack.matches(document):
        text = " ".join(document.text[match.start : match.end].split())
        cure = f"“{match.meant}”" if match.entry.exact else match.entry.meant
        message = f"“{text}” {fault}: {cure}." + (f" {match.entry.note}" if match.entry.note else "")
        yield meta.finding(match.start, match.end, message, replace=match.meant if match.entry.exact else None)


def packs_in(package: ModuleType) -> Iterator[Rule]:
    """The rules that the TOML files of a package are. Raises PackError for one that is broken."""
    for file in sorted(files(package).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            try:
                yield pack_rule(file.read_text(encoding="utf-8"), f"{package.__name__}/{file.name}")
            except (PackError, UnicodeDecodeError) as error:
                raise PackError(f"{file.name}: {error}") from None


def pack_rule(text: str, place: str) -> Rule:
    """The rule that a pack is. `place` says where it stands. Raises PackError."""
    try:
        source = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"is no TOML: {error}") from None
    try:
        table = _table(source)
        pack = Pack(read_pack(source))
        meta = _meta(table, source, pack)
    except (ValueError, TypeError, AttributeError) as error:
        raise PackError(str(error)) from None
    return Rule(meta, _check(meta, pack, table["fault"], place), f"{table['summary']}\n\n{table['rationale']}")


def _check(meta: RuleMeta, pack: Pack, fault: str, place: str) -> Callable[[Document], Iterator[Finding]]:
    def check(document: Document) -> Iterator[Finding]:
        yield from pack_findings(document, meta, pack, fault)

    check.__module__ = place
    return check


def _table(source: Mapping[str, Any]) -> dict[str, Any]:
    """The table `[rule]`, checked. Raises ValueError."""
    table = source.get("rule")
    if not isinstance(table, dict):
        raise ValueError("the table [rule] is missing")
    if not source.get("entry"):
        raise ValueError("there is no [[entry]]")
    for key in _KEYS:
        if not isinstance(table.get(key), str) or not table[key]:
            raise ValueError(f"[rule] should have a text {key!r}")
    unknown = sorted(set(table) - {*_KEYS, "preview"})
    if unknown:
        raise ValueError(f"[rule] should not have {', '.join(unknown)}; it may have {', '.join(_KEYS)}, preview")
    return {"preview": False} | table


def _meta(table: Mapping[str, Any], source: Mapping[str, Any], pack: Pack) -> RuleMeta:
    exact = any("meant" in entry for entry in source["entry"])
    if table["severity"] not in [level.label for level in Severity]:
        raise ValueError(f"severity should be one of {', '.join(level.label for level in Severity)}")
    return RuleMeta(
        code=table["code"],
        name=table["name"],
        severity=Severity.named(table["severity"]),
        since=table["since"],
        mqm=table["mqm"],
        fix=Fix.UNSAFE if exact else Fix.NONE,
        in_quotes=InQuotes(table["in-quotes"]),
        preview=table["preview"],
        examples=tuple(_example(example, pack) for example in pack_examples(source)),
    )


def _example(example: Example, pack: Pack) -> Bad | Good:
    """An example of an entry as one of a rule; what it reads like when fixed is what the entry says was meant."""
    from lint.sources.plain import from_text

    if not example.marks:
        return Good(example.text)
    fixed = example.text
    exact = False
    for match in reversed(pack.matches(from_text(example.text))):
        if match.entry.exact:
            fixed, exact = fixed[: match.start] + match.meant + fixed[match.end :], True
    return Bad(example.text, example.marks, fixed if exact else None)
