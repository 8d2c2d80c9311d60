"""Small workbooks and audits for tests, with their data in view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import ImportResult, load_workbook_rows
from openpyxl import Workbook

AGREEMENT_HEADERS = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")


def day(text: str) -> dt.date:
    """A date from ISO text."""
    return dt.date.fromisoformat(text)


def agreement_row(agency: str, signed: Any = "2017-02-01", **other: Any) -> tuple[Any, ...]:
    """One row of an agreements list as agencies publish it; dates are given as ISO text and stored as dates."""
    when = day(signed) if isinstance(signed, str) and signed[:4].isdigit() else signed
    return (
        other.get("state", "TEXAS"),
        agency,
        other.get("type", "County"),
        other.get("county", "Example County"),
        other.get("model", "Jail Enforcement Model"),
        when,
        other.get("moa", "link pending"),
    )


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    hidden_rows: Sequence[int] = (),
    links: Mapping[str, str] | None = None,
) -> Path:
    """A workbook with these sheets (rows from row 1); hidden rows and links belong to the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for number in hidden_rows:
        first.row_dimensions[number].hidden = True
    for ref, target in (links or {}).items():
        first[ref].hyperlink = target
    book.save(path)
    return path


def new_audit(folder: Path, **facts: Any) -> Audit:
    """An audit as of 31 March 2018 in `folder`."""
    facts = {"title": "Test audit", "as_of": day("2018-03-31"), "period_start": day("2016-10-01"), **facts}
    return create_audit(folder / "test.crossfoot", actor="tester", **facts)


def load(audit: Audit, path: Path, **choices: Any) -> ImportResult:
    """Import a workbook as the auditor would, with choices of `ImportChoices`."""
    return load_workbook_rows(audit, plan_import(audit, path, ImportChoices(**choices)))
