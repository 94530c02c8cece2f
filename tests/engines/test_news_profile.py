"""What the profile for news makes of an engine's matches, and that its data are sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lint.config import ConfigError
from lint.document import Document
from lint.engines.base import EngineOptions, Match
from lint.engines.lingotweaker import LingotweakerEngine
from lint.engines.news import profile as module
from lint.engines.news.names import NamesError
from lint.engines.news.profile import Profile, readable_name, tidied
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.mqm import is_category
from lint.sources.plain import from_text

DATA = module.raw()


def match(document: Document, marks: str, rule: str, category: str, issue_type: str, *replacements: str) -> Match:
    start = document.text.index(marks)
    return Match(rule, category, issue_type, "A  message <b>here</b>", start, start + len(marks), replacements)


def findings(text: str, marks: str, rule: str, category: str, issue_type: str, *replacements: str) -> list[Finding]:
    document = from_text(text)
    found = match(document, marks, rule, category, issue_type, *replacements)
    return list(Profile().findings(document, [found], "An engine"))


# --- the data -----------------------------------------------------------------------------------------------


def test_every_entry_has_its_reason() -> None:
    for entry in DATA["off"]:
        assert len(entry["reason"].split()) >= 8, entry
        assert set(entry) <= {"reason", "run", "whole_text", "rules", "categories"}
        assert entry.get("rules") or entry.get("categories")


def test_nothing_is_listed_twice() -> None:
    for key in ("rules", "categories"):
        listed = Counter(name for entry in DATA["off"] for name in entry.get(key, ()))
        assert not [name for name, times in listed.items() if times > 1]


def test_no_rule_is_listed_that_a_pattern_covers() -> None:
    """But for those that engines are told not to run: that takes an id."""
    listed = [rule for entry in DATA["off"] if entry.get("run", True) for rule in entry.get("rules", ())]
    patterns = [re.compile(re.escape(rule).replace(r"\*", ".*")) for rule in listed if "*" in rule]
    assert not [rule for rule in listed if "*" not in rule and any(p.fullmatch(rule) for p in patterns)]


def test_ids_are_those_of_an_engine() -> None:
    ids = [rule for entry in DATA["off"] for rule in entry.get("rules", ())]
    ids += [rule for table in ("severity", "mqm", "priority") for rule in DATA[table].get("rules", ())]
    categories = [name for entry in DATA["off"] for name in entry.get("categories", ())]
    assert not [name for name in ids + categories if not re.fullmatch(r"[A-Z0-9_*-]+", name)]


def test_every_mqm_category_exists() -> None:
    table = DATA["mqm"]
    values = [table["default"], *table["rules"].values(), *table["categories"].values(), *table["issue_types"].values()]
    assert not [value for value in values if not is_category(value)]


def test_every_severity_exists() -> None:
    table = DATA["severity"]
    for value in [table["default"], *(v for t in ("rules", "categories", "issue_types") for v in table[t].values())]:
        Severity.named(value)


def test_names_are_names() -> None:
    assert not [name for name in DATA["names"].values() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)]


# --- which rules are off ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "category", "off"),
    [
        ("EN_UNPAIRED_QUOTES", "PUNCTUATION", True),
        ("COMMA_COMPOUND_SENTENCE", "PUNCTUATION", True),
        ("SOME_NEW_RULE", "STYLE", True),
        ("EN_COMPOUNDS_WELL_BEING", "MISC", True),
        ("MAKER_COMPOUNDS", "GRAMMAR", True),
        ("AGREEMENT_SENT_START", "GRAMMAR", True),
        ("HE_VERB_AGR", "GRAMMAR", False),
        ("HEATH_HEALTH", "CONFUSED_WORDS", False),
        ("MORFOLOGIK_RULE_EN_NZ", "TYPOS", False),
        ("UPPERCASE_SENTENCE_START", "CASING", False),
        ("SOME_NEW_RULE", "SOME_NEW_CATEGORY", False),
    ],
)
def test_disabled(rule: str, category: str, off: bool) -> None:
    assert Profile().disabled(rule, category) is off


def test_rules_on_whole_texts_are_not_run() -> None:
    """Their answers would depend on what else stands in the call."""
    assert {"EN_UNPAIRED_QUOTES", "EN_UNPAIRED_BRACKETS", "EN_WORD_COHERENCY", "TOO_LONG_PARAGRAPH"} <= (
        Profile().disabled_rules
    )


def test_disabled_rules_are_ids() -> None:
    assert all(re.fullmatch(r"[A-Z0-9_-]+", rule) for rule in Profile().disabled_rules)
    assert all(Profile().disabled(rule, "") for rule in Profile().disabled_rules)


def test_a_guess_is_run_and_left_out() -> None:
    """Not run, it would make room for another rule's guess at the same words."""
    assert Profile().disabled("AUXILIARY_DO_WITH_INCORRECT_VERB_FORM", "GRAMMAR")
    assert "AUXILIARY_DO_WITH_INCORRECT_VERB_FORM" not in Profile().disabled_rules


