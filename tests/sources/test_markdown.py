"""Markdown: the text a reader sees, and where it stands."""

from __future__ import annotations

import re
import string
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.sources.markdown import from_markdown
from tests.sources.strategies import any_texts
from tests.timing import assert_grows, least_seconds

BODY = "The prime minister said that the talks would go on for as long as both of the sides wanted them to."
LONG = f"{BODY} He added that nobody had told him how long that was, and that he did not mean to ask."

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")


def roles(document: Document) -> list[tuple[str, str]]:
    return [
        (block.role + (str(block.level) if block.level else ""), document.text[block.start : block.end])
        for block in document.blocks
    ]


def contents(markdown: str) -> list[tuple[str, str]]:
    return roles(from_markdown(markdown))


# The white space that Markdown itself drops or makes line breaks of, and NUL, which it replaces, are left out.
_lines = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)
    | st.sampled_from(["U.S.", "“no”", "it's", "50%", "#1", "- so", "1. of", "<b>", "&amp;", "[x](y)", "*a*", "\\"])
)  # fmt: skip
_paragraphs = st.lists(_lines, min_size=1, max_size=8).map(" ".join)


@given(st.lists(_paragraphs, min_size=1, max_size=5), st.sampled_from(["\n\n", "\r\n\r\n", "\n \n\n"]))
def test_escaped_text_comes_back(paragraphs: list[str], separator: str) -> None:
    markdown = separator.join(_PUNCTUATION.sub(r"\\\g<0>", paragraph) for paragraph in paragraphs)
    document = from_markdown(markdown)
    assert document.text == "\n\n".join(paragraphs)
    for offset, character in enumerate(document.text):
        if character != "\n":
            assert markdown[document.source.position(offset)] == character
            assert document.source.end_position(offset + 1) == document.source.position(offset) + 1


@given(any_texts)
def test_any_text_is_read_and_stays_in_place(markdown: str) -> None:
    document = from_markdown(markdown)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        content = document.text[block.start : block.end]
        assert content == content.strip()
        end = block.end
    for offset in range(len(document.text)):
        position = document.source.position(offset)
        assert 0 <= position <= document.source.end_position(offset + 1) <= len(markdown) or "![" in markdown
        document.source.place(offset)


@given(any_texts, st.integers(0, 100), st.integers(1, 10), st.text("ab *_&<[`", max_size=5))
def test_an_edit_changes_just_its_span(markdown: str, start: int, length: int, replacement: str) -> None:
    """Where there is an edit, the edited file's own text before and behind is as it was."""
    document = from_markdown(markdown)
    if start >= len(document.text):
        return
    end = min(len(document.text), start + length)
    edit = document.source.edit(start, end, replacement)
    if edit is not None:
        assert 0 <= edit.start < edit.end <= len(markdown)
        if markdown[edit.start : edit.end] != document.text[start:end]:
            assert "&" in markdown or "`" in markdown or "\r" in markdown or "\ud83d" in markdown or "\\" in markdown


def test_blocks() -> None:
    markdown = f"""\
Talks *go* on
=============

By Jane Doe

PARIS (AP) — {BODY}

## What **comes** next

> Nobody
> knows.

- one
- two

  of two
1. three
   - nested

| City | People |
|------|-------:|
| Ulm  | 100    |

![A man at the *hall*](hall.jpg)

***

{LONG}
"""
    assert contents(markdown) == [
        ("headline1", "Talks go on"), ("byline", "By Jane Doe"), ("dateline", "PARIS (AP) —"), ("body", BODY),
        ("headline2", "What comes next"), ("quotation", "Nobody\nknows."), ("list", "one"), ("list", "two"),
        ("list", "of two"), ("list", "three"), ("list", "nested"), ("list", "City"), ("list", "People"),
        ("list", "Ulm"), ("list", "100"), ("caption", "A man at the hall"), ("body", LONG),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("un*frigging*believable", "unfriggingbelievable"),
        ("un**frig**ging ~~be~~lievable", "unfrigging believable"),
        ("a [link *text*](http://example.org 'title')!", "a link text!"),
        ("see <http://example.org>", "see http://example.org"),
        ("a `code span` and `` a `tick` ``", "a code span and a `tick`"),
        ("Tom &amp; Jerry &#x1F600; &nosuch;", "Tom & Jerry 😀 &nosuch;"),
        ("1\\. May", "1. May"),
        ("one<br>two <b>three</b><!-- no -->", "one\ntwo three"),
        ("hard  \nbreak\\\nhere\nsoft", "hard\nbreak\nhere\nsoft"),
        ("a line\r\nand more", "a line\r\nand more"),
        ("note[^1] here\n\n[^1]: The note.", "note here\n\nThe note."),
        ("before\n\n```\ncode\n```\n\n<div>\nhtml\n</div>\n\n    code\n\nafter", "before\n\nafter"),
        ("- [x] done\n- [ ] not", "done\n\nnot"),
        ("ref [text][1]\n\n[1]: http://example.org", "ref text"),
        ("[not a link] and *not emphasis", "[not a link] and *not emphasis"),
        ("a\0b", "a\0b"),
        ("a\ud83db", "a\ud83db"),
        ("“curly” -- it's...", "“curly” -- it's..."),
    ],
)
def test_what_a_reader_sees(markdown: str, text: str) -> None:
    assert from_markdown(markdown).text == text


