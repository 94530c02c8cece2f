"""A sentence stops at a word that cannot end one: the rest was cut off.

Engines have a length limit, and pieces get lost when a text is put back together: “… the National Science
Foundation, and”. Find the rest in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document, Sentence
from lint.finding import Finding, Severity
from lint.language.tokens import PUNCT, WORD, Token
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="SE003",
    name="cut-off",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Missing text",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=2,
    roles=PROSE,
    examples=(
        Bad("The study was paid for by two charities, the National Science Foundation, and", marks="and"),
        Bad("The whole situation is not going to end in the.", marks="the"),
        Bad("They said that they would talk to their. Nobody believed them.", marks="their"),
        Good(
            "What are they waiting for? It is the world they dream of. He had nothing to live on, and she knew what to."
        ),
        Good("She took vitamin A. He chose plan B, and the one they are all in was Group A."),
        Good("“And the…” she began. “But your—” He cut her off: “If. If. If.”"),
        Good("It was a big if. She said that it was hers, not his."),
    ),
)

# Words that need another one behind them however a sentence is built; prepositions may be stranded ("waiting for").
_NEVER_LAST = frozenset("the a an and than their our your my whose although because unless every".split())
# Behind these a text that also lacks its stop is cut off; with a stop they can stand ("what to.").
_CUT = _NEVER_LAST | frozenset(
    "of to with from by at into for or but that which who as was is are were has had be its we they he she".split()
)
_CLOSERS = "\"'”’»)]"


def _last_word(document: Document, sentence: Sentence) -> tuple[Token | None, str]:
    """The sentence's last token that is no closing mark, and the marks behind it without closing quotation marks."""
    marks = ""
    for index in range(sentence.last - 1, max(sentence.first - 1, sentence.last - 6), -1):
        token = document.tokens[index]
        if token.kind != PUNCT:
            return token, marks
        if token.text in _CLOSERS:
            return None, marks  # quoted or bracketed words follow laws of their own
        marks = token.text + marks
    return None, marks


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    sentences = document.prose
    for index, sentence in enumerate(sentences):
        if sentence.last - sentence.first < 5:
            continue
        word, marks = _last_word(document, sentence)
        if word is None or word.kind != WORD or not word.text.islower():
            continue
        last_of_block = index + 1 == len(sentences) or sentences[index + 1].block is not sentence.block
        if marks == "." and word.text in _NEVER_LAST and not _goes_on_in_small_letters(document, sentences, index):
            yield META.finding(word.start, word.end, f"The sentence stops at “{word.text}”: the rest of it is missing.")
        elif not marks and last_of_block and word.text in _CUT:
            yield META.finding(word.start, word.end, f"The paragraph breaks off at “{word.text}”: the rest is missing.")


def _goes_on_in_small_letters(document: Document, sentences: list[Sentence], index: int) -> bool:
    """Whether the next sentence looks like the rest of this one: then a stop was put in, and nothing cut off."""
    following = sentences[index + 1 : index + 2]
    return bool(following) and document.text[following[0].start].islower()
