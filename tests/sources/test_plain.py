"""Plain text: exact offsets, paragraphs, and what each paragraph is."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given

from lint.document import Role
from lint.sources.plain import from_text
from tests.sources.strategies import any_texts

BODY = "The prime minister said that the talks would go on for as long as both of the sides wanted them to."
LONG = f"{BODY} He added that nobody had told him how long that was, and that he did not mean to ask."


def roles(text: str) -> list[tuple[str, str]]:
    """Each block's role (with its level) and text."""
    document = from_text(text)
    return [
        (block.role + (str(block.level) if block.level else ""), text[block.start : block.end])
        for block in document.blocks
    ]


@given(any_texts)
def test_offsets_are_exact(text: str) -> None:
    document = from_text(text)
    assert document.text == text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        content = text[block.start : block.end]
        assert content == content.strip()
        end = block.end
    breaks = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    for offset in range(len(text)):
        place = document.source.place(offset)
        lines_before = [each for each in breaks if each <= offset]
        assert place == (len(lines_before) + 1, offset - (lines_before[-1] if lines_before else 0) + 1)


@given(any_texts)
def test_no_text_is_left_out(text: str) -> None:
    """Outside of all blocks there is nothing but white space, list and quotation marks, and lines that separate."""
    rest = list(text)
    for block in from_text(text).blocks:
        rest[block.start : block.end] = " " * (block.end - block.start)
    for left in "".join(rest).split():
        assert re.fullmatch(r"[-*•‣◦▪●>=_#~+·—–]+|\d{1,2}[.)]|[a-zA-Z]\)", left), left


def test_blank_lines_separate_paragraphs() -> None:
    assert roles(f"{LONG}\n\n{BODY}\r\n \t\r\n{LONG}\r\r{BODY}") == [
        ("body", LONG), ("body", BODY), ("body", LONG), ("body", BODY),
    ]  # fmt: skip


def test_one_paragraph_a_line() -> None:
    lines = [LONG, BODY, "He left.", LONG, BODY]
    assert roles("\n".join(lines)) == [("body", line) for line in lines]
    assert roles("\r\n".join(lines)) == [("body", line) for line in lines]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_hard_wrapped_text_is_joined(width: int, newline: str) -> None:
    paragraphs = [LONG, f"{BODY} {LONG}", f"{LONG} {LONG}"]
    wrapped = [newline.join(textwrap.wrap(paragraph, width)) for paragraph in paragraphs]
    assert roles((newline * 2).join(wrapped)) == [("body", paragraph) for paragraph in wrapped]


def test_hard_wrapped_text_without_blank_lines() -> None:
    wrapped = "\n".join(textwrap.wrap(f"{LONG} {LONG}", 72))
    assert roles(f"Talks go on\nBy Jane Doe\n{wrapped}\n{wrapped}") == [
        ("headline1", "Talks go on"), ("byline", "By Jane Doe"), ("body", wrapped), ("body", wrapped),
    ]  # fmt: skip


def test_a_stray_break_in_mid_sentence_is_no_paragraph_end() -> None:
    broken = BODY.replace("would go", "would\ngo")
    assert roles(f"{LONG}\n\n{broken}\n\n{LONG}") == [("body", LONG), ("body", broken), ("body", LONG)]


@pytest.mark.parametrize(
    "only",
    [
        "Putin visits Beijing",
        "Putin to visit Beijing in the spring of next year",
        "- a list of one",
        "1. Stick to the principle of quality first.",
        "By Jane Doe",
        "The talks ended.",
    ],
)
def test_a_single_paragraph_is_body(only: str) -> None:
    assert roles(only) == [("body", only)]


def test_headlines_above_the_body() -> None:
    headline = "Putin, Xi to highlight summit while U.S. and allies boycott Olympics"
    assert roles(f"{headline}\n\n{headline}\n\nLeaders meet as games begin\n\nBy Jane Doe\n\n{LONG}\n\n{BODY}") == [
        ("headline1", headline), ("headline1", headline), ("headline2", "Leaders meet as games begin"),
        ("byline", "By Jane Doe"), ("body", LONG), ("body", BODY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "headline", ["Is this the end?", "‘We will stay,’ says minister", "iPhone sales fall", "1 Eels", "Talks go on"]
)
def test_what_headlines_may_be(headline: str) -> None:
    assert roles(f"{headline}\n\n{LONG}\n\n{BODY}")[0] == ("headline1", headline)


@pytest.mark.parametrize(
    "damaged",
    [
        "The minister said that the talks would go on for as long as",
        "He was arrested",
        "He would give no reason for the sale of",
        "according to the agency",
        "“We are preparing a summit",
        "The two dictatorial leaders spent the last month boasting their blossoming friendship",
        "But nobody came",
        "The bill passed on Monday,",
        "In the process. Course last week",
    ],
)
def test_a_paragraph_cut_off_stays_body(damaged: str) -> None:
    for text in (f"{LONG}\n\n{damaged}\n\n{LONG}", f"{LONG}\n\n{BODY}\n\n{damaged}"):
        assert ("body", damaged) in roles(text)


@pytest.mark.parametrize("cut", ["The leaders of the two", "A two-headed fight for Eurasia", "Trade"])
def test_the_last_paragraph_is_never_a_subheading(cut: str) -> None:
    assert roles(f"{LONG}\n\n{BODY}\n\n{cut}")[-1] == ("body", cut)


@pytest.mark.parametrize(
    "subheading",
    ["The road ahead", "Election results", "3 Facebook has created millions of jobs – but not in its own offices"],
)
def test_subheadings(subheading: str) -> None:
    assert roles(f"{LONG}\n\n{BODY}\n\n{subheading}\n\n{LONG}")[2] == ("headline2", subheading)


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Doe",
        "BY JANE DOE",
        "By Jane Doe and John Roe, Reuters",
        "By Jane Doe in Washington and John Roe in London",
        "By The Associated Press",
        "By Anna de la Cruz, diplomatic correspondent",
        "Photo by Jane Doe/Reuters",
        "(Reporting by Jane Doe; Editing by John Roe)",
    ],
)
def test_bylines(byline: str) -> None:
    assert roles(f"Talks go on\n\n{byline}\n\n{LONG}\n\n{BODY}")[1] == ("byline", byline)
    assert roles(f"{LONG}\n\n{BODY}\n\n{byline}")[2] == ("byline", byline)


