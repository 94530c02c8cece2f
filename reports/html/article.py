"""What the page of one article shows: its text as rows of marked parts, each with the cards of its findings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint.document import Block, Role
from lint.finding import LocatedFinding, Safety, Severity
from lint.report import ArticleResult, GoneFinding, RunInfo
from lint.report_settings import ReportSettings

from . import prose
from .difference import Change, difference
from .figures import Figure, ease_word, figures
from .figures import number as shown
from .guide import Guide, guide
from .marks import LONG, Hit, Part, lanes, weave
from .plots import ArticlePlots, article_plots
from .slugs import Slugs
from .visible import is_blank, plain

_WRAPPED_LINE = range(50, 121)
"""Lines of this length, one after the other, were broken by a machine, not by a writer."""

_TITLE = 90
"""How many code points of a headline or of a text's start serve as the article's title."""

_PASSAGE = 8
"""How many texts may stand beside one stack of cards; the style sheet has as many rows."""

_LONG_ARTICLE = 100
"""An article of more passages than this is slow to lay out at once."""

_SHORT = 900
"""A text of so many code points fits on a screen."""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as its card shows it. `anchor` is its permanent address, `mark` that of its place in the text.

    `guide` explains the rule; what an engine found has none. `is_first` of its rule in the article: there the examples
    are shown. `rules` is the page that has all rules, empty where that is this page. `url` opens the place in the
    newsroom's own system.
    """

    number: int
    anchor: str
    mark: str
    finding: LocatedFinding
    hit: Hit
    change: tuple[Change, ...]
    guide: Guide | None
    is_first: bool
    is_new: bool
    rules: str
    url: str | None

    @property
    def severity(self) -> str:
        return self.finding.severity.label

    @property
    def says(self) -> str:
        """The address of the sentence that says what is wrong: it describes the mark to screen readers."""
        return f"w-{self.anchor.removeprefix('f-')}"

    @property
    def mqm(self) -> str:
        return self.finding.mqm.replace("/", " › ")

    @property
    def is_safe(self) -> bool:
        suggestion = self.finding.suggestion
        return suggestion is not None and suggestion.safety is Safety.SAFE

    @property
    def is_long(self) -> bool:
        return self.hit.end - self.hit.start > LONG

    @property
    def why(self) -> tuple[str, ...]:
        """How such damage comes about, in the words of the rule."""
        return (self.guide.rationale or (self.guide.summary,)) if self.guide else ()

    @property
    def copy(self) -> str:
        """The suggestion as it can be copied; empty where it deletes, or holds what no page can."""
        replace = self.finding.suggestion.replace if self.finding.suggestion else ""
        return replace if plain(replace) == replace else ""

    @property
    def engine(self) -> str:
        """The engine that found it, empty for our own rules."""
        return "" if self.finding.engine == "rules" else self.finding.engine

    @property
    def others(self) -> tuple[str, ...]:
        """The codes of other findings of the same damage."""
        return tuple(code for code in self.finding.also if code != self.finding.code)


