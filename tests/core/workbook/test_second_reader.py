from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.certificate.second_reader import read_with_openpyxl
from crossfoot.workbook.read import iter_cells
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.workbook.xlsx_parts import Sheet, hidden_row, table, write_workbook

SHEET = Sheet(
    table(["STATE", "SIGNED", "MOA"], ["GA", '<c r="REF" s="1"><v>45723</v></c>', "link"])
    + hidden_row(3, ["FL", '<c r="REF" t="e"><v>#N/A</v></c>', '<c r="REF"><f>1+1</f><v>2</v></c>'])
    + table([True, '<c r="REF" s="2"><v>1.25</v></c>', '<c r="REF"><f>B2</f></c>'], first_row=4).replace(
        "<v>True</v>", "<v>1</v>"
    ),
    before='<cols><col min="3" max="3" hidden="1"/></cols>',
    after='<hyperlinks><hyperlink ref="C2" r:id="rId1"/></hyperlinks>',
    links={"rId1": "https://moa.example/1.pdf"},
)


def test_the_second_reader_gives_the_same_cells(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", SHEET, formats=[14, "[h]:mm"])
    ours = [(c.ref, c.type, c.value, c.number_format, c.formula, c.link, c.hidden) for c in iter_cells(path)]
    theirs = [
        (c.ref, c.type, c.value, c.number_format, c.formula, c.link, c.hidden)
        for c in read_with_openpyxl(path)
    ]
    assert ours == theirs
    assert len(ours) == 12


def test_what_the_second_reader_cannot_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK no workbook")
    with pytest.raises(WorkbookError, match=r"openpyxl\) cannot read list\.xlsx"):
        list(read_with_openpyxl(path))


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="_<\ufffe\uffff"),
    max_size=20,
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
DATES = st.integers(61, 2_958_465).map(lambda day: f'<c r="REF" s="1"><v>{day}</v></c>')
ERRORS = st.sampled_from(["#N/A", "#REF!", "#DIV/0!"]).map(lambda text: f'<c r="REF" t="e"><v>{text}</v></c>')
ROWS = st.lists(st.lists(st.none() | TEXTS | NUMBERS | DATES | ERRORS, max_size=6), max_size=12)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_both_readers_agree_on_any_table(rows: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(Path(folder) / "list.xlsx", Sheet(table(*rows)), formats=[14])
        ours = [(cell.ref, cell.type, cell.value) for cell in iter_cells(path)]
        theirs = [(cell.ref, cell.type, cell.value) for cell in read_with_openpyxl(path)]
    assert ours == theirs
    assert len(ours) == sum(value is not None for row in rows for value in row)
