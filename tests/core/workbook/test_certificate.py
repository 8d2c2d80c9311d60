"""Two readings of one sheet: where they agree, what they cannot tell, and that no fault of a reader slips through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.workbook.certificate import certify as certificate_module
from crossfoot.workbook.certificate.certificate_model import SheetCertificate
from crossfoot.workbook.certificate.certify import certify_sheets
from crossfoot.workbook.model import AS_FOUND, Cell, ReadOptions, SheetRow
from crossfoot.workbook.read import open_rows, sheet_names

from tests.core.workbook.xlsx_parts import Sheet, hidden_row, table, write_workbook
from tests.places import SHARED, needs_real_workbooks

LISTS = sorted((SHARED / "data" / "ice-287g").glob("*/*.xlsx")) if SHARED else []
FORMATS = [14, "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm:ss", "0.00%"]
ROWS = (
    ["AGENCY", "SIGNED", "SCORE", "MOA", "COUNTY"],
    ["Alpha", '<c r="REF" s="1"><v>45723</v></c>', 71.5, "https://moa.example/1.pdf", "Adams"],
    ["Beta", '<c r="REF" s="1"><v>45724</v></c>', 0.1, "link", '<c r="REF" t="e"><v>#N/A</v></c>'],
    ["Gamma", '<c r="REF" s="1"><v>45725</v></c>', 0.2, "link", "Clark"],
    ["Delta", '<c r="REF" s="1"><v>45726</v></c>', 12345678901234.5, None, "Dade"],
)
LINKS = Sheet(
    table(*ROWS),
    after='<hyperlinks><hyperlink ref="D2" r:id="rId1"/><hyperlink ref="D3" r:id="rId2"/></hyperlinks>',
    links={"rId1": "https://moa.example/1.pdf", "rId2": "https://moa.example/2.pdf"},
)


def certify(path: Path, **more: int) -> SheetCertificate:
    (certificate,) = certify_sheets(path, sheet_names(path)[:1], **more)
    return certificate


def the_list(folder: Path) -> Path:
    return write_workbook(folder / "list.xlsx", LINKS, formats=FORMATS)


def test_two_programs_that_agree_say_so_in_one_sentence(tmp_path: Path) -> None:
    certificate = certify(the_list(tmp_path))
    assert (certificate.verdict, certificate.mode, certificate.differences) == ("agree", "full", ())
    assert certificate.second is not None
    assert certificate.sentence == (
        f"Read twice, by two independent programs (Crossfoot and openpyxl {certificate.second.version}): "
        "24 cells, 0 differences."
    )


def test_each_column_has_its_counts_its_exact_sum_and_its_checksum(tmp_path: Path) -> None:
    columns = {pair.column: pair for pair in certify(the_list(tmp_path)).columns}
    score, moa, county = columns["C"].first, columns["D"].first, columns["E"].first
    assert (score.cells, score.texts, score.numbers, score.text_length) == (5, 1, 4, 5)
    assert Decimal(score.sum) == Decimal("71.5") + Decimal("0.1") + Decimal("0.2") + Decimal(
        "12345678901234.5"
    )
    assert (score.minimum, score.maximum) == ("0.1", "12345678901234.5")
    assert (columns["B"].first.dates, moa.links, county.errors) == (4, 2, 1)
    assert all(pair.first == pair.second for pair in columns.values())
    assert len({pair.first.checksum for pair in columns.values()}) == 5


def test_a_certificate_comes_back_from_json_as_it_was(tmp_path: Path) -> None:
    certificate = certify(the_list(tmp_path))
    assert from_plain(SheetCertificate, json.loads(json.dumps(to_plain(certificate)))) == certificate


KINDS = {
    "dates and times": ['<c r="REF" s="1"><v>61</v></c>', '<c r="REF" s="2"><v>45723.75</v></c>',
                        '<c r="REF" s="3"><v>0.5</v></c>', '<c r="REF" s="4"><v>1.25</v></c>'],
    "errors": ['<c r="REF" t="e"><v>#N/A</v></c>', '<c r="REF" t="e"><v>#DIV/0!</v></c>'],
    "booleans": ['<c r="REF" t="b"><v>1</v></c>', '<c r="REF" t="b"><v>0</v></c>'],
    "formulas": ['<c r="REF"><f>1+1</f><v>2</v></c>', '<c r="REF" t="str"><f>A1&amp;"x"</f><v>2x</v></c>',
                 '<c r="REF"><f>SUM(A1:B1)</f></c>', '<c r="REF" t="e"><f>1/0</f><v>#DIV/0!</v></c>'],
    "rich text": ['<c r="REF" t="s"><v>0</v></c>', '<c r="REF" t="s"><v>1</v></c>'],
    "numbers": [1, 1.0, "1E5", 0.30000000000000004, 123456789012345678, -0.5, "1E-300"],
    "blanks": ["  two blanks before", "after  ", " "],
}  # fmt: skip


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("kind", KINDS)
def test_both_programs_agree_on_cells_of_each_kind(tmp_path: Path, kind: str, date1904: bool) -> None:
    cells = [cell if kind != "numbers" else f'<c r="REF"><v>{cell}</v></c>' for cell in KINDS[kind]]
    strings = ["<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>", '<t xml:space="preserve"> plain </t>']
    path = write_workbook(
        tmp_path / "k.xlsx", Sheet(table(cells)), strings=strings, formats=FORMATS, date1904=date1904
    )
    certificate = certify(path)
    assert (certificate.verdict, certificate.explained) == ("agree", ())
    assert (certificate.cells, certificate.cells_second) == (len(cells), len(cells))


def test_sparse_and_hidden_rows_and_several_sheets_are_compared_each(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    path = write_workbook(
        tmp_path / "s.xlsx", Sheet(hidden_row(2, ["a", None, "b"]) + far), Sheet(table(["x"]), name="Other")
    )
    found = certify_sheets(path, ["Sheet1", "Other"])
    assert [(c.sheet, c.verdict, c.cells) for c in found] == [("Sheet1", "agree", 3), ("Other", "agree", 1)]
    assert [pair.column for pair in found[0].columns] == ["A", "C", "XFD"]


@needs_real_workbooks
@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_nine_published_lists_are_read_alike_by_both(path: Path) -> None:
    certificate = certify(path)
    assert (certificate.verdict, certificate.mode, certificate.explained) == ("agree", "full", ())
    assert certificate.cells == certificate.cells_second > 100


# What the readers are known to read differently


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="REF" t="str"><f>""</f><v></v></c>', "empty-text"),
        ("a_x000D_b", "escaped-character"),
        ('<c r="REF" s="1"><v>99999999</v></c>', "beyond-the-calendar"),
    ],
)
def test_a_known_difference_is_named_and_counted_apart(tmp_path: Path, cell: str, code: str) -> None:
    path = write_workbook(tmp_path / "k.xlsx", Sheet(table(["A", "B"], [1, cell])), formats=FORMATS)
    certificate = certify(path)
    assert [(e.code, e.count, e.ref) for e in certificate.explained] == [(code, 1, "B2")]
    assert certificate.verdict == "agree"
    assert "1 cell is read differently for a known reason" in certificate.sentence
    assert {pair.column: pair.explained for pair in certificate.columns} == {"A": 0, "B": 1}


def test_a_cell_under_a_merged_one_is_a_known_difference(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    path = write_workbook(tmp_path / "m.xlsx", Sheet(table(["title", "under it"], ["a", "b"]), after=merged))
    certificate = certify(path)
    assert [(e.code, e.ref) for e in certificate.explained] == [("under-a-merged-cell", "B1")]
    assert certificate.verdict == "agree"


def test_a_link_on_an_empty_cell_is_a_known_difference_but_a_lost_cell_with_a_link_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = '<hyperlinks><hyperlink ref="A1" r:id="rId1"/><hyperlink ref="B1" r:id="rId1"/></hyperlinks>'
    sheet = Sheet(table([None, "https://a.example/"]), after=links, links={"rId1": "https://a.example/"})
    path = write_workbook(tmp_path / "l.xlsx", sheet)
    certificate = certify(path)
    assert [(e.code, e.ref) for e in certificate.explained] == [("link-on-an-empty-cell", "A1")]
    assert certificate.verdict == "agree"

    mutate(monkeypatch, lambda rows: iter(()))
    certificate = certify(path)
    assert [e.ref for e in certificate.explained] == ["A1"]
    assert (certificate.verdict, certificate.differences[0].ref) == ("differ", "B1")


def test_rows_out_of_order_and_doubled_addresses_are_brought_together(tmp_path: Path) -> None:
    rows = (
        table(["third"], first_row=3)
        + table(["first"])
        + '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'
    )
    certificate = certify(write_workbook(tmp_path / "o.xlsx", Sheet(rows)))
    assert (certificate.verdict, certificate.cells, certificate.cells_second) == ("agree", 4, 3)
    assert [(e.code, e.ref) for e in certificate.explained] == [("doubled-address", "A2")]


# What a fault of our reader looks like

Rows = Iterator[SheetRow]
Fault = Callable[[Rows], Rows]


def mutate(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Let our reader make a fault on the way to the certificate."""

    def faulty(path: Path, sheet: str, options: ReadOptions = AS_FOUND) -> Rows:
        return fault(open_rows(path, sheet, options))

    monkeypatch.setattr(certificate_module, "open_rows", faulty)


