"""The lexicon: what it says of real words, what its data must be, and that the same corpus builds the same bytes."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from lint.language import lexicon, words
from lint.language.training import build_lexicon
from lint.language.training.lexicon_dictionaries import Dictionaries
from tests.timing import assert_grows, least_seconds

DATA = files("lint.language.data")
TABLES = ("words.txt", "capitals.txt", "classes.txt", "verbs.txt", "nouns.txt", "names.txt")


@pytest.mark.parametrize(
    "word",
    [
        *("house", "houses", "went", "children", "colour", "color", "organise", "organize", "travelled", "traveled"),
        *(
            "The",
            "HOUSE",
            "don't",
            "don’t",
            "Isn't",
            "I",
            "I'm",
            "a",
            "of",
            "dog's",
            "dogs'",
            "peace-loving",
            "co-operate",
        ),
        *("10-year-old", "anti-Chinese", "e-bikes", "well‑known", "email", "driverless", "whistleblower"),
    ],
)
def test_known(word: str) -> None:
    assert lexicon.known(word)


@pytest.mark.parametrize(
    "word",
    [
        *("Beijing", "Putin", "i", "b", "teh", "recieve", "goverment", "occured", "thier", "informations", "aircrafts"),
        *(
            "russiachina",
            "succeedto",
            "zorblax",
            "xviii",
            "peace-lvoing",
            "",
            "-",
            "--",
            "’",
            "“",
            "\0",
            "дом",
            "战略",
        ),
    ],
)
def test_unknown(word: str) -> None:
    assert not lexicon.known(word)


@pytest.mark.parametrize(
    "word", ["x" * 1_000_000, "a" + "'s" * 200_000, "a-" * 200_000, "İ" * 1000 + "’s", "\0\ud800."]
)
def test_odd_input_is_unknown(word: str) -> None:
    assert not lexicon.known(word)
    assert lexicon.frequency(word) == 0
    assert lexicon.tags(word) == lexicon.verb_forms(word) == frozenset()
    assert lexicon.known_name(word) is lexicon.proper_case(word) is None
    assert (lexicon.lemma_verb(word), lexicon.singular(word), lexicon.plurals(word)) == ("", "", ())


def test_frequency_orders_words() -> None:
    ordered = ["the", "of", "house", "policy", "senator", "bicycle", "aardvark", "zzyzzx"]
    counts = [lexicon.frequency(word) for word in ordered]
    assert counts == sorted(counts, reverse=True)
    assert 4_000_000 < counts[0] < 8_000_000
    assert counts[-1] == 0
    assert lexicon.frequency("Putin’s") == lexicon.frequency("Putin") > 100


def test_no_source_drowns_the_others() -> None:
    """Words of the Senate's press offices, most of the corpus, stay behind words of everyday life."""
    assert lexicon.frequency("cosponsor") < lexicon.frequency("kitchen")
    assert lexicon.frequency("appropriations") < lexicon.frequency("music")


@pytest.mark.parametrize("word", ["the", "The", "of", "said", "went", "although", "because", "spoon", "zeal"])
def test_lower_share_of_words(word: str) -> None:
    assert lexicon.lower_share(word) > 0.95
    assert not lexicon.is_name_word(word)


@pytest.mark.parametrize("word", ["china", "Beijing", "beijing", "NATO", "Monday", "american", "Putin's", "january"])
def test_name_words(word: str) -> None:
    assert lexicon.lower_share(word) <= lexicon.NAME_SHARE
    assert lexicon.is_name_word(word)


@pytest.mark.parametrize("word", ["I", "I'm", "senator", "committee", "turkey", "may", "bill", "us", "zorblax", ""])
def test_no_name_words(word: str) -> None:
    assert not lexicon.is_name_word(word)


def test_lower_share_without_evidence_is_even() -> None:
    assert lexicon.lower_share("zorblax") == 0.5


@pytest.mark.parametrize(
    ("word", "tags"),
    [
        ("the", {"DET"}),
        ("of", {"ADP"}),
        ("run", {"NOUN", "VERB"}),
        ("better", {"ADJ", "ADV"}),
        ("that", {"PRON", "SCONJ", "DET"}),
        ("can", {"AUX"}),
        ("Beijing", {"PROPN"}),
        ("quickly", {"ADV"}),
        ("don’t", {"AUX"}),
    ],
)
def test_tags(word: str, tags: set[str]) -> None:
    assert tags <= lexicon.tags(word)


