"""The form of a verb does not fit the helping verb before it: “would stayed”, “does not to include”, “had drove”.

After can, could, may, might, must, shall, should, will, would and after do comes the plain form (would stay, does
not include); after have the form of “has gone”. Engines choose the two words one by one. Put the verb into the form
that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, noun_number, tags, verb_forms
from lint.language.phrases import Words, listed, words
from lint.language.words import (
    BE_FORMS,
    COORDINATING_CONJUNCTIONS,
    DETERMINERS,
    DO_FORMS,
    HAVE_FORMS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH008",
    name="wrong-verb-form",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad(
            "The coffee shops would stayed open despite the law.",
            marks="would stayed",
            fixed="The coffee shops would stay open despite the law.",
        ),
        Bad(
            "The model does not to include the effect.",
            marks="does not to include",
            fixed="The model does not include the effect.",
        ),
        Bad(
            "Those who had drove the country to the brink did not went away.",
            marks=("had drove", "did not went"),
            fixed="Those who had driven the country to the brink did not go away.",
        ),
        Bad(
            "He said the measures might being low-tech.",
            marks="might being",
            fixed="He said the measures might be low-tech.",
        ),
        Bad(
            "The bill works to protects workers; much money was took.",
            marks=("to protects", "was took"),
            fixed="The bill works to protect workers; much money was taken.",
        ),
        Good("We want everyone who can to vote. She did as good a job as she can estimating what it may cost."),
        Good("Couldn't tired workers stay at home? It is time for those who can to leave."),
        Good("He did all he could to stay; the will to win was there, and those he had left behind would rather stay."),
        Good("The rusty can exploded; a must see, may be. In May went the rest."),
        Good("It would also have included those who did not, to be fair, include it; they must needs go."),
        Good("“Will goes where Grace goes,” he said. All she had read and put down, she had let be."),
    ),
)

_SURE_MODALS = listed("could would should cannot can't couldn't wouldn't shouldn't won't mustn't mightn't might must")
_MODALS = _SURE_MODALS | listed("can may shall will")
_NEGATED_DO = listed("don't doesn't didn't")
_BETWEEN = listed("not also never always still even just already soon only probably likely certainly")
_EXTENT = listed("all what whatever everything anything best much hard more than as little only way things")
"""Words of "all he could to help": behind them "could to" is good English."""
_ASKING = listed(
    "advise allow ask beg call enable encourage expect help invite need order remind require tell urge want wish"
)
"""What is asked of somebody follows in the infinitive: "we want everyone who can to vote"."""
_TINS = listed(
    "aluminium aluminum beer food fuel garbage gas gasoline jerry oil paint rubbish soda spray steel tin trash"
)
_SUBJECTS = SUBJECT_PRONOUNS | {"you", "it"}
_NO_SUBJECT = PREPOSITIONS | COORDINATING_CONJUNCTIONS
_NO_VERB = listed("rather needs well better best fast hard more less have")


class _Case(NamedTuple):
    """A helping verb, the word that should be in the right form (at `verb`), and the form it wants ("VB", "VBN")."""

    helper: int
    verb: int
    wanted: str


def _past_helper(found: Words, index: int) -> int:
    """The index behind a helping verb at `index` and the small words that may follow it."""
    index += 1
    for _ in range(2):
        if found.keys[index] in _BETWEEN:
            index += 1
    return index


def _is_helper(found: Words, index: int) -> bool:
    """Whether the word is the helping verb and not a noun, name or month ("the can", "free will", "May")."""
    key = found.keys[index]
    if key in _SURE_MODALS and key not in {"might", "must"}:
        return True
    before = found.keys[index - 1]
    if not found.written(index).islower() or before in DETERMINERS or not before[:1].isalpha():
        return False
    if key == "can" and before in _TINS:
        return False
    return "ADJ" not in tags(before) and before not in _NO_SUBJECT and not before.endswith(("'s", "s'"))


def _wrong_after_modal(found: Words, index: int) -> bool:
    """Whether the word at `index` is a verb in a form that no modal takes, or an infinitive with "to"."""
    key = found.keys[index]
    if key == "being":
        return True
    forms = verb_forms(key)
    if not forms or forms & {"VB"} or key in _NO_VERB or not found.written(index).islower():
        return False
    return tags(key) <= {"VERB", "AUX"}


def _is_participle_elsewhere(found: Words, helper: int, verb: int) -> bool:
    """Whether a participle is no verb of the helper: “as good as I can guessing it”, “couldn't tired workers stay”."""
    forms = verb_forms(found.keys[verb])
    if "VBG" in forms and found.keys[helper] in {"can", "could"}:
        return found.keys[helper - 1] in _SUBJECTS and _is_extent(found, helper)
    return "VBN" in forms and not found.written(helper)[:1].islower()


