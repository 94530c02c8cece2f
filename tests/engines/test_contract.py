"""What newslint counts on in every engine: the real ones, with nothing between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.engines.base import Engine, EngineError, EngineOptions, EngineUnavailable, Factory, Match

BETWEEN = "\n\n"

SPELLING = "MORFOLOGIK_RULE_EN_US"

WRONG = ("goverment", "speach")

SLIPS = {
    "She have a dog.": ("HE_VERB_AGR", "grammar", "have", "has"),
    "I can heard you.": ("MD_BASEFORM", "grammar", "heard", "hear"),
    "It was the the thing.": ("ENGLISH_WORD_REPEAT_RULE", "duplication", "the the", "the"),
    "The goverment fell.": (SPELLING, "misspelling", "goverment", "government"),
}

AROUND = {
    "nothing": ("", ""),
    "emoji": ("😀 ", " 😀"),
    "emoji without a space": ("😀", "😀"),
    "joined emoji": ("👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 ", " 👩‍👩‍👧‍👦"),
    "letters of four bytes": ("𝒜𝓑𝒞 𐍈 ", " 𝒜𝓑𝒞 𐍈"),
    "other scripts": ("Привет 日本語 مرحبا ", " שלום 日本語"),
    "composed": ("Café résumé naïve ", " résumé"),
    "combining": ("Cafe\u0301 re\u0301sume\u0301 ", " nai\u0308ve"),
    "many combining": ("Z" + "\u0301" * 50 + " ", " e" + "\u0327" * 50),
    "typographic": ("“It’s so…” – ", " – ‘indeed’…"),
    "CRLF": ("Yes.\r\n\r\n", "\r\nNo.\r\n"),
    "CR": ("Yes.\r", "\rNo."),
    "line breaks of Unicode": ("Yes.\u2028", "\u2029No.\x85"),
    "no-break spaces": ("Yes.\u00a0", "\u202fno"),
    "NUL": ("\0 ", " \0"),
    "control characters": ("\x01\x02\x1b[0m ", " \x7f\x80\x9f"),
    "byte order mark": ("\ufeff", " \ufeff"),
    "no characters": ("\ufffe\uffff ", " \U0010ffff"),
    "surrogates": ("\ud800 \udfff ", " \udc00\ud83d"),
    "surrogates that spell an emoji": ("\ud83d\ude00 ", " \ud83d\ude00"),
    "HTML": ("<p class='x'>", "</p>"),
    "entities": ("&amp; &lt;x&gt; ", " &#128512;"),
    "form data": ("100 %41+b&text=x& ", " &language=de+%00"),
    "JSON": ('\\ud800 {"a": "\\', '"}'),
}

HOSTILE = {
    "a long word": "x" * 10_000,
    "a long word of emoji": "😀" * 1_000,
    "a long word with hyphens": "ab-" * 2_000,
    "combining characters alone": "\u0301" * 1_500,
    "brackets": "(" * 3_000,
    "quotation marks": "“\"'" * 1_000,
    "stops": "." * 3_000,
    "commas": "a," * 500,
    "control characters": "".join(map(chr, range(32))) * 20 + "\x7f",
    "HTML": "<div onclick='a(\"b\")'><!-- <![CDATA[ " * 100,
    "directions": "\u202e\u2066abc\u202c\u2069" * 300,
    "surrogates": "\ud800\udc00\udfff" * 1_000,
    "everything": "".join(map(chr, [*range(0x700), *range(0x2000, 0x2400), *range(0xD7F0, 0xE010)])),
    "white space": " \t\r\n\u00a0\u3000" * 500,
}

SILENT = [
    "",
    " ",
    "\n\n",
    "\t \r\n",
    "\u00a0\u2003",
    "😀",
    "😀 🏳️‍🌈\n\n👍🏽",
    "\0",
    "\ud800",
    "\u0301",
    "\ufeff",
    "\u200b",
]

UNSURE = {
    "EN_UNPAIRED_QUOTES": ["“We will not leave, she said.", "He said they would”, and left."],
    "ENGLISH_WORD_REPEAT_BEGINNING_RULE": ["They met on Monday.", "They met on Tuesday.", "They met on Friday."],
}
"""Rules whose answer about a sentence depends on its neighbours, each with sentences that show it."""

APART = [
    "The goverment said so on Monday.",
    "She have a dog, and he have a cat.",
    "the talks ended without a result.",
    "It was the the last offer , he said.",
    "He went to (the office yesterday.",
    "Talks failed",
    "“We will not leave, she said.",
    "The 😀 goverment 𝒜𝓑 said 😀 it.",
    "The committee is expected to decide in in June.",
    "The committee has not met since 2019.",
    "The committee are divided, sources says.",
    "An university was closed; a hour later it was open.",
    "Cafe\u0301 owners was angry.\tThey closes.",
    "His speach was short. his wife left early",
    "Its a pitty.",
]


def _languagetool() -> Factory:
    from lint.engines.languagetool.client import LanguageToolEngine

    return LanguageToolEngine


def _lingotweaker() -> Factory:
    from lint.engines.lingotweaker import LingotweakerEngine

    return LingotweakerEngine


FACTORIES: dict[str, Callable[[], Factory]] = {"languagetool": _languagetool, "lingotweaker": _lingotweaker}


@pytest.fixture(scope="class", params=FACTORIES)
def make(request: pytest.FixtureRequest) -> Factory:
    """What makes the engine under test."""
    if request.param == "languagetool":
        request.getfixturevalue("languagetool_home")
    return FACTORIES[request.param]()


@pytest.fixture(scope="class")
def engine(make: Factory) -> Iterator[Engine]:
    """One that runs, for all tests of a class: starting a JVM takes long. The limit is for slow machines."""
    engine = make(EngineOptions(check_seconds=300, ready_seconds=300))
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


def check(engine: Engine, text: str, language: str = "en-US") -> list[Match]:
    """What the engine says; each match has to be one."""
    matches = engine.check(text, language)
    for match in matches:
        assert 0 <= match.start < match.end <= len(text), match
        assert match.rule
        assert all(isinstance(word, str) for word in (match.category, match.issue_type, *match.replacements))
        assert "<suggestion>" not in match.message
    assert [match.start for match in matches] == sorted(match.start for match in matches)
    return matches


def marked(text: str, matches: list[Match], rule: str = SPELLING) -> list[str]:
    return [text[match.start : match.end] for match in matches if match.rule == rule]


class TestAnswers:
    """What a running engine says."""

    def test_it_has_a_name_and_a_version(self, engine: Engine) -> None:
        assert engine.name
        assert any(map(str.isdigit, engine.version()))
        assert engine.version() == engine.version()
        assert engine.identity() == engine.identity() != ""

    @pytest.mark.parametrize("text", SLIPS)
    def test_it_finds_a_slip(self, engine: Engine, text: str) -> None:
        rule, issue_type, spot, suggestion = SLIPS[text]
        (match,) = [match for match in check(engine, text) if match.rule == rule]
        assert text[match.start : match.end] == spot
        assert match.issue_type == issue_type
        assert match.category.isupper()
        assert match.message
        assert suggestion in match.replacements

    def test_it_is_silent_on_clean_text(self, engine: Engine) -> None:
        assert check(engine, "The government said on Monday that it would not raise taxes this year.") == []

    @pytest.mark.parametrize("around", AROUND)
    def test_spans_are_exact_whatever_stands_around(self, engine: Engine, around: str) -> None:
        before, behind = AROUND[around]
        text = f"{before}The goverment fell, and the the speach was bad{behind}"
        matches = check(engine, text)
        assert [word for word in marked(text, matches) if word in WRONG] == ["goverment", "speach"]
        assert marked(text, matches, "ENGLISH_WORD_REPEAT_RULE") == ["the the"]

    @pytest.mark.parametrize(
        ("text", "rule", "spot"),
        [
            ("😀 The 𝒜 𝒜 sat.", "ENGLISH_WORD_REPEAT_RULE", "𝒜 𝒜"),
            ("😀 He😀s a man.", "NON_STANDARD_WORD", "He😀s"),
            ("The cat 𝒜𝓑 cat 𝒜𝓑 sat. 😀", "PHRASE_REPETITION", "cat 𝒜𝓑 cat 𝒜𝓑"),
        ],
    )
    def test_spans_are_exact_with_astral_characters_inside(
        self, engine: Engine, text: str, rule: str, spot: str
    ) -> None:
        assert marked(text, check(engine, text), rule) == [spot]

    @pytest.mark.parametrize("text", SILENT, ids=ascii)
    def test_there_is_nothing_to_say_about_nothing(self, engine: Engine, text: str) -> None:
        assert [match for match in check(engine, text) if match.issue_type != "whitespace"] == []

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_hostile_text_is_answered(self, engine: Engine, hostile: str) -> None:
        check(engine, HOSTILE[hostile])
        text = "The goverment fell."
        assert marked(text, check(engine, text)) == ["goverment"]

    def test_long_text_is_answered_to_its_end(self, engine: Engine) -> None:
        sentence = "The 😀 committee met again on Monday, and the goverment waited for it in the corridor.\n\n"
        text = sentence * (50_000 // len(sentence) + 1)
        assert marked(text, check(engine, text)) == ["goverment"] * text.count("goverment")

    def test_variants_differ(self, engine: Engine) -> None:
        text = "The color of the colour."
        american, british = (
            [match for match in check(engine, text, language) if match.issue_type == "misspelling"]
            for language in ("en-US", "en-GB")
        )
        assert [text[match.start : match.end] for match in american] == ["colour"]
        assert [text[match.start : match.end] for match in british] == ["color"]
        assert check(engine, text, "en-US") == american  # and are not mixed up afterwards

    def test_a_language_that_it_does_not_know_is_no_clean_text(self, engine: Engine) -> None:
        for language in ("xx-YY", "English", ""):
            with pytest.raises((EngineError, EngineUnavailable)):
                engine.check("The goverment fell.", language)
        assert check(engine, "The goverment fell.") != []

    def test_threads_get_what_one_gets(self, engine: Engine) -> None:
        texts = [f"{'😀' * number} {text}" for number in range(3) for text in APART]
        alone = [engine.check(text, "en-US") for text in texts]
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(lambda text: engine.check(text, "en-US"), texts * 2))
        assert together == alone * 2

    def test_variants_in_threads_are_not_mixed_up(self, engine: Engine) -> None:
        text = "The color of the colour."
        languages = ["en-US", "en-GB"] * 8
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda language: engine.check(text, language), languages))
        found = [[text[m.start : m.end] for m in matches if m.issue_type == "misspelling"] for matches in answers]
        assert found == [["colour"], ["color"]] * 8

    def test_sentences_are_judged_one_by_one(self, engine: Engine) -> None:
        """newslint asks about several at once, parted by blank lines, and keeps the answers sentence by sentence."""
        alone = []
        start = 0
        for text in APART:
            alone += [(m.rule, m.start + start, m.end + start) for m in check(engine, text) if m.rule not in UNSURE]
            start += len(text) + len(BETWEEN)
        together = check(engine, BETWEEN.join(APART))
        assert len(alone) > len(APART)
        assert [(m.rule, m.start, m.end) for m in together if m.rule not in UNSURE] == alone

    def test_rules_that_look_at_more_than_a_sentence_are_known(self, engine: Engine) -> None:
        """Those of `UNSURE` are so in truth. The profile for news has to switch them off."""
        from lint.engines.news.profile import Profile

        for rule, texts in UNSURE.items():
            alone = sum(len(marked(text, check(engine, text), rule)) for text in texts)
            text = BETWEEN.join(texts)
            assert len(marked(text, check(engine, text), rule)) != alone, rule
        assert Profile.load(()).disabled_rules >= UNSURE.keys()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.one_of(
                st.sampled_from(["The goverment fell.", "a speach , he said", "She have it.", "Yes.", "\r\n\r\n", " "]),
                st.text(st.characters(), max_size=6),
                st.text(st.characters(min_codepoint=0x10000), max_size=4),
                st.text("😀👍🏽\u200d\ufe0f\u0301\0\ud800\udc00.,()\"'“”-\n", max_size=6),
            ),
            max_size=8,
        )
    )
    def test_spans_are_exact_in_any_mixture(self, engine: Engine, parts: list[str]) -> None:
        text = "\n\n".join(parts)
        found = marked(text, check(engine, text))
        assert [spot for spot in found if spot in WRONG] == [word for part in parts for word in WRONG if word in part]


class TestLife:
    """How an engine begins and ends. One test a start: it takes long."""

    def test_it_waits_until_it_is_ready_and_is_gone_when_stopped(self, make: Factory) -> None:
        engine = make(EngineOptions(check_seconds=300, ready_seconds=300, disabled_rules=frozenset({SPELLING})))
        text = "She have a goverment."
        with pytest.raises(EngineError):
            engine.check(text, "en-US")
        try:
            begin = time.monotonic()
            engine.start()
            started = time.monotonic()
            with ThreadPoolExecutor(4) as pool:
                answers = list(pool.map(lambda _: engine.check(text, "en-US"), range(4)))
            ready = time.monotonic()
            assert started - begin < ready - started, "start must not wait"
            assert [marked(text, answer, "HE_VERB_AGR") for answer in answers] == [["have"]] * 4
            assert [marked(text, answer) for answer in answers] == [[]] * 4
            version = engine.version()
        finally:
            engine.stop()
        engine.stop()
        for call in (lambda: engine.check(text, "en-US"), engine.version, lambda: engine.check("", "en-US")):
            with pytest.raises(EngineError):
                call()
        assert version

    def test_stopping_what_was_never_started_is_harmless(self, make: Factory) -> None:
        engine = make(EngineOptions())
        engine.stop()
        engine.stop()
        with pytest.raises(EngineError):
            engine.check("Yes.", "en-US")
