"""A row of very short sentences: prose cut into pieces.

Spinning software chops sentences to look different from its source, and subtitles or tickers are pasted as prose.
Short is what the shortest tenth of news sentences are, and the row is longer than any in the edited news measured;
in 355,000 sentences of press releases and articles there were two such rows, both in speeches. Quoted speech does not
count. A preview, because no marked damage of this kind has been at hand to measure it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lint.document import Document
from lint.finding import Finding, Severity
from lint.readability import SentenceFigures, profile, sentences
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._prose import opening

_ROW = 6
"""The least sentences of a row; the longest one in the edited news measured has four."""

META = RuleMeta(
    code="RD005",
    name="chopped-sentences",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Awkward style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=-1,
    preview=True,
    examples=(
        Bad(
            "The ship left port on Monday. It was old. Its engine was weak. The sea was rough. Waves broke a window. "
            "Water came in. The crew called for help. A helicopter from the coast guard took all eleven of them off.",
            marks="The ship left port on Monday.",
        ),
        Bad(
            "Sales of the new car began in the spring and went well. Then demand fell. Prices were cut. Staff were "
            "sent home. One plant was shut. Another may follow. The bank is nervous.",
            marks="Then demand fell.",
        ),
        Good("The shop is tiny. It sells one thing. It opens at noon. The queue forms at ten, whatever the weather."),
        Good(
            "“It is cold. It is dark. It is far. It is late. I am old. I am staying,” he said, and shut the door on "
            "the reporters who had climbed up to his hut."
        ),
        Good("The sun came over the ridge. Children cheered. A band played. “It is good. So good,” said the mayor."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    short = profile()["sentence_words"]["10"]

    def is_short(figures: SentenceFigures) -> bool:
        sentence, words = figures
        return words <= short and not document.in_quotation(sentence.start, sentence.end)

    for chopped, members in groupby(sentences(document), key=is_short):
        row = list(members)
        if not chopped or len(row) < _ROW:
            continue
        first = row[0].sentence
        start, end = opening(document.text, first.start, first.end)
        yield META.finding(
            start, end, f"Here {len(row)} very short sentences follow one another. Has the text been cut into pieces?"
        )
