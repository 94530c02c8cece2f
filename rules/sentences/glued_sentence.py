"""A capital in mid-sentence where another sentence was glued on.

A heading, a caption or a link line (“Write to the editor”, “Read more”) runs into the sentence behind it, or a full
stop was lost between two sentences. Put the stop back, or take the foreign words out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lint.document import PROSE, Document, Sentence
from lint.finding import Finding, Severity
from lint.language.tokens import NUMBER, WORD, Token
from lint.language.words import TITLE_SMALL_WORDS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="SE005",
    name="glued-sentence",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    examples=(
        Bad(
            "Write to the city editor In early January, two men of the institute described the plan.",
            marks="editor In",
            fixed="Write to the city editor. In early January, two men of the institute described the plan.",
        ),
        Bad(
            "The vote was close They will count again on Monday.",
            marks="close They",
            fixed="The vote was close. They will count again on Monday.",
        ),
        Good("She read The Age of Innocence in The Hague and heard The Who play They Might Be Giants."),
        Good("The law, known as In God We Trust, passed; they saw Before Sunrise and It Follows."),
        Good("MPs said We Are One was no slogan for The Guardian or In Touch."),
        Good("What happened: They lost. Why – He slept."),
    ),
)

# Words that open sentences and hardly ever stand in capitals inside one; "The" and "A" do, in titles.
_OPENERS = frozenset(
    "In On At But And However They We He She There These Those Although When While Since Because After Before "
    "During According Despite Meanwhile If Its Their His Her This That It Not Then Also Now With From For Under "
    "Last Some Many Most Both Moreover Therefore Thus Instead Yet So As By To".split()
)


def _joint(document: Document, before: Token, token: Token, after: Token | None) -> bool:
    if (
        token.text not in _OPENERS
        or before.kind not in (WORD, NUMBER)
        or document.text[before.end : token.start] != " "
    ):
        return False
    if not before.text.islower() or before.text in TITLE_SMALL_WORDS or after is None:
        return False
    # In a title the next word has its capital too, or is short; a name would not be followed by small letters.
    return after.kind == WORD and after.text.islower() and document.text[token.end : after.start] == " "


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for sentence in document.prose:
        yield from _check_sentence(document, sentence)


def _check_sentence(document: Document, sentence: Sentence) -> Iterator[Finding]:
    tokens = document.tokens[sentence.first : sentence.last]
    for index, (before, token) in enumerate(pairwise(tokens), start=1):
        if not token.text[0].isupper() or index < 2:
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if _joint(document, before, token, after):
            yield META.finding(
                before.start,
                token.end,
                f"“{token.text}” begins a new sentence here: a full stop is missing, or words that do not belong "
                "were glued on.",
                replace=f"{before.text}. {token.text}",
            )
