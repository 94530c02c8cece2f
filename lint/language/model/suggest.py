"""Suggestions that prove themselves: edits that the same model finds clean.

A spot where the text looks damaged is edited in all the ways that its kind of damage allows; the model reads every
edited sentence, and the best edit is suggested if nothing near it looks damaged any more. That the sentence
reads well does not mean that it says what was meant: such a suggestion is never safe to apply unseen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, pairwise

from lint.document import Document
from lint.language.lexicon import inflections, lemma_verb
from lint.language.model.features import sentence_bounds
from lint.language.model.labels import Kind
from lint.language.model.reading import Tree
from lint.language.model.runtime import Passage, model
from lint.language.sentences import split
from lint.language.tokens import Token, tokenize
from lint.language.words import ARTICLES

MOST = 16
"""Edits that are tried for one spot."""
CLEAN = 0.25
"""No word at the edited place may look more damaged than this…"""
CLEAN_AFTER_INSERTION = 0.08
"""… or than this where a word was put in: nearly any small word makes a gap look better than it did."""
GAIN = 0.3
"""… and the worst must look better than the worst did before, by at least this much."""
NEAR = 5
"""Words on both sides of the edit that must look clean; a sentence may have other damages further off."""
CONFIRMED = 2
"""Edits that are read again in their paragraph."""
LONGEST = 8
"""Words of a spot; a longer one is not repaired by one small edit."""
NEARBY = 600
"""Characters before and behind the words whose sentences are read with them."""
LONGEST_PARAGRAPH = 4000
"""Characters above which nothing is tried: no sentence of news is so long."""
LEAST_WORK = 3000
"""Words that a rule's suggestions may cost in any document, and half as many as the document has; then it stops."""

_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"})
"""Parts of speech of words that say something: a sentence reads well without many of them, but says less."""
_FUNCTION_WORDS = "of to the in a that for by with on is and".split()
_SWAPPED = frozenset(
    tuple(pair.split())
    for pair in (
        "NOUN ADJ", "NOUN VERB", "PROPN ADJ", "PROPN VERB", "AUX PRON", "AUX NOUN", "AUX PROPN", "VERB PRON",
        "AUX ADV", "ADV AUX", "VERB ADV", "ADV VERB", "ADJ ADV", "ADV ADJ",
    )
)  # fmt: skip
"""Parts of speech of neighbours that damage puts the wrong way round. Two nouns or two adjectives read well either way,
but say something else."""
_VERBS = ("is", "are", "was", "were", "has", "have", "be", "will", "to")


class Suggester:
    """Finds suggestions for one rule in one document.

    Its work is bounded by the document's length: `left` is the number of words that it may still let the model read.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.left = LEAST_WORK + len(document.tokens) // 2

    def best(self, tree: Tree, first: int, last: int, kind: Kind) -> str | None:
        """What to put in place of the words `first` to `last`, or None where no edit gives a clean sentence."""
        if last - first >= LONGEST:
            return None
        start, end = tree.span(first, last)
        clean = CLEAN_AFTER_INSERTION if kind is Kind.MISSING else CLEAN
        return self.proven(start, end, edits(tree, first, last, kind), clean)

    def proven(self, start: int, end: int, candidates: Sequence[str], clean: float = CLEAN) -> str | None:
        """The best of `candidates` for `text[start:end]`, or None where none gives a clean sentence.

        All are read in their sentence; the best few then in their paragraph, for a damage may show only there.
        """
        best = self._ranked(start, end, candidates)
        worst = self._worst(start, end, best, self._paragraph(start, end))
        if not worst:
            return None
        limit = min(clean, worst[0] - GAIN)
        return next((edit for edit, odds in zip(best, worst[1:], strict=True) if odds <= limit), None)

    def _ranked(self, start: int, end: int, candidates: Sequence[str]) -> list[str]:
        """The candidates whose sentence alone reads clean, cleanest first; a few of them."""
        worst = self._worst(start, end, candidates, self._sentence(start, end))
        pairs = sorted(zip(worst[1:], range(len(candidates)), strict=False))
        return [candidates[number] for odds, number in pairs[:CONFIRMED] if odds <= CLEAN]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that the words touch."""
        first, last = self._document.sentence_at(start), self._document.sentence_at(end - 1)
        return (first.start if first else start), (last.end if last else end)

    def _paragraph(self, start: int, end: int) -> tuple[int, int]:
        """The sentences of the paragraph around the words; of a very long paragraph those nearby."""
        block = self._document.block_at(start)
        if block is None:
            return self._sentence(start, end)
        places = max(block.start, start - NEARBY), min(block.end - 1, end + NEARBY)
        before, after = map(self._document.sentence_at, places)
        return (before.start if before else block.start), (after.end if after else block.end)

    def _worst(self, start: int, end: int, candidates: Sequence[str], around: tuple[int, int]) -> list[float]:
        """How damaged the worst word at the place looks, as it is and with each of the candidates.

        They are read with the text `around` them. Empty where there is nothing to try, or too much to read.
        """
        text, (before, after) = self._document.text, around
        if not candidates or after - before > LONGEST_PARAGRAPH or self.left <= 0:
            return []
        texts = [text[before:start] + edit + text[end:after] for edit in (text[start:end], *candidates)]
        passages, size = _passages(texts)
        self.left -= size
        damage = model().read(passages, size).damage
        found = []
        for passage, changed in zip(passages, texts, strict=True):
            inside = _near(passage.tokens, start - before, len(changed) - (after - end))
            found.append(max((float(damage[passage.base + n]) for n in inside), default=0.0))
        return found


