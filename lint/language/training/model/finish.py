"""Export: from trained weights to the ONNX file, with a check that both say the same."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch

from lint.language.model import runtime
from lint.language.model.features import Window
from lint.language.training.model import export, network, start
from lint.language.training.model.encoding import INPUTS
from lint.language.training.model.settings import Settings
from lint.language.training.model.store import Store

EXACT = 1e-3
"""Largest difference of a score between the network and its export in single precision."""
CLOSE = 0.02
"""Largest mean difference of the damage probability between the int8 file and the network that was trained for it.
Single roundings fall otherwise in another order of additions, so the two are never quite equal."""
BATCHES = 8


def finish(prepared: Path, trained: Path, out: Path) -> dict[str, Any]:
    """Write OUT/model.onnx, its checksum, its vocabulary and export.json. Raises ValueError if the check fails."""
    settings = replace(Settings.read(trained / "settings.json"), dropout=0.0)
    weights = start.load(trained / "weights")
    ranges = {name.removeprefix("range/"): weights.pop(name) for name in list(weights) if name.startswith("range/")}
    if not ranges:
        raise ValueError(f"{trained / 'weights'} holds no ranges: it was trained without its last, quantised steps")
    dev = Store(prepared / "dev")
    plan = dev.plan(settings.pieces, settings.seed)[:BATCHES]
    batches = [dev.batch(*place) for place in plan]
    vocabulary = (prepared / "vocabulary.txt").read_bytes()
    facts = export.metadata(settings, vocabulary, {})
    plain = compare(weights, settings, None, batches, export.Exporter(weights, settings, None).build(facts))
    content = export.Exporter(weights, settings, ranges).build(facts)
    whole = compare(weights, settings, ranges, batches, content)
    if plain["largest"] > EXACT or whole["damage"] > CLOSE:
        raise ValueError(f"the export does not compute what the network does: {plain}, {whole}")
    out.mkdir(parents=True, exist_ok=True)
    report = {"sha256": export.write(out / "model.onnx", content), "bytes": len(content), "plain": plain, "int8": whole}
    report |= speed(out / "model.onnx", batches)
    shutil.copyfile(prepared / "vocabulary.txt", out / "vocabulary.txt")
    (out / "export.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report, indent=1))
    return report


def compare(weights: export.Weights, settings: Settings, ranges: Any, batches: Any, content: bytes) -> dict[str, float]:
    """How far the file's answers are from the network's: the largest difference of a score, the mean one of the damage
    probability, and the share of equal heads."""
    session = runtime.session(content)
    parameters = {name: torch.from_numpy(value) for name, value in weights.items()}
    fixed = {name: torch.from_numpy(value) for name, value in ranges.items()} if ranges else None
    largest = 0.0
    damage: list[float] = []
    heads: list[bool] = []
    for batch in batches:
        answers = network.predict(parameters, settings, network.tensors(batch), fixed)
        for row, window in rows(batch):
            labels, arcs = (one[row].numpy() for one in answers)
            taken = runtime.given(window)
            at = taken["read"]
            found = session.run(None, taken)
            largest = max(largest, float(np.abs(found[0][0] - labels[at])[1:].max()))
            words = slice(1, 1 + len(window.words))
            damage += np.abs(_odds(found[0][0, words, 0]) - _odds(labels[window.words, 0])).tolist()
            heads += (at[found[1][0, words]] == arcs[window.words].argmax(-1)).tolist()
    return {"largest": largest, "damage": float(np.mean(damage)), "heads": float(np.mean(heads))}


def rows(batch: Any) -> Iterator[tuple[int, Window]]:
    """The windows of a batch of the store, and which row each is; padding left out."""
    for row, (pieces, features, sentences) in enumerate(zip(*(batch[name] for name in INPUTS), strict=True)):
        size = int((pieces > 0).sum())
        if not size:
            continue
        words = np.flatnonzero(sentences)
        lengths = np.bincount(sentences[words])[1:]
        behind = [0, *np.cumsum(lengths).tolist()]
        following = [*words[behind[1:-1]].tolist(), size]
        yield (
            row,
            Window(
                pieces[:size].tolist(),
                features[:size].tolist(),
                words.tolist(),
                [range(first, last) for first, last in pairwise(behind)],
                [place - 1 for place in following],
            ),
        )


def _odds(scores: Any) -> Any:
    return 1 / (1 + np.exp(-scores))


def speed(path: Path, batches: Any) -> dict[str, float]:
    """Seconds to load, and words and pieces in a second of one core."""
    begin = time.process_time()
    session = runtime.session(path.read_bytes())
    load = time.process_time() - begin
    found = [window for batch in batches for _, window in rows(batch)]
    begin = time.process_time()
    for window in found:
        session.run(None, runtime.given(window))
    seconds = time.process_time() - begin
    words = sum(len(window.words) for window in found)
    pieces = sum(len(window.pieces) for window in found)
    return {
        "load_seconds": round(load, 3),
        "words_per_second": round(words / seconds),
        "pieces_per_second": round(pieces / seconds),
    }
