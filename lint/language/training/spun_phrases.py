"""What a list of spun phrases teaches: the phrases themselves, as a pack (`phrases_tortured.tsv`).

A spinner writes "profound learning" for "deep learning": a known term put back together from synonyms.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lint.language.lexicon import plurals

Pair = tuple[str, str]
SpunPair = tuple[str, str]
"""A spun phrase and what it stands for, "" where that is not known."""

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[^\sA-Za-z]")

_ORDINARY = frozenset(
    (
        "accuracy and review|achievement fee|acknowledgement of characters|affiliated paintings|air fine|"
        "area of enthusiasm|atomic composition|audit article|backward probability|ballot strategy|"
        "banking quarter|banks execution|bee province|big facts|big information|biological assault|"
        "blind temperature|blood ailments|board information|breast illness|breeze energy|"
        "brilliant agreement|brilliant ball|brilliant card|brilliant city|brilliant contract|"
        "brilliant vehicle|calibration bend|carbon discharge|channel banks|character check|chest harm|"
        "choice boundary|choice bush|choice of tree|choice timber|clever town|climbing aorta|cloud climate|"
        "cloud organization|cloud platform|cloud stage|cooling framework|cooperation capacity|"
        "coronary illness|coronary sickness|created and creating|created nations|creature models|"
        "creature well-being|crude picture|danger of the board|dark out|data robbery|decent contender|"
        "dirt impurities|double veils|driving reason|dwindled liquidity|ecological alteration|"
        "education data|education facts|education information|effective gadget|electric geyser|"
        "electrical gadget|ethnic gatherings|evidence of labor|examination drive|excessively enormous|"
        "exchange learning|exchange training|expanded creation|exterior zone|eye ailments|flag bearer|"
        "flag bearers|forbidden hunt|forbidden pursuit|forbidden search|frail design|"
        "frail supervision|fresh set|functional houses|fundamental gathering|fundamental metals|"
        "genuine numbers|global diary|gorgeous belongings|great tuning|green item|green money|"
        "handmade highlight|hard crown|healthcare answer|heat movement|herbal choice|highlight map|"
        "hub assault|identification and arrangement|image features|image ordering|immature nations|"
        "increased commerce|independent learning|information growth|instructive encounter|"
        "intermediate commodities|is prescient|keen city|kidney relocation|labor in-depth|lagging period|"
        "liquid logic|liver ailments|liver sickness|lucky warnings|machine interpretation|managed learning|"
        "market effectiveness|melanoma issues|meteorological information|middle filter|mind growth|"
        "mind signal|model schooling|monetary damages|monetary disaster|monetary emergency|"
        "mouse and console|move learning|murder chain|new york distance|observational examination|"
        "optimistic impact|pay and exchange|phone core|phony picture|picture arrangement|"
        "picture confirmation|picture order|picture recognition|planning and testing|plant ailments|"
        "point birth|precision and recollect|preparation dataset|preparation information|"
        "preparation pictures|preparation stage|prepared information|preparing database|preparing dataset|"
        "preparing design|preparing information|preparing pictures|prevent words|procedure structure|"
        "professional system|profoundly saved|prohibits growth|proof of idea|protest discovery|"
        "proximity of the disease|puppy scans|purpose of offer|python bundle|quality regulation|"
        "quest engines|random hunt|rate focuses|reaction pace|ready portraits|reference arrangements|"
        "regenerative system|rejected from the examination|remarkable words|residing consumers|rubbish glass|"
        "safeguarding security|salt and pepper clamor|sans hands|savvy city|school education data|"
        "secret layer|section transitions|sexual direction|shrewd agreement|skin sickness|smart agreement|"
        "social architects|social database|social detachment|solitary analysis|sound just|"
        "sovereign experiments|speaker display|speech signal|stage pay|study database|studying route|"
        "stupid structure|supply cloth|taking place stairs|targeting and controlled discharge|test portraits|"
        "test technique|to nibble people|traffic design|trivial influencer|"
        "unattended learning|undefined material|unearthing into|unearthly closeness|universal exchange|"
        "unknown direct investment|unpleasant structures|unseen layer|upsetting environments|"
        "verification of work|versatile stages|video acknowledgment|visually affected|voice designs|"
        "votes projected|warm exchange|warm image|warm picture|warm subject matter|well-educated model|"
        "well-judged changes|wind propellers|wise structure|woman ada lovelace|working framework|"
        "worldwide inquiry|worldwide parameters"
    ).split("|")
)
"""Phrases of the list that are good English too, outside the science that they were found in."""


def read_pairs(records: Iterable[Mapping[str, Any]]) -> list[SpunPair]:
    """The phrases of a benchmark file, whose `id` is spun/bad/PHRASE or spun/good/PHRASE, a meaning behind its phrase.

    A phrase whose meaning came before is paired with the one that most of its words lead to.
    """
    kinds = [record["id"].split("/", 2)[1:] for record in records]
    pairs: list[SpunPair] = []
    for (kind, phrase), (next_kind, next_phrase) in zip(kinds, [*kinds[1:], ["", ""]], strict=True):
        if kind == "bad":
            pairs.append((phrase, next_phrase if next_kind == "good" else ""))
    return _completed(pairs, [phrase for kind, phrase in kinds if kind == "good"])


def _completed(pairs: Sequence[SpunPair], known: Sequence[str]) -> list[SpunPair]:
    """The pairs, with meanings found for those that lack one: same length, every word the same or a known swap."""
    swaps = _swaps(pairs)
    by_length: dict[int, list[str]] = defaultdict(list)
    for phrase in known:
        by_length[len(parts(phrase))].append(phrase)
    result = []
    for spun, meant in pairs:
        words = parts(spun)
        fits = [
            phrase
            for phrase in ([] if meant else by_length[len(words)])
            if all(a == b or b in swaps.get(stem(a), ()) for a, b in zip(words, parts(phrase), strict=True))
        ]
        result.append((spun, meant or (fits[0] if fits else "")))
    return result


def parts(phrase: str) -> list[str]:
    return re.split(r"[ -]", phrase)


def stem(word: str) -> str:
    """The word without a plural -s."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def _swaps(pairs: Iterable[SpunPair]) -> dict[str, Counter[str]]:
    """Spinner's word (without plural -s) to the words that it replaced, from pairs with as many words."""
    swaps: dict[str, Counter[str]] = defaultdict(Counter)
    for spun, meant in pairs:
        a, b = parts(spun), parts(meant)
        if meant and len(a) == len(b):
            for x, y in zip(a, b, strict=True):
                if x != y:
                    swaps[stem(x)][y] += 1
    return swaps


# --- the pack -----------------------------------------------------------------------------------------------------


def tortured_table(pairs: Iterable[SpunPair]) -> str:
    """The pack of the phrases themselves, with a plural of the last word where the lexicon has one."""
    lines = [
        "# Tortured phrases of the Problematic Paper Screener (Guillaume Cabanac, Cyril Labbé, Alexander Magazinov),",
        "# https://www.irit.fr/~Guillaume.Cabanac/problematic-paper-screener, CC BY 4.0,",
        "# by way of giladfeldman/torturedcheck.",
        "# Changed: phrases that are good English elsewhere left out, plurals added.",
    ]
    rows: dict[str, str] = {}
    for spun, meant in pairs:
        if spun in _ORDINARY:
            continue
        said = meant or "~an established term"
        rows.setdefault(" ".join(parts(spun)), said)
        last = parts(spun)[-1]
        for plural in plurals(last)[:1] if meant else ():
            many = plurals(parts(meant)[-1])
            if many and plural != last:
                rows.setdefault(" ".join([*parts(spun)[:-1], plural]), meant[: -len(parts(meant)[-1])] + many[0])
    return "\n".join([*lines, *(f"{spun}\t{meant}" for spun, meant in rows.items()), ""])