def _near(tokens: Sequence[Token], start: int, end: int) -> range:
    """The tokens of `text[start:end]` and NEAR more on both sides."""
    starts = [token.start for token in tokens]
    return range(max(0, bisect_left(starts, start) - NEAR), min(len(tokens), bisect_left(starts, end) + NEAR))


def _passages(texts: Sequence[str]) -> tuple[list[Passage], int]:
    passages: list[Passage] = []
    base = 0
    for text in texts:
        tokens = tokenize(text)
        passages.append(Passage(tokens, sentence_bounds(tokens, split(text, 0, len(text))), base))
        base += len(tokens)
    return passages, base


Maker = Callable[[Tree, int, int], Iterator[str]]


def _tokens(tree: Tree, first: int, last: int) -> list[Token]:
    return list(tree.reading.tokens[first : last + 1])


def _joined(tokens: Sequence[Token], words: Sequence[str | None]) -> str:
    """The tokens with other words, spaced as they were; None leaves a word out. A first capital is kept."""
    parts: list[str] = []
    for index, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if word is None:
            continue
        spaced = index > 0 and token.start > tokens[index - 1].end
        parts.append((" " if spaced and parts else "") + word)
    text = "".join(parts)
    was_capital = tokens[0].text[:1].isupper() and tokens[0].text[1:].islower() and words[0] != tokens[0].text
    return text[:1].upper() + text[1:] if was_capital else text


def _changed(tokens: Sequence[Token], changes: dict[int, str | None]) -> str:
    return _joined(tokens, [changes.get(index, token.text) for index, token in enumerate(tokens)])


def _without_stop(tree: Tree, first: int, last: int) -> Iterator[str]:
    """Joined at the full stop, the next word in small letters if it is a small word."""
    tokens = _tokens(tree, first, last)
    for index, token in enumerate(tokens[:-1]):
        if token.text == "." and index:
            following = tokens[index + 1].text
            yield _changed(tokens, {index: None})
            if following[:1].isupper():
                yield _changed(tokens, {index: None, index + 1: following[:1].lower() + following[1:]})


def _without_word(tree: Tree, first: int, last: int) -> Iterator[str]:
    """Without one or two words that say nothing of their own."""
    tokens = _tokens(tree, first, last)
    spare = [_is_spare(tree, index) for index in range(first, last + 1)]
    if len(tokens) > 1:
        for index in range(len(tokens)):
            if spare[index]:
                yield _changed(tokens, {index: None})
    for index in range(len(tokens) - 1):
        if len(tokens) > 2 and spare[index] and spare[index + 1]:
            yield _changed(tokens, {index: None, index + 1: None})


def _is_spare(tree: Tree, index: int) -> bool:
    """Whether nothing is lost without the word: it has a grammatical part only, or stands nearby once more."""
    nearby = (tree.key(other) for other in range(index - NEAR, index + NEAR + 1) if other != index)
    return tree.reading.upos(index) not in _CONTENT or tree.key(index) in nearby


