"""A sentence far longer than edited news allows itself.

Other languages join in one sentence what English news says in three, and a translation engine keeps the joins; a lost
full stop does the same. The limit is measured, not decreed: it lies a quarter above what all but one in 2,000 sentences
of edited news keep to. A list of names or results is no sentence and may be as long as it needs. Cut the sentence where
a new thought begins, and say again who is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.readability import profile, sentences
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._prose import is_list, opening

META = RuleMeta(
    code="RD001",
    name="overlong-sentence",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Awkward style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=-1,
    examples=(
        Bad(
            "The provincial office said on Tuesday that in order to put the spirit of the meeting into practice it had "
            "sent forty teams to the villages along the river, which had checked the dykes and the pumping stations "
            "and handed out leaflets on how to behave in a flood, so that the residents would know the way to the "
            "shelters, while the schools had held drills with the fire brigade and the hospitals had filled their "
            "stores of blankets and clean water for a fortnight, and that it would go on with this work, on which the "
            "safety of all who live by the river hangs, until the rains had ended.",
            marks="The provincial office said on Tuesday that in order to put",
        ),
        Bad(
            "Rain fell all night. The minister, who had come by train because the airport was closed, told the crowd "
            "that the bridge would be built again and that the money was there and that nobody who had lost a home "
            "would have to spend the winter in a tent, and when a woman asked him who would pay for the cattle that "
            "had drowned he said that he had heard of the matter and had asked his office to look at it and that she "
            "would have an answer before the month was out and should write to him if she had not, and went on to the "
            "next village.",
            marks="The minister, who had come by train because the airport was",
        ),
        Good(
            "The report – the work of two economists who spent a year in the archives of the central bank – led to new "
            "calls for an inquiry into how the loans were granted, at the end of a week in which one lender after "
            "another, from the oldest savings bank in the country to a start-up with nine customers, had to admit that "
            "nobody had asked the borrowers what they earned."
        ),
        Good(
            "Starters: Adams, Baker, Clarke, Davies, Evans, Foster, Grant, Hughes, Irving, Jones, King, Lewis, Mason, "
            "Nolan, Owen, Parker, Quinn, Reid, Scott, Turner, Usher, Vaughan, Walker, Young, Abbott, Barnes, Carter, "
            "Dixon, Ellis, Fisher, Gibson, Harris, Ingram, James, Kelly, Lowe, Moore, Newton, Oliver, Palmer, Rhodes, "
            "Shaw, Taylor, Upton, Vincent, Ward, Yates, Archer, Bishop, Cooper, Dawson, Elliott, Fletcher, Gordon, "
            "Holmes, Ives, Jarvis, Knight, Lambert, Marsh, Norris, Osborne, Porter, Rowe, Stone, Thorne, Underwood, "
            "Vernon, Watts, York, Allen, Booth, Cross, Drake and East."
        ),
        Good("He came. He saw the queue, which went round the block and back again. He went home."),
    ),
)


_MARGIN = 1.25
"""How far above the longest sentences of edited news one must be: those just above are a matter of taste."""


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    limit = _MARGIN * profile()["sentence_words"]["99.95"]
    for sentence, words in sentences(document):
        if words <= limit or is_list(document.text[sentence.start : sentence.end], words):
            continue
        start, end = opening(document.text, sentence.start, sentence.end)
        yield META.finding(
            start,
            end,
            f"This sentence runs to {words} words; in edited news next to none has more than {limit:.0f}. "
            "Cut it into two or three.",
        )
