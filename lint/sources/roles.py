"""What each paragraph is in the article, where no markup says so.

Rules that look for damage in prose must not be told that a damaged paragraph is a headline: whatever is not clearly
something else is BODY.

- HEADLINE: paragraphs before the body of at most 22 words, without a final stop, that do not begin with a small letter
  or a quotation, where prose follows; a repeat of the first has its level 1, others (a deck) 2. Inside the body
  (level 2), at most 10 words (15 behind a number), without any final mark, not ending on a word such as "of" or
  "the", not beginning like a sentence, before a paragraph that begins with a capital.
- BYLINE: "By Jane Doe", "By Jane Doe and John Roe, Reuters", "(Reporting by …)".
- DATELINE: a date that stands alone, "Updated 3 p.m., July 28, 2014", and the place that opens a report,
  "BEIJING, Feb. 4 (Xinhua) -- ", which becomes a block of its own.
- CAPTION: opened by "Photo:", "FILE -" and the like, or closed by a picture credit.
- LIST: opened by a bullet, or by a number or letter where another paragraph is; the block begins behind the marker.
  Also short lines without a final stop that share a label with another ("Typical salary: £65,000").
- QUOTATION: lines that begin with ">", or are set in where most of the text is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lint.document import Block, Role
from lint.sources.paragraphs import BULLET, NUMBER, Paragraph


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORT = 160
"""Bylines, dates and headlines are no longer than this, in code points."""
_CAPTION = 600
_CREDIT = 100
"""A picture credit stands within this distance of the end of a caption."""

_HEADLINE_WORDS = 22
_SUBHEADING_WORDS = 10
_NUMBERED_WORDS = 15
_LABEL_WORDS = 5
_MAX_HEADLINES = 4
_NEAR = 5
"""Prose must follow the headlines within so many paragraphs."""
_SET_IN = 4

_OPENERS = "\"'“‘«("
_CLOSERS = "\"'”’»)]"
_FINAL_STOPS = frozenset(".…:;,。")
_SENTENCE_MARKS = frozenset(".!?…:")
_FINAL_MARKS = _FINAL_STOPS | frozenset("!?-–—")

_MONTHS = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS})(?:,? \d{{4}})?"

# The place that opens a report, in capitals (PARIS; SEOUL, South Korea; BEIJING, Feb. 4), or not, before an agency.
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{1,20}"
_PLACE = rf"{_CAPITALS}(?:[ /]{_CAPITALS}){{0,4}}"
_NAME = r"[A-ZÀ-Þ][\w'’-]{1,20}\.?(?: [A-ZÀ-Þ][\w'’-]{1,20}\.?){0,3}"
_AGENCY = r" ?(?:\([A-Z][\w.&' /-]{1,30}\)|/[A-Z][\w.&' -]{1,30}/)"
_BEFORE_BODY = r"(?=[\"“‘'(]{0,2}[A-ZÀ-Þ0-9$€£])"
_CAPITALS_DATELINE = re.compile(
    rf"({_PLACE})(?:, {_NAME})?(, {_DATE}(?:{_AGENCY})?|{_AGENCY})?(?: ?(?:—|–|--)| -) {_BEFORE_BODY}"
)
_AGENCY_DATELINE = re.compile(rf"{_NAME}(?:, {_NAME})?(?:, {_DATE})?{_AGENCY} ?(?:—|–|--?) ?{_BEFORE_BODY}")
_PLACE_AND_DATE = re.compile(rf"{_PLACE}(?:, {_NAME})?, {_DATE}(?:{_AGENCY})?\.?")
_MIN_PLACE = 4
_LONGEST_PLACE = 80

_DATE_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_DATE_MARKS = frozenset(",.:/-–—|()+")
_DATE_NAMES = _words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "updated published posted modified created revised ago"
)
_DATE_WORDS = _DATE_NAMES | _words(
    "a p m am pm noon midnight at on last first st nd rd th t z utc gmt bst cet cest et est edt pt pst pdt ct cst cdt "
    "min mins minute minutes hour hours day days read"
)
_NUMERIC_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b")
_DIGIT = re.compile(r"\d")
_LONGEST_DATE = 100

_BY = re.compile(
    r"(?:(?:Words|Written|Story|Text|Reported|Report|(?:Photo|Photograph|Picture|Image|Video|Graphic)s?) )?"
    r"[Bb][Yy] (?=[A-ZÀ-Þ])"
)
_BYLINE_WORDS = _words(
    "and & | in for of at the de da di du del della der den van von la le al el bin ibn ter dos y staff special senior "
    "chief political foreign diplomatic correspondent correspondents reporter reporters writer writers editor editors "
    "contributor columnist to"
)
_MAX_BYLINE_WORDS = 16
_REPORTING = re.compile(r"\(?(?:(?:Additional|Further) )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by [A-Z]")

_CAPTION_START = re.compile(
    r"(?:file )?(?:photo(?:graph)?|image|picture|illustration|graphic)s?(?: credits?| by| courtesy(?: of)?)? ?: ?"
    r"|(?:photo|image|picture) (?:credit|courtesy) "
    r"|file (?:photo|image|picture)(?: of\b|[.:,] | [-–—] )"
    r"|FILE ?(?:--?|–|—) "
    r"|(?:caption|credit) ?: ",
    re.IGNORECASE,
)
_CAPTION_INITIALS = frozenset("FfPpIiGgCc")
_CAPTION_END = re.compile(
    r"\b(?:Image|Photo|Photograph|Picture|Illustration|Credit)s?(?: credit| by| courtesy(?: of)?)?: [^.!?]{2,60}\.?$"
    r"|\((?:AP|Reuters|REUTERS|AFP|EPA|Getty|Xinhua|PA|UPI|TASS|Handout|Photo|File)\b[^()]{0,20}"
    r"(?:[Pp]hoto|Images?|/|\bby\b)[^()]{0,60}\)\.?$"
)

_LABEL = re.compile(r"([A-ZÀ-Þ][\w’'-]{0,20}(?: [\w’'-]{1,20}){0,3}): \S")
_NUMBERED = re.compile(r"\d{1,2} [A-ZÀ-Þ]")
_INNER_END = re.compile(r"[^\W\d_]{3}[.!?][\"”’)\]]? {1,3}[\"“‘(]?[A-ZÀ-Þ]")
_PRONOUN = re.compile(
    r"(?:He|She|It|They|We|I|You|There|This|That|These|Those|But|And|However|Meanwhile|According|If|When|While)\b"
)
_DETERMINER = re.compile(r"(?:As|In|On|At|For|With|From|The|A|An|Mr|Mrs|Ms|Dr|His|Her|Their|Its|Our|My)\b")
_CUT_OFF = _words(
    "a an the of in on at by to for from with and or but nor as than that which who whose is are was were be been has "
    "have had will would could should may might can its their his her our your my not"
)
# Headlines above the body do end on these: "Talks go on", "Who to vote for".
_PARTICLES = _words("on in by for with to at not is are")
_SEPARATOR = re.compile(r"[-*_=#~+•·—–\s]{3,}|[*•#]|-30-|[-(]?ENDS?[-)]?")


@dataclass(slots=True)
class Part:
    """A paragraph, or its dateline; `role` None stands for text that is a headline or body.

    `strong` says that markup sets the whole of it in bold type.
    """

    start: int
    end: int
    role: Role | None = None
    level: int = 0
    strong: bool = False


def assign(text: str, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The blocks of a text whose paragraphs are known; lines that only separate (`***`) belong to none.

    A text of one paragraph is body, whatever it looks like.
    """
    if len(paragraphs) == 1:
        parts = list(split_dateline(text, paragraphs[0].start, paragraphs[0].end))
    else:
        numbered = sum(1 for each in paragraphs if NUMBER.match(text, each.start)) > 1
        set_in = sum(1 for each in paragraphs if each.indent >= _SET_IN)
        quotes_set_in = 0 < set_in * 2 < len(paragraphs)
        parts = [part for each in paragraphs for part in _parts(text, each, numbered, quotes_set_in)]
        _mark_facts(text, parts)
        mark_headlines(text, parts)
    return blocks_of(parts)


