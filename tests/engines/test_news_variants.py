"""Which English an article is in."""

from __future__ import annotations

import pytest

from lint.engines.news import variants
from lint.language.lexicon import known
from lint.sources.plain import from_text

ARTICLES = {
    "nothing to go by": ("The man went home and slept.", "en-US"),
    "empty": ("", "en-US"),
    "our and re": ("The colour of the town centre changed.", "en-GB"),
    "or and er": ("The color of the town center changed.", "en-US"),
    "ise": ("They organise talks and realise that recognising it helps.", "en-GB"),
    "words that only look like ise": ("They advise, revise, exercise, promise, and rise; a wise surprise.", "en-US"),
    "iz": ("They organize talks, and recognizing it helps.", "en-US"),
    "ize beside British words": ("They organize talks on labour, defence and tyres.", "en-GB"),
    "double l": ("He travelled and cancelled; she was labelled a rebel.", "en-GB"),
    "programme": ("The programme costs two cheques.", "en-GB"),
    "Mr without a stop": ("Mr Smith met Mrs Jones.", "en-GB"),
    "Mr. with a stop": ("Mr. Smith met Mrs. Jones.", "en-US"),
    "day first": ("It began on 4 February and ended on 9 March.", "en-GB"),
    "month first": ("It began on February 4 and ended on March 9.", "en-US"),
    "names keep their spelling": ("He worked in the World Trade Center, and at the Department of Defense.", "en-US"),
    "a name in a British text": (
        "The Labor Department said the labour market honours the Defense Department.",
        "en-GB",
    ),
    "one word often": ("Color, color, color and color: the labour of the centre in colour and humour.", "en-GB"),
    "Australian": ("Australia's labour market. Australian ministers met in Canberra in the colour of Sydney.", "en-AU"),
    "Canadian": ("Canada's labour market. Canadian ministers met in Ottawa in the colour of Toronto.", "en-CA"),
    "a visit to Australia": (
        "The labour market of Australia, said Britain, the UK and London, is Australian.",
        "en-GB",
    ),
    "American on Australia": ("Australia's labor market. Australian ministers met in Canberra in color.", "en-US"),
    "more American": ("The color and the flavor of the harbor in the programme.", "en-US"),
}


@pytest.mark.parametrize(("text", "tag"), ARTICLES.values(), ids=ARTICLES)
def test_detect(text: str, tag: str) -> None:
    assert variants.detect(from_text(text)) == tag


@pytest.mark.parametrize(
    ("word", "side"),
    [
        ("colour", "british"),
        ("Colour", "british"),
        ("color", "american"),
        ("realise", "british"),
        ("realize", "american"),
        ("exercise", None),
        ("prize", None),
        ("four", None),
        ("Mr", None),
        ("table", None),
    ],
)
def test_side(word: str, side: str | None) -> None:
    assert variants.side(word) == side


def test_the_words_that_tell_are_words() -> None:
    """Stems and endings are combined freely, but each family brings real words on both sides, and no word of both."""
    table = variants.raw()
    for family in table["family"]:
        for side in ("british", "american"):
            assert sum(map(known, variants.forms(family, family[side]))) >= 3, family[side]
    british, american = (set(table[side]["words"].split()) for side in ("british", "american"))
    assert not british & american
    assert not [word for word in british | american if not known(word)]


@pytest.mark.parametrize("text", ["\ud800 Mr \udfff", "4 February" * 3, "\0", "colour\u0301", "😀 colour"])
def test_any_text(text: str) -> None:
    assert variants.detect(from_text(text)) in {"en-US", "en-GB"}
