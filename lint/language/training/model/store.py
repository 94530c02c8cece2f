"""Prepared rows on disk: files of arrays, and batches of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lint.language.model.features import LENGTH
from lint.language.model.labels import IGNORED
from lint.language.training.model.encoding import COLUMNS, INPUTS, Row

Arrays = dict[str, NDArray[np.int16]]
PER_FILE = 40_000
BUCKETS = (24, 32, 48, 64, 96, LENGTH)
"""Lengths that rows are padded to: few, since the network is compiled anew for each."""


def write(folder: Path, rows: Iterable[Row]) -> int:
    """Write the rows as FOLDER/rows-NNN.npz; returns their number. Raises ValueError for a label out of range."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("rows-*.npz"):
        old.unlink()
    number = file = 0
    pending: list[Row] = []
    for row in rows:
        pending.append(row)
        number += 1
        if len(pending) == PER_FILE:
            _write_file(folder / f"rows-{file:03}.npz", pending)
            pending, file = [], file + 1
    if pending:
        _write_file(folder / f"rows-{file:03}.npz", pending)
    return number


def _write_file(path: Path, rows: list[Row]) -> None:
    arrays: dict[str, NDArray[np.int16]] = {"lengths": np.array([len(row["pieces"]) for row in rows], np.int16)}
    for name in COLUMNS:
        column = np.array([value for row in rows for value in row[name]], np.int64)
        if column.size and (column.min() < IGNORED or column.max() > np.iinfo(np.int16).max):
            raise ValueError(f"{name} is out of range")
        arrays[name] = column.astype(np.int16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type,unused-ignore]


class Store:
    """All rows of a folder, in memory. Raises FileNotFoundError if it holds none."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("rows-*.npz"))
        if not files:
            raise FileNotFoundError(f"no rows-*.npz in {folder}: run `prepare` first")
        loaded = []
        for path in files:
            with np.load(path) as arrays:
                loaded.append({name: arrays[name] for name in ("lengths", *COLUMNS)})
        joined = {name: np.concatenate([arrays[name] for arrays in loaded]) for name in ("lengths", *COLUMNS)}
        self.lengths = joined.pop("lengths").astype(np.int64)
        self.columns: Arrays = joined
        self._starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, indices: NDArray[np.int64], rows: int, length: int) -> dict[str, NDArray[np.int32]]:
        """The rows, padded to `length` and, with empty rows, to `rows` of them."""
        batch = {}
        for name in COLUMNS:
            filled = np.full((rows, length), 0 if name in INPUTS else IGNORED, np.int32)
            for number, index in enumerate(indices):
                start, size = self._starts[index], self.lengths[index]
                filled[number, :size] = self.columns[name][start : start + size]
            batch[name] = filled
        return batch

    def batches(self, pieces: int, seed: int | None) -> Iterator[dict[str, NDArray[np.int32]]]:
        """All rows once, in batches of about `pieces` pieces with rows of like length; in an order that `seed` fixes,
        or, without one, by length."""
        plan = self.plan(pieces, seed)
        for indices, rows, length in plan:
            yield self.batch(indices, rows, length)

    def plan(self, pieces: int, seed: int | None) -> list[tuple[NDArray[np.int64], int, int]]:
        """For each batch its rows, how many rows it is padded to, and their length."""
        rng = np.random.default_rng(seed) if seed is not None else None
        plan = []
        least = 0
        for length in BUCKETS:
            indices = np.flatnonzero((self.lengths > least) & (self.lengths <= length))
            if rng is not None:
                rng.shuffle(indices)
            rows = max(1, pieces // length)
            plan += [(indices[first : first + rows], rows, length) for first in range(0, len(indices), rows)]
            least = length
        if rng is not None:
            rng.shuffle(plan)  # type: ignore[arg-type,unused-ignore]
        return plan
