"""Multi-word names from the corpus: capitalised sequences that are never written in lower case; for build_lexicon."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lint.language.training.lexicon_corpus import Text
from lint.language.words import FUNCTION_WORDS, MONTHS, ROLE_TITLES, TITLES, WEEKDAYS

LINKS = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "bin", "du", "von", "van", "del", "der", "della"}
)
"""Words in lower case that may stand inside a name."""
SPLITTING_LINKS = frozenset({"and", "for", "in", "on", "to"})
"""Links that join two names as often as they stand inside one."""

OWNERS = "People|Women|Men|Children|Workers|Farmers|Veterans|Mother|Father|Valentine|Year"
"""Words whose possessive may stand inside a name ("People's Daily"); "Virginia's Capitol" is no name."""
LETTERS = r"[^\W\d_]{1,40}"
CAPITALISED = rf"(?:(?:St|Mt|Ft)\.|(?:{OWNERS})['’]s|[A-ZÀ-Þ]{LETTERS}(?:-{LETTERS}){{0,3}}|[A-Z])(?![\w'’-])"
RUN = re.compile(rf"(?<![\w'’.-]){CAPITALISED}(?: (?:(?:{'|'.join(sorted(LINKS))}) ){{0,2}}{CAPITALISED}){{1,5}}")
TOKEN = re.compile(r"(?:(?:St|Mt|Ft)\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)")

BANNED_WORDS = frozenset(
    {month.lower() for month in MONTHS if month not in ("May", "March")}
    | {day.lower() for day in WEEKDAYS}
    | {"senator", "senators", "congressman", "congresswoman", "secretary", "governor", "chairman", "chairwoman"}
    | {"commissioner", "undersecretary", "administrator", "subcommittee"}
)
"""Words that show a run to be no name, or a title with a person's name: "Senator Smith", "Monday in January"."""
BANNED_FIRST = (
    TITLES | ROLE_TITLES | FUNCTION_WORDS | {"attorney", "vice", "inspector", "deputy", "assistant", "acting", "former"}
) - {"st", "may", "pope", "judge"}

SLOPPY_SOURCES = frozenset({"ud", "post-edits"})
"""Sources whose lower case proves nothing: web forums, and translators who left a machine's spelling standing."""
PRESS_OFFICES = frozenset({"state", "whitehouse"})

MIN_DOCUMENTS = 4
MIN_GROUPS = 3
MAX_LOWER_SHARE = 0.006
"""A name that is written in lower case more often than this is left out."""
MAX_LOWER_SHARE_LISTED = 0.06
"""The same for a name of the list written by hand."""

NAME_OPENERS = frozenset({"new", "fort", "mount", "cape", "port", "lake", "san", "santa", "saint", "los", "las", "el"})
"""Words that every house style capitalises before a name: "New Zealand", "Mount Everest"."""


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
            whole, *parts = _candidates(match[0].replace("’", "'").split(" "))
            counts.alone.update((whole, *parts))
            if 2 <= whole.count(" ") + 1 <= 6:
                counts.documents[whole].add(sentence.document)
                counts.groups[whole].add(sentence.group)
    return counts


def _case_is_free(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",;)")


def _candidates(words: list[str]) -> Iterator[str]:
    """The whole run without its article, and its parts between links that may join two names."""
    if words[0] in ("The", "A", "An"):
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
    counts: NameCounts,
    listed: Iterable[str],
    dictionary: Iterable[str],
    sentences: Callable[[], Iterator[Text]],
    is_name: Callable[[str], bool],
) -> list[str]:
    """The names to keep, sorted: from the counts, a dictionary, and the list written by hand; none often in lower case.

    `is_name` tells whether a word (in lower case) is nearly always capitalised by itself. But for the list, names with
    other words are left out, since house styles differ: "Supreme Court", "Ural Mountains", "Cold War".
    """
    found = {name for name in counts.documents if _is_frequent(name, counts)} | set(dictionary)
    found = {name for name in found if _is_steady(name, is_name) and _is_sound(name, counts)}
    listed = set(listed)
    proper = {name.lower(): name for name in sorted(found)} | {name.lower(): name for name in sorted(listed)}
    same, lower = count_cases(sentences(), proper)
    return sorted(
        name
        for key, name in proper.items()
        if lower[key] <= (MAX_LOWER_SHARE_LISTED if name in listed else MAX_LOWER_SHARE) * same[key]
    )


def _is_frequent(name: str, counts: NameCounts) -> bool:
    groups = counts.groups[name]
    return len(counts.documents[name]) >= MIN_DOCUMENTS and len(groups) >= (2 if groups & PRESS_OFFICES else MIN_GROUPS)


def _is_steady(name: str, is_name: Callable[[str], bool]) -> bool:
    """Whether no house style can write a word of the name in lower case."""
    words = [word for word in name.lower().split(" ") if word not in LINKS]
    if words[0] in NAME_OPENERS or words[0].endswith("."):
        words = words[1:]
    return all(map(is_name, words)) and "and" not in name.split(" ")


def _is_sound(name: str, counts: NameCounts) -> bool:
    """Whether the sequence is one name rather than a title with a name, two names, or a scrap."""
    words = name.split(" ")
    lower = name.lower().split(" ")
    if not RUN.fullmatch(name) or len(words) > 6 or lower[0].rstrip(".") in BANNED_FIRST or BANNED_WORDS & set(lower):
        return False
    if sum(word not in LINKS for word in words) < 2 or any(len(word) == 1 and word != "I" for word in words):
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
    """How often each name (lower case to proper case) stands in its proper case, and with a word in lower case.

    Lower case in sloppy sources is not counted.
    """
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in proper:
        words = key.split(" ")
        lengths[words[0]].add(len(words))
    same: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for sentence in sentences:
        words = TOKEN.findall(sentence.text.replace("’", "'"))
        folded = [word.lower() for word in words]
        for start, first in enumerate(folded):
            for length in lengths.get(first, ()):
                key = " ".join(folded[start : start + length])
                if key not in proper:
                    continue
                if not _has_lower_word(words[start : start + length], proper[key]):
                    same[key] += 1
                elif sentence.source not in SLOPPY_SOURCES:
                    lower[key] += 1
    return same, lower


def _has_lower_word(written: list[str], proper: str) -> bool:
    return any(word.islower() and not right.islower() for word, right in zip(written, proper.split(" "), strict=True))
