"""Each hazard: a workbook that raises it, and one that comes near it and does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from crossfoot.workbook.inspection.column_facts import ColumnFacts, significant_digits
from crossfoot.workbook.inspection.hazards.kinds import BY_CODE, KINDS
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import Cell, Hazard
from crossfoot.workbook.xlsx.formulas import names_other_workbook

from tests.core.workbook.xlsx_parts import (
    HEAD,
    MAIN,
    Sheet,
    hidden_row,
    relationships,
    table,
    write_workbook,
)

HEADER = ["STATE", "AGENCY", "MOA"]
ROWS = (["GA", "Hall", "link"], ["FL", "Bay", "link"])
PLAIN = table(HEADER, *ROWS)
LINKS = {
    "rId1": "https://moa.example/1",
    "rId2": "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmoa.example",
}


def hazards_of(
    tmp_path: Path, sheet: Sheet, date1904: bool = False, parts: Mapping[str, str | None] | None = None
) -> tuple[Hazard, ...]:
    path = write_workbook(tmp_path / "list.xlsx", sheet, date1904=date1904, parts=parts)
    return inspect_workbook(path).sheets[0].hazards


def linked(*refs: str, link: str = "rId1") -> str:
    return (
        "<hyperlinks>" + "".join(f'<hyperlink ref="{ref}" r:id="{link}"/>' for ref in refs) + "</hyperlinks>"
    )


CRITERION = '<filterColumn colId="0"><filters><filter val="GA"/></filters></filterColumn>'


def filtered(area: str, criterion: str = "") -> str:
    return f'<autoFilter ref="{area}">{criterion}</autoFilter>'


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


def formula(text: str, value: str = "<v>1</v>") -> str:
    return f'<c r="REF"><f>{text}</f>{value}</c>'


def number(stored: str) -> str:
    return f'<c r="REF"><v>{stored}</v></c>'


def error(text: str) -> str:
    return f'<c r="REF" t="e"><v>{text}</v></c>'


def dimension(area: str) -> str:
    return f'<dimension ref="{area}"/>'


def remarks(kind: str, *refs: str) -> dict[str, str]:
    """The parts of a workbook whose first sheet bears comments (`comment`) or threads (`threadedComment`)."""
    part = f"xl/{kind}1.xml"
    related = {"comment": "comments"}.get(kind, kind)
    listed = "".join(f'<{kind} ref="{ref}"><text><t>Late?</t></text></{kind}>' for ref in refs)
    return {
        part: f'{HEAD}<list xmlns="{MAIN}">{listed}</list>',
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId9", related, f"/{part}", False)),
    }


def drawing_on(target: str) -> dict[str, str]:
    """The parts of a workbook with an external link."""
    return {
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml", False),
            ("rId2", "externalLink", "externalLinks/externalLink1.xml", False),
        ),
        "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
            ("rId1", "externalLinkPath", target, True)
        ),
    }


@dataclass(frozen=True)
class Case:
    """A workbook that raises the hazard at `where`, `count` times, and one that comes near it and does not."""

    sheet: Sheet
    where: str
    count: int
    near: Sheet
    parts: Mapping[str, str | None] = field(default_factory=dict)
    near_parts: Mapping[str, str | None] = field(default_factory=dict)
    date1904: bool = False


HIDDEN_SECOND = table(HEADER) + hidden_row(2, ROWS[0]) + table(ROWS[1], first_row=3)
AMOUNTS = table(["UNIT", "COST"], ["a", 10], ["b", 20], ["c", 5])

CASES: list[tuple[str, Case]] = [
    (
        "sheet-without-its-cells",
        Case(Sheet(PLAIN), "Sheet1", 1, Sheet(), parts={"xl/worksheets/sheet1.xml": None}),
    ),
    ("hidden-sheet", Case(Sheet(PLAIN, state="hidden"), "Sheet1", 1, Sheet(PLAIN, state="visible"))),
    (
        "very-hidden-sheet",
        Case(Sheet(PLAIN, state="veryHidden"), "Sheet1", 1, Sheet(PLAIN, state="hidden")),
    ),
    (
        "hidden-rows",
        Case(
            Sheet(HIDDEN_SECOND),
            "Sheet1, row 2",
            1,
            Sheet(PLAIN + hidden_row(4, [" "])),
        ),
    ),
    (
        "hidden-columns",
        Case(
            Sheet(PLAIN, before='<cols><col min="2" max="2" hidden="1"/></cols>'),
            "Sheet1!B",
            1,
            Sheet(PLAIN, before='<cols><col min="4" max="16384" hidden="1"/></cols>'),
        ),
    ),
    (
        "filter-left-on",
        Case(
            Sheet(HIDDEN_SECOND, after=filtered("A1:C3", CRITERION)),
            "Sheet1!A1:C3",
            1,
            Sheet(HIDDEN_SECOND, after=filtered("A1:C3")),
        ),
    ),
    (
        "data-outside-filter",
        Case(
            Sheet(PLAIN, after=filtered("A1:C2")),
            "Sheet1, row 3",
            1,
            Sheet(PLAIN, after=filtered("A1:C3")),
        ),
    ),
    (
        "error-cells",
        Case(
            Sheet(table(HEADER, ["GA", error("#N/A"), "link"])),
            "Sheet1!B2",
            1,
            Sheet(table(HEADER, ["GA", "#N/A", "link"])),
        ),
    ),
    (
        "formula-without-value",
        Case(
            Sheet(table(HEADER, ["GA", formula("A2", ""), "x"])),
            "Sheet1!B2",
            1,
            Sheet(table(HEADER, ["GA", formula("A2", "<v>0</v>"), "x"])),
        ),
    ),
    (
        "constants-among-formulas",
        Case(
            Sheet(table(HEADER, *(["GA", formula(f"LEN(A{n})"), "x"] for n in (2, 3)), ["FL", 7, "x"])),
            "Sheet1!B4",
            1,
            Sheet(table(HEADER, ["GA", formula("LEN(A2)"), "x"], ["FL", 7, "x"], ["TX", 8, "x"])),
        ),
    ),
    (
        "external-links",
        Case(
            Sheet(table(HEADER, ["GA", formula("[1]Budget!A1+1"), "x"], ["FL", 2, "x"])),
            "Sheet1!B2",
            1,
            Sheet(table(HEADER, ["GA", formula("Table1[2017]+Sheet2!A1"), "x"], ["FL", 2, "x"])),
        ),
    ),
    (
        "external-links",
        Case(
            Sheet(PLAIN),
            "the whole workbook",
            1,
            Sheet(PLAIN, after=linked("C2", "C3"), links=LINKS),
            parts=drawing_on("file:///C:\\Lists\\Budget%202017.xlsx"),
        ),
    ),
    (
        "number-stored-as-text",
        Case(
            Sheet(table(HEADER, ["GA", "1,250", "x"])),
            "Sheet1!B2",
            1,
            Sheet(table(HEADER, ["GA", "007", "x"], ["GA", 1250, "x"])),
        ),
    ),
    (
        "text-that-looks-like-a-date",
        Case(
            Sheet(table(HEADER, ["GA", "05/082025", "x"])),
            "Sheet1!B2",
            1,
            Sheet(table(HEADER, ["GA", "Room 5/6/7", "x"])),
        ),
    ),
    (
        "number-beyond-15-digits",
        Case(
            Sheet(table(HEADER, ["GA", number("1234567890123450"), "x"], ["GA", number("4.2E+16"), "x"])),
            "Sheet1!B2, B3",
            2,
            Sheet(table(HEADER, ["GA", number("123456789012345"), "x"], ["GA", number("4.2E+3"), "x"])),
        ),
    ),
    (
        "fraction-beyond-15-digits",
        Case(
            Sheet(table(HEADER, ["GA", number("0.30000000000000004"), "x"])),
            "Sheet1!B2",
            1,
            Sheet(
                table(HEADER, *(["GA", number(stored), "x"] for stored in ("1.1000000000000001", "3E-200")))
            ),
        ),
    ),
    (
        "trailing-spaces",
        Case(
            Sheet(table(HEADER, ["GA", "Hall ", "x"], ["FL", "\u00a0Bay", "y"])),
            "Sheet1!B2, B3",
            2,
            Sheet(table(HEADER, ["GA", "Bay  Hall", "x"], ["FL", " ", "y"])),
        ),
    ),
    (
        "total-rows",
        Case(
            Sheet(AMOUNTS + table(["Grand total:", 36], first_row=5)),
            "Sheet1, row 5",
            1,
            Sheet(AMOUNTS + table(["Total Transport Inc.", 36], ["Summary office", 1], first_row=5)),
        ),
    ),
    (
        "total-rows",
        Case(
            Sheet(AMOUNTS + table([None, 35], ["d", 2], ["e", 3], [None, 5], first_row=5)),
            "Sheet1, rows 5, 8",
            2,
            Sheet(AMOUNTS + table([None, 36], ["d", 71], first_row=5)),
        ),
    ),
    (
        "header-row-repeated",
        Case(
            Sheet(table(HEADER, ROWS[0], HEADER, ROWS[1])),
            "Sheet1, row 3",
            1,
            Sheet(table(HEADER, ROWS[0], ["STATE", "AGENCY", "link"])),
        ),
    ),
    (
        "header-row-repeated",
        Case(
            Sheet(table(["A", "B"], [1, 2], ["a", "b "])),
            "Sheet1, row 3",
            1,
            Sheet(table(["Yes"], ["No"], ["Yes"])),
        ),
    ),
    (
        "repeated-header",
        Case(
            Sheet(table(["STATE", "AGENCY", "State"], *ROWS)),
            "Sheet1!C1",
            2,
            Sheet(table(["STATE", "AGENCY", "STATE 2"], *ROWS)),
        ),
    ),
    (
        "blank-header",
        Case(
            Sheet(table(["STATE", None, "MOA"], *ROWS)),
            "Sheet1!B1",
            2,
            Sheet(table(["STATE", None, "MOA"], ["GA", None, "x"], ["FL", " ", "x"])),
        ),
    ),
    (
        "blank-row-inside",
        Case(
            Sheet(table(HEADER, ROWS[0]) + table(ROWS[1], first_row=5)),
            "Sheet1, rows 3, 4",
            2,
            Sheet(PLAIN + table([None], [None], first_row=4)),
        ),
    ),
    (
        "cells-outside-data-range",
        Case(
            Sheet(table(HEADER, [*ROWS[0], None, "call them"])),
            "Sheet1!E2",
            1,
            Sheet(table(HEADER, [*ROWS[0], None, " "])),
        ),
    ),
    (
        "merged-cells",
        Case(
            Sheet(PLAIN, after=merged("A2:A3")),
            "Sheet1!A2:A3",
            1,
            Sheet(table(["A list"], HEADER, *ROWS), after=merged("A1:C1", "A3:A3")),
        ),
    ),
    (
        "used-range-beyond-data",
        Case(
            Sheet(PLAIN, before=dimension("A1:C1048576")),
            "Sheet1!A1:C1048576",
            1_048_573,
            Sheet(PLAIN, before=dimension("A1:Z100")),
        ),
    ),
    (
        "doubled-or-disordered-cells",
        Case(
            Sheet(PLAIN + table(ROWS[0], first_row=2)),
            "Sheet1!row 2",
            1,
            Sheet(PLAIN + table(ROWS[0], first_row=4)),
        ),
    ),
    (
        "doubled-or-disordered-cells",
        Case(
            Sheet(table(HEADER) + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
            "Sheet1!A2",
            1,
            Sheet(table(HEADER) + '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>2</v></c></row>'),
        ),
    ),
    (
        "link-text-without-link",
        Case(
            Sheet(PLAIN, after=linked("C2"), links=LINKS),
            "Sheet1!C3",
            1,
            Sheet(PLAIN, after=linked("C2", "C3"), links=LINKS),
        ),
    ),
    (
        "link-behind-pending",
        Case(
            Sheet(table(HEADER, ["GA", "Hall", "link pending"]), after=linked("C2"), links=LINKS),
            "Sheet1!C2",
            1,
            Sheet(table(HEADER, ["GA", "Hall", "link pending"], ROWS[1]), after=linked("C3"), links=LINKS),
        ),
    ),
    (
        "link-wrapped-by-mail-filter",
        Case(
            Sheet(PLAIN, after=linked("C2", "C3", link="rId2"), links=LINKS),
            "Sheet1!C2, C3",
            2,
            Sheet(PLAIN, after=linked("C2", "C3"), links=LINKS),
        ),
    ),
    (
        "link-on-empty-cell",
        Case(
            Sheet(PLAIN, after=linked("C2", "C3", "C9"), links=LINKS),
            "Sheet1!C9",
            1,
            Sheet(PLAIN, after=linked("C2:C9"), links=LINKS),
        ),
    ),
    (
        "comments",
        Case(
            Sheet(PLAIN),
            "Sheet1!B2, C3",
            2,
            Sheet(PLAIN),
            parts=remarks("comment", "B2", "C3"),
            near_parts=remarks("comment"),
        ),
    ),
    (
        "threaded-comments",
        Case(
            Sheet(PLAIN),
            "Sheet1!B2",
            1,
            Sheet(PLAIN),
            parts=remarks("threadedComment", "B2"),
            near_parts=remarks("comment", "B2"),
        ),
    ),
    (
        "comments-not-readable",
        Case(
            Sheet(PLAIN),
            "Sheet1",
            1,
            Sheet(PLAIN),
            parts={**remarks("comment", "B2"), "xl/comment1.xml": "<comments><comment"},
            near_parts={**remarks("comment", "B2"), "xl/comment1.xml": None},
        ),
    ),
    ("dates-1904", Case(Sheet(PLAIN), "Sheet1", 1, Sheet(PLAIN), date1904=True)),
]
ELSEWHERE = {"format-losses": "test_what_a_format_loses_is_a_hazard_of_its_sheets"}
"""Codes that no .xlsx raises, and the test that holds the pair."""


def named(cases: list[tuple[str, Case]]) -> list[str]:
    return [f"{code}-{i}" for i, (code, _) in enumerate(cases)]


@pytest.mark.parametrize(("code", "case"), CASES, ids=named(CASES))
def test_the_hazard_is_found_at_its_place(tmp_path: Path, code: str, case: Case) -> None:
    found = [one for one in hazards_of(tmp_path, case.sheet, case.date1904, case.parts) if one.code == code]
    assert [(hazard.where, hazard.count) for hazard in found] == [(case.where, case.count)]
    kind = BY_CODE[code]
    assert found[0].message.endswith(kind.why)
    assert found[0].decide is bool(kind.choices)


@pytest.mark.parametrize(("code", "case"), CASES, ids=named(CASES))
def test_what_only_comes_near_the_hazard_is_none(tmp_path: Path, code: str, case: Case) -> None:
    assert code not in [one.code for one in hazards_of(tmp_path, case.near, parts=case.near_parts)]


def test_every_code_of_the_table_has_a_workbook_that_raises_it_and_one_that_does_not() -> None:
    assert {code for code, _ in CASES} | set(ELSEWHERE) == set(BY_CODE)
    assert len(BY_CODE) == len(KINDS)
    assert all(test in globals() for test in ELSEWHERE.values())


def test_what_a_format_loses_is_a_hazard_of_its_sheets(tmp_path: Path) -> None:
    ragged, even = tmp_path / "ragged.csv", tmp_path / "even.csv"
    ragged.write_text("id,name\n1,Doe\n2,Roe,x\n", encoding="utf-8")
    even.write_text("id,name\n1,Doe\n2,Roe\n", encoding="utf-8")
    (found,) = [one for one in inspect_workbook(ragged).sheets[0].hazards if one.code == "format-losses"]
    assert (found.where, found.count) == ("the whole workbook", 1)
    assert "fields" in found.message
    assert inspect_workbook(even).sheets[0].hazards == ()


def test_a_plain_sheet_has_no_hazard(tmp_path: Path) -> None:
    assert hazards_of(tmp_path, Sheet(PLAIN)) == ()


def test_a_filter_in_a_view_that_another_user_saved_is_none(tmp_path: Path) -> None:
    own = filtered("A1:C2", CRITERION)
    view = f"<customSheetViews><customSheetView>{own}</customSheetView></customSheetViews>"
    assert hazards_of(tmp_path, Sheet(PLAIN, after=view)) == ()
    assert hazards_of(tmp_path, Sheet(PLAIN, after=filtered("A1:C3") + view)) == ()


def test_rows_that_may_be_left_out_are_named_as_ranges(tmp_path: Path) -> None:
    rows = AMOUNTS + table(["Total", 35], ["d", 1], ["Total", 36], ["Grand total", 36], first_row=5)
    (totals,) = [one for one in hazards_of(tmp_path, Sheet(rows)) if one.code == "total-rows"]
    assert (totals.rows, totals.decide) == (((5, 5), (7, 8)), True)


def test_a_row_that_is_called_the_total_of_something_is_one_where_texts_of_the_others_are_missing(
    tmp_path: Path,
) -> None:
    rows = table(
        ["UNIT", "TOWN", "COST"], ["Hall", "Bay", 1], ["Total Oil", "Bay", 1], ["Total Bay", None, 2]
    )
    assert [(one.code, one.where) for one in hazards_of(tmp_path, Sheet(rows))] == [
        ("total-rows", "Sheet1, row 4")
    ]


def test_two_equal_numbers_over_their_double_are_no_totals(tmp_path: Path) -> None:
    rows = table(["UNIT", "COST"], ["a", 1], ["b", 1], ["c", 2], ["d", 4])
    assert hazards_of(tmp_path, Sheet(rows)) == ()


def test_the_comment_that_stands_in_for_a_thread_is_not_counted_again(tmp_path: Path) -> None:
    both = remarks("comment", "B2", "C2") | remarks("threadedComment", "B2")
    both["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        ("rId1", "comments", "/xl/comment1.xml", False),
        ("rId2", "threadedComment", "/xl/threadedComment1.xml", False),
    )
    found = hazards_of(tmp_path, Sheet(PLAIN), parts=both)
    assert [(one.code, one.where) for one in found] == [
        ("comments", "Sheet1!C2"),
        ("threaded-comments", "Sheet1!B2"),
    ]


def test_the_other_workbook_is_named(tmp_path: Path) -> None:
    parts = drawing_on("file:///C:\\Lists\\Budget%202017.xlsx")
    assert "Budget 2017.xlsx." in hazards_of(tmp_path, Sheet(PLAIN), parts=parts)[0].message


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("=[1]Sheet1!A1", True),
        ("=SUM(A1,[2]Sheet1!A1:A9)", True),
        ("='C:\\lists\\[b.xlsx]It''s S'!A1", True),
        ("=[1]!Name", True),
        ("=Table1[2017]", False),
        ("=SUM(Table1[[#This Row],[2017]:[2018]])", False),
        ("=Table1[2017]*Sheet2!A1", False),
    ],
)
def test_a_formula_names_another_workbook(text: str, outside: bool) -> None:
    assert names_other_workbook(text) is outside


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("12", (2, True)),
        ("-1234567890123450", (16, True)),
        ("1.23456789012345E+15", (16, True)),
        ("1e+20", (21, True)),
        ("0.10", (1, False)),
        ("1200.5", (5, False)),
        ("3.0000000000000001E-2", (17, False)),
        ("0", (0, True)),
    ],
)
def test_significant_digits_of_a_stored_number(stored: str, expected: tuple[int, bool]) -> None:
    assert significant_digits(stored) == expected


def test_many_cells_at_once_count_as_one_by_one() -> None:
    texts = ["Hall", "7/4/2025", "1,250", "x ", "007"]
    raws = ["1", "1234567890123456", "0.30000000000000004", "1e+20"]
    cells = [Cell("S", f"B{n}", n, 2, "text", text, text) for n, text in enumerate(texts, start=2)]
    cells += [Cell("S", f"B{n}", n, 2, "number", raw, float(raw)) for n, raw in enumerate(raws, start=7)]
    single, many = ColumnFacts(2, "X", False), ColumnFacts(2, "X", False)
    for cell in cells:
        single.add(cell)
    many.add_plain("text", range(2, 7), texts=texts)
    many.add_plain("number", range(7, 11), raws=raws)
    many.samples = single.samples
    assert many == single


def test_many_places_are_counted_and_the_first_five_shown(tmp_path: Path) -> None:
    rows = table(HEADER, *(["GA", f"Agency {n} ", "x"] for n in range(9)))
    hazard = hazards_of(tmp_path, Sheet(rows))[0]
    assert (hazard.where, hazard.count) == ("Sheet1!B2, B3, B4, B5, B6 and 4 more", 9)
    assert 'column B ("AGENCY")' in hazard.message


@pytest.mark.parametrize(
    "text", ["7/72025", "05/082025", "7/4/2025", "2025-07-04", "July 4, 2025", "4-Jul-25", "4.7.2025"]
)
def test_texts_that_a_person_reads_as_dates(tmp_path: Path, text: str) -> None:
    codes = [hazard.code for hazard in hazards_of(tmp_path, Sheet(table(HEADER, ["GA", text, "x"])))]
    assert codes == ["text-that-looks-like-a-date"]


@pytest.mark.parametrize("text", ["007", "555-0100", "12/34", "Room 5/6/7", "24-7-365 desk", "v1.2.3", "1,2"])
def test_identifiers_and_remarks_are_neither_dates_nor_numbers(tmp_path: Path, text: str) -> None:
    assert hazards_of(tmp_path, Sheet(table(HEADER, ["GA", text, "x"]))) == ()
