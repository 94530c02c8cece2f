"""Quotations: what an article says in other people's words, and the marks that could not be paired.

Two passes over a paragraph's marks, both linear: the first looks at what stands left and right of each mark and
ahead of it, the second pairs the marks on a stack. A straight mark opens or closes by its neighbours and, where
these leave it open, by what is open at that point. An apostrophe inside a word never gets that far.

An unclosed quotation ends with its paragraph at the latest: one lost mark must not turn the rest of an article into
quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import NamedTuple

from lint.document import Document, Role


class Quotation(NamedTuple):
    """`text[start:end]` with its marks, `text[inner_start:inner_end]` the quoted words alone.

    `depth` is 0 for an outermost quotation. `style` names the opening mark's form: double-curly, single-curly,
    double-straight, single-straight, guillemet, single-guillemet, low-double, low-single, corner, title,
    typewriter (two single marks for a double one), backtick, full-width. `closed` is False where no mark closes it;
    it then ends with its paragraph, or before the next quotation of its kind. Of those, one that `continues` is a part
    of a quotation over several paragraphs: the next one opens with the same mark again.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    style: str
    closed: bool
    continues: bool


class MarkKind(StrEnum):
    """What is wrong with a mark."""

    UNCLOSED = "unclosed"
    """An opening mark that nothing closes."""
    UNOPENED = "unopened"
    """A closing mark that nothing opened."""
    RUNS_ON = "runs on"
    """An opening mark closed in the next paragraph only, which does not open again. `partner` is the closing mark."""
    CROSSED = "crossed"
    """A closing mark that comes after the mark around its quotation was closed. `partner` is its opening mark."""
    WRONG_WAY = "wrong way"
    """An opening mark where a quotation closes, or the reverse."""
    MIXED_PAIR = "mixed pair"
    """A closing mark of another form than the opening one, which is the `partner`."""
    WRONG_APOSTROPHE = "wrong apostrophe"
    """An opening mark, a backtick, an accent or a prime where an apostrophe belongs."""
    SPACED_APOSTROPHE = "spaced apostrophe"
    """An apostrophe torn off its word; the problem's span takes in the space."""
    DOUBLED = "doubled"
    """The same double mark twice or more; of the family "single", a possessive with two endings (winner's')."""
    MISPLACED = "misplaced"
    """A closing mark glued to the sentence before, where a quotation opens: `showed.” This`. `partner` closes it."""


class MarkProblem(NamedTuple):
    """`text[start:end]` is the mark; `family` says whether it is a "double" or "single" one (or "guillemet", "corner").

    `partner` is the start of the other mark concerned, -1 if there is none.
    """

    start: int
    end: int
    kind: MarkKind
    family: str = "double"
    partner: int = -1


@dataclass(frozen=True, slots=True)
class Analysis:
    """All quotations and all problems of a text, each in order of `start`."""

    quotations: list[Quotation]
    problems: list[MarkProblem]