def _with_word(words: Sequence[str]) -> Maker:
    def make(tree: Tree, first: int, last: int) -> Iterator[str]:
        tokens = _tokens(tree, first, last)
        for index in range(min(len(tokens) - 1, 2)):
            for word in words:
                yield _changed(tokens, {index: f"{tokens[index].text} {word}"})

    return make


def _verb_forms(tree: Tree, first: int, last: int) -> Iterator[str]:
    """Other forms of the verbs, also without a "to" before them."""
    tokens = _tokens(tree, first, last)
    unfit = set() if any(tree.key(index) == "i" for index in tree) else {"am"}
    for index, token in enumerate(tokens):
        lemma = lemma_verb(token.text)
        for form in dict.fromkeys(form for forms in inflections(lemma).values() for form in forms if form not in unfit):
            if form != token.text:
                yield _changed(tokens, {index: form})
            if index and tokens[index - 1].text == "to":
                yield _changed(tokens, {index - 1: None, index: form})


def _agreeing_forms(tree: Tree, first: int, last: int) -> Iterator[str]:
    """The other number of the verbs, in the tense that they have."""
    tokens = _tokens(tree, first, last)
    for index, token in enumerate(tokens):
        for form in _of_same_tense(token.text.lower()):
            if form != "am" or tree.key(first + index - 1) == "i":
                yield _changed(tokens, {index: form})


def _of_same_tense(verb: str) -> list[str]:
    """The other forms of the verb that differ from it in number or person only."""
    forms = inflections(lemma_verb(verb))
    tenses = ([*forms.get("VBZ", ()), *forms.get("VBP", ())], forms.get("VBD", ()))
    return [form for tense in tenses if verb in tense for form in tense if form != verb]


def _possessives(tree: Tree, first: int, last: int) -> Iterator[str]:
    tokens = _tokens(tree, first, last)
    for index, token in enumerate(tokens):
        if token.text[-1:].isalpha():
            yield _changed(tokens, {index: token.text + ("’" if token.text.endswith("s") else "’s")})
            yield _changed(tokens, {index: token.text + "’s"})


def _swapped(tree: Tree, first: int, last: int) -> Iterator[str]:
    """Neighbours swapped that may have stood the other way round; a noun moved behind its adjectives."""
    tokens = _tokens(tree, first, last)
    words = [token.text for token in tokens]
    tags = [tree.reading.upos(index) for index in range(first, last + 1)]
    for index, pair in enumerate(pairwise(tags)):
        if pair in _SWAPPED:
            yield _joined(tokens, [*words[:index], words[index + 1], words[index], *words[index + 2 :]])
    if len(words) > 2 and tuple(tags[:2]) in {("NOUN", "ADJ"), ("PROPN", "ADJ")}:
        yield _joined(tokens, words[::-1])  # the product domestic gross
        yield _joined(tokens, [*words[1:], words[0]])


def _turned(tree: Tree, first: int, last: int) -> Iterator[str]:
    """Turned back: “technology of control” as “control technology”."""
    words = [token.text for token in _tokens(tree, first, last)]
    if "of" in words[1:-1]:
        place = words.index("of", 1)
        behind = words[place + 1 :]
        yield " ".join([*(behind[1:] if behind[0].lower() in ARTICLES else behind), *words[:place]])


_missing, _verb = _with_word(_FUNCTION_WORDS), _with_word(_VERBS)

_BY_KIND: dict[Kind, tuple[Maker, ...]] = {
    Kind.STOP: (_without_stop,),
    Kind.VERB: (_verb_forms, _verb),
    Kind.MISSING: (_missing,),
    Kind.EXTRA: (_without_word,),
    Kind.DOUBLED: (_without_word,),
    Kind.ORDER: (_turned, _swapped),
    Kind.AGREEMENT: (_agreeing_forms,),
    Kind.FORM: (_verb_forms, _without_word),
    Kind.WRONG: (_verb_forms,),
    Kind.POSSESSIVE: (_possessives,),
}


def edits(tree: Tree, first: int, last: int, kind: Kind) -> list[str]:
    """What to try in place of the words `first` to `last`, likeliest first: at most MOST, each once."""
    tokens = _tokens(tree, first, last)
    written = _joined(tokens, [token.text for token in tokens])
    found = chain.from_iterable(make(tree, first, last) for make in _BY_KIND.get(kind, ()))
    return list(islice(dict.fromkeys(edit for edit in found if edit and edit != written), MOST))
