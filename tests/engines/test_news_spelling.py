"""Which words that a dictionary lacks are mistakes, and which are names, foreign words and the like.

Examples are written `[[goverment|government|governments]]`: what the engine marks, with its suggestions.
"""

from __future__ import annotations

import re

import pytest

from lint.document import Document
from lint.engines.base import Match
from lint.engines.news import slips
from lint.engines.news.names import NamesList
from lint.engines.news.profile import Profile
from lint.engines.news.spelling import SpellingFilter
from lint.sources.plain import from_text
from tests.timing import assert_grows, least_seconds

_MARKED = re.compile(r"\[\[([^\[\]|]+)((?:\|[^\[\]|]+)*)\]\]")


def marked(example: str, message: str = "Possible spelling mistake found.") -> tuple[Document, list[Match]]:
    """The document of an example, and the engine's matches in it."""
    text, matches, position = "", [], 0
    for found in _MARKED.finditer(example):
        text += example[position : found.start()]
        end = len(text) + len(found[1])
        replacements = tuple(found[2].split("|")[1:])
        matches.append(Match("MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", message, len(text), end, replacements))
        text += found[1]
        position = found.end()
    return from_text(text + example[position:]), matches


def reasons(example: str, names: NamesList | None = None) -> list[str]:
    document, matches = marked(example)
    judge = SpellingFilter(document, matches, names or NamesList())
    return [judge.reason(match) for match in matches]


MISTAKES = {
    "lost letter": "The [[goverment|government]] fell.",
    "swapped letters": "They will [[recieve|receive|relieve]] it.",
    "doubled letter": "It was [[neccessary|necessary]] to go.",
    "two lost letters": "He expressed grave [[sceptism|skepticism|scepticism]] about it.",
    "part of a compound": "The [[seveneenth-century|seventeenth-century]] diarist wrote it.",
    "start of a sentence": "[[Teh|The|Ten]] man went home.",
    "start of a quotation": "He said: “[[Goverment|Government]] is bad.”",
    "capital inside": "He is at the Institute of Science and [[Technlogy|Technology]] of Rome.",
    "people": "The [[Brazillian|Brazilian]] team won.",
    "headline": "[[Goverment|Government]] Falls in Madrid\n\nThe cabinet of Spain fell on Monday.\n\nThat was all.",
    "glued words": "It helps people to [[validateyour|validate your]] idea.",
    "glued adjective": "Both are [[genuinememories|genuine memories]] of it.",
    "glued at a capital": "The raw [[paperSix|paper Six]] people denied it.",
    "lost capital": "He is a member of the [[methodist|Methodist|Methodism]] church.",
    "well-known name": "Then [[Susumu Tonagawa|Susumu Tonegawa]] spoke.",
    "long quotation": "“They will [[recieve|receive]] it when they are ready to do so,” she said.",
    "in brackets": "The ministers (of the [[goverment|government]]) left.",
}


@pytest.mark.parametrize("example", MISTAKES.values(), ids=MISTAKES)
def test_mistakes_stay(example: str) -> None:
    assert reasons(example) == [""]


NO_MISTAKES = {
    "repeated name": ("[[Keita|Data|Kate]] came. Later [[Keita|Data|Kate]] left.", "repeated name"),
    "repeated with possessive": ("The house of [[Keita|Kate]] fell. [[Keita’s|Kate’s]] men left.", "repeated name"),
    "title": ("Then Mr. [[Goverment|Government]] left.", "introduced name"),
    "title without a stop": ("Then Ms [[Ayton|Anton|Aston]] left.", "introduced name"),
    "first name": ("Then Zhang [[Changning|Changing]] left.", "introduced name"),
    "first name at the start": ("Zhang [[Changning|Changing]] left.", "introduced name"),
    "name before a surname": ("Later [[Peiwu|Pawn]] Smith left.", "introduced name"),
    "name in mid-sentence": ("The road to [[Hefei|Hera|Hebei]] was long.", "name"),
    "name at the start": ("[[Slipniov|Slipping]] said so.", "name"),
    "one letter from a word": ("The [[Pestival|Festival]] opened in London.", "name"),
    "plural of a name": ("Two [[Keitas|Data]] met a [[Keita|Kate]], and the [[Keitas|Data]] left.", "repeated name"),
    "compound of names": ("Mr. Ford met the [[Miller-Tabak|Miller-Table]] people.", "name"),
    "acronym": ("It told [[SASAC|SASEC]] so.", "code"),
    "plural acronym": ("It told the [[SOEs|SOS]] so.", "code"),
    "product": ("He bought an [[iGlobe|globe]] there.", "code"),
    "inner capital": ("It belongs to [[WeRide|We Ride]] now.", "code"),
    "digits": ("The [[H5N8|H5]] virus came.", "code"),
    "handle": ("Follow @[[newslinter|newsletter]] now.", "address"),
    "hashtag": ("Follow #[[newslinter|newsletter]] now.", "address"),
    "domain": ("Go to www.[[newslinter|newsletter]].org now.", "address"),
    "broken domain": ("Go to visa.[[visitsaudi]] .com now.", "address"),
    "e-mail": ("Write to [[newslinter|newsletter]]@example.com now.", "address"),
    "path": ("See news/[[newslinter|newsletter]] for it.", "address"),
    "ligature": ("It was a ﬁ [[nding|ending]] of theirs.", "broken character"),
    "word of ours": ("The [[reoffending|offending]] rate fell.", "known"),
    "noun written as one": ("He is fellow of the [[thinktank|think tank]] now.", "compound"),
    "compound of a name": ("It was an [[anti-Keita|anti-Kate]] march.", "compound"),
    "term": ("We eat [[teff|tiff]]. They eat [[teff|tiff]]. All like [[teff|tiff]].", "term"),
    "no word near": ("Bread called so is [[injera|injury|inner]] there.", "rare word"),
    "rare word near one": ("He got the [[tronc|front|strong]] there.", "rare word"),
    "unit": ("It is 100 [[nm|NM|no]] long.", "rare word"),
    "called": ("It is a thing called [[goverment|government]] there.", "explained"),
    "glossed in brackets": ("He got the [[goverment|government]] (a card game) there.", "explained"),
    "glossed by a verb": ("The [[goverment|government]], meaning so much, is a game.", "explained"),
    "quotation of foreign words": ("He said “[[scusi|scuse]] [[segnore|signore]]” to her.", "rare word"),
    "foreign passage": ("It has [[sepak|speak]] [[takraw|Tarawa]] and chess.", "foreign passage"),
    "well-known name with accents": ("Then [[Toru Takemitsu|Tōru Takemitsu]] spoke.", "name"),
    "two other names": ("Then [[Allan Clelland|Alan Cleland]] spoke.", "name"),
    "name of two with an acronym": ("The [[UHV AC|UHF AC]] line is long.", "code"),
}


