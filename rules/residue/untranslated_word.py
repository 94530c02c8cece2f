"""A word left in the source language: "industrial áreas", "the debt plafond", "los bancos".

Translation systems pass on words that they do not know, or that look like names. Set phrases ("de facto"), loan words
("café"), names ("Médecins sans frontières"), quoted words and words that the sentence explains are left alone, and so
is a word that the article uses again and again: it is a term there.
The words: common in German, Spanish, French, Italian or Portuguese, and practically absent from English texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language import lexicon
from lint.language.words import FUNCTION_WORDS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import WORD, words
from ._foreign import foreign_words, is_announced, is_explained

META = RuleMeta(
    code="RE009",
    name="untranslated-word",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Untranslated",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("Containers stand in the industrial áreas of the city.", marks="áreas"),
        Bad("The vote raised the debt plafond until February.", marks="plafond"),
        Bad("There are people who think that los bancos will not pay.", marks="los bancos"),
        Bad("The police said that de la was the leader.", marks="de la"),
        Bad("The head of the ministerstwa zdrowia resigned, and the świadek left.", marks="świadek"),
        Good("She sat in a café in São Paulo with a naïve protégé and a crème brûlée."),
        Good("The Médecins sans frontières doctor lives in the rue de la Paix, near the Place de la Concorde."),
        Good("He was the crème de la crème, a de facto minister and an enfant terrible."),
        Good("The beams, called vigas, are old, and so are the ventanas (windows)."),
        Good("Two shoppings a week are enough."),
        Good("“Sehr gut,” she said, and asked for the Schlüssel. The word gestehen means to confess."),
    ),
)

_NAMES = {"de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese"}


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STRONG = _set(
    "de del la las el los lo un una uno unos unas que y con por para muy su sus al como pero le les des du et dans sur "
    "avec pour qui ou où ne pas est sont au aux ce cette il lui leur dos das da em na nos nas um uma não mais di della "
    "dello degli delle dei nel nella che è gli der den dem und von zu mit im auf für ist nicht ein eine einer einem "
    "einen eines sich bei aus nach über zum zur das wird oder auch"
)
"""Function words of other languages that are no English words; two different ones in a row make a find."""
_WEAK = _set("en a o e se si die in per no do as am so me")
"""Function words that are English words too: they only join."""
_ACCENTED = re.compile("[à-öø-ÿāăąćčďđēęěğīıłńňōőœřśşšťūůűźżžșț]")
_LATIN = re.compile("[a-zà-öø-ÿāăąćčďđēęěğīıłńňōőœřśşšťūůűźżžșț]{4,}")
_BEFORE_MEANT = frozenset("([#@/._=&?-")
_AFTER_MEANT = re.compile(r"[)\]/@_=&-]|\.\w")
"""Marks that show a bracket, an address or a compound."""
_A_TERM = 3
"""How often a foreign word must stand in an article to be a term there."""


class Word(NamedTuple):
    """A word of the article: `text[start:end]`."""

    start: int
    end: int
    form: str


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    present = set(document.derive(words))
    foreign = foreign_words().among(present)
    foreign |= {word for word in present if not word.isascii() and _is_foreign_by_accents(word)}
    grammar = present & _STRONG
    foreign = {word for word in foreign if not _is_english_plural(word)}
    if not foreign and len(grammar) < 2:
        return
    counts = Counter(word for word in document.derive(words) if word in foreign)
    all_words = [Word(match.start(), match.end(), match[0]) for match in WORD.finditer(document.text)]
    for first, last in _runs(document.text, all_words, foreign | grammar):
        run = all_words[first:last]
        content = [word.form for word in run if word.form in foreign]
        if len(content) == 1 and counts[content[0]] >= _A_TERM:
            continue
        if not content and len({word.form for word in run} & _STRONG) < 2:
            continue
        if _is_meant(document, all_words, first, last, len(content)):
            continue
        sure = not content or any(map(foreign_words().language, content))
        severity = Severity.MAJOR if sure else Severity.MINOR
        yield META.finding(run[0].start, run[-1].end, _message(content), severity=severity)


def _is_foreign_by_accents(word: str) -> bool:
    """Whether accents show a word in lower case to be of another language: no loan word, none spelled the old way."""
    if not word.islower() or not _LATIN.fullmatch(word) or not _ACCENTED.search(word):
        return False
    from unicodedata import normalize

    loans = foreign_words().loans
    if word in loans or word.removesuffix("s") in loans or word.removesuffix("es") in loans:
        return False
    plain = "".join(letter for letter in normalize("NFD", word) if letter.isascii())
    return not lexicon.known(plain)


def _is_english_plural(word: str) -> bool:
    """Whether the word is the plural of an -ing form: "shoppings" is no English, but no Portuguese either."""
    return word.endswith("ings") and lexicon.known(word[:-1])


def _touch(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but spaces parts two words."""
    gap = text[left.end : right.start]
    return gap.isspace() and "\n" not in gap


def _runs(text: str, all_words: list[Word], wanted: set[str]) -> Iterator[tuple[int, int]]:
    """Sequences of wanted words, weak ones between them included, as first and last (exclusive) index."""
    index = 0
    while index < len(all_words):
        if all_words[index].form not in wanted:
            index += 1
            continue
        last = following = index + 1
        while following < len(all_words) and _touch(text, all_words[following - 1], all_words[following]):
            form = all_words[following].form
            following += 1
            if form in wanted:
                last = following
            elif form not in _WEAK:
                break
        yield index, last
        index = last


def _is_meant(document: Document, all_words: list[Word], first: int, last: int, content: int) -> bool:
    """Whether the words stand there on purpose: in a name, as a quotation, or explained."""
    text = document.text
    start, end = all_words[first].start, all_words[last - 1].end
    before = all_words[first - 1] if first and _touch(text, all_words[first - 1], all_words[first]) else None
    after = all_words[last] if last < len(all_words) and _touch(text, all_words[last - 1], all_words[last]) else None
    if before and before.form[0].isupper() and before.form.lower() not in FUNCTION_WORDS:
        return True
    if after and after.form[0].isupper() and content < 2:
        return True
    if text[start - 1 : start] in _BEFORE_MEANT or _AFTER_MEANT.match(text, end):
        return True
    if is_announced(text, start) or is_explained(text, end):
        return True
    english = [word for word in (before, after) if word and word.form.islower() and lexicon.known(word.form)]
    if not content:  # grammar alone: "the crème de la crème" is one
        return not english or any(word and not lexicon.known(word.form) for word in (before, after))
    if document.in_quotation(start, end):
        return len(english) < 2 or not document.in_quotation(english[0].start, english[1].end)
    return False


def _message(content: list[str]) -> str:
    languages = set(map(foreign_words().language, content))
    name = _NAMES.get(languages.pop(), "") if len(languages) == 1 else ""
    look = f"look{'s' if len(content) == 1 else ''} {name}" if name else "not English"
    if len(content) == 1:
        return f"“{content[0]}” {look if name else 'is ' + look}: left untranslated, or misspelled?"
    return f"These words {look if name else 'are ' + look}: left untranslated?"
