"""What the rules on singular and plural know of nouns and of what stands behind them."""

from __future__ import annotations

from functools import cache

from lint.language.lexicon import frequency, noun_number, plurals, singular, tags, usual_tag
from lint.language.phrases import Words, listed
from lint.language.words import ARTICLES, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, RELATIVE_WORDS

CLOSERS = (AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | RELATIVE_WORDS | ARTICLES | listed("to not also")) - listed(
    "plus minus worth"
)
"""Words before which a noun group has ended."""

_COLLECTIVE = listed(
    "percent dozen hundred thousand million billion trillion score pair couple group team family crew staff class "
    "party public majority minority number lot bit plenty most rest kind sort type access evidence many few half "
    "quarter government audience community faculty band crowd herd cast gang jury committee panel board press "
    "police military army navy youth offspring fish craft aircraft horsepower head counsel clergy cattle folk "
    "data media opposition leadership bunch batch work trio duo quartet elite kin first second third fourth fifth "
    "last best worst latest"
)


@cache
def is_countable_singular(key: str, may_be_verb: bool = False) -> bool:
    """Whether the word is most often a noun in the singular whose plural is in common use, and never a verb."""
    if noun_number(key) != "sing" or usual_tag(key) != "NOUN" or key in _COLLECTIVE:
        return False
    if "ADV" in tags(key) or ("VERB" in tags(key) and not may_be_verb):
        return False
    return any(8 * frequency(plural) >= frequency(key) > 0 for plural in plurals(key) if plural != key)


@cache
def is_plain_plural(key: str, may_be_verb: bool = False) -> bool:
    """Whether the word is most often a noun in the plural, of one that is common in the singular, and never a verb."""
    if noun_number(key) != "plur" or usual_tag(key) != "NOUN" or key in {"people", "means", "news", "works"}:
        return False
    if tags(key) - {"PROPN", "NOUN"} - ({"VERB"} if may_be_verb else set()):
        return False
    single = singular(key)
    return bool(single) and single != key and 2 * frequency(single) >= frequency(key)


def group_ends(found: Words, index: int) -> bool:
    """Whether the noun at `index` is the last word of its group: a closing word or a mark follows."""
    if found.joins(index):
        return False
    following = found.keys[index + 1]
    if not following[:1].isalnum():
        return following not in {"", "/", "&", "'", "’", "(", "$", "#", "@"}
    return following in CLOSERS and found.spaced(index, index + 1)
