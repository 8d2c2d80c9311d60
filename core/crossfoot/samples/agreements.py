"""The list of agreements: 76 good rows, and among them what goes wrong in lists of this kind."""

from __future__ import annotations

import datetime as dt
from functools import cache
from random import Random

from crossfoot.samples.agreement_terms import Terms, agreement_number, agreement_terms
from crossfoot.samples.model import (
    AS_OF,
    BASE_DATE,
    MODEL,
    Column,
    FilterLeftOn,
    Link,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
    text_of,
    weekday_between,
)
from crossfoot.samples.names import STATES, Partner, SampleAgency, all_agencies, slug

FILE = "BDE agencies and agreements.xlsx"
SHEET = "Agreements"
HOST = "moa.example"
TEXT_DATE = "05/082017"
YEAR_5025 = dt.date(5025, 7, 7)

_COLUMNS = (
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("TYPE", 14),
    Column("COUNTY", 24),
    Column("SUPPORT TYPE", 24),
    Column("SIGNED", 12, "date"),
    Column("MOA", 13),
    Column("AGREEMENT NO", 15),
    Column("DATE AGENCY SIGNED", 14, "date"),
    Column("FEDERAL SIGNATURE DATE", 14, "date"),
    Column("OPERATIONAL DATE", 14, "date"),
    Column("EXPIRATION DATE", 14, "date"),
    Column("LAST REVIEW", 12, "date"),
)
_HIDDEN_STATES = frozenset({"ARKANSAS", "LOUISIANA"})
_PENDING_SIGNED = (dt.date(2017, 11, 14), dt.date(2018, 1, 16), dt.date(2018, 2, 28))
_BLANK_AFTER = 40
_STRAY = ("P22", "checked against the paper files up to here")


def partners() -> tuple[Partner, ...]:
    """The 76 agencies whose agreement has a usable date, in the order of the list (36 before the base date)."""
    old = [agency for agency in all_agencies() if agency.place <= 2]
    new = [a for a in all_agencies() if a.place > 2 and a not in pending_applicants() and a not in _undated()]
    dates = dict(zip(old, _old_dates(len(old)), strict=True)) | dict(
        zip(new, _new_dates(len(new)), strict=True)
    )
    return tuple(
        Partner(
            agency,
            dates[agency],
            "" if dates[agency] in _PENDING_SIGNED else f"https://{HOST}/{slug(agency)}.pdf",
        )
        for agency in all_agencies()
        if agency in dates
    )


def pending_applicants() -> tuple[SampleAgency, ...]:
    """Six agencies that applied and have no agreement yet."""
    return tuple(agency for agency in all_agencies() if agency.place == 6 and agency.state in STATES[:6])


def _undated() -> tuple[SampleAgency, ...]:
    """Two agencies whose signing date cannot be used."""
    return tuple(agency for agency in all_agencies() if agency.place == 6 and agency.state in STATES[10:])


def _old_dates(count: int) -> list[dt.date]:
    dice = Random(361)
    drawn = [weekday_between(dice, dt.date(2006, 2, 1), dt.date(2016, 9, 30)) for _ in range(count - 1)]
    return [*drawn, BASE_DATE - dt.timedelta(days=1)]


def _new_dates(count: int) -> list[dt.date]:
    dice = Random(402)
    fixed = [BASE_DATE + dt.timedelta(days=1), *_PENDING_SIGNED, AS_OF]
    drawn: list[dt.date] = []
    while len(drawn) < count - len(fixed):
        day = weekday_between(dice, BASE_DATE + dt.timedelta(days=2), dt.date(2018, 3, 27))
        if day not in fixed:
            drawn.append(day)
    spread = [*fixed, *drawn]
    return [spread[(number * 7) % count] for number in range(count)]


def build_agreements() -> tuple[Workbook, list[Planted]]:
    """The workbook of agreements (82 data rows, one blank row among them) and what is planted in it."""
    rows, planted = _rows_with_defects()
    sheet = Sheet(
        "agreements",
        SHEET,
        "Participating agencies and agreements as of 03/31/2018",
        "Agencies, counties, agreements and web addresses are invented.",
        _COLUMNS,
        tuple(rows),
        FilterLeftOn(0, _HIDDEN_STATES),
        (_STRAY,),
    )
    hidden = [
        _planted(row_number(index), "STATE", row, 0, "hidden row", "read and counted like every other row")
        for index, row in enumerate(rows)
        if sheet.is_hidden(row)
    ]
    return Workbook(FILE, (sheet,)), planted + hidden


def planted_agreement(partner: Partner, defect: str, effect: str) -> Planted:
    """What another list makes of a partner, as planted in the row of its agreement: there checks point to it."""
    rows, _ = _rows_with_defects()
    names = (partner.agency.name, partner.agency.name + " ")
    index = next(
        n for n, row in enumerate(rows) if row and row[1] in names and row[0] == partner.agency.state
    )
    return _planted(row_number(index), "LAW ENFORCEMENT AGENCY", rows[index], 1, defect, effect)


