"""A paragraph stops without a full stop although the others of the article have theirs.

A paragraph that just stops has lost its last words or its last mark. Compare it with the source; if all is there,
put the stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Block, Document
from lint.finding import Finding, Severity
from lint.language.tokens import NUMBER, URL, WORD
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._endings import ends_in_stop, signed

META = RuleMeta(
    code="SE004",
    name="missing-end",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    examples=(
        Bad(
            "The vote was close, and nobody would say who had won.\n\nThe count went on into the night while the crowd "
            "outside the hall waited for its mayor to come\n\nThe mayor said that he would wait.",
            marks="come",
            fixed="The vote was close, and nobody would say who had won.\n\nThe count went on into the night while the "
            "crowd outside the hall waited for its mayor to come.\n\nThe mayor said that he would wait.",
        ),
        Bad(
            "The vote was close. The count went on late into the night while the crowd waited for its old mayor",
            marks="mayor",
            fixed="The vote was close. The count went on late into the night while the crowd waited for its old mayor.",
        ),
        Good(
            "The council put forward a plan to save the bridge and the road to the harbour, and asked the people of "
            "the town and of the villages around it to vote\n\nThe vote is on Monday.\n\nNobody knows how it will end."
        ),
        Good(
            "The vote was close.\n\nThe count went on late into the night while the crowd waited for its old mayor. "
            "Ann Lee, Mayor of the Town\n\nThe mayor said that he would wait."
        ),
        Good("The vote was close.\n\nA long night at the town hall\n\nThe mayor said that he would wait."),
        Good(
            "The council wants three things:\n\nmore money for schools, which have waited for years now;\n\nless noise."
        ),
        Good("He said: “The count went on late into the night while the crowd waited for its old mayor.”"),
    ),
)

_MIN_WORDS = 8
_LONG = 18
_DASHES = ("-", "--", "–", "—")
_END = ".!?…:;,—–-\"'”’»)]}*"


def _is_open(document: Document, block: Block) -> bool:
    """Whether the block ends in a word or number with no mark behind it."""
    if document.text[block.end - 1] in _END:
        return False
    tokens = document.tokens_in(max(block.start, block.end - 200), block.end)
    if any(token.text in _DASHES for token in tokens[-4:]):
        return False  # a credit or signature: “… he began. - Reuters”
    return bool(tokens) and tokens[-1].kind in (WORD, NUMBER) and URL not in {token.kind for token in tokens[-2:]}


def _is_headline_like(document: Document, block: Block) -> bool:
    """Whether most long words begin with a capital, as in titles."""
    words = [t.text for t in document.tokens_in(block.start, block.end) if t.kind == WORD and len(t.text) > 3]
    return len(words) < _MIN_WORDS // 2 or 2 * sum(word[0].isupper() for word in words) > len(words)


def _below_headlines(document: Document, blocks: list[Block], open_blocks: list[Block]) -> list[Block]:
    """The open blocks behind the first block that ends in a stop: those before are headline and deck, however long."""
    if len(blocks) == 1:
        return open_blocks
    ended = next((block.end for block in blocks if ends_in_stop(document, block.start, block.end)), len(document.text))
    return [block for block in open_blocks if block.start >= ended]


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    blocks = [block for block in document.blocks if block.role in PROSE]
    open_blocks = [block for block in blocks if _is_open(document, block)]
    if not open_blocks or 4 * len(open_blocks) > len(blocks) + 3:
        return  # a list, a poem or a table: here the missing stop is the style
    counts: dict[int, int] = {}
    for sentence in document.prose:
        counts[sentence.block.start] = counts.get(sentence.block.start, 0) + 1
    for block in _below_headlines(document, blocks, open_blocks):
        tokens = document.tokens_in(block.start, block.end)
        # A lone short sentence may be a heading or a line of a list that the layout does not give away.
        single = counts.get(block.start, 0) < 2 and (len(blocks) == 1 or len(tokens) < _LONG)
        named = block.start in document.derive(signed)
        if single or named or len(tokens) < _MIN_WORDS or _is_headline_like(document, block):
            continue
        last = tokens[-1]
        yield META.finding(
            last.start,
            last.end,
            "The paragraph stops without a full stop: is its end missing?",
            replace=last.text + ".",
        )
