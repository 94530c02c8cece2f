"""Rules and formats are found through entry points; what does not load is named, and selectors mean what they say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from lint import registry
from lint.registry import RegistryError, all_rules, find_format, find_rule, select
from lint.rule import Rule
from tests.fakes import made_rule

Install = Callable[..., None]

PLUGIN = """
from tests.fakes import made_rule
RULE = made_rule({code!r}, {name!r})
"""


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Install]:
    """Puts files (path: source) where Python finds them, and entry points of the given group that name them."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def write(group: str, *entries: tuple[str, str], files: dict[str, str] | None = None) -> None:
        for name, source in (files or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        points = [EntryPoint(name, value, group) for name, value in entries]

        def entry_points(group: str, name: str | None = None) -> list[EntryPoint]:
            return [p for p in points if p.group == group and name in (None, p.name)]

        monkeypatch.setattr(registry, "entry_points", entry_points)
        all_rules.cache_clear()

    yield write
    all_rules.cache_clear()
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Rule]:
    """A small rule set: two families, a name each, one rule on trial."""
    rules = [
        made_rule("SE001", "one"),
        made_rule("SE002", "two"),
        made_rule("SE010", "ten", preview=True),
        made_rule("PU001", "point", mqm="Linguistic conventions/Punctuation"),
        made_rule("RE001", "rest", mqm="Accuracy/Untranslated"),
    ]
    monkeypatch.setattr(registry, "all_rules", lambda: {rule.meta.code: rule for rule in rules})
    return {rule.meta.code: rule for rule in rules}


def test_a_plugin_brings_rules(install: Install) -> None:
    install("newslint.rules", ("mine", "plug"), files={"plug.py": PLUGIN.format(code="XX001", name="mine")})
    assert list(all_rules()) == ["XX001"]
    assert find_rule("xx001") is find_rule("mine")


def test_private_modules_of_a_package_are_not_searched(install: Install) -> None:
    files = {
        "pack/__init__.py": "",
        "pack/open.py": PLUGIN.format(code="XX001", name="open"),
        "pack/_closed.py": "raise RuntimeError",
        "pack/_private/__init__.py": "",
        "pack/_private/inner.py": "raise RuntimeError",
    }
    install("newslint.rules", ("mine", "pack"), files=files)
    assert list(all_rules()) == ["XX001"]


@pytest.mark.parametrize(
    "source", ["import no_such_module", "1 / 0", "raise SystemExit(0)", "syntax error", "from tests.fakes import gone"]
)
def test_a_plugin_that_does_not_load_is_named(install: Install, source: str) -> None:
    install("newslint.rules", ("mine", "plug"), files={"plug.py": source})
    with pytest.raises(RegistryError, match=r"newslint\.rules: mine \(plug\) does not load"):
        all_rules()


def test_a_module_inside_a_plugin_that_does_not_load_is_an_error_too(install: Install) -> None:
    files = {"pack/__init__.py": "", "pack/sub/__init__.py": "import no_such_module"}
    install("newslint.rules", ("mine", "pack"), files=files)
    with pytest.raises(RegistryError, match="no_such_module"):
        all_rules()


@pytest.mark.parametrize(("code", "name"), [("XX001", "other"), ("XX002", "same")])
def test_a_code_or_name_used_twice_is_an_error(install: Install, code: str, name: str) -> None:
    files = {
        "first.py": PLUGIN.format(code="XX001", name="same"),
        "second.py": PLUGIN.format(code=code, name=name),
    }
    install("newslint.rules", ("a", "first"), ("b", "second"), files=files)
    with pytest.raises(RegistryError, match="two rules are called"):
        all_rules()


def test_one_rule_met_twice_is_one_rule(install: Install) -> None:
    files = {"first.py": PLUGIN.format(code="XX001", name="same"), "second.py": "from first import RULE"}
    install("newslint.rules", ("a", "first"), ("b", "second"), files=files)
    assert list(all_rules()) == ["XX001"]


