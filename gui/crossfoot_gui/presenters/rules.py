"""A check of one's own from a rule: lines of a field, what is said of it, and values; what it flags; keeping it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.header import parse_check
from crossfoot.checks.new_check import text_of_rule
from crossfoot.checks.own_checks import FAMILY, write_own_check
from crossfoot.checks.preview import Preview, preview_check
from crossfoot.checks.rule import OPERATORS, Condition, Group, Rule, words_of
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import RecordType
from crossfoot.progress import Progress
from crossfoot.settings import own_checks_folder

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of

_HIDDEN = ("row_id", "outcome", "reason", "kind")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One condition as the auditor chose it; `joined` is "and" or "or" with the line before it."""

    field: str
    operator: str
    value: str = ""
    joined: str = "and"


@dataclass(frozen=True, slots=True)
class RuleState:
    """What the builder offers and what the rule says so far."""

    tables: tuple[tuple[str, str], ...] = ()
    """Record types that the audit holds: name and title."""
    table: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """Fields of the chosen one: name and meaning."""
    operators: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What may be said of each field."""
    said: str = ""
    """The rule in words, or what is wrong with it."""
    sound: bool = False
    count: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class RuleView(Protocol):
    """What the presenter needs of the dialog."""

    def show_state(self, state: RuleState) -> None: ...


class RulePresenter:
    """Holds the lines; nothing is written before `keep`."""

    def __init__(self, desk: Desk, view: RuleView, catalogues: Catalogues) -> None:
        self._desk, self._view, self._catalogues = desk, view, catalogues
        self._table = ""
        self._lines: tuple[RuleLine, ...] = ()
        self._preview: Preview | None = None

    def enter(self) -> None:
        """Begin with the first list of the audit."""
        held = self._held()
        self._table = held[0].name if held else ""
        self._show()

    def choose_table(self, name: str) -> None:
        """Test the rows of another record type."""
        if name != self._table:
            self._table, self._lines, self._preview = name, (), None
            self._show()

    def write(self, lines: tuple[RuleLine, ...]) -> None:
        """Take the lines as they now stand."""
        self._lines, self._preview = lines, None
        self._show()

    def count(self) -> None:
        """Look how many rows the rule would flag; nothing is stored."""
        text = self._desk.now(lambda: self._text("preview", "Preview"))
        if text is None:
            return

        def work(audit: Audit, progress: Progress) -> Preview:
            check = parse_check(text, "", FAMILY, audit.types)
            return preview_check(audit, check, audit_checks(audit), progress)

        self._desk.run("Counting what the rule would flag", work, self._counted)

    def keep(self, name: str, title: str) -> bool:
        """Write the check into the folder of one's own checks; whether it was written."""
        file = self._desk.now(lambda: self._keep(name, title))
        if file is None:
            return False
        self._catalogues.forget()
        self._desk.tell(f"Kept the check {file}. It runs with all others, marked as exploratory.")
        return True

    def _keep(self, name: str, title: str) -> str:
        if name in audit_checks(self._desk.audit).checks:
            raise CheckDefinitionError(f"There is a check called {name!r} already.", "Choose another name.")
        words = title or name.replace("-", " ").capitalize()
        return write_own_check(own_checks_folder(), name, self._text(name, words)).stem

    def _counted(self, preview: Preview) -> None:
        self._preview = preview
        self._show()

    def _held(self) -> list[RecordType]:
        audit = self._desk.audit
        names = [row["record_type"] for row in audit.rows("SELECT DISTINCT record_type FROM list_catalogue")]
        kinds = [audit.types[name] for name in names if audit.types[name].fields]
        return sorted(kinds, key=lambda kind: kind.title)

    def _rule(self) -> Rule:
        """The lines as a rule: `and` binds closer than `or`."""
        if not self._lines:
            raise CheckDefinitionError("The rule has no condition yet.", "Add a line.")
        alternatives: list[list[Condition]] = []
        for line in self._lines:
            if not alternatives or line.joined == "or":
                alternatives.append([])
            alternatives[-1].append(Condition(line.field, line.operator, _values(line)))
        if len(alternatives) == 1:
            return Rule(self._table, Group(tuple(alternatives[0])))
        parts = tuple(each[0] if len(each) == 1 else Group(tuple(each)) for each in alternatives)
        return Rule(self._table, Group(parts, any_of=True))

    def _text(self, name: str, title: str) -> str:
        return text_of_rule(self._rule(), self._desk.audit.types[self._table], name, title)

    def _show(self) -> None:
        held = self._held()
        if not self._table:
            self._view.show_state(
                RuleState(said="The audit holds no list yet. Import one, then build a rule on it.")
            )
            return
        kind = self._desk.audit.types[self._table]
        said, sound = self._said(kind)
        columns, rows = self._rows()
        self._view.show_state(
            RuleState(
                tables=tuple((each.name, each.title) for each in held),
                table=self._table,
                fields=tuple((each.name, each.meaning) for each in kind.fields),
                operators={
                    each.name: tuple(o.words for o in OPERATORS.values() if each.type in o.types)
                    for each in kind.fields
                },
                said=said,
                sound=sound,
                count=self._count_words(kind),
                columns=columns,
                rows=rows,
            )
        )

    def _said(self, kind: RecordType) -> tuple[str, bool]:
        try:
            rule = self._rule()
            text_of_rule(rule, kind, "preview", "Preview")
        except CheckDefinitionError as wrong:
            return f"{wrong.message} {wrong.hint}", False
        return f"Flags a row where {words_of(rule.group)}.", True

    def _count_words(self, kind: RecordType) -> str:
        found = self._preview
        if found is None:
            return ""
        excluded = sum(part.count for part in found.outcome.excluded)
        left = f"; {excluded:,} could not be tested" if excluded else ""
        tested = count_of(found.outcome.tested, kind.unit)
        shown = f" The first {len(found.rows)} are shown." if len(found.rows) < found.flagged else ""
        return f"{found.flagged:,} of {tested} tested would be flagged{left}. Nothing was stored.{shown}"

    def _rows(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        if self._preview is None or not self._preview.rows:
            return (), ()
        columns = tuple(name for name in self._preview.rows[0] if name not in _HIDDEN)
        rows = tuple(
            tuple("(blank)" if row[name] is None else str(row[name]) for name in columns)
            for row in self._preview.rows
        )
        unit = self._desk.audit.types[self._table].unit
        return tuple(unit if name == "entity" else name.replace("_", " ") for name in columns), rows


def _values(line: RuleLine) -> tuple[str, ...]:
    """The values of a line as they were typed: several with commas, two with `and` between them."""
    wanted = OPERATORS[line.operator].values if line.operator in OPERATORS else 1
    if wanted == 0:
        return ()
    if wanted is None:
        return tuple(part.strip() for part in line.value.split(",") if part.strip())
    if wanted == 2:
        return tuple(part.strip() for part in re.split(r"\band\b", line.value) if part.strip())
    return (line.value.strip(),) if line.value.strip() else ()
