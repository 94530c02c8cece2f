"""The MQM error categories that findings are filed under.

Source: the MQM typology of the MQM Council (https://themqm.org, "MQM-Full"). A category is written as
`Dimension/Type`, or as the dimension alone where no type fits.
"""

from __future__ import annotations

TYPOLOGY: dict[str, frozenset[str]] = {
    "Terminology": frozenset(
        {"Inconsistent with terminology resource", "Inconsistent use of terminology", "Wrong term"}
    ),
    "Accuracy": frozenset(
        {
            "Mistranslation", "Overtranslation", "Undertranslation", "Addition", "Omission",
            "Do not translate", "Untranslated",
        }
    ),
    "Linguistic conventions": frozenset(
        {"Grammar", "Punctuation", "Spelling", "Unintelligible", "Character encoding", "Textual conventions"}
    ),
    "Style": frozenset(
        {
            "Organizational style", "Third-party style", "Inconsistent with external reference",
            "Language register", "Awkward style", "Unidiomatic style", "Inconsistent style",
        }
    ),
    "Locale conventions": frozenset(
        {
            "Number format", "Currency format", "Measurement format", "Time format", "Date format",
            "Address format", "Telephone format", "Shortcut key",
        }
    ),
    "Audience appropriateness": frozenset({"Culture-specific reference", "Offensive"}),
    "Design and markup": frozenset(
        {"Layout", "Markup tag", "Truncation/text expansion", "Missing text", "Link/cross-reference"}
    ),
}  # fmt: skip


def is_category(name: str) -> bool:
    """Whether `name` is a dimension of the typology or a `Dimension/Type` of it."""
    dimension, slash, kind = name.partition("/")
    return dimension in TYPOLOGY and (not slash or kind in TYPOLOGY[dimension])
