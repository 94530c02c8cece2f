"""One name is spelled in two ways in the article.

Names that come through another alphabet, or through a spinner, arrive in several spellings (“Schwarzenegger” and
“Schwarzeneger”). Look the name up and write it in one way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import frequency, known
from lint.language.slips import deletions, one_apart
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._mentions import Mentions, is_title_case, mentions

META = RuleMeta(
    code="NA003",
    name="name-variant",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "Arnold Schwarzenegger spoke first. Then Mr. Schwarzenegger left, and Schwarzeneger's aides came.",
            marks="Schwarzeneger",
            fixed="Arnold Schwarzenegger spoke first. Then Mr. Schwarzenegger left, and Schwarzenegger's aides came.",
        ),
        Bad(
            "Mr. Cropsey wrote it. Later Cropsey said more. “I know,” Cropsy wrote.",
            marks="Cropsy",
            fixed="Mr. Cropsey wrote it. Later Cropsey said more. “I know,” Cropsey wrote.",
        ),
        Bad(
            "Janez Drnovsek spoke in Ljubljana, and Drnovsek thanked the Kansans. Drnovek left for Kansas.",
            marks="Drnovek",
            fixed="Janez Drnovsek spoke in Ljubljana, and Drnovsek thanked the Kansans. Drnovsek left for Kansas.",
        ),
        Good("Jean Marsh met Joan Marsh. Jean sang, Joan played, and Jean left with Joan."),
        Good("The Ivorian and the Ivorians, the Chechen and the Chechens of Chechnya came; Chechnyan too."),
        Good("Mr. Petrov and Mrs. Petrova live in Petrovo with Peter Petrovic."),
        Good("Minsk played Pinsk. Minsk won, Pinsk lost, Minsk sang."),
        Good("Kansas is flat, Kansas is wide, and Kansans like it; Honduras pays for it, and Hondurans left Honduras."),
        Good("Koreans of the two Koreas met; Koreans wept. The Francoist, a Francoist still, spoke of Francoism."),
        Good("Paulo Dias founded Loanda (Luanda) in 1575. Luanda grew. They call it “Luandha” in their songs."),
    ),
)

_MIN_LETTERS = 5
_LONG_NAME = 7
# Endings that make another word of a name: plurals, peoples and languages, women's names, diminutives, beliefs, towns.
_ENDINGS = frozenset(
    ("", *"s es as os n an ian i ish ese a o e ic ist ists ism isms y ie ov va in ina ida inae idae ton town".split())
)
# Endings of peoples, for words that the lexicon has: Kansas and Kansans, but not Pennsylvanias for Pennsylvanians.
_PEOPLES = frozenset("s ns ans ians".split())
_PAIR = frozenset({"two", "both"})
_SIDE_BY_SIDE = 3
_OPENING = frozenset("\"'“‘")
_CLOSING = frozenset("\"'”’")


def _differ_by_doubling(one: str, other: str) -> bool:
    """Whether one has a letter twice where the other has it once: short names that differ otherwise are two names."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return any(long[i] == long[i - 1] and long[:i] + long[i + 1 :] == short for i in range(1, len(long)))


def _related(one: str, other: str) -> bool:
    """Whether one is made from the other by an ending, or both from one stem, so that both may be right."""
    if frequency(one) and frequency(other) and _share_stem(one.lower(), other.lower(), _PEOPLES):
        return True
    return _share_stem(one.lower(), other.lower(), _ENDINGS)


def _share_stem(one: str, other: str, endings: frozenset[str]) -> bool:
    """Whether both words are one stem of three letters or more and one of the endings."""
    stem = 0
    while stem < min(len(one), len(other)) and one[stem] == other[stem]:
        stem += 1
    return any(one[at:] in endings and other[at:] in endings for at in range(stem, max(2, stem - 3), -1))


def _is_candidate(word: str) -> bool:
    return len(word) >= _MIN_LETTERS and is_title_case(word) and not known(word)


def _is_later(found: Mentions, rare: str, usual: str) -> bool:
    """Of two spellings that stand once each: whether they are long and the first is known, or came before the other."""
    if min(len(rare), len(usual)) < _LONG_NAME or rare == usual:
        return False
    if bool(frequency(usual)) != bool(frequency(rare)):
        return bool(frequency(usual))
    return found.tokens[usual][0] < found.tokens[rare][0]


def _variants(found: Mentions) -> Iterator[tuple[str, str]]:
    """Pairs (rare spelling, usual spelling)."""
    names = [name for name in found.tokens if _is_candidate(name)]
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in deletions(name.lower()) if len(name) <= 30 else ():
            if len(buckets[key]) < 8:
                buckets[key].append(name)
    seen: set[str] = set()
    for group in buckets.values():
        for rare in group if len(group) > 1 else ():
            for usual in group:
                if (
                    rare not in seen
                    and found.count(rare) == 1
                    and (found.count(usual) > 1 or _is_later(found, rare, usual))
                    and frequency(rare) * 20 <= max(frequency(usual), 200)
                    and (min(len(rare), len(usual)) > _MIN_LETTERS or _differ_by_doubling(rare, usual))
                    and one_apart(rare.lower(), usual.lower())
                    and not _related(rare, usual)
                ):
                    seen.add(rare)
                    yield rare, usual


def _is_another_word(document: Document, found: Mentions, rare: str, usual: str) -> bool:
    """Whether the text itself speaks of two words.

    They stand side by side (“Loanda (Luanda)”), the rare one is quoted as a word (they call it “Luandha”), or it is a
    plural (the two Koreas).
    """
    text, tokens = document.text, document.tokens
    at = found.tokens[rare][0]
    if any(abs(at - other) <= _SIDE_BY_SIDE for other in found.tokens[usual]):
        return True
    before, behind = tokens[max(0, at - 2) : at], tokens[at + 1 : at + 3]
    if rare.endswith("s") and any(token.text in _PAIR for token in before[-1:]):
        return True
    opened = any(t.text in _OPENING and not text[t.end].isspace() for t in before)
    return opened and any(t.text in _CLOSING and not text[t.start - 1].isspace() for t in behind)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(mentions)
    for rare, usual in _variants(found):
        # Minsk and Pinsk: a wrong first letter is rare, another name likely.
        if rare[0] != usual[0] or _is_another_word(document, found, rare, usual):
            continue
        for index in found.tokens[rare]:
            token = document.tokens[index]
            yield META.finding(
                token.start,
                token.start + len(rare),
                f"The article writes “{usual}” elsewhere and “{rare}” here: which is right?",
                replace=usual,
            )
