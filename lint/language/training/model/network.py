"""The network: MiniLM's encoder, shortened, with one linear layer for all labels and a biaffine score for heads.

Plain JAX: parameters are a dictionary of arrays by name ("layer0/qkv/w"), computing is a function of them. All linear
layers of the encoder can compute as the exported model will: activations in 8 bits with fixed ranges, weights in 7 bits
a column (with 8, processors without the newer integer instructions overflow 16 bits, and answers would differ between
machines). Gradients pass the rounding as if it were not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from lint.language.model.features import FACTORS, FEATURES
from lint.language.model.labels import KINDS, LAYERS
from lint.language.training.model.settings import Settings

Array: TypeAlias = jax.Array
Parameters: TypeAlias = dict[str, Array]

OUTPUTS: dict[str, int] = {"damage": 1, "garbled": 1, "kind": len(KINDS)} | {
    name: len(of) for name, of in LAYERS.items()
}
"""The columns of the label layer, in order, and how many each takes."""
WIDTH = sum(OUTPUTS.values())
INPUTS = ("qkv", "out", "up", "down")
"""The linear layers of an encoder layer; the range of each one's input is fixed before it is quantised."""
FAR = -1e9


def slices() -> dict[str, slice]:
    """Where each label's columns are in the output of the label layer."""
    found, start = {}, 0
    for name, size in OUTPUTS.items():
        found[name] = slice(start, start + size)
        start += size
    return found


def head_parameters(settings: Settings, key: Array) -> Parameters:
    """Fresh parameters of all that MiniLM does not have."""
    keys = iter(jax.random.split(key, 8))
    hidden, arc = settings.hidden, settings.arc

    def random(*size: int) -> Array:
        return 0.02 * jax.random.normal(next(keys), size, jnp.float32)

    features = {f"feature/{name}": random(size, hidden) for name, size in FACTORS.items()}
    return features | {
        "labels/w": random(hidden, WIDTH), "labels/b": jnp.zeros(WIDTH),
        "dependent/w": random(hidden, arc), "dependent/b": jnp.zeros(arc),
        "governor/w": random(hidden, arc), "governor/b": jnp.zeros(arc),
    }  # fmt: skip


def feature_table(parameters: Mapping[str, Array]) -> Array:
    """One row for each feature number: the sum of the rows of its parts."""
    number = jnp.arange(FEATURES)
    rows = jnp.zeros((FEATURES, 1))
    for name, size in reversed(list(FACTORS.items())):
        rows = rows + parameters[f"feature/{name}"][number % size]
        number = number // size
    return rows


def _rounded(x: Array) -> Array:
    """Whole numbers; the gradient passes as if nothing were rounded."""
    return x + jax.lax.stop_gradient(jnp.round(x) - x)


def quantise_activation(x: Array, low: Array, high: Array) -> Array:
    """`x` as 8 bits show it within [low, high]."""
    step = (high - low) / 255
    zero = jnp.round(-low / step)
    return (jnp.clip(_rounded(x / step) + zero, 0, 255) - zero) * step


def quantise_weight(w: Array, largest: int = 63) -> Array:
    """`w` with 2 × `largest` + 1 values a column."""
    step = jnp.maximum(jnp.max(jnp.abs(w), axis=0, keepdims=True), 1e-8) / largest
    return jnp.clip(_rounded(w / step), -largest, largest) * step


def _norm(parameters: Mapping[str, Array], name: str, x: Array) -> Array:
    mean = x.mean(-1, keepdims=True)
    scale = jax.lax.rsqrt(jnp.square(x - mean).mean(-1, keepdims=True) + 1e-12)
    return (x - mean) * scale * parameters[f"{name}/g"] + parameters[f"{name}/b"]


def _dropped(x: Array, rate: float, key: Array | None) -> Array:
    if key is None or not rate:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0.0)


