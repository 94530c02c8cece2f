"""Builds the lexicon's tables in lint/language/data from the training corpus and open dictionaries.

    python -m lint.language.training.build_lexicon CORPUS_DIR --words LIST LIST --wordnet FOLDER [--out FOLDER]

Needs the packages lemminflect 0.2.3 and wordfreq 3.1.1, and three Debian packages (their files only, anywhere):
wamerican-large and wbritish-large 2020.12.07 (usr/share/dict/american-english-large and british-english-large) and
wordnet-base 3.0 (usr/share/wordnet). The same input gives the same bytes. Sources and licences: data/LICENCES.md.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from lint.language import words as closed
from lint.language.lexicon import FIRST_CODE, LEVELS, LEVELS_PER_DECADE, NAME_SHARE, WordClass
from lint.language.training import lexicon_names
from lint.language.training.lexicon_corpus import CorpusCounts, TagCounts, Text, count, count_tags, texts
from lint.language.training.lexicon_dictionaries import Dictionaries, read

OPEN_TAGS = ("NOUN", "VERB", "ADJ", "ADV")
CLOSED_TAGS = frozenset({"ADP", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "SCONJ"})
VERB_TAGS = ("VB", "VBP", "VBZ", "VBG", "VBD", "VBN")

MIN_DICTIONARY_FREQUENCY = 1.0
"""Occurrences in 100 million words that a word of the word lists needs in wordfreq (the lowest there is about 1)."""
MIN_CORPUS_DOCUMENTS = 5
"""Documents that a word needs in which no dictionary has it."""
MIN_NAME_DOCUMENTS = 3
PROPER_NOUN_SHARE = 0.2
"""A word in lower case at least this often is not taken for a proper noun first ("bill")."""
MIN_PLURAL_USES = 4
"""Uses after a plural determiner that show a noun to be its own plural ("these sheep")."""

KNOWN_NAMES = Path(__file__).with_name("known_names.txt")

SHORT_WORDS = frozenset(
    "a ad ah ai am an as at aw ax be by cc cm co do eh em en er ex ft go ha he hi hm ho id if in is it kg km la lb lo "
    "ma me mg mi ml mm mr ms my no of oh oi on op or ow ox pa pi pm pp re so sq st ta tb to tv uh um up us vs we wi ya "
    "ye yo bn tn kw mw gw hz kb mb gb hr yd".split()
)
"""The words of one or two letters; word lists are full of abbreviations."""
PREFIX = re.compile(
    r"(?:anti|bio|co|counter|cyber|eco|geo|hyper|inter|macro|mega|micro|mid|multi|nano|neuro|non|over|post|pre|semi|socio|"
    r"sub|super|trans|ultra|un|under)(?=[a-z]{5})"
)
VERB_PREFIX = re.compile(r"(?:de|mis|out|re)(?=[a-z]{5})")
SUFFIX = re.compile(r"(?<=[a-z]{4}[a-df-z])(?:ly|less|like|wide|ness)$")
TYPO_RATIO = 50
"""A word that no dictionary has is taken for a slip if a word one letter away is this many times as frequent."""
MIN_SLIP_LENGTH = 6
"""Letters below which too many good words are one letter apart to tell."""
KNOWN_SLIPS = frozenset({"alot", "ands", "occured", "teh", "thier", "wich"})
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = re.compile(r"(?=[ivxlcdm]{2})m{0,3}(c[md]|d?c{0,3})(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
REAL_ROMAN_WORDS = frozenset({"di", "dim", "mi", "mix"})

AUXILIARY_FORMS: dict[str, tuple[str, ...]] = {
    "be": ("VB",),
    "am": ("VBP",),
    "are": ("VBP",),
    "is": ("VBZ",),
    "was": ("VBD",),
    "were": ("VBD",),
    "been": ("VBN",),
    "being": ("VBG",),
    "'m": ("VBP",),
    "'re": ("VBP",),
    "'ve": ("VBP",),
    "'s": ("VBZ",),
    "'d": ("VBD",),
    "isn't": ("VBZ",),
    "aren't": ("VBP",),
    "wasn't": ("VBD",),
    "weren't": ("VBD",),
    "don't": ("VBP",),
    "doesn't": ("VBZ",),
    "didn't": ("VBD",),
    "haven't": ("VBP",),
    "hasn't": ("VBZ",),
    "hadn't": ("VBD",),
}
BE_ROW = ("am/are", "is", "being", "was/were", "been")

CONTRACTED_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they", "that", "there", "who", "what")
CONTRACTED_ENDINGS = ("'m", "'re", "'s", "'ve", "'ll", "'d")


class Lexicon:
    """All that goes into the tables, put together from counts and dictionaries."""

    def __init__(self, counts: CorpusCounts, tags: TagCounts, dictionaries: Dictionaries) -> None:
        self.counts = counts
        self.tag_counts = tags
        self.dictionaries = dictionaries
        self._frequencies: dict[str, float] = {}
        self.capital_keys = {
            word.lower(): word
            for word in sorted(dictionaries.capital, reverse=True)
            if not (word.isupper() and word.lower() in dictionaries.lower)
        }
        self.verb_forms, self.noun_forms = self._forms()
        self.lower = self._lower_words()
        self.capitals = self._capital_words()

    # --- which words -----------------------------------------------------------------------------------------------

    def _forms(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Verb form to Penn tags, noun form to "sing" and "plur", by the dictionary."""
        verbs: dict[str, set[str]] = {}
        for lemma, columns in self.dictionaries.verbs.items():
            verbs.setdefault(lemma, set()).update(("VB", "VBP"))
            for tag, forms in zip(VERB_TAGS[2:], columns, strict=True):
                for form in forms:
                    verbs.setdefault(form, set()).add(tag)
        nouns: dict[str, set[str]] = {}
        for noun, plurals in self.dictionaries.nouns.items():
            nouns.setdefault(noun, set()).add("sing")
            for plural in plurals:
                if plural != noun or noun.endswith("s") or self._is_own_plural(noun):
                    nouns.setdefault(plural, set()).add("plur")
        return verbs, nouns

    def _is_own_plural(self, noun: str) -> bool:
        """Whether a plural equal to its singular is one ("sheep") rather than a mark of a mass noun ("advice")."""
        return self.tag_counts.penn.get(noun, Counter())["NNS"] >= 2 or self.counts.plural[noun] >= MIN_PLURAL_USES

    def _lower_words(self) -> set[str]:
        kept = {word for word in self.dictionaries.lower if self._is_current(word)}
        kept |= {word for word in self.counts.lower_documents if self._is_corpus_word(word, kept)}
        kept |= {word for word in self.dictionaries.frequencies if self._is_derived(word)}
        kept |= closed.FUNCTION_WORDS | closed.NUMBER_WORDS | closed.ORDINALS | closed.UNIT_NAMES
        kept |= {f"{pronoun}{ending}" for pronoun in CONTRACTED_PRONOUNS for ending in CONTRACTED_ENDINGS}
        kept |= {form for form in (*self.verb_forms, *self.noun_forms) if form in self.dictionaries.lower}
        return {word for word in kept if _is_word(word)}

    def _is_current(self, word: str) -> bool:
        return (
            self.dictionaries.frequencies.get(word, 0) >= MIN_DICTIONARY_FREQUENCY
            or self.counts.documents[word] >= MIN_NAME_DOCUMENTS
        )

    def _is_corpus_word(self, word: str, kept: set[str]) -> bool:
        """Whether a word that the word lists lack is common enough in lower case to be no slip."""
        if word in kept or self.counts.lower_documents[word] < MIN_CORPUS_DOCUMENTS:
            return False
        if not self.dictionaries.frequencies.get(word) or self.counts.case_evidence(word)[1] <= 0.5:
            return False
        return not self._is_slip(word, kept)

    def _is_slip(self, word: str, right: set[str]) -> bool:
        """Whether a word one letter away is so much more frequent that this one is more likely a slip of it."""
        if len(word) < MIN_SLIP_LENGTH or word in KNOWN_SLIPS:
            return word in KNOWN_SLIPS
        limit = TYPO_RATIO * self.frequency(word)
        return any(self.frequency(other) > limit for other in _neighbours(word) if other in right)

    def _is_derived(self, word: str) -> bool:
        """Whether a word that the word lists lack is formed of one that they have, by a productive prefix or suffix."""
        return self._has_known_base(word) and not self._is_slip(word, self.dictionaries.lower)

    def _has_known_base(self, word: str) -> bool:
        if match := PREFIX.match(word):
            return word[match.end() :] in self.dictionaries.lower
        if match := VERB_PREFIX.match(word):
            return word[match.end() :] in self.verb_forms and word[match.end() :] in self.dictionaries.lower
        if match := SUFFIX.search(word):
            return word[: match.start()] in self.dictionaries.lower and word not in self.capital_keys
        return False

    def _capital_words(self) -> dict[str, str]:
        """Lower case to proper case of the words that stand only with a capital."""
        capitals = {
            key: word for key, word in self.capital_keys.items() if key not in self.lower and self._is_current(key)
        }
        for key, spellings in self.counts.written.items():
            if key in self.lower or self.counts.documents[key] < MIN_NAME_DOCUMENTS:
                continue
            if self.counts.case_evidence(key)[1] <= NAME_SHARE and len(self.counts.groups[key]) >= 2:
                capitals[key] = max(sorted(spellings), key=spellings.__getitem__)
        capitals = {key: word for key, word in capitals.items() if len(key) > 1 and key.replace("'", "").isalpha()}
        return capitals | {"i": "I"}

    # --- what is known of a word -----------------------------------------------------------------------------------

    def frequency(self, word: str) -> float:
        """The geometric mean of the corpus's and wordfreq's figures, lest one long article on aardvarks count for much.

        Half of the one figure where the other is 0.
        """
        if word not in self._frequencies:
            ours, theirs = self.counts.frequency(word), self.dictionaries.frequencies.get(word, 0.0)
            self._frequencies[word] = math.sqrt(ours * theirs) or (ours + theirs) / 2
        return self._frequencies[word]

    def lower_share(self, word: str) -> float:
        """The share of lower case: what dictionaries say counts as two occurrences.

        A word that dictionaries know in lower case only is not taken for a name, however often the corpus has it in
        titles ("Senator").
        """
        has_lower, has_capital = word in self.lower, word in self.capital_keys
        prior = 0.5 if has_lower == has_capital else float(has_lower)
        seen, share = self.counts.case_evidence(word)
        share = (share * seen + prior * 2) / (seen + 2) if seen < 100 else share
        never_name = (has_lower and not has_capital) or word.partition("'")[0] in closed.PRONOUNS
        return max(share, 2 * NAME_SHARE) if never_name else share

    def word_class(self, word: str) -> WordClass:
        """Tags, verb forms and number of a word, by treebanks and dictionaries."""
        tags = self._tags(word)
        forms = self._verb_forms(word) if tags & {"VERB", "AUX"} else frozenset()
        number = self._number(word) if "NOUN" in tags else ""
        return WordClass(self._usual(word, tags), tags, forms, number)

    def _tags(self, word: str) -> frozenset[str]:
        seen = self.tag_counts.universal.get(word, Counter())
        total = sum(seen.values())
        tags = {tag for tag, number in seen.items() if number >= max(2, 0.004 * total) or total == 1}
        closed_count = sum(number for tag, number in seen.items() if tag in CLOSED_TAGS)
        if total < 20 or closed_count < total / 2:
            tags |= self._dictionary_tags(word)
        elif not tags:
            tags = set(seen)
        if not tags & CLOSED_TAGS and (word in self.capital_keys or word in self.capitals):
            tags.add("PROPN")
        if "'" in word and (word in closed.NEGATED_AUXILIARIES or word.endswith(CONTRACTED_ENDINGS)):
            tags = {"AUX"} if word in closed.NEGATED_AUXILIARIES else {"AUX", "PRON"}
        return frozenset(tags)

    def _dictionary_tags(self, word: str) -> set[str]:
        tags = set(self.dictionaries.tags.get(word, ()))
        if word in self.verb_forms:
            tags.add("VERB")
        if word in self.noun_forms:
            tags.add("NOUN")
        if word not in self.lower:
            tags.clear()
        if not tags and word in self.lower:
            tags |= _tags_by_ending(word, self.dictionaries.tags)
        return tags

    def _usual(self, word: str, tags: frozenset[str]) -> str:
        seen = self.tag_counts.universal.get(word, Counter())
        if tags != {"PROPN"} and self.lower_share(word) >= PROPER_NOUN_SHARE:
            tags -= {"PROPN"}
        if sum(seen[tag] for tag in tags) >= 3:
            return max(sorted(tags), key=seen.__getitem__)
        if word in self.capitals:
            return "PROPN"
        senses = self.dictionaries.sense_counts.get(word, Counter())
        order = ("NOUN", "VERB", "ADJ", "ADV", *sorted(CLOSED_TAGS), "INTJ", "PROPN")
        if "VBG" in self.verb_forms.get(word, ()) or "VBD" in self.verb_forms.get(word, ()):
            order = ("VERB", *order)
        ranked = sorted(tags, key=lambda tag: (-senses[tag] - 0.5 * seen[tag], order.index(tag)))
        return ranked[0] if ranked else ""

    def _verb_forms(self, word: str) -> frozenset[str]:
        if word in AUXILIARY_FORMS:
            return frozenset(AUXILIARY_FORMS[word])
        if word in closed.MODALS and word not in ("need", "dare"):
            return frozenset()
        seen = self.tag_counts.penn.get(word, Counter())
        total = sum(seen[tag] for tag in VERB_TAGS)
        forms = set(self.verb_forms.get(word, ()))
        if not forms:
            forms = {tag for tag in VERB_TAGS if seen[tag] >= max(2, 0.02 * total)}
        return frozenset(forms or self._verb_forms_by_shape(word))

    def _verb_forms_by_shape(self, word: str) -> set[str]:
        """The forms of a verb that no dictionary inflects: as of the verb behind its prefix, else by its ending."""
        prefix = PREFIX.match(word) or VERB_PREFIX.match(word)
        if prefix and (forms := self.verb_forms.get(word[prefix.end() :])):
            return forms
        if word.endswith("ing"):
            return {"VBG"}
        if word.endswith("ed"):
            return {"VBD", "VBN"}
        if word.endswith("s") and word[:-1] in self.lower:
            return {"VBZ"}
        return {"VB", "VBP"}

    def _number(self, word: str) -> str:
        seen = self.tag_counts.penn.get(word, Counter())
        singular, plural = seen["NN"], seen["NNS"]
        if singular + plural >= 10:
            if singular >= 0.95 * (singular + plural):
                return "sing"
            if plural >= 0.95 * (singular + plural):
                return "plur"
            return "both"
        numbers = self.noun_forms.get(word) or ({"plur"} if plural > singular else {"sing"})
        if numbers == {"sing"} and word.endswith("s") and not word.endswith("ss") and word[:-1] in self.lower:
            numbers = {"plur"} if word not in self.dictionaries.nouns else numbers
        return "both" if len(numbers) == 2 else next(iter(numbers))

    # --- the tables ------------------------------------------------------------------------------------------------

    def tables(self, names: list[str]) -> dict[str, str]:
        """File name to content of every table."""
        classes = {word: self.word_class(word) for word in (*self.lower, *self.capitals)}
        codes = _class_codes(classes.values())
        records = {word: self._record(word, codes[item]) for word, item in classes.items()}
        return {
            "words.txt": _table(WORDS_HEAD, _grouped((records[word], word) for word in self.lower)),
            "capitals.txt": _table(
                CAPITALS_HEAD, _grouped((records[key], word) for key, word in self.capitals.items())
            ),
            "classes.txt": _table(CLASSES_HEAD, sorted(_class_line(code, item) for item, code in codes.items())),
            "verbs.txt": _table(VERBS_HEAD, self._by_own_forms(list(self._verb_lines()))),
            "nouns.txt": _table(NOUNS_HEAD, self._by_frequency(self._noun_lines())),
            "names.txt": _table(NAMES_HEAD, names),
        }

    def _by_frequency(self, lines: Iterable[str]) -> list[str]:
        return sorted(lines, key=lambda line: (-self.frequency(line.partition(" ")[0]), line))

    def _by_own_forms(self, lines: list[str]) -> list[str]:
        """Verbs, the commonest first, judged by the forms that no other verb has: "find" before "found"."""
        forms = {line: set(line.replace("/", " ").split(" ")) for line in lines}
        verbs = Counter(form for own in forms.values() for form in own)
        weights = {
            line: sum(self.frequency(form) for form in sorted(own) if verbs[form] == 1) for line, own in forms.items()
        }
        return sorted(lines, key=lambda line: (-weights[line], line))

    def _record(self, word: str, code: str) -> str:
        frequency = self.frequency(word)
        level = max(0, min(LEVELS - 1, round(math.log10(frequency) * LEVELS_PER_DECADE))) if frequency > 0 else 0
        share = round(self.lower_share(word) * (LEVELS - 1))
        return chr(FIRST_CODE + (level or 1 if frequency else 0)) + chr(FIRST_CODE + share) + code

    def _verb_lines(self) -> Iterator[str]:
        for lemma, columns in self.dictionaries.verbs.items():
            if lemma == "be":
                continue
            listed = ["/".join(self._current(forms)) for forms in columns]
            if lemma in self.lower and all(listed):
                yield " ".join((lemma, lemma, *listed))
        yield " ".join(("be", *BE_ROW))

    def _noun_lines(self) -> Iterator[str]:
        for noun, plurals in self.dictionaries.nouns.items():
            listed = self._current(tuple(form for form in plurals if form != noun or self._is_own_plural(noun)), noun)
            if noun in self.lower and listed:
                yield f"{noun} {'/'.join(listed)}"

    def _current(self, forms: tuple[str, ...], base: str = "") -> list[str]:
        """The forms that are words, most frequent first, without those that are rare beside the first.

        A form very rare beside its base ("advices") is left out too.
        """
        ranked = sorted((form for form in forms if form in self.lower), key=lambda form: (-self.frequency(form), form))
        least = max(
            self.frequency(ranked[0]) / 20 if ranked else 0, self.frequency(base) / 150 if base not in forms else 0
        )
        return [form for form in ranked if self.frequency(form) >= least]


