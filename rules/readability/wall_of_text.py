"""A paragraph so long that the breaks between paragraphs must have got lost.

Translation services and scrapers often return an article in one piece. In edited news all but one paragraph in 2,000
are within the limit, and the usual one has a sixth of that. Set the breaks of the source again, or one at each new
thought.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.readability import paragraphs, profile
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._prose import is_list, opening

META = RuleMeta(
    code="RD004",
    name="wall-of-text",
    severity=Severity.NEUTRAL,
    since="0.1",
    mqm="Design and markup/Layout",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=-1,
    examples=(
        Bad(
            " ".join(
                f"On day {day} of the strike no train left the depot before noon, a spokesman for the union said."
                for day in range(1, 19)
            ),
            marks="On day 1 of the strike no train left the depot before noon,",
        ),
        Bad(
            "The vote was close.\n\n"
            + " ".join(
                f"In district {number} the count ended late, and the winner was ahead by {number + 40} votes or so."
                for number in range(1, 21)
            ),
            marks="In district 1 the count ended late, and the winner was ahead",
        ),
        Good(
            "Sleep deprivation used to be a badge of honour: a sign that you were busy and important. Then came the "
            "studies, and with them the fear. Too little of it makes us fat, they said, and too much makes us slow. "
            "Bed makers have done well out of this, and so have the makers of watches that count how often you turn. "
            "What none of them can tell you is how much you need yourself. A doctor in Leeds asks her patients one "
            "question only, and it is whether they wake before the alarm. Those who do can go home; the others are "
            "told to go to bed an hour earlier for a week and come back. Most of them do not come back. She takes "
            "that as a good sign, though her colleagues say that they may just have overslept."
        ),
        Good("The strike is over.\n\nTrains will run again on Monday.\n\nThe union wants to talk about pay in May."),
        Good("One long day."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    limit = profile()["paragraph_words"]["99.95"]
    for paragraph in paragraphs(document):
        if paragraph.words <= limit or paragraph.sentences < 2:  # one endless sentence is another matter
            continue
        if is_list(document.text[paragraph.start : paragraph.end], paragraph.words):
            continue
        start, end = opening(document.text, paragraph.start, paragraph.end)
        yield META.finding(
            start,
            end,
            f"This paragraph has {paragraph.words} words; paragraphs of edited news have about "
            f"{profile()['paragraph_words']['50']:.0f}. Have the breaks between paragraphs got lost?",
        )
