"""A document as the model reads it: parts of speech, who governs whom, and where the text looks damaged.

Rules get it from `document.reading` and never meet the model itself. Words are named by their index in
`document.tokens`. Only sentences of prose are read; the others are in no tree. What the model says can be wrong in any
way (the trees are guesses, and may even go round in circles): nothing here fails or runs for ever for that.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lint.language.model.labels import KINDS, NUMBERS, PERSONS, RELATIONS, UPOS, VERB_FORMS, Kind
from lint.language.model.runtime import Answers, Passage, model
from lint.language.tokens import WORD

if TYPE_CHECKING:
    from lint.document import Document, Sentence

NONE = -1
"""The index of no word."""

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp", "root"})
"""Relations whose dependent is the head of a clause of its own."""
_FINITE = VERB_FORMS.index("Fin")


class Reading:
    """What the model says of each token of a document.

    `damage` is the probability that the word is part of a damage, `kind` the likeliest kind if it is one; `marked` the
    probability that a professional who judges machine translation would mark the word as broken English; `sure` is how
    likely the model finds the word's head. A root's head, and that of what was not read, is NONE.
    """

    def __init__(self, document: Document, answers: Answers, read: Sequence[Sentence]) -> None:
        self.tokens = document.tokens
        self.damage = array("f", answers.damage.astype("f").tobytes())
        self.marked = array("f", answers.marked.astype("f").tobytes())
        heads = answers.head.copy()
        heads[answers.labels["relation"] == RELATIONS.index("root")] = NONE  # the label is surer than the arc
        self.sure = array("f", answers.sure.astype("f").tobytes())
        self.head = _without_circles(heads.tolist(), self.sure)
        self.garbled = array("f", answers.garbled.astype("f").tobytes())
        rows = {name: row.tobytes() for name, row in answers.labels.items()}
        self._kind, self._upos, self._relation = rows["kind"], rows["upos"], rows["relation"]
        self._verb_form, self._number, self._person = rows["verb_form"], rows["number"], rows["person"]
        self._sentences = read

    @cached_property
    def trees(self) -> list[Tree]:
        """The sentences that were read, in order."""
        return [Tree(self, sentence) for sentence in self._sentences]

    @cached_property
    def keys(self) -> list[str]:
        """All tokens in lower case with straight apostrophes."""
        return [token.text.lower().replace("’", "'") for token in self.tokens]

    @cached_property
    def is_damaged(self) -> bool:
        """Whether the article looks damaged all over, not just here and there."""
        from lint.language.model.thresholds import is_damaged  # which needs this module

        return is_damaged(self)

    def kind(self, index: int) -> Kind:
        """The kind of damage, if there is any."""
        return KINDS[self._kind[index]]

    def upos(self, index: int) -> str:
        """The part of speech: a tag of Universal Dependencies."""
        return UPOS[self._upos[index]]

    def verb_form(self, index: int) -> str:
        """Fin, Inf, Part or Ger; "" for what is no verb."""
        return VERB_FORMS[self._verb_form[index]]

    def number(self, index: int) -> str:
        """Sing, Plur or ""."""
        return NUMBERS[self._number[index]]

    def person(self, index: int) -> str:
        """1, 2, 3 or ""."""
        return PERSONS[self._person[index]]

    def relation(self, index: int) -> str:
        """The relation to the head, of Universal Dependencies, without language-specific halves."""
        return RELATIONS[self._relation[index]]


def _without_circles(heads: list[int], sure: Sequence[float]) -> list[int]:
    """The heads without circles, which are cut at the head that is least sure; time is linear in their number."""
    seen = [0] * len(heads)  # the number of the way on which a word was met
    for start in range(len(heads)):
        index = start
        while index != NONE and not seen[index]:
            seen[index] = start + 1
            index = heads[index]
        if index != NONE and seen[index] == start + 1:
            circle = [index]
            while heads[circle[-1]] != index:
                circle.append(heads[circle[-1]])
            heads[min(circle, key=lambda word: (sure[word], word))] = NONE
    return heads


class Tree:
    """A sentence with its dependencies: the tokens `first` to `last - 1` of the document."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.sentence = sentence
        self.first, self.last = sentence.first, sentence.last

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last))

    def text(self, index: int) -> str:
        """The word as it is written."""
        return self.reading.tokens[index].text

    def key(self, index: int) -> str:
        """The word in lower case with a straight apostrophe; "" for an index outside of the sentence."""
        return self.reading.keys[index] if self.first <= index < self.last else ""

    def is_word(self, index: int) -> bool:
        """Whether there is a word at this index of the sentence, and no number or mark."""
        return self.first <= index < self.last and self.reading.tokens[index].kind == WORD

    @cached_property
    def _children(self) -> list[list[int]]:
        table: list[list[int]] = [[] for _ in self]
        for index in self:
            head = self.reading.head[index]
            if self.first <= head < self.last:
                table[head - self.first].append(index)
        return table

    def children(self, index: int, *relations: str) -> list[int]:
        """The words that depend on this one, in order; only those of the given relations, if some are given."""
        found = self._children[index - self.first]
        if not relations:
            return found
        return [child for child in found if self.reading.relation(child) in relations]

    def child(self, index: int, *relations: str) -> int:
        """The first child of one of these relations, or NONE."""
        return next(iter(self.children(index, *relations)), NONE)

    def head(self, index: int) -> int:
        """The word that this one depends on; NONE for a root."""
        head = self.reading.head[index]
        return head if self.first <= head < self.last else NONE

    @cached_property
    def roots(self) -> list[int]:
        """The words without a head; more than one where the parser lost its way, or the sentence was read in parts."""
        return [index for index in self if self.reading.head[index] < 0]

    @cached_property
    def root(self) -> int:
        """The head of the main clause, or NONE: of several roots one that is called so and governs most."""
        return max(self.roots, key=self._weight, default=NONE)

    def _weight(self, index: int) -> tuple[bool, bool, int, float]:
        named = self.reading.relation(index) == "root"
        return named, self.reading.upos(index) == "VERB", len(self.children(index)), self.reading.sure[index]

    def climb(self, index: int, stop: Callable[[int], bool]) -> int:
        """The first word on the way up from `index`, itself included, for which `stop` holds; NONE if there is none."""
        for _ in range(self.last - self.first):
            if index == NONE or stop(index):
                return index
            index = self.head(index)
        return NONE

    def clause(self, index: int) -> int:
        """The head of the clause in which the word stands ("that", "came" in "He says that she came": "came").

        Joined verbs count as one clause: their head is the first.
        """
        if not self.first <= index < self.last:
            return self.root
        return self._clauses[index - self.first]

    @cached_property
    def _clauses(self) -> list[int]:
        """The head of each word's clause."""
        found = [NONE] * (self.last - self.first)
        for index in self:
            way, word = [], index
            while not self._heads_clause(word) and found[word - self.first] == NONE:
                way.append(word)
                word = self.head(word)
            head = word if self._heads_clause(word) else found[word - self.first]
            for passed in (*way, word):
                found[passed - self.first] = head
        return found

    def _heads_clause(self, index: int) -> bool:
        return self.head(index) == NONE or self.reading.relation(index) in CLAUSES

    def subject(self, verb: int) -> int:
        """The subject of a verb, or NONE; a joined verb has that of the first one."""
        for _ in range(self.last - self.first):
            found = self.child(verb, *SUBJECTS)
            if found != NONE or self.reading.relation(verb) != "conj":
                return found
            verb = self.head(verb)
            if verb == NONE:
                break
        return NONE

    def is_finite(self, index: int) -> bool:
        """Whether the word itself is a finite verb."""
        return self.reading.verb_form(index) == "Fin"

    def finite(self, verb: int) -> int:
        """The finite verb of the group that `verb` heads: itself, or its helping verb; NONE where there is none."""
        if self.is_finite(verb):
            return verb
        return next((child for child in self.children(verb, "aux", "cop") if self.is_finite(child)), NONE)

    def all_finite(self) -> Iterator[int]:
        """All finite verbs of the sentence, in order."""
        forms = self.reading._verb_form
        index = forms.find(_FINITE, self.first, self.last)
        while index != NONE:
            yield index
            index = forms.find(_FINITE, index + 1, self.last)

    def finite_verbs(self, clause: int) -> list[int]:
        """The finite verbs of the clause with this head, those of clauses within it left out."""
        return [index for index in self.all_finite() if self.clause(index) == clause]

    def subtree(self, index: int) -> list[int]:
        """The word and all that depends on it, in the order of the text."""
        found, open = {index}, [index]
        while open:
            for child in self.children(open.pop()):
                if child not in found:
                    found.add(child)
                    open.append(child)
        return sorted(found)

    @cached_property
    def garbled(self) -> float:
        """How likely the sentence as a whole is garbled."""
        return max(self.reading.garbled[self.first : self.last], default=0.0)

    @cached_property
    def worst(self) -> float:
        """The highest probability of damage of any word."""
        return self.damage(self.first, self.last - 1)

    def damage(self, first: int, last: int | None = None) -> float:
        """The highest probability of damage of the words `first` to `last` (or of the one), within the sentence."""
        last = first if last is None else last
        return max(self.reading.damage[max(first, self.first) : min(last + 1, self.last)], default=0.0)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The text from the word `first` to the word `last`, as offsets."""
        return self.reading.tokens[first].start, self.reading.tokens[last].end


def read(document: Document) -> Reading:
    """The document as the model reads it. Raises ModelError where there is no model."""
    tokens = document.tokens
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for block in _blocks(document.prose):
        first, last = block[0].first, block[-1].last
        if sum(token.kind == WORD for token in tokens[first:last]) < 2:
            continue
        sentences += block
        passages.append(Passage(tokens[first:last], [(one.first - first, one.last - first) for one in block], first))
    return Reading(document, model().read(passages, len(tokens)), sentences)


def _blocks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences by block; those without a token are left out."""
    block: list[Sentence] = []
    for sentence in sentences:
        if block and block[0].block is not sentence.block:
            yield block
            block = []
        if sentence.last > sentence.first:
            block.append(sentence)
    if block:
        yield block
