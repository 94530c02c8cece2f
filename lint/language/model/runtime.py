"""Runs the trained model: loads it once a process, and reads paragraphs in batches.

The same words get the same answer, to the last bit, whatever else stands in the batch: weights are whole numbers, their
ranges are fixed, and one thread adds up in a fixed order. (Between kinds of processors a last digit may differ.)
Processes, not threads, make a run faster: the runner starts them. numpy and onnxruntime are imported when the model is
first asked, not before.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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

ROOM = 256
"""Word pieces of a batch, padding included. What a batch computes should fit into the processor's cache: batches of
2,048 take half as long again for each word."""

AT_ONCE = 512
"""Windows that are sorted by length before they are put into batches: memory stays bounded however long a text is."""

OUTPUTS = ("labels", "heads", "head_odds")


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


class Model:
    """The weights and their vocabulary, ready to read. Raises ModelError where onnxruntime does not take them."""

    def __init__(self, content: bytes, vocabulary: Vocabulary, length: int = LENGTH) -> None:
        self.vocabulary = vocabulary
        self.length = length
        self._session = _session(content)
        self._columns = {}
        start = 0
        for name, values in COLUMNS.items():
            self._columns[name] = slice(start, start + len(values))
            start += len(values)
        self._check_shape(start)

    def _check_shape(self, width: int) -> None:
        found = {output.name: output.shape for output in self._session.get_outputs()}
        if not set(OUTPUTS) <= set(found) or found["labels"][-1] != width:
            raise ModelError(f"{WEIGHTS} does not answer what this version of newslint asks")

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the weights' file says of itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def read(self, passages: Sequence[Passage], size: int) -> Answers:
        """The answers for `size` tokens, filled where the passages stand. Time is linear in the number of tokens."""
        answers = Answers.empty(size)
        for some in _groups(self._windows(passages)):
            some.sort(key=lambda pair: len(pair[1].pieces))
            for batch in _batches(some):
                self._judge(batch, answers)
        return answers

    def _windows(self, passages: Sequence[Passage]) -> Iterator[tuple[int, Window]]:
        for passage in passages:
            for window in windows(passage.tokens, passage.bounds, self.vocabulary, self.length):
                yield passage.base, window

    def _judge(self, batch: Sequence[tuple[int, Window]], answers: Answers) -> None:
        """Ask the model about a batch, and enter what it says."""
        import numpy as np

        length = len(batch[-1][1].pieces)
        given = {name: np.zeros((len(batch), length), np.int32) for name in ("pieces", "features", "sentences")}
        places = np.full((len(batch), length), -1, np.int32)
        for row, (base, window) in enumerate(batch):
            size = len(window.pieces)
            for name, array in given.items():
                array[row, :size] = getattr(window, name)
            places[row, :size] = window.tokens
            places[row, :size][places[row, :size] >= 0] += base
        labels, heads, head_odds = self._session.run(list(OUTPUTS), given)
        words = places >= 0
        tokens, scores = places[words], labels[words]
        answers.damage[tokens] = _odds(scores[:, 0])
        answers.marked[tokens] = _odds(scores[:, self._columns["marked"].start])
        for name, rows in answers.labels.items():
            rows[tokens] = scores[:, self._columns[name]].argmax(1)
        answers.head[tokens] = np.take_along_axis(places, heads, 1)[words]
        answers.sure[tokens] = head_odds[words]
        first, ends = _sentence_places(batch)
        answers.garbled[places[first]] = _odds(labels[..., self._columns["garbled"].start][ends])


def _sentence_places(batch: Sequence[tuple[int, Window]]) -> tuple[Any, Any]:
    """Row and column of the first piece of each sentence, and of its [SEP]."""
    rows, starts, ends = [], [], []
    for row, (_, window) in enumerate(batch):
        rows += [row] * len(window.ends)
        starts += [1, *(end + 1 for end in window.ends[:-1])]
        ends += window.ends
    return (rows, starts), (rows, ends)


def _odds(scores: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(scores, -50, 50)))  # beyond that exp would overflow, and warn


def _groups(found: Iterator[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    group: list[tuple[int, Window]] = []
    for pair in found:
        group.append(pair)
        if len(group) == AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _batches(found: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Runs of windows that fill ROOM, padded to the longest (the last) of them."""
    batch: list[tuple[int, Window]] = []
    for pair in found:
        if batch and (len(batch) + 1) * len(pair[1].pieces) > ROOM:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


def _session(content: bytes) -> Any:
    """The weights on one thread of the processor. Raises ModelError."""
    onnxruntime = _onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
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