@dataclass(slots=True)
class Row:
    """A block of the article and the cards that belong beside it.

    `role` is empty for text that stands outside all blocks. In `parts`, `badge` follows the last mark of a finding.
    """

    role: str
    level: int
    parts: list[Part]
    cards: list[Card] = field(default_factory=list)

    @property
    def runs_from_right(self) -> bool:
        """Whether most of its letters run from right to left; a name of that kind does not turn an English text."""
        text = "".join(part.text for part in self.parts if part.kind == "text")
        if text.isascii():
            return False
        kinds = Counter(unicodedata.bidirectional(char) for char in text)
        return kinds["R"] + kinds["AL"] > kinds["L"]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring rows of one kind: the items of a list, or a single row."""

    role: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Passage:
    """A row that has cards, and the rows without any that follow: the cards stand beside all of them."""

    cards: list[Card]
    groups: list[Group]

    @property
    def is_short(self) -> bool:
        """Whether it is a single short text: it then stays in sight while its cards pass by."""
        rows = [row for group in self.groups for row in group.rows]
        return len(rows) == 1 and sum(len(part.text) for part in rows[0].parts) <= _SHORT


class Neighbour(NamedTuple):
    """The article before or after another one."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the template of an article needs; `url` opens it in the newsroom's own system."""

    result: ArticleResult
    slug: str
    title: str
    url: str | None
    passages: list[Passage]
    cards: dict[int, Card]
    figures: tuple[Figure, ...]
    plots: ArticlePlots
    by_severity: list[tuple[Severity, int]]
    by_family: list[tuple[str, int]]
    headline: str
    standing: str
    before: Neighbour | None = None
    after: Neighbour | None = None

    @property
    def is_long(self) -> bool:
        """Whether a browser should draw only what is in sight."""
        return len(self.passages) > _LONG_ARTICLE

    @property
    def new(self) -> int:
        """How many findings the last run did not have."""
        return sum(card.is_new for card in self.cards.values())

    @property
    def gone(self) -> tuple[GoneFinding, ...]:
        """The findings of the last run that are not there any more."""
        return self.result.changes.gone if self.result.changes else ()

    @property
    def ease(self) -> str:
        """How easy the article reads, in a few words; empty where no figure says."""
        ease = self.result.readability.get("flesch_reading_ease")
        return "" if ease is None else f"reading ease {shown(ease)}, {ease_word(ease)}"

    @property
    def problems(self) -> list[str]:
        """What was not checked, and by whom."""
        engines = [f"{name} did not check this article." for name in self.result.unchecked_by]
        return [*self.result.rule_errors, *engines]

    @property
    def checked(self) -> bool:
        return not self.problems


def article_view(result: ArticleResult, slug: str, anchors: Slugs, run: RunInfo, rules: str = "") -> ArticleView:
    """Work out the page of an article; `anchors` keeps the addresses of findings on one page apart.

    `rules` leads to the page with the rules, where it is another one.
    """
    codes = sorted({finding.code for finding in result.findings} & set(run.rules))
    guides = {code: guide(run.rules[code]) for code in codes}
    cards = {card.number: card for card in _cards(result, anchors, guides, run.settings, rules)}
    severities = Counter(finding.severity for finding in result.findings)
    return ArticleView(
        result=result,
        slug=slug,
        title=title(result),
        url=_web(run.settings.url(result.path, result.id)),
        passages=_passages(_rows(result, list(cards.values()))),
        cards=cards,
        figures=tuple(figures(result.readability)),
        plots=article_plots(result),
        by_severity=prose.by_severity(severities),
        by_family=prose.by_name(Counter(finding.family for finding in result.findings)),
        headline=prose.headline(len(result.findings), checked=not (result.rule_errors or result.unchecked_by)),
        standing=prose.standing(severities, run.fail_on),
    )


