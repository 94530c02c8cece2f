"""The house style: the table of the settings, the patterns in it, and what its rules find and leave alone."""

from __future__ import annotations

import pickle
import random
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from lint import config
from lint.checker import Checker
from lint.config import Config, ConfigError
from lint.document import Document
from lint.fix import fix_text
from lint.house import House, from_toml
from lint.pattern import LONGEST_PATTERN, LONGEST_TEXT, Pattern
from lint.sources.markdown import from_markdown
from lint.sources.plain import from_text

HEADLINE = "\n\nThe council voted on the plan on Monday, and the mayor said that it would go on as before."


def found(settings: str, text: str, code: str = "HO") -> list[str]:
    """What the rules of the house style mark."""
    return [
        document.text[f.start : f.end] for document in [from_text(text)] for f in _findings(settings, document, code)
    ]


def _findings(settings: str, document: Document, code: str = "HO") -> list:  # type: ignore[type-arg]
    checker = Checker(Config(selection=config.Selection(select=(code,)), house=from_toml(settings)))
    result = checker.check(document)
    assert not result.rule_errors
    return list(result.findings)


NAMES = """
names = [
    "Volodymyr Zelenskyy", "Al Jazeera", "YouTube", "iPhone", "Boris Johnson", "Apple", "Nato", "Recep Erdoğan",
    "White House", "US", "O'Neill", "de Gaulle", "Hong Kong", "Petrova", "United Nations", "St. John",
]
"""


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("He met Volodymyr Zelensky.", ["Zelensky"]),
        ("Zelenskiyy and Zelensky came.", ["Zelenskiyy", "Zelensky"]),
        ("They saw Al-Jazeera, AlJazeera, Al  Jazeera and Al\nJazeera.", ["Al-Jazeera", "AlJazeera"]),
        ("The youtube film, the Youtube film, the You Tube film.", ["youtube", "Youtube", "You Tube"]),
        ("NATO and Nato met; NATO's men.", ["NATO", "NATO"]),
        ("President Erdogan spoke.", []),
        ("Recep Erdogan spoke.", ["Recep Erdogan"]),
        ("He asked Boris Johnston and Alex Johnston.", ["Johnston"]),
        ("Hongkong and Hong-Kong are Hong Kong; a Hong Kong-based bank.", ["Hongkong", "Hong-Kong"]),
        ("ONeill met O’Neill and O Neill.", ["ONeill", "O Neill"]),
        ("It was St John's day.", ["St John"]),
    ],
)
def test_other_spellings_of_names(text: str, marks: list[str]) -> None:
    assert found(NAMES, text, "HO001") == marks


@pytest.mark.parametrize(
    "text",
    [
        "Volodymyr Zelenskyy's men, the Zelenskyys, and O'Neill’s.",
        "An apple fell from a white house; they told us, and the united nations of old agreed.",
        "De Gaulle came. The general was de Gaulle. “De Gaulle,” he said.",
        "Apples are red. Us? They told us. You tube down the river.",
        "Anna Petrov and Ivan Petrov came with the Petrovas.",
        "THE WHITE HOUSE AND YOUTUBE" + HEADLINE,
        "White house Paint Sells Well" + HEADLINE,
        "See www.youtube.com, @youtube, #youtube and news@youtube.example.com.",
        "A white-house paint. A face, and a book. It rains in hong. Kong is an ape.",
        "Volodymyr Zelenskyy" * 3,
        "Give it to Us, un ami said. The United Nation and Recep Everson met Ms. Johnston.",
        "",
    ],
)
def test_no_other_words_are_taken_for_names(text: str) -> None:
    assert found(NAMES, text, "HO001") == []


def test_hostile_text_and_names_do_no_harm() -> None:
    odd = ["\ud800", "\0", "e\u0301\u0301", "ǅ", "ß", "ﬁ", "İ", "ͺ", "a\u0300b", "😀", "'", "’’", "--", "_", "İstanbul"]
    settings = House(
        names=("İstanbul", "Straße", "ͺx", "A\u0301b Cd", "a", "l'l"),
        terms=(("ß", "ss"), ("e\u0301", "e")),
        quotes="straight",
    )  # fmt: skip
    checker = Checker(Config(selection=config.Selection(select=("HO",)), house=settings))
    generator = random.Random(7)
    for _ in range(200):
        text = "".join(generator.choice([*odd, " ", "\n\n", "a", "Straße ", "Al"]) for _ in range(40))
        assert not checker.check(from_text(text)).rule_errors
        assert not checker.check(from_markdown(text)).rule_errors


