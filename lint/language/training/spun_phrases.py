"""What a list of spun phrases teaches: the phrases as a pack, and which words word-for-word spinners put in.

A spinner writes "profound learning" for "deep learning": a known term put back together from synonyms. From pairs
of such phrases follow

- `phrases_tortured.tsv`, the phrases themselves with what they stand for;
- `spun_words.tsv`, the words that spinners put in, each with a weight as first and as second word of a pair;
- `phrases_spun.tsv`, further pairs of words: a spinner's word in place of its original in a term that is common, and,
  as exceptions, pairs that look spun by their weights but stand in edited text.

The weights are those of a logistic regression over pairs of words that edited text does not have: in spun phrases
against in text held out. They add up: `left[first] + right[second] > 0` says that a pair is more likely spun at the
chosen threshold.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lint.language.lexicon import frequency, plurals, tags, usual_tag
from lint.language.words import FUNCTION_WORDS

Pair = tuple[str, str]
SpunPair = tuple[str, str]
"""A spun phrase and what it stands for, "" where that is not known."""

THRESHOLD, TERM_THRESHOLD = 0.5, 0.8
"""How likely a pair must be spun: by its two words alone, and with a term that it stands for."""
FOLDS = 5
ROUNDS = 400
STEP = 0.5
SHRINKAGE = 1e-4
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[^\sA-Za-z]")

_ORDINARY = frozenset(
    (
        "accuracy and review|achievement fee|acknowledgement of characters|affiliated paintings|air fine|"
        "area of enthusiasm|atomic composition|audit article|backward probability|ballot strategy|"
        "banking quarter|banks execution|bee province|big facts|big information|biological assault|"
        "blind temperature|blood ailments|board information|breast illness|breeze energy|"
        "brilliant agreement|brilliant ball|brilliant card|brilliant city|brilliant contract|"
        "brilliant vehicle|calibration bend|carbon discharge|channel banks|character check|chest harm|"
        "choice boundary|choice bush|choice of tree|choice timber|clever town|climbing aorta|cloud climate|"
        "cloud organization|cloud platform|cloud stage|cooling framework|cooperation capacity|"
        "coronary illness|coronary sickness|created and creating|created nations|creature models|"
        "creature well-being|crude picture|danger of the board|dark out|data robbery|decent contender|"
        "dirt impurities|double veils|driving reason|dwindled liquidity|ecological alteration|"
        "education data|education facts|education information|effective gadget|electric geyser|"
        "electrical gadget|ethnic gatherings|evidence of labor|examination drive|excessively enormous|"
        "exchange learning|exchange training|expanded creation|exterior zone|eye ailments|flag bearer|"
        "flag bearers|forbidden hunt|forbidden pursuit|forbidden search|frail design|"
        "frail supervision|fresh set|functional houses|fundamental gathering|fundamental metals|"
        "genuine numbers|global diary|gorgeous belongings|great tuning|green item|green money|"
        "handmade highlight|hard crown|healthcare answer|heat movement|herbal choice|highlight map|"
        "hub assault|identification and arrangement|image features|image ordering|immature nations|"
        "increased commerce|independent learning|information growth|instructive encounter|"
        "intermediate commodities|is prescient|keen city|kidney relocation|labor in-depth|lagging period|"
        "liquid logic|liver ailments|liver sickness|lucky warnings|machine interpretation|managed learning|"
        "market effectiveness|melanoma issues|meteorological information|middle filter|mind growth|"
        "mind signal|model schooling|monetary damages|monetary disaster|monetary emergency|"
        "mouse and console|move learning|murder chain|new york distance|observational examination|"
        "optimistic impact|pay and exchange|phone core|phony picture|picture arrangement|"
        "picture confirmation|picture order|picture recognition|planning and testing|plant ailments|"
        "point birth|precision and recollect|preparation dataset|preparation information|"
        "preparation pictures|preparation stage|prepared information|preparing database|preparing dataset|"
        "preparing design|preparing information|preparing pictures|prevent words|procedure structure|"
        "professional system|profoundly saved|prohibits growth|proof of idea|protest discovery|"
        "proximity of the disease|puppy scans|purpose of offer|python bundle|quality regulation|"
        "quest engines|random hunt|rate focuses|reaction pace|ready portraits|reference arrangements|"
        "regenerative system|rejected from the examination|remarkable words|residing consumers|rubbish glass|"
        "safeguarding security|salt and pepper clamor|sans hands|savvy city|school education data|"
        "secret layer|section transitions|sexual direction|shrewd agreement|skin sickness|smart agreement|"
        "social architects|social database|social detachment|solitary analysis|sound just|"
        "sovereign experiments|speaker display|speech signal|stage pay|study database|studying route|"
        "stupid structure|supply cloth|taking place stairs|targeting and controlled discharge|test portraits|"
        "test technique|to nibble people|traffic design|trivial influencer|"
        "unattended learning|undefined material|unearthing into|unearthly closeness|universal exchange|"
        "unknown direct investment|unpleasant structures|unseen layer|upsetting environments|"
        "verification of work|versatile stages|video acknowledgment|visually affected|voice designs|"
        "votes projected|warm exchange|warm image|warm picture|warm subject matter|well-educated model|"
        "well-judged changes|wind propellers|wise structure|woman ada lovelace|working framework|"
        "worldwide inquiry|worldwide parameters"
    ).split("|")
)
"""Phrases of the list that are good English too, outside the science that they were found in."""


def read_pairs(records: Iterable[Mapping[str, Any]]) -> list[SpunPair]:
    """The phrases of a benchmark file, whose `id` is spun/bad/PHRASE or spun/good/PHRASE, a meaning behind its phrase.

    A phrase whose meaning came before is paired with the one that most of its words lead to.
    """
    kinds = [record["id"].split("/", 2)[1:] for record in records]
    pairs: list[SpunPair] = []
    for (kind, phrase), (next_kind, next_phrase) in zip(kinds, [*kinds[1:], ["", ""]], strict=True):
        if kind == "bad":
            pairs.append((phrase, next_phrase if next_kind == "good" else ""))
    return _completed(pairs, [phrase for kind, phrase in kinds if kind == "good"])


def _completed(pairs: Sequence[SpunPair], known: Sequence[str]) -> list[SpunPair]:
    """The pairs, with meanings found for those that lack one: same length, every word the same or a known swap."""
    swaps = _swaps(pairs)
    by_length: dict[int, list[str]] = defaultdict(list)
    for phrase in known:
        by_length[len(parts(phrase))].append(phrase)
    result = []
    for spun, meant in pairs:
        words = parts(spun)
        fits = [
            phrase
            for phrase in ([] if meant else by_length[len(words)])
            if all(a == b or b in swaps.get(stem(a), ()) for a, b in zip(words, parts(phrase), strict=True))
        ]
        result.append((spun, meant or (fits[0] if fits else "")))
    return result


def parts(phrase: str) -> list[str]:
    return re.split(r"[ -]", phrase)


def stem(word: str) -> str:
    """The word without a plural -s."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def _swaps(pairs: Iterable[SpunPair]) -> dict[str, Counter[str]]:
    """Spinner's word (without plural -s) to the words that it replaced, from pairs with as many words."""
    swaps: dict[str, Counter[str]] = defaultdict(Counter)
    for spun, meant in pairs:
        a, b = parts(spun), parts(meant)
        if meant and len(a) == len(b):
            for x, y in zip(a, b, strict=True):
                if x != y:
                    swaps[stem(x)][y] += 1
    return swaps


