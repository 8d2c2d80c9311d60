"""A window shows how a text table is cut without parsing it in the program itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.preview_apart import preview_apart


def test_the_first_records_come_as_they_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("A;B\n1,5;x\n", encoding="utf-8")
    assert preview_apart(path) == (("A", "B"), ("1,5", "x"))
    assert preview_apart(path, ReadOptions(delimiter=",")) == (("A;B",), ("1", "5;x"))


def test_long_fields_and_records_are_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(",".join(["x" * 500] * 100) + "\n", encoding="utf-8")
    (record,) = preview_apart(path)
    assert record[0] == "x" * 200 + "..."
    assert (len(record), record[-1]) == (61, "...")


def test_an_encoding_that_does_not_fit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name\nMüller\n".encode("cp1252"))
    with pytest.raises(WorkbookError, match="cannot be read as text in utf-8"):
        preview_apart(path, ReadOptions(encoding="utf-8"))
