"""The model at run time: the same answers in any company, clear words where there is no model, no text too strange."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.checker import Checker
from lint.cli import main
from lint.config import Config, Selection
from lint.document import Document
from lint.language.model import pieces, runtime
from lint.language.model.features import Window
from lint.language.model.labels import KINDS, RELATIONS, UPOS
from lint.language.model.reading import NONE, Reading
from lint.language.model.runtime import FACTS, FOLDER, PIECES, WEIGHTS, Answers, ModelError, Passage
from lint.language.tokens import tokenize
from lint.registry import all_rules, select
from lint.sources.plain import from_text

NEWS = """Council votes to close the old bridge

The council voted on Monday to close the old bridge, which engineers had called unsafe. Its members, who had met twice
before, were said to be divided.

“We had no choice,” the mayor, Ann Lee, told reporters. “The bridge is 120 years old.”

Traffic will be led over the new bridge from Feb. 4. Shops in the old town fear for their trade.
"""
SOME = [
    "The council voted on Monday to close the old bridge.",
    "It rained.",
    "Members of the opposition, who had asked for a delay, said that they would go to court if the mayor signed it.",
    "He did. “We had no choice,” she said, and she left the hall without another word to anyone who was there.",
]


def read_all(texts: list[str]) -> list[Answers]:
    """Each text's answers, all texts read in one go."""
    model = runtime.model()
    passages, base = [], 0
    for text in texts:
        tokens = tokenize(text)
        passages.append(Passage(tokens, [(0, len(tokens))], base))
        base += len(tokens)
    found = model.read(passages, base)
    return [part(found, one.base, one.base + len(one.tokens)) for one in passages]


def part(answers: Answers, start: int, end: int) -> Answers:
    head = answers.head[start:end].copy()
    head[head >= 0] -= start
    labels = {name: row[start:end] for name, row in answers.labels.items()}
    odds = (row[start:end] for row in (answers.damage, answers.marked, answers.garbled))
    return Answers(*odds, labels, head, answers.sure[start:end])


def same(one: Answers, other: Answers) -> bool:
    rows = zip(
        (one.damage, one.marked, one.garbled, one.head, one.sure, *one.labels.values()),
        (other.damage, other.marked, other.garbled, other.head, other.sure, *other.labels.values()),
        strict=True,
    )
    return all(a.tobytes() == b.tobytes() for a, b in rows)