def pairs_in(text: str) -> Iterator[Pair]:
    """Neighbouring words of content in lower case (the first may have a capital), known and of four letters or more."""
    words = _WORD.findall(text)
    for first, second in pairwise(words):
        if second.islower() and first[1:].islower() and _counts(first.lower()) and _counts(second):
            yield first.lower(), second


def _counts(word: str) -> bool:
    return word.isalpha() and len(word) > 3 and word not in FUNCTION_WORDS and frequency(word) > 0


# --- the pack -----------------------------------------------------------------------------------------------------


def tortured_table(pairs: Iterable[SpunPair]) -> str:
    """The pack of the phrases themselves, with a plural of the last word where the lexicon has one."""
    lines = [
        "# Tortured phrases of the Problematic Paper Screener (Guillaume Cabanac, Cyril Labbé, Alexander Magazinov),",
        "# https://www.irit.fr/~Guillaume.Cabanac/problematic-paper-screener, CC BY 4.0,",
        "# by way of giladfeldman/torturedcheck.",
        "# Changed: phrases that are good English elsewhere left out, plurals added.",
    ]
    rows: dict[str, str] = {}
    for spun, meant in pairs:
        if spun in _ORDINARY:
            continue
        said = meant or "~an established term"
        rows.setdefault(" ".join(parts(spun)), said)
        last = parts(spun)[-1]
        for plural in plurals(last)[:1] if meant else ():
            many = plurals(parts(meant)[-1])
            if many and plural != last:
                rows.setdefault(" ".join([*parts(spun)[:-1], plural]), meant[: -len(parts(meant)[-1])] + many[0])
    return "\n".join([*lines, *(f"{spun}\t{meant}" for spun, meant in rows.items()), ""])


# --- the model ----------------------------------------------------------------------------------------------------


