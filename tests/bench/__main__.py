"""The product over the benchmark's development files: the scorer's figures, and the flags by rule.

    python -m tests.bench BENCH_DIR [--show CODE] [--rules SELECTORS] [--what clean,mt,spun,phrases]
        [--models DIR DIR DIR]

BENCH_DIR holds `score.py` and `dev/`. `--show CODE` prints each flag of a rule on the clean news with its context
(`--show all` for every rule, `--on mt|spun|phrases` for other texts, `--sample N` for a random N of them).

The shipped model was trained on the development articles, so its own figures on them say little. `--models` takes one
model for each fold (folders that `ship` wrote), and has each article read by the model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lint.checker import Checker
from lint.config import Config, Selection
from lint.document import Document
from lint.language.model import runtime, thresholds
from lint.language.training.model import benchmark
from lint.report import ArticleResult
from lint.runner import run
from lint.sources.base import ReadOptions, SourceError
from lint.sources.discover import discover, read

GOLD = {"mt": "mt_news20_zhen.jsonl", "spun": "spun_news.jsonl", "phrases": "spun_phrases.jsonl"}
SETS = {"mt": ("all", "broken", "core"), "spun": ("all",), "phrases": ("Spun/Phrase",)}

DRAWS = ("--bootstrap", "1000")
"""How often articles are drawn anew for the 95% interval of F0.5."""


def documents(path: Path) -> Iterator[Document]:
    options = ReadOptions()
    for source in discover([str(path)], options):
        if isinstance(source, SourceError):
            raise SystemExit(f"{source.path}: {source.message}")
        for item in read(source, options):
            if isinstance(item, SourceError):
                raise SystemExit(f"{item.path}: {item.message}")
            yield item


def clean_documents(folder: Path) -> Iterator[Document]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for document in documents(folder / entry["file"]):
            document.id = entry["id"]
            yield document


def fold_of(bench: Path) -> dict[str, int]:
    """The fold of each text by its id: all that is made of one article is of one fold."""
    marked = [*benchmark.segments(bench), *benchmark.damaged(bench), *benchmark.clean(bench)]
    return {segment.id: benchmark.fold(segment.document) for segment in marked}


def checked(
    items: Iterator[Document], config: Config, checker: Checker, models: list[Path], folds: dict[str, int]
) -> list[ArticleResult]:
    """The results of all documents, each read by the model of its fold, if `models` has any."""
    if not models:
        return [r for _, r in run(items, config, checker) if isinstance(r, ArticleResult)]
    by_model: dict[Path, list[Document]] = {folder: [] for folder in models}
    for item in items:
        by_model[models[folds.get(item.id, 0)]].append(item)
    results = []
    for folder, documents in by_model.items():
        use(folder)
        results += checked(iter(documents), config, checker, [], {})
    return results


def use(folder: Path) -> None:
    """From here on this process reads with the model in `folder`, and with the thresholds that ship."""
    thresholds.tables()
    runtime.FOLDER = folder
    runtime.model.cache_clear()


def predictions(results: list[ArticleResult], path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for result in results:
            spans = [{"start": f.start, "end": f.end, "rule": f.code} for f in result.findings]
            out.write(json.dumps({"id": result.id, "spans": spans}) + "\n")


def score(bench: Path, *arguments: str) -> dict[str, object]:
    command = [sys.executable, str(bench / "score.py"), *arguments, "--json", "--top", "500"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # type: ignore[no-any-return]


def show(results: list[ArticleResult], code: str, sample: int) -> None:
    chosen = [(r, f) for r in results for f in r.findings if code in ("all", f.code)]
    if sample and len(chosen) > sample:
        chosen = random.Random(0).sample(chosen, sample)
    for result, finding in chosen:
        before = result.text[max(0, finding.start - 60) : finding.start]
        after = result.text[finding.end : finding.end + 60]
        fix = f"  => {finding.suggestion.replace!r}" if finding.suggestion else ""
        shown = f"{before}[[{finding.text}]]{after}".replace("\n", "⏎")
        print(f"{finding.code} {result.id}: {shown}{fix}")


def report_clean(bench: Path, results: list[ArticleResult]) -> None:
    words = sum(r.words for r in results)
    major = sum(f.severity >= 2 for r in results for f in r.findings)
    total = sum(len(r.findings) for r in results)
    every, severe = 1000 * total / words, 1000 * major / words
    print(f"clean: {words} words, {every:.3f} flags per 1,000 words, {severe:.3f} at major or above")
    counts = Counter((f.code, f.name, f.severity.label) for r in results for f in r.findings)
    for (code, rule, level), count in counts.most_common():
        print(f"  {count:5} {code} {rule} ({level})")


def report_gold(bench: Path, what: str, pred: Path) -> None:
    gold = str(bench / "dev" / GOLD[what])
    for categories in SETS[what]:
        table = score(bench, "--gold", gold, "--pred", str(pred), "--categories", categories, "--ceiling", *DRAWS)
        same = table.get("linter_same_gold") or table["linter"]
        span, every = table["linter"]["span"], same["span"]  # type: ignore[index]
        low, high = cast("list[float]", table["span_f0.5_interval"])
        print(
            f"{what} {categories}: P any {span['any']['precision']:.3f} P all {span['all']['precision']:.3f} "
            f"R sure {span['sure']['recall']:.3f} F0.5 {span['f0.5']:.3f} (95%: {low:.3f} to {high:.3f}) | "
            f"against two raters: P all {every['all']['precision']:.3f} F0.5 {every['f0.5']:.3f}"
        )
    print("  rule: flags, precision any (last categories), precision all, flags on clean segments")
    for row in table["rules"]:  # type: ignore[attr-defined]
        hits = f"{row['precision_any']:7.3f} {row['precision_all']:7.3f}"
        print(f"  {row['rule']:6} {row['flags']:6} {hits} {row['on_clean']:5}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--what", default="clean,mt,spun,phrases")
    parser.add_argument("--rules", default="ALL")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--show", metavar="CODE")
    parser.add_argument("--on", default="clean")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--models", type=Path, nargs=benchmark.FOLDS, default=[], metavar="DIR")
    args = parser.parse_args()
    config = Config(selection=Selection(select=tuple(args.rules.split(","))), preview=args.preview)
    checker = Checker(config)
    folds = fold_of(args.bench) if args.models else {}
    for what in [args.on] if args.show else args.what.split(","):
        folder = args.bench / "dev"
        items = clean_documents(folder / "clean") if what == "clean" else documents(folder / GOLD[what])
        start = time.process_time()
        results = checked(items, config, checker, args.models, folds)
        took = time.process_time() - start
        for result in results:
            for message in result.rule_errors:
                print(f"ERROR {result.id}: {message}")
        if args.show:
            show(results, args.show, args.sample)
            continue
        print(f"{what}: {sum(r.words for r in results) / took:,.0f} words per CPU-second")
        if what == "clean":
            report_clean(args.bench, results)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            pred = Path(scratch) / "pred.jsonl"
            predictions(results, pred)
            report_gold(args.bench, what, pred)


if __name__ == "__main__":
    main()
