"""Multi-word names from the corpus: capitalised sequences that are never written in lower case; for build_lexicon."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lint.language.training.lexicon_corpus import Text
from lint.language.words import FUNCTION_WORDS, MONTHS, ROLE_TITLES, TITLES, WEEKDAYS

LINKS = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "bin", "du", "von", "van", "del"})
"""Words in lower case that may stand inside a name."""
SPLITTING_LINKS = frozenset({"and", "for", "in", "on", "to"})
"""Links that join two names as often as they stand inside one."""

CAPITALISED = r"(?:(?:St|Mt|Ft)\.|[A-Z][^\W\d_]*(?:-[A-Z][^\W\d_]*)*)(?![\w'’-])"
RUN = re.compile(
    rf"(?<![\w'’.-]){CAPITALISED}(?: (?:(?:{'|'.join(sorted(LINKS))}) ){{0,2}}{CAPITALISED}){{1,5}}"
)
TOKEN = re.compile(r"(?:(?:St|Mt|Ft)\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)")

BANNED_WORDS = frozenset(
    {month.lower() for month in MONTHS if month not in ("May", "March")}
    | {day.lower() for day in WEEKDAYS}
    | {"senator", "senators", "congressman", "congresswoman", "secretary", "governor", "chairman", "chairwoman"}
)
"""Words that show a run to be no name, or a title with a person's name: "Senator Smith", "Monday in January"."""
BANNED_FIRST = frozenset(TITLES | ROLE_TITLES | (FUNCTION_WORDS - {"new", "all"})) - {"st"}

MIN_DOCUMENTS = 4
MIN_GROUPS = 3
MIN_DOCUMENTS_ORDINARY = 15
"""Documents needed for a name of ordinary words only ("White House")."""
MAX_LOWER_SHARE = 0.004
"""A name that is written in another case more often than this is left out."""


@dataclass
class NameCounts:
    """Of each capitalised sequence: the documents that hold it, and the groups (offices, sources) they come from."""

    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    groups: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    alone: Counter[str] = field(default_factory=Counter)
    """How often each sequence, or single word, makes up a whole part between splitting links."""


def count(sentences: Iterable[Text]) -> NameCounts:
    """Count the capitalised sequences of two to six words away from sentence starts."""
    counts = NameCounts()
    for sentence in sentences:
        for match in RUN.finditer(sentence.text):
            if not _case_is_free(sentence.text, match.start()):
                continue
            for name in _candidates(match[0].split(" ")):
                counts.alone[name] += 1
                if 2 <= name.count(" ") + 1 <= 6 and name[0].isupper():
                    counts.documents[name].add(sentence.document)
                    counts.groups[name].add(sentence.group)
    return counts


def _case_is_free(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",;)")


def _candidates(words: list[str]) -> Iterator[str]:
    """The whole run, and its parts between links that may join two names."""
    while words and words[0] in ("The", "This", "That", "A", "An"):
        words = words[1:]
        while words and words[0] in LINKS:
            words = words[1:]
    yield " ".join(words)
    parts: list[list[str]] = [[]]
    for word in words:
        if word in SPLITTING_LINKS:
            parts.append([])
        elif parts[-1] or word not in LINKS:
            parts[-1].append(word)
    if len(parts) > 1:
        for part in parts:
            yield " ".join(part)


def select(
    counts: NameCounts, extra: Iterable[str], sentences: Callable[[], Iterator[Text]], is_name: Callable[[str], bool]
) -> list[str]:
    """The names to keep, sorted: from the counts and from `extra` (a dictionary's), none often in another case.

    `is_name` tells whether a word (in lower case) is nearly always capitalised by itself.
    """
    candidates = {name for name in counts.documents if _is_frequent(name, counts, is_name) and _is_sound(name, counts)}
    extra = {name for name in extra if _is_sound(name, counts) and any(map(is_name, _content_words(name)))}
    proper = {name.lower(): name for name in sorted(candidates | extra)}
    same, other = count_cases(sentences(), proper)
    kept = set()
    for key, name in proper.items():
        if other[key] <= MAX_LOWER_SHARE * same[key]:
            kept.add(name)
    return sorted(kept)


def _content_words(name: str) -> list[str]:
    return [word for word in name.lower().split(" ") if word not in LINKS]


def _is_frequent(name: str, counts: NameCounts, is_name: Callable[[str], bool]) -> bool:
    documents, groups = len(counts.documents[name]), len(counts.groups[name])
    if groups < MIN_GROUPS:
        return False
    ordinary = not any(is_name(word) for word in _content_words(name))
    return documents >= (MIN_DOCUMENTS_ORDINARY if ordinary else MIN_DOCUMENTS)


def _is_sound(name: str, counts: NameCounts) -> bool:
    """Whether the sequence is one name rather than a title with a name, two names, or a scrap."""
    words = name.split(" ")
    lower = name.lower().split(" ")
    if not RUN.fullmatch(name) or len(words) > 6 or lower[0].rstrip(".") in BANNED_FIRST or BANNED_WORDS & set(lower):
        return False
    if sum(word not in LINKS for word in words) < 2 or any(len(word) == 1 for word in words):
        return False
    if all(word.isupper() for word in words if word not in LINKS):
        return False
    for index, word in enumerate(words):
        if word in SPLITTING_LINKS:
            left, right = " ".join(words[:index]), " ".join(words[index + 1 :])
            if 2 * counts.alone[name] < 3 * min(counts.alone[left], counts.alone[right]):
                return False
    return True


def count_cases(sentences: Iterable[Text], proper: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """How often each name (lower case to proper case) stands in its proper case, and with a word in lower case."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in proper:
        words = key.split(" ")
        lengths[words[0]].add(len(words))
    same: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for sentence in sentences:
        words = TOKEN.findall(sentence.text)
        lower = [word.lower() for word in words]
        for start, first in enumerate(lower):
            for length in lengths.get(first, ()):
                key = " ".join(lower[start : start + length])
                if key in proper:
                    written = words[start : start + length]
                    is_lower = any(a.islower() and not b.islower() for a, b in zip(written, proper[key].split(" "), strict=True))
                    (other if is_lower else same)[key] += 1
    return same, other
