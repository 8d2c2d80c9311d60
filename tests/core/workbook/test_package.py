from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names
from crossfoot.workbook.xlsx import package as package_module

from tests.core.workbook.xlsx_parts import (
    HEAD,
    MAIN,
    OFFICE,
    Sheet,
    relationships,
    sheet_xml,
    table,
    write_workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def read_all(path: Path) -> list[str]:
    return [cell.ref for cell in iter_cells(path)]


@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", BILLION_LAUGHS], ids=["plain", "entities"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused_in_every_part(tmp_path: Path, part: str, doctype: str) -> None:
    whole = write_workbook(tmp_path / "plain.xlsx", Sheet(table(["a"])))
    with zipfile.ZipFile(whole) as archive:
        text = archive.read(part).decode()
    path = write_workbook(
        tmp_path / "list.xlsx", Sheet(table(["a"])), parts={part: text.replace(HEAD, HEAD + doctype)}
    )
    with pytest.raises(WorkbookError, match=f"its part {part} declares a document type"):
        read_all(path)


def test_a_part_that_inflates_a_thousandfold_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(" " * (20 * 1024 * 1024)))
    with pytest.raises(WorkbookError, match="inflates more than 100 times"):
        read_all(path)


def test_a_package_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_ENTRIES", 5)
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["a"])))
    with pytest.raises(WorkbookError, match="it holds 7 parts, more than 5"):
        read_all(path)


def test_a_part_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_PART_BYTES", 2000)
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["a" * 3000])))
    with pytest.raises(WorkbookError, match="claims"):
        read_all(path)


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["a"])))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(WorkbookError, match=r"list\.xlsx is damaged: its zip directory cannot be read"):
        read_all(path)


def test_a_flipped_byte_in_a_part_is_damage_and_not_another_value(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["agency"])))
    with zipfile.ZipFile(path) as archive:
        stored = tmp_path / "stored.xlsx"
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as copy:
            for name in archive.namelist():
                copy.writestr(name, archive.read(name))
    stored.write_bytes(stored.read_bytes().replace(b"agency", b"agenda"))
    with pytest.raises(WorkbookError, match="cannot be unpacked"):
        read_all(stored)


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet><sheetData><row>",
        "no xml at all",
        "",
        '<?xml version="1.0" encoding="klingon"?><worksheet/>',
        '<?xml version="1.0" encoding="shift_jis"?><worksheet/>',
    ],
)
def test_broken_xml_is_damage_with_the_part_named(tmp_path: Path, xml: str) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(), parts={SHEET: xml})
    with pytest.raises(WorkbookError, match=f"its part {SHEET} is not valid XML"):
        read_all(path)


def test_the_list_of_sheets_is_found_wherever_the_package_says(tmp_path: Path) -> None:
    listed = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    path = write_workbook(
        tmp_path / "list.xlsx",
        parts={
            "_rels/.rels": relationships(("rId1", "officeDocument", "/wtf/book.xml", False)),
            "xl/workbook.xml": None,
            "wtf/book.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{listed}</workbook>',
            "wtf/_rels/book.xml.rels": relationships(("rId1", "worksheet", r"..\deep\s.xml", False)),
            "Deep/S.xml": sheet_xml(Sheet(table(["a"]))),
        },
    )
    assert (sheet_names(path), read_all(path)) == (["S"], ["A1"])


def test_a_sheet_that_is_listed_but_not_there_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    sheets = (Sheet(table(["a"]), name="Officers"), Sheet(name="Courses"))
    path = write_workbook(tmp_path / "list.xlsx", *sheets, parts={"xl/worksheets/sheet2.xml": None})
    assert [hazard.code for hazard in inspect_workbook(path).sheets[1].hazards] == ["sheet-without-its-cells"]
    assert [row.number for row in open_rows(path, "Officers")] == [1]
    with pytest.raises(WorkbookError, match="it lists the sheet 'Courses' but does not hold its cells"):
        list(open_rows(path, "Courses"))


def test_a_package_without_a_list_of_sheets_is_damaged(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", parts={"xl/workbook.xml": None})
    with pytest.raises(WorkbookError, match="the part that lists its sheets is missing"):
        sheet_names(path)


def test_a_workbook_without_styles_and_shared_texts_is_read(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx",
        Sheet(table(["a", 1])),
        parts={"xl/styles.xml": None, "xl/sharedStrings.xml": None},
    )
    assert [cell.number_format for cell in iter_cells(path)] == ["General", "General"]
