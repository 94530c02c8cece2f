"""Hard negatives: the clean paragraphs in which a first model sees most damage, to be trained on as clean text.

The very first of them are mostly real slips of the press offices (the corpus is some 4% faulty), so `prepare --hard`
passes over the top tenth of the list. Read a sample of the list before you train on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lint.language.model.features import sentence_bounds
from lint.language.model.labels import KINDS
from lint.language.sentences import split
from lint.language.tokens import tokenize
from lint.language.training.model.corpora import Paragraph, paragraphs, part
from lint.language.training.model.judge import Judge

AT_ONCE = 500


def mine(model: Path, corpus: Path, number: int, share: float, out: Path) -> None:
    """Judge `number` paragraphs of the training part, spread over it, and write the worst `share` of them to OUT, worst
    first: {"score", "word", "kind", "text", "source"}."""
    judge = Judge(model)
    every = max(1, 170_000 // max(1, number))
    chosen = islice((one for one in paragraphs(corpus) if part(one.document) == "train"), 0, every * number, every)
    found = sorted(_judged(judge, chosen), key=lambda record: (-record["score"], record["text"]))
    with out.open("w", encoding="utf-8") as file:
        for record in found[: round(share * len(found))]:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _judged(judge: Judge, chosen: Iterator[Paragraph]) -> Iterator[dict[str, Any]]:
    while some := list(islice(chosen, AT_ONCE)):
        texts = [" ".join(paragraph.sentences) for paragraph in some]
        tokens = [tokenize(text) for text in texts]
        bounds = [sentence_bounds(t, split(text, 0, len(text))) for t, text in zip(tokens, texts, strict=True)]
        judged = judge.paragraphs(list(zip(tokens, bounds, strict=True)))
        for paragraph, text, one in zip(some, texts, judged, strict=True):
            worst = int(one.damage.argmax())
            kind = str(KINDS[int(one.labels["kind"][worst])])
            score = round(float(one.damage[worst]), 4)
            yield {
                "score": score,
                "word": one.tokens[worst].text,
                "kind": kind,
                "text": text,
                "source": paragraph.source,
            }
