"""Sentences, in clean and in damaged text.

Where a text is damaged, its marks are believed: a full stop ends a sentence even where a small letter follows, so that
"in the process. course last week." is two sentences and a rule can see the stop that was put in. The exceptions are the
stops that no sentence ends with: those of abbreviations, initials, decimals, addresses and ellipses, and those of
quoted words after which the sentence goes on ("Stop!" he said).

One pattern finds the marks that may end a sentence with all that clings to them; each place is then looked at on its
own. No look goes further than some forty words, so that the time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lint.language import abbreviations as abbr
from lint.language.tokens import addresses

_QUOTES = "\"'’”»"
_BRACKETS = ")]}"
_OPENERS = "\"'“‘«‹„‚([{¿¡"
_MARKS = ".!?…。！？"
_QUESTION = frozenset("!?！？")
_WIDE = frozenset("。！？")
_CLOSER = r"[’”»›)\]}]"
# The marks (one class in front, so that the search skips to the next of them); then closing brackets and quotation
# marks, reference numbers, residue of markup, and further marks behind those; then marks that stand alone after a space
# ("would not. .").
_END = re.compile(
    rf"[{_MARKS}](?:(?<=\.)(?:[ \u00a0\u202f]\.){{2,}}+|[{_MARKS}]*+)"
    rf"(?:{_CLOSER}|[\"'](?![\w“‘])| ?\[\d{{1,3}}\]|&(?:[a-z]{{2,6}}|#\d{{2,5}});|</?[a-z]{{1,10}}/?>|[{_MARKS}])*+"
    rf"(?:\s++(?:\.(?:[ \u00a0\u202f]\.)++|[{_MARKS},;:]++(?=[\s\"'’”»)\]}}]|\Z)|{_CLOSER}(?=\s|\Z)))*+"
)
_NEXT = re.compile(rf"(\s*+)([{_OPENERS}]*+)([^\W_]*+)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NOT_SPACE = re.compile(r"\S")
_LONG_SMALL_WORD = re.compile(r"(?<![\w’'])[a-z]{4}")
_ROMAN = re.compile(r"(?:I[IVX]|[VX])[IVX]{0,3}\Z")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])\Z")
_SINGLE_LETTER = re.compile(r"[^\W\d_]\.\Z")
_REST_OF_AMOUNT = re.compile(r"\d{1,2}\s?(?:%|per\s?cent|percentage|million|billion|trillion|bn\b|points?\b)")

_STARTERS = abbr.words(
    """
    The A An All He She It They We I You This That These Those There Here In On At By For From With Without To As But
    And Or So Yet If When While Although Though Because Since After Before During Until Despite However Meanwhile
    Moreover Also Then Now Still Some Many Most Several Both Each Every His Her Hers Its Their Our My Your What Who Why
    How Where Which Whose Not Only Just Even Once According Among Amid Between Nor Of Such Thus Therefore Instead Indeed
    Perhaps Maybe Later Earlier Yesterday Today Tomorrow Nevertheless Nonetheless Otherwise Furthermore Additionally
    Finally Please Like Unlike Another Other Others
    """
)
"""Words that sentences like to start with and names do not."""

_NAMES_TOO = abbr.words("An So Still Such Yet Most Each Just Even Please Like")
"""Those of them that may still be a name or stand before one."""

_FUSED_STARTERS = abbr.words(
    """
    the and of but was were are has had have that with from for he she they we which this these their his her as by or
    not when while
    """
)
"""Small words that show a missing space behind a stop; none of them is the end of a domain name."""

_CLOCK = abbr.words("a.m p.m A.M P.M")
_AFTER_CLOCK = abbr.words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST Eastern Central
    Pacific Mountain London Beijing Moscow Greenwich
    """
)
_NAMES_WITH_BANG = abbr.words("Yahoo Jeopardy")

_SAYS = "|".join(
    abbr.words(
        """
        said says say states according asked asks ask added adds told tells wrote writes replied replies shouted shouts
        cried cries yelled exclaimed explained explains insisted insists declared warned warns noted notes recalled
        recalls responded admitted admits tweeted joked wondered wonders announced continued concluded laughed quipped
        remarked demanded screamed whispered answered stated argued argues claimed claims commented began urged pleaded
        read reads
        """
    )
)
_SAID_SOON = re.compile(rf"(?:[\w’'.\-]{{1,30}}+,?\s){{0,6}}?(?:{_SAYS})\b")
_NAME_SAID = re.compile(
    rf"(?:[A-Z][\w’'.\-]{{0,30}}+\s){{1,5}}?(?:{_SAYS})\b"
    r"(?=[.,;:!?…]|\s*+\Z|\s(?:in|on|at|as|after|before|when|while|with|during|last|his|her|him|them|me|us|reporters)\b)"
)