def test_tags_leave_out_what_a_word_cannot_be() -> None:
    assert lexicon.tags("the") == {"DET"}
    assert "VERB" not in lexicon.tags("kitchen")
    assert "NOUN" not in lexicon.tags("quickly")
    assert "PROPN" not in lexicon.tags("is")
    assert lexicon.tags("zorblax") == frozenset()


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("the", "DET"),
        ("bill", "NOUN"),
        ("said", "VERB"),
        ("Beijing", "PROPN"),
        ("he", "PRON"),
        ("I", "PRON"),
        ("zorblax", ""),
    ],
)
def test_usual_tag(word: str, tag: str) -> None:
    assert lexicon.usual_tag(word) == tag


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("go", "VB VBP"),
        ("goes", "VBZ"),
        ("went", "VBD"),
        ("gone", "VBN"),
        ("going", "VBG"),
        ("organised", "VBD VBN"),
        ("put", "VB VBP VBD VBN"),
        ("is", "VBZ"),
        ("were", "VBD"),
        ("can", ""),
        ("kitchen", ""),
    ],
)
def test_verb_forms(word: str, forms: str) -> None:
    assert lexicon.verb_forms(word) == set(forms.split())


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("house", "sing"), ("houses", "plur"), ("children", "plur"), ("people", "plur"), ("sheep", "both")),
        *(
            ("aircraft", "both"),
            ("advice", "sing"),
            ("news", "sing"),
            ("criteria", "plur"),
            ("of", ""),
            ("quickly", ""),
        ),
    ],
)
def test_noun_number(word: str, number: str) -> None:
    assert lexicon.noun_number(word) == number


def test_inflections() -> None:
    assert lexicon.lemma_verb("went") == "go"
    assert lexicon.lemma_verb("Found") == "find"
    assert lexicon.lemma_verb("are") == "be"
    assert lexicon.lemma_verb("kitchen") == ""
    assert lexicon.inflections("write") == {
        "VB": ("write",),
        "VBP": ("write",),
        "VBZ": ("writes",),
        "VBG": ("writing",),
        "VBD": ("wrote",),
        "VBN": ("written",),
    }
    assert set(lexicon.inflections("travel")["VBD"]) == {"traveled", "travelled"}
    assert lexicon.inflections("be")["VBP"] == ("am", "are")
    assert lexicon.inflections("kitchen") == {}


def test_plurals() -> None:
    assert lexicon.plurals("child") == ("children",)
    assert lexicon.plurals("advice") == ()
    assert lexicon.plurals("sheep") == ("sheep",)
    assert lexicon.singular("Children") == "child"
    assert lexicon.singular("policies") == "policy"
    assert lexicon.singular("house") == ""


def test_inflections_agree_with_verb_forms() -> None:
    for lemma in ("go", "say", "organise", "stop", "outsell", "be", "lie", "focus"):
        for tag, forms in lexicon.inflections(lemma).items():
            for form in forms:
                assert tag in lexicon.verb_forms(form), (lemma, tag, form)


@pytest.mark.parametrize(
    "name",
    [
        *("Wall Street Journal", "New York Times", "White House", "Hudson Institute", "European Union", "World Bank"),
        *("Creative Commons", "Winter Olympics", "Vladimir Putin", "People's Liberation Army", "New Zealand"),
    ],
)
def test_known_names(name: str) -> None:
    assert lexicon.known_name(name.lower()) == name
    assert lexicon.known_name(name.upper().replace("'", "’")) == name


@pytest.mark.parametrize(
    "words",
    [
        "attorney general",
        "secretary of state",
        "prime minister",
        "supreme court",
        "civil war",
        "in january",
        "the house",
    ],
)
def test_no_names(words: str) -> None:
    assert lexicon.known_name(words) is None


def test_names_are_sound() -> None:
    starters = words.DETERMINERS | words.PREPOSITIONS | words.TITLES - {"st"}
    for key, name in lexicon.names().items():
        parts = key.split(" ")
        assert key == name.lower()
        assert 2 <= len(parts) <= 6
        assert name[0].isupper()
        assert parts[0].rstrip(".") not in starters, name
    assert 2_000 < len(lexicon.names()) < 20_000


def test_proper_case() -> None:
    assert lexicon.proper_case("nato") == "NATO"
    assert lexicon.proper_case("beijing") == "Beijing"
    assert lexicon.proper_case("turkey") is None


def test_vocabulary_is_broad() -> None:
    """Of the verbs and nouns that the tables inflect, every form is a known word with the fitting class."""
    verbs = [line.split(" ")[0] for line in lexicon._lines("verbs.txt")]
    assert len(verbs) > 5_000
    assert all(lexicon.known(verb) for verb in verbs)
    assert sum("VB" in lexicon.verb_forms(verb) for verb in verbs) > 0.995 * len(verbs)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_its_sources(name: str) -> None:
    head = DATA.joinpath(name).read_text(encoding="utf-8").partition("\n\n")[0]
    assert all(line.startswith("# ") for line in head.splitlines())
    assert "LICENCES.md" in head


