"""What each threshold of a rule on the language model costs and brings, on the benchmark's development files.

    python -m tests.bench.model_thresholds BENCH_DIR --models DIR DIR DIR [--rules SY001,SY020] [--every 4]
        [--keep FILE]
    python -m tests.bench.model_thresholds BENCH_DIR --models … --show SY020 [--on spun] [--at 0.5] [--suggest]

For each rule and threshold: flags per 1,000 words of clean news; flags on hand-damaged news, the share of them that
meet a mark, and the marks met; flags per 1,000 words of machine translation, and the share that meets a rater's mark of
any kind and of a broken sentence. The rules' thresholds stand in lint/language/model/data/thresholds.toml: set them
here, never on a seed, and with `--models`, one for each fold: the shipped model has seen these articles. `--keep` holds
the models' answers between runs; `--show` prints the flags of one rule.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lint.checker import RuleSet, run
from lint.document import Document
from lint.finding import Finding
from lint.language.model import runtime, thresholds
from lint.language.model.suggest import Suggester
from lint.language.training.model.benchmark import FOLDS
from lint.registry import all_rules
from lint.rule import Rule
from lint.sources.plain import from_text
from tests.bench.__main__ import fold_of, use

STEPS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97)
EVIDENCE = (0.0, 1.0, 2.0, 2.5, 3.0, 3.5, 3.8, 4.2, 4.5, 5.0, 6.0, 7.0, 8.0)
"""Of SY021, which has no probability for its threshold but a sum of log odds."""
BROKEN = frozenset({"Fluency/Grammar", "Fluency/Encoding", "Non-translation"})


@dataclass
class Text:
    """A document, where it comes from, and its marks as (start, end, whether the sentence was called broken)."""

    id: str
    part: str
    document: Document
    marks: list[tuple[int, int, bool]] = field(default_factory=list)


def texts(bench: Path, every: int) -> list[Text]:
    """Clean and hand-damaged news, and every so manieth segment of machine translation."""
    folder = bench / "dev"
    found = []
    for line in (folder / "clean" / "index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        text = (folder / "clean" / entry["file"]).read_bytes().decode("utf-8")
        found.append(Text(entry["id"], "clean", from_text(text)))
    for part, name, step in (("spun", "spun_news.jsonl", 1), ("mt", "mt_news20_zhen.jsonl", every)):
        for line in (folder / name).read_text("utf-8").splitlines()[::step]:
            record = json.loads(line)
            marks = [(s["start"], s["end"], s["category"] in BROKEN) for s in record["spans"]]
            found.append(Text(record["id"], part, from_text(record["text"]), marks))
    return found


def read_all(found: Sequence[Text], folders: Sequence[Path], folds: dict[str, int], keep: Path | None) -> None:
    """Let the model of its fold read each text, or take what it said before."""
    for number, folder in enumerate(folders):
        use(folder)
        chosen = [text for text in found if folds[text.id] == number] if len(folders) > 1 else found
        _read(chosen, keep.with_suffix(f".{number}") if keep else None)


def _read(found: Sequence[Text], keep: Path | None) -> None:
    key = runtime.facts().model_sha256
    known: dict[Any, runtime.Answers] = {}
    if keep is not None and keep.is_file():
        stored, answers = pickle.loads(keep.read_bytes())
        known = answers if stored == key else {}
    original = runtime.Model.read

    def remembered(model: runtime.Model, passages: Sequence[runtime.Passage], size: int) -> runtime.Answers:
        digest = hashlib.sha256(repr([(p.tokens, p.bounds, p.base) for p in passages]).encode()).digest()
        if digest not in known:
            known[digest] = original(model, passages, size)
        return known[digest]

    runtime.Model.read = remembered  # type: ignore[method-assign, assignment]
    for text in found:
        _ = text.document.reading
    runtime.Model.read = original  # type: ignore[method-assign]
    if keep is not None:
        keep.write_bytes(pickle.dumps((key, known)))


def meets(finding: Finding, mark: tuple[int, int, bool]) -> bool:
    """As the benchmark counts a hit."""
    start, end, _ = mark
    shared = finding.start < max(end, start + 1) and start < finding.end
    return shared and finding.end - finding.start <= 3 * (end - start) + 20


def findings(rule: Rule, found: Iterable[Text]) -> list[tuple[Text, Finding]]:
    """All flags of one rule."""
    flags = []
    for text in found:
        some, errors = run(RuleSet({rule.meta.code: rule}, {}), text.document)
        if errors:
            raise SystemExit(errors[0])
        flags += [(text, finding) for finding in some]
    return flags


def row(flags: Sequence[tuple[Text, Finding]], words: dict[str, int]) -> str:
    """The figures of one threshold."""
    by_part = {part: [(text, flag) for text, flag in flags if text.part == part] for part in words}
    clean, spun, machine = (by_part[part] for part in ("clean", "spun", "mt"))
    right = sum(any(meets(flag, mark) for mark in text.marks) for text, flag in spun)
    marks = sum(
        any(meets(flag, mark) for other, flag in spun if other is text)
        for text in texts_of(spun)
        for mark in text.marks
    )
    of_any = sum(any(meets(flag, mark) for mark in text.marks) for text, flag in machine)
    broken = sum(any(meets(flag, mark) for mark in text.marks if mark[2]) for text, flag in machine)

    def share(part: int, whole: int) -> str:
        return f"{part / whole:5.2f}" if whole else "    –"

    return (
        f"{1000 * len(clean) / words['clean']:7.3f} | {len(spun):4} {share(right, len(spun))} {marks:4} | "
        f"{1000 * len(machine) / words['mt']:7.3f} {share(of_any, len(machine))} {share(broken, len(machine))}"
    )


def texts_of(flags: Iterable[tuple[Text, Finding]]) -> list[Text]:
    """The texts that have a flag, each once."""
    return list({id(text): text for text, _ in flags}.values())


def show(flags: Iterable[tuple[Text, Finding]], part: str) -> None:
    """The flags in their context; + for one that meets a mark."""
    for text, flag in flags:
        if text.part != part:
            continue
        whole = text.document.text
        before, after = whole[max(0, flag.start - 70) : flag.start], whole[flag.end : flag.end + 70]
        sign = "+" if any(meets(flag, mark) for mark in text.marks) else "-"
        fix = f" => {flag.suggestion.replace!r}" if flag.suggestion else ""
        line = f"{sign} {text.id[-24:]}: {before}[[{whole[flag.start : flag.end]}]]{after}".replace("\n", "⏎")
        print(f"{line}{fix}\n      {flag.message}")


def main() -> None:
    """Print the tables, or the flags of a rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--rules", help="codes, separated by commas")
    parser.add_argument("--every", type=int, default=4, help="take every so manieth segment of machine translation")
    parser.add_argument("--keep", type=Path, help="the model's answers, kept between runs")
    parser.add_argument("--models", type=Path, nargs=FOLDS, default=[], metavar="DIR")
    parser.add_argument("--show", metavar="CODE")
    parser.add_argument("--on", default="clean", choices=["clean", "spun", "mt"])
    parser.add_argument("--at", type=float, help="the threshold; by default the one that is set")
    parser.add_argument("--suggest", action="store_true", help="with --show: suggestions too")
    args = parser.parse_args()
    found = texts(args.bench, args.every)
    read_all(found, args.models or [runtime.FOLDER], fold_of(args.bench), args.keep)
    if not args.suggest:
        Suggester.proven = lambda *_: None  # type: ignore[method-assign]
    words = {part: sum(t.document.word_count for t in found if t.part == part) for part in ("clean", "spun", "mt")}
    codes = args.rules.split(",") if args.rules else [code for code, rule in all_rules().items() if rule.meta.model]
    table = thresholds.tables()["damage"]
    if args.show:
        table[args.show] = args.at if args.at is not None else table[args.show]
        show(findings(all_rules()[args.show], [t for t in found if t.part == args.on]), args.on)
        return
    print("            clean/1000 | spun: flags right marks | mt: /1000 any broken")
    for code in codes:
        usual = table[code]
        for step in sorted({*(EVIDENCE if code == "SY021" else STEPS), usual}):
            table[code] = step
            print(f"{code} {step:4.2f}{'*' if step == usual else ' '} {row(findings(all_rules()[code], found), words)}")
        table[code] = usual


if __name__ == "__main__":
    main()
