"""Whatever a mapping says, its TOML file says it back."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.mapping.model import ColumnMapping, Mapping, SkippedRows
from crossfoot.mapping.record_types import record_types
from crossfoot.mapping.saved import SavedSheet, mapping_from_toml, mappings_to_toml
from crossfoot.mapping.stated import stated_sheets
from crossfoot.workbook.model import ColumnInfo, SheetInfo
from hypothesis import given, settings
from hypothesis import strategies as st

TYPES = record_types()
TEXTS = st.text(max_size=12)
REASONS = st.text(min_size=1, max_size=12).filter(str.strip)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[SheetInfo, Mapping]:
    """A sheet and some mapping of it to the budget or to other_table."""
    headers = draw(st.lists(TEXTS, min_size=1, max_size=6))
    letters = [chr(ord("A") + at) for at in range(len(headers))]
    columns = tuple(
        ColumnInfo(letter, header, "text", 1, 0, 0, 0, False)
        for letter, header in zip(letters, headers, strict=True)
    )
    header_row = draw(st.integers(1, 40))
    header_rows = draw(st.integers(1, header_row))
    last = header_row + 60
    info = SheetInfo(
        draw(st.text(min_size=1, max_size=12)), "visible", header_row, header_row + 1, last, 60, 0, columns,
        header_rows=header_rows,
    )  # fmt: skip
    left_out = draw(st.lists(st.booleans(), min_size=len(headers), max_size=len(headers)))
    left_out[0] = False
    skipped = [
        SkippedRows(first, first + draw(st.integers(0, 9)), draw(REASONS))
        for first in draw(st.sets(st.integers(0, 4)).map(lambda s: [header_row + 1 + 10 * n for n in s]))
    ]
    mapped = tuple(
        ColumnMapping(letter, header, None, draw(REASONS), 1.0, "auditor", left_out=left)
        for letter, header, left in zip(letters, headers, left_out, strict=True)
    )
    mapping = Mapping(
        info.name, "other_table", header_row, mapped, "As the mapping file says.", 1.0,
        header_rows=header_rows, skipped=tuple(skipped),
    )  # fmt: skip
    return info, mapping


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_a_mapping_of_one_sheet_comes_back(drawn: tuple[SheetInfo, Mapping]) -> None:
    info, mapping = drawn
    assert mapping_from_toml(mappings_to_toml([SavedSheet(mapping)]), info, TYPES) == mapping


@given(sheets(), sheets(), TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_mappings_of_two_sheets_come_back(
    one: tuple[SheetInfo, Mapping], other: tuple[SheetInfo, Mapping], name: str
) -> None:
    second = replace(other[1], sheet=f"{one[0].name} 2")
    text = mappings_to_toml([SavedSheet(one[1], name), SavedSheet(second)])
    assert mapping_from_toml(text, one[0], TYPES) == one[1]
    assert mapping_from_toml(text, replace(other[0], name=second.sheet), TYPES) == second
    assert [sheet.list_name or "" for sheet in stated_sheets(text)] == [name, ""]
