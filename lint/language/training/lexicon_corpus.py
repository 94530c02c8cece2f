"""Counts over the training corpus and the treebanks, for build_lexicon."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lint.language.words import CARDINALS, FUNCTION_WORDS, PLURAL_DETERMINERS

SOURCE_WEIGHTS = {
    "senate": 0.25,
    "state": 0.12,
    "whitehouse": 0.13,
    "wikipedia": 0.15,
    "18f": 0.06,
    "openstax-business": 0.06,
    "nih": 0.06,
    "ud": 0.07,
    "post-edits": 0.10,
}
"""How much each source says about the language: rates are averaged so, lest US Senate offices drown the rest."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
PER = 100_000_000
MINIMAL_SOURCE_COUNT = 3
"""Occurrences away from sentence starts that a source needs to have a say on how a word is written."""

PLURAL_CONTEXTS = (PLURAL_DETERMINERS | CARDINALS | {"various", "hundreds", "thousands"}) - {"one", "zero"}


class Text(NamedTuple):
    """A sentence with its source and the group that it comes from: an office, or the source itself."""

    source: str
    group: str
    document: str
    text: str


def texts(corpus: Path) -> Iterator[Text]:
    """All clean sentences: the corpus, the texts of UD GUM and the post-edits, in the order of their files.

    UD EWT is left out: its web forums write names as they please.
    """
    for path in sorted(corpus.glob("corpus-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                office = row["doc"].partition("/")[0] if row["src"] == "senate" else row["src"]
                yield Text(row["src"], office, f"{row['src']}/{row['doc']}", row["text"])
    for path in sorted(corpus.glob("ud_gum_*.conllu.gz")):
        yield from _treebank_texts(path)
    for path in sorted(corpus.glob("mlqe_pe_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Text("post-edits", "post-edits", f"post-edits/{row['id']}", _detokenized(row["pe"]))


def _treebank_texts(path: Path) -> Iterator[Text]:
    document = path.stem
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                document = line[14:].strip()
            elif line.startswith("# text = "):
                yield Text("ud", "ud", document, line[9:].strip())


def _detokenized(text: str) -> str:
    return re.sub(r" (?=[,.;:!?)]|['’]\w|n['’]t )", "", text).replace("( ", "(")


def fold(word: str) -> str:
    """The key of a word: lower case, straight apostrophe, no possessive ending."""
    key = word.lower().replace("’", "'")
    return key[:-2] if key.endswith("'s") else key


@dataclass
class SourceCounts:
    """What one source shows of each word."""

    words: int = 0
    total: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)


@dataclass
class CorpusCounts:
    """What the corpus shows of each word (keys: see `fold`).

    `lower` and `capital` count only words whose case is free: not after a sentence start, quotation mark or colon.
    `written` counts the spellings of words with capitals, `documents` the documents a word is found in.
    """

    sources: dict[str, SourceCounts] = field(default_factory=lambda: defaultdict(SourceCounts))
    documents: Counter[str] = field(default_factory=Counter)
    lower_documents: Counter[str] = field(default_factory=Counter)
    groups: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    plural: Counter[str] = field(default_factory=Counter)
    """How often a word is the head of a noun group that a plural determiner or number opens."""

    def frequency(self, word: str) -> float:
        """Occurrences in 100 million words, the sources weighted; a source that is absent has no say."""
        present = {name: counts for name, counts in self.sources.items() if counts.words}
        weights = sum(SOURCE_WEIGHTS.get(name, 0.05) for name in present)
        return sum(
            SOURCE_WEIGHTS.get(name, 0.05) * counts.total[word] / counts.words for name, counts in present.items()
        ) * (PER / weights if weights else 0)

    def case_evidence(self, word: str) -> tuple[int, float]:
        """How often the word stood where case is free, and its share of lower case, the sources weighted."""
        shares, weights, seen = 0.0, 0.0, 0
        few_lower, few = 0, 0
        for name, counts in self.sources.items():
            lower, capital = counts.lower[word], counts.capital[word]
            seen += lower + capital
            if lower + capital >= MINIMAL_SOURCE_COUNT:
                weight = SOURCE_WEIGHTS.get(name, 0.05) * min(lower + capital, 50)
                shares += weight * lower / (lower + capital)
                weights += weight
            few_lower, few = few_lower + lower, few + lower + capital
        if weights:
            return seen, shares / weights
        return seen, few_lower / few if few else 0.0


def count(sentences: Iterator[Text]) -> CorpusCounts:
    """Count all words of all sentences."""
    counts = CorpusCounts()
    document, seen, seen_lower = "", set[str](), set[str]()
    for sentence in sentences:
        if sentence.document != document:
            counts.documents.update(seen)
            counts.lower_documents.update(seen_lower)
            document, seen, seen_lower = sentence.document, set(), set()
        _count_sentence(counts, sentence, seen, seen_lower)
    counts.documents.update(seen)
    counts.lower_documents.update(seen_lower)
    return counts


def _counts_noun_as_plural(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the word is the head of a plural noun group: "many sheep." but not "many sheep farmers"."""
    if before not in PLURAL_CONTEXTS:
        return False
    following = WORD.match(text, match.end() + 1)
    return following is None or following[0].lower() in FUNCTION_WORDS


def _count_sentence(counts: CorpusCounts, sentence: Text, seen: set[str], seen_lower: set[str]) -> None:
    source = counts.sources[sentence.source]
    text = sentence.text
    end, before = -1, ""
    for match in WORD.finditer(text):
        word = match[0]
        key = fold(word)
        if _counts_noun_as_plural(text, match, before):
            counts.plural[key] += 1
        before = key
        source.words += 1
        source.total[key] += 1
        seen.add(key)
        free = end >= 0 and text[end : match.start()] in (" ", ", ")
        end = match.end()
        if word.islower():
            seen_lower.add(key)
        if free and word.islower():
            source.lower[key] += 1
        elif free:
            source.capital[key] += 1
            counts.written[key][word[: len(key)]] += 1
            counts.groups[key].add(sentence.group)


class TagCounts(NamedTuple):
    """Of each word: how often the treebanks give it each Universal tag, and each Penn tag."""

    universal: dict[str, Counter[str]]
    penn: dict[str, Counter[str]]


def count_tags(corpus: Path) -> TagCounts:
    """Count the tags of all words of the treebanks; numbers, symbols, punctuation and foreign words are left out."""
    universal: dict[str, Counter[str]] = defaultdict(Counter)
    penn: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(corpus.glob("ud_*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) < 10 or not cells[0].isdigit() or "Typo=Yes" in cells[5] or "Abbr=Yes" in cells[5]:
                    continue
                if WORD.fullmatch(cells[1].lstrip("'’")) and cells[3] not in ("X", "SYM", "PUNCT"):
                    key = cells[1].lower().replace("’", "'")
                    universal[key][cells[3]] += 1
                    penn[key][cells[4]] += 1
    return TagCounts(universal, penn)