def _row(agency: SampleAgency, signed: str | dt.date, moa: str | Link, terms: Terms) -> SheetRow:
    return (agency.state, agency.name, agency.agency_type, agency.county, MODEL, signed, moa, *terms.cells)


def _good_row(partner: Partner, terms: Terms) -> SheetRow:
    moa = Link("link", partner.moa) if partner.moa else "link pending"
    return _row(partner.agency, partner.signed_on, moa, terms)


def _with(row: SheetRow, column: int, content: str | Link) -> SheetRow:
    return (*row[:column], content, *row[column + 1 :])


def _planted(row: int, column: str, cells: SheetRow, index: int, defect: str, effect: str) -> Planted:
    return Planted("agreements", FILE, SHEET, row, column, text_of(cells[index]), defect, effect)


@cache
def _rows_with_defects() -> tuple[list[SheetRow], list[Planted]]:
    good = partners()
    terms = agreement_terms(good)
    by_name = {partner.agency: _good_row(partner, terms[partner.agency]) for partner in good}
    listed = [partner.agency for partner in good]

    def pick(state: str, place: int) -> SampleAgency:
        return next(agency for agency in listed if (agency.state, agency.place) == (state, place))

    late_hazard, blank_name, blank_model = pick("GEORGIA", 3), pick("FLORIDA", 1), pick("OHIO", 5)
    by_name[late_hazard] = _with(
        by_name[late_hazard], 6, Link("link pending", f"https://{HOST}/{slug(late_hazard)}.pdf")
    )
    by_name[blank_name] = _with(by_name[blank_name], 1, blank_name.name + " ")
    by_name[blank_model] = _with(by_name[blank_model], 4, MODEL + " ")
    text_date, far_year = _undated()
    undated: tuple[tuple[SampleAgency, str | dt.date], ...] = ((text_date, TEXT_DATE), (far_year, YEAR_5025))
    for number, (agency, day) in enumerate(undated, start=len(good)):
        moa = Link("link", f"https://{HOST}/{slug(agency)}.pdf")
        by_name[agency] = _row(agency, day, moa, Terms(agreement_number(number)))

    rows = [by_name[agency] for agency in all_agencies() if agency in by_name]
    original, twin_of = pick("OKLAHOMA", 0), pick("SOUTH CAROLINA", 1)
    repeats = [by_name[original], by_name[pick("TEXAS", 4)], by_name[pick("MARYLAND", 2)]]
    twin = _with(by_name[twin_of], 1, twin_of.name.replace("'", "\u2019"))
    rows.insert(rows.index(repeats[0]) + 1, repeats[0])
    rows.insert(rows.index(by_name[twin_of]) + 1, twin)
    rows += repeats[1:]
    rows.insert(_BLANK_AFTER, ())

    excluded = "read, excluded from growth and every dated rule: signing date not usable"
    repeated = "read, excluded as 'repeated key', exception of dr-key-integrity; the agency counts once"
    planted = [
        _planted(
            _last(rows, row), "LAW ENFORCEMENT AGENCY", row, 1, "exact repeat of an earlier row", repeated
        )
        for row in repeats
    ]
    planted.append(
        _planted(
            _last(rows, twin),
            "LAW ENFORCEMENT AGENCY",
            twin,
            1,
            "curly apostrophe twin of an agency",
            repeated,
        )
    )
    for agency, column, index, defect, effect in (
        (text_date, "SIGNED", 5, "date as text that is no date", "misfit; " + excluded),
        (far_year, "SIGNED", 5, "year 5025", excluded),
        (
            late_hazard,
            "MOA",
            6,
            "'link pending' that carries a hyperlink",
            "counts as linked; listed as a hazard",
        ),
        (blank_name, "LAW ENFORCEMENT AGENCY", 1, "trailing space", "matches without it; counts unchanged"),
        (blank_model, "SUPPORT TYPE", 4, "trailing space", "read as the same model; counts unchanged"),
    ):
        planted.append(_planted(_last(rows, by_name[agency]), column, by_name[agency], index, defect, effect))
    headers = [column.header for column in _COLUMNS]
    for agency, said in terms.items():
        row = by_name[agency]
        planted += [
            _planted(row_number(rows.index(row)), column, row, headers.index(column), defect, effect)
            for column, defect, effect in said.planted
        ]
    planted += [
        _planted(
            row_number(index),
            "MOA",
            row,
            6,
            "'link pending' for more than 30 days",
            "exception of moa-document-missing",
        )
        for index, row in enumerate(rows)
        if row and row[6] == "link pending"
    ]
    planted.append(
        Planted(
            "agreements",
            FILE,
            SHEET,
            row_number(_BLANK_AFTER),
            "STATE",
            "",
            "blank row in the middle",
            "not a row; rows below it are read",
        )
    )
    planted.append(
        Planted(
            "agreements",
            FILE,
            SHEET,
            int(_STRAY[0][1:]),
            _STRAY[0][0],
            _STRAY[1],
            "stray cell right of the data",
            "ignored and reported as ignored",
        )
    )
    return rows, planted


def _last(rows: list[SheetRow], row: SheetRow) -> int:
    """The sheet's row number of the last row with these cells."""
    return row_number(len(rows) - 1 - rows[::-1].index(row))
