"""An engine over the benchmark's development files: raw, and as newslint's profile for news leaves it.

    python -m tests.bench.engines BENCH_DIR [--engine languagetool|lingotweaker] [--what raw,picky,clean,mt]
                                  [--show SELECTOR] [--on clean|mt]

BENCH_DIR holds `score.py` and `dev/`. The engine has to be installed; it is asked as newslint asks it, sentence by
sentence and through newslint's cache, so that a second run takes seconds. `raw` and `picky` send whole articles with
all default rules, in en-US as a plain call does, and (raw) in the English of each article.

`--show GR`, `SP`, `GR/RULE` or `all` prints findings with their context, `--show dropped` or `dropped:REASON` the
spelling matches that are left out. On machine-translated news the segments of an article by one system are put
together, for that is what newslint sees; `new` are marked spots that newslint's own rules do not find.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.engines.base import Engine, EngineOptions, Match
from lint.engines.cache import MatchCache
from lint.engines.languagetool.client import LanguageToolEngine
from lint.engines.lingotweaker import LingotweakerEngine
from lint.engines.news.profile import Profile
from lint.engines.news.variants import detect
from lint.engines.service import EngineService
from lint.finding import Finding
from lint.sources.plain import from_text
from tests.bench.__main__ import GOLD, clean_documents, score

BETWEEN = "\n\n"
ENGINES: dict[str, Callable[[EngineOptions], Engine]] = {
    "languagetool": LanguageToolEngine,
    "lingotweaker": LingotweakerEngine,
}


class PickyLanguageTool(LanguageToolEngine):
    """LanguageTool as its users meet it with `level=picky`."""

    def _client(self, ready: Any, language: str) -> Any:
        client = super()._client(ready, language)
        client.picky = True
        return client


class PickyLingotweaker:
    """LingoTweaker with all its rules."""

    def __init__(self) -> None:
        self._engine = importlib.import_module("lt_py").Engine("en", variant="en-US", picky=True)

    def check(self, text: str, language: str) -> list[object]:
        return list(self._engine.check(text))


@dataclass
class Article:
    """An article with the raters' marks; `segments` says where each gold segment begins in it."""

    document: Document
    segments: list[tuple[str, int, int]] = field(default_factory=list)


def scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def translated_articles(bench: Path) -> Iterator[Article]:
    """The gold segments of one article by one system, a paragraph each."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in (bench / "dev" / GOLD["mt"]).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        groups.setdefault((record["doc"], record["system"]), []).append(record)
    for (name, system), records in groups.items():
        text, segments = "", []
        for record in records:
            start = len(text) + len(BETWEEN) if text else 0
            text = f"{text}{BETWEEN if text else ''}{record['text']}"
            segments.append((record["id"], start, len(text)))
        yield Article(from_text(text, f"{name}.txt", f"{name} {system}"), segments)


def count(engine: Any, documents: Iterable[Document], language: Callable[[Document], str]) -> Counter[str]:
    """How often each rule of an engine marks something in whole articles."""
    if hasattr(engine, "start"):
        engine.start()
    try:
        with ThreadPoolExecutor(2) as pool:
            answers = pool.map(lambda document: engine.check(document.text, language(document)), documents)
            return Counter(str(getattr(match, "category", "")) for answer in answers for match in answer)
    finally:
        if hasattr(engine, "stop"):
            engine.stop()


def report_raw(name: str, documents: list[Document], *, picky: bool) -> None:
    words = sum(document.word_count for document in documents)
    languages: dict[str, Callable[[Document], str]] = {"en-US": lambda _: "en-US"}
    if not picky:
        languages["each article's English"] = detect if name == "languagetool" else two_variants
    for label, language in languages.items():
        engine: Any = ENGINES[name](EngineOptions())
        if picky:
            engine = PickyLanguageTool(EngineOptions()) if name == "languagetool" else PickyLingotweaker()
        flags = count(engine, documents, language).total()
        title = "picky" if picky else "raw"
        print(f"clean, {title}, {label}: {flags} flags, {1000 * flags / words:.2f} per 1,000 words")


def two_variants(document: Document) -> str:
    """The article's English, of the two that LingoTweaker knows."""
    return "en-US" if detect(document) == "en-US" else "en-GB"


class Asker:
    """Asks an engine as a run of newslint does."""

    def __init__(self, name: str) -> None:
        self.profile = Profile.load()
        self._language = detect if name == "languagetool" else two_variants
        disabled = self.profile.disabled_rules
        engine = ENGINES[name](EngineOptions(disabled_rules=disabled))
        self.service = EngineService(engine, MatchCache(), disabled=disabled, clients=2)

    def matches(self, documents: list[Document]) -> Iterator[list[Match]]:
        ahead = [self.service.submit(document, self._language(document)) for document in documents]
        yield from map(self.service.matches, ahead)


