"""The texts that cost the rules about phrasing most: their trigger words without end, in one sentence and in many."""

from __future__ import annotations

from collections.abc import Callable


def again(*texts: str) -> list[Callable[[int], str]]:
    """For each text a function that repeats it to about n characters."""

    def repeat(text: str) -> Callable[[int], str]:
        return lambda n: text * (n // len(text))

    return [repeat(text) for text in texts]


WORST: dict[str, list[Callable[[int], str]]] = {
    "PH001": again("in the hour number ", "held a speech ", "under the under the background ", "from one hand to "),
    "PH002": again("solid squander ", "bosom bosom disease ", "carbon-emanation-carbon "),
    "PH003": again(
        "depends of ", "since five since ten years ", "in the end of in the end ", "grew on 5 5 5 5 percent "
    ),
    "PH004": again("all what ", "look forward to look forward to see ", "most of most of people "),
    "PH005": again("a hour an unit ", "a $8 ", "A ", "a a an ", "an U.S. "),
    "PH006": again("the a ", "the his their the an ", "a the. "),
    "PH007": again("by of ", "into into of ", "during in during ", "by of\n\n"),
    "PH008": again("would stayed ", "all he could to could to ", "had not not drove ", "does not to to include "),
    "PH009": again("of to meet ", "for to to ", "without include ", "tired of "),
    "PH010": again("more better ", "accurater ", "most most biggest ", "more more "),
    "PH011": again("more as 500 ", "as quickly than ", "more that what ", "flee rather that stand "),
    "PH012": again("informations ", "an advice. ", "a good news ", "many evidences "),
    "PH013": again("these country is ", "in this countries. ", "every every families "),
    "PH014": again("one of the most most reason is ", "one of the one of the ", "none of their best city, "),
    "PH015": again("six years old boy ", "a 16-days shutdown ", "three month. ", "two woman were "),
    "PH016": again(
        "Although a b, but ", "although a b although ", "Because of it because, so they ", "“Even though a a, but "
    ),
    "PH017": again("that not would harm ", "not not will pay "),
    "PH018": again("he have they was ", "there is many ", "Everyone are everyone are. ", "there is plans to "),
    "PH019": again("avoided to answer ", "allows to to build ", "succeed to conquer "),
    "PH020": again("my country ", "in my country's I ", "“my country” my "),
    "PH021": again("it is reported that ", "the relevant person in charge of "),
    "PH023": again("at end of at end of ", "in first half of ", "as result, as result "),
    "PH024": again("whether are they ", "whether whether can it "),
    "PH025": again("between they with we ", "of he of she who "),
    "PH026": again("the firm, which offering ", "women which trying to ", "who who trying "),
    "PH027": again("Existing copyright laws doesn’t ", "Every potential buyer are ", "new new new new rules was. "),
}
