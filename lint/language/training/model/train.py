"""The training: all tasks at once, in steps that can be taken up again, the last ones with the arithmetic of int8.

The same prepared rows, settings and number of steps give the same batches, rates and dropout; sums may still differ in
their last bits between machines, and with them the weights. Products are computed in bfloat16 (on processors that
multiply in it this is 2.7 times as fast as single precision), weights and moments are kept in single precision.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lint.language.model.labels import LAYERS
from lint.language.model.pieces import SPECIAL, UNKNOWN
from lint.language.training.model import network, start
from lint.language.training.model.metrics import average_precision
from lint.language.training.model.network import Parameters
from lint.language.training.model.settings import Settings
from lint.language.training.model.store import Store

HEAD_RATE = 10.0
CALIBRATION = 16
"""Batches whose mean lowest and highest inputs are the ranges of the quantised activations."""
FRESH = ("feature/", "labels/", "dependent/", "governor/")
DECAY = 0.01
UNKNOWN_PIECE, FIRST_WORD_PIECE = SPECIAL.index(UNKNOWN), len(SPECIAL)
"""A vocabulary begins with the special pieces (see pieces.pruned)."""
CLIP = 1.0
BETAS = (0.9, 0.98)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to train: `epochs` times through the rows, at most `steps` steps; `every` so many, a checkpoint."""

    epochs: int
    steps: int
    every: int


@dataclass(slots=True)
class State:
    """All that a checkpoint holds."""

    step: int
    parameters: Parameters
    optimiser: torch.optim.AdamW
    ranges: Parameters | None


def device() -> torch.device:
    """The accelerator if there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def optimiser(parameters: Parameters) -> torch.optim.AdamW:
    """AdamW in four groups: MiniLM's weights and the fresh ones, with and without decay."""
    groups: list[dict[str, Any]] = []
    for pace, decay in ((1.0, 0.0), (1.0, DECAY), (HEAD_RATE, 0.0), (HEAD_RATE, DECAY)):
        chosen = [
            value
            for name, value in parameters.items()
            if name.startswith(FRESH) == (pace == HEAD_RATE) and name.endswith("/w") == bool(decay)
        ]
        groups.append({"params": chosen, "lr": 0.0, "pace": pace, "weight_decay": decay})
    return torch.optim.AdamW([group for group in groups if group["params"]], betas=BETAS, fused=True)


def rate(step: int, steps: int, settings: Settings) -> float:
    """The learning rate of the encoder: up in a straight line, then down to nothing."""
    warm = max(1, round(settings.warmup * steps))
    share = (step + 1) / warm if step < warm else (steps - step) / max(1, steps - warm)
    return settings.rate * share


def with_hidden(pieces: Tensor, share: float) -> Tensor:
    """So many of a batch's word pieces, drawn at random, are made unknown ones; special pieces stay."""
    if not share:
        return pieces
    drawn = torch.rand(pieces.shape, device=pieces.device) < share
    return pieces.masked_fill(drawn & (pieces >= FIRST_WORD_PIECE), UNKNOWN_PIECE)


def descend(state: State, loss: Tensor, pace: float) -> None:
    """One step of the optimiser down the gradient of the loss; `pace` is the learning rate of the encoder."""
    for group in state.optimiser.param_groups:
        group["lr"] = pace * group["pace"]
    state.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
    torch.nn.utils.clip_grad_norm_(state.parameters.values(), CLIP)
    state.optimiser.step()
    state.step += 1


def update(state: State, settings: Settings, batch: Mapping[str, Tensor], pace: float) -> dict[str, Tensor]:
    """One step; returns the weighted losses."""
    torch.manual_seed(settings.seed * 1_000_003 + state.step)
    batch = {**batch, "pieces": with_hidden(batch["pieces"], settings.hidden_pieces)}
    with torch.autocast(batch["pieces"].device.type, torch.bfloat16):
        encoder = network.Encoder(state.parameters, state.ranges)
        scores, arcs = network.forward(encoder, settings, batch, training=True)
    parts = network.losses(settings, scores, arcs, batch)
    descend(state, torch.stack(list(parts.values())).sum(), pace)
    return parts


def loaded(weights: Path) -> Parameters:
    """The parameters in the folder, without the ranges of quantised activations."""
    return {name: torch.from_numpy(array) for name, array in start.load(weights).items() if "range/" not in name}


def initial(weights: Path, settings: Settings) -> State:
    """The weights of the folder, MiniLM's or those of a training before, and fresh heads where it has none."""
    parameters = network.head_parameters(settings)
    parameters |= {name: _widened(value, parameters.get(name, value)) for name, value in loaded(weights).items()}
    parameters = {name: value.to(device()).requires_grad_() for name, value in parameters.items()}
    return State(0, parameters, optimiser(parameters), None)


def _widened(old: Tensor, fresh: Tensor) -> Tensor:
    """The old weights, with the fresh columns of labels that they did not know."""
    return torch.cat([old, fresh[..., old.shape[-1] :]], -1)