def _is_extent(found: Words, index: int) -> bool:
    return any(word in _EXTENT for word in found.keys[max(0, index - 8) : index])


def _modal_cases(found: Words) -> Iterator[_Case]:
    for index in found.places_of(sorted(_MODALS)):
        verb = _past_helper(found, index)
        if found.keys[verb] == "to":
            if _is_stray_to(found, index, verb):
                yield _Case(index, verb + 1, "VB")
        elif (
            _wrong_after_modal(found, verb)
            and _is_helper(found, index)
            and not _is_participle_elsewhere(found, index, verb)
        ):
            yield _Case(index, verb, "VB")


def _is_stray_to(found: Words, index: int, to: int) -> bool:
    """Whether the "to" between a modal or negated "do" and a plain verb is one too many."""
    verb, key = found.keys[to + 1], found.keys[index]
    if "VB" not in verb_forms(verb) or not found.written(to + 1).islower() or verb in DETERMINERS:
        return False
    if key in {"will", "must", "may", "might", "can", "shall"} and not (
        found.keys[index + 1] == "not" or found.keys[index - 1] in {"it", "he", "she", "they", "we", "which", "who"}
    ):
        return False
    if key in {"can", "could"} and (found.keys[index - 1] in _SUBJECTS or _is_asked(found, index)):
        return False  # "every step we can to honor", "as good a job as I could to …"
    return not _is_extent(found, index)


def _is_asked(found: Words, modal: int) -> bool:
    """Whether the modal ends what somebody is called of whom something is asked: “everyone who can”."""
    before = found.keys[max(0, modal - 6) : modal - 1]
    return found.keys[modal - 1] == "who" and any(word == "for" or lemma_verb(word) in _ASKING for word in before)


def _do_cases(found: Words) -> Iterator[_Case]:
    for index in found.places_of(sorted(DO_FORMS | _NEGATED_DO)):
        if found.keys[index] in DO_FORMS and found.keys[index + 1] != "not":
            continue
        verb = _past_helper(found, index)
        if found.keys[verb] == "to":
            if _is_stray_to(found, index, verb) and "NOUN" not in tags(found.keys[verb + 1]):
                yield _Case(index, verb + 1, "VB")
        elif _wrong_after_modal(found, verb):
            yield _Case(index, verb, "VB")


def _have_cases(found: Words) -> Iterator[_Case]:
    for index in found.places_of(sorted(HAVE_FORMS | BE_FORMS)):
        verb = _past_helper(found, index)
        key = found.keys[index]
        if _is_past_only(found.keys[verb], may_be_noun=key == "had") or (
            found.keys[verb] == "be" and key in HAVE_FORMS
        ):
            yield _Case(index, verb, "VBN")


def _to_cases(found: Words) -> Iterator[_Case]:
    for index in found.places.get("to", ()):
        key = found.keys[index + 1]
        if _is_past_only(key) or _is_third_person_only(key):
            yield _Case(index, index + 1, "VB")


def _is_past_only(key: str, may_be_noun: bool = False) -> bool:
    """Whether the word is the past of a verb with another participle: "drove", "went"; both of "show" are in use."""
    if (
        key.endswith("ed")
        or verb_forms(key) != {"VBD"}
        or tags(key) - {"VERB", "AUX"} - ({"NOUN"} if may_be_noun else set())
    ):
        return False
    return key not in {"did", "had", "was", "were", "could"}


def _is_third_person_only(key: str) -> bool:
    return verb_forms(key) == {"VBZ"} and tags(key) == {"VERB"} and not noun_number(lemma_verb(key))


def _right_form(verb: str, wanted: str) -> str:
    lemma = lemma_verb(verb)
    forms = inflections(lemma).get(wanted, ()) if lemma else ()
    return forms[0] if forms else ""


_CASES: tuple[Callable[[Words], Iterator[_Case]], ...] = (_modal_cases, _do_cases, _have_cases, _to_cases)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from sorted(_findings(document), key=lambda finding: finding.start)


def _findings(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    for find in _CASES:
        for case in find(found):
            right = _right_form(found.keys[case.verb], case.wanted)
            if not right or not found.spaced(case.helper, case.verb) or not found.free(case.verb):
                continue
            start, end = found.starts[case.helper], found.ends[case.verb]
            last = case.verb - (found.keys[case.verb - 1] == "to" and case.helper < case.verb - 1)
            helper = document.text[start : found.starts[last]].rstrip()
            message = f"“{document.text[start:end]}”: after “{helper}” the verb has the form “{right}”."
            yield META.finding(start, end, message, replace=f"{helper} {right}")
