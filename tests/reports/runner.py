"""GitHub's runner, as far as it reads what a step prints: written from its documented behaviour, for tests alone.

A line is a command if it begins with `::` once white space is taken off, or holds `##[` anywhere.
"""

from __future__ import annotations

from typing import NamedTuple

COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
    "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def _decode(text: str, signs: str) -> str:
    """Takes the percent codes of these signs, and of the percent sign, back."""
    result = ""
    rest = text
    codes = {f"%{ord(sign):02X}": sign for sign in signs + "%"}
    while rest:
        code = rest[:3]
        if code in codes:
            result += codes[code]
            rest = rest[3:]
        else:
            result += rest[0]
            rest = rest[1:]
    return result


def command(line: str) -> Command | None:
    """The command that a line gives, if it gives one."""
    head, colons, data = line.lstrip().removeprefix("::").partition("::")
    name, _, given = head.partition(" ")
    if line.lstrip().startswith("::") and colons and name.lower() in COMMANDS:
        pairs = [item.partition("=") for item in given.strip().split(",") if item]
        return Command(name, {key: _decode(value, "\r\n:,") for key, _, value in pairs}, _decode(data, "\r\n"))
    _, mark, order = line.partition("##[")
    name = order.partition("]")[0].partition(" ")[0]
    if mark and "]" in order and name.lower() in COMMANDS:
        return Command(name, {}, order.partition("]")[2])
    return None


def commands(log: str) -> list[Command]:
    """The commands of a whole log. What ends a line is what ends one for .NET: CR, LF, or both."""
    lines = log.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [found for found in map(command, lines) if found]