@dataclass
class Knowledge:
    """Pairs of words and how often they stand in a source.

    Those that stand there `terms_from` times or more may be terms; the others only show that the pair is in use.
    """

    counts: Counter[Pair] = field(default_factory=Counter)
    terms_from: int = 4
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair, count: int = 1) -> None:
        self.counts[pair] += count
        self.first[pair[0]] += count
        self.second[pair[1]] += count

    def association(self, pair: Pair) -> float:
        """Pointwise mutual information of a pair that may be a term; 0 for all others."""
        count = self.counts.get(pair, 0)
        if count < self.terms_from or pair[0] not in self.first:
            return 0.0
        total = self.first.total()
        return math.log(count * total / (self.first[pair[0]] * self.second[pair[1]]))


@dataclass
class Spinner:
    """What pairs of phrases say of a spinner: the words it puts in, for what, and the terms that it spun."""

    put_in: Counter[str]
    swaps: dict[str, Counter[str]]
    terms: dict[str, set[str]]

    @classmethod
    def of(cls, pairs: Iterable[SpunPair]) -> Spinner:
        pairs = [pair for pair in pairs if pair[1]]
        put_in: Counter[str] = Counter()
        terms: dict[str, set[str]] = defaultdict(set)
        for spun, meant in pairs:
            put_in.update({stem(word) for word in parts(spun)} - {stem(word) for word in parts(meant)})
            for a, b in pairwise(parts(meant)):
                terms[a].add(b)
        return cls(put_in, _swaps(pairs), terms)

    def original(self, pair: Pair, knowledge: Sequence[Knowledge]) -> tuple[float, Pair | None]:
        """The best known term that the pair may stand for, and how firm a term it is (0 if there is none)."""
        best: tuple[float, Pair | None] = (0.0, None)
        firsts = [pair[0], *self.swaps.get(stem(pair[0]), ())]
        seconds = [pair[1], *self.swaps.get(stem(pair[1]), ())]
        for first in firsts:
            for second in {form for word in seconds for form in (word, stem(word), word + "s")}:
                if (first, stem(second)) == (pair[0], stem(pair[1])):
                    continue
                firmness = max(source.association((first, second)) for source in knowledge)
                if second in self.terms.get(first, ()):
                    firmness = max(firmness, 9.0)
                if firmness > max(3.0, best[0]):
                    best = firmness, (first, second)
        return best


def features_of(word: str, spinner: Spinner, place: int) -> list[float]:
    """Additive features of one word as first (0) or second (1) of a pair."""
    count = spinner.put_in.get(stem(word), 0)
    rarity = math.log10(frequency(word) + 3)
    tag = usual_tag(word)
    own = [
        math.log(1 + count),
        float(count > 0),
        rarity,
        rarity * (count > 0),
        tag == "NOUN",
        tag == "VERB",
        tag == "ADJ",
    ]
    own += [tag == "ADV", "VERB" in tags(word) and tag != "VERB", word.endswith("s") and tag == "NOUN"]
    other = [0.0] * len(own)
    return [float(value) for value in (own + other if place == 0 else other + own)]


def features(pair: Pair, spinner: Spinner, knowledge: Sequence[Knowledge]) -> list[float] | None:
    """Features of a pair; None for one that is not even suspicious: neither two spinner's words nor a known term."""
    firmness, _ = spinner.original(pair, knowledge)
    both = all(stem(word) in spinner.put_in for word in pair)
    if not (both or firmness):
        return None
    words = [a + b for a, b in zip(features_of(pair[0], spinner, 0), features_of(pair[1], spinner, 1), strict=True)]
    return [1.0, *words, float(firmness > 0), firmness / 5]


def fit(rows: Sequence[Sequence[float]], labels: Sequence[int]) -> list[float]:
    """Weights of a logistic regression, by plain gradient descent."""
    weights = [0.0] * len(rows[0])
    for _ in range(ROUNDS):
        gradient = [SHRINKAGE * len(rows) * weight for weight in weights]
        for row, label in zip(rows, labels, strict=True):
            error = 1 / (1 + math.exp(-dot(weights, row))) - label
            for index, value in enumerate(row):
                if value:
                    gradient[index] += error * value
        weights = [weight - STEP / len(rows) * slope for weight, slope in zip(weights, gradient, strict=True)]
    return weights


def dot(weights: Sequence[float], row: Sequence[float]) -> float:
    return max(-30.0, min(30.0, sum(weight * value for weight, value in zip(weights, row, strict=True) if value)))


def train(
    pairs: Sequence[SpunPair], knowledge: Sequence[Knowledge], held_out: Iterable[Pair]
) -> tuple[Spinner, list[float]]:
    """The spinner of all pairs, and weights learnt from pairs that the spinner of the other folds has not seen."""
    whole = [pair for pair in pairs if pair[1]]
    random.Random(1).shuffle(whole)
    rows, labels = [], []
    for fold in range(FOLDS):
        spinner = Spinner.of(pair for index, pair in enumerate(whole) if index % FOLDS != fold)
        for spun, _ in whole[fold::FOLDS]:
            for pair in pairwise(parts(spun)):
                if (
                    all(map(_counts, pair))
                    and not _is_known(pair, knowledge)
                    and (row := features(pair, spinner, knowledge))
                ):
                    rows.append(row)
                    labels.append(1)
    spinner = Spinner.of(whole)
    for pair in held_out:
        if not _is_known(pair, knowledge) and (row := features(pair, spinner, knowledge)):
            rows.append(row)
            labels.append(0)
    return spinner, fit(rows, labels)


