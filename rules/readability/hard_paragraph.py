"""A paragraph far harder to read than those of edited news.

Flesch's reading ease falls with long sentences and long words. Half of the paragraphs of news lie above 50, and all
but one in 2,000 above the limit; one below it is usually an official statement put into English word by word. Only
paragraphs of some length count, and one whose trouble is a single overlong sentence is left to overlong-sentence.
Shorten the sentences first; then look for nouns in -tion that want to be verbs.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.readability import paragraphs, profile, sentences
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._prose import is_list, opening

_WORDS, _SENTENCES = 40, 2  # as in the profile of edited news

META = RuleMeta(
    code="RD002",
    name="hard-paragraph",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Awkward style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=-1,
    examples=(
        Bad(
            "The provincial government emphasised that it would comprehensively strengthen the supervision of food "
            "production enterprises, continuously improve the emergency management system and actively promote the "
            "construction of agricultural demonstration bases. At the same time, the responsible departments will "
            "further optimise the business environment, accelerate the transformation of traditional industries and "
            "guarantee the implementation of all decisions of the conference on economic development.",
            marks="The provincial government emphasised that it would",
        ),
        Bad(
            "The road was closed.\n\n"
            "Participating representatives unanimously acknowledged the indispensable contribution of international "
            "cooperation to maintaining regional stability. They additionally expressed their determination, after "
            "two days of talks behind closed doors, to consolidate existing consultation mechanisms, facilitate "
            "investment in telecommunications infrastructure and guarantee the security of transportation corridors.",
            marks="Participating representatives unanimously acknowledged the",
        ),
        Good(
            "The aviation museum in Oregon will get two flight simulators and an experimental helicopter. The rest of "
            "the equipment, including the communications laboratory and the original operations centre, goes to the "
            "National Museum of the U.S. Air Force in Ohio once the environmental inspections are over."
        ),
        Good("Multilateral institutional cooperation necessitates comprehensive administrative responsibility."),
        Good("The council met. It agreed on nothing. A second meeting, on Friday, will take up the budget again."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    eases, longest = profile()["paragraph_reading_ease"], profile()["sentence_words"]["99.95"]
    overlong = {sentence.block.start for sentence, words in sentences(document) if words > longest}
    for paragraph in paragraphs(document):
        if paragraph.flesch_reading_ease >= eases["0.05"] or paragraph.start in overlong:
            continue
        if paragraph.words < _WORDS or paragraph.sentences < _SENTENCES:
            continue
        if is_list(document.text[paragraph.start : paragraph.end], paragraph.words):
            continue
        start, end = opening(document.text, paragraph.start, paragraph.end)
        yield META.finding(
            start,
            end,
            f"This paragraph is very hard to read: its reading ease is {paragraph.flesch_reading_ease:.0f}, where "
            f"edited news has {eases['5']:.0f} to {eases['95']:.0f}. Use shorter sentences and plainer words.",
        )