@pytest.mark.parametrize(("example", "reason"), NO_MISTAKES.values(), ids=NO_MISTAKES)
def test_no_mistakes(example: str, reason: str) -> None:
    found = reasons(example)
    assert "" not in found
    assert reason in found


@pytest.mark.parametrize(
    ("quotation", "kept"),
    [
        ("“[[adress|address]]”", False),
        ("“mon [[adress|address]]”", False),
        ("“my new [[adress|address]]”", True),
        ("“They have sent it to my new [[adress|address]]”", True),
    ],
)
def test_quoted_words(quotation: str, kept: bool) -> None:
    """At least half of a short quotation unknown: it is quoted for its words."""
    assert reasons(f"She wrote {quotation} then.") == ["" if kept else "quoted"]


def test_listed_words_are_known() -> None:
    names = NamesList.of(["Brazillian", "von der Leyen", "recieve"])
    assert reasons("They [[recieve|receive]] the [[Brazillian|Brazilian]] team.", names) == ["listed", "listed"]
    assert reasons("The [[Brazillian-born|Brazilian-born]] man left.", names) == ["listed"]
    assert reasons("The [[Brazillian’s|Brazilian’s]] house fell.", names) == ["listed"]
    assert reasons("The [[goverment|government]] of von [[der|her]] Leyen.", names) == ["", "listed"]


BRITISH = "The labour market of the city centre honours its neighbours. "
AMERICAN = "The labor market of the city center honors its neighbors. "


@pytest.mark.parametrize(
    ("article", "word", "language", "kept"),
    [
        (AMERICAN, "theatre", None, True),
        (BRITISH, "theater", None, True),
        (BRITISH, "theatre", None, False),
        ("", "defence", None, False),
        (AMERICAN + BRITISH, "defence", None, False),
        (AMERICAN, "defence", "en-US", True),
        (BRITISH, "defence", "en-US", True),
        (AMERICAN, "defense", "en-GB", True),
        (BRITISH, "defence", "en-GB", False),
    ],
)
def test_spelling_of_another_country(article: str, word: str, language: str | None, kept: bool) -> None:
    """It is a finding where the settings, or the rest of the article, are clear."""
    document, matches = marked(f"{article}He spoke of [[{word}|x]] there.", "Possible spelling mistake.")
    judge = SpellingFilter(document, matches, NamesList(), language)
    assert (judge.reason(matches[0]) == "") is kept


def test_names_keep_the_spelling_of_their_country() -> None:
    document, matches = marked(f"{AMERICAN}He led the Ministry of [[Defence|Defense]] then.", "'x' is British English.")
    assert SpellingFilter(document, matches, NamesList()).reason(matches[0]) == "name"


@pytest.mark.parametrize(
    ("word", "right", "kind"),
    [
        ("recieve", "receive", slips.SWAPPED),
        ("ocurred", "occurred", slips.DOUBLED),
        ("untill", "until", slips.DOUBLED),
        ("goverment", "government", slips.LOST),
        ("sceptism", "scepticism", slips.LOST),
        ("menue", "menu", slips.ADDED),
        ("seperate", "separate", slips.OTHER),
        ("teh", "the", slips.SWAPPED),
        ("same", "same", ""),
        ("", "a", ""),
        ("a", "", ""),
        ("karoshi", "karachi", ""),
        ("cat", "cattle", ""),
        ("ab", "ba", slips.SWAPPED),
        ("abc", "cab", ""),
    ],
)
def test_slip(word: str, right: str, kind: str) -> None:
    assert slips.slip(word, right) == kind


@pytest.mark.parametrize(
    "text",
    [
        "\ud800[[goverment|government]]\udfff",
        "“[[goverment|government]]",
        "[[😀|x]]",
        "[[.|,]]",
        "a [[ |x]] b",
        "[[-|–]]",
    ],
)
def test_any_text(text: str) -> None:
    assert all(isinstance(reason, str) for reason in reasons(text))


def test_20_000_matches() -> None:
    """Twice the matches take about twice the time, whatever it is."""

    def seconds(times: int) -> float:
        sentence = "Mr [[Keita|Kate]] wrote “[[adress|address]] [[segnore|signore]]” to the [[goverment|government]]. "
        document, matches = marked(sentence * times)
        return least_seconds(lambda: list(Profile().findings(document, matches, "x")), 2)

    seconds(10)
    assert_grows(lambda: seconds(1250), lambda: seconds(5000), 16, enough=0)
