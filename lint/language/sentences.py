"""Sentences, in clean and in damaged text.

Where a text is damaged, its marks are believed: a full stop ends a sentence even where a small letter follows, so that
"in the process. course last week." is two sentences and a rule can see the stop that was put in. The exceptions are the
stops that no sentence ends with: those of abbreviations, initials, decimals, addresses, ellipses, and of quoted words
that the sentence goes on after ("Stop!" he said).

One pattern finds the marks that may end a sentence with all that clings to them; each is then looked at on its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.language import abbreviations as abbr
from lint.language.tokens import addresses

_CLOSERS = r"’”»›)\]}"
_MARKS = ".!?…。！？"
# The marks; the brackets and quotation marks they stand in, reference numbers, and further marks behind those;
# marks that stand alone after a space ("would not. .").
_END = re.compile(
    rf"\.(?:[ \u00a0]\.){{2,}}+|[{_MARKS}]++"
    rf"(?:[{_CLOSERS}]|[\"'](?![\w“‘])|\[\d{{1,3}}\]|[{_MARKS}])*+"
    rf"(?:\s++(?:[{_MARKS},;:]++(?![^\s{_CLOSERS}\"'])|[”»)\]}}](?=\s|\Z)))*+"
)
_OPENERS = "\"'“‘«‹„‚([{¿¡"
_NEXT = re.compile(rf"(\s*+)([{_OPENERS}]*+)([^\W_]*+)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NOT_SPACE = re.compile(r"\S")

_STARTERS = frozenset(
    """
    The A An He She It They We I You This That These Those There Here In On At By For From With Without To As But And
    Or So Yet If When While Although Though Because Since After Before During Until Despite However Meanwhile Moreover
    Also Then Now Still Some Many Most Several Both Each Every His Her Hers Its Their Our My Your What Who Why How
    Where Which Whose Not Only Just Even Once According Among Amid Between Nor Of Is Are Was Were Has Have Had Does Did
    Do Can Could Should Would Such Thus Therefore Instead Indeed Perhaps Maybe Later Earlier Yesterday Today Tomorrow
    Nevertheless Nonetheless Otherwise Furthermore Additionally Finally Please Let Like Unlike Asked Another Other Others
    People Police Officials Critics Analysts
    """.split()
)
_NAMES_TOO = frozenset("An So Do Can Let Even Still Such Yet Most Each Just".split())
_CLOCK = frozenset("a.m p.m am pm A.M P.M".split())
_AFTER_CLOCK = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST Eastern Central
    Pacific Mountain London Beijing Moscow Greenwich
    """.split()
)
_BANG_NAMES = frozenset(["Yahoo", "Jeopardy"])
_ROMAN = re.compile(r"[IVX]{1,4}\Z")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])\Z")
_FUSED_LOWER = frozenset(
    "the and of but was were are has had have that with from for he she they we which this these their his her as by or not when while".split()
)
_AMOUNT = re.compile(r"\d{1,2}\s*(?:%|per\s?cent|percent|percentage|million|billion|trillion|bn\b|points?\b)")
_SAYS = (
    "said|says|say|asked|asks|ask|added|adds|told|tells|wrote|writes|replied|replies|shouted|shouts|cried|cries|yelled|"
    "exclaimed|explained|explains|insisted|insists|declared|warned|warns|noted|notes|recalled|recalls|responded|"
    "admitted|admits|tweeted|joked|wondered|wonders|announced|continued|concluded|joked|laughed|quipped|remarked|"
    "demanded|screamed|whispered|answered|stated|argued|argues|claimed|claims|commented|began|urged|pleaded|read|reads"
)
_SAID_SOON = re.compile(rf"(?:[\w’'.\-]{{1,30}}+,?\s){{0,6}}?(?:{_SAYS})\b")
_NAME_SAID = re.compile(
    rf"(?:[A-Z][\w’'.\-]{{0,30}}+\s){{1,5}}?(?:{_SAYS})\b"
    r"(?=[.,;:!?…]|\s*\Z|\s(?:in|on|at|as|after|before|when|while|with|during|last|his|her|him|them|me|us|reporters)\b)"
)


class _Stop(NamedTuple):
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

    @property
    def starts_sentence(self) -> bool:
        """Whether the next word is one that sentences like to start with."""
        after = self.text[self.next + len(self.word) : self.next + len(self.word) + 1]
        return self.word in _STARTERS and (after.isspace() or after in ",’'")

    @property
    def before(self) -> tuple[str, str]:
        """The word before the marks, without what it is bracketed or joined with, and the piece of text before that."""
        pieces = self.text[max(self.begin, self.start - 40) : self.start].split()[-2:]
        word = pieces[-1] if pieces else ""
        for joint in "-–—/":
            word = word.rpartition(joint)[2]
        return word.lstrip(_OPENERS + "‘*_"), pieces[0] if len(pieces) == 2 else ""


def _keeps_stop(stop: _Stop, word: str, prior: str) -> bool:
    """Whether the stop belongs to the abbreviation, initial or number before it and the sentence goes on."""
    digit = stop.word[:1].isdigit()
    if word in abbr.NEVER_END:
        return True
    if word in abbr.BEFORE_NUMBER and (digit or _ROMAN.match(stop.word)):
        return True
    if word in abbr.UNITS and prior[:1].isdigit():
        return digit or stop.word[:1].islower()
    if word in abbr.TITLES or abbr.is_initial(word):
        return not stop.starts_sentence or stop.word in _NAMES_TOO
    if word in _CLOCK and stop.word[:1].isupper():
        return stop.word in _AFTER_CLOCK
    if word == "etc" and stop.word[:1].isupper():
        return False
    if word in abbr.MONTHS or word in abbr.MAY_END or abbr.is_dotted(word) or (word in abbr.STATES and prior.endswith(",")):
        return not stop.starts_sentence
    return False