@given(st.lists(st.sampled_from([*SOME, *NEWS.split("\n\n")]), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None)
def test_a_text_gets_the_same_answer_in_any_company_to_the_last_bit(texts: list[str]) -> None:
    alone = {text: read_all([text])[0] for text in set(texts)}
    for text, answers in zip(texts, read_all(texts), strict=True):
        assert same(answers, alone[text])


def test_a_head_is_a_word_of_the_same_sentence_or_the_root() -> None:
    window = Window([2, 7, 7, 8, 3, 9, 3], words=[1, 3, 5], sentences=[range(4, 6), range(6, 7)], ends=[4, 6])
    taken = runtime.given(window)
    assert taken["read"].tolist() == [0, 1, 3, 5, 4, 6]
    assert taken["places"].tolist() == list(range(7))
    first, second, alone = taken["possible"][1:4].tolist()
    assert first == [True, False, True, False, False, False]
    assert second == [True, True, False, False, False, False]
    assert alone == [True, False, False, False, False, False]


def test_heads_stay_within_their_sentence() -> None:
    document = from_text(NEWS)
    reading = document.reading
    ends = {index: tree.last for tree in reading.trees for index in tree}
    heads = [(index, reading.head[index]) for index in ends if reading.head[index] != NONE]
    assert len(heads) > len(ends) / 2
    assert all(ends[index] == ends[head] and index != head for index, head in heads)


def test_another_process_reads_the_same() -> None:
    code = (
        "import sys; from lint.sources.plain import from_text; from hashlib import sha256; "
        "r = from_text(sys.argv[1]).reading; print(sha256(r.damage.tobytes() + str(r.head).encode()).hexdigest())"
    )
    here = from_text(NEWS).reading
    wanted = hashlib.sha256(here.damage.tobytes() + str(here.head).encode()).hexdigest()
    done = subprocess.run([sys.executable, "-c", code, NEWS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == wanted
    assert done.stderr == ""


def test_only_prose_is_read_and_indices_are_those_of_the_documents_tokens() -> None:
    document = from_text(NEWS)
    reading = document.reading
    assert [tree.sentence for tree in reading.trees] == document.prose
    read = {index for tree in reading.trees for index in tree}
    headline = document.token_index(NEWS.index("bridge\n"))
    assert headline not in read
    assert reading.head[headline] == NONE
    assert reading.damage[headline] == 0
    council = document.token_index(NEWS.index("council"))
    assert document.tokens[council].text == "council"
    assert reading.upos(council) == "NOUN"


def assert_sound(document: Document) -> Reading:
    """Everything has a label, and every helper comes back, whatever the parser made of the text."""
    reading = document.reading
    size = len(document.tokens)
    assert len(reading.damage) == len(reading.head) == len(reading.sure) == size
    for tree in reading.trees:
        assert 0.0 <= tree.garbled <= 1.0
        assert tree.root == NONE or tree.first <= tree.root < tree.last
        for index in tree:
            assert 0.0 <= reading.damage[index] <= 1.0
            assert reading.kind(index) in KINDS
            assert reading.upos(index) in UPOS
            assert reading.relation(index) in RELATIONS
            assert index in tree.subtree(index)
            for found in (tree.head(index), tree.clause(index), tree.subject(index), tree.finite(index)):
                assert found == NONE or tree.first <= found < tree.last
    return reading


STRANGE = [
    "",
    "\0",
    "a\0b \0 c.",
    "\ud800 and \udfff met.",
    "x" * 100_000 + " was here.",
    "e\u0301" * 50_000 + " was here.",
    "-" * 5000 + " said so",
    "a-" * 5000 + "b said so.",
    "(" * 800 + "he said",
    "中文" * 5000 + " they said.",
    "🎉" * 500 + " he said it.",
    "word " * 800 + ".",
    "I. " * 500,
    "he said so, " * 500 + "she said.\r\n\r\n" + "\u200b" * 500 + " he said.",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_is_read(text: str) -> None:
    assert_sound(from_text(text))


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert_sound(from_text(text))


def test_one_word_of_ten_million_characters() -> None:
    begin = time.monotonic()
    document = from_text("a" * 10_000_000 + " was there, he said.")
    assert_sound(document)
    assert time.monotonic() - begin < 60


def test_a_sentence_longer_than_a_window_is_read_whole() -> None:
    text = "He saw " + ", ".join(f"a house of {number} rooms" for number in range(200)) + "."
    document = from_text(text)
    reading = assert_sound(document)
    (tree,) = reading.trees
    assert all(reading.sure[index] > 0 for index in tree)


def test_circles_are_cut_at_the_head_that_is_least_sure() -> None:
    document = from_text("He said that she came.")
    answers = Answers.empty(len(document.tokens))
    answers.head[:] = [1, 0, 3, 4, 2, 1]
    answers.sure[:] = [0.9, 0.4, 0.8, 0.7, 0.9, 0.9]
    (tree,) = Reading(document, answers, document.prose).trees
    assert [tree.head(index) for index in tree] == [1, NONE, 3, NONE, 2, 1]
    assert tree.roots == [1, 3]


@given(st.lists(st.integers(-1, 7), min_size=8, max_size=8))
@settings(deadline=None)
def test_no_heads_go_round_in_circles(heads: list[int]) -> None:
    document = from_text("He said that she came back to town.")
    size = len(document.tokens)
    answers = Answers.empty(size)
    answers.head[:8] = heads
    (tree,) = Reading(document, answers, document.prose).trees
    assert tree.root != NONE
    for index in tree:
        assert tree.climb(index, lambda _: False) == NONE
        assert len(tree.subtree(index)) <= size
        tree.subject(index)
        tree.finite_verbs(index)


def test_the_memory_for_pieces_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "REMEMBERED", 10)
    vocabulary = pieces.Vocabulary([*pieces.SPECIAL, "a", "##a"])
    first = vocabulary.split("aa")
    for length in range(1, 100):
        vocabulary.split("a" * length)
        assert len(vocabulary._known) <= 10
    assert vocabulary.split("aa") == first


# --- where the model cannot be had ---------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the model's folder that the product takes for its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (WEIGHTS, PIECES, FACTS):
        shutil.copyfile(FOLDER / name, folder / name)
    monkeypatch.setattr(runtime, "FOLDER", folder)
    runtime.model.cache_clear()
    yield folder
    runtime.model.cache_clear()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "weights missing": (lambda f: (f / WEIGHTS).unlink(), "missing"),
    "weights damaged": (lambda f: damage(f / WEIGHTS), "damaged"),
    "weights cut": (lambda f: (f / WEIGHTS).write_bytes((f / WEIGHTS).read_bytes()[:1000]), "damaged"),
    "vocabulary missing": (lambda f: (f / PIECES).unlink(), "missing"),
    "vocabulary of another": (lambda f: (f / PIECES).write_text("[PAD]\n"), "damaged"),
    "facts missing": (lambda f: (f / FACTS).unlink(), "missing or damaged"),
    "facts no TOML": (lambda f: (f / FACTS).write_text("version ="), "missing or damaged"),
    "facts without checksums": (lambda f: change(f / FACTS, "[sha256]", "[sums]"), "missing or damaged"),
    "labels of another version": (lambda f: change(f / FACTS, '"stop", ', '"halt", '), "another version"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_model_that_is_not_whole_is_never_asked(case: str, copy: Path) -> None:
    spoil, words = BROKEN[case]
    assert runtime.verify().version
    spoil(copy)
    for ask in (runtime.verify, runtime.model, lambda: from_text("He said that it rained.").reading):
        with pytest.raises(ModelError, match=words) as caught:
            ask()
        assert "--no-model" in str(caught.value)


def test_weights_that_onnxruntime_does_not_take(copy: Path) -> None:
    """The checksum is right, but the file is no model, or none of ours."""
    old = hashlib.sha256((copy / WEIGHTS).read_bytes()).hexdigest()
    (copy / WEIGHTS).write_bytes(b"no model")
    change(copy / FACTS, old, hashlib.sha256(b"no model").hexdigest())
    with pytest.raises(ModelError, match="does not take"):
        runtime.model()


@pytest.mark.parametrize("name", ["onnxruntime", "numpy"])
def test_a_missing_package_is_named(name: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    for ask in (runtime.verify, runtime.load):
        with pytest.raises(ModelError, match="onnxruntime cannot be loaded"):
            ask()


# --- which rules ask it ------------------------------------------------------------------------------------------

MODEL_RULES = sorted(code for code, rule in all_rules().items() if rule.meta.model)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def engines(output: str) -> dict[str, bool]:
    return {engine["name"]: engine["ran"] for engine in json.loads(output)["engines"]}


def check(article: Path, *options: str) -> tuple[int, str, str]:
    arguments = ["check", str(article), "--isolated", "--engine", "none", "--no-cache", "--output", "json", *options]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_there_are_rules_that_ask_the_model() -> None:
    assert MODEL_RULES
    every, without = select(["ALL"], [], preview=True), select(["ALL"], [], preview=True, model=False)
    assert set(every) - set(without) == set(MODEL_RULES)


def test_the_report_says_that_the_model_has_read(article: Path) -> None:
    _, output, _ = check(article, "--select", MODEL_RULES[0])
    assert engines(output)["model"] is True


def test_without_the_model_no_rule_asks_it(article: Path, copy: Path) -> None:
    (copy / WEIGHTS).unlink()
    code, output, _ = check(article, "--preview", "--no-model")
    assert code == 0
    assert "model" not in engines(output)
    assert not set(json.loads(output)["rules"]) & set(MODEL_RULES)


@pytest.mark.parametrize("options", [("--preview",), ("--select", "ALL", "--preview"), ("--select", MODEL_RULES[0])])
def test_a_missing_model_fails_the_run(options: tuple[str, ...], article: Path, copy: Path) -> None:
    (copy / WEIGHTS).unlink()
    code, output, errors = check(article, *options)
    assert code == 2
    assert output == ""
    assert "--no-model" in errors


def test_a_rule_that_was_named_cannot_run_without_the_model(article: Path) -> None:
    code, _, errors = check(article, "--select", MODEL_RULES[0], "--no-model")
    assert code == 2
    assert "no rule is selected" in errors


def test_the_settings_can_switch_it_off_and_the_command_line_on(article: Path) -> None:
    (article.parent / "newslint.toml").write_text('model = false\npreview = true\nengine = "none"\n', encoding="utf-8")
    given = ["rules", "--config", str(article.parent / "newslint.toml"), "--output-format", "json"]

    def active(*more: str) -> set[str]:
        listed = json.loads(CliRunner().invoke(main, [*given, *more]).stdout)
        return {rule["code"] for rule in listed if rule["active"]}

    assert not active() & set(MODEL_RULES)
    assert active("--model") >= set(MODEL_RULES)


def test_previews_run_on_request_only() -> None:
    previews = {code for code in MODEL_RULES if all_rules()[code].meta.preview}
    default = Checker(Config()).rules
    assert not previews & set(default)
    assert previews <= set(Checker(Config(preview=True)).rules)
    for code in previews:
        assert list(Checker(Config(selection=Selection(select=(code,)))).rules) == [code]


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(NEWS.replace("Monday", f"May {number + 1}"), encoding="utf-8")
    found = []
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "lint", "check", ".", "--isolated", "--engine", "none", "--no-cache"]
        command += ["--preview", "--jobs", jobs, "--output", "json"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ})
        assert done.returncode in (0, 1), done.stderr
        found.append(json.loads(done.stdout)["articles"])
    assert found[0] == found[1]


def test_nothing_heavy_is_loaded_for_the_version() -> None:
    code = (
        "import sys; from lint.registry import all_rules; import lint.cli, lint.document, lint.language.model.runtime; "
    )
    code += "all_rules(); print(sorted({'numpy', 'onnxruntime'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