class _Place(NamedTuple):
    """A place where a sentence may end: the marks and what stands on both sides of them."""

    text: str
    begin: int  # of the sentence
    start: int  # of the marks
    end: int  # of the marks and all that clings to them
    next: int  # of the next word, or of the character that is none
    marks: str  # text[start:end]
    gap: bool  # whether white space follows
    opening: str  # quotation marks and brackets before the next word
    word: str  # the next word; empty where something else follows
    after: str  # the character behind the next word

    @property
    def starts_sentence(self) -> bool:
        """Whether the next word is one that sentences like to start with."""
        return self.word in _STARTERS and (self.after.isspace() or self.after in ",’'")

    @property
    def in_headline(self) -> bool:
        """Whether All Longer Words Around Start With a Capital."""
        return _LONG_SMALL_WORD.search(self.text, max(self.begin, self.start - 60), self.next + 60) is None

    @property
    def before(self) -> tuple[str, str]:
        """The word before the marks, bare of brackets and of what is joined to it, and the piece of text before that.

        A letter with a stop before a single letter belongs to it: "U.S" in "the U. S. economy".
        """
        pieces = self.text[max(self.begin, self.start - 40) : self.start].split()[-2:]
        word, prior = pieces[-1] if pieces else "", pieces[0] if len(pieces) == 2 else ""
        if not word.isalnum():
            for joint in "-–—/,":
                head, found, word = word.rpartition(joint)
                prior = head + found if found else prior
            word = word.lstrip(_OPENERS + "*_")
        return (prior + word if len(word) == 1 and _SINGLE_LETTER.match(prior) else word), prior


def _keeps_stop(place: _Place, word: str, prior: str) -> bool:
    """Whether the stop belongs to the abbreviation, initial or number before it and the sentence goes on."""
    following = place.word
    small, digit = following[:1].islower(), following[:1].isdigit()
    if word in abbr.NEVER_END or (word, following) == ("et", "al"):
        return True
    if word in abbr.BEFORE_NUMBER and (digit or _ROMAN.match(following)):
        return True
    if word in abbr.UNITS and (prior[:1].isdigit() or prior in ("sq.", "cu.")):
        return digit or small
    if len(word) == 1 and len(following) == 1 and place.after == ".":
        return True
    if word in abbr.TITLES or abbr.is_initial(word):
        return not place.starts_sentence or following in _NAMES_TOO
    if following[:1].isupper() and (word in _CLOCK or word == "etc"):
        return following in _AFTER_CLOCK
    state = word in abbr.STATES and prior.endswith((",", "-"))
    if state or word in abbr.MONTHS or word in abbr.MAY_END or abbr.is_dotted(word):
        return not place.starts_sentence or place.in_headline
    return False


def _counts_item(place: _Place, word: str, prior: str) -> bool:
    """Whether the stop stands behind the number or letter of a list's item: "1. Open the door."."""
    if place.start - place.begin == len(word):
        return _LIST_NUMBER.match(word) is not None
    return prior.endswith(":") and word in ("1", "a", "A", "I", "i")


def _ends_at_full_stop(place: _Place) -> bool:
    word, prior = place.before
    if place.marks.count(".") == 1 and (_keeps_stop(place, word, prior) or _counts_item(place, word, prior)):
        return False
    if place.word[:1].isdigit() and word.isdigit() and len(word) <= 3:
        return _REST_OF_AMOUNT.match(place.text, place.next) is None
    if place.marks[-1] in _BRACKETS:
        return not (place.word[:1].islower() or _dash_follows(place))
    if place.marks[-1] in _QUOTES and place.word[:1].islower():
        return _SAID_SOON.match(place.text, place.next) is None
    return True


def _dash_follows(place: _Place) -> bool:
    return not place.word and place.text[place.next : place.next + 1] in "-–—"


def _ends_at_ellipsis(place: _Place) -> bool:
    before = place.text[place.start - 1]
    if before in "[(" or not place.word[:1].isupper():
        return False
    if place.marks[-1] in _QUOTES or (place.starts_sentence and place.word != "I"):
        return True
    return not (before.isspace() or place.opening)


