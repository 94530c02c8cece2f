"""What a rule is: a description that reads as documentation, and a function from a document to findings."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lint.document import Document, Role
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.mqm import is_category

FAMILIES: dict[str, str] = {
    "PU": "punctuation",
    "QU": "quotes",
    "SE": "sentences",
    "PH": "phrasing",
    "NA": "names",
    "NU": "numbers",
    "RE": "residue",
    "CO": "consistency",
    "RD": "readability",
    "NL": "suppressions",
    "SY": "syntax",
    "HO": "house",
}
"""Code prefix to family name of our own rules; plug-ins bring their own."""

ENGINE_FAMILIES: dict[str, str] = {"GR": "grammar", "SP": "spelling"}
"""The families of what engines find: their codes are `GR/` or `SP/` and the engine's own rule id."""

ALL_ROLES = frozenset(Role)


class Fix(StrEnum):
    """What kind of suggestions a rule makes."""

    NONE = "none"
    SAFE = "safe"
    UNSAFE = "unsafe"


class InQuotes(StrEnum):
    """What becomes of a finding that lies wholly inside a quotation: other people's words."""

    FLAG = "flag"
    FLAG_WITHOUT_FIX = "flag without fix"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Bad:
    """An example that the rule must flag: `marks` is the exact marked text, once for each finding expected, in order.

    `fixed` is the whole text after the suggestions are applied, where the rule has a fix. `message`, where it is
    given, is the whole message of each finding.
    """

    text: str
    marks: str | tuple[str, ...]
    fixed: str | None = None
    message: str | None = None

    @property
    def expected(self) -> tuple[str, ...]:
        return (self.marks,) if isinstance(self.marks, str) else self.marks


@dataclass(frozen=True, slots=True)
class Good:
    """An example on which every rule must stay silent: a near miss is worth more than an easy one."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMeta:
    """All that is known of a rule besides its code. Raises ValueError where the description is not sound.

    `priority` decides which of two findings of the same damage and severity stays (the higher one).
    A `preview` rule runs only with `--preview` or when it is selected by its full code or name.
    A `model` rule asks the language model (`document.reading`); with `--no-model` it does not run.
    `house` is the house style that the examples of a rule go by (`document.house`): a table `[house]` of the settings.
    """

    code: str
    name: str
    severity: Severity
    since: str
    mqm: str
    fix: Fix
    in_quotes: InQuotes
    examples: tuple[Bad | Good, ...]
    roles: frozenset[Role] = ALL_ROLES
    priority: int = 0
    preview: bool = False
    model: bool = False
    house: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2,4}\d{3}", self.code):
            raise ValueError(f"{self.code!r} is no rule code such as PU003")
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", self.name):
            raise ValueError(f"{self.code}: {self.name!r} is no rule name such as dangling-comma")
        if not is_category(self.mqm):
            raise ValueError(f"{self.code}: {self.mqm!r} is no MQM category")

    @property
    def prefix(self) -> str:
        return self.code[:-3]

    @property
    def family(self) -> str:
        return FAMILIES.get(self.prefix, self.prefix.lower())

    def finding(
        self,
        start: int,
        end: int,
        message: str,
        *,
        replace: str | None = None,
        severity: Severity | None = None,
        safety: Safety | None = None,
    ) -> Finding:
        """A finding of this rule on `text[start:end]`; `replace` is the suggested text for exactly that span.

        A single finding may be less safe or of another severity than the rule as a whole.
        Raises ValueError for a suggestion by a rule that declares no fix, or one safer than declared.
        """
        suggestion = None
        if replace is not None:
            if self.fix is Fix.NONE:
                raise ValueError(f"{self.code} declares no fix but suggests one")
            if self.fix is Fix.UNSAFE and safety is Safety.SAFE:
                raise ValueError(f"{self.code} declares unsafe fixes but calls one safe")
            suggestion = Suggestion(replace, safety or Safety(self.fix.value))
        return Finding(
            code=self.code,
            name=self.name,
            family=self.family,
            severity=self.severity if severity is None else severity,
            mqm=self.mqm,
            start=start,
            end=end,
            message=message,
            suggestion=suggestion,
        )


Check = Callable[[Document], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its description, its documentation (the module's docstring) and its check."""

    meta: RuleMeta
    check: Check
    doc: str

    @property
    def summary(self) -> str:
        """The first paragraph of the documentation, on one line: what is wrong."""
        return " ".join(self.doc.partition("\n\n")[0].split())

    @property
    def rationale(self) -> str:
        """The rest of the documentation: how the damage arises and what to do."""
        return self.doc.partition("\n\n")[2].strip()


def rule(meta: RuleMeta) -> Callable[[Check], Rule]:
    """Make a rule of a check function; the docstring of the module it stands in is its documentation.

    Raises ValueError where the module has none.
    """

    def decorate(check: Check) -> Rule:
        doc = inspect.cleandoc(sys.modules[check.__module__].__doc__ or "")
        if not doc:
            raise ValueError(f"{meta.code}: the rule's file needs a docstring that says what is wrong and why")
        return Rule(meta, check, doc)

    return decorate
