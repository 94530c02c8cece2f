"""The training: all tasks at once, in steps that can be taken up again, the last ones with the arithmetic of int8.

The same prepared rows, settings and number of steps give the same batches, rates and dropout; sums may still differ in
their last bits between machines, and with them the weights.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from lint.language.model.labels import LAYERS
from lint.language.training.model import network, start
from lint.language.training.model.metrics import average_precision
from lint.language.training.model.network import Array, Parameters
from lint.language.training.model.settings import Settings
from lint.language.training.model.store import Store

HEAD_RATE = 10.0
CALIBRATION = 16
"""Batches whose mean lowest and highest inputs are the ranges of the quantised activations."""
FRESH = ("feature/", "labels/", "dependent/", "governor/")
DECAY = 0.01


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
    moments: Any
    ranges: dict[str, Array] | None


def optimiser() -> optax.GradientTransformation:
    """Adam on clipped gradients; the rate is applied by `_update`."""
    return optax.chain(optax.clip_by_global_norm(1.0), optax.scale_by_adam(b2=0.98))


def rate(step: int, steps: int, settings: Settings) -> float:
    """The learning rate of the encoder: up in a straight line, then down to nothing."""
    warm = max(1, round(settings.warmup * steps))
    share = (step + 1) / warm if step < warm else (steps - step) / max(1, steps - warm)
    return settings.rate * share


@partial(jax.jit, static_argnums=1, donate_argnums=(0, 2))
def _update(
    parameters: Parameters,
    settings: Settings,
    moments: Any,
    batch: Mapping[str, Array],
    turn: tuple[Array, Array],
    ranges: Any,
) -> tuple[Parameters, Any, dict[str, Array]]:
    """One step. `turn` is the random key and the rate."""
    key, pace = turn

    def total(current: Parameters) -> tuple[Array, dict[str, Array]]:
        scores, arcs = network.forward(network.Encoder(current, ranges), settings, batch, key)
        parts = network.losses(settings, scores, arcs, batch)
        return sum(parts.values(), jnp.zeros(())), parts

    gradients, parts = jax.grad(total, has_aux=True)(parameters)
    updates, moments = optimiser().update(gradients, moments)
    stepped = {
        name: value
        - pace * (HEAD_RATE if name.startswith(FRESH) else 1.0) * (updates[name] + DECAY * value * name.endswith("/w"))
        for name, value in parameters.items()
    }
    return stepped, moments, parts


def initial(prepared: Path, settings: Settings) -> State:
    """MiniLM's weights and fresh heads."""
    parameters = {name: jnp.asarray(array) for name, array in start.load(prepared / "start").items()}
    parameters |= network.head_parameters(settings, jax.random.key(settings.seed))
    return State(0, parameters, optimiser().init(parameters), None)


def save(path: Path, state: State) -> None:
    """The checkpoint; an old one is replaced only when the new one is complete."""
    leaves = jax.tree.leaves(state.moments)
    arrays = {f"parameter:{name}": value for name, value in state.parameters.items()}
    arrays |= {f"moment:{number:05}": leaf for number, leaf in enumerate(leaves)}
    arrays |= {f"range:{name}": value for name, value in (state.ranges or {}).items()}
    unfinished = path.with_suffix(".part.npz")
    plain = {name: np.asarray(value) for name, value in arrays.items()} | {"step": np.asarray(state.step)}
    np.savez(unfinished, **plain)  # type: ignore[arg-type,unused-ignore]
    unfinished.replace(path)


def resume(path: Path, state: State) -> State:
    """The state of a checkpoint; `state` is a fresh one of the same network."""
    with np.load(path) as arrays:
        parameters = {name: jnp.asarray(arrays[f"parameter:{name}"]) for name in state.parameters}
        tree = jax.tree.structure(state.moments)
        fresh = jax.tree.leaves(state.moments)
        leaves = [jnp.asarray(arrays[f"moment:{number:05}"]) for number in range(len(fresh))]
        ranges = {name[6:]: jnp.asarray(arrays[name]) for name in arrays.files if name.startswith("range:")}
        return State(int(arrays["step"]), parameters, jax.tree.unflatten(tree, leaves), ranges or None)


def calibrate(parameters: Parameters, settings: Settings, store: Store) -> dict[str, Array]:
    """The range of each linear layer's input: the mean of the lowest and of the highest over some batches."""
    plan = store.plan(settings.pieces, settings.seed)[:CALIBRATION]
    seen = [network.input_ranges(parameters, settings, store.batch(*place)) for place in plan]
    return {name: sum((one[name] for one in seen), jnp.zeros(2)) / len(seen) for name in seen[0]}


def _batches(store: Store, settings: Settings, first: int, last: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The batches of the steps from `first` to before `last`, epoch after epoch."""
    step = epoch = 0
    while step < last:
        for place in store.plan(settings.pieces, settings.seed + epoch):
            if step >= last:
                return
            if step >= first:
                yield step, store.batch(*place)
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
        out, arcs = (np.asarray(one) for one in network.predict(state.parameters, settings, batch, state.ranges))
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


def train(prepared: Path, out: Path, settings: Settings, limits: Limits) -> None:
    """Train, or go on from OUT/checkpoint.npz; writes OUT/log.jsonl, OUT/settings.json and, at the end, the weights."""
    out.mkdir(parents=True, exist_ok=True)
    rows, dev = Store(prepared / "train"), Store(prepared / "dev")
    steps = min(limits.steps, limits.epochs * len(rows.plan(settings.pieces, settings.seed)))
    state = initial(prepared, settings)
    checkpoint = out / "checkpoint.npz"
    if checkpoint.exists():
        state = resume(checkpoint, state)
    settings.write(out / "settings.json")
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        _note(log, {"rows": len(rows), "steps": steps, "from": state.step, "device": str(jax.devices()[0])})
        begin = time.monotonic()
        for step, batch in _batches(rows, settings, state.step, steps):
            if state.ranges is None and step >= (1 - settings.quantised) * steps:
                state.ranges = calibrate(state.parameters, settings, rows)
            turn = (jax.random.fold_in(jax.random.key(settings.seed), step), jnp.asarray(rate(step, steps, settings)))
            state.parameters, state.moments, parts = _update(
                state.parameters, settings, state.moments, batch, turn, state.ranges
            )
            state.step = step + 1
            if step % 10 == 0:
                losses = {name: round(float(value), 4) for name, value in parts.items()}
                _note(log, {"step": step, "seconds": round(time.monotonic() - begin, 1), "losses": losses})
            if state.step % limits.every == 0 or state.step == steps:
                save(checkpoint, state)
                _note(log, {"step": state.step, "dev": judge(state, settings, dev)})
    finished = {name: np.asarray(value, np.float32) for name, value in state.parameters.items()}
    finished |= {f"range/{name}": np.asarray(value, np.float32) for name, value in (state.ranges or {}).items()}
    start.save(out / "weights", finished)


def _note(log: Any, line: Mapping[str, Any]) -> None:
    print(json.dumps(line), file=log, flush=True)
    print(json.dumps(line), flush=True)
