"""How many words a second one processor core reads: newslint, with and without its model, and LanguageTool.

    python -m tests.bench.speed BENCH_DIR [--every 5]

Every so manieth article of the clean news, by the clock, each at work alone on the same core; LanguageTool has to be
installed. It is started and warmed up by one article before the clock runs, and checks whole articles with its default
rules. What counts are the ratios: machines differ.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

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
    args = parser.parse_args()
    collect_rarely()  # as the command line and its workers do
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = list(islice(clean_documents(args.bench / "dev" / "clean"), 0, None, args.every))
    begin = time.perf_counter()
    runtime.model()
    print(f"the model is loaded in {time.perf_counter() - begin:.2f} s")
    checks: dict[str, Callable[[Document], object]] = {
        "newslint --no-model": Checker(Config(model=False)).check,
        "newslint": Checker(Config()).check,
        "newslint --preview": Checker(Config(preview=True)).check,
    }
    speeds = {}
    engine = LanguageToolEngine(EngineOptions())
    for name, check in checks.items():
        check(from_text(documents[0].text))
        speeds[name] = words_per_second(check, documents)
    engine.start()
    try:
        engine.check(documents[0].text, "en-US")
        speeds["LanguageTool"] = words_per_second(lambda document: engine.check(document.text, "en-US"), documents)
    finally:
        engine.stop()
    print(f"{len(documents)} articles, {sum(document.word_count for document in documents)} words, one core")
    for name, speed in speeds.items():
        print(f"{name:22} {speed:8,.0f} words/s, {speed / speeds['LanguageTool']:6.1f} × LanguageTool")


if __name__ == "__main__":
    main()
