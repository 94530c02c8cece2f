"""What `--statistics` says: how often each rule has found something, and how much of it can be fixed."""

from __future__ import annotations

from dataclasses import dataclass

from lint.report import Summary


@dataclass(frozen=True, slots=True)
class Count:
    """A rule's findings: how many, and of these those with a suggestion that is safe, and with one that is not."""

    code: str
    name: str
    count: int
    safe: int
    unsafe: int


def counts(summary: Summary) -> list[Count]:
    """The rules that have found something, the most frequent first, equally frequent ones by their codes."""
    found = (
        Count(code, summary.names[code], count, summary.fixable[code], summary.unsafe[code])
        for code, count in summary.by_code.items()
    )
    return sorted(found, key=lambda c: (-c.count, c.code))


def table(summary: Summary) -> str:
    """A table with a line a rule and the sums; a line that says so where nothing was found."""
    rows = counts(summary)
    if not rows:
        return "no findings to count\n"
    total = Count("", "", sum(r.count for r in rows), sum(r.safe for r in rows), sum(r.unsafe for r in rows))
    code = max(len("code"), *(len(row.code) for row in rows))
    name = max(len("rule"), *(len(row.name) for row in rows))
    lines = [f"{'count':>7}  {'code':{code}}  {'rule':{name}}  fixable"]
    lines += [f"{row.count:7}  {row.code:{code}}  {row.name:{name}}  {_fixable(row)}" for row in rows]
    lines.append(f"{total.count:7}  {'':{code}}  {'in all':{name}}  {_fixable(total)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _fixable(row: Count) -> str:
    """How many `--fix` writes, and how many more `--unsafe-fixes` would."""
    parts = [f"{row.safe} by --fix" if row.safe else "", f"{row.unsafe} by --unsafe-fixes" if row.unsafe else ""]
    return ", ".join(filter(None, parts)) or "-"
