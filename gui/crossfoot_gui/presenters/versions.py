"""Two versions of one list beside each other: what was added, removed, changed; what may be one record."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.auditfile.lookups import ImportLine, imports
from crossfoot.auditfile.versions.compare import compare_versions
from crossfoot.auditfile.versions.row_matches import RowMatch, match_rows, row_matches, withdraw_row_match
from crossfoot.auditfile.versions.version_model import ListDiff, Proposal, key_label
from crossfoot.errors import CrossfootError
from crossfoot.progress import Progress
from crossfoot.values import count_text

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Question, reason_blank
from crossfoot_gui.presenters.slow_panel import Mark, SlowPanel
from crossfoot_gui.presenters.source_view import SourceView, show_in_sheet
from crossfoot_gui.presenters.version_lines import (
    CLASSES,
    COLUMNS,
    DiffLine,
    class_counts,
    diff_lines,
    how_matched,
    sums,
)

_CELL_BEFORE, _CELL_NOW = 5, 6
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_Compared = tuple[ListDiff, list[RowMatch], list[DiffLine]]


class VersionsView(PanelView, SourceView, Protocol):
    """A panel that can show a cell in its sheet."""


class VersionsPresenter(SlowPanel):
    """The list and its two versions are chosen; the last two of the first list that came again stand there first."""

    reading = "Comparing two versions"

    def __init__(self, desk: Desk, view: VersionsView) -> None:
        super().__init__(desk, view)
        self._source: SourceView = view

    def enter(self) -> None:
        """Choose what stands to be compared, then compare."""
        if self._desk.now(self._choose_sides):
            super().enter()

    def choose(self, name: str, value: str) -> None:
        """Another list brings its own versions with it."""
        if name == "list":
            self._chosen.pop("before", None)
            self._chosen.pop("after", None)
        super().choose(name, value)

    def _choose_sides(self) -> bool:
        self._lists: dict[str, list[ImportLine]] = {}
        for line in imports(self._desk.audit):
            self._lists.setdefault(line.list_name, []).append(line)
        again = [name for name, versions in self._lists.items() if len(versions) > 1]
        if self._chosen.get("list") not in self._lists:
            self._chosen = {"show": self._chosen.get("show", ""), "list": next(iter(again), "")}
        versions = self._lists.get(self._chosen["list"], [])
        numbers = [str(line.import_id) for line in versions]
        if len(versions) > 1:
            if self._chosen.get("before") not in numbers:
                self._chosen["before"] = numbers[-2]
            if self._chosen.get("after") not in numbers:
                self._chosen["after"] = numbers[-1]
        else:
            self._chosen["before"] = self._chosen["after"] = ""
        return True

    def _asked(self) -> Mark:
        return (self._chosen["before"], self._chosen["after"])

    def _wanted(self) -> bool:
        return self._chosen["before"] != self._chosen["after"]

    def _work(self) -> Callable[[Audit, Progress], _Compared]:
        before, after, name = int(self._chosen["before"]), int(self._chosen["after"]), self._chosen["list"]

        def work(audit: Audit, progress: Progress) -> _Compared:
            diff = compare_versions(audit, before, after, progress=progress)
            decided = row_matches(audit, name)
            return diff, decided, list(diff_lines(diff, decided, audit.types[diff.after.record_type]))

        return work

    def _read(self) -> None:
        shown = self._chosen.get("show", "")
        lines: list[DiffLine] = self._data[2] if self._data else []
        wanted = [line for line in lines if (line.kind == shown if shown else line.kind != "decided")]
        self._lines = [wanted[at] for at in self._found([line.row for line in wanted])]
        self._rows: tuple[Row, ...] = tuple(line.row for line in self._lines)
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _state(self) -> PanelState:
        data: _Compared | None = self._data
        line = self._lines[self._at] if self._lines else None
        behind = line.behind if line else None
        is_proposal = isinstance(behind, Proposal)
        shown = self._chosen.get("show", "")
        deeds = [
            Deed("same", "They are &one record...", is_proposal, primary=True),
            Deed("distinct", "They are &two records...", is_proposal),
        ]
        if shown == "decided":
            deeds = [Deed("withdraw", "&Withdraw the decision...", isinstance(behind, RowMatch))]
        texts = line.row if line else ("",) * len(COLUMNS)
        deeds += [
            Deed("before", "Show &before in its sheet", bool(texts[_CELL_BEFORE])),
            Deed("now", "Show &now in its sheet", bool(texts[_CELL_NOW])),
        ]
        return PanelState(
            table="Differences between two versions",
            filters=self._filters(data, shown),
            find=self._find,
            facts=f"{sums(data[0])}\n{how_matched(data[0])}" if data else "",
            columns=COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=line.detail if line else "",
            deeds=(*deeds, Deed("save", "&Save as CSV...", bool(self._lines))),
            empty=self._empty(data),
        )

    def _filters(self, data: _Compared | None, shown: str) -> tuple[Filter, ...]:
        versions = self._lists.get(self._chosen["list"], [])
        entries = tuple(
            Choice(str(line.import_id), _version_words(line, number))
            for number, line in enumerate(versions, start=1)
        )
        counts = class_counts(data[0], data[1]) if data else {}
        classes = tuple(
            Choice(name, f"{words} ({count_text(counts.get(name, 0))})") for name, words in CLASSES
        )
        lists = tuple(
            Choice(name, f"{name} ({count_of(len(lines), 'version')})") for name, lines in self._lists.items()
        )
        return (
            Filter("list", "List", lists, self._chosen["list"]),
            Filter("show", "Show", (Choice("", "All differences"), *classes), shown),
            Filter("before", "Before", entries, self._chosen["before"]),
            Filter("after", "Now", entries, self._chosen["after"]),
        )

    def _empty(self, data: _Compared | None) -> str:
        if self._find:
            return "Nothing holds that text."
        if not any(len(versions) > 1 for versions in self._lists.values()) or not self._chosen["before"]:
            return "This list has one version only. Import the next one as a new version of it, then compare."
        if not self._wanted():
            return "Choose two different versions."
        if data is None:
            return "Not compared."
        return (
            "No difference of this kind." if self._chosen.get("show") else "The two versions do not differ."
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "same": lambda: self._ask(same=True),
            "distinct": lambda: self._ask(same=False),
            "withdraw": self._ask_to_withdraw,
            "before": lambda: self._show_in_sheet("before", _CELL_BEFORE),
            "now": lambda: self._show_in_sheet("after", _CELL_NOW),
            "save": self._ask_where,
        }

    def _show_in_sheet(self, side: str, column: int) -> None:
        """The cell of the selected line as it stands in that version; for a whole row, its first cell."""
        ref = self._lines[self._at].row[column]
        number = ref.removeprefix("row ")
        show_in_sheet(
            self._desk, self._source, int(self._chosen[side]), f"A{number}" if number.isdigit() else ref
        )

    def _ask(self, *, same: bool) -> None:
        one = self._lines[self._at].behind
        if not isinstance(one, Proposal):
            return
        name = self._data[0].after.list_name
        before, after = key_label(one.before.key), key_label(one.after.key)
        facts = (
            f"Before, row {one.before.row}: {before}",
            f"Now, row {one.after.row}: {after}",
            *one.evidence,
        )

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: match_rows(
                    self._desk.audit, name, one.before.key, one.after.key, same=same, evidence=said["reason"]
                ),
                f"Recorded: {'one record' if same else 'two records'}.",
            )

        blanks = (reason_blank("What shows it: a document, a letter, who said so.", "Evidence"),)
        self._view.ask(
            Question("They are one record" if same else "They are two records", facts, blanks), record
        )

    def _ask_to_withdraw(self) -> None:
        line = self._lines[self._at]
        match = line.behind
        if not isinstance(match, RowMatch):
            return

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: withdraw_row_match(self._desk.audit, match.uid, said["reason"]),
                "The decision no longer holds.",
            )

        self._view.ask(
            Question("Withdraw the decision", (line.detail,), (reason_blank(),), "&Withdraw"), record
        )

    def _ask_where(self) -> None:
        self._view.ask_where_to_save(f"{self._chosen['list']} - differences.csv", self._save)

    def _save(self, path: str) -> None:
        if self._desk.now(lambda: _write_copy(self._desk.audit, Path(path), self._rows)) is not None:
            self._desk.tell(f"Saved: {count_of(len(self._rows), 'line')} in {Path(path).name}.")


def _version_words(line: ImportLine, number: int) -> str:
    state = ", withdrawn" if line.state == "withdrawn" else ""
    return f"{number}: {line.file} ({count_of(line.rows, 'row')}{state})"


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_copy(audit: Audit, path: Path, rows: tuple[Row, ...]) -> int:
    require_marking(audit)
    written = _write(path, rows)
    record_copy(audit, path, "differences of two versions of a list")
    return written


def _write(path: Path, rows: tuple[Row, ...]) -> int:
    """The lines as a text table for Excel. A text that Excel would run as a formula gets an apostrophe before it."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.title for column in COLUMNS])
            writer.writerows([what.partition(" ")[2], *map(_no_formula, texts)] for what, *texts in rows)
    except OSError as error:
        raise CrossfootError(
            f"{path.name} cannot be written: {error.strerror or error}.",
            "Choose another folder, or close the file.",
        ) from None
    return len(rows)