def parse(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """All quotations in the paragraphs `text[start:end]`, in order of their opening marks."""
    return _analyse(text, blocks).quotations


def problems(text: str, blocks: Sequence[tuple[int, int]]) -> list[MarkProblem]:
    """The marks that could not be paired or that stand the wrong way, in order."""
    return _analyse(text, blocks).problems


def analyse(document: Document) -> Analysis:
    """Quotations and problems of a document; for `document.derive(analyse)`, which keeps the result.

    A caption may stand between two paragraphs of one quotation: it is read by itself.
    """
    text = document.text
    flow = [(block.start, block.end) for block in document.blocks if block.role is not Role.CAPTION]
    result = _analyse(text, flow)
    for block in document.blocks:
        if block.role is Role.CAPTION:
            caption = _analyse(text, [(block.start, block.end)])
            result.quotations.extend(caption.quotations)
            result.problems.extend(caption.problems)
    if len(flow) < len(document.blocks):
        result.quotations.sort(key=lambda quotation: (quotation.start, -quotation.end))
        result.problems.sort()
    return result


_OPEN, _CLOSE, _EITHER, _NONE = 1, 2, 3, 0

# Mark -> family, form, the way it faces.
_KINDS: dict[str, tuple[str, str, int]] = {
    "“": ("double", "double-curly", _OPEN),
    "”": ("double", "double-curly", _CLOSE),
    "‟": ("double", "double-curly", _OPEN),
    "„": ("double", "low-double", _OPEN),
    '"': ("double", "double-straight", _EITHER),
    "＂": ("double", "full-width", _EITHER),
    "``": ("double", "backtick", _OPEN),
    "''": ("double", "typewriter", _EITHER),
    "‘‘": ("double", "typewriter", _OPEN),
    "’’": ("double", "typewriter", _CLOSE),
    "‘": ("single", "single-curly", _OPEN),
    "’": ("single", "single-curly", _CLOSE),
    "‛": ("single", "single-curly", _OPEN),
    "‚": ("single", "low-single", _OPEN),
    "'": ("single", "single-straight", _EITHER),
    "＇": ("single", "full-width", _EITHER),
    "`": ("single", "backtick", _OPEN),
    "´": ("single", "backtick", _CLOSE),
    "′": ("single", "prime", _CLOSE),
    "«": ("guillemet", "guillemet", _OPEN),
    "»": ("guillemet", "guillemet", _CLOSE),
    "‹": ("single-guillemet", "single-guillemet", _OPEN),
    "›": ("single-guillemet", "single-guillemet", _CLOSE),
    "「": ("corner", "corner", _OPEN),
    "」": ("corner", "corner", _CLOSE),
    "『": ("white-corner", "corner", _OPEN),
    "』": ("white-corner", "corner", _CLOSE),
    "《": ("title", "title", _OPEN),
    "》": ("title", "title", _CLOSE),
    "〝": ("prime-quote", "corner", _OPEN),
    "〞": ("prime-quote", "corner", _CLOSE),
    "〟": ("prime-quote", "corner", _CLOSE),
}
_MARK_CHARACTERS = frozenset("".join(_KINDS))

# An apostrophe with letters or digits on both sides (don't, O’Brien) is not matched at all.
_MARKS = re.compile(
    r""""{1,200}|“{1,200}|”{1,200}|``|''|‘‘|’’|(?<![^\W_])['’]|['’](?![^\W_])|[„‟＂‘‛‚＇`´′«»‹›「」『』《》〝〞〟]""",
)

_DASHES = "-‐‑‒–—―"
_LEFT_BOUNDARY = frozenset("([{<（【/|+=*_~•·" + _DASHES)
_LEFT_BOTH = frozenset(_DASHES + "*_~/")
_RIGHT_BOUNDARY = frozenset(".,;:!?)]}>…）】，。、；：！？/|*_~·" + _DASHES)
_RIGHT_BOTH = frozenset(_DASHES + "*_~/")
_DOTS_AND_WORD = re.compile(r"[.…]{1,6}\w")

# Words that lose their beginning to an apostrophe; "n" is the one of rock 'n' roll.
_ELISION = re.compile(
    r"(?:(?:tis|twas|twere|twill|em|til|till|cause|cos|coz|bout|round|neath|nuff|n|un|uns|ere|cept|scuse|twixt|tween)"
    r"|[0-9]0s|[0-9]{2}|t(?=\s[^\W\d_])|s(?=-[^\W\d_]))(?![^\W_])",
    re.IGNORECASE,
)
_AND = re.compile(r"[nN](?![^\W_])")
_CLITIC = re.compile(r"(?:s|t|re|ve|ll|d|m)(?![^\W_]|['’-])", re.IGNORECASE)
_TORN_CLITIC = re.compile(r"[ \xa0](?:s|t|re|ve|ll|m)(?![^\W_]|['’-])")
_DROPPED_END = re.compile(r"(?:[A-Za-z]{1,20}in|\b(?:an|o|ol|th|wi|mo|lil|tha))\Z", re.IGNORECASE)
# What cannot follow a possessive, so that the mark before it closes a quotation.
_NO_NOUN = re.compile(
    r"\s(?:not|and|or|but|is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did|of|in|to"
    r"|for|on|at|by|from|with|as|that|which|who|he|she|they|it|we|the|an?)(?![\w’'-])"
)
_NEGATED = re.compile(
    r"(?<![^\W_])(?:do|does|did|is|are|was|were|ca|wo|would|could|should|have|has|had|must|need|ai)n\Z", re.IGNORECASE
)
_FEET = re.compile(r"[ \xa0]?[0-9]{1,2}(?:[.½¼¾⅛]|[ \xa0]?[0-9]/[0-9])?[0-9]{0,2}(?:[\"”″]|''|’’|(?![\w.]))")
_SHORT_NUMBER = re.compile(r"(?<![\w,.])[0-9]{1,3}(?:\.[0-9]{1,2})?(?:[ ½¼¾⅛-]?[0-9]/[0-9]|[½¼¾⅛])?\Z")

_BRACKET = 120
"""Behind so many characters it is no matter where a bracket opened."""


class _Mark:
    """A mark with what stands around it: `left` and `right` are "" at the paragraph's ends.

    `after` says, beyond any marks that follow at once, whether the text lets it close there, and open there.
    `limit` is where the quotation it opens ends at the latest if nothing closes it: at the next one of its family.
    `interrupted` tells that this next one is the very next to open.
    """

    __slots__ = (
        "after", "ahead", "end", "facing", "family", "form", "interrupted", "left", "limit", "right", "shape", "start",
        "text",
    )  # fmt: skip

    def __init__(self, text: str, start: int, end: int, left: str, right: str) -> None:
        self.text, self.start, self.end, self.left, self.right = text, start, end, left, right
        self.family, self.form, self.facing = _KINDS.get(text) or _KINDS[text[0]]
        self.after = (True, False)
        self.shape = _EITHER
        self.ahead = _NONE
        self.limit = -1
        self.interrupted = False


def _right_of(text: str, position: int, end: int) -> tuple[bool, bool]:
    """Whether what starts at `position` can follow a closing mark, and whether it can follow an opening one."""
    if position >= end:
        return True, False
    character = text[position]
    if character.isspace():
        return True, False
    if character in _RIGHT_BOUNDARY:
        inner = character in _RIGHT_BOTH or (character in ".…" and bool(_DOTS_AND_WORD.match(text, position)))
        return True, inner
    return False, True


def _shape(boundary_left: bool, solid_left: bool, boundary_right: bool, solid_right: bool) -> int:
    opens, closes = boundary_left and solid_right, solid_left and boundary_right
    return _EITHER if opens == closes else _OPEN if opens else _CLOSE


class _Paragraph:
    """Pairs the marks of one paragraph, `text[start:end]`."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.pairs: list[tuple[_Mark, _Mark]] = []
        self.unclosed: list[_Mark] = []
        self.unopened: list[_Mark] = []
        self.leftover: list[_Mark] = []  # still open at the end of the paragraph
        self.problems: list[MarkProblem] = []
        self._stack: list[_Mark] = []
        self._open: dict[str, list[_Mark]] = {}  # the stack by families
        self._dangling: dict[str, list[_Mark]] = {}
        self._marks = self._read()
        self._pair()

    def _read(self) -> list[_Mark]:
        text, start, end = self.text, self.start, self.end
        marks: list[_Mark] = []
        for match in _MARKS.finditer(text, start, end):
            first, last = match.span()
            left = text[first - 1] if first > start else ""
            right = text[last] if last < end else ""
            if match[0] == '""' and left.isalnum() and right.isalnum():  # two quotations without a space
                marks += (_Mark('"', first, first + 1, left, '"'), _Mark('"', first + 1, last, '"', right))
            else:
                marks.append(_Mark(match[0], first, last, left, right))
        self._look_ahead(marks)
        return marks

    def _look_ahead(self, marks: list[_Mark]) -> None:
        """Give each mark its shape by its neighbours, and what the next mark of its family is likely to do.

        `ahead` of a single mark: _CLOSE if a sure closing mark comes before the next opening one, _EITHER if only a
        possible one does (workers'), else _NONE. Of a double mark: the shape of the next double mark, or _NONE.
        """
        ahead = {"single": _NONE, "double": _NONE}
        right = (True, False)
        following = self.end + 1
        for mark in reversed(marks):
            if mark.end != following:
                right = _right_of(self.text, mark.end, self.end)
            following = mark.start
            mark.after = right
            left = mark.left
            boundary = not left or left.isspace() or left in _LEFT_BOUNDARY or left in "“‘„«‹「『《`‚"
            solid = bool(left) and (not boundary or left in _LEFT_BOTH)
            if left in ('"', "'"):
                boundary = solid = True
            mark.shape = _shape(boundary, solid, *right)
            mark.ahead = ahead.get(mark.family, _NONE)
            if mark.family == "double":
                ahead["double"] = mark.facing if mark.form == "double-curly" else mark.shape
            elif mark.family == "single":
                ahead["single"] = self._single_ahead(mark, ahead["single"])

    def _single_ahead(self, mark: _Mark, ahead: int) -> int:
        if mark.shape == _CLOSE and mark.text not in "‘`‚":
            if self._may_be_apostrophe(mark):
                return ahead or _EITHER
            return _CLOSE
        if mark.shape == _EITHER:
            return ahead or (_NONE if _CLITIC.match(self.text, mark.end) else _EITHER)
        if mark.shape == _OPEN and mark.text not in "’´′" and not self._elision(mark):
            return _NONE
        return ahead

    def _may_be_apostrophe(self, mark: _Mark) -> bool:
        """Whether a mark after a word may stand for the possessive (workers'), a dropped letter (runnin') or feet."""
        left = mark.left
        if left in "sSzZxX" or left.isdigit():
            return True
        if left in "nN" and self.text[mark.start - 2 : mark.start - 1] in _MARK_CHARACTERS:
            return True
        return left.isalpha() and bool(_DROPPED_END.search(self.text, max(self.start, mark.start - 24), mark.start))

    def _elision(self, mark: _Mark) -> bool:
        return bool(_ELISION.match(self.text, mark.end, self.end))

    def _pair(self) -> None:
        previous_end, previous_role = -1, _NONE
        for mark in self._marks:
            if mark.start == previous_end and mark.left in ('"', "'"):
                mark.shape = _shape(previous_role == _OPEN, previous_role != _OPEN, *mark.after)
            role = self._single_role(mark) if mark.family == "single" else self._double_role(mark)
            if role == _OPEN:
                self._push(mark)
            elif role == _CLOSE:
                self._close(mark)
            previous_end, previous_role = mark.end, role
        self._finish()

    def _note(self, mark: _Mark, kind: MarkKind, partner: int = -1) -> None:
        self.problems.append(MarkProblem(mark.start, mark.end, kind, mark.family, partner))

    def _push(self, mark: _Mark) -> None:
        if len(mark.text) > 1 and mark.text[0] in '"“”':
            self._note(mark, MarkKind.DOUBLED)
        of_family = self._open.setdefault(mark.family, [])
        if of_family and of_family[-1].limit < 0:
            of_family[-1].limit = mark.start
            of_family[-1].interrupted = self._stack[-1] is of_family[-1]
        self._stack.append(mark)
        of_family.append(mark)

    def _pop(self) -> _Mark:
        mark = self._stack.pop()
        self._open[mark.family].pop()
        return mark

    def _close(self, mark: _Mark) -> None:
        if not self._open.get(mark.family):
            dangling = self._dangling.get(mark.family)
            if dangling:
                opening = dangling.pop()
                self._note(mark, MarkKind.CROSSED, opening.start)
                self.pairs.append((opening, mark))
            else:
                self.unopened.append(mark)
            return
        while (opening := self._pop()).family != mark.family:
            self._dangling.setdefault(opening.family, []).append(opening)
        self.pairs.append((opening, mark))
        if len(mark.text) > 1 and mark.text[0] in '"“”':
            if self._stack and self._stack[-1].family == mark.family and len(opening.text) == 1:
                self.pairs.append((self._pop(), mark))
            else:
                self._note(mark, MarkKind.DOUBLED)
        # Some forms go together in the use of a language or a typewriter: „…“, ``…'', `…'.
        known = bool(self.problems) and self.problems[-1].start == mark.start
        if opening.form != mark.form and opening.form not in ("low-double", "low-single", "backtick") and not known:
            self._note(mark, MarkKind.MIXED_PAIR, opening.start)

    def _finish(self) -> None:
        for marks in self._dangling.values():
            self.unclosed += marks
        self.leftover = self._stack
        self._pair_misplaced()

    def _pair_misplaced(self) -> None:
        """Two closing marks without an opening, the first of them glued to the sentence before: it opens."""
        unopened: list[_Mark] = []
        for mark in self.unopened:
            before = unopened[-1] if unopened else None
            if before and before.family == mark.family and before.left in ".!?:," and before.right.isspace():
                self._note(unopened.pop(), MarkKind.MISPLACED, mark.start)
                self.pairs.append((before, mark))
            else:
                unopened.append(mark)
        self.unopened = unopened

    def _double_role(self, mark: _Mark) -> int:
        if mark.family != "double":
            return self._foreign_role(mark)
        is_open = bool(self._open.get("double"))
        if mark.form == "typewriter" and mark.left.isalnum() and _CLITIC.match(self.text, mark.end, self.end):
            self._note(mark, MarkKind.WRONG_APOSTROPHE)
            return _NONE
        if mark.facing == _EITHER:
            return self._straight_role(mark, is_open)
        if mark.form == "double-curly" and mark.shape not in (_EITHER, mark.facing):
            if mark.shape == _CLOSE and is_open and mark.left not in (":", "("):
                self._note_wrong_way(mark)
                return _CLOSE
            if mark.shape == _OPEN and not is_open and mark.ahead != _NONE:
                self._note_wrong_way(mark)
                return _OPEN
        if mark.facing == _CLOSE and not is_open and self._inches(mark):
            return _NONE
        return mark.facing

    def _note_wrong_way(self, mark: _Mark) -> None:
        if not (self._stack and self._stack[-1].form == "low-double"):
            self._note(mark, MarkKind.WRONG_WAY)

    def _foreign_role(self, mark: _Mark) -> int:
        """Guillemets may point inwards (»…«) as well; the marks of Asian languages have one way only."""
        if mark.family in ("guillemet", "single-guillemet") and mark.shape != _EITHER:
            return mark.shape
        return mark.facing

    def _straight_role(self, mark: _Mark, is_open: bool) -> int:
        if mark.shape == _CLOSE:
            if self._inches(mark) and (not is_open or mark.ahead == _CLOSE):
                return _NONE
            if not is_open and mark.left in ":," and mark.ahead in (_CLOSE, _EITHER):
                return _OPEN
            return _CLOSE
        if mark.shape == _OPEN:
            return _CLOSE if is_open and mark.ahead in (_NONE, _OPEN) and self._same_on_top(mark) else _OPEN
        if mark.left == ":" or mark.right == "":
            return _OPEN if mark.right else _CLOSE
        return _CLOSE if is_open else _OPEN

    def _same_on_top(self, mark: _Mark) -> bool:
        """Whether a quotation of this form is the innermost open one, and begins where a quotation can."""
        top = self._stack[-1]
        return top.form == mark.form and self.text[top.end : top.end + 1].strip() != ""

    def _inches(self, mark: _Mark) -> bool:
        if not (mark.left.isdigit() or mark.left in ("½", "¼", "¾", "⅛")) or len(mark.text) > 2:
            return False
        before = self.text[max(self.start, mark.start - 12) : mark.start]
        if re.search(r"[0-9]['’′] ?[0-9]{1,2}(?:\.[0-9])?\Z", before):
            return True
        return bool(_SHORT_NUMBER.search(before))

    def _single_role(self, mark: _Mark) -> int:
        if self._is_apostrophe(mark):
            return _NONE
        is_open = bool(self._open.get("single"))
        if mark.facing == _OPEN:
            return self._opening_single_role(mark, is_open)
        if mark.shape == _CLOSE:
            return self._closing_single_role(mark, is_open)
        if mark.shape == _OPEN:
            return self._word_initial_role(mark, is_open)
        if is_open:
            return _CLOSE
        return _OPEN if mark.ahead != _NONE and mark.facing == _EITHER and mark.left.isspace() else _NONE

    def _is_apostrophe(self, mark: _Mark) -> bool:
        """Whether the mark is surely an apostrophe, right or wrong; notes a wrong one."""
        text = self.text
        in_word = mark.left.isalnum() and mark.right.isalnum()
        if in_word and mark.text in "‘‛`´′＇":
            if self._glued_quotation(mark):
                return False
            if not self._is_letter_of_its_own(mark):
                self._note(mark, MarkKind.WRONG_APOSTROPHE)
            return True
        if mark.text == "′":
            return True
        if mark.left.isspace() and self._torn_off(mark):
            return True
        if mark.right.isalpha() and not (mark.left.isspace() or not mark.left):
            return bool(_CLITIC.match(text, mark.end, self.end)) and mark.left not in _LEFT_BOUNDARY
        return False

    def _glued_quotation(self, mark: _Mark) -> bool:
        """said‘Hello’: no clitic follows, and a closing mark does."""
        return mark.text in "‘‛" and mark.ahead == _CLOSE and not _CLITIC.match(self.text, mark.end, self.end)

    def _is_letter_of_its_own(self, mark: _Mark) -> bool:
        """Hawai‘i, O‘ahu, Sana‘a: not a contraction, nor an Irish or Italian name (O‘Brien, D‘Angelo)."""
        if _CLITIC.match(self.text, mark.end, self.end):
            return False
        return not (mark.left.isupper() and mark.right.isupper())

    def _torn_off(self, mark: _Mark) -> bool:
        """Iran ' s, Iran 's, workers ' union: an apostrophe with a space before it."""
        text, before = self.text, mark.start - 1
        if before <= self.start or not text[before - 1].isalnum() or text[before] not in " \xa0":
            return False
        clitic = _CLITIC.match(text, mark.end, self.end)
        torn = _TORN_CLITIC.match(text, mark.end, self.end)
        match = clitic or torn
        if not match or (torn and self._open.get("single")):
            return False
        if match[0].strip() == "t" and not _NEGATED.search(text, max(self.start, before - 10), before):
            return False
        end = mark.end + 1 if torn else mark.end
        self.problems.append(MarkProblem(before, end, MarkKind.SPACED_APOSTROPHE, "single"))
        return True

    def _opening_single_role(self, mark: _Mark, is_open: bool) -> int:
        if mark.shape == _CLOSE and mark.left not in (":", "("):
            if is_open:
                if mark.form != "backtick":
                    self._note_wrong_way(mark)
                return _CLOSE
            if mark.left.isalnum():
                self._note(mark, MarkKind.WRONG_APOSTROPHE)
                return _NONE
        if mark.shape == _OPEN and self._elision(mark) and (mark.ahead != _CLOSE or _AND.match(self.text, mark.end)):
            self._note(mark, MarkKind.WRONG_APOSTROPHE)
            return _NONE
        return _OPEN

    def _closing_single_role(self, mark: _Mark, is_open: bool) -> int:
        if not is_open:
            return self._unopened_single_role(mark)
        if mark.left.isdigit():
            # A figure has no possessive: behind one it is feet, or the end of the 'Age 60' rule.
            feet = mark.ahead == _CLOSE or _FEET.match(self.text, mark.end, self.end)
            return _NONE if feet else _CLOSE
        if mark.right == ")" and self._may_be_apostrophe(mark) and self._in_bracket_of_its_own(mark):
            return _NONE
        if self._may_be_apostrophe(mark) and mark.right.isspace() and not _NO_NOUN.match(self.text, mark.end, self.end):
            if mark.ahead == _CLOSE or self._stack[-1].family != "single":
                return _NONE
            following = self.text[mark.end + 1 : mark.end + 2]
            if mark.ahead == _EITHER and following.islower():
                return _NONE
        return _CLOSE

    def _in_bracket_of_its_own(self, mark: _Mark) -> bool:
        """Whether the bracket that closes behind the mark opened in the quotation: 'those (the survivors') gains'."""
        since = max(self._open["single"][-1].end, mark.start - _BRACKET)
        return self.text.rfind("(", since, mark.start) > self.text.rfind(")", since, mark.start)

    def _unopened_single_role(self, mark: _Mark) -> int:
        torn = _TORN_CLITIC.match(self.text, mark.end, self.end)
        if torn and mark.left.isalpha():
            self.problems.append(MarkProblem(mark.start, mark.end + 1, MarkKind.SPACED_APOSTROPHE, "single"))
            return _NONE
        if mark.text == "´" and mark.left.isalpha():
            self._note(mark, MarkKind.WRONG_APOSTROPHE)
            return _NONE
        if self._dangling.get("single"):
            return _CLOSE
        if mark.left == "s" and self.text[mark.start - 2 : mark.start - 1] in ("'", "’"):
            self._note(mark, MarkKind.DOUBLED)
            return _NONE
        # After a word: a possessive or a dropped letter. After an abbreviation (the U.S.' role) or a quotation: too.
        after_word = mark.left.isalnum() or mark.left in _MARK_CHARACTERS
        after_abbreviation = mark.left == "." and self.text[mark.start - 2 : mark.start - 1].isupper()
        return _NONE if after_word or after_abbreviation else _CLOSE

    def _word_initial_role(self, mark: _Mark, is_open: bool) -> int:
        """'tis, '90s, 'n': apostrophes unless they open a quotation that surely closes."""
        if _AND.match(self.text, mark.end, self.end):
            return _NONE
        if self._elision(mark):
            return _OPEN if mark.ahead == _CLOSE and not is_open else _NONE
        if mark.facing == _CLOSE:
            if is_open or mark.ahead != _CLOSE:
                return _NONE
            self._note(mark, MarkKind.WRONG_WAY)
            return _OPEN
        return _OPEN


_Part = tuple[int, int, int, int, str, bool, bool]
"""A Quotation without its depth."""


def _analyse(text: str, blocks: Sequence[tuple[int, int]]) -> Analysis:
    quotations: list[Quotation] = []
    found: list[MarkProblem] = []
    paragraphs = (_Paragraph(text, start, end) for start, end in blocks)
    for paragraph, following in pairwise(chain(paragraphs, [None])):
        if paragraph is None:
            break
        parts: list[_Part] = [
            (opening.start, closing.end, opening.end, closing.start, opening.form, True, False)
            for opening, closing in paragraph.pairs
        ]
        for opening in paragraph.unclosed:
            end = opening.limit if opening.limit >= 0 else paragraph.end
            parts.append((opening.start, end, opening.end, end, opening.form, False, False))
            found.append(MarkProblem(opening.start, opening.end, MarkKind.UNCLOSED, opening.family))
        parts += _leftover(text, paragraph, following, found)
        quotations += _nest(text, parts)
        found += paragraph.problems
        found += (MarkProblem(mark.start, mark.end, MarkKind.UNOPENED, mark.family) for mark in paragraph.unopened)
    found.sort()
    return Analysis(quotations, found)


def _leftover(text: str, paragraph: _Paragraph, following: _Paragraph | None, found: list[MarkProblem]) -> list[_Part]:
    """The quotations still open where a paragraph ends: continued in the next, closed there only, or never closed."""
    parts: list[_Part] = []
    position = following.start if following else len(text)
    for opening in paragraph.leftover:
        size = len(opening.text)
        continues = (
            following is not None
            and text[position : position + size] == opening.text
            and not opening.interrupted
            and _may_run_over(text, paragraph, opening)
        )
        if continues:
            position += size
        else:
            found.append(_never_closed(opening, following))
        end = paragraph.end if continues or opening.limit < 0 else opening.limit
        parts.append((opening.start, end, opening.end, end, opening.form, False, continues))
    return parts


def _never_closed(opening: _Mark, following: _Paragraph | None) -> MarkProblem:
    if following and following.unopened and following.unopened[0].family == opening.family:
        closing = following.unopened.pop(0)
        return MarkProblem(opening.start, opening.end, MarkKind.RUNS_ON, opening.family, closing.start)
    return MarkProblem(opening.start, opening.end, MarkKind.UNCLOSED, opening.family)


_SMALL_WORD_BEFORE = re.compile(
    r"(?<![^\W_])(?:the|an?|of|on|in|for|to|as|by|with|and|or|this|that|called|named)\s\Z", re.IGNORECASE
)


def _may_run_over(text: str, paragraph: _Paragraph, opening: _Mark) -> bool:
    """Whether a quotation may go on in the next paragraph: it quotes sentences, not a word or name in a sentence."""
    before = text[max(paragraph.start, opening.start - 10) : opening.start]
    if _SMALL_WORD_BEFORE.search(before):
        return False
    return text[paragraph.end - 1] in ".!?…)]*_\"'’”-–—"


def _nest(text: str, parts: list[_Part]) -> list[Quotation]:
    """One paragraph's quotations in order, with their depths."""
    parts.sort(key=lambda part: (part[0], -part[1]))
    quotations = []
    ends: list[int] = []
    for start, end, inner_start, inner_end, style, closed, continues in parts:
        while not closed and inner_end > inner_start and text[inner_end - 1].isspace():
            inner_end -= 1
            end = inner_end
        while ends and ends[-1] <= start:
            ends.pop()
        quotations.append(Quotation(start, end, inner_start, inner_end, len(ends), style, closed, continues))
        ends.append(end)
    return quotations