def show(document: Document, code: str, start: int, end: int, replace: str | None) -> None:
    text = document.text
    context = f"{text[max(0, start - 60) : start]}[[{text[start:end]}]]{text[end : end + 40]}".replace("\n", "⏎")
    print(f"{code} {document.id}: {context}" + (f"  => {replace!r}" if replace is not None else ""))


@dataclass
class Result:
    """What the profile leaves, and why it dropped spelling matches."""

    findings: list[list[Finding]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    matches: int = 0


def run(asker: Asker, documents: list[Document], selector: str) -> Result:
    result, profile = Result(), asker.profile
    for document, matches in zip(documents, asker.matches(documents), strict=True):
        found = list(profile.findings(document, matches, asker.service.name))
        result.findings.append(found)
        result.matches += len(matches)
        for finding in found:
            if selector == "all" or finding.code.startswith(selector or "-"):
                replace = finding.suggestion.replace if finding.suggestion else None
                show(document, finding.code, finding.start, finding.end, replace)
        judge = profile.spelling_filter(document, matches)
        for match in filter(profile.is_from_dictionary, matches):
            reason = judge.reason(match) or "kept"
            result.reasons[reason] += 1
            if selector in ("dropped", f"dropped:{reason}") and reason != "kept":
                show(document, f"dropped:{reason}", match.start, match.end, (*match.replacements, None)[0])
    return result


def report_kept(what: str, documents: list[Document], result: Result) -> None:
    words = sum(document.word_count for document in documents)
    codes = Counter(finding.code for found in result.findings for finding in found)
    rate = 1000 * codes.total() / words
    print(f"{what}, profile: {codes.total()} flags of {result.matches}, {rate:.3f} per 1,000 words ({words} words)")
    print("  " + ", ".join(f"{code} {number}" for code, number in codes.most_common(20)))
    total = result.reasons.total() or 1
    shares = (f"{reason} {number} ({number / total:.1%})" for reason, number in result.reasons.most_common())
    print("  spelling: " + ", ".join(shares))


def report_marks(bench: Path, articles: list[Article], found: list[list[Finding]]) -> None:
    """Precision by the raters' marks, and the marked spots that newslint's own rules do not find."""
    module, checker = scorer(bench), Checker(Config())
    gold = {segment.id: segment for segment in module.read_gold(bench / "dev" / GOLD["mt"])}
    new: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pred.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for article, findings in zip(articles, found, strict=True):
                own = checker.check(article.document).findings if findings else ()
                for id, start, end in article.segments:
                    theirs = _spans(module, findings, start, end)
                    spans = [{"start": s.start, "end": s.end, "rule": s.rule} for s in theirs]
                    out.write(json.dumps({"id": id, "spans": spans}) + "\n")
                    new.update(_new(module, gold[id].spans, theirs, _spans(module, own, start, end)))
        for categories in ("all", "core"):
            arguments = ("--gold", str(bench / "dev" / GOLD["mt"]), "--pred", str(path), "--categories", categories)
            spans = score(bench, *arguments)["linter"]["span"]["any"]  # type: ignore[index]
            share, flags = spans["precision"], spans["flags"]
            print(f"  {categories}: {share:.3f} of {flags} flags on a marked spot, new {new[categories]}")


def _spans(module: ModuleType, findings: Iterable[Finding], start: int, end: int) -> list[Any]:
    """Findings of an article in the offsets of one of its segments."""
    inside = (f for f in findings if start <= f.start and f.end <= end)
    return [module.Span(f.start - start, f.end - start, rule=f.code) for f in inside]


def _new(module: ModuleType, marks: Iterable[Any], theirs: list[Any], own: list[Any]) -> Counter[str]:
    """How many marked errors the engine hits and newslint's own rules do not."""
    result: Counter[str] = Counter()
    for categories in ("all", "core"):
        wanted = module.category_filter(categories)
        errors = module.join_errors(mark for mark in marks if wanted(mark.category))
        result[categories] = sum(error.hit_by(theirs) and not error.hit_by(own) for error in errors)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="languagetool")
    parser.add_argument("--what", default="raw,picky,clean,mt")
    parser.add_argument("--show", metavar="SELECTOR", default="")
    parser.add_argument("--on", choices=("clean", "mt"), default="clean")
    args = parser.parse_args()
    wanted = {args.on} if args.show else set(args.what.split(","))
    clean = list(clean_documents(args.bench / "dev" / "clean"))
    for kind in ("raw", "picky"):
        if kind in wanted:
            report_raw(args.engine, clean, picky=kind == "picky")
    if not wanted & {"clean", "mt"}:
        return
    asker = Asker(args.engine)
    try:
        if "clean" in wanted:
            result = run(asker, clean, args.show)
            report_kept("clean", clean, result)
        if "mt" in wanted:
            articles = list(translated_articles(args.bench))
            documents = [article.document for article in articles]
            result = run(asker, documents, args.show)
            report_kept("mt", documents, result)
            if not args.show:
                report_marks(args.bench, articles, result.findings)
    finally:
        asker.service.stop()


if __name__ == "__main__":
    main()