def in_cell(ref: str, change: Callable[[Cell], Cell | None]) -> Fault:
    def fault(rows: Rows) -> Rows:
        for row in rows:
            cells = (change(cell) if cell.ref == ref else cell for cell in row.cells)
            yield replace(row, cells=tuple(cell for cell in cells if cell is not None))

    return fault


def a_skipped_row(rows: Rows) -> Rows:
    return (row for row in rows if row.number != 3)


def a_shifted_column(rows: Rows) -> Rows:
    for row in rows:
        yield replace(
            row, cells=tuple(replace(c, column=c.column + 1) if c.column > 3 else c for c in row.cells)
        )


def rows_one_lower(rows: Rows) -> Rows:
    for row in rows:
        down = row.number + (row.number > 2)
        yield SheetRow(down, row.hidden, tuple(replace(c, row=down) for c in row.cells))


def two_swapped_cells(rows: Rows) -> Rows:
    held = list(rows)
    first, second = held[2].cells[0], held[3].cells[0]
    swap = {first.ref: second, second.ref: first}
    for row in held:
        yield replace(
            row,
            cells=tuple(
                replace(c, raw=swap[c.ref].raw, value=swap[c.ref].value) if c.ref in swap else c
                for c in row.cells
            ),
        )


FAULTS: dict[str, tuple[Fault, str, str]] = {
    "a skipped row": (a_skipped_row, "A3", "cells that are not empty"),
    "a shifted column": (a_shifted_column, "D1", "cells that are not empty"),
    "rows one lower": (rows_one_lower, "A3", "checksum of the column"),
    "a lost text": (in_cell("A4", lambda cell: None), "A4", "texts"),
    "an emptied text": (in_cell("A4", lambda cell: replace(cell, raw="", value="")), "A4", "letters of all texts"),
    "another text of the same length": (
        in_cell("A4", lambda cell: replace(cell, raw="Gamna", value="Gamna")), "A4", "checksum of the column"),
    "the last digit of a number": (
        in_cell("C4", lambda cell: replace(cell, raw="0.20000000000000004", value=0.20000000000000004)),
        "C4", "sum of the numbers"),
    "a number as text": (in_cell("C3", lambda cell: replace(cell, type="text", value="0.1")), "C3", "numbers"),
    "two swapped cells": (two_swapped_cells, "A3", "checksum of the column"),
    "a date off by one day": (
        in_cell("B5", lambda cell: replace(cell, value="2025-03-11")), "B5", "checksum of the column"),
    "a date as a number": (
        in_cell("B5", lambda cell: replace(cell, type="number", value=45727)), "B5", "numbers"),
}  # fmt: skip
ONLY_IN_FULL: dict[str, tuple[Fault, str, str]] = {
    "a lost error value": (in_cell("E3", lambda cell: None), "E3", "error values"),
    "an error value as text": (in_cell("E3", lambda cell: replace(cell, type="text")), "E3", "error values"),
    "a lost link": (in_cell("D3", lambda cell: replace(cell, link=None)), "D3", "hyperlinks"),
    "a link of another row": (
        in_cell("D3", lambda cell: replace(cell, link="https://moa.example/1.pdf")), "D3", "checksum of the column"),
}  # fmt: skip


