"""Writes the trained network as an ONNX file with integer weights, and checks that it computes the same.

The graph is written out operation by operation, not traced: it is small, the same weights give the same bytes, and each
step of the quantisation is the one that the network trained with. Activations have fixed ranges: one word with a large
value would otherwise make the steps coarser for all others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.language.model.features import FACTORS, FEATURES, LENGTH
from lint.language.model.runtime import COLUMNS
from lint.language.training.model.graph import BOOL, CONTRIB, FLOAT, INT32, INT64, Graph, Shaped
from lint.language.training.model.settings import Settings

Weights = Mapping[str, NDArray[np.float32]]
Ranges = Mapping[str, NDArray[np.float32]]
LARGEST_WEIGHT = 63
LARGEST_EMBEDDING = 127
MEGABYTES = 20
FAR = -1e9


def integers(array: NDArray[np.float32], axis: int, largest: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers up to `largest` and the step of each row or column; `axis` is the one that a step spans."""
    step = np.maximum(np.abs(array).max(axis, keepdims=True), 1e-8).astype(np.float32) / np.float32(largest)
    return np.clip(np.rint(array / step), -largest, largest).astype(np.int8), step


class Exporter:
    """Builds the graph of one network. Without `ranges` linear layers stay in single precision.

    The graph reads one window (`runtime.given`), so nothing is padded; from `Settings.words_from` on, only what is read
    off is worked out.
    """

    def __init__(self, weights: Weights, settings: Settings, ranges: Ranges | None) -> None:
        scale = np.float32(settings.arc**-0.5)  # of the scores of heads
        scaled = {f"dependent/{half}": weights[f"dependent/{half}"] * scale for half in "wb"}
        self.weights, self.settings, self.ranges = {**weights, **scaled}, settings, ranges
        self.graph = Graph()
        self._whole: dict[tuple[str, float, float], str] = {}

    def norm(self, name: str, x: str) -> str:
        """Layer normalisation."""
        scale = self.graph.constant(f"{name}/g", self.weights[f"{name}/g"])
        bias = self.graph.constant(f"{name}/b", self.weights[f"{name}/b"])
        return self.graph.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def input(self, name: str, x: str) -> str:
        """`x` as the linear layer takes it: in whole numbers, if it is quantised. Layers that share x share them."""
        if self.ranges is None:
            return x
        low, high = (float(value) for value in self.ranges[name])
        if (x, low, high) not in self._whole:
            self._whole[x, low, high] = self.graph.add("QuantizeLinear", x, *self._step(name))
        return self._whole[x, low, high]

    def _step(self, name: str) -> tuple[str, str]:
        """The step of the layer's quantised input, and which number means 0."""
        assert self.ranges is not None
        low, high = (np.float32(value) for value in self.ranges[name])
        step = (high - low) / np.float32(255)
        scale = self.graph.constant(f"{name}/x_step", np.array(step, np.float32))
        return scale, self.graph.constant(f"{name}/x_zero", np.array(np.rint(-low / step), np.uint8))

    def linear(self, name: str, x: str) -> str:
        """x @ w + b."""
        weights = self.weights[f"{name}/w"]
        b = self.graph.constant(f"{name}/b", self.weights[f"{name}/b"])
        if self.ranges is None:
            return self.graph.add("Add", self.graph.add("MatMul", x, self.graph.constant(f"{name}/w", weights)), b)
        whole, steps = integers(weights, 0, LARGEST_WEIGHT)
        w, w_step = self.graph.constant(f"{name}/w", whole), self.graph.constant(f"{name}/w_step", steps[0])
        scale, zero = self._step(name)
        return self.graph.add(
            "MatMulIntegerToFloat", self.input(name, x), w, scale, w_step, zero, "", b, domain=CONTRIB
        )

    def embedded(self) -> str:
        """The encoder's input."""
        graph = self.graph
        if self.ranges is None:
            piece = graph.add("Gather", graph.constant("piece/w", self.weights["piece/w"]), "pieces")
        else:
            whole, steps = integers(self.weights["piece/w"], 1, LARGEST_EMBEDDING)
            rows = graph.add("Gather", graph.constant("piece/w", whole), "pieces")
            piece = graph.add(
                "Mul",
                graph.add("Cast", rows, to=FLOAT),
                graph.add("Gather", graph.constant("piece/step", steps), "pieces"),
            )
        places = graph.add("Gather", graph.constant("place/w", self.weights["place/w"]), "places")
        features = graph.add("Gather", graph.constant("feature/w", feature_rows(self.weights)), "features")
        return self.norm("embed", graph.add("Add", graph.add("Add", piece, places), features))

    def attention(self, name: str, x: str) -> str:
        """Self-attention."""
        graph, width = self.graph, self.weights[f"{name}/out/w"].shape[0]
        heads = width * self.settings.heads // self.settings.hidden  # `shrink` may have taken some away
        parts = graph.add("Split", self.linear(f"{name}/qkv", x), graph.ints(*3 * [width]), axis=-1, outputs=3)
        three = (parts, f"{parts}.1", f"{parts}.2")
        mixed = graph.add("MultiHeadAttention", *three, domain=CONTRIB, num_heads=heads)
        return self.linear(f"{name}/out", mixed)

    def layer(self, name: str, x: str) -> str:
        """An encoder layer."""
        graph = self.graph
        x = self.norm(f"{name}/norm1", graph.add("Add", x, self.attention(name, x)))
        inner = graph.add("Gelu", self.linear(f"{name}/up", x))
        return self.norm(f"{name}/norm2", graph.add("Add", x, self.linear(f"{name}/down", inner)))

    def build(self, metadata: Mapping[str, str]) -> bytes:
        """The model file."""
        graph, x = self.graph, self.embedded()
        layers = [f"layer{index}" for index in range(self.settings.layers)]
        for name in layers[: self.settings.words_from]:
            x = self.layer(name, x)
        x = graph.add("Gather", x, "read", axis=1)
        for name in layers[self.settings.words_from :]:
            x = self.layer(name, x)
        graph.rename(self.linear("labels", x), "labels")
        governor = graph.add("Transpose", self.linear("governor", x), perm=[0, 2, 1])
        scores = graph.add("MatMul", self.linear("dependent", x), governor)
        scores = graph.add("Where", "possible", scores, graph.number(FAR))
        graph.rename(graph.add("ArgMax", scores, axis=-1, keepdims=0), "heads")
        graph.rename(
            graph.add("ReduceMax", graph.add("Softmax", scores, axis=-1), graph.ints(-1), keepdims=0), "head_odds"
        )
        inputs: dict[str, Shaped] = {
            "pieces": (INT32, [1, "length"]),
            "features": (INT32, [1, "length"]),
            "places": (INT32, ["length"]),
            "read": (INT32, ["words"]),
            "possible": (BOOL, ["words", "words"]),
        }
        width = len(self.weights["labels/b"])
        outputs: dict[str, Shaped] = {
            "labels": (FLOAT, [1, "words", width]),
            "heads": (INT64, [1, "words"]),
            "head_odds": (FLOAT, [1, "words"]),
        }
        return bytes(graph.model(inputs, outputs, dict(metadata)).SerializeToString(deterministic=True))


def feature_rows(weights: Weights) -> NDArray[np.float32]:
    """One row for each feature number: the sum of the rows of its parts."""
    number = np.arange(FEATURES)
    rows = np.zeros((FEATURES, weights["labels/w"].shape[0]), np.float32)
    for name, size in reversed(list(FACTORS.items())):
        rows += weights[f"feature/{name}"][number % size]
        number //= size
    return rows


def metadata(settings: Settings, vocabulary: bytes, figures: Mapping[str, Any]) -> dict[str, str]:
    """What the runtime must know of the model, and the checksum of the vocabulary that it goes with."""
    return {
        "columns": json.dumps(COLUMNS),
        "length": str(LENGTH),
        "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest(),
        "layers": str(settings.layers),
        "figures": json.dumps(figures, sort_keys=True),
    }


def write(path: Path, content: bytes) -> str:
    """Write the model and, beside it, its checksum as `sha256sum` reads it. Raises ValueError if it is too large."""
    if len(content) > MEGABYTES * 1_000_000:
        raise ValueError(f"the model has {len(content):,} bytes: more than {MEGABYTES} MB; keep fewer layers or pieces")
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n", "utf-8")
    return digest