def test_terms() -> None:
    settings = (
        'terms = { "e-mail" = "email", mail = "post", "post office" = "mail-post office", "Kiev" = "Kyiv", "%" = "x" }'
    )
    settings = settings.replace(', "%" = "x"', ', "5 %" = "5 percent"')
    assert found(settings, "E-MAIL, e‑mail, mail; a kiev, Kiev's. 5 %, 15 %.") == [
        "E-MAIL",
        "e‑mail",
        "mail",
        "Kiev",
        "5 %",
    ]
    assert found(settings, "The mail-post office; air-mail; mail-order; don't.") == []
    house = from_toml(settings)
    checker = Checker(Config(selection=config.Selection(select=("HO002",)), house=house))
    fixed = fix_text("Mail from Kiev. E-MAIL.", checker.check, unsafe=True)
    assert fixed == "Post from Kyiv. EMAIL."
    assert fix_text(fixed, checker.check, unsafe=True) == fixed


def test_forbidden_words_give_the_reason() -> None:
    (finding,) = _findings('forbidden = { "very" = "say how." }', from_text("It is very late. “Very late,” he said."))
    assert finding.message == "The house does not write “very”: say how."
    assert found('forbidden = ["Can", "t"]', "They can't. Can they?") == ["Can"]


@pytest.mark.parametrize(
    ("form", "text", "fixed"),
    [
        ("curly", '"It\'s late," he said of the 6\'4" man.', "“It’s late,” he said of the 6'4\" man."),
        ("straight", "“It’s ‘late’,” he said.", "\"It's 'late',\" he said."),
        ("curly", "“It’s late,” he said.", "“It’s late,” he said."),
    ],
)
def test_quotes(form: str, text: str, fixed: str) -> None:
    house = from_toml(f'quotes = "{form}"')
    checker = Checker(Config(selection=config.Selection(select=("HO004",)), house=house))
    assert fix_text(text, checker.check, unsafe=False) == fixed


def test_outer_quotes() -> None:
    assert found('outer-quotes = "single"', "“We ‘won’,” he said. ‘We “lost”,’ she said.") == ["“"]
    assert found('outer-quotes = "double"', "Mayor says ‘no’ to plan" + HEADLINE, "HO005") == []


def test_dateline() -> None:
    settings = "dateline = '[A-Z ]+ [(]AP[)] —'"
    assert found(settings, "PARIS (AP) — The talks went on all night.") == []
    assert found(settings, "PARIS (Reuters) - The talks went on all night.") == ["PARIS (Reuters) -"]
    assert found(settings, "July 28, 2014" + HEADLINE) == [], "a date on a line of its own says when, not where"


def test_silent_without_settings() -> None:
    text = "PARIS (AP) — “It's very late,” Al-Jazeera wrote by e-mail; ‘no’."
    assert not [f for f in Checker(Config(house=House())).check(from_text(text)).findings if f.code.startswith("HO")]
    assert not [f for f in Checker(Config()).check(from_text(text)).findings if f.code.startswith("HO")]


WRONG = [
    ("house = 1", "house: should be a table"),
    ("house.names = 1", "house: names: should be a list of strings"),
    ("house.names = [1]", "house: names: should hold strings, not 1"),
    ('house.names = [""]', "house: names: '' holds no word"),
    ('house.names = ["12"]', "house: names: '12' holds no letter"),
    ('house.names = ["' + "x" * 101 + '"]', "house: names: 'xxx"),
    ("house.names = [" + '"a", ' * 10_001 + "]", "house: names: holds more than 10,000 entries"),
    ('house.terms = ["a"]', "house: terms: should be a table"),
    ('house.terms.a = "a"', "house: terms: 'a' is called wrong and right at once"),
    ('house.terms = { a = "b", b = "c" }', "house: terms: 'b' is right for 'a', and wrong itself: for 'c'"),
    ("house.terms.a = 1", "house: terms: should hold strings"),
    ('house.forbidden = "x"', "house: forbidden: should be a list of words"),
    ("house.forbidden.a = 1", "house: forbidden: the reason"),
    ('house.forbidden = ["…"]', "house: forbidden: '…' holds no word"),
    ("house.quotes = 1", "house: quotes: should be one of curly, straight"),
    (
        'house.outer-quotes = "doubel"',
        "house: outer-quotes: should be one of double, single, not 'doubel'; did you mean",
    ),
    ("house.dateline = 1", "house: dateline: should be a regular expression"),
    ("house.dateline = ''", "house: dateline: should be a regular expression of at most 300"),
    ("house.dateline = '(?<=a)b'", "house: dateline: has '(?', which cannot be used here"),
    ("house.dateline = '" + "(" * 5000 + "'", "house: dateline: should be a regular expression of at most 300"),
    ("house.dateline = '" + "(" * 140 + "a" + ")" * 140 + "'", "house: dateline: "),
    ("house.dateline = 'a{99999999999999999999}'", "house: dateline: is no regular expression"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_cannot_be_used_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "newslint.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        config.load(path)
    assert str(error.value).startswith(f"{path}:1: {message}")


def test_as_a_process_with_workers_and_with_a_broken_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The youtube film went on all night.\n", encoding="utf-8")
    settings = tmp_path / "newslint.toml"
    command = [
        sys.executable,
        "-m",
        "lint",
        "check",
        "--no-cache",
        "--no-model",
        "--engine",
        "none",
        "--jobs",
        "2",
        "a.txt",
    ]
    settings.write_text('[house]\nnames = ["YouTube"]\ndateline = "[A-Z]+"\n', encoding="utf-8")
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, encoding="utf-8")
    assert (result.returncode, result.stdout.count("HO001")) == (1, 1), result.stderr
    settings.write_text("[house]\ndateline = '(a'\n", encoding="utf-8")
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, encoding="utf-8")
    assert result.returncode == 2
    assert "newslint.toml:2: house: dateline" in result.stderr


