"""An article that is, as a whole, far harder to read than edited news, and even than official press releases.

Its reading ease (Flesch) lies below that of all but one in 2,000 articles and releases. That is what a long official
text looks like when it has been translated sentence by sentence and nobody has edited it since. Begin with the longest
sentences. The mark is on the first words, but the finding is about the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.readability import measure, profile, sentences
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._prose import is_list, opening

_WORDS, _SENTENCES = 100, 3  # words as in the profile of edited news; one or two endless sentences are no article

META = RuleMeta(
    code="RD003",
    name="hard-article",
    severity=Severity.NEUTRAL,
    since="0.1",
    mqm="Style/Awkward style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=-1,
    examples=(
        Bad(
            "The delegation of the provincial administration announced that the implementation of the cooperation "
            "agreement had entered a decisive phase, in which the responsible departments would comprehensively "
            "accelerate the modernisation of agricultural infrastructure and continuously strengthen environmental "
            "protection in the ecological demonstration zones.\n\n"
            "Representatives of universities, technological enterprises and industrial associations reiterated their "
            "determination to facilitate innovation, consolidate the protection of intellectual property and actively "
            "participate in the international exchange of experience.\n\n"
            "The concluding declaration particularly underlined the indispensable significance of multilateral "
            "consultation mechanisms and recommended intensified collaboration between educational establishments "
            "and participating municipalities in the implementation of the development programme.",
            marks="The delegation of the provincial administration announced",
        ),
        Bad(
            "More than anything, the spokesman explained, the unprecedented international popularity of the exhibition "
            "demonstrated the creative vitality of traditional civilisation and the extraordinary opportunities of "
            "cultural tourism for the revitalisation of underdeveloped mountainous communities.\n\n"
            "According to preliminary calculations by the organising committee, approximately seventeen thousand "
            "enterprises from ninety participating countries and territories concluded cooperation agreements on "
            "manufacturing, transportation, pharmaceutical distribution and environmental engineering.\n\n"
            "The municipal authorities additionally emphasised the necessity of continuously optimising administrative "
            "procedures, comprehensively guaranteeing the security of international visitors and immediately "
            "publishing authoritative information on accommodation, communication and medical facilities.\n\n"
            "The exhibition hall will be open to the public from Monday until the end of the month.",
            marks="More than anything, the spokesman explained, the",
        ),
        Good(
            "Implementation of the environmental responsibility regulations necessitates continuous modernisation of "
            "administrative capabilities."
        ),
        Good(
            "International observers criticised the preparations for the parliamentary election. Registration had been "
            "complicated, they said, and information on candidates insufficient; several opposition representatives "
            "were intimidated."
        ),
        Good("Parliament rose at noon. Nobody had asked for a vote, and the bill will come back in the autumn."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    figures, news = measure(document), profile()
    if figures["words"] < _WORDS or figures["sentences"] < _SENTENCES:
        return
    if figures["flesch_reading_ease"] >= news["article_reading_ease"]["0.05"]:
        return
    if is_list(document.text, int(figures["words"])):
        return
    first = sentences(document)[0].sentence
    start, end = opening(document.text, first.start, first.end)
    yield META.finding(
        start,
        end,
        f"The article as a whole is very hard to read: its reading ease is {figures['flesch_reading_ease']:.0f}, where "
        f"edited news has {news['flesch_reading_ease']['5']:.0f} to {news['flesch_reading_ease']['95']:.0f}. Its "
        f"sentences have {figures['sentence_words_mean']:.0f} words on average, where news has "
        f"{news['sentence_words_mean']['5']:.0f} to {news['sentence_words_mean']['95']:.0f}.",
    )
