"""Makes a trained network narrower, so that it reads faster, and lets it learn to say what it said before.

Two kinds of units go: attention heads, and the inner units of the layers' other half (`surgeon`); no label is needed,
and little is lost: how little is printed. Then the narrow network is trained for a while to give the states and the
answers of the wide one, in the end computing as its int8 version will.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from lint.language.model.labels import LAYERS
from lint.language.training.model import network, train
from lint.language.training.model.network import Parameters
from lint.language.training.model.settings import Settings
from lint.language.training.model.store import Store
from lint.language.training.model.surgeon import Array, reduce

SEEN = 12
"""Batches in which it is seen what units say together."""
AT_ONCE = 8
"""Inner units that go in one step: a little more is lost than one by one, in an eighth of the time."""
WEIGHT_STATE = 3.0
"""Of the mean squared difference of the layers' states, beside the losses of the answers."""


class _Watch(network.Encoder):
    """Adds up how the inputs of one linear layer vary together, padding left out."""

    def __init__(self, parameters: Parameters, wanted: str) -> None:
        super().__init__(parameters)
        self.wanted = wanted
        width = parameters[f"{wanted}/w"].shape[0]
        self.number, self.sum, self.products = 0, torch.zeros(width).double(), torch.zeros(width, width).double()
        self.there = torch.zeros(0)

    def linear(self, name: str, x: Tensor) -> Tensor:
        if name == self.wanted:
            rows = x[self.there]
            self.number += len(rows)
            self.sum += rows.sum(0).double()
            self.products += (rows.T @ rows).double()
        return super().linear(name, x)


@torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
def _moments(
    parameters: Parameters, settings: Settings, seen: Sequence[Mapping[str, Tensor]], layer: int, half: str
) -> tuple[Array, Array]:
    """The means of the inputs of a layer's linear half, and their covariances."""
    name = f"layer{layer}/{half}"
    watch = _Watch(parameters, name)
    for batch in seen:
        watch.there = network.read_places(settings, batch, layer)
        network.encode(watch, settings, batch)
    mean = watch.sum / watch.number
    return mean.numpy(), (watch.products / watch.number - torch.outer(mean, mean)).numpy()


def cut(
    parameters: Parameters, settings: Settings, seen: Sequence[Mapping[str, Tensor]],
    inner: Sequence[int], heads: Sequence[int],
) -> Parameters:  # fmt: skip
    """The parameters with so many inner units and heads in each layer, from the first layer to the last: each is cut
    for what the layers below, cut already, give it."""
    parameters, width = dict(parameters), settings.hidden // settings.heads
    for index in range(settings.layers):
        for half, feeding, keep, size in (("out", "qkv", heads[index], width), ("down", "up", inner[index], 1)):
            name = f"layer{index}/{half}"
            mean, covariance = _moments(parameters, settings, seen, index, half)
            weights = parameters[f"{name}/w"].double().numpy()
            groups = [range(first, first + size) for first in range(0, len(weights), size)]
            found = reduce(covariance, weights, groups, keep, AT_ONCE if size == 1 else 1)
            print(f"{name}: {keep} of {len(groups)} units stay, {found.lost:.4f} of the variance is lost", flush=True)
            parameters[f"{name}/w"] = torch.from_numpy(found.weights[found.rows]).float()
            parameters[f"{name}/b"] = (
                parameters[f"{name}/b"] + torch.from_numpy(mean @ (weights - found.weights)).float()
            )
            _keep_columns(parameters, f"layer{index}/{feeding}", found.rows, len(weights))
    return parameters


def _keep_columns(parameters: Parameters, name: str, rows: Sequence[int], width: int) -> None:
    """Of the layer that feeds the units, keep what it says to those that stay: in each of its parts, if it has some."""
    parts = parameters[f"{name}/b"].shape[0] // width
    columns = [part * width + row for part in range(parts) for row in rows]
    for half in "wb":
        parameters[f"{name}/{half}"] = parameters[f"{name}/{half}"][..., columns].contiguous()


def _choice(scores: Tensor, wanted: Tensor) -> Tensor:
    """How far from what the teacher thinks of several labels; 0 where both think the same."""
    return functional.kl_div(scores.log_softmax(-1), wanted.log_softmax(-1), reduction="batchmean", log_target=True)


