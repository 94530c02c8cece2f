"""Runs the trained model: loads it once a process, and reads paragraphs window by window.

One window fills the processor: several at a time would have to be padded to one length, which costs more than it saves.
The same words get the same answer, to the last bit: weights are whole numbers, the ranges of activations are fixed, and
one thread adds up in a fixed order. (Between kinds of processors a last digit may differ.)
Processes, not threads, make a run faster: the runner starts them. numpy and onnxruntime are imported when the model is
first asked, not before.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.language.model.features import LENGTH, Window, windows
from lint.language.model.labels import KINDS, LAYERS
from lint.language.model.pieces import Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lint.language.tokens import Token

FOLDER = Path(__file__).parent / "data"
WEIGHTS, PIECES, FACTS = "model.onnx", "vocabulary.txt", "model.toml"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "damage": ("damage",),
    "garbled": ("garbled",),
    "kind": KINDS,
    **LAYERS,
    "marked": ("marked",),
}
"""The columns of the model's scores, in order."""

AT_ONCE = 256
"""Windows whose answers are entered together: memory stays bounded however long a text is."""

INPUTS = ("pieces", "features", "places", "read", "possible")
OUTPUTS = ("labels", "heads", "head_odds")
"""What the network takes and gives, see `given` and `Model`."""

PROVIDERS = ["CPUExecutionProvider"]
SLOWER = ["SkipLayerNormFusion"]
"""Of onnxruntime's own improvements: one step for an addition and a normalisation takes it (1.31) six times as long as
the two."""


