"""What the rules of this family share: the characters of an article, and ranges of scripts other than Latin.

Ranges: Unicode 16.0, Blocks.txt and Scripts.txt (https://www.unicode.org/Public/16.0.0/ucd/).
"""

from __future__ import annotations

import re

from lint.document import Document

GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"
CYRILLIC = "\u0400-\u052f\u1c80-\u1c8a\u2de0-\u2dff\ua640-\ua69f"
HAN = "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa1-\uffdc"
ARABIC = "\u0610-\u061a\u0620-\u0669\u066e-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
HEBREW = "\u0591-\u05f4\ufb1d-\ufb4f"
OTHER = (
    "\u0531-\u0556\u0559-\u0587"  # Armenian
    "\u0700-\u074f\u0780-\u086f"  # Syriac, Thaana, N'Ko, Samaritan, Mandaic
    "\u0900-\u10ff"  # the scripts of India, Thai, Lao, Tibetan, Burmese, Georgian
    "\u1200-\u1c7f\u1c90-\u1cff"  # Ethiopic, Cherokee, Khmer, Mongolian and their neighbours
    "\u2c00-\u2c5f\u2c80-\u2ddf"  # Glagolitic, Coptic, Tifinagh
    "\u3105-\u312f\u31a0-\u31bf\ua000-\ua4cf"  # Bopomofo, Yi
    "\ua800-\ua82b\ua840-\uaaff\uab01-\uab2e\uab70-\uabff"  # Meetei, Javanese, Cham and their neighbours
)
FOREIGN = GREEK + CYRILLIC + HAN + KANA + HANGUL + ARABIC + HEBREW + OTHER
"""Body of a character class: the letters of every script in use but Latin."""

CJK = HAN + KANA + HANGUL

SCRIPT_NAMES = {
    "Chinese": HAN,
    "Japanese": KANA,
    "Korean": HANGUL,
    "Cyrillic": CYRILLIC,
    "Greek": GREEK,
    "Arabic": ARABIC,
    "Hebrew": HEBREW,
}
"""What an editor calls the letters of a script."""


def alphabet(document: Document) -> str:
    """Every character of the text, once: a rule that looks for odd characters first looks here.

    Ask for it by `document.derive(alphabet)`.
    """
    return "".join(set(document.text))


def uses(document: Document, odd: re.Pattern[str]) -> bool:
    """Whether a character that `odd` matches stands in the text at all; costs next to nothing once asked."""
    return odd.search(document.derive(alphabet)) is not None


WORD = re.compile(r"[^\W_]++(?:['’-][^\W_]++)*+")
"""A word, with the apostrophes and hyphens inside it."""


def words(document: Document) -> list[str]:
    """Every `WORD` of the text, in order. Ask for it by `document.derive(words)`."""
    return WORD.findall(document.text)


def lowered(document: Document) -> str:
    """The text in lower case, to ask what stands in it; its offsets are not those of the text.

    Ask for it by `document.derive(lowered)`.
    """
    return document.text.lower()
