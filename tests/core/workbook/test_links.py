from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import Area
from crossfoot.workbook.read import iter_cells
from crossfoot.workbook.xlsx.links import Links, unwrap
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook
from hypothesis import given
from hypothesis import strategies as st

from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook

WRAPPED = (
    "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.example%2Fmoa%2Fa%2520b.pdf"
    "&data=05%7C02&reserved=0"
)


def links_of(tmp_path: Path, hyperlinks: str, **urls: str) -> dict[str, tuple[str | None, str | None]]:
    after = f"<hyperlinks>{hyperlinks}</hyperlinks>"
    sheet = Sheet(table(["link", "link"], ["link", "link"]), after=after, links=urls)
    path = write_workbook(tmp_path / "list.xlsx", sheet)
    return {cell.ref: (cell.link, cell.link_unwrapped) for cell in iter_cells(path) if cell.link}


def test_the_address_behind_a_cell_is_its_link(tmp_path: Path) -> None:
    links = links_of(tmp_path, '<hyperlink ref="B2" r:id="rId1"/>', rId1="https://moa.example/1.pdf?a=1&b=2")
    assert links == {"B2": ("https://moa.example/1.pdf?a=1&b=2", None)}


def test_a_link_over_a_range_is_on_each_of_its_cells(tmp_path: Path) -> None:
    links = links_of(tmp_path, '<hyperlink ref="A1:A2" r:id="rId1"/>', rId1="https://moa.example/")
    assert list(links) == ["A1", "A2"]


def test_a_link_over_a_whole_column_is_on_each_of_its_cells(tmp_path: Path) -> None:
    links = links_of(tmp_path, '<hyperlink ref="B1:B1048576" r:id="rId1"/>', rId1="https://moa.example/")
    assert list(links) == ["B1", "B2"]


def test_of_two_links_on_one_cell_the_later_stands(tmp_path: Path) -> None:
    both = '<hyperlink ref="A1" r:id="rId1"/><hyperlink ref="A1" r:id="rId2"/>'
    assert (
        links_of(tmp_path, both, rId1="https://a.example/", rId2="https://b.example/")["A1"][0]
        == "https://b.example/"
    )


def test_of_two_links_on_a_whole_column_the_later_stands(tmp_path: Path) -> None:
    both = '<hyperlink ref="A1:A1048576" r:id="rId1"/><hyperlink ref="A:A" r:id="rId2"/>'
    assert (
        links_of(tmp_path, both, rId1="https://a.example/", rId2="https://b.example/")["A2"][0]
        == "https://b.example/"
    )


AREAS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 300), st.integers(1, 9)), max_size=12
)


@given(AREAS)
def test_of_any_links_over_ranges_the_latest_stands_on_each_cell(
    areas: list[tuple[int, int, int, int]],
) -> None:
    links, listed = Links(), list[Area]()
    for row, column, rows, columns in areas:
        listed.append(Area(row, column, row + rows, column + columns))
        links.add(listed[-1], f"link {len(listed) - 1}")
    for row in (1, 2, 5, 9, 10, 11, 150, 301, 309, 310):
        for column in range(1, 20):
            on_it = [f"link {n}" for n, area in enumerate(listed) if area.holds(row, column)]
            assert links.at(row, column) == (on_it[-1] if on_it else None)


def test_hyperlinks_over_thousands_of_ranges_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="hyperlinks over more than 5,000 ranges"):
        links_of(tmp_path, '<hyperlink ref="A1:C900" location="x"/>' * 5_001)


def test_a_place_inside_the_workbook_is_a_link_too(tmp_path: Path) -> None:
    assert links_of(tmp_path, '<hyperlink ref="A1" location="Sheet2!A1"/>')["A1"][0] == "Sheet2!A1"


def test_a_place_inside_a_linked_document_is_kept(tmp_path: Path) -> None:
    links = links_of(
        tmp_path, '<hyperlink ref="A1" r:id="rId1" location="page=3"/>', rId1="https://moa.example/1.pdf"
    )
    assert links["A1"][0] == "https://moa.example/1.pdf#page=3"


def test_a_link_without_target_is_no_link(tmp_path: Path) -> None:
    assert (
        links_of(tmp_path, '<hyperlink ref="A1" r:id="rId9"/><hyperlink ref="nonsense" location="x"/>') == {}
    )


def test_a_link_that_a_mail_filter_wrapped_is_unwrapped_and_kept_as_it_stood(tmp_path: Path) -> None:
    links = links_of(tmp_path, '<hyperlink ref="A1" r:id="rId1"/>', rId1=WRAPPED)
    assert links == {"A1": (WRAPPED, "https://www.ice.example/moa/a%20b.pdf")}


def links_on_empty(tmp_path: Path, hyperlinks: str, *rows: list[str | None]) -> list[tuple[str, str]]:
    sheet = Sheet(table(*rows), after=f"<hyperlinks>{hyperlinks}</hyperlinks>")
    with XlsxBook(write_workbook(tmp_path / "list.xlsx", sheet)) as book:
        frame = book.frame(book.sheets[0])
        cells = [cell for row in book.rows(book.sheets[0], frame) for cell in row.cells]
    assert [cell.value for cell in cells] == [text for row in rows for text in row if text is not None]
    return frame.links_on_empty


def test_a_link_on_an_empty_cell_is_reported_and_no_cell_is_made_up_for_it(tmp_path: Path) -> None:
    both = '<hyperlink ref="A1" location="x"/><hyperlink ref="B1" location="y"/>'
    assert links_on_empty(tmp_path, both, ["text", None, "more"]) == [("B1", "y")]


def test_a_link_over_a_range_is_on_empty_cells_only_where_none_of_them_holds_anything(tmp_path: Path) -> None:
    ranges = (
        '<hyperlink ref="A1:A900" location="z"/><hyperlink ref="D1:D900" location="w"/>'
        '<hyperlink ref="A1:B1" location="x"/><hyperlink ref="A2:B2" location="y"/>'
    )
    found = links_on_empty(tmp_path, ranges, ["text"], [None], ["text"])
    assert found == [("D1:D900", "w"), ("A2:B2", "y")]


def test_a_link_that_a_later_one_replaced_is_not_on_an_empty_cell(tmp_path: Path) -> None:
    for later in ("A1", "A1:A900"):
        both = f'<hyperlink ref="A1" location="x"/><hyperlink ref="{later}" location="y"/>'
        assert links_on_empty(tmp_path, both, ["text"]) == []


@pytest.mark.parametrize(
    "link",
    [
        "https://www.ice.example/doclib/moa.pdf",
        "https://www.ice.example/?url=https%3A%2F%2Fsafelinks.protection.outlook.com",
        "https://gcc02.safelinks.protection.outlook.com/?data=05",
        "https://[safelinks",
    ],
)
def test_other_links_are_not_unwrapped(link: str) -> None:
    assert unwrap(link) is None
