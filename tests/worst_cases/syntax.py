"""Texts on which the rules on the language model have most to do."""

from __future__ import annotations

from collections.abc import Callable


def again(words: str) -> Callable[[int], str]:
    """The words over and over."""
    return lambda n: words * (n // len(words))


WORST = {
    "SY001": again("The council on Monday the old bridge to all traffic. "),
    "SY002": again("The engineers to worry that the bridge could fall. "),
    "SY003": again("The bridge over the rivers are closed, "),
    "SY004": again("It said that it could the bridge was make, "),
    "SY005": again("He is keen to that he wants to the "),
    "SY006": again("The mayor deep love "),
    "SY007": again("He said wants is wants. "),
    "SY008": again("A man who he built it they said. "),
    "SY009": again("A estimate rough of control of order. "),
    "SY010": again("They arrived the town and go public statements. "),
    "SY011": again("The waste what lies in the streets what is "),
    "SY012": again("The women which were told which work "),
    "SY013": [again("From 2006 to 2008 the clerk takes loans. "), again("In the early the early 2006 ")],
    "SY014": again("They left by close the bridge of tell the man "),
    "SY021": again("In recent years the number of tourists who came to the city for travel is increasing. "),
    "SY020": again("The town was flooded in the of spring on on. "),
}
