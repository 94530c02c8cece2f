"""The mean of trainings that began with the same weights.

Each goes its own way, by its seed and its settings, and errs in its own places; the mean of the weights errs less, and
is no larger (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lint.language.training.model import start


def average(trained: Sequence[Path], out: Path) -> None:
    """Write OUT, with the mean of the weights and ranges, and the settings of the first.

    Raises ValueError if the trainings are not of one network.
    """
    weights = [start.load(folder / "weights") for folder in trained]
    shapes = [{name: array.shape for name, array in one.items()} for one in weights]
    if any(one != shapes[0] for one in shapes):
        raise ValueError(f"these are not trainings of one network: {', '.join(map(str, trained))}")
    out.mkdir(parents=True, exist_ok=True)
    mean = {name: np.mean([one[name] for one in weights], axis=0, dtype=np.float64) for name in weights[0]}
    start.save(out / "weights", {name: np.asarray(array, np.float32) for name, array in mean.items()})
    shutil.copyfile(trained[0] / "settings.json", out / "settings.json")
