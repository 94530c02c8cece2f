"""The network: MiniLM's encoder, shortened, with one linear layer for all labels and a biaffine score for heads.

Plain functions over a dictionary of tensors by name ("layer0/qkv/w", shaped input × output). All linear layers
can compute as the exported model will: activations in 8 bits with fixed ranges, weights in 7 bits a column
(with 8, processors without the newer integer instructions overflow 16 bits, and answers would differ between machines).
Gradients pass the rounding as if it were not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from lint.language.model.features import FACTORS, FEATURES
from lint.language.model.labels import KINDS, LAYERS
from lint.language.training.model.settings import Settings

Parameters: TypeAlias = dict[str, Tensor]

OUTPUTS: dict[str, int] = (
    {"damage": 1, "garbled": 1, "kind": len(KINDS)} | {name: len(of) for name, of in LAYERS.items()} | {"marked": 1}
)
"""The columns of the label layer, in order, and how many each takes."""
WIDTH = sum(OUTPUTS.values())
FAR = -1e9
SEPARATOR = 3
"""The number of [SEP] in every vocabulary, see `pieces.SPECIAL`."""
ACTIVATION_STEPS = 255
WEIGHT_STEPS = 63
EMBEDDING_STEPS = 127


def slices() -> dict[str, slice]:
    """Where each label's columns are in the output of the label layer."""
    found, start = {}, 0
    for name, size in OUTPUTS.items():
        found[name] = slice(start, start + size)
        start += size
    return found


def head_parameters(settings: Settings) -> Parameters:
    """Fresh parameters of all that MiniLM does not have, drawn by the settings' seed."""
    generator = torch.Generator().manual_seed(settings.seed)
    hidden, arc = settings.hidden, settings.arc

    def random(*size: int) -> Tensor:
        return 0.02 * torch.randn(size, generator=generator)

    features = {f"feature/{name}": random(size, hidden) for name, size in FACTORS.items()}
    return features | {
        "labels/w": random(hidden, WIDTH), "labels/b": torch.zeros(WIDTH),
        "dependent/w": random(hidden, arc), "dependent/b": torch.zeros(arc),
        "governor/w": random(hidden, arc), "governor/b": torch.zeros(arc),
    }  # fmt: skip


def feature_table(parameters: Mapping[str, Tensor]) -> Tensor:
    """One row for each feature number: the sum of the rows of its parts."""
    number = torch.arange(FEATURES, device=parameters["labels/b"].device)
    rows = torch.zeros((FEATURES, 1), device=number.device)
    for name, size in reversed(list(FACTORS.items())):
        rows = rows + parameters[f"feature/{name}"][number % size]
        number = number // size
    return rows


def _rounded(x: Tensor) -> Tensor:
    """Whole numbers; the gradient passes as if nothing were rounded."""
    return x + (torch.round(x) - x).detach()


def whole_weight(w: Tensor, largest: int = WEIGHT_STEPS, axis: int = 0) -> tuple[Tensor, Tensor]:
    """`w` as whole numbers up to `largest`, and the step of each column (`axis` 0) or row (1)."""
    step = w.detach().abs().amax(axis, keepdim=True).clamp_min(1e-8) / largest
    return _rounded(w / step).clamp(-largest, largest), step


class Encoder:
    """Applies the linear layers, quantised where ranges are given, and notes the ranges of their inputs if asked to."""

    def __init__(
        self, parameters: Mapping[str, Tensor], ranges: Mapping[str, Tensor] | None = None, watch: bool = False
    ) -> None:
        self.parameters = parameters
        self.ranges = ranges
        self.watch = watch
        self.seen: dict[str, Tensor] = {}

    def linear(self, name: str, x: Tensor) -> Tensor:
        """x @ w + b. The factors of the quantised product are whole numbers below 256, which bfloat16 holds exactly."""
        w, b = self.parameters[f"{name}/w"], self.parameters[f"{name}/b"]
        if self.watch:
            self.seen[name] = torch.stack([x.min().float(), x.max().float()])
        if self.ranges is None:
            return functional.linear(x, w.T, b)
        low, high = self.ranges[name]
        step = (high - low) / ACTIVATION_STEPS
        zero = torch.round(-low / step)
        whole = (_rounded(x.float() / step) + zero).clamp(0, ACTIVATION_STEPS) - zero
        whole_w, step_w = whole_weight(w)
        return functional.linear(whole, whole_w.T) * (step * step_w[0]) + b

    def norm(self, name: str, x: Tensor) -> Tensor:
        """Layer normalisation."""
        scale, bias = self.parameters[f"{name}/g"], self.parameters[f"{name}/b"]
        return functional.layer_norm(x.float(), scale.shape, scale, bias, 1e-12)

    def embed(self, pieces: Tensor, features: Tensor) -> Tensor:
        """The encoder's input: piece, place and feature."""
        rows = functional.embedding(pieces, self.parameters["piece/w"])
        if self.ranges is not None:
            whole, step = whole_weight(rows, EMBEDDING_STEPS, 2)
            rows = whole * step
        place = self.parameters["place/w"][: pieces.shape[1]]
        return self.norm("embed", rows + place + functional.embedding(features, feature_table(self.parameters)))

    def attend(self, name: str, x: Tensor, mask: Tensor, width: int) -> Tensor:
        """Self-attention, in as many heads of this width as the layer has; `mask` is 0 at places that are read and far
        below 0 at others, shaped (batch, 1, 1, length)."""
        batch, length, _ = x.shape
        qkv = self.linear(f"{name}/qkv", x).reshape(batch, length, 3, -1, width).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], mask.to(qkv.dtype))
        return self.linear(f"{name}/out", mixed.transpose(1, 2).reshape(batch, length, -1))


