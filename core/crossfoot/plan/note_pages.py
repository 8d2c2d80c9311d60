"""The short planning pages, as a table: what each page asks beside its text, and what a value may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from crossfoot import values
from crossfoot.plan.control_tests import CONTRADICTION, NOT_DETERMINED, operates_without_being_implemented

LEVELS: Final = ("low", "medium", "high")
ESTABLISHED: Final = ("yes", "no", NOT_DETERMINED)

PRINCIPLES: Final[dict[str, tuple[int, int]]] = {
    "control environment": (1, 5),
    "risk assessment": (6, 9),
    "control activities": (10, 12),
    "information and communication": (13, 15),
    "monitoring": (16, 17),
}
"""The five components of the standards for internal control, with the first and last of their principles.

domain.md section 4.3 of the design, from general knowledge; the auditor confirms it in the edition that applies.
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a page asks for. `choices` is empty where any text will do; `kind` 'date' wants an ISO date."""

    name: str
    meaning: str
    choices: tuple[str, ...] = ()
    kind: str = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A planning page: what its lines are about, what their text says, and the facts beside it."""

    name: str
    subject: str
    text: str
    facts: tuple[Fact, ...]

    def fact(self, name: str) -> Fact | None:
        """The fact of that name, or None."""
        return next((fact for fact in self.facts if fact.name == name), None)


PAGES: Final[dict[str, Page]] = {
    page.name: page
    for page in (
        Page(
            "risk",
            "what could happen",
            "why it matters for the objectives",
            (
                Fact("likelihood", "how likely it is", LEVELS, required=True),
                Fact("impact", "how much it would matter", LEVELS, required=True),
                Fact("response", "what the audit does about it"),
            ),
        ),
        Page(
            "internal control",
            "the control, or the area that it covers",
            "what is known of it",
            (
                Fact(
                    "component",
                    "component of the internal control standards",
                    tuple(PRINCIPLES),
                    required=True,
                ),
                Fact("principle", "number of the principle, 1 to 17", kind="principle"),
                Fact("significant", "significant to the objectives", ("yes", "no"), required=True),
                Fact("designed", "whether it is designed", ESTABLISHED),
                Fact("implemented", "whether it is implemented", ESTABLISHED),
                Fact("operating", "whether it is operating", ESTABLISHED),
            ),
        ),
        Page(
            "fraud risk",
            "what someone could do",
            "how, and what would show it",
            (
                Fact("likelihood", "how likely it is", LEVELS, required=True),
                Fact("impact", "how much it would matter", LEVELS, required=True),
                Fact("response", "what the audit does about it"),
            ),
        ),
        Page(
            "prior recommendations",
            "what the recommendation is about",
            "the recommendation, in short",
            (
                Fact("report", "number or title of the report", required=True),
                Fact("number", "number of the recommendation", required=True),
                Fact(
                    "status",
                    "its state",
                    ("open-unresolved", "open-resolved", "closed", NOT_DETERMINED),
                    required=True,
                ),
                Fact("done", "what was done about it, and what shows it"),
            ),
        ),
        Page(
            "independence",
            "who states it",
            "the statement",
            (
                Fact("role", "role in the audit", required=True),
                Fact("threats", "threats and safeguards, or 'none'", required=True),
                Fact("date", "day of the statement", kind="date", required=True),
            ),
        ),
    )
}


def mistakes_of(page: Page, facts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the facts of a line, a sentence for each mistake."""
    for name in facts:
        if page.fact(name) is None:
            known = ", ".join(fact.name for fact in page.facts)
            yield f"The page '{page.name}' does not ask for '{name}'; it asks for: {known}."
    for fact in page.facts:
        value = facts.get(fact.name, "")
        if fact.required and not value:
            yield f"The page '{page.name}' asks for '{fact.name}': {fact.meaning}."
        elif value:
            yield from _mistakes_of_value(fact, value)
    yield from _mistakes_between(facts)


def _mistakes_of_value(fact: Fact, value: str) -> Iterator[str]:
    if fact.choices and value not in fact.choices:
        yield f"{value!r} cannot be the {fact.name}; it is one of: {', '.join(fact.choices)}."
    if fact.kind == "date" and values.parse_date(value) is None:
        yield f"{value!r} is no date; write it as 2018-03-31."
    if fact.kind == "principle" and not (value.isdigit() and 1 <= int(value) <= 17):
        yield f"{value!r} is no principle of internal control; they are numbered 1 to 17."


def _mistakes_between(facts: Mapping[str, str]) -> Iterator[str]:
    """What fits the page value by value and contradicts itself as a whole."""
    first, last = PRINCIPLES.get(facts.get("component", ""), (1, 17))
    number = facts.get("principle", "")
    if number.isdigit() and 1 <= int(number) <= 17 and not first <= int(number) <= last:
        yield (
            f"Principle {number} does not belong to the component '{facts['component']}', "
            f"whose principles are {first} to {last}."
        )
    if operates_without_being_implemented(facts):
        yield CONTRADICTION