def test_a_newsroom_can_ask_for_a_rule() -> None:
    profile = Profile.load(selected=["ALL", "PU003", "GR/EN_A_VS_AN", "gr/COMMA_COMPOUND_SENTENCE", "SP/"])
    assert not profile.disabled("EN_A_VS_AN", "MISC")
    assert not profile.disabled("COMMA_COMPOUND_SENTENCE", "PUNCTUATION")
    assert profile.disabled("COMMA_COMPOUND_SENTENCE_2", "PUNCTUATION")
    assert "EN_A_VS_AN" not in profile.disabled_rules
    assert not profile.needs_its_name("GR/EN_A_VS_AN"), "nothing was found yet"


def test_a_rule_that_looks_at_a_whole_text_cannot_be_asked_for() -> None:
    with pytest.raises(ConfigError, match="EN_UNPAIRED_QUOTES cannot be selected: It looks at a whole text"):
        Profile.load(selected=["GR/EN_UNPAIRED_QUOTES"])


def test_why_a_rule_is_left_out() -> None:
    assert "PH005" in module.reason_off("EN_A_VS_AN")
    assert module.reason_off("HAVE_PART_AGREEMENT") == ""


def test_priority() -> None:
    assert Profile().priority("GR/UPPERCASE_SENTENCE_START") < 0
    assert Profile().priority("SP/MORFOLOGIK_RULE_EN_US") < 0
    assert Profile().priority("SP/EN_MULTITOKEN_SPELLING_TWO") > 0


# --- what a finding says ------------------------------------------------------------------------------------


def test_a_spelling_finding() -> None:
    text = "The goverment fell."
    assert findings(text, "goverment", "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "government", "x") == [
        Finding(
            code="SP/MORFOLOGIK_RULE_EN_US",
            name="misspelled-word",
            family="spelling",
            severity=Severity.MAJOR,
            mqm="Linguistic conventions/Spelling",
            start=4,
            end=13,
            message="A message here.",
            suggestion=Suggestion("government", Safety.UNSAFE),
            engine="An engine",
        )
    ]


def test_a_grammar_finding() -> None:
    (found,) = findings("She have a dog.", "have", "HE_VERB_AGR", "GRAMMAR", "grammar", "has")
    assert (found.code, found.name, found.family) == ("GR/HE_VERB_AGR", "he-verb-agr", "grammar")
    assert (found.severity, found.mqm) == (Severity.MAJOR, "Linguistic conventions/Grammar")


@pytest.mark.parametrize(
    ("rule", "category", "issue_type", "code", "mqm"),
    [
        ("HEATH_HEALTH", "CONFUSED_WORDS", "misspelling", "SP/HEATH_HEALTH", "Linguistic conventions/Spelling"),
        ("DAMAGE_OF_TO", "COLLOCATIONS", "grammar", "GR/DAMAGE_OF_TO", "Style/Unidiomatic style"),
        ("INVALID_DATE", "SEMANTICS", "inconsistency", "GR/INVALID_DATE", "Accuracy"),
        ("NEW", "NEW", "typographical", "GR/NEW", "Linguistic conventions/Punctuation"),
        ("NEW", "NEW", "", "GR/NEW", "Linguistic conventions/Grammar"),
    ],
)
def test_codes_and_categories(rule: str, category: str, issue_type: str, code: str, mqm: str) -> None:
    (found,) = findings("The heath of all.", "heath", rule, category, issue_type)
    assert (found.code, found.mqm, found.suggestion) == (code, mqm, None)