def forward(
    encoder: Encoder, settings: Settings, batch: Mapping[str, Tensor], training: bool = False
) -> tuple[Tensor, Tensor]:
    """Label scores (batch, length, WIDTH) and head scores (batch, dependent, head).

    `batch` holds "pieces", "features" and "sentences" (see `encoding`), padded; padding is piece 0, which the
    vocabulary's [PAD] must be. A head is a word of the same sentence or, for its root, the [CLS] at 0.
    """
    states = encode(encoder, settings, batch, training)
    return answers(encoder, settings, batch, states[-1])


def encode(encoder: Encoder, settings: Settings, batch: Mapping[str, Tensor], training: bool = False) -> list[Tensor]:
    """What the layers make of a batch, layer by layer, each (batch, length, hidden), of use only where
    `read_places` says so."""
    drop = settings.dropout if training else 0.0
    width = settings.hidden // settings.heads
    x = functional.dropout(encoder.embed(batch["pieces"], batch["features"]), drop)
    states = []
    for index in range(settings.layers):
        name = f"layer{index}"
        mask = torch.where(read_places(settings, batch, index), 0.0, FAR)[:, None, None, :]
        attended = encoder.attend(name, x, mask, width)
        x = encoder.norm(f"{name}/norm1", x + functional.dropout(attended, drop))
        inner = functional.gelu(encoder.linear(f"{name}/up", x))
        x = encoder.norm(f"{name}/norm2", x + functional.dropout(encoder.linear(f"{name}/down", inner), drop))
        states.append(x)
    return states


def read_places(settings: Settings, batch: Mapping[str, Tensor], layer: int) -> Tensor:
    """For (batch, place) whether the layer reads what stands there: a piece or, in later layers, a word, [CLS], [SEP].

    The exported network leaves the other places out; here they are computed, but nothing looks at them.
    """
    pieces = batch["pieces"]
    if layer < settings.words_from:
        return pieces != 0
    read = (batch["sentences"] > 0) | (pieces == SEPARATOR)
    read[:, 0] = True
    return read


def answers(encoder: Encoder, settings: Settings, batch: Mapping[str, Tensor], x: Tensor) -> tuple[Tensor, Tensor]:
    """Label scores and head scores, from what the last layer made of a batch."""
    arcs = encoder.linear("dependent", x) @ encoder.linear("governor", x).transpose(1, 2) / settings.arc**0.5
    return encoder.linear("labels", x).float(), arcs.float().masked_fill(~_possible_heads(batch["sentences"]), FAR)


def _possible_heads(sentences: Tensor) -> Tensor:
    """For (batch, dependent, head) whether the head can be one."""
    same = (sentences[:, :, None] == sentences[:, None, :]) & (sentences[:, None, :] > 0)
    place = torch.arange(sentences.shape[1], device=sentences.device)
    return (same & (place[:, None] != place[None, :])) | (place[None, None, :] == 0)


def _choice_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean cross-entropy over the tokens that have a label."""
    known = labels >= 0
    return functional.cross_entropy(scores[known], labels[known], reduction="sum") / known.sum().clamp_min(1)


def _binary_loss(scores: Tensor, labels: Tensor) -> Tensor:
    known = labels >= 0
    wanted = labels[known].float()
    found = functional.binary_cross_entropy_with_logits(scores[known], wanted, reduction="sum")
    return found / known.sum().clamp_min(1)


def losses(settings: Settings, scores: Tensor, arcs: Tensor, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Each task's weighted loss; labels below 0 are not counted."""
    at = slices()
    found = {
        "damage": settings.weight_damage * _binary_loss(scores[..., at["damage"]][..., 0], batch["damage"]),
        "marked": settings.weight_marked * _binary_loss(scores[..., at["marked"]][..., 0], batch["marked"]),
        "garbled": settings.weight_garbled * _binary_loss(scores[..., at["garbled"]][..., 0], batch["garbled"]),
        "kind": settings.weight_kind * _choice_loss(scores[..., at["kind"]], batch["kind"]),
        "head": settings.weight_arc * _choice_loss(arcs, batch["head"]),
    }
    return found | {name: settings.weight_layer * _choice_loss(scores[..., at[name]], batch[name]) for name in LAYERS}


def tensors(batch: Mapping[str, NDArray[np.int32]], device: torch.device | None = None) -> dict[str, Tensor]:
    """A batch of the store on the device that computes."""
    return {name: torch.from_numpy(array).to(device, torch.int64) for name, array in batch.items()}


@torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
def predict(
    parameters: Mapping[str, Tensor],
    settings: Settings,
    batch: Mapping[str, Tensor],
    ranges: Mapping[str, Tensor] | None = None,
) -> tuple[Tensor, Tensor]:
    """Label scores and head scores, without dropout."""
    return forward(Encoder(parameters, ranges), settings, batch)


@torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
def input_ranges(
    parameters: Mapping[str, Tensor], settings: Settings, batch: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """The lowest and highest input of each linear layer of the encoder in this batch."""
    encoder = Encoder(parameters, watch=True)
    forward(encoder, settings, batch)
    return encoder.seen
