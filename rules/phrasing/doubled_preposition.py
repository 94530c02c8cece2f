"""Two prepositions stand side by side that never do: “by of 25 percent”, “for into the city”, “during in May”.

Each of the two belongs to another wording of the phrase, and both were left in. Take one of them out. Pairs that
are good English (“from under the table”, “the room he was in for two days”, “paid for by the state”) are not
touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import listed, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH007",
    name="doubled-preposition",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=1,
    examples=(
        Bad("Surface ozone has declined by of 25 percent.", marks="by of"),
        Bad("The talks broke down during in the night.", marks="during in"),
        Bad("The troops marched to into the city.", marks="to into"),
        Good("The room he was in for two days was paid for by the state, of which he spoke at about noon."),
        Good("She came out from under the bridge, as of Monday; instead of up to ten, in between, there were five."),
        Good("It is made up of parts from within the country. The war, he said, went on into the night, of course."),
        Good("It was paid for upon delivery, via the firm she stopped by during May and met with amid protests."),
        Good("Since for many it was the matter they looked into on Monday, he drove off of course, in amongst us."),
    ),
)

# Of the second words below none can follow a preposition that closes a clause ("the room he was in"), save "by", "in",
# "at" and the like, which are therefore left out here. Counted in 9.7 million words of edited text: never, or a slip.
_BEFORE = {
    "of": "at by for from in into on to with under among amid during between against through toward towards",
    "into": "at by for from of to with among amid during between against into toward towards",
    "onto": "at by for from of to with in into",
    "among": "of to into against during between",
    "during": "between",
    "in": "during despite among amid towards toward",
    "to": "during despite among amid towards toward per via",
    "from": "during despite among amid towards toward",
    "for": "during despite among amid towards toward per via",
    "with": "during despite among amid towards toward per via",
    "by": "despite among amid towards toward per",
    "on": "during despite among amid towards toward per via",
    "since": "from",
}
_PAIRS = {
    first: frozenset(s for s, list_ in _BEFORE.items() if first in list_.split())
    for first in {first for list_ in _BEFORE.values() for first in list_.split()}
}
_FIXED = listed("course late old necessity least")
"""Words before which the pair is no pair: "to, of course", "from of old"."""


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    keys = found.keys
    for first, seconds in _PAIRS.items():
        for index in found.places.get(first, ()):
            if keys[index + 1] not in seconds or keys[index + 2] in _FIXED or not keys[index + 2][:1].isalnum():
                continue
            if not (found.written(index) + found.written(index + 1)).islower() or not found.spaced(index, index + 2):
                continue
            if found.free(index) and found.free(index + 1):
                start, end = found.starts[index], found.ends[index + 1]
                message = f"“{document.text[start:end]}”: these two prepositions cannot stand together."
                yield META.finding(start, end, message)
