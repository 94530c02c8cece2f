"""Puts an exported model where the product finds it.

    python -m lint.language.training.model.ship EXPORTED VERSION [FOLDER]

Into another FOLDER it puts one for the benchmark (`python -m tests.bench --models`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

from lint.language.model.features import LENGTH
from lint.language.model.runtime import COLUMNS, FACTS, FOLDER, PIECES, WEIGHTS, verify


def ship(exported: Path, version: str, folder: Path = FOLDER) -> None:
    """Copy weights and vocabulary, and write their checksums. Raises ModelError if the product could not load them."""
    lines = [
        "# Made by lint.language.training.model.ship. The checksums are those of the files beside this one.",
        f"version = {json.dumps(version)}",
        f"length = {LENGTH}",
        "",
        "[sha256]",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name in (WEIGHTS, PIECES):
        shutil.copyfile(exported / name, folder / name)
        lines.append(f"{json.dumps(name)} = {json.dumps(hashlib.sha256((folder / name).read_bytes()).hexdigest())}")
    lines += ["", "[columns]"]
    lines += [f"{name} = {json.dumps(list(map(str, values)))}" for name, values in COLUMNS.items()]
    (folder / FACTS).write_text("\n".join(lines) + "\n", "utf-8")
    verify(folder)


if __name__ == "__main__":
    ship(Path(sys.argv[1]), sys.argv[2], *map(Path, sys.argv[3:4]))
