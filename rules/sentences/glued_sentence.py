"""A capital in mid-sentence where another sentence was glued on.

A heading, a caption or a link line (“Write to the editor”, “Read more”) runs into the sentence behind it, or a full
stop was lost between two sentences. Put the stop back, or take the foreign words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import PROSE, Document, Sentence
from lint.finding import Finding, Severity
from lint.language.tokens import NUMBER, WORD, Token
from lint.language.words import FINITE_AUXILIARIES, SUBJECT_PRONOUNS, TITLE_SMALL_WORDS
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
        Bad(
            "Much of it comes from refined white bread And other refined grains.",
            marks="And",
            fixed="Much of it comes from refined white bread and other refined grains.",
        ),
        Bad(
            "We are honoured by the visit And in Rome or elsewhere, we welcome the guest.",
            marks="visit And",
            fixed="We are honoured by the visit. And in Rome or elsewhere, we welcome the guest.",
        ),
        Good("As I stand once more with loved ones On those far and snowy hills?"),
        Good("We pray that God will comfort them, that He will keep them, and our way must be His way."),
        Good("He was glad that the song “The Best is Yet to Come” was sung."),
        Good("The pupils came to the national We the People contest."),
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
_PREPOSITIONS = frozenset("In On At During After Before With From For Under By To".split())
_COORDINATORS = frozenset(("And", "But", "Yet"))
_OF_A_CLAUSE = SUBJECT_PRONOUNS | FINITE_AUXILIARIES | {"it", "you", "there"}
_REVERED = re.compile(r"\b(?:God|Lord|Almighty|Christ|Jesus|Allah|Creator|Saviou?r|Messiah)\b")
_FAR = 40
"""So many tokens behind a capital tell whether a clause begins there."""
_GLUED = "“{}” begins a new sentence here: a full stop is missing, or words that do not belong were glued on."


def _is_reverent(document: Document) -> bool:
    return bool(_REVERED.search(document.text))


def _joint(document: Document, before: Token, token: Token, after: Token) -> bool:
    if before.kind not in (WORD, NUMBER) or document.text[before.end : token.start] != " ":
        return False
    if not before.text.islower() or before.text in TITLE_SMALL_WORDS:
        return False
    # In a title the next word has its capital too, or is short; a name would not be followed by small letters.
    if after.kind != WORD or not after.text.islower() or document.text[token.end : after.start] != " ":
        return False
    if token.text in ("He", "His"):
        return not document.derive(_is_reverent)
    return token.text != "We" or after.text != "the"  # "We the People"


def _in_title(tokens: list[Token], index: int, sentence: Sentence) -> bool:
    """Whether a small word follows, and capitals stand around: “The Best is Yet to Come”."""
    if tokens[index + 1].text not in TITLE_SMALL_WORDS or index + 2 >= sentence.last:
        return False
    return tokens[index - 2].text[0].isupper() and tokens[index + 2].text[0].isupper()


def _rest(document: Document, index: int, sentence: Sentence) -> list[Token]:
    return document.tokens[index + 1 : min(sentence.last, index + _FAR)]


def _has_clause(document: Document, index: int, sentence: Sentence) -> bool:
    """Whether the rest of the sentence looks like a clause, and not as in “refined white bread And other grains”."""
    return any(token.text.lower() in _OF_A_CLAUSE for token in _rest(document, index, sentence))


def _is_verse(document: Document, index: int, sentence: Sentence) -> bool:
    """Whether a preposition opens a line of verse: “As I stand once more with loved ones On those far hills”.

    In prose a comma parts what it opens from a clause behind it: “… editor In early January, two men …”.
    """
    comma = any(token.text == "," for token in _rest(document, index, sentence))
    return not comma and not _has_clause(document, index, sentence)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for sentence in document.prose:
        yield from _check_sentence(document, sentence)


def _check_sentence(document: Document, sentence: Sentence) -> Iterator[Finding]:
    tokens = document.tokens
    for index in range(sentence.first + 2, sentence.last - 1):
        token = tokens[index]
        if token.text not in _OPENERS:
            continue
        before, after = tokens[index - 1], tokens[index + 1]
        if not _joint(document, before, token, after) or _in_title(tokens, index, sentence):
            continue
        if token.text in _PREPOSITIONS and _is_verse(document, index, sentence):
            continue
        if token.text in _COORDINATORS and not _has_clause(document, index, sentence):
            yield META.finding(
                token.start,
                token.end,
                f"Nothing begins here: “{token.text}” takes a small letter inside a sentence.",
                replace=token.text.lower(),
                severity=Severity.MINOR,
            )
        else:
            yield META.finding(
                before.start, token.end, _GLUED.format(token.text), replace=f"{before.text}. {token.text}"
            )
