"""Builds lint/language/data/foreign_words.txt: common words of other languages that are no words of English.

    python -m lint.language.training.build_foreign_words [--out FILE]

Needs the package wordfreq 3.1.1 (code Apache-2.0, data CC BY-SA 4.0) and the lexicon's tables. The same input gives the
same bytes. A line holds a language code, a tab, and its words in order; the line "loan" holds words with foreign
letters that English uses ("café"). A word of several languages stands with the one that uses it most.
"""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path

from lint.language import lexicon

LANGUAGES = ("de", "es", "fr", "it", "pt")
MIN_ZIPF = 3.0
"""How common a word must be in its language: the logarithm of its occurrences in a thousand million words."""
MIN_LEAD = 2.3
"""How much commoner than in English texts, which hold foreign names and quotations: 2.3 is a factor of 200."""
MAX_ENGLISH_ZIPF, CLEAR_LEAD = 1.7, 3.0
"""A word seen more often than this in English texts needs the clear lead, a factor of 1,000."""
NO_ENGLISH_ZIPF = 0.7
"""Taken for a word that English texts lack: below the rarest that the table has (1.0)."""
MAX_LEXICON_FREQUENCY = 3
"""Occurrences in 100 million words of edited English up to which dictionaries' curiosities ("plafond") do not count."""
WORD = re.compile(r"[^\W\d_]{4,}")

LOANS = """
    alla autonomia baccalauréat baccalauréats bandeirantes banlieue banlieues belli bitte burrata calcio carabinieri
    chavismo chavista chavistas colonias comme commis corrida corridas cosa culpa danke delle desaparecidos dolce
    domestique domestiques déjà département départements energiewende entre estime etre faire fait feria fiscalía
    flâneur flâneurs fête galáctico galácticos gardien gendarme gilets glühwein gracias grandes grazie grâce gâteau
    gâteaux hasta jaunes juste kaffee kuchen landtag lato laïcité lebensraum libera lycée lycées maglia mairie
    manœuvre manœuvres merci ministre mittelstand nihil oberbürgermeister onorevole palio parte patronne peronismo
    pieds polizia première premières primo pro progressiva préfecture préfet préfets pâtisserie pâtisseries questura
    ragoût ragoûts rentrée res ristretto savoir seleção señor señora señoras señores señorita sotto succès
    superclásico sûreté tarda telenovela tifosi torcida traiteur velouté vigas voce volte écoles élysée énarque
    énarques être über œuvre œuvres
"""
"""Words of other languages that English news uses in lower case, as terms or in set phrases: "parte" in "ex parte"."""


def zipf(frequency: float) -> float:
    """The Zipf value of a frequency (a share of all words)."""
    return math.log10(frequency * 1e9) if frequency else NO_ENGLISH_ZIPF


def foreign_words() -> tuple[dict[str, list[str]], list[str]]:
    """The words by language, and the accented words that are at home in English."""
    from wordfreq import get_frequency_dict  # type: ignore[import-not-found, unused-ignore]

    english = get_frequency_dict("en", wordlist="large")
    loans = set(LOANS.split())
    best: dict[str, tuple[float, str]] = {}
    for language in LANGUAGES:
        for word, frequency in get_frequency_dict(language, wordlist="large").items():
            common = zipf(frequency)
            if common < MIN_ZIPF or not WORD.fullmatch(word) or not word.islower() or word in loans:
                continue
            at_home = zipf(english.get(word, 0.0))
            clear = at_home <= MAX_ENGLISH_ZIPF or common - at_home >= CLEAR_LEAD
            if clear and common - at_home >= MIN_LEAD and lexicon.frequency(word) <= MAX_LEXICON_FREQUENCY:
                best[word] = max(best.get(word, (0.0, "")), (common, language))
    by_language = {code: sorted(w for w, (_, owner) in best.items() if owner == code) for code in LANGUAGES}
    accented = {word for word in english.keys() | loans if WORD.fullmatch(word) and not word.isascii()}
    return by_language, sorted(accented - best.keys())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(lexicon.__file__).parent / "data" / "foreign_words.txt"
    parser.add_argument("--out", type=Path, default=default)
    out = parser.parse_args().out
    by_language, loans = foreign_words()
    lines = [f"{code}\t{' '.join(words)}" for code, words in by_language.items()]
    out.write_text("\n".join([*lines, f"loan\t{' '.join(loans)}"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
