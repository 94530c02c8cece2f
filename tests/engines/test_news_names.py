"""The newsroom's lists of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lint.config import ConfigError
from lint.engines.news.names import NamesError, NamesList, load

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def holds(listed: NamesList, sentence: str) -> list[str]:
    """The words of a sentence, in blanks, that the list holds."""
    words = ["", *sentence.split(), ""]
    return [words[i] for i in range(1, len(words) - 1) if listed.holds(words[i - 1], words[i], words[i + 1])]


@pytest.mark.parametrize(
    ("entries", "sentence", "known"),
    [
        (["Nguyễn Xuân Phúc"], "met Nguyễn Xuân Phúc and Phúc", ["Nguyễn", "Xuân", "Phúc", "Phúc"]),
        (["Ursula von der Leyen"], "Ursula von der Leyen", ["Ursula", "von", "der", "Leyen"]),
        (["Ursula von der Leyen"], "von there, der alone, Leyen too", ["Leyen"]),
        (
            ["Ceferin"],
            "Ceferin’s ceferin Ceferins Ceferins' CEFERIN",
            ["Ceferin’s", "Ceferins", "Ceferins'", "CEFERIN"],
        ),
        (["teff"], "teff Teff teffs", ["teff", "Teff", "teffs"]),
        (["O’Brien"], "O'Brien O’Brien OʼBrien’s", ["O'Brien", "O’Brien", "OʼBrien’s"]),
        (["Ayn-Rand"], "Ayn‑Rand Ayn-Rand", ["Ayn‑Rand", "Ayn-Rand"]),
        (["Phu\u0301c"], "Phúc", ["Phúc"]),
        ([], "Anything", []),
    ],
)
def test_holds(entries: list[str], sentence: str, known: list[str]) -> None:
    assert holds(NamesList.of(entries), sentence) == known


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("names.txt", "# people\nCeferin\n\nUrsula von der Leyen  # EU\r\nC#rp\n", ["Ceferin", "Leyen", "C#rp"]),
        ("names.txt", b"\xef\xbb\xbfCeferin\n", ["Ceferin"]),
        ("names", "Ceferin", ["Ceferin"]),
        ("names.toml", 'names = ["Ceferin", "Ursula von der Leyen"]', ["Ceferin", "Leyen"]),
        ("names.TOML", '[sport]\nnames = ["Ceferin"]\n[politics.eu]\npeople = ["von der Leyen"]', ["Ceferin", "Leyen"]),
        ("names.toml", "names = []", []),
        ("names.txt", "", []),
    ],
)
def test_load(write: Write, name: str, content: str | bytes, known: list[str]) -> None:
    listed = load([write(name, content)])
    assert [word for word in ("Ceferin", "Leyen", "C#rp") if listed.holds("", word, "")] == known


def test_several_files_add_up(write: Write) -> None:
    one, two = write("a.txt", "Ceferin"), write("b.toml", 'names = ["Leyen"]')
    assert load([one, two]).words == {"Ceferin", "Leyen"}


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("a.txt", b"Good\nM\xfcller\n", 2, "UTF-8"),
        ("a.txt", "Good\n\n---\n", 3, "'---' is no name"),
        ("a.toml", 'names = ["Good"]\nnames = ["Again"]', 2, "no TOML"),
        ("a.toml", "names = [", 1, "no TOML"),
        ("a.toml", "names = [1]", None, "list of strings"),
        ("a.toml", 'name = "Ceferin"', None, "name: should be a list"),
        ("a.toml", '[sport]\nnames = ["", "Ceferin"]', None, "'' is no name"),
    ],
)
def test_a_list_that_cannot_be_used(
    write: Write, name: str, content: str | bytes, line: int | None, words: str
) -> None:
    path = write(name, content)
    with pytest.raises(NamesError) as caught:
        load([path])
    assert (caught.value.path, caught.value.line) == (path, line)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: " if line else f"{path}: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.txt: the list of names cannot be read: No such file"):
        load([tmp_path / "missing.txt"])
    with pytest.raises(NamesError, match="cannot be read"):
        load([tmp_path])
