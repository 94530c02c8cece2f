"""Reads the hard cases of sentence splitting."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple


class Case(NamedTuple):
    """A text and its sentences; `known_failure` says why ours gets it wrong, where it does."""

    group: str
    text: str
    sentences: tuple[str, ...]
    damaged: bool
    known_failure: str


def _case(group: dict[str, Any], line: str) -> Case:
    marked, _, known_failure = line.replace("␤", "\n").partition(" ## ")
    sentences = tuple(piece.strip() for piece in marked.split("¦"))
    return Case(group["name"], marked.replace("¦", ""), sentences, group.get("damaged", False), known_failure)


def load() -> list[Case]:
    """The cases of hard_sentences.toml, which describes its own form."""
    path = Path(__file__).with_name("hard_sentences.toml")
    return [
        _case(group, line)
        for group in tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        for line in f"{group['cases']}{group.get('known_failures', '')}".splitlines()
    ]
