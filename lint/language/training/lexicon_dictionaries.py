"""Readers of the open dictionaries that complete the lexicon, for build_lexicon."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

WORDNET_POS = {"n": "NOUN", "v": "VERB", "a": "ADJ", "s": "ADJ", "r": "ADV"}
WORDNET_POS_NUMBERS = {"1": "NOUN", "2": "VERB", "3": "ADJ", "4": "ADV", "5": "ADJ"}
NAME_FIELDS = {"04", "06", "10", "11", "14", "15", "17", "18", "28"}
"""WordNet's lexicographer files whose capitalised entries are names of things in the news: acts, artefacts, works,
events, groups, places, natural objects, persons and times; animals, plants and chemistry are left out."""

LEMMINFLECT_POS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV"}


@dataclass
class Dictionaries:
    """What the dictionaries say; every part may be empty.

    `lower` and `capital` are the spellings of the word lists, `frequencies` occurrences in 100 million words.
    `verbs`: base form to columns VBZ, VBG, VBD, VBN; `nouns`: singular to plurals; usual form first in each.
    """

    lower: set[str] = field(default_factory=set)
    capital: set[str] = field(default_factory=set)
    frequencies: dict[str, float] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sense_counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    verbs: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def read(word_lists: list[Path], wordnet: Path) -> Dictionaries:
    """Read the word lists, WordNet's files, and the packages lemminflect and wordfreq, which must be installed."""
    dictionaries = Dictionaries()
    for path in word_lists:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.endswith("'s"):
                (dictionaries.lower if line.islower() else dictionaries.capital).add(line)
    _read_wordnet(wordnet, dictionaries)
    _read_lemminflect(dictionaries)
    _read_wordfreq(dictionaries)
    return dictionaries


def _read_wordnet(folder: Path, dictionaries: Dictionaries) -> None:
    for pos in ("noun", "verb", "adj", "adv"):
        for cells in _data_lines(folder / f"data.{pos}"):
            for lemma in cells[4 : 4 + 2 * int(cells[3], 16) : 2]:
                word = lemma.partition("(")[0].replace("_", " ")
                if word.islower() and " " not in word:
                    dictionaries.tags[word].add(WORDNET_POS[cells[2]])
                elif " " in word and word[0].isupper() and cells[1] in NAME_FIELDS:
                    dictionaries.names.add(word)
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        sense, _, number = line.split(" ")
        lemma, _, rest = sense.partition("%")
        dictionaries.sense_counts[lemma][WORDNET_POS_NUMBERS[rest[0]]] += int(number)


def _data_lines(path: Path) -> Iterator[list[str]]:
    """The cells of the synsets of a WordNet data file; the licence at its head is indented."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            yield line.split(" ")


def _read_lemminflect(dictionaries: Dictionaries) -> None:
    resource = files("lemminflect").joinpath("resources", "infl_lu.csv.gz").read_bytes()
    for line in gzip.decompress(resource).decode("utf-8").splitlines():
        word, category, *columns = line.split(",")
        if not word.islower() or not word.replace("-", "").isalpha():
            continue
        forms = [tuple(filter(None, column.split("/"))) for column in columns]
        dictionaries.tags[word].add(LEMMINFLECT_POS[category])
        if category == "verb" and len(forms) == 4:
            past, participle, gerund, third = forms
            if set(participle) & set(past) or not participle:
                participle = (*participle, *(form for form in past if form not in participle))
            dictionaries.verbs[word] = (third, gerund, past, participle)
        elif category == "noun" and forms:
            dictionaries.nouns[word] = forms[0]


def _read_wordfreq(dictionaries: Dictionaries) -> None:
    from wordfreq import get_frequency_dict  # type: ignore[import-not-found, unused-ignore]

    for word, share in get_frequency_dict("en", wordlist="large").items():
        dictionaries.frequencies[word] = share * 100_000_000
