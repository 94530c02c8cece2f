"""Figures of an exported model, written to OUT/figures.json and printed.

- Damage that the noiser put into documents that were held back: average precision over tokens, by kind.
- Trees of the treebanks' test parts: part of speech, finite verbs, heads (on our tokens).
- The benchmark: a threshold that leaves so many flags per 1,000 words of one half of the clean news, then, at that
  threshold, the flags on the other half, and the scorer's figures on marked machine translation and hand-damaged news.
  Where the model was trained on marked articles, give --fold: only the articles held back then are judged.
Thresholds are set on the clean halves alone, never on marked text.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from lint.document import Document
from lint.language.model.labels import KIND_INDEX, KINDS, VERB_FORMS
from lint.language.training.model import benchmark
from lint.language.training.model.encoding import INDEX
from lint.language.training.model.judge import Judge, Judgement
from lint.language.training.model.metrics import average_precision, count_flags, f_score, threshold_for
from lint.language.training.model.spans import Mark, marked_runs, token_labels
from lint.language.training.model.trees import ROOT
from lint.language.training.model.trees import read as read_trees
from lint.sources.plain import from_text

BUDGETS = (0.5, 1.0, 2.0, 5.0)
"""Flags per 1,000 words of clean news."""


def synthetic(judge: Judge, path: Path) -> dict[str, float]:
    """Average precision over tokens, all kinds together and each against the clean tokens."""
    scores: list[float] = []
    kinds: list[int] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            judgement = judge.text(record["text"])
            marks = [Mark(start, end, KINDS[KINDS.index(kind)]) for start, end, kind in record["marks"]]
            damage, kind = token_labels(judgement.tokens, marks)
            scores += judgement.damage.tolist()
            kinds += [index if hurt == 1 else -1 for hurt, index in zip(damage, kind, strict=True)]
    figures = {"tokens": float(len(scores)), "all": average_precision(scores, [int(kind >= 0) for kind in kinds])}
    for name, index in KIND_INDEX.items():
        chosen = [(score, int(kind == index)) for score, kind in zip(scores, kinds, strict=True) if kind in (index, -1)]
        if any(label for _, label in chosen):
            figures[name] = average_precision([score for score, _ in chosen], [label for _, label in chosen])
    return figures


def parsing(judge: Judge, corpus: Path) -> dict[str, dict[str, float]]:
    """For each treebank the shares of right tags and heads (marks of punctuation not counted for heads), and the F1 of
    finite verbs."""
    figures = {}
    finite = VERB_FORMS.index("Fin")
    for bank in ("ud_ewt", "ud_gum"):
        count = dict.fromkeys(("tags", "right_tags", "heads", "right_heads", "verbs", "found", "both"), 0)
        trees = [tree for tree in read_trees(corpus / f"{bank}_test.conllu.gz") if tree.tokens]
        judged = judge.paragraphs([(tree.tokens, [(0, len(tree.tokens))]) for tree in trees])
        for tree, one in zip(trees, judged, strict=True):
            for index, syntax in enumerate(tree.syntax):
                if not syntax.upos:
                    continue
                wanted, found = syntax.verb_form == "Fin", one.labels["verb_form"][index] == finite
                count["tags"] += 1
                count["right_tags"] += int(one.labels["upos"][index] == INDEX["upos"].get(syntax.upos))
                count["verbs"], count["found"] = count["verbs"] + wanted, count["found"] + int(found)
                count["both"] += int(wanted and found)
                if syntax.upos != "PUNCT" and syntax.head >= ROOT:
                    count["heads"] += 1
                    count["right_heads"] += int(one.heads[index] == syntax.head)
        figures[bank] = {
            "upos": count["right_tags"] / count["tags"],
            "finite_f1": f_score(count["both"], count["found"], count["verbs"]),
            "uas": count["right_heads"] / count["heads"],
        }
    return figures


def spans(judged: Iterable[Judgement], threshold: float) -> list[dict[str, Any]]:
    """Flags as the scorer reads them."""
    found = []
    for one in judged:
        runs = marked_runs(one.tokens, [score >= threshold for score in one.damage])
        found += [{"start": start, "end": end, "rule": "model"} for start, end in runs]
    return found


def score(bench: Path, gold: Path, predictions: dict[str, list[dict[str, Any]]], categories: str) -> dict[str, Any]:
    """The benchmark's own scorer, on machine translation with intervals and the human ceiling."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps({"id": i, "spans": s}) + "\n" for i, s in predictions.items()), "utf-8")
        extra = ["--bootstrap", "300", "--ceiling"] if categories != "all" else []
        command = [sys.executable, str(bench / "score.py"), "--gold", str(gold), "--pred", str(path), "--json", *extra]
        done = subprocess.run([*command, "--categories", categories], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _half(id: str) -> int:
    return crc32(id.encode()) % 2


class Bench:
    """The benchmark's texts, each judged once."""

    def __init__(self, judge: Judge, bench: Path, fold: int | None) -> None:
        self.bench, self.fold = bench, fold

        def judged(segments: Sequence[benchmark.Segment]) -> dict[str, tuple[Document, list[Judgement]]]:
            documents = {one.id: from_text(one.text, id=one.id) for one in segments}
            return {id: (document, judge.document(document)) for id, document in documents.items()}

        self.marked = self._chosen(benchmark.segments(bench))
        # A segment is a sentence or two without its article: what looks like a headline in it is judged all the same.
        self.machine = {one.id: [judge.text(one.text)] for one in self.marked}
        begin = time.process_time()
        self.clean = judged(self._chosen(list(benchmark.clean(bench))))
        words = sum(document.word_count for document, _ in self.clean.values())
        self.words_per_second = words / (time.process_time() - begin)
        self.damaged = {id: one for id, (_, one) in judged(self._chosen(benchmark.damaged(bench))).items()}

    def _chosen(self, segments: Sequence[benchmark.Segment]) -> Sequence[benchmark.Segment]:
        """Those that the model was not trained on."""
        return segments if self.fold is None else benchmark.held_back(segments, self.fold)

    def clean_rows(self, half: int) -> tuple[list[list[float]], int]:
        """The damage of each clean token of a half of the documents, and the number of words."""
        chosen = [pair for id, pair in self.clean.items() if _half(id) == half]
        rows = [one.damage.tolist() for _, judged in chosen for one in judged]
        return rows, sum(document.word_count for document, _ in chosen)

    def at(self, budget: float) -> dict[str, Any]:
        """The figures at a threshold that allows `budget` flags per 1,000 words of the first half of the clean news."""
        threshold = threshold_for(*self.clean_rows(0), budget)
        rows, words = self.clean_rows(1)
        figures: dict[str, Any] = {"threshold": threshold, "clean_flags": 1000 * count_flags(rows, threshold) / words}
        predictions = {id: spans(judged, threshold) for id, judged in self.machine.items()}
        flags = sum(map(len, predictions.values()))
        figures["mt_flags"] = 1000 * flags / sum(len(one.text.split()) for one in self.marked)
        for categories in ("core", "broken"):
            figures[categories] = _summary(self._score("mt_news20_zhen.jsonl", predictions, categories))
        damaged = {id: spans(judged, threshold) for id, judged in self.damaged.items()}
        table = self._score("spun_news.jsonl", damaged, "all")
        figures["spun_recall"] = table["linter"]["span"]["sure"]["recall"]
        figures["spun_by_kind"] = {name: row["recall"] for name, row in table["category_recall"].items()}
        return figures

    def _score(self, name: str, predictions: dict[str, list[dict[str, Any]]], categories: str) -> dict[str, Any]:
        """The scorer's table for the judged part of a marked file."""
        with TemporaryDirectory() as folder, (self.bench / "dev" / name).open(encoding="utf-8") as lines:
            gold = Path(folder) / "gold.jsonl"
            gold.write_text("".join(line for line in lines if json.loads(line)["id"] in predictions), "utf-8")
            return score(self.bench, gold, predictions, categories)

    def ranking(self) -> float:
        """Average precision over the tokens of marked machine translation, broken against unmarked."""
        scores: list[float] = []
        labels: list[int] = []
        for segment in self.marked:
            judgement = self.machine[segment.id][0]
            damage, _ = token_labels(judgement.tokens, benchmark.training_example(segment).marks)
            scores += [s for s, label in zip(judgement.damage.tolist(), damage, strict=True) if label >= 0]
            labels += [label for label in damage if label >= 0]
        return average_precision(scores, labels)


def _summary(table: dict[str, Any]) -> dict[str, Any]:
    """The figures of the scorer that the gate looks at."""

    def span(part: str) -> dict[str, float]:
        row = table[part]["span"]
        return {
            "p_any": row["any"]["precision"],
            "p_all": row["all"]["precision"],
            "r_sure": row["sure"]["recall"],
            "f0.5": row["f0.5"],
        }

    return span("linter") | {
        "interval": table["span_f0.5_interval"],
        "same_gold": span("linter_same_gold"),
        "human": span("human"),
    }


def evaluate(model: Path, prepared: Path, corpus: Path, bench: Path, fold: int | None, out: Path) -> None:
    """All figures."""
    judge = Judge(model)
    texts = Bench(judge, bench, fold)
    steps: dict[str, Callable[[], Any]] = {
        "synthetic_ap": lambda: synthetic(judge, prepared / "test.jsonl.gz"),
        "parsing": lambda: parsing(judge, corpus),
        "mt_broken_token_ap": texts.ranking,
        "words_per_second": lambda: round(texts.words_per_second),
    }
    figures: dict[str, Any] = {"fold": fold} | {name: step() for name, step in steps.items()}
    figures["at_flags_per_1000_clean_words"] = {str(budget): texts.at(budget) for budget in BUDGETS}
    out.mkdir(parents=True, exist_ok=True)
    rounded = json.loads(json.dumps(figures, default=float), parse_float=lambda number: round(float(number), 4))
    (out / "figures.json").write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
    print(json.dumps(rounded, indent=1))
