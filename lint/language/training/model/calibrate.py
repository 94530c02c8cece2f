"""Puts the score of the head `marked` on a scale that all trainings share.

What reviewers mark is known for few articles, and the network's odds for it are high or low as a whole from one
training to the next: a threshold that suits one model is wrong for another. Press releases that no training saw give
the measure: afterwards one of RARE words of them reaches one half.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from lint.language.training.model import network, start
from lint.language.training.model.corpora import paragraphs, part
from lint.language.training.model.judge import Judge

RARE = 2_000
PARAGRAPHS = 3_000
"""Held-back paragraphs to read, at most: they are spread over the whole part."""
BIAS = "labels/b"


def calibrate(model: Path, trained: Path, corpus: Path, out: Path) -> None:
    """Write OUT, a copy of the training TRAINED whose bias of `marked` is shifted by what MODEL, its export, says.

    OUT/calibration.json notes the shift, a difference of log odds. Export OUT afterwards.
    """
    judge = Judge(model)
    held_back = [one for one in paragraphs(corpus) if part(one.document) == "dev"]
    every = max(1, len(held_back) // PARAGRAPHS)
    odds = np.concatenate([judge.text(" ".join(one.sentences)).marked for one in held_back[::every]])
    rare = float(np.quantile(odds, 1 - 1 / RARE))
    shift = float(np.log(rare / (1 - rare)))
    weights = start.load(trained / "weights")
    weights[BIAS][network.slices()["marked"]] -= shift
    out.mkdir(parents=True, exist_ok=True)
    start.save(out / "weights", weights)
    shutil.copyfile(trained / "settings.json", out / "settings.json")
    note = {"words": len(odds), "one_in": RARE, "odds": round(rare, 4), "shift": round(-shift, 4)}
    (out / "calibration.json").write_text(json.dumps(note, indent=1) + "\n", "utf-8")
    print(json.dumps(note))
