"""Quotations and the marks that do not pair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.document import Role
from lint.language.brackets import BracketKind, pair
from lint.language.quotations import MarkKind, Quotation, analyse, parse, problems
from lint.sources.plain import from_text


def blocks_of(text: str) -> list[tuple[int, int]]:
    """The paragraphs, which blank lines part."""
    blocks, position = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            lead = len(part) - len(part.lstrip())
            blocks.append((position + lead, position + len(part.rstrip())))
        position += len(part) + 2
    return blocks


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in parse(text, blocks_of(text))]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind.value, text[p.start : p.end]) for p in problems(text, blocks_of(text))]


def quotation(text: str) -> Quotation:
    (only,) = parse(text, blocks_of(text))
    return only


CLEAN = [
    # straight and curly, one after the other
    ('He said "yes" and left.', ["yes"]),
    ("“Yes,” he said. “We don’t.”", ["Yes,", "We don’t."]),
    ("‘Yes,’ he said. ‘We don’t.’", ["Yes,", "We don’t."]),
    ("He called it 'odd' and 'old'.", ["odd", "old"]),
    # nested
    ("“He told me ‘go home’,” she said.", ["He told me ‘go home’,", "go home"]),
    ("\"He told me 'go home',\" she said.", ["He told me 'go home',", "go home"]),
    ("‘She said “no” to me,’ he wrote.", ["She said “no” to me,", "no"]),
    ('He said: "I read \'"Why" by Li\'."', ["I read '\"Why\" by Li'.", '"Why" by Li', "Why"]),
    ("“A ‘b “c” d’ e.”", ["A ‘b “c” d’ e.", "b “c” d", "c"]),
    ("\"'Hello,' he said,\" she said. \"And 'bye'\"", ["'Hello,' he said,", "Hello,", "And 'bye'", "bye"]),
    # apostrophes
    ("Don't, can’t, O’Brien, rock'n'roll and o'clock.", []),
    ("'Tis the season; 'twas the '60s and the class of '98.", []),
    ("’Tis the season; ’twas the ’60s; give ’em time, ’cause it’s late.", []),
    ("Rock 'n' roll, fish 'n' chips and rock ’n’ roll.", []),
    ("James' hat, the workers' union, the drivers’ strike and the Joneses'.", []),
    ("Gerard 't Hooft, Jacobus van ’t Hoff and 's-Hertogenbosch.", []),
    ("We were runnin' and gunnin' in the summertime.", []),
    ("Yahoo!'s rise and the U.S.' share of it.", []),
    # apostrophes inside single quotation marks
    ("He said 'the workers' union is dead' today.", ["the workers' union is dead"]),
    ("‘The boys’ club is over,’ he said. ‘Gone.’", ["The boys’ club is over,", "Gone."]),
    ("'I like 'em,' she said. 'Me too.'", ["I like 'em,", "Me too."]),
    ("These 'supertrees' not only grow, they're 'green'.", ["supertrees", "green"]),
    ("The '60s and the 'good old days' are gone.", ["good old days"]),
    ("'Tis the season,' he wrote. No more.", ["Tis the season,"]),
    # figures inside single quotation marks; a bracket inside a quotation
    ("The 'Age 60' rule, the pilots' hope.", ["Age 60"]),
    ("The 'Age 60' and 'Vision 2030' plans of the ministers' aides.", ["Age 60", "Vision 2030"]),
    ("'I owe it to those (the survivors') benefits,' he said.", ["I owe it to those (the survivors') benefits,"]),
    ("He met them ('the survivors') there.", ["the survivors"]),
    # possessives of quotations
    ('"The Times"\'s editor and “The Herald”’s view.', ["The Times", "The Herald"]),
    # inches, feet, minutes
    ('A 6\'2" man, a 5" nail, a 27" screen and 3 1/2" disks.', []),
    ("A 6’2” man and a 5” nail.", []),
    ('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"]),
    ('"It was 12" long," he said, of a 27" screen.', ['It was 12" long,']),
    ("At 5°30'20'' north.", []),
    # dashes, brackets, ellipses
    ('He—"no"—left ("for good"), and "—well" was "I was—" at last.', ["no", "for good", "—well", "I was—"]),
    ('It read "...and so on" and “… and so on”.', ["...and so on", "… and so on"]),
    ("“[He] is ready,” she said (“(almost)”).", ["[He] is ready,", "(almost)"]),
    # other languages and typewriters
    ("„Hallo“ und «bonjour» und »hej« und 「你好」.", ["Hallo", "bonjour", "hej", "你好"]),
    ("``Hello'' and ''hello'' and `so'.", ["Hello", "hello", "so"]),
]


@pytest.mark.parametrize(("text", "expected"), CLEAN)
def test_clean_text_is_parsed_without_problems(text: str, expected: list[str]) -> None:
    assert inner(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(("text", "expected"), [case for case in CLEAN if "“" in case[0] or '"' in case[0]])
def test_every_clean_paragraph_may_stand_among_others(text: str, expected: list[str]) -> None:
    whole = f"Nothing here.\n\n{text}\n\nNothing here either."
    assert inner(whole) == expected
    assert kinds(whole) == []


def test_offsets_depth_and_style() -> None:
    text = "😀 “He told me 'go home',” she said."
    outer, nested = parse(text, blocks_of(text))
    assert (outer.start, outer.end) == (2, 25)
    assert text[outer.start : outer.end] == "“He told me 'go home',”"
    assert (outer.depth, outer.style, outer.closed, outer.continues) == (0, "double-curly", True, False)
    assert text[nested.start : nested.end] == "'go home'"
    assert (nested.depth, nested.style) == (1, "single-straight")


@pytest.mark.parametrize("mark", ["“”", "‘’", '""'])
def test_a_quotation_over_several_paragraphs(mark: str) -> None:
    opening, closing = mark[0], mark[1]
    text = f"{opening}One.\n\n{opening}Two.\n\n{opening}Three,{closing} he said."
    parts = parse(text, blocks_of(text))
    assert [(q.closed, q.continues) for q in parts] == [(False, True), (False, True), (True, False)]
    assert inner(text) == ["One.", "Two.", "Three,"]
    assert kinds(text) == []


def test_a_caption_may_stand_between_two_paragraphs_of_a_quotation() -> None:
    caption = "The “old” station in May. Photo: Ann Lee."
    text = f"“One is here.\n\n{caption}\n\n“Two is here,” he said."
    document = from_text(text)
    assert document.blocks[1].role is Role.CAPTION
    assert [text[q.inner_start : q.inner_end] for q in document.quotations] == ["One is here.", "old", "Two is here,"]
    assert document.derive(analyse).problems == []


def test_a_nested_quotation_over_several_paragraphs() -> None:
    text = "“He said: ‘One.\n\n“‘Two.’”"
    assert inner(text) == ["He said: ‘One.", "One.", "‘Two.’", "Two."]
    assert kinds(text) == []


def test_a_continuing_quotation_must_be_closed_at_last() -> None:
    text = "“One.\n\n“Two.\n\nThree."
    assert inner(text) == ["One.", "Two."]
    assert kinds(text) == [("unclosed", "“")]


def test_a_name_in_marks_does_not_run_over_paragraphs() -> None:
    text = "He read the “Blue Book.\n\n“Yes,” he said."
    assert kinds(text) == [("unclosed", "“")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We are ready, he said.\n\nThe bridge is closed.\n\n“Good,” she said."
    assert inner(text) == ["We are ready, he said.", "Good,"]
    assert quotation("He said: “go on. ").closed is False


def test_an_unclosed_quotation_ends_before_the_next_one() -> None:
    text = 'The "Blue Coast plan and the "Vision 2030" report.'
    assert inner(text) == ["Blue Coast plan and the", "Vision 2030"]
    assert [q.depth for q in parse(text, blocks_of(text))] == [0, 0]
    assert kinds(text) == [("unclosed", '"')]


PROBLEMS = [
    ("“One.\n\nTwo,” he said.", [("runs on", "“")]),
    ("It is ours,” he said.", [("unopened", "”")]),
    ('It is ours," he said.', [("unopened", '"')]),
    ('A Vision 2030" plan.', [("unopened", '"')]),
    ("It is ours,' he said.", [("unopened", "'")]),
    ("They ask: 'Was it worth it? It was.", [("unclosed", "'")]),
    ("“They ask: 'Was it worth it? It was,” he said.", [("unclosed", "'")]),
    ("”Hello,” he said.", [("wrong way", "”")]),
    ("“Hello“, he said.", [("wrong way", "“")]),
    ("”Hello“, he said.", [("wrong way", "”"), ("wrong way", "“")]),
    ("He showed it.” This is big,” he said.", [("misplaced", "”")]),
    ("A ’third way’, he said.", [("wrong way", "’")]),
    ("“He said ‘go”’ and left.", [("crossed", "’")]),
    ('He said “go" and left.', [("mixed pair", '"')]),
    ('He said "go” and left.', [("mixed pair", "”")]),
    ("He said 'odd’ and left.", [("mixed pair", "’")]),
    ("““Hello,” he said.", [("doubled", "““")]),
    ('""Hello"" he said.', [("doubled", '""'), ("doubled", '""')]),
    ("Mr. Putin‘s visit.", [("wrong apostrophe", "‘")]),
    ("Give ‘em the ‘90s, rock ‘n’ roll.", [("wrong apostrophe", "‘")] * 3),
    ("The workers‘ union.", [("wrong apostrophe", "‘")]),
    ("We don`t and don´t.", [("wrong apostrophe", "`"), ("wrong apostrophe", "´")]),
    ("We don''t.", [("wrong apostrophe", "''")]),
    ("O‘Brien and D`Angelo.", [("wrong apostrophe", "‘"), ("wrong apostrophe", "`")]),
    ("The winner’s’ car.", [("doubled", "’")]),
    ("Iran ’ s plan, don 't.", [("spaced apostrophe", " ’ "), ("spaced apostrophe", " '")]),
    ("And it' s.", [("spaced apostrophe", "' ")]),
]


@pytest.mark.parametrize(("text", "expected"), PROBLEMS)
def test_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_partners() -> None:
    text = 'He said “go" and left.'
    (problem,) = problems(text, blocks_of(text))
    assert text[problem.partner] == "“"
    assert problem.kind is MarkKind.MIXED_PAIR


def test_letters_that_look_like_marks_are_left_alone() -> None:
    assert kinds("Hawai‘i, O‘ahu, Sana‘a and Mo`olelo.") == []


@pytest.mark.parametrize("lost", ["“", "”"])
def test_a_lost_mark_is_one_problem_and_costs_no_other_quotation(lost: str) -> None:
    paragraphs = ["“We are ready,” she said. “Are you?”", "The plan, a “third way”, was dropped.", "“Yes,” he said."]
    for index, paragraph in enumerate(paragraphs):
        broken = paragraph.replace(lost, "", 1)
        text = "\n\n".join([*paragraphs[:index], broken, *paragraphs[index + 1 :]])
        assert len(kinds(text)) == 1
        assert len(inner(text)) >= 3


ALPHABET = st.text(st.sampled_from("“”‘’\"'`´„«»「」()[] .,:sStnab5-—\n\r😀\u0301"), max_size=80)


@settings(max_examples=400)
@given(ALPHABET)
def test_invariants(text: str) -> None:
    blocks = blocks_of(text)
    quotations, found = parse(text, blocks), problems(text, blocks)
    assert quotations == sorted(quotations, key=lambda q: (q.start, -q.end))
    assert found == sorted(found)
    for q in quotations:
        assert 0 <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        assert any(start <= q.start and q.end <= end for start, end in blocks)
        assert q.closed == (q.end > q.inner_end)
        assert q.depth >= 0
        assert not (q.closed and q.continues)
    for problem in found:
        assert 0 <= problem.start < problem.end <= len(text)
        assert -1 <= problem.partner < len(text)
    marked = [p.start for p in found if p.kind in (MarkKind.UNCLOSED, MarkKind.UNOPENED, MarkKind.RUNS_ON)]
    assert len(marked) == len(set(marked)), "a mark is lost once"


@settings(max_examples=200)
@given(ALPHABET)
def test_a_paragraph_does_not_depend_on_those_before_it(text: str) -> None:
    before = "Plain words.\n\n"
    shifted = [(p.start + len(before), p.kind) for p in problems(text, blocks_of(text))]
    assert shifted == [(p.start, p.kind) for p in problems(before + text, blocks_of(before + text))]


BRACKETS = [
    ("One (two) [three] {four (five)}.", []),
    ("Reasons: a) cost, b) time; (c) law; iv) peace; 1) war.", []),
    ("(Reasons: a) cost, b) time) and more.", []),
    ("Nice :-) and sad :( and 8) too.", []),
    ("The range [0, 1) is open.", []),
    ("(One.\n\nTwo.)", []),
    ("One (two.", [("unclosed", 4)]),
    ("One two).", [("unopened", 7)]),
    ("One (two.\n\nThree) four.", [("unclosed", 4), ("unopened", 16)]),
    ("One (two] three.", [("mismatched", 8)]),
    ("One (two [three) four] five.", [("crossed", 21)]),
]


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_brackets(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(p.kind.value, p.start) for p in pair(text, blocks_of(text)).problems] == expected


@given(ALPHABET)
def test_bracket_pairs_are_brackets(text: str) -> None:
    found = pair(text, blocks_of(text))
    for first, end in found.pairs:
        assert text[first] in "(["
        assert text[end - 1] in ")]"
    for problem in found.problems:
        assert text[problem.start] in "()[]"
        assert (problem.partner >= 0) == (problem.kind in (BracketKind.CROSSED, BracketKind.MISMATCHED))