def _is_word(word: str) -> bool:
    if len(word) <= 2 and word.isalpha():
        return word in SHORT_WORDS
    if ROMAN.fullmatch(word) and word not in REAL_ROMAN_WORDS:
        return False
    return " " not in word and not word.isupper()


def _neighbours(word: str) -> set[str]:
    """All strings one letter away: left out, put in, changed, or two next to each other swapped."""
    halves = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    near = {left + right[1:] for left, right in halves if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    near |= {left + letter + right for left, right in halves for letter in LETTERS}
    near |= {left + letter + right[1:] for left, right in halves if right for letter in LETTERS}
    return near - {word}


ENDING_TAGS = {"ly": "ADV", "ness": "NOUN", "less": "ADJ", "like": "ADJ", "wide": "ADJ", "ation": "NOUN", "ism": "NOUN"}


def _tags_by_ending(word: str, tags: dict[str, set[str]]) -> set[str]:
    """Tags of a word that no dictionary tags, from the word that it is formed of; a noun if nothing shows."""
    for ending, tag in ENDING_TAGS.items():
        if word.endswith(ending):
            return {tag}
    if (prefix := PREFIX.match(word) or VERB_PREFIX.match(word)) and tags.get(word[prefix.end() :]):
        return set(tags[word[prefix.end() :]])
    for ending, base_ending in (("ies", "y"), ("es", ""), ("s", "")):
        base = word.removesuffix(ending) + base_ending
        if word.endswith(ending) and tags.get(base, set()) & {"NOUN", "VERB"}:
            return tags[base] & {"NOUN", "VERB"}
    for ending in ("er", "est"):
        stem = word.removesuffix(ending)
        if word.endswith(ending) and any("ADJ" in tags.get(base, ()) for base in (stem, stem + "e", stem[:-1] + "y")):
            return {"ADJ"}
    if word.endswith(("ed", "ing")):
        return {"VERB", "ADJ"}
    return {"NOUN"}


def _class_codes(classes: Iterable[WordClass]) -> dict[WordClass, str]:
    """Two characters for each class, the commonest first."""
    ranked = sorted(Counter(classes).items(), key=lambda item: (-item[1], _class_line("", item[0])))
    if len(ranked) > LEVELS**2:
        raise ValueError(f"{len(ranked)} word classes are more than two characters can tell apart")
    return {
        item: chr(FIRST_CODE + index // LEVELS) + chr(FIRST_CODE + index % LEVELS)
        for index, (item, _) in enumerate(ranked)
    }


def _class_line(code: str, item: WordClass) -> str:
    tags = ",".join(sorted(item.tags)) or "-"
    forms = ",".join(sorted(item.verb_forms)) or "-"
    return " ".join((code, item.usual or "-", tags, forms, item.number or "-"))


def _grouped(records: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each record: the record, and the words that share it."""
    words: dict[str, list[str]] = defaultdict(list)
    for record, word in sorted(records):
        words[record].append(word)
    return [" ".join((record, *listed)) for record, listed in words.items()]


def _table(head: str, lines: Iterable[str]) -> str:
    """A table: the comment at its head, an empty line, the lines."""
    comment = "".join(
        f"# {line}\n" for line in (*head.splitlines(), "Sources and licences: LICENCES.md. Built, do not edit.")
    )
    return comment + "\n" + "".join(f"{line}\n" for line in lines)


WORDS_HEAD = """Words of English that can stand in lower case.
Four characters, then the words that they hold for: frequency (level 0-93 from "!", 13.5 levels to a factor of ten, in
100 million words), share of lower case (0-93 for 0-1), and two for the class in classes.txt."""
CAPITALS_HEAD = """Words that stand with a capital only, in their proper case; columns as in words.txt."""
CLASSES_HEAD = """Word classes: code, usual tag, Universal tags, Penn verb forms, noun number; "-" for none."""
VERBS_HEAD = """Verbs, the commonest first: base form, VBP, VBZ, VBG, VBD, VBN.
Several spellings are parted by slashes, the usual one first."""
NOUNS_HEAD = """Nouns, the commonest first: singular, plurals parted by slashes, the usual one first."""
NAMES_HEAD = """Names of several words that are practically never written in lower case."""


def build(corpus: Path, dictionaries: Dictionaries) -> dict[str, str]:
    """File name to content of every table."""

    def sentences() -> Iterator[Text]:
        return texts(corpus)

    lexicon = Lexicon(count(sentences()), count_tags(corpus), dictionaries)

    def is_name(word: str) -> bool:
        return lexicon.lower_share(word) <= NAME_SHARE

    listed = [line for line in KNOWN_NAMES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    names = lexicon_names.select(lexicon_names.count(sentences()), listed, dictionaries.names, sentences, is_name)
    return lexicon.tables(names)


def main() -> None:
    """Build the tables and write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    options = parser.parse_args()
    for name, content in build(options.corpus, read(options.words, options.wordnet)).items():
        (options.out / name).write_text(content, encoding="utf-8", newline="\n")
        print(f"{name}: {content.count(chr(10))} lines, {len(content.encode()):,} bytes")


if __name__ == "__main__":
    main()