def blocks_of(parts: Sequence[Part]) -> list[Block]:
    """The parts as blocks; what is nothing else is body."""
    return [Block(part.role or Role.BODY, part.start, part.end, part.level) for part in parts]


def _parts(text: str, paragraph: Paragraph, numbered: bool, quotes_set_in: bool) -> Iterator[Part]:
    start, end = paragraph.start, paragraph.end
    marker = BULLET.match(text, start, end) or (numbered and NUMBER.match(text, start, end))
    if paragraph.quoted:
        yield Part(start, end, Role.QUOTATION)
    elif end - start <= _SHORT and _SEPARATOR.fullmatch(text, start, end):
        return
    elif marker and marker.end() < end:
        yield Part(marker.end(), end, Role.LIST)
    elif quotes_set_in and _is_set_in(text, paragraph):
        yield Part(start, end, Role.QUOTATION)
    else:
        yield from refine(text, start, end)


def refine(text: str, start: int, end: int) -> Iterator[Part]:
    """A paragraph as what its words show it to be: byline, date or caption, else text, behind its dateline if any."""
    role = role_by_pattern(text, start, end)
    if role:
        yield Part(start, end, role)
    else:
        yield from split_dateline(text, start, end)


def _is_set_in(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph, in a text that is mostly not set in, stands apart as quotations do."""
    long = paragraph.end - paragraph.start > _SHORT // 2
    return paragraph.indent >= _SET_IN and long and (paragraph.lines > 1 or text[paragraph.start] in "\"“‘'«")


def role_by_pattern(text: str, start: int, end: int) -> Role | None:
    """BYLINE, DATELINE or CAPTION where the words of `text[start:end]` are those of one; else None."""
    length = end - start
    if length > _CAPTION:
        return None
    if length <= _SHORT:
        paragraph = text[start:end]
        if is_byline(paragraph):
            return Role.BYLINE
        if is_date(paragraph) or _PLACE_AND_DATE.fullmatch(paragraph):
            return Role.DATELINE
    if text[start] in _CAPTION_INITIALS and _CAPTION_START.match(text, start, end):
        return Role.CAPTION
    tail = text[max(start, end - _CREDIT) : end]
    if (": " in tail or tail.endswith((")", ")."))) and _CAPTION_END.search(tail):
        return Role.CAPTION
    return None


def is_byline(paragraph: str) -> bool:
    """Whether a short paragraph names who wrote: "By Jane Doe and John Roe, Reuters", "(Reporting by …)"."""
    if _REPORTING.match(paragraph):
        return True
    by = _BY.match(paragraph)
    if not by:
        return False
    words = paragraph[by.end() :].replace(",", " ").split()
    if len(words) > _MAX_BYLINE_WORDS or (paragraph.endswith(".") and len(words[-1]) > len("Jr.")):
        return False
    return all(word[0].isupper() or word in _BYLINE_WORDS for word in words) and words[-1] not in _CUT_OFF


def is_date(paragraph: str) -> bool:
    """Whether a short paragraph is nothing but a date: "Monday, July 28, 2014", "Updated 3 p.m., July 28"."""
    if len(paragraph) > _LONGEST_DATE or not _DIGIT.search(paragraph):
        return False
    tokens = [token.lower() for token in _DATE_TOKEN.findall(paragraph)]
    if not all(token.isdecimal() or token in _DATE_MARKS or token in _DATE_WORDS for token in tokens):
        return False
    return any(token in _DATE_NAMES for token in tokens) or bool(_NUMERIC_DATE.search(paragraph))


def _end_of_dateline(text: str, start: int, end: int) -> int:
    """Where the body begins behind the dateline that opens `text[start:end]`; `start` where none does."""
    if not text[start].isupper():
        return start
    match = _CAPITALS_DATELINE.match(text, start, end)
    if match:
        sure = match[2] or sum(map(str.isalpha, match[1])) >= _MIN_PLACE
        return match.end() if sure else start
    if text.find("(", start, start + _LONGEST_PLACE) < 0 and text.find("/", start, start + _LONGEST_PLACE) < 0:
        return start
    match = _AGENCY_DATELINE.match(text, start, end)
    return match.end() if match else start


def split_dateline(text: str, start: int, end: int) -> Iterator[Part]:
    """A paragraph without its dateline, which is a part of its own."""
    body = _end_of_dateline(text, start, end)
    if body > start:
        yield Part(start, start + len(text[start:body].rstrip()), Role.DATELINE)
    yield Part(body, end, Role.BODY if body > start else None)


def _mark_facts(text: str, parts: Sequence[Part]) -> None:
    """Make lists of short lines without a final stop that share a label: "Typical salary: £65,000"."""
    labels: dict[str, list[Part]] = {}
    for part in parts:
        if part.role is None and part.end - part.start <= _SHORT and text[part.end - 1] not in _FINAL_MARKS:
            match = _LABEL.match(text, part.start, part.end)
            if match:
                labels.setdefault(match[1], []).append(part)
    for group in labels.values():
        if len(group) > 1:
            for part in group:
                part.role = Role.LIST


def mark_headlines(text: str, parts: Sequence[Part]) -> None:
    """Make headlines of the parts that look like it, at the top and in the body."""
    body = _mark_top(text, parts)
    for index in range(body + 1, len(parts) - 1):
        before, part, after = parts[index - 1], parts[index], parts[index + 1]
        if part.role is None and part.end - part.start <= _SHORT // 2 and _is_subheading(text, before, part, after):
            part.role, part.level = Role.HEADLINE, 2


def _mark_top(text: str, parts: Sequence[Part]) -> int:
    """Mark the headlines above the body; the index of the first part of the body."""
    headlines: list[Part] = []
    body = 0
    while body < len(parts):
        part = parts[body]
        if part.role is Role.BODY or (part.role is None and not _is_headline(text, part, first=not headlines)):
            break
        if part.role is None:
            headlines.append(part)
        body += 1
    if len(headlines) <= _MAX_HEADLINES and any(_is_prose(text, part) for part in parts[body : body + _NEAR]):
        for part in headlines:
            repeats = text[part.start : part.end] == text[headlines[0].start : headlines[0].end]
            part.role, part.level = Role.HEADLINE, 1 if repeats else 2
    return body


def _is_prose(text: str, part: Part) -> bool:
    """Whether the part is longer than headlines are, or ends as a sentence does."""
    if part.end - part.start > _SHORT:
        return True
    paragraph = text[part.start : part.end]
    return len(paragraph.split()) > _HEADLINE_WORDS or paragraph.rstrip(_CLOSERS)[-1:] in _SENTENCE_MARKS


def _is_headline(text: str, part: Part, *, first: bool) -> bool:
    """Whether a part above the body is a headline; only the first may be a question or an exclamation."""
    if part.end - part.start > _SHORT:
        return False
    paragraph = text[part.start : part.end]
    words = paragraph.split()
    final = paragraph.rstrip(_CLOSERS)[-1:]
    if not final or len(words) > _HEADLINE_WORDS or final in (_FINAL_STOPS if first else _FINAL_MARKS):
        return False
    if words[0].islower() or (paragraph[0] in _OPENERS and paragraph[-1] in _CLOSERS):
        return False
    return words[-1].lower() not in _CUT_OFF - _PARTICLES and not _INNER_END.search(paragraph)


def _is_subheading(text: str, before: Part, part: Part, after: Part) -> bool:
    """Whether a short part of the body stands over what follows it, and is no paragraph that lost its end."""
    if not is_label(text[part.start : part.end]) or text[after.start].islower():
        return False
    ended = before.role is not None or text[before.start : before.end].rstrip(_CLOSERS)[-1:] in _SENTENCE_MARKS
    return ended and (after.role in (Role.LIST, Role.QUOTATION, Role.BODY) or _is_prose(text, after))


def is_label(paragraph: str) -> bool:
    """Whether a paragraph is a few words that could stand over others, and nothing that must have been a sentence."""
    words = paragraph.split()
    longest = _NUMBERED_WORDS if _NUMBERED.match(paragraph) else _SUBHEADING_WORDS
    if len(words) > longest or not (paragraph[0].isupper() or paragraph[0].isdecimal()):
        return False
    if paragraph.rstrip(_CLOSERS)[-1:] in _FINAL_MARKS or words[-1].lower() in _CUT_OFF:
        return False
    if _PRONOUN.match(paragraph) or (_DETERMINER.match(paragraph) and len(words) > _LABEL_WORDS):
        return False
    return not _INNER_END.search(paragraph)