class ModelError(Exception):
    """The model is not there, is damaged, or cannot run here; the message says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the language model cannot be used: {reason}; install newslint again, or run with --no-model")


@dataclass(frozen=True, slots=True)
class Facts:
    """What model.toml says of the files beside it."""

    version: str
    model_sha256: str
    vocabulary_sha256: str
    length: int


class Passage(NamedTuple):
    """A paragraph to read: its tokens, the (first, last) of its sentences among them, and the place of its first token
    in the answers."""

    tokens: Sequence[Token]
    bounds: Sequence[tuple[int, int]]
    base: int


@dataclass(slots=True)
class Answers:
    """What the model says, by token. What it was not given has damage 0, label 0 and head -1, as roots have.

    `damage`, `marked` and `garbled` are probabilities; that of a sentence stands at its first token (of a sentence that
    was too long for one window, one at the first token of each part). `labels` holds for each layer of COLUMNS the
    number of the likeliest label, `head` the token's head as its place in these answers, `sure` how likely that is.
    """

    damage: NDArray[Any]
    marked: NDArray[Any]
    garbled: NDArray[Any]
    labels: dict[str, NDArray[Any]]
    head: NDArray[Any]
    sure: NDArray[Any]

    @classmethod
    def empty(cls, size: int) -> Answers:
        """Answers for `size` tokens that have not been read."""
        import numpy as np

        labels = {name: np.zeros(size, np.uint8) for name in ("kind", *LAYERS)}
        zeros = (np.zeros(size, np.float32) for _ in range(4))
        return cls(next(zeros), next(zeros), next(zeros), labels, np.full(size, -1, np.int32), next(zeros))


class _Said(NamedTuple):
    """What the model says of a window: of its words, whose places in the answers are `tokens`, and of its sentences,
    the first words of which are at `firsts`."""

    tokens: NDArray[Any]
    labels: NDArray[Any]
    heads: NDArray[Any]
    odds: NDArray[Any]
    firsts: list[int]
    garbled: NDArray[Any]


class Model:
    """The weights and their vocabulary, ready to read. Raises ModelError where onnxruntime does not take them.

    For each place that is read off (see `given`) the network gives scores of all labels, one in a row of COLUMNS, which
    of these places is that of the head, and how likely it is.
    """

    def __init__(self, content: bytes, vocabulary: Vocabulary, length: int = LENGTH) -> None:
        self.vocabulary = vocabulary
        self.length = length
        self._session = session(content)
        self._columns = {}
        start = 0
        for name, values in COLUMNS.items():
            self._columns[name] = slice(start, start + len(values))
            start += len(values)
        self._check_shape(start)

    def _check_shape(self, width: int) -> None:
        taken = {one.name for one in self._session.get_inputs()}
        found = {output.name: output.shape for output in self._session.get_outputs()}
        if taken != set(INPUTS) or not set(OUTPUTS) <= set(found) or found["labels"][-1] != width:
            raise ModelError(f"{WEIGHTS} does not answer what this version of newslint asks")

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the weights' file says of itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def read(self, passages: Sequence[Passage], size: int) -> Answers:
        """The answers for `size` tokens, filled where the passages stand. Time is linear in the number of tokens."""
        answers = Answers.empty(size)
        found = self._windows(passages)
        while some := [self._judge(base, window) for base, window in islice(found, AT_ONCE)]:
            self._enter(some, answers)
        return answers

    def _windows(self, passages: Sequence[Passage]) -> Iterator[tuple[int, Window]]:
        for passage in passages:
            for window in windows(passage.tokens, passage.bounds, self.vocabulary, self.length):
                yield passage.base, window

    def _judge(self, base: int, window: Window) -> _Said:
        """Ask the model about a window of a paragraph whose first token is `base`."""
        import numpy as np

        labels, heads, odds = self._session.run(list(OUTPUTS), given(window))
        tokens = np.array([-1, *window.tokens], np.int32)
        tokens[1:] += base
        behind = len(tokens)  # the place among those read off of the first [SEP]
        firsts = [base + sentence.start for sentence in window.sentences]
        garbled = labels[0, behind:, self._columns["garbled"].start]
        return _Said(tokens[1:], labels[0, 1:behind], tokens[heads[0, 1:behind]], odds[0, 1:behind], firsts, garbled)

    def _enter(self, said: Sequence[_Said], answers: Answers) -> None:
        import numpy as np

        tokens, scores, heads, odds, firsts, garbled = (np.concatenate(part) for part in zip(*said, strict=True))
        answers.damage[tokens] = _odds(scores[:, 0])
        answers.marked[tokens] = _odds(scores[:, self._columns["marked"].start])
        for name, rows in answers.labels.items():
            rows[tokens] = scores[:, self._columns[name]].argmax(1)
        answers.head[tokens] = heads
        answers.sure[tokens] = odds
        answers.garbled[firsts] = _odds(garbled)


def given(window: Window) -> dict[str, NDArray[Any]]:
    """A window as the network takes it: the pieces with their features and places; which of these places are read off,
    [CLS], then those of words, then the [SEP]s; and, for any two that are read off, whether the second can be the head
    of the first: a word of the same sentence or, for its root, [CLS]."""
    import numpy as np

    numbers = np.array([0, *window.numbers, *(-number for number in range(1, len(window.ends) + 1))])
    possible = numbers[:, None] == numbers
    np.fill_diagonal(possible, False)
    possible[:, 0] = True
    return {
        "pieces": np.array([window.pieces], np.int32),
        "features": np.array([window.features], np.int32),
        "places": np.arange(len(window.pieces), dtype=np.int32),
        "read": np.array([0, *window.words, *window.ends], np.int32),
        "possible": possible,
    }


def _odds(scores: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(scores, -50, 50)))  # beyond that exp would overflow, and warn


def session(content: bytes) -> Any:
    """The weights on one thread of the processor. Raises ModelError."""
    onnxruntime = _onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=PROVIDERS, disabled_optimizers=SLOWER)
    except Exception as error:  # its errors share no class of their own
        raise ModelError(f"onnxruntime {onnxruntime.__version__} does not take {WEIGHTS} ({error})") from error


def _onnxruntime() -> Any:
    try:
        import numpy as np
        import onnxruntime
    except Exception as error:  # a missing package, or one that is broken on this machine
        raise ModelError(f"its packages numpy and onnxruntime cannot be loaded ({error})") from error
    del np
    onnxruntime.set_default_logger_severity(3)
    return onnxruntime


def facts(folder: Path | None = None) -> Facts:
    """What is known of the model that is installed. Raises ModelError."""
    folder = folder or FOLDER
    try:
        table = tomllib.loads((folder / FACTS).read_text("utf-8"))
        found = Facts(
            str(table["version"]),
            str(table["sha256"][WEIGHTS]),
            str(table["sha256"][PIECES]),
            int(table["length"]),
        )
        columns = {name: tuple(values) for name, values in table["columns"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / FACTS} is missing or damaged ({error})") from error
    if columns != {name: tuple(map(str, values)) for name, values in COLUMNS.items()}:
        raise ModelError(f"{folder / FACTS} belongs to another version of newslint")
    return found


def _read(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} is missing ({error.strerror})") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"{path} is damaged: it is not the file that newslint came with")
    return content


def verify(folder: Path | None = None) -> Facts:
    """Make sure that the model is there, is whole, and that what runs it can be loaded. Raises ModelError.

    Takes some 0.2 seconds, nearly all of it Python's import of onnxruntime.
    """
    folder = folder or FOLDER
    found = facts(folder)
    _read(folder / WEIGHTS, found.model_sha256)
    _read(folder / PIECES, found.vocabulary_sha256)
    _onnxruntime()
    return found


def load(folder: Path | None = None) -> Model:
    """The model in a folder, the installed one by default. Raises ModelError."""
    folder = folder or FOLDER
    found = facts(folder)
    content = _read(folder / WEIGHTS, found.model_sha256)
    listed = _read(folder / PIECES, found.vocabulary_sha256).decode("utf-8")
    return Model(content, Vocabulary(listed.split("\n")[:-1]), found.length)


@cache
def model() -> Model:
    """The installed model, loaded once a process. Raises ModelError."""
    return load()
