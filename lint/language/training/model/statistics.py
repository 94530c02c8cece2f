"""What editors of machine translation had to put in, take out and replace: the odds that the noiser draws by.

    python -m lint.language.training.model.statistics CORPUS_DIR

writes noise_statistics.json beside this file from mlqe_pe_train.jsonl.gz (MLQE-PE, CC0). Counts are kept, not
shares, so that the file says how much stands behind them. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lint.language.model.labels import Kind
from lint.language.training.model.align import REWRITTEN, WordClass, changes, word_class

FILE = Path(__file__).with_name("noise_statistics.json")
LEAST = 15
"""Edits that a word or pair needs to be kept."""
NOTE = (
    "Edits of translators on machine-translated sentences, counted by lint.language.training.model.statistics. "
    "lost: words put in; added: words taken out; confused: right word, then the wrong words that it replaced."
)
SOURCE = "MLQE-PE, training and development parts of the post-editing data (sheffieldnlp/mlqe-pe)"


@dataclass(frozen=True, slots=True)
class Statistics:
    """How often each function word was lost, added, or taken for another; `kinds` counts edits by kind."""

    lost: Mapping[str, float]
    added: Mapping[str, float]
    confused: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, float]

    @staticmethod
    def word_class(word: str) -> str:
        """The class by which the noiser knows where an added word is too many."""
        if word in {"a", "an", "the"}:
            return "article"
        found = word_class(word)
        return found.value if found in (WordClass.PREPOSITION, WordClass.AUXILIARY) else "other"


def load(path: Path = FILE) -> Statistics:
    """The statistics; raises OSError or ValueError if the file is missing or damaged."""
    data = json.loads(path.read_text("utf-8"))
    try:
        return Statistics(data["lost"], data["added"], data["confused"], data["kinds"])
    except KeyError as error:
        raise ValueError(f"{path} lacks {error}: write it again with `python -m {__name__} CORPUS_DIR`") from error


def count(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> dict[str, object]:
    """The content of the file, from pairs of machine translation and post-edit. Rewritten sentences are left out."""
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    confused: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sentences = words = 0
    for mt, pe in pairs:
        found = changes(mt, pe)
        if len(found) >= REWRITTEN * max(len(mt), len(pe), 1):
            continue
        sentences, words = sentences + 1, words + len(mt)
        for change in found:
            if change.kind:
                kinds[change.kind] += 1
            if change.kind in (Kind.MISSING, Kind.VERB) and change.new is not None and change.old is None:
                lost[pe[change.new].lower()] += 1
            elif change.kind is Kind.EXTRA and change.old is not None:
                added[mt[change.old].lower()] += 1
            elif change.kind is Kind.WRONG and change.old is not None and change.new is not None:
                confused[pe[change.new].lower()][mt[change.old].lower()] += 1
    pairs_kept = {new: _kept(old) for new, old in sorted(confused.items())}
    return {
        "note": NOTE, "source": SOURCE, "licence": "CC0-1.0", "sentences": sentences, "words": words,
        "kinds": dict(sorted(kinds.items())), "lost": _kept(lost), "added": _kept(added),
        "confused": {new: old for new, old in pairs_kept.items() if old},
    }  # fmt: skip


def _kept(counts: Counter[str]) -> dict[str, int]:
    return {word: number for word, number in sorted(counts.items()) if number >= LEAST}


def main(arguments: Sequence[str] | None = None) -> None:
    """Count and write the file."""
    from lint.language.training.model.corpora import post_edits

    parser = argparse.ArgumentParser(prog=f"python -m {__name__}", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    counted = count((pair.mt, pair.pe) for pair in post_edits(options.corpus) if pair.part == "train")
    options.out.write_text(json.dumps(counted, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