def save(path: Path, state: State) -> None:
    """The checkpoint; an old one is replaced only when the new one is complete."""
    unfinished = path.with_suffix(".part")
    parameters = {name: value.detach() for name, value in state.parameters.items()}
    kept = {"step": state.step, "parameters": parameters, "ranges": state.ranges}
    torch.save(kept | {"optimiser": state.optimiser.state_dict()}, unfinished)
    unfinished.replace(path)


def resume(path: Path, state: State) -> None:
    """Take the state of a checkpoint over; `state` is a fresh one of the same network."""
    kept = torch.load(path, map_location=device(), weights_only=True)
    with torch.no_grad():
        for name, value in kept["parameters"].items():
            state.parameters[name].copy_(value)
    state.optimiser.load_state_dict(kept["optimiser"])
    state.step, state.ranges = kept["step"], kept["ranges"]


def calibrate(parameters: Parameters, settings: Settings, store: Store) -> Parameters:
    """The range of each linear layer's input: the mean of the lowest and of the highest over some batches."""
    plan = store.plan(settings.pieces, settings.seed)[:CALIBRATION]
    seen = [
        network.input_ranges(parameters, settings, network.tensors(store.batch(*place), device())) for place in plan
    ]
    return {name: torch.stack([one[name] for one in seen]).mean(0) for name in seen[0]}


def quantise_if_due(state: State, settings: Settings, store: Store, steps: int) -> None:
    """From the step on at which the settings want it, compute as the int8 version will."""
    if state.ranges is None and state.step >= (1 - settings.quantised) * steps:
        state.ranges = calibrate(state.parameters, settings, store)


def batches(store: Store, settings: Settings, first: int, last: int) -> Iterator[dict[str, Tensor]]:
    """The batches of the steps from `first` to before `last`, epoch after epoch."""
    step = epoch = 0
    while step < last:
        for place in store.plan(settings.pieces, settings.seed + epoch):
            if step >= last:
                return
            if step >= first:
                yield network.tensors(store.batch(*place), device())
            step += 1
        epoch += 1


def judge(state: State, settings: Settings, store: Store) -> dict[str, float]:
    """Figures on held-back rows: average precision of damage, share of right labels and heads."""
    settings = replace(settings, dropout=0.0)
    at = network.slices()
    scores: list[float] = []
    labels: list[int] = []
    right: dict[str, int] = dict.fromkeys((*LAYERS, "head", "kind"), 0)
    total = dict(right)
    for batch in store.batches(settings.pieces, None):
        with torch.autocast(device().type, torch.bfloat16):
            answers = network.predict(state.parameters, settings, network.tensors(batch, device()), state.ranges)
        out, arcs = (one.cpu().numpy() for one in answers)
        known = batch["damage"] >= 0
        scores += out[..., at["damage"]][..., 0][known].tolist()
        labels += batch["damage"][known].tolist()
        found = {name: out[..., at[name]].argmax(-1) for name in (*LAYERS, "kind")} | {"head": arcs.argmax(-1)}
        for name, chosen in found.items():
            counted = batch[name] >= 0
            right[name] += int((chosen == batch[name])[counted].sum())
            total[name] += int(counted.sum())
    figures = {name: right[name] / max(1, total[name]) for name in right}
    return {"damage_ap": average_precision(scores, labels)} | figures


def train(prepared: Path, out: Path, settings: Settings, limits: Limits, weights: Path | None = None) -> None:
    """Train, from MiniLM or from the `weights` of a training before, or go on from OUT/checkpoint.pt.

    Writes OUT/log.jsonl, OUT/settings.json and, at the end, OUT/weights.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    rows, dev = Store(prepared / "train"), Store(prepared / "dev")
    steps = min(limits.steps, limits.epochs * len(rows.plan(settings.pieces, settings.seed)))
    state = initial(weights or prepared / "start", settings)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        resume(checkpoint, state)
    settings.write(out / "settings.json")
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        _note(log, {"rows": len(rows), "steps": steps, "from": state.step, "device": str(device())})
        begin = time.monotonic()
        for batch in batches(rows, settings, state.step, steps):
            quantise_if_due(state, settings, rows, steps)
            parts = update(state, settings, batch, rate(state.step, steps, settings))
            if state.step % 10 == 0:
                noted = {name: round(float(value.detach()), 4) for name, value in parts.items()}
                _note(log, {"step": state.step, "seconds": round(time.monotonic() - begin, 1), "losses": noted})
            if state.step % limits.every == 0 or state.step == steps:
                save(checkpoint, state)
                _note(log, {"step": state.step, "dev": judge(state, settings, dev)})
    finish(out, state)


def finish(out: Path, state: State) -> None:
    """Write OUT/weights: the parameters, and the ranges of the quantised activations as "range/…"."""
    ranges = {f"range/{name}": value for name, value in (state.ranges or {}).items()}
    finished = {name: value.detach().float().cpu().numpy() for name, value in (state.parameters | ranges).items()}
    start.save(out / "weights", finished)


def _note(log: Any, line: Mapping[str, Any]) -> None:
    print(json.dumps(line), file=log, flush=True)
    print(json.dumps(line), flush=True)
