"""`--fix` changes what a rule suggests and not one byte more, and says so where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import registry
from lint.checker import Checker
from lint.config import Config, Selection
from lint.document import Document
from lint.finding import Finding, Safety
from lint.fix import FixOutcome, apply, fix_input, fix_text
from lint.rule import Fix, InQuotes, Rule
from lint.sources.base import Input, ReadOptions, SourceError
from lint.sources.sourcemap import Edit
from tests.fakes import made_rule, word_rule

Make = Callable[..., Checker]


@pytest.fixture
def checker_of(monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a checker that knows exactly the given rules."""

    def make(*rules: Rule, **per_file: Selection) -> Checker:
        monkeypatch.setattr(registry, "all_rules", lambda: {rule.meta.code: rule for rule in rules})
        return Checker(Config(per_file=per_file))

    return make


def fixed(path: Path, checker: Checker, *, unsafe: bool = False, write: bool = True) -> FixOutcome:
    return fix_input(Input(path.name, path), ReadOptions(), checker.check, unsafe=unsafe, write=write)


BIL = word_rule("bil,", replace="bill,")


def test_of_overlapping_edits_the_first_is_made() -> None:
    assert apply("abcdef", [Edit(2, 4, "X"), Edit(0, 3, "Y"), Edit(4, 5, ""), Edit(0, 3, "Y")]) == ("Ydf", 2)
    assert apply("abc", [Edit(0, 1, "X"), Edit(0, 1, "A")]) == apply("abc", [Edit(0, 1, "A"), Edit(0, 1, "X")])
    assert apply("abc", []) == ("abc", 0)


