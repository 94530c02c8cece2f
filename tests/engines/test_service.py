"""What an engine is asked, how often, and where its answers go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.engines.base import Engine, EngineError, EngineUnavailable, Match
from lint.engines.cache import MatchCache
from lint.engines.service import EngineService, _shared_out
from lint.sources.plain import from_text
from tests.engines.fakes import AbsentEngine, WordEngine

Make = Callable[[Engine], EngineService]
TEXT = "The hoause was sold. 😀 The hoause burnt.\n\nNobody saw the hoause, he said.\n"


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    services = []

    def make(engine: Engine) -> EngineService:
        services.append(EngineService(engine, MatchCache(tmp_path / "cache.sqlite3"), disabled=(), clients=2))
        return services[-1]

    yield make
    for service in services:
        service.stop()


def answer(service: EngineService, text: str | Document, language: str = "en-US") -> list[Match]:
    document = from_text(text) if isinstance(text, str) else text
    return service.matches(service.submit(document, language))


def test_matches_lie_where_the_text_says(make: Make) -> None:
    found = answer(make(WordEngine()), TEXT)
    assert [TEXT[match.start : match.end] for match in found] == ["hoause"] * 3
    assert len({match.start for match in found}) == 3


def test_a_sentence_is_asked_about_once_in_a_run(make: Make) -> None:
    engine = WordEngine()
    service = make(engine)
    first = answer(service, TEXT)
    asked = "\n\n".join(engine.texts)
    assert answer(service, "New. " + TEXT)[0].start == first[0].start + 5
    assert "\n\n".join(engine.texts) == asked + "\n\nNew."
    assert service.asked == 4


def test_a_second_run_asks_nothing_and_starts_nothing(make: Make) -> None:
    first = make(WordEngine())
    expected = answer(first, TEXT)
    first.stop()
    engine = WordEngine()
    second = make(engine)
    assert answer(second, TEXT) == expected
    assert (engine.starts, engine.texts, second.asked) == (0, [], 0)


@pytest.mark.parametrize("change", ["version", "language", "disabled rules"])
def test_what_another_engine_would_say_is_not_taken_from_the_cache(tmp_path: Path, change: str) -> None:
    first = EngineService(WordEngine(), MatchCache(tmp_path / "c"), disabled=(), clients=1)
    answer(first, TEXT)
    first.stop()
    engine = WordEngine(identity="2.0" if change == "version" else "1.0")
    disabled = ("SOME_RULE",) if change == "disabled rules" else ()
    second = EngineService(engine, MatchCache(tmp_path / "c"), disabled=disabled, clients=1)
    answer(second, TEXT, "en-GB" if change == "language" else "en-US")
    second.stop()
    assert engine.texts


def test_an_engine_without_an_identity_is_asked_for_its_version_first(make: Make) -> None:
    engine = WordEngine(identity=None)
    service = make(engine)
    assert len(answer(service, TEXT)) == 3
    assert engine.starts == 1
    assert service.version == "1.0"


def test_a_failure_is_tried_once_more(make: Make) -> None:
    engine = WordEngine()
    engine.failures = 1
    assert len(answer(make(engine), TEXT)) == 3


def test_a_second_failure_is_told_and_the_next_article_is_asked_anew(make: Make) -> None:
    engine = WordEngine()
    engine.failures = 2
    service = make(engine)
    with pytest.raises(EngineError, match="it fell over"):
        answer(service, TEXT)
    assert len(answer(service, TEXT)) == 3


def test_failures_are_not_cached(make: Make) -> None:
    engine = WordEngine()
    engine.failures = 2
    service = make(engine)
    with pytest.raises(EngineError):
        answer(service, TEXT)
    service.stop()
    assert len(answer(make(WordEngine()), TEXT)) == 3


def test_a_defect_of_an_adapter_is_a_failure_not_a_clean_text(make: Make) -> None:
    class Broken(WordEngine):
        def check(self, text: str, language: str) -> list[Match]:
            raise KeyError("matches")

    with pytest.raises(EngineError, match="matches"):
        answer(make(Broken()), TEXT)


def test_an_engine_that_is_not_there_is_looked_for_once(make: Make) -> None:
    class Counting(AbsentEngine):
        looks = 0

        def identity(self) -> str | None:
            self.looks += 1
            return super().identity()

    engine = Counting()
    service = make(engine)
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            answer(service, TEXT)
    assert engine.looks == 1


def test_nobody_waits_for_a_lock_that_an_interruption_left_locked(make: Make) -> None:
    engine = WordEngine()
    engine.hold = threading.Event()
    service = make(engine)
    [(_, _, future)] = service.submit(from_text("The hoause was sold.\n"), "en-US").parts
    assert isinstance(future, Future)
    with future._condition:  # as Ctrl-C leaves it that strikes within its `__enter__`, which is written in Python
        engine.hold.set()
        ending = threading.Thread(target=service.abandon)
        ending.start()
        ending.join(10)
        assert not ending.is_alive()
        assert engine.stops == 1


def test_names_and_marks_alone_are_no_question(make: Make) -> None:
    engine = WordEngine()
    assert answer(make(engine), "* * *\n\n12:30\n") == []
    assert engine.texts == []


def test_lines_of_a_wrapped_sentence_are_asked_as_one(make: Make) -> None:
    engine = WordEngine()
    text = (
        "The old hoause on the hill above the town, which nobody had wanted for\r\n"
        "as long as anyone there could remember, was sold on Friday to a man from\r\n"
        "the next town, who says that he likes the hoause and means to live there\r\n"
        "with his whole family.\r\n"
    )
    document = from_text(text)
    assert len(document.sentences) == 1
    found = answer(make(engine), document)
    assert [text[match.start : match.end] for match in found] == ["hoause", "hoause"]
    assert engine.texts == [text.strip().replace("\r\n", "  ")]


@given(
    st.lists(st.text("ab 😀\u0301", min_size=1, max_size=8), min_size=1, max_size=6, unique=True),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 70)), max_size=8),
)
def test_every_match_goes_to_one_sentence_and_stays_within(texts: list[str], raw: list[tuple[int, int]]) -> None:
    length = len("\n\n".join(texts))
    spans = [(start % length, min(start % length + size, length)) for start, size in raw]
    answers = _shared_out(texts, [Match("R", "C", "t", "m", start, end) for start, end in spans])
    assert sum(map(len, answers.values())) == len(spans)
    for text, matches in answers.items():
        assert all(0 <= match.start < match.end <= len(text) for match in matches)
