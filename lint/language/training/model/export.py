"""Writes the trained network as an ONNX file with integer weights, and checks that it computes the same.

The graph is written out operation by operation, not traced: it is small, the same weights give the same bytes, and each
step of the quantisation is the one that the network trained with. Activations have fixed ranges, so that what a
sentence gets does not depend on the sentences that it shares a batch with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from lint.language.model.features import FACTORS, FEATURES, LENGTH
from lint.language.model.runtime import COLUMNS
from lint.language.training.model.graph import CONTRIB, FLOAT, INT32, INT64, Graph
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
    """Builds the graph of one network. Without `ranges` linear layers stay in single precision."""

    def __init__(self, weights: Weights, settings: Settings, ranges: Ranges | None) -> None:
        self.weights, self.settings, self.ranges = weights, settings, ranges
        self.graph = Graph()

    def norm(self, name: str, x: str) -> str:
        """Layer normalisation."""
        scale = self.graph.constant(f"{name}/g", self.weights[f"{name}/g"])
        bias = self.graph.constant(f"{name}/b", self.weights[f"{name}/b"])
        return self.graph.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def plain(self, name: str, x: str) -> str:
        """x @ w + b in single precision."""
        w, b = (self.graph.constant(f"{name}/{part}", self.weights[f"{name}/{part}"]) for part in "wb")
        return self.graph.add("Add", self.graph.add("MatMul", x, w), b)

    def linear(self, name: str, x: str) -> str:
        """x @ w + b with integers."""
        if self.ranges is None:
            return self.plain(name, x)
        low, high = (np.float32(value) for value in self.ranges[name])
        step = (high - low) / np.float32(255)
        zero = np.rint(-low / step)
        whole, steps = integers(self.weights[f"{name}/w"], 0, LARGEST_WEIGHT)
        scale = self.graph.constant(f"{name}/x_step", np.array(step, np.float32))
        offset = self.graph.constant(f"{name}/x_zero", np.array(zero, np.uint8))
        quantised = self.graph.add("QuantizeLinear", x, scale, offset)
        w = self.graph.constant(f"{name}/w", whole)
        w_step = self.graph.constant(f"{name}/w_step", steps[0])
        b = self.graph.constant(f"{name}/b", self.weights[f"{name}/b"])
        inputs = (quantised, w, scale, w_step, offset, "", b)
        return self.graph.add("MatMulIntegerToFloat", *inputs, domain=CONTRIB)

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
        length = graph.add("Shape", "pieces", start=1, end=2)
        places = graph.add("Slice", graph.constant("place/w", self.weights["place/w"]), graph.ints(0), length)
        features = graph.add("Gather", graph.constant("feature/w", feature_rows(self.weights)), "features")
        return self.norm("embed", graph.add("Add", graph.add("Add", piece, places), features))

    def attention(self, name: str, x: str, mask: str) -> str:
        """Self-attention over the pieces that are no padding."""
        graph, width = self.graph, self.weights[f"{name}/out/w"].shape[0]
        heads = width * self.settings.heads // self.settings.hidden  # `shrink` may have taken some away
        qkv = self.linear(f"{name}/qkv", x)
        thirds = graph.add("Split", qkv, graph.ints(width, width, width), axis=-1, outputs=3)
        mixed = graph.add(
            "MultiHeadAttention", thirds, f"{thirds}.1", f"{thirds}.2", "", mask,
            domain=CONTRIB, num_heads=heads,
        )  # fmt: skip
        return self.linear(f"{name}/out", mixed)

    def layer(self, name: str, x: str, mask: str) -> str:
        """An encoder layer."""
        graph = self.graph
        x = self.norm(f"{name}/norm1", graph.add("Add", x, self.attention(name, x, mask)))
        inner = graph.add("Gelu", self.linear(f"{name}/up", x))
        return self.norm(f"{name}/norm2", graph.add("Add", x, self.linear(f"{name}/down", inner)))

    def possible_heads(self) -> str:
        """For (batch, dependent, head) whether the head can be one: a word of the same sentence, or [CLS]."""
        graph = self.graph
        head = graph.add("Unsqueeze", "sentences", graph.ints(1))
        dependent = graph.add("Unsqueeze", "sentences", graph.ints(2))
        zero, one = (graph.constant(f"int_{n}", np.array(n, np.int64)) for n in (0, 1))
        there = graph.add("Greater", head, graph.constant("int32_0", np.array(0, np.int32)))
        same = graph.add("And", graph.add("Equal", head, dependent), there)
        length = graph.add("Squeeze", graph.add("Shape", "pieces", start=1, end=2), graph.ints(0))
        place = graph.add("Range", zero, length, one)
        itself = graph.add(
            "Equal", graph.add("Unsqueeze", place, graph.ints(0)), graph.add("Unsqueeze", place, graph.ints(1))
        )
        return graph.add("Or", graph.add("And", same, graph.add("Not", itself)), graph.add("Equal", place, zero))

    def build(self, metadata: Mapping[str, str]) -> bytes:
        """The model file."""
        graph = self.graph
        padding = graph.add("Equal", "pieces", graph.constant("int32_0", np.array(0, np.int32)))
        mask = graph.add("Cast", graph.add("Not", padding), to=INT32)
        x = self.embedded()
        for index in range(self.settings.layers):
            x = self.layer(f"layer{index}", x, mask)
        graph.rename(self.plain("labels", x), "labels")
        governor = graph.add("Transpose", self.plain("governor", x), perm=[0, 2, 1])
        scores = graph.add("MatMul", self.plain("dependent", x), governor)
        scores = graph.add("Mul", scores, graph.number(self.settings.arc**-0.5))
        scores = graph.add("Where", self.possible_heads(), scores, graph.number(FAR))
        graph.rename(graph.add("ArgMax", scores, axis=-1, keepdims=0), "heads")
        graph.rename(
            graph.add("ReduceMax", graph.add("Softmax", scores, axis=-1), graph.ints(-1), keepdims=0), "head_odds"
        )
        rows: list[str | int] = ["batch", "length"]
        width = len(self.weights["labels/b"])
        outputs = {"labels": (FLOAT, [*rows, width]), "heads": (INT64, rows), "head_odds": (FLOAT, rows)}
        inputs = {"pieces": INT32, "features": INT32, "sentences": INT32}
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


def session(content: bytes | Path) -> onnxruntime.InferenceSession:
    """The model on one processor core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    source = content if isinstance(content, bytes) else str(content)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