def _is_list_number(stop: _Stop, word: str, prior: str) -> bool:
    """Whether the stop stands behind a number that counts an item: "1. Open the door." """
    alone = stop.start - stop.begin == len(word) or prior.endswith(":")
    return alone and _LIST_NUMBER.match(word) is not None


def _ends_at_full_stop(stop: _Stop) -> bool:
    word, prior = stop.before
    if stop.marks.count(".") == 1 and (_keeps_stop(stop, word, prior) or _is_list_number(stop, word, prior)):
        return False
    if stop.word[:1].isdigit() and word.isdigit() and len(word) <= 3:
        return _AMOUNT.match(stop.text, stop.next) is None
    if not stop.word[:1].islower():
        return True
    if stop.marks[-1] in "\"'’”»":
        return _SAID_SOON.match(stop.text, stop.next) is None
    return stop.marks[-1] not in ")]}"


def _ends_at_ellipsis(stop: _Stop) -> bool:
    before = stop.text[stop.start - 1]
    if before in "[(" or not stop.word[:1].isupper():
        return False
    return stop.starts_sentence or not (before.isspace() or stop.opening)


def _ends_at_question(stop: _Stop) -> bool:
    quoted = stop.marks[-1] in "\"'’”»"
    if stop.word[:1].islower():
        return not quoted and stop.marks[-1] not in ")]}"
    if quoted:
        return stop.opening != "" or _NAME_SAID.match(stop.text, stop.next) is None
    return stop.before[0] not in _BANG_NAMES


def _ends_without_space(stop: _Stop) -> bool:
    """Whether a sentence ends where the next one follows without a space: "closely.The plan"."""
    if "。" in stop.marks or "！" in stop.marks or "？" in stop.marks:
        return True
    word, prior = stop.before
    after = stop.text[stop.next + len(stop.word) : stop.next + len(stop.word) + 1]
    if stop.word.islower():
        plain = word.isalpha() and word.islower() and len(word) > 1 and stop.marks == "." and not stop.opening
        return plain and stop.word in _FUSED_LOWER and after == " "
    sentence_case = stop.word[:1].isupper() and (stop.word[1:2].islower() or (stop.word in ("A", "I") and after == " "))
    if stop.marks[-1] in "\"'’”»)]}":
        return sentence_case
    if stop.marks[0] == "." and _keeps_stop(stop, word, prior):
        return False
    if abbr.is_dotted(word) or len(word) < 2:
        return sentence_case and stop.starts_sentence and len(stop.word) > 1
    acronym = stop.word[:1].isupper() and stop.word.isupper() and len(stop.word) > 1 and word.islower()
    return (sentence_case or acronym) and (word[-2:].islower() or word[-1:].isdigit() or word.isupper())


def _is_end(stop: _Stop) -> bool:
    if not stop.gap:
        return _ends_without_space(stop)
    if any(mark in stop.marks for mark in "!?！？"):
        return _ends_at_question(stop)
    if "…" in stop.marks or stop.marks.count(".") >= 3:
        return _ends_at_ellipsis(stop)
    return _ends_at_full_stop(stop)


def _stop_at(text: str, begin: int, start: int, end: int, limit: int) -> _Stop | None:
    """The place where the marks `text[start:end]` may end the sentence that starts at `begin`."""
    following = _NEXT.match(text, end, limit)
    if following is None:
        return None
    gap, opening, word = following.groups()
    if opening.startswith('"') and (not gap or not word) and text.count('"', begin, start) % 2:
        return _stop_at(text, begin, start, end + len(gap) + 1, limit)
    if opening.startswith("'") and not gap:
        return _stop_at(text, begin, start, end + 1, limit)
    return _Stop(text, begin, start, end, following.start(3), text[start:end], gap != "", opening, word)


def _next_character(text: str, start: int, end: int) -> int:
    """The first character of `text[start:end]` that is no white space; `end` where there is none."""
    found = _NOT_SPACE.search(text, start, end)
    return found.start() if found else end


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the block `text[start:end]`, in order, without white space around them.

    Every other character of the block is in one of them: marks that stand alone go with the sentence before.
    """
    sentences: list[tuple[int, int]] = []
    skip = iter(addresses(text, start, end))
    address = next(skip, None)
    begin = _next_character(text, start, end)
    first = _LETTER_OR_DIGIT.search(text, begin, end)
    for marks in _END.finditer(text, begin, end):
        while address and address[1] <= marks.start():
            address = next(skip, None)
        if address and address[0] <= marks.start():
            continue
        if first is None or marks.start() <= first.start():
            continue
        stop = _stop_at(text, begin, marks.start(), marks.end(), end)
        if stop is None or not _is_end(stop):
            continue
        following = _next_character(text, stop.end, end)
        first = _LETTER_OR_DIGIT.search(text, following, end)
        if first is None:
            break
        sentences.append((begin, stop.end))
        begin = following
    last = len(text[begin:end].rstrip())
    if last:
        sentences.append((begin, begin + last))
    return sentences
