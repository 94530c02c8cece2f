"""How many words a second one processor core reads: newslint, with and without its model, and LanguageTool.

    python -m tests.bench.speed BENCH_DIR [--every 5] [--rounds 3]

Every so manieth article of the clean news, other ones in each round, by the clock, each at work alone on the same core.
LanguageTool has to be installed. It is started and warmed up by one article before the clock runs, and checks
whole articles with its default rules. What counts are the ratios, since machines differ: the median over the rounds.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.engines.base import EngineOptions
from lint.engines.languagetool.client import LanguageToolEngine
from lint.language.model import runtime
from lint.runner import collect_rarely
from lint.sources.plain import from_text
from tests.bench.__main__ import clean_documents


def words_per_second(check: Callable[[Document], object], documents: list[Document]) -> float:
    """Each document is read anew: what was worked out for it before does not help."""
    fresh = [from_text(document.text) for document in documents]
    start = time.perf_counter()
    for document in fresh:
        check(document)
    took = time.perf_counter() - start
    return sum(document.word_count for document in fresh) / took


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    collect_rarely()  # as the command line and its workers do
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    every = list(clean_documents(args.bench / "dev" / "clean"))
    rounds = [every[first :: args.every] for first in range(min(args.rounds, args.every))]
    begin = time.perf_counter()
    runtime.model()
    print(f"the model is loaded in {time.perf_counter() - begin:.2f} s")
    checks: dict[str, Callable[[Document], object]] = {
        "newslint --no-model": Checker(Config(model=False)).check,
        "newslint": Checker(Config()).check,
        "newslint --preview": Checker(Config(preview=True)).check,
    }
    for check in checks.values():
        check(from_text(every[-1].text))
    speeds = [{name: words_per_second(check, one) for name, check in checks.items()} for one in rounds]
    engine = LanguageToolEngine(EngineOptions())
    engine.start()  # only now: its compiler goes on working on the core behind its answers
    try:
        engine.check(every[-1].text, "en-US")
        for one, found in zip(rounds, speeds, strict=True):
            found["LanguageTool"] = words_per_second(lambda document: engine.check(document.text, "en-US"), one)
    finally:
        engine.stop()
    words = [sum(document.word_count for document in one) for one in rounds]
    print(f"{len(rounds)} rounds of {len(rounds[0])} articles, {sum(words)} words in all, one core")
    for name in speeds[0]:
        ratios = [one[name] / one["LanguageTool"] for one in speeds]
        print(
            f"{name:22} {median(one[name] for one in speeds):8,.0f} words/s, {median(ratios):6.1f} × LanguageTool"
            f" ({min(ratios):.1f} to {max(ratios):.1f})"
        )


if __name__ == "__main__":
    main()
