"""What an engine says is added to what the rules found, in order; what it did not say is never taken for clean."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lint.checker import Checker
from lint.config import Config, Selection
from lint.document import Document
from lint.engines.base import EngineUnavailable
from lint.engines.cache import MatchCache
from lint.engines.news.profile import Profile
from lint.engines.plan import Plan
from lint.engines.service import EngineService
from lint.engines.stage import EngineStage
from lint.finding import Severity
from lint.report import ArticleResult
from lint.sources.base import SourceError
from lint.sources.plain import from_text
from tests.engines.fakes import AbsentEngine, WordEngine

Make = Callable[..., EngineStage]
TEXT = "The old hoause was sold to to a man from the town.\n"


@pytest.fixture
def make() -> Iterator[Make]:
    stages = []

    def make(engine: WordEngine, *, required: bool = False, **settings: Any) -> EngineStage:
        config = Config(**settings)
        service = EngineService(engine, MatchCache(None), disabled=(), clients=2)
        plan = Plan("made-up", required)
        stages.append(EngineStage(plan, service, Profile.load([]), config, Checker(config)))
        return stages[-1]

    yield make
    for stage in stages:
        stage.close()


def run(stage: EngineStage, *texts: str | SourceError, **settings: Any) -> list[ArticleResult]:
    """What `newslint check` does with documents."""
    checker = Checker(Config(**settings))
    items = [text if isinstance(text, SourceError) else from_text(text, f"{n}.txt") for n, text in enumerate(texts)]
    done = []
    for item in stage.feed(items):
        outcome = checker.check(item) if isinstance(item, Document) else item
        done += list(stage.add(item, outcome))  # type: ignore[arg-type]
    done += list(stage.rest())
    return done  # type: ignore[return-value]


def codes(result: ArticleResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_findings_of_both_stand_side_by_side_in_order_of_place(make: Make) -> None:
    (result,) = run(make(WordEngine()), TEXT)
    assert codes(result)[0] == "SP/MADE_UP_SPELLING"
    assert len(result.findings) == 2
    spelling = result.findings[0]
    assert (spelling.text, spelling.engine, spelling.line, spelling.column) == ("hoause", "WordEngine", 1, 9)
    assert spelling.mqm == "Linguistic conventions/Spelling"
    assert spelling.suggestion is not None
    assert (spelling.suggestion.replace, spelling.suggestion.safety.value) == ("house", "unsafe")


def test_an_engines_findings_count_in_the_score(make: Make) -> None:
    clean = (
        "The council met on Monday and agreed on the plan for the new bridge, which will cross the river below the "
        "old mill. Work is to begin in spring. Most of the money comes from the county, the rest from the town, whose "
        "mayor spoke of a good day for everybody who lives on the other side and has waited for this for many years. "
        "The old bridge, which is too narrow for buses, stays open for people on foot.\n"
    )
    assert Checker(Config()).check(from_text(clean)).score == 100
    (result,) = run(make(WordEngine()), clean.replace("mill", "hoause"))
    assert 0 < result.score < 100


def test_articles_come_in_order_however_late_the_engine_is(make: Make) -> None:
    engine = WordEngine()
    engine.hold = threading.Event()
    stage = make(engine)
    checker = Checker(Config())
    documents = [from_text(f"Article {n} about the hoause is here.\n", f"{n}.txt") for n in range(5)]
    early = []
    for document in stage.feed(documents):
        early += list(stage.add(document, checker.check(document)))
    assert early == [], "none is complete before the engine has answered"
    engine.hold.set()
    assert [result.path for result in stage.rest()] == [f"{n}.txt" for n in range(5)]  # type: ignore[union-attr]


def test_what_could_not_be_read_keeps_its_place(make: Make) -> None:
    broken = SourceError("broken.txt", "cannot be read")
    first, second, third = run(make(WordEngine()), TEXT, broken, TEXT)
    assert second is broken
    assert codes(first) == codes(third)


@pytest.mark.parametrize("required", [False, True])
def test_an_article_that_was_not_answered_is_named(make: Make, required: bool) -> None:
    engine = WordEngine()
    engine.failures = 2
    stage = make(engine, required=required)
    first, second = run(stage, TEXT, TEXT.replace("sold", "let"))
    unchecked = [result for result in (first, second) if result.unchecked_by]
    assert [result.unchecked_by for result in unchecked] == [("WordEngine",)]
    assert any(code.startswith(("SE", "PU", "PH")) for code in codes(unchecked[0])), "the rules' findings stay"
    status = stage.status()
    assert (status.ran, status.failed, status.unchecked) == (False, True, 1)
    assert "it fell over" in status.message
    assert stage.required == required


def test_an_engine_that_is_damaged_is_no_clean_result(make: Make) -> None:
    stage = make(AbsentEngine(EngineUnavailable("a jar is cut short: run newslint languagetool install")))
    (result,) = run(stage, TEXT)
    assert result.unchecked_by == ("AbsentEngine",)
    assert stage.status().failed
    assert "cut short" in stage.status().message


def test_an_answer_that_cannot_be_used_is_not_clean(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make(WordEngine())

    def fail(*_: object) -> None:
        raise RuntimeError("profile broke")

    monkeypatch.setattr(stage, "_findings", fail)
    (result,) = run(stage, TEXT)
    assert result.unchecked_by == ("WordEngine",)
    assert "profile broke" in stage.status().message


def test_selection_and_severity_hold_for_engine_rules(make: Make) -> None:
    ignored = {"selection": Selection(ignore=("SP",))}
    assert not any("/" in code for code in codes(run(make(WordEngine(), **ignored), TEXT, **ignored)[0]))
    per_file = {"per_file": {"1.txt": Selection(ignore=("SP/MADE_UP_SPELLING",))}}
    first, second = run(make(WordEngine(), **per_file), TEXT, TEXT, **per_file)
    assert "SP/MADE_UP_SPELLING" in codes(first)
    assert "SP/MADE_UP_SPELLING" not in codes(second)
    severe = {"selection": Selection(severity={"SP": Severity.CRITICAL})}
    (result,) = run(make(WordEngine(), **severe), TEXT, **severe)
    assert result.findings[0].severity is Severity.CRITICAL


def test_the_variant_is_the_setting_or_that_of_the_article(make: Make) -> None:
    engine = WordEngine()
    british = "The colour of the labour theatre was a favourite of the organisation.\n"
    run(make(engine), british)
    run(make(engine, language="en-AU"), british.replace("was", "is"))
    run(make(engine), british.replace("colour", "color").replace("labour", "labor").replace("theatre", "theater"))
    assert engine.languages[0] == "en-GB"
    assert engine.languages[1] == "en-AU"


def test_check_gives_both_at_once(make: Make) -> None:
    assert "SP/MADE_UP_SPELLING" in codes(make(WordEngine()).check(from_text(TEXT)))