def _ends_at_question(place: _Place) -> bool:
    if place.before[0] in _NAMES_WITH_BANG:
        return False
    if place.marks[-1] in _QUOTES:
        said = place.word[:1].islower() or _NAME_SAID.match(place.text, place.next) or _dash_follows(place)
        return place.opening != "" or not said
    return not (place.marks[-1] in _BRACKETS and (place.word[:1].islower() or _dash_follows(place)))


def _ends_without_space(place: _Place) -> bool:
    """Whether a sentence ends where the next one follows without a space: "closely.The plan"."""
    if not _WIDE.isdisjoint(place.marks):
        return True
    word, prior = place.before
    following = place.word
    if following.islower():
        plain = place.marks == "." and word.isalpha() and word.islower() and len(word) > 1 and not place.opening
        return plain and following in _FUSED_STARTERS and place.after == " "
    capital = following[:1].isupper() and (following[1:2].islower() or (following in ("A", "I") and place.after == " "))
    if place.marks[-1] in _QUOTES + _BRACKETS:
        return capital
    if "." in place.marks and _keeps_stop(place, word, prior):
        return False
    if abbr.is_dotted(word) or len(word) < 2:
        return capital and place.starts_sentence and len(following) > 1
    glued = not place.text[place.start - 1].isspace()
    acronym = len(following) > 1 and following.isupper() and word.islower() and glued
    return (capital or acronym) and (word[-2:].islower() or word[-1].isdigit() or word.isupper())


def _is_end(place: _Place) -> bool:
    if not place.gap:
        return _ends_without_space(place)
    if not _QUESTION.isdisjoint(place.marks):
        return _ends_at_question(place)
    if "…" in place.marks or place.marks.count(".") >= 3:
        return _ends_at_ellipsis(place)
    return _ends_at_full_stop(place)


def _quotation_is_open(text: str, begin: int, start: int) -> bool:
    """Whether a quotation that began in the sentence is still open at `start`."""
    begin = max(begin, start - 1000)
    straight, curly = text.count('"', begin, start), text.count("“", begin, start) - text.count("”", begin, start)
    return straight % 2 == 1 or curly > 0


def _closing_quote(text: str, begin: int, start: int, end: int, limit: int) -> int:
    """The end of a straight quotation mark that closes a quotation behind the marks `text[start:end]`, or `end`.

    It may touch both the marks and the next word, or neither: then what is open decides.
    """
    following = _NEXT.match(text, end, limit)
    if following is None or not following[2]:
        return end
    gap, mark = following[1], following[2][0]
    closes = (mark == "'" and not gap and following[3][:1].isupper()) or (
        mark == '"' and not (gap and following[3]) and _quotation_is_open(text, begin, start)
    )
    return end + len(gap) + 1 if closes else end


def _place(text: str, begin: int, start: int, end: int, limit: int) -> _Place:
    """The place where the marks `text[start:end]` may end the sentence that starts at `begin`."""
    end = _closing_quote(text, begin, start, end, limit)
    following = _NEXT.match(text, end, limit)
    assert following  # the pattern matches the empty string
    gap, opening, word = following.groups()
    after = text[following.end() : min(following.end() + 1, limit)]
    return _Place(text, begin, start, end, following.start(3), text[start:end], gap != "", opening, word, after)


def _next_character(text: str, start: int, end: int) -> int:
    """The first character of `text[start:end]` that is no white space; `end` where there is none."""
    found = _NOT_SPACE.search(text, start, end)
    return found.start() if found else end


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The marks that may end a sentence, with all that clings to them, outside of addresses."""
    skipped = iter([*addresses(text, start, end), (end, end)])
    first, last = next(skipped)
    for marks in _END.finditer(text, start, end):
        while last <= marks.start():
            first, last = next(skipped)
        if marks.start() < first:
            yield marks.span()


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the block `text[start:end]`, in order, without white space around them.

    Every other character of the block is in one of them: marks that stand alone go with the sentence before.
    """
    sentences: list[tuple[int, int]] = []
    begin = _next_character(text, start, end)
    word = _LETTER_OR_DIGIT.search(text, begin, end)
    for first, last in _candidates(text, begin, end):
        if word is None:
            break
        if first <= word.start() or not _is_end(place := _place(text, begin, first, last, end)):
            continue
        following = _next_character(text, place.end, end)
        word = _LETTER_OR_DIGIT.search(text, following, end)
        if word:
            sentences.append((begin, place.end))
            begin = following
    last = begin + len(text[begin:end].rstrip())
    return [*sentences, (begin, last)] if last > begin else sentences
