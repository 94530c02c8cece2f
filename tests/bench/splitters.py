"""Compare our sentence splitter with those of PyPI, on our hard cases and on treebanks.

    python -m tests.bench.splitters [ud_ewt_test.conllu.gz ud_gum_test.conllu.gz …]

Any of pysbd, syntok, segtok, sentencex, sentence-splitter, blingfire and spacy that is installed takes part. Printed
are the share of hard cases that come out exactly (all, and the damaged ones), the F1 of the sentence boundaries in each
treebank, and the speed on the treebanks' text. Splitters that change the text are compared by what is not white space.

The paragraphs of a treebank are put together again from its sentences (`# text =`), with a space between two of them
unless the last token says SpaceAfter=No.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lint.language.sentences import split
from tests.language.hard_sentences import Case, load

Splitter = Callable[[str], Sequence[str]]


class Paragraph(NamedTuple):
    """A text and the ends of its sentences, counted in characters that are no white space; the last one left out."""

    text: str
    ends: frozenset[int]


def ends_of(sentences: Sequence[str]) -> frozenset[int]:
    """Where sentences end, counted in characters that are no white space; the end of the text left out."""
    position = 0
    ends = set()
    for sentence in sentences:
        position += len("".join(sentence.split()))
        ends.add(position)
    return frozenset(ends - {0, position})


def ours() -> Splitter:
    return lambda text: [text[start:end] for start, end in split(text, 0, len(text))]


def pysbd() -> Splitter:
    module: Any = __import__("pysbd")
    segmenter = module.Segmenter(language="en", clean=False)
    return lambda text: segmenter.segment(text)


def syntok() -> Splitter:
    module: Any = __import__("syntok.segmenter").segmenter

    def run(text: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in module.analyze(text)
            for sentence in paragraph
        ]

    return run


def segtok() -> Splitter:
    module: Any = __import__("segtok.segmenter").segmenter
    return lambda text: list(module.split_single(text))


def sentencex() -> Splitter:
    module: Any = __import__("sentencex")
    return lambda text: list(module.segment("en", text))


def sentence_splitter() -> Splitter:
    module: Any = __import__("sentence_splitter")
    splitter = module.SentenceSplitter(language="en")
    return lambda text: splitter.split(text)


def blingfire() -> Splitter:
    module: Any = __import__("blingfire")
    return lambda text: module.text_to_sentences(text).split("\n")


def spacy() -> Splitter:
    pipeline = __import__("spacy").blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**9
    return lambda text: [sentence.text for sentence in pipeline(text).sents]


SPLITTERS = (ours, pysbd, syntok, segtok, sentencex, sentence_splitter, blingfire, spacy)


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a treebank (CoNLL-U, gzipped)."""
    sentences: list[str] = []
    space = " "
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("# newdoc", "# newpar")) and sentences:
                yield Paragraph("".join(sentences).strip(), ends_of(sentences))
                sentences = []
            elif line.startswith("# text = "):
                sentences.append(line.removeprefix("# text = ").rstrip("\n"))
            elif line.strip() and line[0].isdigit():
                space = "" if "SpaceAfter=No" in line.rpartition("\t")[2] else " "
            elif not line.strip() and sentences:
                sentences[-1] += space
    if sentences:
        yield Paragraph("".join(sentences).strip(), ends_of(sentences))


def share_exact(splitter: Splitter, cases: Sequence[Case]) -> float:
    exact = sum(ends_of(splitter(case.text)) == ends_of(case.sentences) for case in cases)
    return exact / len(cases) if cases else 0.0


def boundary_f1(splitter: Splitter, gold: Sequence[Paragraph]) -> float:
    right = found = wanted = 0
    for paragraph in gold:
        ends = ends_of(splitter(paragraph.text))
        right += len(ends & paragraph.ends)
        found += len(ends)
        wanted += len(paragraph.ends)
    return 2 * right / (found + wanted)


def speed(splitter: Splitter, texts: Sequence[str]) -> float:
    """Million characters a second, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for text in texts:
            splitter(text)
        best = min(best, time.perf_counter() - began)
    return sum(map(len, texts)) / best / 1e6


def main(paths: Sequence[str]) -> None:
    cases = load()
    treebanks = {Path(path).name.partition(".")[0]: list(paragraphs(Path(path))) for path in paths}
    texts = [paragraph.text for gold in treebanks.values() for paragraph in gold] or [case.text for case in cases]
    damaged = [case for case in cases if case.damaged]
    print(f"{len(cases)} hard cases, {len(damaged)} of them damaged")
    for name, gold in treebanks.items():
        print(f"{name}: {len(gold)} paragraphs, {sum(len(paragraph.ends) for paragraph in gold)} boundaries in them")
    print("".join(f"{head:>18}" for head in ("splitter", "hard", "damaged", *treebanks, "Mchar/s")))
    for load_splitter in SPLITTERS:
        try:
            splitter = load_splitter()
        except ImportError:
            print(f"{load_splitter.__name__:>18}  not installed")
            continue
        row = [share_exact(splitter, cases), share_exact(splitter, damaged)]
        row += [boundary_f1(splitter, gold) for gold in treebanks.values()]
        print(f"{load_splitter.__name__:>18}" + "".join(f"{value:>18.3f}" for value in [*row, speed(splitter, texts)]))


if __name__ == "__main__":
    main(sys.argv[1:])
