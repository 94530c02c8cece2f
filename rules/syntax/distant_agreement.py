"""A verb does not agree with its subject, which may stand far away: “The rise in prices of all goods are slowing”.

Engines make the verb agree with the noun that stands nearest. Find the noun that does what the verb says, and give the
verb its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.lexicon import inflections, lemma_verb, noun_number, tags, verb_forms
from lint.language.model.reading import NONE, Tree
from lint.language.phrases import listed
from lint.language.words import MODALS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._evidence import looks_damaged, skip_adverbs

META = RuleMeta(
    code="SY003",
    name="distant-agreement",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    roles=PROSE,
    priority=-1,
    model=True,
    examples=(
        Bad(
            "The leader of the rebels have agreed to hold talks with the government.",
            marks="have",
            fixed="The leader of the rebels has agreed to hold talks with the government.",
        ),
        Bad(
            "The results of the study was published in a journal on Monday.",
            marks="was",
            fixed="The results of the study were published in a journal on Monday.",
        ),
        Good("The number of cars on the bridge has grown, and a majority community of the members want it closed."),
        Good("Bread and butter is cheap; ten years is long; the family of the two girls are well."),
        Good("Rubbish bins are full; waiting tables is a job; the rich have become richer; cleaning takes time."),
        Good("The result is that the prices of goods are rising. The test run for the plan was long, the bank said."),
        Good("They want the council to vote on a motion recommending the mayor impose a limit on the number of cars."),
        Good("They demand that the council close the bridge. The police say that the team have left."),
    ),
)

_OTHER = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't"}
_OTHER |= {"hasn't": "haven't", "doesn't": "don't"}
_OTHER |= {plural: singular for singular, plural in _OTHER.items()}
_SINGULAR_VERBS = listed("is was has does isn't wasn't hasn't doesn't")

_EITHER = listed(
    "number majority minority range series couple pair lot rest variety handful group team family police staff crew "
    "band crowd audience public press media data government cabinet council committee board party club company firm "
    "army navy side squad jury panel class percent per cent half third quarter part proportion percentage share "
    "kind sort type means none all some any most more enough plenty total dozen dozens hundred hundreds million "
    "millions billion billions thousand thousands years months weeks days hours minutes miles kilometres kilometers "
    "metres meters dollars euros pounds points people generation set string host wave bulk remainder politics "
    "economics news mathematics physics ethics species headquarters works crossroads barracks trio duo what who "
    "which that population youth opposition leadership management union faculty bit amount one ones other others"
)
"""Nouns that take a verb in either number, by what is meant or by house style."""

_SURE = 0.95
"""Where the model is that sure of subject and verb, they need not look damaged as well."""

_RELATIVES = listed("that which who")
_JOINING = listed('and or nor & plus including with both either – — - " “ ”')

_BARE = listed("make let see watch hear help have feel notice observe bid")
_WANTING = listed(
    "demand mandate insist suggest recommend propose ask request require urge order command advise prefer plead move "
    "vote essential important vital necessary crucial imperative proposal recommendation suggestion requirement"
)


def _number_of_verb(key: str) -> str:
    """ "Sing" or "Plur" for a form that can go with one of the two only, else ""."""
    if key in _OTHER:
        return "Sing" if key in _SINGULAR_VERBS else "Plur"
    if key in MODALS or key.endswith("n't"):
        return ""
    forms = verb_forms(key)
    if "VBD" in forms:
        return ""
    return "Sing" if forms == {"VBZ"} else "Plur" if "VBP" in forms else ""


def _number_of_noun(tree: Tree, index: int) -> str:
    """ "Sing" or "Plur" where lexicon and model say the same of a common noun that stands for itself alone."""
    key = tree.key(index)
    if tree.reading.upos(index) != "NOUN" or key in _EITHER or not tree.text(index).islower():
        return ""
    if "'" in key or tree.key(index - 1) in {"if", "though"} or _is_part(tree, index):
        return ""
    number = {"sing": "Sing", "plur": "Plur"}.get(noun_number(key), "")
    if not number or number != tree.reading.number(index):
        return ""
    return number


def _is_part(tree: Tree, index: int) -> bool:
    """Whether the noun is only part of what counts: of a longer name of a thing ("rubbish bins"), of what somebody does
    ("waiting tables is a proper job"), of people that are named by an adjective ("the rich")."""
    if tree.is_word(index + 1) and tree.reading.upos(index + 1) in {"NOUN", "PROPN"}:
        return True
    before = tree.key(index - 1)
    is_described = index - 2 >= tree.first and tree.reading.upos(index - 2) in {"DET", "PRON", "ADJ"}
    if before.endswith("ing") and lemma_verb(before) and not is_described:
        return True
    return before == "the" and "ADJ" in tags(tree.key(index))


def _is_joined(tree: Tree, subject: int, verb: int) -> bool:
    """Whether the subject has something beside it that may count with it, or a number of its own."""
    if tree.children(subject, "conj", "cc", "appos", "nummod", "dep", "parataxis"):
        return True
    between = [tree.key(index) for index in range(subject, verb)]
    if between.count(",") % 2 or tree.reading.upos(_before(tree, verb)) in {"PRON", "PROPN"}:
        return True  # another clause, or another subject, is nearer
    before = {tree.key(index) for index in _just_before(tree, subject)}
    return bool(_JOINING.intersection(between) or before & _JOINING)


def _just_before(tree: Tree, index: int) -> range:
    return range(max(tree.first, index - 4), index)


def _before(tree: Tree, verb: int) -> int:
    """The word before the verb and its adverbs."""
    index = verb - 1
    while index > tree.first and tree.reading.upos(index) == "ADV":
        index -= 1
    return index


def _wants_subjunctive(tree: Tree, subject: int, verb: int) -> bool:
    """Whether the clause may be in the subjunctive, or its verb a bare infinitive: "see the city grow"."""
    if any(lemma_verb(tree.key(index)) in _WANTING for index in _just_before(tree, subject)):
        return True
    clause = tree.clause(verb)
    governor = tree.head(clause) if clause != NONE else NONE
    if governor == NONE:
        return False
    key = tree.key(governor)
    return (
        key in _WANTING or lemma_verb(key) in _WANTING | _BARE or tree.key(tree.child(clause, "mark")) in {"if", "lest"}
    )


def _disagreement(tree: Tree, verb: int) -> int:
    """The subject that the finite verb at this index disagrees with, or NONE."""
    reading = tree.reading
    wanted = _number_of_verb(tree.key(verb))
    if not wanted or reading.upos(verb) not in {"VERB", "AUX"} or tree.key(verb - 1) in {"to", "and", "or"}:
        return NONE
    group = tree.head(verb) if reading.relation(verb) in {"aux", "cop"} else verb
    if group == NONE or any(child < verb for child in tree.children(group, "aux") if child != verb):
        return NONE
    # The last: in "the result is that prices are rising", both subjects hang on "rising".
    subject = max((child for child in tree.children(group, "nsubj") if child < verb), default=NONE)
    if subject == NONE:
        return NONE
    if tree.key(subject) in _RELATIVES:
        return _antecedent(tree, subject, verb, wanted)
    number = _number_of_noun(tree, subject)
    if not number or number == wanted or _is_joined(tree, subject, verb) or _is_doubtful(tree, subject, verb, wanted):
        return NONE
    if wanted == "Plur" and tree.key(verb) not in _OTHER and _wants_subjunctive(tree, subject, verb):
        return NONE
    unreal = {"if", "though", "wish"}.intersection(tree.key(index) for index in _just_before(tree, subject))
    return NONE if unreal and tree.key(verb) == "were" else subject


def _is_doubtful(tree: Tree, subject: int, verb: int, wanted: str) -> bool:
    """Whether the subject hangs on a preposition, the verb may be a noun ("the test run"), or a noun that agrees and
    hangs on no preposition is nearer."""
    if tree.child(subject, "case") != NONE:
        return True
    if verb == subject + 1 and tree.key(verb) not in _OTHER and "NOUN" in tags(tree.key(verb)):
        return True
    nearer = _before(tree, verb)
    return nearer != subject and _number_of_noun(tree, nearer) == wanted and tree.child(nearer, "case") == NONE


def _antecedent(tree: Tree, relative: int, verb: int, wanted: str) -> int:
    """The noun before "that" or "which" that the verb disagrees with; NONE where one of those it may mean agrees."""
    noun = relative - 1
    if verb != skip_adverbs(tree, relative + 1) or tree.reading.upos(noun) != "NOUN":
        return NONE
    candidates = [noun]
    while len(candidates) < 6 and tree.head(candidates[-1]) != NONE and tree.reading.relation(candidates[-1]) == "nmod":
        candidates.append(tree.head(candidates[-1]))
    numbers = {_number_of_noun(tree, candidate) for candidate in candidates}
    joined = any(tree.children(candidate, "conj", "cc", "appos") for candidate in candidates)
    return noun if "" not in numbers and wanted not in numbers and not joined else NONE


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for tree in document.reading.trees:
        for verb in tree.all_finite():
            subject = _disagreement(tree, verb)
            if subject != NONE and _counts(tree, subject, verb):
                right = _other_number(tree.text(verb))
                message = f"“{tree.text(subject)}” and “{tree.text(verb)}” differ in number"
                message += f": “{right}”." if right else "."
                yield META.finding(*tree.span(verb, verb), message, replace=right or None)


def _counts(tree: Tree, subject: int, verb: int) -> bool:
    """Whether the words look damaged, or the parser has hardly a doubt about who does what."""
    if looks_damaged(META.code, tree, verb) or looks_damaged(META.code, tree, subject):
        return True
    sure = min(tree.reading.sure[subject], tree.reading.sure[verb])
    return sure >= _SURE and tree.head(subject) in {verb, tree.head(verb)}


def _other_number(verb: str) -> str:
    """The verb in the other number; "" where it is not known."""
    key = verb.lower().replace("’", "'")
    if key in _OTHER:
        return _OTHER[key].replace("'", "’") if "’" in verb else _OTHER[key]
    forms = inflections(lemma_verb(key))
    found = forms.get("VBP" if "VBZ" in verb_forms(key) else "VBZ", ("",))
    return found[0]
