"""The lists of the audit: each import with its version, counts and certificate; withdrawing one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from crossfoot.auditfile.importing.certificate_records import KeptCertificate, certificates
from crossfoot.auditfile.importing.hazard_decisions import open_hazards
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.auditfile.lookups import ImportLine, imports
from crossfoot.values import count_text

from crossfoot_gui.presenters.certificate_table import ShownTable, certificate_table
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Question, reason_blank

_COLUMNS = (
    Column("List", 21), Column("Version", 8), Column("State", 11), Column("Rows", 7), Column("Hidden", 7),
    Column("Misfits", 7), Column("Read twice", 14), Column("To decide", 9), Column("File", 33), Column("Sheet", 9),
    Column("Imported", 15), Column("By", 8),
)  # fmt: skip
VERDICTS = {"agree": "✓ agree", "differ": "≠ differ", "not compared": "– not compared"}


class ListsView(PanelView, Protocol):
    """A panel that can show a table beside it."""

    def show_table(self, shown: ShownTable) -> None: ...


class ListsPresenter(Panel):
    """One line for each import, the versions of a list one under the other."""

    def __init__(self, desk: Desk, view: ListsView) -> None:
        super().__init__(desk, view)
        self._tables: ListsView = view

    def _read(self) -> None:
        audit = self._desk.audit
        found = imports(audit)
        versions: Counter[str] = Counter()
        numbered = []
        for line in found:
            versions[line.list_name] += 1
            numbered.append((line, versions[line.list_name]))
        order = {name: at for at, name in enumerate(versions)}
        numbered.sort(key=lambda one: (order[one[0].list_name], -one[1]))
        self._lines = [line for line, _ in numbered]
        self._certificates = {line.import_id: certificates(audit, line.import_id)[0] for line in found}
        undecided = Counter(hazard.import_id for hazard in open_hazards(audit))
        self._rows: tuple[Row, ...] = tuple(
            _row(line, f"{number} of {versions[line.list_name]}", self._certificates[line.import_id],
                 undecided[line.import_id])
            for line, number in numbered
        )  # fmt: skip

    def _state(self) -> PanelState:
        line = self._selected()
        return PanelState(
            table="Lists and their versions",
            filters=(),
            find=None,
            facts="Each import is a version of a list. Checks read the current ones; the others are kept as they were.",
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=self._detail(line) if line else "",
            deeds=(
                Deed("certificate", "C&olumns of the certificate", line is not None),
                Deed("withdraw", "&Withdraw this import...", line is not None and line.state != "withdrawn"),
            ),
            empty="No list yet. Go to Import (Ctrl+I) and choose a workbook that the agency handed over.",
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {"certificate": self._show_certificate, "withdraw": self._ask_to_withdraw}

    def _show_certificate(self) -> None:
        line = self._selected()
        if line is not None:
            self._tables.show_table(certificate_table(self._certificates[line.import_id]))

    def _selected(self) -> ImportLine | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _detail(self, line: ImportLine) -> str:
        kept = self._certificates[line.import_id]
        cells = (
            f"{count_of(line.cells, 'cell')} = {count_text(line.typed)} as values + {count_text(line.misfits)} in the "
            f"ledger of misfits + {count_text(line.kept)} kept as text; {count_text(line.ignored)} outside the data."
        )
        why = f" Withdrawn because: {self._reason(line)}" if line.state == "withdrawn" else ""
        return f"{_sentence(kept)}\n{cells}{why}\nFingerprint of the file (sha256): {line.sha256}"

    def _reason(self, line: ImportLine) -> str:
        sql = "SELECT withdrawn_reason AS reason FROM cf_import WHERE import_id = ?"
        return str(self._desk.audit.rows(sql, (line.import_id,))[0]["reason"])

    def _ask_to_withdraw(self) -> None:
        line = self._selected()
        if line is None:
            return
        title = f"Withdraw {line.list_name}"
        facts = [f"{line.file}, sheet {line.sheet}: {count_of(line.rows, 'row')}.",
                 "Its rows stay in the audit file, but no check sees them any more. It cannot be made to count again "
                 "but by importing the workbook anew."]  # fmt: skip
        if line.state == "current":
            facts.append(
                "The version before it does not take its place: the list has no rows until one is imported."
            )

        def record(said: dict[str, str]) -> bool:
            return self._keep_as_job(
                f"Withdrawing {line.list_name}",
                lambda audit: withdraw_import(audit, line.import_id, said["reason"]),
                f"Withdrawn: {line.file}, sheet {line.sheet}. Run the checks again.",
            )

        self._view.ask(Question(title, tuple(facts), (reason_blank(),), "&Withdraw"), record)


def _row(line: ImportLine, version: str, kept: KeptCertificate, undecided: int) -> Row:
    return (
        line.list_name,
        version,
        line.state,
        count_text(line.rows),
        count_text(line.hidden_rows),
        count_text(line.misfits),
        VERDICTS[kept.verdict],
        count_text(undecided) if line.state == "current" else "",
        line.file,
        line.sheet,
        line.loaded_at[:16].replace("T", " "),
        line.actor,
    )


def _sentence(kept: KeptCertificate) -> str:
    sign = VERDICTS[kept.verdict].partition(" ")[0]
    return f"{sign} {kept.sentence}"