def test_another_house_style_is_another_result_in_the_cache(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The youtube film went on all night.\n", encoding="utf-8")
    command = [sys.executable, "-m", "lint", "check", "--no-model", "--engine", "none", "--cache-dir", "c", "a.txt"]
    codes = []
    for name in ("YouTube", "Youtube", "YouTube"):
        (tmp_path / "newslint.toml").write_text(
            f'house.forbidden = ["{name.lower()}"]\n' * (name == "YouTube"), "utf-8"
        )
        codes.append(subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120).returncode)
    assert codes == [1, 0, 1]


class TestPattern:
    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            (r"[A-Z]+(?:, [A-Z][a-z]+)? \(AP\) —", "PARIS, France (AP) —"),
            (r"^[A-Z ]+, \w{3,4}\.? \d{1,2}$", "NEW YORK, Feb. 4"),
            ("(ab|c)*", "abcab"),
            ("a{,2}b", "aab"),
            ("[]a]+", "]a"),
            ("x{", "x{"),
            ("a|", ""),
            (r"\(\d+\)\$", "(12)$"),
            (".", "\n"),
        ],
    )
    def test_it_matches(self, pattern: str, text: str) -> None:
        assert Pattern(pattern).matches(text)
        assert not Pattern(pattern).matches(text + "\t#")

    def test_it_says_what_python_says(self) -> None:
        generator = random.Random(1)
        parts = ["a", "b", "(", "(?:", ")", "|", "*", "+", "?", "{1,2}", ".", "[ab]", "{2}", r"\w", "[^a]"]
        tried = 0
        while tried < 1000:
            source = "".join(generator.choice(parts) for _ in range(generator.randint(1, 9)))
            try:
                pattern = Pattern(source)
            except ValueError:
                continue
            tried += 1
            text = "".join(generator.choice("ab") for _ in range(generator.randint(0, 6)))
            assert pattern.matches(text) == bool(re.fullmatch(source, text)), (source, text)

    @pytest.mark.parametrize(
        "source",
        [
            "(?=a)b",
            r"\bA",
            r"(a)\1",
            "a*?",
            "(?i)a",
            "((((((a))))))",
            "a{500}",
            "(?P<x>a)",
            "a^b",
            "a++",
            "[",
            "a)",
            "(",
            "",
        ],
    )
    def test_what_it_does_not_understand_is_an_error(self, source: str) -> None:
        with pytest.raises(ValueError, match=r"^(is|has|repeats|should)"):
            Pattern(source)

    @pytest.mark.parametrize(
        "source",
        [
            "(A+)+B", "(((A+)+)+)+B", "((((A?){200}){200}){200}){200}", ".*" * (LONGEST_PATTERN // 2), "(A|A|AA)*B",
            "((((A+A?){1,200}A?){2,200}A*){3,200}A?){1,200}B",
        ],
    )  # fmt: skip
    def test_no_pattern_takes_long(self, source: str) -> None:
        start = perf_counter()
        Pattern(source).matches("A" * LONGEST_TEXT)
        assert perf_counter() - start < 20, "a bound on hangs: Python's own matcher takes years over some of these"

    def test_it_can_be_sent_to_a_worker(self) -> None:
        assert pickle.loads(pickle.dumps(Pattern("a+"))).matches("aa")
        assert Pattern("a") == Pattern("a") != Pattern("b")
        assert "'a'" in repr(Pattern("a")), "the cache tells settings apart by this"
