"""The settings of a training, kept with its weights."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes of the network and course of the training. Change sizes only before a training's first step."""

    layers: int = 4
    """Encoder layers kept, evenly spread over MiniLM's six (6: all; 4: the first two and the last two)."""
    vocabulary: int = 20_000
    """Word pieces kept."""
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    words_from: int = 4
    """The encoder layer (0: the first) from which on words are read, not word pieces: each stands where its first piece
    stood, beside [CLS] and the [SEP]s. As many as there are layers: none."""
    arc: int = 128
    """Width of the two sides of the score that one token depends on another."""
    seed: int = 5
    pieces: int = 4096
    """Word pieces of a batch, padding included."""
    rate: float = 4e-4
    """Highest learning rate of the encoder; the heads learn ten times as fast."""
    warmup: float = 0.05
    """Share of the steps in which the rate rises; then it falls in a straight line to nothing."""
    dropout: float = 0.0
    hidden_pieces: float = 0.0
    """Share of the word pieces that the network does not get to see in a step: a model that has read few articles, each
    in many translations, otherwise learns their topics."""
    quantised: float = 0.3
    """Last share of the steps in which the network computes as its int8 version will."""
    weight_damage: float = 2.0
    weight_marked: float = 1.0
    weight_kind: float = 0.5
    weight_garbled: float = 0.3
    weight_layer: float = 0.3
    """Of each of the layers of the trees (part of speech, verb form, number, person, relation)."""
    weight_arc: float = 0.7

    def write(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    @classmethod
    def read(cls, path: Path) -> Settings:
        """From JSON. Raises TypeError for a setting that there is none of."""
        return cls(**json.loads(path.read_text("utf-8")))