def test_the_suggestion_that_fits_comes_first() -> None:
    (found,) = findings("He is a diety.", "diety", "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "daily", "deity")
    assert found.suggestion == Suggestion("deity", Safety.UNSAFE)


def test_a_lost_capital_is_minor() -> None:
    (found,) = findings(
        "A methodist church.", "methodist", "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "Methodist"
    )
    assert found.severity is Severity.MINOR


@pytest.mark.parametrize(
    ("text", "fix"), [("They recieve it.", True), ("“They recieve it when ready,” he said.", False)]
)
def test_other_peoples_words_are_not_changed(text: str, fix: bool) -> None:
    (found,) = findings(text, "recieve", "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "receive")
    assert (found.suggestion is not None) is fix


def test_a_suggestion_that_changes_nothing_is_none() -> None:
    (found,) = findings("She have a dog.", "have", "HE_VERB_AGR", "GRAMMAR", "grammar", "have")
    assert found.suggestion is None


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("See www.have-dogs.com for it.", "have-dogs"),
        ("See https://example.com/she/have/a for it.", "have"),
        ("Write to she.have@example.com for it.", "have"),
        ("Write to @she_have for it.", "she_have"),
        ("It is #havedogs for all.", "havedogs"),
        ("“She have [sic] a dog,” he wrote.", "have"),
        ("She have (sic) a dog.", "have"),
    ],
)
def test_no_grammar_in_addresses_or_before_sic(text: str, marks: str) -> None:
    assert not findings(text, marks, "HE_VERB_AGR", "GRAMMAR", "grammar", "has")


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("Possible spelling mistake found.", "Possible spelling mistake found."),
        ("Did you mean <suggestion>has</suggestion>?", "Did you mean “has”?"),
        ("Use\n <em>has</em>  here", "Use has here."),
        ("Use has:", "Use has."),
        ("It is 3 < 4 and 5 > 2", "It is 3 < 4 and 5 > 2."),
        ("He said “yes.”", "He said “yes.”"),
        ("", "The engine marks this and does not say why."),
        ("<b></b>", "The engine marks this and does not say why."),
    ],
)
def test_tidied(message: str, plain: str) -> None:
    assert tidied(message) == plain


@pytest.mark.parametrize(
    ("rule", "category", "name"),
    [
        ("HEATH_HEALTH", "X", "heath-health"),
        ("EN_SIMPLE_REPLACE_ALONG_WAY", "X", "simple-replace-along-way"),
        ("IN_1990s", "X", "in-s"),
        ("EN_RULE", "X", "en-rule"),
        ("123", "SOME_KIND", "some-kind"),
        ("", "", "unnamed"),
    ],
)
def test_readable_name(rule: str, category: str, name: str) -> None:
    assert readable_name(rule, category) == name


def test_a_list_of_names_is_used(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("goverment\n", encoding="utf-8")
    document = from_text("The goverment fell.")
    found = match(document, "goverment", "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "government")
    assert list(Profile.load().findings(document, [found], "x"))
    assert not list(Profile.load([path]).findings(document, [found], "x"))
    path.write_text("---", encoding="utf-8")
    with pytest.raises(NamesError):
        Profile.load([path])


# --- with a real engine -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine() -> Iterator[LingotweakerEngine]:
    engine = LingotweakerEngine(EngineOptions(disabled_rules=Profile().disabled_rules))
    engine.start()
    yield engine
    engine.stop()


ARTICLE = """Keita and Mr Slipniov met in Hefei on Monday, Keita's office said.

The goverment of Xiaojing will recieve them, and and all of them speaks of heath care.

“Sisi is doomed”, @newslinter wrote on wi-fi.newslinter.org; she have 45% of the vote.
"""


def test_an_article(engine: LingotweakerEngine) -> None:
    document = from_text(ARTICLE)
    matches = engine.check(ARTICLE, "en-US")
    found = Profile().findings(document, matches, engine.name)
    marked = {ARTICLE[finding.start : finding.end] for finding in found}
    assert {"goverment", "recieve", "heath"} <= marked
    assert not marked & {"Keita", "Slipniov", "Hefei", "Xiaojing", "Sisi", "newslinter"}
    assert len(matches) > len(marked)