def _binary(scores: Tensor, wanted: Tensor) -> Tensor:
    """The same for one label."""
    odds = wanted.sigmoid()
    cross = functional.binary_cross_entropy_with_logits
    return cross(scores, odds) - cross(wanted, odds)


def loss(settings: Settings, batch: Mapping[str, Tensor], said: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """How far the narrow network is from the wide one. `said` and `wanted`: label scores, head scores, and states."""
    words, at = batch["sentences"] > 0, network.slices()
    scores, goal = said[0][words], wanted[0][words]
    ends = batch["garbled"] >= 0
    total = settings.weight_damage * _binary(scores[:, at["damage"]], goal[:, at["damage"]])
    total = total + settings.weight_marked * _binary(scores[:, at["marked"]], goal[:, at["marked"]])
    total = total + settings.weight_kind * _choice(scores[:, at["kind"]], goal[:, at["kind"]])
    total = total + settings.weight_arc * _choice(said[1][words], wanted[1][words])
    for name in LAYERS:
        total = total + settings.weight_layer * _choice(scores[:, at[name]], goal[:, at[name]])
    if ends.any():
        garbled = said[0][ends][:, at["garbled"]], wanted[0][ends][:, at["garbled"]]
        total = total + settings.weight_garbled * _binary(*garbled)
    for layer, (state, other) in enumerate(zip(said[2:], wanted[2:], strict=True)):
        there = network.read_places(settings, batch, layer + 1)  # what the next layer reads
        total = total + WEIGHT_STATE * functional.mse_loss(state[there], other[there])
    return total


def _answers(encoder: network.Encoder, settings: Settings, batch: Mapping[str, Tensor]) -> list[Tensor]:
    states = network.encode(encoder, settings, batch)
    return [*network.answers(encoder, settings, batch, states[-1]), *(state.float() for state in states)]


def distil(
    wide: Parameters, teaching: Settings, narrow: Parameters, settings: Settings, rows: Store, epochs: int
) -> train.State:
    """Train the narrow network, for so many times through the rows, to say what the wide one says; `teaching` are the
    wide one's settings."""
    # A copy: what was not cut is the wide network's own, which must not learn as well.
    narrow = {name: value.clone().to(train.device()).requires_grad_() for name, value in narrow.items()}
    wide = {name: value.to(train.device()) for name, value in wide.items()}
    state = train.State(0, narrow, train.optimiser(narrow), None)
    steps = epochs * len(rows.plan(settings.pieces, settings.seed))
    for batch in train.batches(rows, settings, 0, steps):
        train.quantise_if_due(state, settings, rows, steps)
        with torch.autocast(train.device().type, torch.bfloat16):
            with torch.no_grad():
                wanted = _answers(network.Encoder(wide), teaching, batch)
            said = _answers(network.Encoder(narrow, state.ranges), settings, batch)
        found = loss(settings, batch, said, wanted)
        train.descend(state, found, train.rate(state.step, steps, settings))
        if state.step % 10 == 0:
            print(json.dumps({"step": state.step, "of": steps, "loss": round(float(found.detach()), 4)}), flush=True)
    return state


def shrink(
    prepared: Path, trained: Path, out: Path, settings: Settings, inner: Sequence[int], heads: Sequence[int],
    epochs: int, teacher: Path | None = None,
) -> None:  # fmt: skip
    """Write OUT/weights and OUT/settings.json: the network of TRAINED with so many inner units and heads in each layer,
    taught by TEACHER or, without one, by TRAINED as it was.

    Raises ValueError if the numbers are not given for each layer.
    """
    if not len(inner) == len(heads) == settings.layers:
        raise ValueError(f"the network has {settings.layers} layers: give a number for each")
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    settings = replace(settings, dropout=0.0, hidden_pieces=0.0)
    rows, dev = Store(prepared / "train"), Store(prepared / "dev")
    plan = rows.plan(settings.pieces, settings.seed)[:SEEN]
    before = train.loaded(trained / "weights")
    narrow = cut(before, settings, [network.tensors(rows.batch(*place)) for place in plan], inner, heads)
    teacher = teacher or trained
    teaching = Settings.read(teacher / "settings.json")
    state = distil(train.loaded(teacher / "weights"), teaching, narrow, settings, rows, epochs)
    print(json.dumps({"dev": train.judge(state, settings, dev)}), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    train.finish(out, state)
    settings.write(out / "settings.json")
