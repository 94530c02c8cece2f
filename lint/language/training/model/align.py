"""Machine translation and its post-edit: what the editor changed, as marks on the machine's sentence.

Only what a reader of English alone can see counts as damage: function words put in, taken out or replaced by others of
their class, other forms of the same word, words moved, words that stood twice. Where one content word gave way to
another, the meaning was wrong and the English may have been right: such a place is unsure (neither damage nor clean),
and so is every change in a sentence that was rewritten for the greater part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cache

from lint.language import lexicon
from lint.language import words as closed
from lint.language.model.labels import IGNORED, Kind
from lint.language.training.model.spans import Example, Mark

REWRITTEN = 0.5
"""Share of changed words from which an alignment says nothing about single words."""
GARBLED = 0.6
"""Share of changed words from which a sentence with a sure damage counts as garbled; below LIGHT it does not."""
LIGHT = 0.2

_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]}%…’”]|'(?:s|re|ve|ll|d|m|t)?|n't|\.{2,}", re.I)
_NO_SPACE_BEHIND = frozenset("([{$£€“‘#")
_LETTER = re.compile(r"[^\W\d_]")


class WordClass(Enum):
    """What an edit is judged by."""

    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    AUXILIARY = "auxiliary"
    CONJUNCTION = "conjunction"
    CONTENT = "content"
    OTHER = "other"


_RELATIVES = frozenset("which who whom whose what".split())
_CONJUNCTIONS = frozenset("and or but that if because while although whether when where than".split())
_PREPOSITIONS = frozenset(
    "of in to for on with at by from as into about after before between through during against under over within "
    "without towards toward upon among around across behind near since until".split()
)
_AUXILIARIES = frozenset(
    "am is are was were be been being has have had do does did will would can could may might must shall should "
    "not".split()
)


CASES = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me"}
CASES |= {other: subject for subject, other in CASES.items()}
"""Forms of one pronoun."""


@cache
def word_class(word: str) -> WordClass:
    """The class of a word in lower case; of those that have several, the one that edits mostly are about."""
    classes = (
        (
            closed.ARTICLES | closed.DEMONSTRATIVES - {"that"} | closed.POSSESSIVE_DETERMINERS - {"whose", "her"},
            WordClass.DETERMINER,
        ),
        (_RELATIVES, WordClass.RELATIVE),
        (_PREPOSITIONS, WordClass.PREPOSITION),
        (_AUXILIARIES, WordClass.AUXILIARY),
        (_CONJUNCTIONS, WordClass.CONJUNCTION),
        (closed.PERSONAL_PRONOUNS | closed.REFLEXIVE_PRONOUNS, WordClass.PRONOUN),
    )
    found = next((name for listed, name in classes if word in listed), None)
    return found or (WordClass.CONTENT if _LETTER.search(word) else WordClass.OTHER)


def is_function_word(word: str) -> bool:
    """Whether the word is of a closed class."""
    return word_class(word) not in (WordClass.CONTENT, WordClass.OTHER)


def detokenise(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text that the tokens came from, as far as can be told, and where each of them stands in it.

    Straight quotation marks open and close by turns.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    position, glue, quoted = 0, True, False
    for token in tokens:
        straight = token == '"'
        space = not glue and not _NO_SPACE_BEFORE.fullmatch(token) and not (straight and quoted)
        parts.append(" " * space + token)
        position += space + len(token)
        spans.append((position - len(token), position))
        quoted ^= straight
        glue = token in _NO_SPACE_BEHIND or (straight and quoted)
    return "".join(parts), spans


@dataclass(frozen=True, slots=True)
class Edit:
    """What the editor did: `mt[start:end]` gave way to `pe[new_start:new_end]`; one of the two may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits(mt: Sequence[str], pe: Sequence[str]) -> list[Edit]:
    """The changes from `mt` to `pe`, in order; letter case is passed over."""
    matcher = SequenceMatcher(None, [word.lower() for word in mt], [word.lower() for word in pe], autojunk=False)
    return [Edit(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


@dataclass(frozen=True, slots=True)
class Change:
    """One word's change: `old` and `new` are places in mt and pe; None where nothing stood or was put.

    `kind` is None where the change says nothing about the English.
    """

    old: int | None
    new: int | None
    gap: int
    kind: Kind | None


def lemma(word: str) -> str:
    """What forms of one word share; the word itself where the lexicon has no other form."""
    lower = word.lower()
    return lexicon.lemma_verb(lower) or lexicon.singular(lower) or lower


def _form_kind(old: str, new: str) -> Kind:
    """Agreement if only the person of the verb changed, else form."""
    present = ({"VBZ"}, {"VB", "VBP"}, {"VBP"})
    tags = [set(lexicon.verb_forms(word)) for word in (old, new)]
    nouns = all("NOUN" in lexicon.tags(word) for word in (old, new))
    person = tags[0] != tags[1] and all(each in present for each in tags) and not nouns
    return Kind.AGREEMENT if person else Kind.FORM


def _pair_kind(old: str, new: str) -> Kind | None:
    """What replacing one word by another shows; None if only the meaning changed, or nothing can be told.

    "a" for "the", "he" for "it", "can" for "may", "is" for "was" are right or wrong by what is meant.
    """
    old, new = old.lower(), new.lower()
    if lemma(old) == lemma(new) and word_class(old) != WordClass.OTHER:
        kind = _form_kind(old, new)
        return None if kind is Kind.FORM and is_function_word(old) else kind
    visible = word_class(old) in (WordClass.PREPOSITION, WordClass.RELATIVE) or CASES.get(old) == new
    return Kind.WRONG if visible and (word_class(old) == word_class(new)) else None


def changes(mt: Sequence[str], pe: Sequence[str]) -> list[Change]:
    """Every changed word, with what the change shows."""
    found = edits(mt, pe)
    gone = {mt[i].lower() for edit in found for i in range(edit.start, edit.end)}
    come = {pe[i].lower() for edit in found for i in range(edit.new_start, edit.new_end)}
    moved = {word for word in gone & come if word_class(word) is WordClass.CONTENT}
    return [change for edit in found for change in _changes(edit, mt, pe, moved)]


def _changes(edit: Edit, mt: Sequence[str], pe: Sequence[str], moved: set[str]) -> Iterator[Change]:
    """The single changes of an edit: words are paired with forms of themselves first, then in order."""
    old = list(range(edit.start, edit.end))
    new = list(range(edit.new_start, edit.new_end))
    pairs = _paired(old, new, mt, pe)
    for i, j in pairs:
        yield Change(i, j, i, _pair_kind(mt[i], pe[j]))
    rest_old = [i for i in old if i not in dict(pairs)]
    rest_new = [j for j in new if j not in dict(pairs).values()]
    plain = not (any(_is_content(mt[i], moved) for i in rest_old) and any(_is_content(pe[j], moved) for j in rest_new))
    for i in rest_old:
        yield Change(i, None, i, _gone_kind(i, mt, moved) if plain else None)
    for j in rest_new:
        gap = edit.end if not pairs else next((i for i, k in pairs if k > j), edit.end)
        yield Change(None, j, gap, _come_kind(pe[j], moved) if plain else None)


def _is_content(word: str, moved: set[str]) -> bool:
    return word_class(word.lower()) is WordClass.CONTENT and word.lower() not in moved


def _paired(old: Sequence[int], new: Sequence[int], mt: Sequence[str], pe: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs in order: forms of one word, words of one closed class; a single word with a single word in any case."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    pairs: list[tuple[int, int]] = []
    least = 0
    for i in old:
        for j in new:
            if j >= least and _pair_kind(mt[i], pe[j]):
                pairs.append((i, j))
                least = j + 1
                break
    return pairs


def _gone_kind(index: int, mt: Sequence[str], moved: set[str]) -> Kind | None:
    """What it shows that the editor took a word out."""
    word = mt[index].lower()
    neighbours = {mt[i].lower() for i in (index - 1, index + 1) if 0 <= i < len(mt)}
    if word in neighbours and _LETTER.search(word):
        return Kind.DOUBLED
    if word in moved:
        return Kind.ORDER
    return Kind.EXTRA if is_function_word(word) else None


def _come_kind(word: str, moved: set[str]) -> Kind | None:
    """What it shows that the editor put a word in."""
    lower = word.lower()
    if lower == "'s":
        return Kind.POSSESSIVE
    if lower in moved or not is_function_word(lower):
        return None
    return Kind.VERB if word_class(lower) is WordClass.AUXILIARY and lower != "not" else Kind.MISSING


def example(mt: Sequence[str], pe: Sequence[str], source: str) -> Example:
    """The machine's sentence with marks on what the editor changed."""
    text, spans = detokenise(mt)
    found = changes(mt, pe)
    share = len(found) / max(len(mt), len(pe), 1)
    rewritten = share >= REWRITTEN
    marks = [mark for change in found for mark in _marks(change, spans, rewritten)]
    sure = any(change.kind for change in found)
    garbled = 1 if share >= GARBLED and sure else 0 if share <= LIGHT else IGNORED
    return Example(text, tuple(marks), source, garbled)


def _marks(change: Change, spans: Sequence[tuple[int, int]], rewritten: bool) -> Iterator[Mark]:
    sure = change.kind is not None and not rewritten
    places = [change.old] if change.old is not None else [change.gap - 1, change.gap]
    for place in places:
        if 0 <= place < len(spans):
            yield Mark(*spans[place], change.kind if sure else None, sure)


def clean_example(pe: Sequence[str], source: str) -> Example:
    """The post-edit, as clean text."""
    return Example(detokenise(pe)[0], (), source, 0)
