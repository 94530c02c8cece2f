"""Export: from trained weights to the ONNX file, with a check that both say the same."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

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
    session = export.session(content)
    parameters = {name: torch.from_numpy(value) for name, value in weights.items()}
    fixed = {name: torch.from_numpy(value) for name, value in ranges.items()} if ranges else None
    largest = 0.0
    damage: list[float] = []
    heads: list[bool] = []
    for batch in batches:
        answers = network.predict(parameters, settings, network.tensors(batch), fixed)
        labels, arcs = (one.numpy() for one in answers)
        found = session.run(None, {name: batch[name] for name in INPUTS})
        words = batch["sentences"] > 0
        largest = max(largest, float(np.abs(found[0] - labels)[words].max()))
        damage += np.abs(_odds(found[0][..., 0]) - _odds(labels[..., 0]))[words].tolist()
        heads += (found[1] == arcs.argmax(-1))[words].tolist()
    return {"largest": largest, "damage": float(np.mean(damage)), "heads": float(np.mean(heads))}


def _odds(scores: Any) -> Any:
    return 1 / (1 + np.exp(-scores))


def speed(path: Path, batches: Any) -> dict[str, float]:
    """Seconds to load, and words and pieces in a second of one core."""
    begin = time.process_time()
    session = export.session(path)
    load = time.process_time() - begin
    begin = time.process_time()
    for batch in batches:
        session.run(None, {name: batch[name] for name in INPUTS})
    seconds = time.process_time() - begin
    words = sum(int((batch["sentences"] > 0).sum()) for batch in batches)
    pieces = sum(int((batch["pieces"] > 0).sum()) for batch in batches)
    return {
        "load_seconds": round(load, 3),
        "words_per_second": round(words / seconds),
        "pieces_per_second": round(pieces / seconds),
    }