@pytest.mark.parametrize("body", ["By Monday, the talks had failed.", "By then Putin had left for Beijing."])
def test_a_sentence_that_begins_with_by_is_no_byline(body: str) -> None:
    assert roles(f"{LONG}\n\n{body}\n\n{BODY}")[1] == ("body", body)


@pytest.mark.parametrize(
    "date",
    [
        "Monday, July 28, 2014",
        "28 July 2014",
        "Updated 3 p.m., Monday, July 28, 2014",
        "Published: 2014-07-28 10:22 GMT",
        "Last updated on Feb. 4 at 10.15am",
        "4/2/2022",
        "BEIJING, Feb. 4, 2022",
    ],
)
def test_dates_that_stand_alone(date: str) -> None:
    assert roles(f"Talks go on\n\n{date}\n\n{LONG}\n\n{BODY}")[1] == ("dateline", date)


@pytest.mark.parametrize("body", ["On July 28, 2014, the talks ended.", "The talks ended in July 2014.", "10-12"])
def test_what_is_no_date_alone(body: str) -> None:
    assert roles(f"{LONG}\n\n{body}\n\n{BODY}")[1][0] != "dateline"


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIJING, Feb. 4 (Xinhua) --",
        "PARIS (AP) —",
        "MOSCOW —",
        "NEW YORK -",
        "SEOUL, South Korea (AP) —",
        "PHOENIX, Ariz. –",
        "LONDON, 5 July 2014 –",
        "Washington (Reuters) -",
        "Beijing, September 27 (Xinhua) --",
        "BEIJING, Feb. 4 /Xinhua/ --",
    ],
)
def test_the_place_that_opens_a_report_is_a_block_of_its_own(dateline: str) -> None:
    assert roles(f"{dateline} {BODY}") == [("dateline", dateline), ("body", BODY)]
    assert roles(f"Talks go on\n\n{dateline} {BODY}\n\n{LONG}")[1:] == [
        ("dateline", dateline), ("body", BODY), ("body", LONG),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "COVID-19 cases rose again.",
        "NATO — the alliance of thirty — said so.",
        "U.S. - China talks begin.",
        "Mr. Putin — President of Russia — said so.",
        "The Group of Seven (G-7) — Britain among them — said so.",
        "AT&T – the company – fell.",
    ],
)
def test_what_is_no_dateline(body: str) -> None:
    assert [role for role, _ in roles(f"{LONG}\n\n{body}\n\n{LONG}")] == ["body"] * 3


@pytest.mark.parametrize(
    "caption",
    [
        "Photo: Reuters",
        "(AP Photo/John Doe)",
        "A man walks past the hall. (AP Photo/John Doe)",
        "FILE - In this Jan. 4 photo, a man walks past the hall.",
        "Image credit: NASA",
        "The shuttle on its pad. Image: NASA.",
        "File image of the shuttle on its pad.",
    ],
)
def test_captions(caption: str) -> None:
    assert roles(f"{LONG}\n\n{caption}\n\n{BODY}")[1] == ("caption", caption)


@pytest.mark.parametrize("body", ["Pictures of the dead were shown.", "File sharing is legal.", "He wrote (in March)."])
def test_what_is_no_caption(body: str) -> None:
    assert roles(f"{LONG}\n\n{body}\n\n{BODY}")[1] == ("body", body)


def test_lists() -> None:
    text = f"{LONG}\n\n- one\n- two goes\n  on\n\n1. three\n2. four\n\na) five\n\n{BODY}"
    assert roles(text)[1:-1] == [
        ("list", "one"), ("list", "two goes\n  on"), ("list", "three"), ("list", "four"), ("list", "five"),
    ]  # fmt: skip


def test_facts_under_one_label() -> None:
    text = f"{LONG}\n\nSalary: £60,000\n\n{BODY}\n\nSalary: £50,000\n\nHe added: no\n\n{BODY}"
    assert [role for role, _ in roles(text)] == ["body", "list", "body", "list", "body", "body"]


def test_quotations() -> None:
    quoted = "“Whoever reads this letter will know that none of us ever wanted any of it to end this way.”"
    text = f"{LONG}\n\n> He said that\n\n{BODY}\n\n    {quoted}\n\n{quoted}\n\n{LONG}"
    assert roles(text)[1:5] == [
        ("quotation", "He said that"), ("body", BODY), ("quotation", quoted), ("body", quoted),
    ]  # fmt: skip


def test_lines_that_only_separate_belong_to_no_block() -> None:
    assert roles(f"{LONG}\n\n* * *\n\n{BODY}\n\n###") == [("body", LONG), ("body", BODY)]


def test_first_line_indents_are_no_quotations() -> None:
    text = "\n".join(f"    “{LONG}”" for _ in range(4))
    assert {role for role, _ in roles(text)} == {Role.BODY}