class Encoder:
    """Applies the linear layers, quantised where ranges are given, and notes the ranges of their inputs if asked to."""

    def __init__(self, parameters: Mapping[str, Array], ranges: Mapping[str, Array] | None = None) -> None:
        self.parameters = parameters
        self.ranges = ranges
        self.seen: dict[str, Array] = {}

    def linear(self, name: str, x: Array) -> Array:
        """x @ w + b."""
        w, b = self.parameters[f"{name}/w"], self.parameters[f"{name}/b"]
        if self.ranges is None:
            self.seen[name] = jnp.stack([x.min(), x.max()])
            return x @ w + b
        low, high = self.ranges[name]
        return quantise_activation(x, low, high) @ quantise_weight(w) + b

    def embed(self, pieces: Array, features: Array) -> Array:
        """The encoder's input: piece, place and feature."""
        table = self.parameters["piece/w"]
        if self.ranges is not None:
            table = quantise_weight(table.T, 127).T
        x = table[pieces] + self.parameters["place/w"][: pieces.shape[1]] + feature_table(self.parameters)[features]
        return _norm(self.parameters, "embed", x)

    def attend(self, name: str, x: Array, mask: Array, heads: int) -> Array:
        """Self-attention; `mask` is 0 where a piece stands and far below 0 at padding, shaped (batch, 1, 1, length)."""
        batch, length, hidden = x.shape
        qkv = self.linear(f"{name}/qkv", x).reshape(batch, length, 3, heads, hidden // heads)
        q, k, v = (qkv[:, :, i].transpose(0, 2, 1, 3) for i in range(3))
        scores = q @ k.swapaxes(-1, -2) / jnp.sqrt(hidden // heads) + mask
        mixed = (jax.nn.softmax(scores, axis=-1) @ v).transpose(0, 2, 1, 3).reshape(batch, length, hidden)
        return self.linear(f"{name}/out", mixed)


def forward(
    encoder: Encoder, settings: Settings, batch: Mapping[str, Array], key: Array | None = None
) -> tuple[Array, Array]:
    """Label scores (batch, length, WIDTH) and head scores (batch, dependent, head).

    `batch` holds "pieces", "features" and "sentences" (see features.Window), padded; padding is piece 0, which the
    vocabulary's [PAD] must be. A head is a word of the same sentence or, for its root, the [CLS] at 0.
    """
    keys = jax.random.split(key, 2 * settings.layers + 1) if key is not None else [None] * (2 * settings.layers + 1)
    mask = jnp.where(batch["pieces"] == 0, FAR, 0.0)[:, None, None, :]
    x = _dropped(encoder.embed(batch["pieces"], batch["features"]), settings.dropout, keys[0])
    for index in range(settings.layers):
        name = f"layer{index}"
        attended = encoder.attend(name, x, mask, settings.heads)
        x = _norm(encoder.parameters, f"{name}/norm1", x + _dropped(attended, settings.dropout, keys[2 * index + 1]))
        inner = jax.nn.gelu(encoder.linear(f"{name}/up", x), approximate=False)
        inner = encoder.linear(f"{name}/down", inner)
        x = _norm(encoder.parameters, f"{name}/norm2", x + _dropped(inner, settings.dropout, keys[2 * index + 2]))
    parameters = encoder.parameters
    labels = x @ parameters["labels/w"] + parameters["labels/b"]
    dependent = x @ parameters["dependent/w"] + parameters["dependent/b"]
    governor = x @ parameters["governor/w"] + parameters["governor/b"]
    arcs = dependent @ governor.swapaxes(-1, -2) / jnp.sqrt(settings.arc)
    return labels, jnp.where(_possible_heads(batch["sentences"]), arcs, FAR)


def _possible_heads(sentences: Array) -> Array:
    """For (batch, dependent, head) whether the head can be one."""
    same = (sentences[:, :, None] == sentences[:, None, :]) & (sentences[:, None, :] > 0)
    place = jnp.arange(sentences.shape[1])
    return (same & (place[:, None] != place[None, :])) | (place[None, None, :] == 0)


def _mean(loss: Array, counted: Array) -> Array:
    return jnp.where(counted, loss, 0.0).sum() / jnp.maximum(counted.sum(), 1)


def _choice_loss(scores: Array, labels: Array) -> Array:
    """Cross-entropy over the tokens that have a label."""
    chosen = jnp.take_along_axis(jax.nn.log_softmax(scores), jnp.maximum(labels, 0)[..., None].astype(int), -1)[..., 0]
    return _mean(-chosen, labels >= 0)


def _binary_loss(scores: Array, labels: Array) -> Array:
    return _mean(jax.nn.softplus(scores) - scores * labels, labels >= 0)


def losses(settings: Settings, scores: Array, arcs: Array, batch: Mapping[str, Array]) -> dict[str, Array]:
    """Each task's weighted loss; labels below 0 are not counted."""
    at = slices()
    found = {
        "damage": settings.weight_damage * _binary_loss(scores[..., at["damage"]][..., 0], batch["damage"]),
        "garbled": settings.weight_garbled * _binary_loss(scores[..., at["garbled"]][..., 0], batch["garbled"]),
        "kind": settings.weight_kind * _choice_loss(scores[..., at["kind"]], batch["kind"]),
        "head": settings.weight_arc * _choice_loss(arcs, batch["head"]),
    }
    return found | {name: settings.weight_layer * _choice_loss(scores[..., at[name]], batch[name]) for name in LAYERS}


@partial(jax.jit, static_argnums=1)
def predict(
    parameters: Parameters, settings: Settings, batch: Mapping[str, Array], ranges: Any = None
) -> tuple[Array, Array]:
    """Label scores and head scores, without dropout."""
    return forward(Encoder(parameters, ranges), settings, batch)


@partial(jax.jit, static_argnums=1)
def input_ranges(parameters: Parameters, settings: Settings, batch: Mapping[str, Array]) -> dict[str, Array]:
    """The lowest and highest input of each linear layer of the encoder in this batch."""
    encoder = Encoder(parameters)
    forward(encoder, settings, batch)
    return encoder.seen
