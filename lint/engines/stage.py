"""The part of a run that adds what an engine says to what the rules have found."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lint.checker import Checker, score, severity_for
from lint.config import Config, Selection
from lint.document import Document, Role
from lint.engines.base import EngineError, EngineOptions, EngineUnavailable, Match, NotInstalled
from lint.engines.plan import Kind, Plan, picked, plan, selectors
from lint.engines.service import EngineService, Ticket
from lint.finding import Finding
from lint.locate import locate
from lint.merge import merge
from lint.registry import find_engine
from lint.report import ArticleResult, EngineStatus
from lint.runner import Item, Outcome

if TYPE_CHECKING:
    from lint.engines.news.profile import Profile

_BACKLOG_CHARS = 2_000_000
"""How much text may have been checked by the rules and wait for the engine."""

_CLIENTS = 2


def make_stage(config: Config, checker: Checker) -> EngineStage | EngineStatus | None:
    """The stage that a configuration asks for; None where no engine is wanted. Starts nothing yet.

    The status of an engine that is not there, where it need not be: then nothing more of engines is loaded.
    Raises ConfigError, RegistryError, or NamesError for a list of names that cannot be read.
    """
    wanted = plan(config)
    if wanted is None:
        return None
    make = find_engine(wanted.engine)
    if not wanted.required:
        engine = make(EngineOptions())
        try:
            engine.identity()
        except NotInstalled as error:
            return EngineStatus(engine.name, "", ran=False, message=str(error))
        except EngineUnavailable:
            pass  # there but damaged: the run says so
    from lint.engines.cache import FILE, MatchCache
    from lint.engines.news.profile import Profile
    from lint.result_cache import cache_file

    profile = Profile.load(config.name_files, selectors(config))
    options = EngineOptions(url=wanted.url, disabled_rules=profile.disabled_rules, clients=_CLIENTS)
    cache = MatchCache(cache_file(config, FILE))
    service = EngineService(make(options), cache, disabled=profile.disabled_rules, clients=_CLIENTS)
    return EngineStage(wanted, service, profile, config, checker)


@dataclass(slots=True)
class _Waiting:
    item: Item
    outcome: Outcome
    ticket: Ticket | None


class EngineStage:
    """Asks the engine about each document as it is read, and completes the rules' results in the order they come."""

    def __init__(self, plan: Plan, service: EngineService, profile: Profile, config: Config, checker: Checker) -> None:
        self._plan = plan
        self._service = service
        self._profile = profile
        self._config = config
        self._checker = checker
        self._rule_priorities = {code: rule.meta.priority for code, rule in checker.rules.items()}
        self._language = None if config.language == "auto" else config.language
        self._tickets: dict[int, Ticket] = {}
        self._waiting: deque[_Waiting] = deque()
        self._size = 0
        self._checked = self._unchecked = 0
        self._failure: EngineError | EngineUnavailable | None = None

    def feed(self, items: Iterable[Item]) -> Iterator[Item]:
        """The same items; the engine is asked about each document before it goes on to the rules."""
        for item in items:
            if isinstance(item, Document):
                self._tickets[id(item)] = self._submit(item)
            yield item

    def add(self, item: Item, outcome: Outcome) -> Iterator[Outcome]:
        """Take what the rules have found, and give what is complete by now, in order."""
        self._waiting.append(_Waiting(item, outcome, self._tickets.pop(id(item), None)))
        self._size += _size(outcome)
        while self._waiting and (self._size > _BACKLOG_CHARS or _done(self._waiting[0])):
            yield self._next()

    def rest(self) -> Iterator[Outcome]:
        """All that is still waiting for the engine."""
        while self._waiting:
            yield self._next()

    def check(self, document: Document) -> ArticleResult:
        """What rules and engine say about a document, at once."""
        ticket = self._submit(document)
        result = self._complete(document, self._checker.check(document), ticket)
        assert isinstance(result, ArticleResult)
        return result

    def close(self) -> None:
        """End the engine."""
        self._service.stop()

    def __enter__(self) -> EngineStage:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the engine; where Ctrl-C or SIGTERM ends the run, what was not fetched from it yet is lost."""
        if kind is None or issubclass(kind, (Exception, SystemExit)):
            self.close()
        else:
            self._service.abandon()

    @property
    def name(self) -> str:
        """What the engine is called in findings."""
        return self._service.name

    def scope(self) -> str | None:
        """What its answers depend on beside the article and the settings; None where it cannot be told unasked."""
        try:
            return self._service.scope()
        except EngineUnavailable:  # the run says so
            return None

    @property
    def required(self) -> bool:
        """Whether the run has failed where the engine has."""
        return self._plan.required

    def status(self) -> EngineStatus:
        """How the engine did on this run."""
        return EngineStatus(
            self._service.name,
            self._service.version,
            ran=self._checked > 0 and not self._unchecked,
            failed=self._unchecked > 0,
            unchecked=self._unchecked,
            message=str(self._failure) if self._failure else "",
        )

    def _submit(self, document: Document) -> Ticket:
        from lint.engines.news.variants import detect

        return self._service.submit(document, self._language or detect(document))

    def _next(self) -> Outcome:
        waiting = self._waiting.popleft()
        self._size -= _size(waiting.outcome)
        outcome = self._complete(waiting.item, waiting.outcome, waiting.ticket)
        if isinstance(outcome, ArticleResult):
            answered = self._service.name not in outcome.unchecked_by
            self._checked += answered
            self._unchecked += not answered
        return outcome

    def _complete(self, item: Item, outcome: Outcome, ticket: Ticket | None) -> Outcome:
        if ticket is None or not isinstance(item, Document) or not isinstance(outcome, ArticleResult):
            return outcome
        try:
            matches = self._service.matches(ticket)
        except (EngineError, EngineUnavailable) as error:
            return self._unanswered(outcome, error)
        try:
            found = self._findings(item, matches)
        except Exception as error:  # a defect of ours on one article: it must not pass as checked
            return self._unanswered(outcome, EngineError(f"its answer could not be used: {error!r}"))
        return combine(item, outcome, found, self._priorities(found)) if found else outcome

    def _unanswered(self, outcome: ArticleResult, error: EngineError | EngineUnavailable) -> ArticleResult:
        self._failure = error
        return replace(outcome, unchecked_by=(*outcome.unchecked_by, self._service.name))

    def _findings(self, document: Document, matches: list[Match]) -> list[Finding]:
        """What the profile makes of an answer, as far as the selections for the article's file and sections pick it."""
        patterns = self._config.patterns_for(document.path)
        sections: defaultdict[Role | None, list[Finding]] = defaultdict(list)
        for finding in self._profile.findings(document, matches, self._service.name, self._language):
            block = document.block_at(finding.start) if self._config.per_section else None
            sections[block.role if block else None].append(finding)
        return [
            finding
            for section, found in sections.items()
            for finding in self._picked(found, self._config.selection_for(patterns, section))
        ]

    def _picked(self, findings: list[Finding], selection: Selection) -> list[Finding]:
        """Those of the findings that a selection picks, as severe as it says."""
        found = picked(findings, selection, self._profile.needs_its_name)
        if not selection.severity:
            return found
        severities = [severity_for(Kind.of(finding), selection.severity) for finding in found]
        return [
            finding if severity is None else replace(finding, severity=severity)
            for finding, severity in zip(found, severities, strict=True)
        ]

    def _priorities(self, findings: Iterable[Finding]) -> dict[str, int]:
        return self._rule_priorities | {finding.code: self._profile.priority(finding.code) for finding in findings}


def combine(
    document: Document, result: ArticleResult, found: Iterable[Finding], priority: dict[str, int]
) -> ArticleResult:
    """A result with an engine's findings beside the rules', one for each damage."""
    merged = merge([*result.findings, *found], priority)
    findings = tuple(locate(document, merged))
    return replace(result, findings=findings, score=score(findings, result.words))


def _done(waiting: _Waiting) -> bool:
    return waiting.ticket is None or waiting.ticket.done()


def _size(outcome: Outcome) -> int:
    return len(outcome.text) if isinstance(outcome, ArticleResult) else 0