@pytest.mark.parametrize("fault", [*FAULTS, *ONLY_IN_FULL])
def test_a_fault_of_our_reader_is_caught_and_its_first_cell_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    mutation, ref, measure = (FAULTS | ONLY_IN_FULL)[fault]
    path = the_list(tmp_path)
    mutate(monkeypatch, mutation)
    certificate = certify(path)
    assert certificate.verdict == "differ"
    assert certificate.differences[0].ref == ref
    column = certificate.differences[0].column
    assert measure in [d.measure for d in certificate.differences if d.column == column]
    assert certificate.differences[0].first_there != certificate.differences[0].second_there
    assert f"Cell {ref}: the first reading is" in certificate.sentence


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_in_a_sheet_above_the_size_limit_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    mutation, ref, _ = FAULTS[fault]
    path = the_list(tmp_path)
    mutate(monkeypatch, mutation)
    certificate = certify(path, full_up_to=10)
    assert (certificate.mode, certificate.verdict) == ("values", "differ")
    assert certificate.differences[0].ref == ref


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("a lost error value", "cannot see error values, formulas, hyperlinks"),
        ("a lost link", "cannot see error values, formulas, hyperlinks"),
    ],
)
def test_what_the_second_program_cannot_see_above_the_limit_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, words: str
) -> None:
    path = the_list(tmp_path)
    mutate(monkeypatch, ONLY_IN_FULL[fault][0])
    certificate = certify(path, full_up_to=10)
    assert certificate.verdict == "agree"
    assert words in certificate.compared
    assert "in what the second program can see of them" in certificate.sentence


