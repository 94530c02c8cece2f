"""Adoption timed: an archive in git, cloned afresh, from nothing to a green pipeline, and red where it should be.

    python -m tests.bench.adoption BENCH_DIR [--articles 1000]

BENCH_DIR holds `dev/clean/` and `dev/mt_news20_zhen.jsonl`. Each step is the command that a release engineer types;
the script stops where one ends with another exit code than it should.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

_DAMAGED = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
_NEWSLINT = [sys.executable, "-m", "lint"]


def articles(bench: Path) -> Iterator[str]:
    """The texts: edited news and machine-translated news in turn, over and over, each time a little different."""
    clean = [path.read_text(encoding="utf-8") for path in sorted((bench / "dev" / "clean").glob("*.txt"))]
    translated: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    with (bench / "dev" / "mt_news20_zhen.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            translated[row["doc"], row["system"]].append(row["text"])
    damaged = ["\n\n".join(texts) + "\n" for texts in translated.values()]
    for number, (one, other) in enumerate(zip(cycle(clean), cycle(damaged), strict=False)):
        yield f"{one}\nEdition {2 * number} of this article.\n"
        yield f"{other}\nEdition {2 * number + 1} of this article.\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgSign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


class Steps:
    """The steps of an adoption in a folder, timed by the clock and by processor time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = 0.0

    def run(self, title: str, *arguments: str, code: int) -> None:
        """Run newslint and print how long it took; ends the script where it comes to something else than `code`."""
        began, used = time.perf_counter(), os.times()
        result = subprocess.run(
            [*_NEWSLINT, *arguments], cwd=self._folder, capture_output=True, text=True, check=False
        )  # fmt: skip
        took, now = time.perf_counter() - began, os.times()
        self._all += took
        processor = now.children_user + now.children_system - used.children_user - used.children_system
        said = (result.stdout.strip() or result.stderr.strip()).splitlines()[-1][:110]
        print(f"{took:8.1f} s {processor:8.1f} s  exit {result.returncode}  {title}\n{'':31}{said}", flush=True)
        if result.returncode != code:
            sys.exit(f"{' '.join(arguments)}: exit code {result.returncode}, not {code}\n{result.stderr}")

    def total(self) -> None:
        """Print the sum."""
        print(f"{self._all:8.1f} s  newslint in all")


def build(bench: Path, count: int, origin: Path) -> None:
    """A repository with so many articles, in folders of a hundred."""
    words = 0
    for number, text in enumerate(islice(articles(bench), count)):
        path = origin / f"news/{number // 100:02}/{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        words += len(text.split())
    print(f"{count:,} articles, {words:,} words")
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "archive")


def adopt(clone: Path) -> None:
    """From a fresh clone to a green pipeline, then a damaged sentence."""
    steps = Steps(clone)
    print(f"{'clock':>10} {'processor':>10}")
    steps.run("the archive as it is", "check", "news", "--statistics", code=1)
    steps.run("write the baseline", "baseline", "news", "--no-cache", code=0)
    (clone / "newslint.toml").write_text('baseline = "newslint-baseline.json"\n', encoding="utf-8")
    git(clone, "add", "newslint.toml", "newslint-baseline.json")
    git(clone, "commit", "-qm", "newslint")
    git(clone, "branch", "-q", "adopted")
    size = (clone / "newslint-baseline.json").stat().st_size
    steps.run(f"green, with a baseline of {size / 1000:,.0f} kB, nothing kept", "check", "news", "--no-cache", code=0)
    steps.run("green, results kept from the first step", "check", "news", code=0)
    path = clone / "news" / "00" / "0000.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + _DAMAGED, encoding="utf-8")
    since = ("--changed-since", "adopted")
    steps.run("red: a damaged sentence, changed articles only", "check", "news", *since, code=1)
    steps.run(
        "red: the same, changed lines only, no baseline",
        "check",
        "news",
        *since,
        "--diff-only",
        "--no-baseline",
        code=1,
    )
    git(clone, "checkout", "-q", "news/00/0000.txt")
    steps.run("green again", "check", "news", *since, code=0)
    steps.total()


def main() -> None:
    """Build, clone, adopt."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["NEWSLINT_CACHE_DIR"] = str(Path(name) / "cache")
        origin, clone = Path(name) / "origin", Path(name) / "clone"
        origin.mkdir()
        build(options.bench, options.articles, origin)
        began = time.perf_counter()
        git(Path(name), "clone", "-q", f"file://{origin}", str(clone))
        print(f"{time.perf_counter() - began:8.1f} s  git clone")
        adopt(clone)


if __name__ == "__main__":
    main()