def in_order(part: str, whole: str) -> bool:
    """Whether all letters of `part` stand in `whole`, in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in part)


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=6))
def test_text_outside_the_edits_stays(source: str, spans: list[tuple[int, int]]) -> None:
    edits = [Edit(start, start + length, "") for start, length in spans if start + length <= len(source)]
    covered = {index for edit in edits for index in range(edit.start, edit.end)}
    result, _ = apply(source, edits)
    assert in_order(result, source)
    assert in_order("".join(c for index, c in enumerate(source) if index not in covered), result)


BYTES = [
    "The bil, – “yes” –\r\nis\rhere,\nbil, \x0c\u2028\x85 and 😀 no end".encode(),
    b"\xef\xbb\xbfThe bil, is here.\r\n",
    "\ufeffThe bil, is “here”.\r\n\r\n".encode("utf-16-le"),
    "\ufeffThe bil, is “here”.\n".encode("utf-16-be"),
    "The bil, is in the café – “here”.\r\n".encode("windows-1252"),
]


@pytest.mark.parametrize("data", BYTES)
def test_everything_else_stays_byte_for_byte(tmp_path: Path, checker_of: Make, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    checker = checker_of(BIL)
    outcome = fixed(path, checker)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = data.replace("bil,".encode(encoding), "bill,".encode(encoding))
    assert path.read_bytes() == data
    assert outcome.count >= 1
    assert not outcome.errors
    assert fixed(path, checker).count == 0, "a second run changes nothing"


def test_quotations_are_never_changed_where_the_rule_says_so(tmp_path: Path, checker_of: Make) -> None:
    text = "The minister said “the bil, as it is, will pass” and put the bil, on the table for the others.\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    rule = word_rule("bil,", replace="bill,", in_quotes=InQuotes.FLAG_WITHOUT_FIX)
    assert fixed(path, checker_of(rule), unsafe=True).count == 1
    head, _, tail = text.rpartition("bil,")
    assert path.read_text(encoding="utf-8") == f"{head}bill,{tail}"


def test_unsafe_suggestions_are_made_on_request_only(tmp_path: Path, checker_of: Make) -> None:
    def check(document: Document) -> Iterator[Finding]:
        if document.text.startswith("one"):
            yield rule.meta.finding(0, 3, "m", replace="two", safety=Safety.UNSAFE)

    rule = made_rule(check=check, fix=Fix.SAFE)
    path = tmp_path / "a.txt"
    path.write_text("one three", encoding="utf-8")
    assert fixed(path, checker_of(rule)).count == 0
    assert fixed(path, checker_of(rule), unsafe=True).after == "two three"


def test_a_fix_may_uncover_the_next(checker_of: Make) -> None:
    rules = (word_rule("aa", replace="b"), word_rule("bb", "XX002", "other", replace="c"))
    assert fix_text("aaaa", checker_of(*rules).check, unsafe=False) == "c"


def test_fixes_that_undo_each_other_end_and_leave_the_file(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.txt"
    path.write_text("black cat", encoding="utf-8")
    rules = (word_rule("black", replace="white"), word_rule("white", "XX002", "other", replace="black"))
    outcome = fixed(path, checker_of(*rules))
    assert "undo each other" in outcome.errors[0].message
    assert outcome.count == 0
    assert not outcome.diff()
    assert path.read_text(encoding="utf-8") == "black cat"


def test_a_diff_writes_nothing_and_patch_takes_it(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.txt"
    before = "one\x0c\u2028\r\nthe bil, two\r\n\nlast bil, of all"
    path.write_bytes(before.encode())
    outcome = fixed(path, checker_of(BIL), write=False)
    assert path.read_bytes() == before.encode()
    assert "-the bil, two\r\n+the bill, two\r\n" in outcome.diff()
    if shutil.which("patch"):
        command = ["patch", "--binary", "-s", "a.txt"]
        subprocess.run(command, input=outcome.diff().encode(), cwd=tmp_path, check=True, timeout=20)
        assert path.read_bytes() == outcome.after.encode() == before.replace("bil,", "bill,").encode()


def test_links_stay_links_and_rights_stay_rights(tmp_path: Path, checker_of: Make) -> None:
    (tmp_path / "deep").mkdir()
    real, link = tmp_path / "deep" / "real.txt", tmp_path / "link.txt"
    real.write_text("the bil, two", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(Path("deep") / "real.txt")
    assert fixed(link, checker_of(BIL)).count == 1
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "the bill, two"
    assert real.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["real.txt"], "nothing is left lying about"


def test_a_write_protected_file_is_left_and_named(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.txt"
    path.write_text("the bil, two", encoding="utf-8")
    path.chmod(0o444)
    outcome = fixed(path, checker_of(BIL))
    assert [error.message for error in outcome.errors] == ["cannot be fixed: it is write-protected"]
    assert outcome.count == 0
    assert path.read_text(encoding="utf-8") == "the bil, two"


def test_a_file_that_changed_in_between_is_left(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.txt"

    def check(document: Document) -> Iterator[Finding]:
        path.write_text("somebody else's bil,", encoding="utf-8")
        yield from BIL.check(document)

    path.write_text("the bil, two", encoding="utf-8")
    outcome = fixed(path, checker_of(made_rule(check=check, fix=Fix.SAFE)))
    assert "another program" in outcome.errors[0].message
    assert path.read_text(encoding="utf-8") == "somebody else's bil,"


def test_a_disk_that_fills_up_leaves_the_old_file(
    tmp_path: Path, checker_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("the bil, two", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copymode", full)
    outcome = fixed(path, checker_of(BIL))
    assert "no space left" in outcome.errors[0].message
    assert path.read_text(encoding="utf-8") == "the bil, two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_what_the_encoding_lacks_is_not_written(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("café bil,".encode("windows-1252"))
    outcome = fixed(path, checker_of(word_rule("bil,", replace="中文")))
    assert "windows-1252" in outcome.errors[0].message
    assert path.read_bytes() == "café bil,".encode("windows-1252")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_only_files_are_fixed(tmp_path: Path, checker_of: Make) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    checker = checker_of(BIL)
    assert fixed(tmp_path / "pipe.txt", checker).errors
    assert fix_input(Input("<stdin>", None), ReadOptions(), checker.check, unsafe=False, write=True).errors


def test_what_could_not_be_checked_is_told(tmp_path: Path, checker_of: Make) -> None:
    def crash(_document: Document) -> Iterator[Finding]:
        raise RuntimeError("boom")

    path = tmp_path / "a.txt"
    path.write_text("the bil, two", encoding="utf-8")
    outcome = fixed(path, checker_of(BIL, made_rule("XX002", "sick", crash)), write=False)
    assert "boom" in outcome.unchecked[0].message
    assert outcome.after == "the bill, two"
    gone = fix_input(
        SourceError("gone.txt", "does not exist"), ReadOptions(), checker_of(BIL), unsafe=False, write=True
    )
    assert [error.path for error in gone.unchecked] == ["gone.txt"]
    path.write_bytes(b"%PDF-1.7")
    assert fixed(path, checker_of(BIL)).unchecked


def test_articles_of_an_archive_that_cannot_be_read_stay(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"text": "one bil, two"}', "{broken bil,", '{"text": "\\"bil,\\" \\u00e9", "other": "bil,"}']
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = fixed(path, checker_of(BIL))
    assert [error.path for error in outcome.unchecked] == ["a.jsonl:2"]
    after = path.read_text(encoding="utf-8").split("\n")
    assert after == ['{"text": "one bill, two"}', lines[1], '{"text": "\\"bill,\\" \\u00e9", "other": "bil,"}']


def test_settings_for_the_file_hold_in_the_fix_too(tmp_path: Path, checker_of: Make) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("the bil, two", encoding="utf-8")
    assert (
        fixed(path, checker_of(BIL, made_rule("XX002", "two"), **{"quiet.*": Selection(ignore=("XX001",))})).count == 0
    )
