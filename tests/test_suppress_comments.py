"""Suppressions in Markdown: what each covers, what is refused, and that taking them out leaves the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.fix import apply
from lint.sources.markdown import from_markdown
from lint.suppress.model import DirectiveError, Kind, Suppression, Suppressions, Unused, selectors_in
from lint.suppress.remove import _read_as, edits


def suppressions(markdown: str) -> Suppressions:
    return from_markdown(markdown, "a.md").suppressions or Suppressions()


def covered(markdown: str) -> list[list[str]]:
    """What each suppression covers, in the order of the file."""
    document = from_markdown(markdown, "a.md")
    assert document.suppressions is not None
    assert document.suppressions.problems == ()
    return [[document.text[a:b].strip() for a, b in entry.spans] for entry in document.suppressions.entries]


def problem(markdown: str) -> str:
    (found,) = suppressions(markdown).problems
    assert found.kind in (Kind.INLINE, Kind.FRONT_MATTER)
    return f"{found.path} {found.message}"


C = "<!-- newslint: ignore[SE001] -- why -->"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"One.\n\n{C}\nTwo.\n\nThree.", "Two."),
        (f"One.\n\n{C}\n\nTwo.\n\nThree.", "Two."),
        (f"One.\n\nTwo {C} and more.\n\nThree.", "Two and more."),
        (f"One.\n\nTwo. {C}\n\nThree.", "Two."),
        (f"One.\n\nTwo, first line. {C}\nSecond line.\n\nThree.", "Two, first line. \nSecond line."),
        (f"One.\n{C}\nTwo.", "Two."),
        (f"One.\n\n{C} Two. \n\nThree.", "Two."),
        (f"One.\n\n- {C} Two. \n\nThree.", "Two."),
        (f"One.\n\n{C} Two,\nand more.\n\nThree.", "Two,\nand more."),
        (f"{C}\n# Head\n\nBody.", "Head"),
        (f"# Head {C}\n\nBody.", "Head"),
        (f"# {C} Head\n\nBody.", "Head"),
        (f"{C}\n\n- one\n- two\n\nBody.", "one\n\ntwo"),
        (f"- one\n- two {C}\n  - nested\n- three", "two"),
        (f"- one\n  {C}\n- two\n- three", "two"),
        (f"{C}\n> Quoted.\n>\n> More.\n\nBody.", "Quoted.\n\nMore."),
        (f"> {C}\n> Quoted.\n\nBody.", "Quoted."),
        (f"{C}\n\n| a | b |\n|---|---|\n| c | d |\n\nBody.", "a\n\nb\n\nc\n\nd"),
        (f"| a | b |\n|---|---|\n| c {C} | d |\n", "c"),
        (f"{C}\n\n    code\n\n```\nmore\n```\n\nBody.\n\nNext.", "Body."),
        (f"{C}\n\n---\n\nBody.", "Body."),
        (f"{C}\n\n![Alt text](x.jpg)\n\nBody.", "Alt text"),
        ("<div>\n" + C + "\n</div>\n\nBody.\n\nNext.", "Body."),
        ("<!--newslint:ignore[SE001]-->\nBody.\n\nNext.", "Body."),
        ("<!--\n  Newslint: ignore[SE001]\n  -- why\n-->\nBody.\n\nNext.", "Body."),
    ],
)
def test_it_covers_the_block_it_stands_in_else_the_next(markdown: str, expected: str) -> None:
    assert covered(markdown) == [[expected]]


def test_two_in_a_row_cover_the_same_block() -> None:
    other = "<!-- newslint: ignore[PU] -->"
    assert covered(f"One.\n\n{C}\n{other}\nTwo.\n\nThree.") == [["Two."], ["Two."]]


def test_ranges_cover_what_is_between_and_may_overlap() -> None:
    markdown = (
        "A.\n\n<!-- newslint: ignore-start[SE001] -- x -->\n\nB.\n\n<!-- newslint: ignore-start[PU, NA] -->\nC.\n\n"
        "<!-- newslint: ignore-end[SE001] -->\nD. <!-- newslint: ignore-end --> E.\n"
    )
    assert covered(markdown) == [["B.\n\nC."], ["C.\n\nD."]]


def test_the_end_closes_the_last_start() -> None:
    start = "<!-- newslint: ignore-start[{}] -->\n"
    end = "<!-- newslint: ignore-end -->\n"
    markdown = start.format("SE001") + "A.\n\n" + start.format("PU") + "B.\n\n" + end + "C.\n\n" + end + "D.\n"
    assert covered(markdown) == [["A.\n\nB.\n\nC."], ["B."]]


def test_a_file_is_covered_from_wherever_it_says_so() -> None:
    assert covered("A.\n\nB.\n\n<!-- newslint: ignore-file[all] -- ours -->\n") == [["A.\n\nB."]]


def test_places_and_reasons_are_kept() -> None:
    (entry,) = suppressions("# 😀 Head\n\nTwo 😀 <!-- newslint: ignore[ SE001 ,PU ] --  a -- b  --> more.").entries
    assert (entry.selectors, entry.reason, entry.kind) == (("SE001", "PU"), "a -- b", Kind.INLINE)
    assert (entry.spot.line, entry.spot.column, entry.spot.end_column) == (3, 7, 57)
    assert entry.spot.context[entry.spot.context_start :].startswith("<!-- newslint")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<!-- newslint: ignore -->\nA.", "a.md:1 the suppression names no rule"),
        ("<!-- newslint: ignore[] -->\nA.", "names no rule"),
        ("<!-- newslint: ignore[SE001,] -->\nA.", "empty place"),
        ("<!-- newslint: disable[SE001] -->\nA.", "'disable[SE001]'"),
        ("<!-- newslint: ignore[SE001 -->\nA.", "is no suppression"),
        ("<!-- newslint: ignore[SE001] a name -->\nA.", "is no suppression"),
        ("<!-- newslint: -->\nA.", "is no suppression"),
        ("<!-- newslint ignore[SE001] -->\nA.", "lacks the colon"),
        ("<!-- newslint-disable -->\nA.", "lacks the colon"),
        ("A.\n\n<!-- newslint: ignore-start[SE001] -->\nB.", "a.md:3 the suppression is never ended"),
        ("A.\n\n<!-- newslint: ignore-end -->\nB.", "was not started"),
        ("<!-- newslint: ignore-start[SE001] -->\nA. <!-- newslint: ignore-end[PU] -->\n\n"
         "<!-- newslint: ignore-end -->", "a.md:2 the suppression ends what was not started"),
        ("<!-- newslint: ignore-start[PU] -->\nA.\n\n<!-- newslint: ignore-end -- done -->", "belongs to ignore-start"),
        (f"A.\n\n{C}\n", "a.md:3 the suppression stands before no text"),
        (f"A.\n\n{C} <div>The text.</div>\n\nB.", "text behind it on its line"),
        (f"- {C} <div>The text.</div>\n\nB.", "text behind it on its line"),
        ("A.\n\n<!-- newslint: ignore[PU]\n\nB.\n", "never ends"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_problem_with_its_line(markdown: str, expected: str) -> None:
    problems = [f"{found.path} {found.message}" for found in suppressions(markdown).problems]
    assert expected in " | ".join(problems)
    for entry in suppressions(markdown).entries:
        assert entry.selectors == ("SE001",), "only what is whole is applied"


@pytest.mark.parametrize(
    "markdown",
    [
        "We use `<!-- newslint: ignore -->` here.",
        "A.\n\n```\n<!-- newslint: ignore -->\n```\n",
        "<!-- newslint is a linter for news -->\nA.",
        "The newslint: ignore it.",
        "\\<!-- newslint: ignore -->",
        "<!-- TODO: newslint: ignore -->\nA.",
    ],
)
def test_what_is_no_comment_to_newslint_is_left_alone(markdown: str) -> None:
    assert from_markdown(markdown).suppressions is None


def test_there_is_an_end_to_how_many_are_read() -> None:
    found = suppressions(f"{C}\nA.\n\n" * 1001)
    assert len(found.entries) == 1000
    assert "one too many" in found.problems[0].message


@pytest.mark.parametrize("comment", [C, "<!-- a note -->"])
def test_of_the_spaces_around_a_comment_the_reader_sees_one(comment: str) -> None:
    document = from_markdown(f"A word {comment} and 😀 {comment}{comment} more {comment} .")
    assert document.text == "A word and 😀 more ."
    for index, letter in enumerate(document.text):
        assert document.source.source[document.source.position(index)] == letter


def test_selectors_are_named_once() -> None:
    assert selectors_in("A, b,A") == ("A", "b")
    with pytest.raises(DirectiveError):
        selectors_in(" ")


# Taking them out


def without(markdown: str, drop: dict[int, tuple[str, ...]] | None = None) -> str:
    """The Markdown without its suppressions, or without some selectors of some of them."""
    document = from_markdown(markdown, "a.md")
    assert document.suppressions is not None
    unused = [
        Unused("", entry, entry.selectors if drop is None else drop[index])
        for index, entry in enumerate(document.suppressions.entries)
        if drop is None or index in drop
    ]
    return apply(markdown, edits(document, unused))[0]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"A.\n\n{C}\nB.\n", "A.\n\nB.\n"),
        (f"A.\n\n{C}\n\nB.\n", "A.\n\nB.\n"),
        (f"A.\r\n\r\n{C}\r\n\r\nB.\r\n", "A.\r\n\r\nB.\r\n"),
        (f"{C}\n\n# A\n", "# A\n"),
        (f"{C}\n# A\n", "# A\n"),
        (f"{C}\n{C}\n\nA.\n", "A.\n"),
        (f"A.\n\n{C}\n\n{C}\n\nB.\n", "A.\n\nB.\n"),
        (f"A.\n{C}\nB.\n", "A.\n\nB.\n"),
        (f"A {C} b.\n", "A b.\n"),
        (f"A b. {C}\n", "A b.\n"),
        (f"A b. {C}\nC.", "A b.\nC."),
        (f"A{C}b.\n", "Ab.\n"),
        (f"> {C}\n> A.\n", ">\n> A.\n"),
        (f"# A {C}\n\nB.", "# A\n\nB."),
        (f"- a {C}\n- b\n", "- a\n- b\n"),
        (f"| a {C} | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
        ("A.\n\n<!-- newslint: ignore-file[PU] -->\n", "A.\n"),
        ("<!-- newslint: ignore-start[PU] -->\n\nA.\n\n<!-- newslint: ignore-end -->\n\nB.\n", "A.\n\nB.\n"),
    ],
)
def test_taking_them_out_leaves_clean_text(markdown: str, expected: str) -> None:
    assert without(markdown) == expected


def test_a_rule_alone_can_be_taken_out() -> None:
    markdown = "<!-- newslint: ignore[SE001,  PU,NA] -- a [b] -->\nA."
    assert without(markdown, {0: ("PU",)}) == "<!-- newslint: ignore[SE001, NA] -- a [b] -->\nA."
    markdown = "<!-- newslint: ignore-start[PU, NA] -->\nA.\n\n<!-- newslint: ignore-end[NA, PU] -->"
    expected = "<!-- newslint: ignore-start[NA] -->\nA.\n\n<!-- newslint: ignore-end[NA] -->"
    assert without(markdown, {0: ("PU",)}) == expected


PIECES = [
    C, "<!-- newslint: ignore-start[PU] -->", "<!-- newslint: ignore-end -->", "<!-- newslint: ignore-file[NA] -->",
    "<!-- newslint: ", "-->", "newslint", "ignore[", "\n", "\n\n", "\r\n", "A word", "😀 ", ". ", "- ", "> ", "# ",
    "    ", "`", "```\n", "| a | b |\n|---|---|\n", "<div>", "![x](y)", "*", "[l](u) ", "---\n", "\ud800", "\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_markdown_breaks_it_and_no_removal_changes_the_article(markdown: str) -> None:
    document = from_markdown(markdown, "a.md")
    if document.suppressions is None:
        return
    for entry in document.suppressions.entries:
        assert all(0 <= a <= b <= len(document.text) for a, b in entry.spans)
        assert 0 <= entry.spot.start < entry.spot.end
    if document.suppressions.problems:
        return
    unused = [Unused("", entry, entry.selectors) for entry in document.suppressions.entries]
    try:
        after = from_markdown(apply(markdown, edits(document, unused))[0])
    except DirectiveError:
        return
    assert _read_as(after) == _read_as(document)
    assert after.suppressions is None


# Front matter


TITLE = {"---": "title: x", "+++": 'title = "x"'}


def head(front: str, fence: str = "---") -> Document:
    return from_markdown(f"{fence}\n{TITLE[fence]}\n{front}\n{fence}\n\nBody text.\n", "a.md")


def entries(document: Document) -> list[Suppression]:
    assert document.suppressions is not None, "nothing was found"
    assert not document.suppressions.problems, document.suppressions.problems
    return list(document.suppressions.entries)


YAML = [
    "newslint: {ignore: [SE001, PU], reason: a name}",
    "newslint:\n  ignore:\n    - SE001\n    - PU\n  reason: a name",
    'newslint:\n  ignore: ["SE001", \'PU\']\n  reason: "a name"',
    "'newslint': {ignore: 'SE001, PU', reason: a\n  name}",
    "newslint:\n- ignore: [SE001, PU]\n  reason: a name # why",
    "date: 2026-13-45\nother: !custom {a: b}\nnewslint: {ignore: [SE001, PU], reason: a name}",
]
TOML = [
    'newslint = {ignore = ["SE001", "PU"], reason = "a name"}',
    '[newslint]\nignore = ["SE001", "PU"]\nreason = "a name"',
    '[[newslint]]\nignore = ["SE001", "PU"]\nreason = "a name"',
    'newslint.ignore = ["SE001", "PU"]\nnewslint.reason = "a name"',
]
HEADS = [(front, "---") for front in YAML] + [(front, "+++") for front in TOML]


@pytest.mark.parametrize(("front", "fence"), HEADS)
def test_front_matter_covers_the_article(front: str, fence: str) -> None:
    document = head(front, fence)
    (entry,) = entries(document)
    assert (entry.selectors, entry.kind) == (("SE001", "PU"), Kind.FRONT_MATTER)
    assert entry.reason.split() == ["a", "name"]
    assert entry.spans == ((0, len(document.text)),)
    line = document.source.source.split("\n")[entry.line - 1]
    assert "newslint" in line or "ignore" in line


@pytest.mark.parametrize(("front", "fence"), HEADS)
def test_front_matter_can_be_taken_out(front: str, fence: str) -> None:
    markdown = head(front, fence).source.source
    rest = without(markdown)
    assert rest.startswith(f"{fence}\n{TITLE[fence]}\n")
    assert "newslint" not in rest
    assert "SE001" not in rest
    fewer = from_markdown(without(markdown, {0: ("PU",)}), "a.md")
    (entry,) = entries(fewer)
    assert entry.selectors == ("SE001",)
    assert entry.reason.split() == ["a", "name"]


def test_what_stands_around_it_in_the_front_matter_stays_as_it_is() -> None:
    start, ours = "---\r\nslug: a  # short\r\n", "newslint:\r\n  ignore: [PU]\r\n"
    end = "\r\n# about the date\r\ndate:  2026-01-01 # sic\r\n---\r\n\r\nText.\r\n"
    assert without(start + ours + end) == start + end
    assert (
        without("---\n" + "newslint: {ignore: [PU]}\n\ndate: today\n---\n\nText.\n")
        == "---\ndate: today\n---\n\nText.\n"
    )
    assert without("---\nnewslint: {ignore: [PU]}\n---\n\nText.\n") == "Text.\n"


@pytest.mark.parametrize(
    ("front", "fence", "expected"),
    [
        ("newslint:", "---", "should be a table"),
        ("newslint: SE001", "---", "should be a table"),
        ("newslint: {ignore: []}", "---", "names no rule"),
        ("newslint: {reason: x}", "---", "names no rule"),
        ("newslint: {ignores: [PU]}", "---", "did you mean 'ignore'"),
        ("newslint: {ignore: [[PU]]}", "---", "should list rules"),
        ("newslint: {ignore: [PU], reason: [x]}", "---", "no string"),
        ("newslint: [PU", "---", "cannot be read as YAML"),
        ("newslint: &a {ignore: *a}", "---", "nested too deeply"),
        ("newslint: " + "[" * 5000, "---", "YAML"),
        ("newslint = 1", "+++", "should be a table"),
        ("newslint = {", "+++", "cannot be read as TOML"),
        ("newslint: {ignore: [PU]}\nx: " + "y" * 20_000, "---", "longer than"),
    ],
)
def test_front_matter_that_cannot_be_used_is_a_problem(front: str, fence: str, expected: str) -> None:
    found = head(front, fence).suppressions
    assert found is not None
    assert found.entries == ()
    assert expected in found.problems[0].message
    assert found.problems[0].path == "a.md:3"


@pytest.mark.parametrize("front", ["about: newslint", "x: |\n  newslint: [", "params:\n  newslint: {ignore: PU}"])
def test_front_matter_of_others_is_left_alone(front: str) -> None:
    assert head(front).suppressions is None
