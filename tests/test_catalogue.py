"""Rules as pages: `explain`, `rules` and rules/README.md."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lint.catalogue import listing, page, readme
from lint.registry import all_rules
from lint.rule import Bad, Good, Rule
from tests.fakes import word_rule

RULE = word_rule(
    "bil", replace="bill",
    examples=(Bad("The bil and the bil.", marks=("bil", "bil"), fixed="The bill and the bill."),
              Bad("\u200bThe bil\n", marks="bil", fixed="\u200bThe bill\n"), Good("The bill.")),
)  # fmt: skip


def test_a_page_shows_examples_with_carets() -> None:
    lines = page(RULE).splitlines()
    index = lines.index("    The bil and the bil.")
    assert lines[index + 1] == "        ^^^         ^^^"
    assert lines[index + 2] == "    fixed: The bill and the bill."
    assert lines[-1] == "    The bill."


def test_carets_stand_where_the_rule_marks_and_not_where_the_word_first_occurs() -> None:
    rule = replace(RULE, check=lambda document: (f for f in RULE.check(document) if f.start > 4))
    example = Bad("The bil and the bil.", marks="bil")
    rule = replace(rule, meta=replace(rule.meta, examples=(example,)))
    assert "    The bil and the bil.\n                    ^^^\n" in page(rule)


def test_what_cannot_be_seen_is_written_out() -> None:
    lines = page(RULE).splitlines()
    index = lines.index("    \\u200bThe bil\\n")
    assert lines[index + 1].rstrip() == " " * lines[index].index("bil") + "^^^"


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules())
def test_every_page_is_whole(rule: Rule) -> None:
    text = page(rule)
    assert text.startswith(f"# {rule.meta.code} {rule.meta.name}\n\n{rule.summary}\n")
    bad = [example for example in rule.meta.examples if isinstance(example, Bad)]
    carets = [line for line in text.splitlines() if "^" in line and not line.strip(" ^")]
    assert len(carets) == len(bad)
    for example in rule.meta.examples:
        if example.text.isprintable():
            assert f"    {example.text}\n" in text


def test_listings() -> None:
    quiet = word_rule("x", "XX002", "quiet", preview=True)
    text = listing([RULE, quiet], {"XX001"}, "text").splitlines()
    assert text[0].split() == ["XX001", "made-up", "major", "Made", "up."]
    assert text[1].split() == ["XX002", "quiet", "major", "off", "Made", "up."]
    rows = listing([RULE, quiet], {"XX001"}, "markdown").splitlines()
    assert len({row.count("|") for row in rows}) == 1
    assert "quiet (preview)" in rows[3]
    plain = json.loads(listing([RULE, quiet], {"XX001"}, "json"))
    assert [(rule["code"], rule["active"], rule["fix"]) for rule in plain] == [
        ("XX001", True, "safe"),
        ("XX002", False, "none"),
    ]


def test_the_readme_has_a_page_for_every_rule() -> None:
    text = readme(all_rules().values())
    for code, rule in all_rules().items():
        assert f"\n## {code} {rule.meta.name}\n" in text
        assert f"\n| {code} | {rule.meta.name}" in text
