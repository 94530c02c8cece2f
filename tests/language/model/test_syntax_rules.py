"""The rules on the model over readings written by hand: what they make of a tree, whatever the weights of today say."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from lint.checker import RuleSet, run
from lint.document import Document
from lint.finding import Finding
from lint.language.model import runtime
from lint.language.model.labels import Kind
from lint.language.model.reading import Reading, Tree
from lint.language.model.runtime import Answers
from lint.language.model.thresholds import garbled, is_damaged, tables, threshold
from lint.registry import all_rules
from lint.sources.plain import from_text
from tests.language.model.parses import CAME, WORRY, parsed

SURE = 0.99


def flags(code: str, document: Document) -> list[str]:
    return [document.text[finding.start : finding.end] for finding in findings(code, document)]


def findings(code: str, document: Document) -> list[Finding]:
    found, errors = run(RuleSet({code: all_rules()[code]}, {}), document)
    assert not errors
    return found


CLOSED = [
    ("DET", "", 1, "det"),
    ("NOUN", "", 6, "nsubj"),
    ("ADP", "", 4, "case"),
    ("DET", "", 4, "det"),
    ("NOUN", "", 1, "nmod"),
    ("AUX", "Fin", 6, "aux"),
    ("VERB", "Part", -1, "root"),
    ("PUNCT", "", 6, "punct"),
]


def test_a_verb_that_disagrees_with_a_subject_far_away() -> None:
    document = parsed("The bridge over the rivers are closed.", CLOSED, {5: (SURE, Kind.AGREEMENT)})
    for index in (1, 4):
        _set(document, "number", index, 1 if index == 1 else 2)
    (finding,) = findings("SY003", document)
    assert document.text[finding.start : finding.end] == "are"
    assert finding.suggestion is not None
    assert finding.suggestion.replace == "is"
    assert "“bridge”" in finding.message


@pytest.mark.parametrize(("sure", "found"), [(1.0, ["are"]), (0.5, [])])
def test_where_nothing_looks_damaged_the_parser_has_to_be_sure_of_the_subject(sure: float, found: list[str]) -> None:
    document = parsed("The bridge over the rivers are closed.", CLOSED)
    _set(document, "number", 1, 1)
    document.reading.sure[1] = sure
    assert flags("SY003", document) == found


@pytest.mark.parametrize("subject", ["number", "majority", "team"])
def test_nouns_that_go_with_either_number(subject: str) -> None:
    document = parsed(f"The {subject} of the rivers are closed.", CLOSED, {5: (SURE, Kind.AGREEMENT)})
    _set(document, "number", 1, 1)
    assert flags("SY003", document) == []


def _set(document: Document, layer: str, index: int, value: int) -> None:
    """Change a label of a reading."""
    name = f"_{layer}"
    row = bytearray(getattr(document.reading, name))
    row[index] = value
    setattr(document.reading, name, bytes(row))


def test_an_infinitive_in_the_place_of_the_finite_verb_though_another_clause_has_one() -> None:
    (finding,) = findings("SY002", WORRY)
    assert WORRY.text[finding.start : finding.end] == "to worry"
    assert "“engineers”" in finding.message
    assert flags("SY001", WORRY) == [], "it explains what the other rule would see too"


@pytest.mark.parametrize("code", sorted(code for code, rule in all_rules().items() if rule.meta.model))
def test_no_finding_is_lost_by_asking_for_damaged_sentences_first(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [example.text for rule in all_rules().values() if rule.meta.model for example in rule.meta.examples]
    texts = [*bad, "\n\n".join(bad), "\n\n".join(bad[:20])]  # of the long ones, each is a damaged article
    found = [flags(code, from_text(text)) for text in texts]
    monkeypatch.setattr(Tree, "worst", 1.0)
    assert found == [flags(code, from_text(text)) for text in texts]


@pytest.mark.parametrize("code", sorted(code for code, rule in all_rules().items() if rule.meta.model))
def test_good_english_is_left_alone(code: str) -> None:
    assert flags(code, CAME) == []


ON_MONDAY = [
    ("DET", "", 1, "det"),
    ("NOUN", "", -1, "root"),
    ("ADP", "", 3, "case"),
    ("PROPN", "", 1, "nmod"),
    ("DET", "", 6, "det"),
    ("ADJ", "", 6, "amod"),
    ("NOUN", "", 1, "dep"),
    ("PUNCT", "", 1, "punct"),
]


def test_a_sentence_without_a_verb_needs_damage_of_that_kind_too() -> None:
    text = "The council on Monday the old bridge."
    assert flags("SY001", parsed(text, ON_MONDAY)) == []
    assert flags("SY001", parsed(text, ON_MONDAY, {3: (SURE, Kind.PUNCTUATION)})) == []
    both = {3: (SURE, Kind.VERB), 4: (SURE, Kind.VERB)}
    (finding,) = findings("SY001", parsed(text, ON_MONDAY, both))
    assert (finding.start, finding.end) == (15, 25)
    assert "“council”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Council on Monday the old bridge",
        "the council on Monday the old bridge.",
        "The Council On Monday The Old Bridge.",
    ],
)
def test_what_is_no_full_sentence_needs_no_verb(text: str) -> None:
    words = ON_MONDAY if text[0] in "Tt" else ON_MONDAY[1:-1]
    shift = 0 if text[0] in "Tt" else -1
    moved = [(upos, form, head + shift if head >= 0 else head, rel) for upos, form, head, rel in words]
    document = parsed(text, moved, {3 + shift: (SURE, Kind.VERB)})
    assert flags("SY001", document) == []


MAN = [
    ("DET", "", 1, "det"),
    ("NOUN", "", 4, "nsubj"),
    ("PRON", "", 4, "obl"),
    ("PRON", "", 4, "nsubj"),
    ("VERB", "Fin", -1, "root"),
    ("DET", "", 6, "det"),
    ("NOUN", "", 4, "obj"),
    ("PUNCT", "", 4, "punct"),
]


def test_a_pronoun_that_says_again_what_who_says() -> None:
    text = "A man who he built the bridge."
    assert flags("SY008", parsed(text, MAN, {3: (SURE, Kind.EXTRA)})) == ["who he"]
    assert flags("SY008", parsed(text, MAN)) == []
    met = [*MAN[:5], ("ADV", "", 4, "advmod"), ("ADV", "", 4, "advmod"), MAN[7]]
    assert flags("SY008", parsed("A man who he met quite often.", met, {3: (SURE, Kind.EXTRA)})) == []


def test_garbled_spans_name_the_kind_and_take_in_what_is_nearly_as_damaged() -> None:
    damage = {2: (0.6, Kind.ORDER), 3: (SURE, Kind.ORDER), 4: (0.55, Kind.MISSING), 6: (0.3, Kind.WRONG)}
    (finding,) = findings("SY020", parsed("The council on Monday the old bridge.", ON_MONDAY, damage))
    assert (finding.start, finding.end) == (12, 25)
    assert "wrong order" in finding.message
    assert "“on Monday the”" in finding.message


def test_machine_grammar_marks_the_stretch_and_says_what_to_check() -> None:
    document = parsed("The council on Monday the old bridge.", ON_MONDAY)
    assert findings("SY021", document) == []
    for index, odds in ((0, 0.2), (1, 0.35), (2, 0.75), (3, 0.7), (4, 0.25), (7, 0.9)):
        document.reading.marked[index] = odds
    (finding,) = findings("SY021", document)  # and none for the full stop
    assert document.text[finding.start : finding.end] == "council on Monday"
    assert "“council on Monday”: check the preposition" in finding.message


def test_machine_grammar_wants_more_of_a_single_word_than_of_a_stretch() -> None:
    def found(odds: dict[int, float]) -> list[str]:
        document = parsed("The council on Monday the old bridge.", ON_MONDAY)
        for index, one in odds.items():
            document.reading.marked[index] = one
        return flags("SY021", document)

    assert found({2: 0.75}) == []
    assert found({2: 0.75, 3: 0.28, 4: 0.28, 5: 0.28, 6: 0.25}) == ["on"]
    assert found({2: 0.98}) == ["on"]
    assert found({2: 1.0}) == ["on"]
    assert found(dict.fromkeys(range(7), 0.28)) == [], "nowhere is it likely enough"


def test_in_an_article_that_looks_damaged_all_over_less_is_enough() -> None:
    text = "The council on Monday the old bridge."
    damage = {3: (0.6, Kind.VERB)}
    alone = parsed(text, ON_MONDAY, damage)
    assert flags("SY020", alone) == []
    among_others = parsed(text, ON_MONDAY, damage)
    among_others.reading.__dict__["is_damaged"] = True
    assert flags("SY020", among_others) == ["Monday"]


def test_what_makes_an_article_look_damaged_all_over() -> None:
    words = 30 * "word " + "end. "
    document = from_text(10 * words)
    answers = Answers.empty(len(document.tokens))
    assert not is_damaged(Reading(document, answers, document.prose))
    answers.damage[::40] = 0.75  # not sure enough
    assert not is_damaged(Reading(document, answers, document.prose))
    answers.damage[160] = 0.85  # 3 places in 1,000 words
    assert not is_damaged(Reading(document, answers, document.prose))
    answers.damage[::40] = 0.85
    answers.damage[1::40] = 0.85  # a neighbour is the same place
    assert is_damaged(Reading(document, answers, document.prose))
    short = from_text(words)
    answers = Answers.empty(len(short.tokens))
    answers.damage[:] = 0.9
    assert not is_damaged(Reading(short, answers, short.prose)), "too short to tell"


def test_every_model_rule_and_every_kind_has_a_threshold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, rule in all_rules().items():
        if rule.meta.model:
            assert 0.0 <= threshold(code) < (math.inf if code == "SY021" else 1.0), (
                "a sum of log odds, or a probability"
            )
            assert threshold(code, damaged_article=True) <= threshold(code)
    for kind in Kind:
        assert garbled(kind, damaged_article=True) <= garbled(kind, damaged_article=False)
    monkeypatch.setattr(runtime, "FOLDER", tmp_path)
    tables.cache_clear()
    try:
        with pytest.raises(runtime.ModelError, match="missing or damaged"):
            threshold("SY001")
    finally:
        tables.cache_clear()


def test_of_several_findings_on_the_same_words_the_one_that_explains_stays() -> None:
    from lint.merge import merge

    document = parsed("The bridge over the rivers are closed.", CLOSED, {5: (SURE, Kind.AGREEMENT)})
    _set(document, "number", 1, 1)
    _set(document, "number", 4, 2)
    both = [*findings("SY003", document), *findings("SY020", document)]
    assert len(both) == 2
    priority = {code: all_rules()[code].meta.priority for code in ("SY003", "SY020")}
    ((kept, also),) = merge(both, priority)
    assert (kept.code, also) == ("SY003", ("SY020",))