def test_no_rules_at_all_is_an_error(install: Install) -> None:
    install("newslint.rules")
    with pytest.raises(RegistryError, match="no rules are installed"):
        all_rules()


def test_an_entry_point_of_rules_names_a_module(install: Install) -> None:
    install("newslint.rules", ("mine", "plug:RULE"), files={"plug.py": PLUGIN.format(code="XX001", name="mine")})
    with pytest.raises(RegistryError, match="names no module"):
        all_rules()


def test_formats(install: Install) -> None:
    install("newslint.reports", ("a", "plug:make"), ("b", "plug:text"), files={"plug.py": "make = print\ntext = 'x'"})
    assert callable(find_format("a"))
    with pytest.raises(RegistryError, match="cannot be called"):
        find_format("b")
    with pytest.raises(RegistryError, match=r"unknown report format 'aa'; did you mean 'a'\?"):
        find_format("aa")


def test_a_format_must_not_be_taken_over_by_a_plugin(install: Install) -> None:
    install("newslint.reports", ("json", "plug:one"), ("json", "plug:two"), files={"plug.py": "one = two = print"})
    with pytest.raises(RegistryError, match="two report formats are called json"):
        find_format("json")


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        (["ALL"], [], "PU001 RE001 SE001 SE002"),
        (["all"], ["SE"], "PU001 RE001"),
        (["SE"], [], "SE001 SE002"),
        (["sentences"], [], "SE001 SE002"),
        (["S"], [], "SE001 SE002"),
        (["SE00"], [], "SE001 SE002"),
        (["se001"], [], "SE001"),
        (["one"], [], "SE001"),
        ([" One "], [], "SE001"),
        (["Linguistic conventions"], [], "PU001 SE001 SE002"),
        (["linguistic conventions/punctuation"], [], "PU001"),
        (["Accuracy"], [], "RE001"),
        (["Accuracy/Untranslated"], ["Accuracy"], "RE001"),
        (["SE"], ["SE001"], "SE002"),
        (["SE001"], ["SE"], "SE001"),
        (["SE001"], ["ALL"], "SE001"),
        (["SE001"], ["one"], ""),
        (["SE"], ["SE"], ""),
        (["SE"], ["sentences"], ""),
        (["sentences"], ["SE"], ""),
        (["sentences"], ["S"], "SE001 SE002"),
        (["S"], ["sentences"], ""),
        (["SE00"], ["SE"], "SE001 SE002"),
        (["ALL", "SE001"], ["sentences"], "PU001 RE001 SE001"),
        (["SE010"], [], "SE010"),
        (["ten"], [], "SE010"),
        (["SE01"], [], ""),
        ([], [], ""),
    ],
)
@pytest.mark.usefixtures("made")
def test_the_more_specific_selector_wins(chosen: list[str], ignored: list[str], expected: str) -> None:
    assert " ".join(sorted(select(chosen, ignored))) == expected


@pytest.mark.usefixtures("made")
def test_rules_on_trial_run_when_asked_for() -> None:
    assert list(select(["SE"], [], preview=True)) == ["SE001", "SE002", "SE010"]


@pytest.mark.parametrize("selector", ["SE003", "SX", "", " ", "no-such", "sentence", "Accuracy/No such", "*"])
@pytest.mark.usefixtures("made")
def test_a_selector_that_names_nothing_is_an_error(selector: str) -> None:
    for arguments in (([selector], []), (["ALL"], [selector])):
        with pytest.raises(RegistryError, match="unknown rule or family"):
            select(*arguments)


@pytest.mark.usefixtures("made")
def test_a_slip_gets_a_proposal() -> None:
    with pytest.raises(RegistryError, match="did you mean 'sentences'"):
        select(["sentence"], [])
    with pytest.raises(RegistryError, match="did you mean 'point'"):
        find_rule("piont")