def _is_known(pair: Pair, knowledge: Sequence[Knowledge]) -> bool:
    return any(pair in source.counts for source in knowledge)


# --- what the rule reads ------------------------------------------------------------------------------------------


def words_table(spinner: Spinner, weights: Sequence[float]) -> tuple[str, dict[str, tuple[float, float]]]:
    """The table of spinner's words with their weights, and the weights alone. The threshold is in the first weight."""
    cut = weights[0] - math.log(THRESHOLD / (1 - THRESHOLD))
    own: dict[str, tuple[float, float]] = {}
    lines = [
        "# Words that spinners put in: weight as first word of a pair, as second word, and the words they stand for."
    ]
    for word in sorted(spinner.put_in):
        for form in (word, *plurals(word)[:1]):
            if form in own or not _counts(form):
                continue
            left = cut + dot(weights[1:-2], features_of(form, spinner, 0))
            right = dot(weights[1:-2], features_of(form, spinner, 1))
            own[form] = left, right
            originals = ",".join(original for original, _ in spinner.swaps.get(word, Counter()).most_common(3))
            lines.append(f"{form}\t{left:.2f}\t{right:.2f}\t{originals}".rstrip("\t"))
    return "\n".join([*lines, ""]), own


def pairs_table(
    spinner: Spinner, weights: Sequence[float], own: Mapping[str, tuple[float, float]], knowledge: Sequence[Knowledge]
) -> str:
    """Pairs that count as spun for the term they stand for, and exceptions that their weights alone would call spun."""
    lines = ["# Pairs of words: a common term with a spinner's word in it, and the term; without a term, an exception."]
    spun: dict[Pair, Pair] = {}
    for pair in _candidates(spinner, knowledge):
        if not all(map(_counts, pair)) or _is_known(pair, knowledge):
            continue
        row = features(pair, spinner, knowledge)
        term = spinner.original(pair, knowledge)[1]
        if row and term and 1 / (1 + math.exp(-dot(weights, row))) > TERM_THRESHOLD:
            spun[pair] = term
    lines += [f"{a} {b}\t{' '.join(term)}" for (a, b), term in sorted(spun.items())]
    known = {pair for source in knowledge for pair in source.counts if pair[0] in own and pair[1] in own}
    lines += [f"{a} {b}" for a, b in sorted(known) if own[a][0] + own[b][1] > 0]
    return "\n".join([*lines, ""])


def _candidates(spinner: Spinner, knowledge: Sequence[Knowledge]) -> Iterator[Pair]:
    """Every firm term with a spinner's word in place of one of its words."""
    spun_from: dict[str, set[str]] = defaultdict(set)
    for word, originals in spinner.swaps.items():
        for original in originals:
            spun_from[original].add(word)
    terms = {pair for source in knowledge for pair, count in source.counts.items() if count >= source.terms_from}
    terms |= {(a, b) for a, seconds in spinner.terms.items() for b in seconds}
    for first, second in terms:
        for word in spun_from.get(first, ()):
            yield word, second
        for form in {second, stem(second)}:
            for word in spun_from.get(form, ()):
                yield first, word


def spun_tables(
    pairs: Sequence[SpunPair], corpus: Sequence[str], common_pairs: Iterable[tuple[Pair, int]]
) -> tuple[str, str]:
    """The tables `spun_words.tsv` and `phrases_spun.tsv`, from the phrases, edited text and pairs in common use.

    A tenth of the text is held out to learn from; what stands in the rest, or is in common use, is not suspicious.
    """
    text, common = Knowledge(), Knowledge()
    held_out: set[Pair] = set()
    for index, line in enumerate(corpus):
        found = set(pairs_in(line))
        if index // 500 % 10 == 0:
            held_out |= found
        else:
            for pair in found:
                text.add(pair)
    for pair, count in common_pairs:
        common.add(pair, count)
    meant = Knowledge(terms_from=1)
    for phrase in [*(phrase for _, phrase in pairs), *_ORDINARY]:
        for pair in pairwise(parts(phrase)):
            meant.counts[pair] += 1  # known, but no more of a term than `Spinner.terms` says
    knowledge = [text, common, meant]
    spinner, weights = train(pairs, knowledge, sorted(held_out))
    for pair in held_out:
        text.add(pair)
    table, own = words_table(spinner, weights)
    return table, pairs_table(spinner, weights, own, knowledge)
