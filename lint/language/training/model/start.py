"""MiniLM's weights, cut to the vocabulary and the layers that we keep, under our names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from lint.language.model.features import LENGTH

Weights = dict[str, NDArray[np.float32]]
SHARD = 12_000_000
"""Bytes of a file of weights, at most (before compression): machines that are lent take small files only."""


def kept_layers(number: int, of: int = 6) -> list[int]:
    """Which layers stay: the first and the last ones. Raises ValueError for a number that MiniLM does not have."""
    if not 1 <= number <= of:
        raise ValueError(f"{number} layers: MiniLM has {of}")
    front = (number + 1) // 2
    return [*range(front), *range(of - (number - front), of)]


def minilm(folder: Path, pieces: Sequence[int], layers: int) -> Weights:
    """The weights from the folder with `model.safetensors`; `pieces` are the rows of the vocabulary to keep, in order.

    The embedding of the one segment that we use is added to that of the places.
    """
    raw = load_file(folder / "model.safetensors")
    place = raw["embeddings.position_embeddings.weight"][:LENGTH] + raw["embeddings.token_type_embeddings.weight"][0]
    weights: Weights = {"piece/w": raw["embeddings.word_embeddings.weight"][np.asarray(pieces)], "place/w": place}
    weights |= _norm(raw, "embeddings.LayerNorm", "embed")
    for new, old in enumerate(kept_layers(layers)):
        base = f"encoder.layer.{old}"
        parts = [f"{base}.attention.self.{name}" for name in ("query", "key", "value")]
        weights[f"layer{new}/qkv/w"] = np.concatenate([raw[f"{part}.weight"].T for part in parts], axis=1)
        weights[f"layer{new}/qkv/b"] = np.concatenate([raw[f"{part}.bias"] for part in parts])
        for name, source in (("out", "attention.output"), ("up", "intermediate"), ("down", "output")):
            weights[f"layer{new}/{name}/w"] = raw[f"{base}.{source}.dense.weight"].T
            weights[f"layer{new}/{name}/b"] = raw[f"{base}.{source}.dense.bias"]
        weights |= _norm(raw, f"{base}.attention.output.LayerNorm", f"layer{new}/norm1")
        weights |= _norm(raw, f"{base}.output.LayerNorm", f"layer{new}/norm2")
    return {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}


def _norm(raw: dict[str, NDArray[np.float32]], old: str, new: str) -> Weights:
    return {f"{new}/g": raw[f"{old}.weight"], f"{new}/b": raw[f"{old}.bias"]}


def save(folder: Path, weights: Weights) -> None:
    """As half-precision arrays in files weights-0.npz, weights-1.npz, … of at most SHARD bytes each; large arrays are
    cut by rows. Old files of that name go first."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("weights-*.npz"):
        old.unlink()
    shards: list[dict[str, NDArray[np.float16]]] = [{}]
    size = 0
    for name in sorted(weights):
        array = weights[name].astype(np.float16)
        rows = max(1, SHARD // (4 * max(1, array[:1].nbytes)))
        for number, first in enumerate(range(0, len(array), rows)):
            part = array[first : first + rows]
            if size + part.nbytes > SHARD:
                shards.append({})
                size = 0
            shards[-1][f"{name}:{number:04}"] = part
            size += part.nbytes
    for number, shard in enumerate(shards):
        np.savez(folder / f"weights-{number}.npz", **shard)  # type: ignore[arg-type,unused-ignore]


def load(folder: Path) -> Weights:
    """What `save` wrote, in single precision. Raises FileNotFoundError if there is nothing."""
    parts: dict[str, list[tuple[str, NDArray[np.float32]]]] = {}
    for path in sorted(folder.glob("weights-*.npz")):
        with np.load(path) as shard:
            for key in shard.files:
                name, _, number = key.rpartition(":")
                parts.setdefault(name, []).append((number, shard[key].astype(np.float32)))
    if not parts:
        raise FileNotFoundError(f"no weights-*.npz in {folder}")
    return {
        name: np.concatenate([part for _, part in sorted(found, key=lambda f: f[0])]) for name, found in parts.items()
    }
