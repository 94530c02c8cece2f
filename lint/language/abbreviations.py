"""Abbreviations of English news that end in a full stop, by what may follow them.

Sources: the abbreviations that the AP, Guardian and US Government Printing Office style books print (titles, ranks,
months, companies, streets, US states), and those met in the development articles. Words are stored without their
final stop. Where an abbreviation is also an English word ("No.", "Art.", "Miss."), it counts only in the company
that its set's description names.
"""

from __future__ import annotations

import re


def words(line: str) -> frozenset[str]:
    return frozenset(line.split())


TITLES = words(
    """
    Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Profs Rev Revs Fr Msgr Hon Pres Gov Govs Sen Sens Rep Reps Amb Atty
    Supt Insp Det Gen Gens Lt Col Cols Maj Capt Cpt Sgt Cpl Pvt Pfc Spc Cmdr Cdr Comdr Adm Brig Ens Sra Srta
    St Ste Mt Ft Dep Asst Assoc Secy Wm Chas Geo Thos Jos Jas Alex
    """
)
"""Stand before a name: their stop never ends a sentence before a capital that is no sentence starter."""

MONTHS = words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
"""Stand before a day or a year, seldom last in a sentence."""

MAY_END = words(
    """
    Inc Incl Corp Ltd Co Cos Bros LLC Jr Sr Esq etc Ave Blvd Rd Hwy Pkwy Sq Bldg Dept Depts Univ Govt Assn Natl Intl
    Dist Mfg Mgr Comm Tues Thurs Weds approx est dept govt misc incl excl tel ext mln bln bn mn tn tsp tbsp
    Calif Fla Ariz Ark Colo Conn Ga Kan Ky Md Minn Mich Mont Neb Nev Okla Penn Pa Tenn Tex Va Vt Wis Dak Ont
    Wisc Kans Nebr Oreg INC CORP LTD PVT BROS Res al Cie GmbH Plc seq
    """
)
"""Any others: their stop ends a sentence only where the next word is a likely start of one."""

STATES = words("Ala Del Ill Ind La Mass Miss Mo Ore Wash Wyo")
"""US states whose abbreviation is also a word or a name: after a comma only ("Boston, Mass.")."""

BEFORE_NUMBER = words(
    """
    No Nos no nos p pp P pg pgs Vol Vols vol vols Art Arts art arts Sec Secs sec secs Fig Figs fig figs Ch ch Chap chap
    Par par para paras Op op Pt pt ed eds ver v c ca b d fl Ex ex Rm Apt apt Ste Bk bk cl r
    """
)
"""Before a number only: "No. 10", "p. 4", "c. 1900"."""

UNITS = words("ft in lb lbs oz mi yd yds km cm mm kg hr hrs min mins sec secs gal qt pt mph sq cu deg wt")
"""After a number only: "6 ft. tall"."""

NEVER_END = words("e.g i.e eg ie vs v viz cf Cf aka")
"""Always have something to follow."""

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z|(?:Ph|Ed|Th|D\.Ph|Ll|LL|M|B|D)\.(?:[DMBA]|Sc|Phil|Eng)\Z")

_LISTED = TITLES | MONTHS | MAY_END | STATES | BEFORE_NUMBER | UNITS | NEVER_END


def is_dotted(word: str) -> bool:
    """Whether `word`, given without its last stop, is letters with stops between them: "U.S", "a.m", "Ph.D"."""
    return "." in word and len(word) < 16 and _DOTTED.match(word) is not None


def is_initial(word: str) -> bool:
    """Whether `word`, given without its stop, is one capital letter: the "J" of "J. K. Rowling"."""
    return len(word) == 1 and word.isupper()


def is_abbreviation(word: str) -> bool:
    """Whether `word`, given with its stop, is a known abbreviation, letters with stops, or an initial.

    Some are words as well ("No.", "in.", "I."): those need a look at their neighbours.
    """
    if not word.endswith("."):
        return False
    bare = word[:-1]
    return bare in _LISTED or is_dotted(bare) or is_initial(bare)