def test_licences() -> None:
    licences = DATA.joinpath("LICENCES.md").read_text(encoding="utf-8")
    for source in (
        "SCOWL",
        "WordNet",
        "lemminflect",
        "wordfreq",
        "GUM",
        "EWT",
        "Wikipedia",
        "MedQuAD",
        "OpenStax",
        "MLQE",
    ):
        assert source in licences
    for notice in ("Kevin Atkinson", "Princeton University", "Brad Jascob", "CC BY-SA 4.0", "GPL-3.0-or-later"):
        assert notice in licences


def test_data_are_small() -> None:
    assert sum(len(DATA.joinpath(name).read_bytes()) for name in TABLES) <= 2_500_000


def test_importing_loads_nothing() -> None:
    code = "import sys, lint.language.lexicon as l; print(l._words.cache_info().currsize, 'numpy' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["0", "False"]


def test_loading_is_about_as_fast_as_reading() -> None:
    """Loading takes at most a few times what splitting the same text into words and hashing them takes."""
    text = DATA.joinpath("words.txt").read_text(encoding="utf-8")
    assert_grows(
        lambda: least_seconds(lambda: dict.fromkeys(text.split()), 5),
        lambda: least_seconds(lexicon._words.__wrapped__, 5),
        6,
        enough=0,
    )


# --- the build -----------------------------------------------------------------------------------------------------

SENTENCES = [
    ("senate", "Smith/1", "The senator visited Beijing and spoke to the Hudson Orchestra on Monday."),
    ("senate", "Jones/2", "She went to Beijing, where the Hudson Orchestra has an office."),
    ("state", "a", "He met people from the Hudson Orchestra, who went to Beijing with him."),
    ("whitehouse", "b", "They said the Hudson Orchestra knows Beijing and china cups well."),
    ("wikipedia", "c", "A short visit to the Hudson Orchestra in Beijing was on the supreme court list."),
]


def _corpus(folder: Path) -> Path:
    rows = [{"src": src, "doc": doc, "i": 0, "text": text} for src, doc, text in SENTENCES]
    with gzip.open(folder / "corpus-000.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    cells = [("He", "PRON", "PRP"), ("went", "VERB", "VBD"), ("home", "ADV", "RB"), ("advice", "NOUN", "NN")]
    tree = "".join(f"{i}\t{form}\t_\t{upos}\t{xpos}\t_\t_\t_\t_\t_\n" for i, (form, upos, xpos) in enumerate(cells, 1))
    with gzip.open(folder / "ud_gum_dev.conllu.gz", "wt", encoding="utf-8") as lines:
        lines.write("# newdoc id = x\n# text = He went home advice\n" + tree + "\n")
    return folder


def _dictionaries() -> Dictionaries:
    lower = "go goes went gone going visit visits visited visiting people advice senator china well short said office"
    return Dictionaries(
        lower=set(lower.split()),
        capital={"Beijing", "Hudson", "Monday", "China"},
        frequencies=dict.fromkeys([*lower.split(), "beijing", "hudson", "monday"], 1_000_000.0),
        verbs={
            "go": (("goes",), ("going",), ("went",), ("gone",)),
            "visit": (("visits",), ("visiting",), ("visited",), ("visited",)),
        },
        nouns={"advice": ("advice",), "visit": ("visits",)},
        names={"Supreme Court", "Beijing Hudson"},
    )


def test_build_is_deterministic_and_right(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path)
    tables = build_lexicon.build(corpus, _dictionaries())
    assert tables == build_lexicon.build(corpus, _dictionaries())
    assert set(tables) == set(TABLES)

    lines = {name: content.partition("\n\n")[2].splitlines() for name, content in tables.items()}
    assert "go go goes going went gone" in lines["verbs.txt"]
    assert lines["nouns.txt"] == ["visit visits"]
    assert "Hudson Orchestra" not in lines["names.txt"], "an ordinary word in it, and not in the list"
    assert "Supreme Court" not in lines["names.txt"]
    assert "Beijing Hudson" in lines["names.txt"]
    capitals = {word for line in lines["capitals.txt"] for word in line.split(" ")[1:]}
    assert {"Beijing", "Hudson", "Monday"} <= capitals
    assert "China" not in capitals, "china is a word too"
    known = {word for line in lines["words.txt"] for word in line.split(" ")[1:]}
    assert {"went", "advice", "the", "china"} <= known
    assert "beijing" not in known