def _web(url: str | None) -> str | None:
    """An address that a page may link to: never one that runs in it."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def title(result: ArticleResult) -> str:
    """The article's headline, else the start of its text, else its name."""
    block = next((b for b in result.blocks if b.role is Role.HEADLINE), None)
    block = block or next(iter(result.blocks), None)
    words = result.text[block.start : min(block.end, block.start + 4 * _TITLE)].split() if block else []
    shown = " ".join(words)
    if len(shown) > _TITLE:
        shown = shown[:_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") or shown[:_TITLE]
        shown += "…"
    return shown or result.name


def _cards(
    result: ArticleResult, anchors: Slugs, guides: Mapping[str, Guide], settings: ReportSettings, rules: str
) -> Iterator[Card]:
    findings = sorted(result.findings, key=lambda finding: (finding.start, -finding.end))
    placed = lanes((finding.start, finding.end) for finding in findings)
    new = result.changes.new if result.changes else frozenset()
    seen: set[str] = set()
    for number, (finding, lane) in enumerate(zip(findings, placed, strict=True), start=1):
        anchor = anchors.anchor(finding.fingerprint)
        suggestion = finding.suggestion
        yield Card(
            number=number,
            anchor=f"f-{anchor}",
            mark=f"m-{anchor}",
            finding=finding,
            hit=Hit(number, finding.start, finding.end, lane, is_blank(result.text[finding.start : finding.end])),
            change=difference(result.text, finding.start, finding.end, suggestion.replace) if suggestion else (),
            guide=guides.get(finding.code),
            is_first=finding.code not in seen,
            is_new=finding.fingerprint in new,
            rules=rules,
            url=_web(settings.url(result.path, result.id, finding.line, finding.column)),
        )
        seen.add(finding.code)


def _rows(result: ArticleResult, cards: Sequence[Card]) -> Iterator[Row]:
    """The blocks in order, each with the marks that reach into it and the cards of those that begin there."""
    following = iter([*cards, None])
    card = next(following)
    reaching: list[Card] = []
    placed: set[int] = set()
    for block, role in _stretches(result, cards):
        while card is not None and card.hit.start < block.end:
            reaching.append(card)
            card = next(following)
        woven = list(weave(result.text, block.start, block.end, [c.hit for c in reaching]))
        row = Row(role, block.level, _finish(woven, placed, wrapped=_is_wrapped(result.text, block)))
        row.cards = [c for c in reaching if c.number not in placed]
        placed.update(c.number for c in reaching)
        reaching = [c for c in reaching if c.hit.end > block.end]
        yield row
    if card is not None:
        yield Row("", 0, [], [card, *(c for c in following if c is not None)])


def _stretches(result: ArticleResult, cards: Sequence[Card]) -> Iterator[tuple[Block, str]]:
    """The blocks, and between them what else has text or a finding of its own: nothing of an article is left out."""
    done = 0
    following = 0
    for block in (*result.blocks, Block(Role.BODY, len(result.text), len(result.text))):
        while following < len(cards) and cards[following].hit.end <= done:
            following += 1
        gap = result.text[done : block.start]
        inside = following < len(cards) and cards[following].hit.end <= block.start
        if gap and (inside or not gap.isspace()):
            yield Block(Role.BODY, done, block.start), ""
        if block.end > block.start:
            yield block, block.role.value
        done = max(done, block.end)


def _is_wrapped(text: str, block: Block) -> bool:
    """Whether the lines of a block were broken at a fixed width: then they flow together again."""
    lines = re.split(r"\r\n|\r|\n", text[block.start : block.end])
    return len(lines) > 1 and all(len(line.rstrip()) in _WRAPPED_LINE for line in lines[:-1])


def _finish(parts: Iterable[Part], placed: set[int], *, wrapped: bool) -> list[Part]:
    """The parts with line ends as HTML has them and, behind the marks that end, the numbers of their findings.

    An `open` keeps its edge only where its finding begins, which is where its address is.
    """
    finished: list[Part] = []
    badges: list[Part] = []
    for part in parts:
        if part.kind == "close":
            finished.append(part)
            if part.edge:
                badges.append(Part("badge", part.key))
            continue
        finished += sorted(badges)
        badges = []
        if part.kind == "text":
            line_end = " " if wrapped else "\n"
            part = part._replace(text=re.sub(r"\r\n|\r|\n", line_end, part.text))
        elif part.kind == "open":
            part = part._replace(edge=part.edge and part.key not in placed)
        finished.append(part)
    return finished + sorted(badges)


def _passages(rows: Iterable[Row]) -> list[Passage]:
    passages: list[Passage] = []
    for row in rows:
        begins = row.cards or row.role == Role.HEADLINE.value
        if begins or not passages or len(passages[-1].groups) == _PASSAGE:
            passages.append(Passage(row.cards, [Group(row.role, [row])]))
            continue
        groups = passages[-1].groups
        has_own_cards = len(groups) == 1 and passages[-1].cards
        if row.role == groups[-1].role == Role.LIST.value and not has_own_cards:
            groups[-1].rows.append(row)
        else:
            groups.append(Group(row.role, [row]))
    return passages
