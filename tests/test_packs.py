"""The engine for packs of phrases: what it matches, what it costs, and the examples of every entry of our own packs."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

from lint.language.phrases import (
    LONGEST_PHRASE,
    Entry,
    Example,
    Pack,
    PackError,
    expand,
    pack_examples,
    parse_row,
    read_pack,
    read_table,
    words,
)
from lint.language.training.build_phrases import tables
from lint.rule import Rule
from lint.sources.plain import from_text
from tests.timing import assert_grows, least_seconds

PACKS = sorted((Path(__file__).parents[1] / "rules" / "packs").glob("*.toml"))
RULES = {
    "terms": "tortured_phrase",
    "articles": "lost_article",
    "agency": "agency_style",
    "calques": "calque",
    "patterns": "wrong_construction",
    "prepositions": "wrong_preposition",
}


def rule_of(pack: Path) -> Rule:
    module = importlib.import_module(f"lint.rules.phrasing.{RULES[pack.stem]}")
    return next(value for value in vars(module).values() if isinstance(value, Rule))


def marks(rule: Rule, text: str) -> list[str]:
    document = from_text(text)
    return [document.text[finding.start : finding.end] for finding in rule.check(document)]


def examples() -> list[tuple[Path, Example]]:
    return [(pack, e) for pack in PACKS for e in pack_examples(tomllib.loads(pack.read_text(encoding="utf-8")))]


@pytest.mark.parametrize(("pack", "example"), examples(), ids=lambda value: getattr(value, "stem", None))
def test_example_of_an_entry(pack: Path, example: Example) -> None:
    assert marks(rule_of(pack), example.text) == ([example.marks] if example.marks else [])


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_every_entry_that_finds_something_shows_it(pack: Path) -> None:
    for entry in tomllib.loads(pack.read_text(encoding="utf-8"))["entry"]:
        assert ("bad" in entry) != entry.get("allow", False), entry["phrase"]


def test_tables_are_current() -> None:
    for path, text in tables():
        assert path.read_text(encoding="utf-8") == text, "run python -m lint.language.training.build_phrases"


def found(pack: Pack, text: str) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], match.meant) for match in pack.matches(from_text(text))]


def pack_of(*rows: tuple[str, str]) -> Pack:
    return Pack((phrase, Entry(meant, True)) for phrase, meant in rows)


def test_case_hyphens_apostrophes_and_line_ends_do_not_matter() -> None:
    pack = pack_of(("profound learning", "deep learning"), ("don't ask me", "no"))
    assert found(pack, "Profound learning, profound-learning, profound\nlearning; DON’T ask me.") == [
        ("Profound learning", "Deep learning"),
        ("profound-learning", "deep learning"),
        ("profound\nlearning", "deep learning"),
        ("DON’T ask me", "No"),
    ]


def test_a_phrase_does_not_run_over_marks_paragraphs_or_parts_of_words() -> None:
    pack = pack_of(("profound learning", "deep learning"))
    text = "Profound. Learning, profound\n\nlearning; profound, learning; profound learnings; profound learning-based."
    assert found(pack, text) == []


def test_the_longest_phrase_wins_and_exceptions_are_silent() -> None:
    pack = pack_of(("a b", "short"), ("a b c", "long"), ("a b d", ""), ("b c", "late"))
    assert found(pack, "a b c; a b d; a b e; b c") == [
        ("a b c", "long"),
        ("a b", "short"),
        ("b c", "late"),
    ]


def test_numbers_fill_their_slot() -> None:
    pack = pack_of(("in the age of <num>", "at the age of <num>"))
    assert found(pack, "He died in the age of 80, she in the age of ninety, not in the age of reason.") == [
        ("in the age of 80", "at the age of 80"),
        ("in the age of ninety", "at the age of ninety"),
    ]


def test_verbs_are_inflected_alike() -> None:
    forms = dict(expand("<verb:depend> of <poss>", "<verb:rely> on <poss>"))
    assert forms["depended of his"] == "relied on his"
    assert forms["depends of their"] == "relies on their"


@pytest.mark.parametrize(
    "entry",
    [
        {"meant": "x"},
        {"phrase": "x"},
        {"phrase": "x", "meant": "y", "hint": "z"},
        {"phrase": "<nonsense>", "meant": "y"},
        {"phrase": "a", "meant": "<poss> b"},
        {"phrase": "a " * (LONGEST_PHRASE + 1), "meant": "b"},
    ],
)
def test_a_malformed_entry_is_an_error(entry: dict[str, str]) -> None:
    with pytest.raises(PackError):
        list(read_pack({"entry": [entry]}))


def test_table_rows() -> None:
    assert parse_row("a b\tc d\tnote") == ("a b", Entry("c d", True, "note"))
    assert parse_row("e f\t~hint") == ("e f", Entry("hint", False))
    assert parse_row("g h") == ("g h", Entry("", True))
    assert found(read_table("# comment\na b\tc d\n\na b e\n"), "a b, a b e") == [("a b", "c d")]


def test_words_may_be_looked_at_beyond_both_ends() -> None:
    view = words(from_text("One two-three."))
    assert view.keys[:5] == ["one", "two", "three", ".", ""]
    assert view.keys[-1] == ""
    assert not view.spaced(3, 4)
    assert [view.free(i) for i in range(3)] == [True, False, False]


def test_ten_thousand_phrases_cost_no_more_than_a_hundred() -> None:
    text = "The talks on the budget went on late into the night, and nobody knew what the council would do next. " * 200
    document = from_text(text)
    document.derive(words)

    def seconds(size: int) -> float:
        vocabulary = ["the", "on", "and", "talks", "night", *(f"w{i}" for i in range(size))]
        pack = Pack((f"{word} x{i % 97} y{i}", Entry("z", True)) for i, word in enumerate(vocabulary))
        pack.matches(document)
        return least_seconds(lambda: pack.matches(document), 5)

    assert_grows(lambda: seconds(100), lambda: seconds(10_000), 3, 0.002)


def test_ten_thousand_phrases_load_quickly() -> None:
    lines = "\n".join(f"word{i % 3000} second{i} third\tmeant {i}" for i in range(10_000))
    assert len(read_table(lines)) == 10_000
    assert_grows(
        lambda: least_seconds(lambda: [line.split() for line in lines.splitlines()], 5),
        lambda: least_seconds(lambda: read_table(lines), 5),
        8,
        enough=0,
    )