def test_above_the_limit_the_cells_that_were_read_once_are_counted(tmp_path: Path) -> None:
    certificate = certify(the_list(tmp_path), full_up_to=10)
    assert (certificate.mode, certificate.verdict) == ("values", "agree")
    assert [words.partition(":")[0] for words in certificate.not_seen] == [
        "calamine cannot see error values",
        "calamine cannot see hyperlinks",
    ]
    assert certificate.sentence.endswith("1 cell was seen by one program only.")


# Where there is no second reading


def test_a_workbook_that_openpyxl_cannot_open_goes_to_calamine(tmp_path: Path) -> None:
    broken = {"docProps/core.xml": "<not closed"}
    certificate = certify(write_workbook(tmp_path / "s.xlsx", Sheet(table(["a"])), parts=broken))
    assert (certificate.mode, certificate.verdict) == ("values", "agree")
    assert "openpyxl cannot read it" in certificate.compared


def test_a_workbook_that_nobody_else_can_open_is_said_to_be_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossfoot.workbook.certificate import second_opinion

    def panic(*_: object) -> None:
        raise BaseException("index out of bounds")

    monkeypatch.setattr(second_opinion, "OpenpyxlOpinion", panic)
    monkeypatch.setattr(second_opinion, "CalamineOpinion", panic)
    certificate = certify(the_list(tmp_path))
    assert (certificate.verdict, certificate.mode, certificate.cells) == ("not compared", "none", 0)
    assert certificate.sentence.startswith(
        "The workbook could not be read a second time: openpyxl cannot read it"
    )


# Text tables

TEXT_TABLES = {
    "plain": "AGENCY,SCORE\r\nAlpha,1\r\n\r\nBeta,2\r\n",
    "quoted": 'AGENCY,NOTE\n"Alpha, of ""A""","two\nlines"\n"",x\n',
    "semicolons": "A;B\n1,5;2\n",
    "told separator": "sep=|\nA|B\n1|2\n",
    "no last line end": "A,B\n1,2",
    "uneven": "A,B,C\n1\n,,3\n",
}


@pytest.mark.parametrize("name", TEXT_TABLES)
def test_a_text_table_is_cut_alike_in_both_ways(tmp_path: Path, name: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TEXT_TABLES[name].encode())
    certificate = certify(path)
    assert (certificate.verdict, certificate.mode) == ("agree", "full")
    assert certificate.cells == certificate.cells_second >= 4
    assert "in two ways" in certificate.sentence


def test_a_lost_field_of_a_text_table_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TEXT_TABLES["quoted"].encode())
    mutate(monkeypatch, in_cell("B2", lambda cell: replace(cell, value="two")))
    assert certify(path).differences[0].ref == "B2"