def test_entities_map_to_their_stretch() -> None:
    document = from_markdown("É A&amp;&#66; *x*")
    assert document.text == "É A&B x"
    source = document.source
    assert [source.position(offset) for offset in range(7)] == [0, 1, 2, 3, 8, 13, 15]
    assert (source.end_position(4), source.end_position(5)) == (8, 13)
    edit = source.edit(3, 4, "and")
    assert edit is not None
    assert (edit.start, edit.end, edit.replacement) == (3, 8, "and")


def test_no_edit_over_markup() -> None:
    source = from_markdown("one *two* three").source
    assert source.edit(0, 7, "x") is None
    assert source.edit(4, 8, "x") is None
    edit = source.edit(4, 7, "a*b")
    assert edit is not None
    assert (edit.start, edit.end, edit.replacement) == (5, 8, "a\\*b")


def test_line_and_column() -> None:
    document = from_markdown("# Head\n\n> One *two*\n> three 😀 four\n")
    assert document.source.place(document.text.index("two")) == (3, 8)
    assert document.source.place(document.text.index("three")) == (4, 3)
    assert document.source.place(document.text.index("four")) == (4, 11)


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("---\ntitle: Talks go on\ndate: 2014\n---\n", "Talks go on"),
        ('---\ndate: 2014\ntitle: "Talks: go on"\n---\n', "Talks: go on"),
        ("+++\ntitle = 'Talks go on'\n+++\n", "Talks go on"),
        ("---\r\ntitle: Talks go on  \r\n---\r\n", "Talks go on"),
    ],
)
def test_front_matter(front_matter: str, expected: str) -> None:
    markdown = f"{front_matter}\n{LONG}\n"
    document = from_markdown(markdown)
    assert roles(document) == [("headline1", expected), ("body", LONG)]
    assert document.source.position(0) == markdown.index(expected)
    assert document.source.position(document.text.index("The prime")) == markdown.index("The prime")


def test_front_matter_without_title_and_a_title_said_twice() -> None:
    assert contents(f"---\ndate: 2014\n---\n{LONG}") == [("body", LONG)]
    assert contents(f"---\ntitle: Talks\n---\n# Talks\n\n{LONG}") == [("headline1", "Talks"), ("body", LONG)]


@pytest.mark.parametrize("markdown", [f"---\n{LONG}\n---\n", f"{LONG}\n\n---\n{BODY}\n\n---\n"])
def test_rules_are_no_front_matter(markdown: str) -> None:
    assert BODY in from_markdown(markdown).text


def test_a_paragraph_underlined_by_mistake_is_no_headline() -> None:
    assert contents(f"# Talks\n\n{LONG} {LONG}\n---\n\n{BODY}")[1][0] == "body"


def test_bold_labels_are_subheadings() -> None:
    assert contents(f"# Talks\n\n{LONG}\n\n**What comes next**\n\n{LONG}\n\n**He was arrested.**")[2:] == [
        ("headline2", "What comes next"), ("body", LONG), ("body", "He was arrested."),
    ]  # fmt: skip


def test_a_text_without_headings_is_judged_as_plain_text() -> None:
    assert contents(f"Putin visits Beijing\n\n{LONG}\n\n{BODY}")[0] == ("headline1", "Putin visits Beijing")
    assert contents("Putin visits Beijing") == [("body", "Putin visits Beijing")]


@pytest.mark.parametrize("markdown", ["", "\n\n", "<!-- nothing -->", "```\ncode\n```", "---\na: b\n---\n", "&nbsp;"])
def test_nothing_to_read(markdown: str) -> None:
    assert contents(markdown) == []


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("<!-- x --> The ministers to worry.", ["The ministers to worry."]),
        ("<!-- ü\n😀 --> The *ministers*\nto worry.\n\nNext.", ["The ministers\nto worry.", "Next."]),
        ("One.\n\n<!-- a --><!-- b --> Two. <!-- c --> Three.\n\nFour.", ["One.", "Two. Three.", "Four."]),
        ("One,\n<!-- x --> and two.", ["One,\nand two."]),
        ("- <!-- x --> one\n- two", ["one", "two"]),
        ("> <!-- x -->one\n> two", ["one\ntwo"]),
        ("<!-- é\r\n--> One,\r\ntwo.", ["One,\r\ntwo."]),
        ("---\ntitle: Head\n---\n<!-- é --> Text & more", ["Head", "Text & more"]),
        ("<!-- x --> <b>One</b> two", ["One two"]),
        ("<!-- x --><script>var y</script>\n\nOne.", ["One."]),
        ("<!-- x -->\nOne.", ["One."]),
        ("<!-- x --> <!-- never", []),
        ("<!-- never", []),
    ],
)
def test_text_behind_a_comment_is_a_paragraph_in_its_place(markdown: str, texts: list[str]) -> None:
    document = from_markdown(markdown)
    assert [document.text[block.start : block.end] for block in document.blocks] == texts
    for block in document.blocks:
        for offset in range(block.start, block.end):
            if document.text[offset] not in "\r\n":
                assert markdown[document.source.position(offset)] == document.text[offset]


def test_many_comments_take_no_longer_than_their_length() -> None:
    def seconds(unit: str, times: int) -> float:
        return least_seconds(lambda: from_markdown(unit * times), 2)

    for unit in ("<!-- x --> text\n\n", "<!-- x --> " + "<!--" * 9, "<!-- x --> text "):
        assert_grows(partial(seconds, unit, 1000), partial(seconds, unit, 8000), 16)
