"""The fast path gives the rows of the exact path, cell by cell, and says how many rows it could not take."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import SheetRow
from crossfoot.workbook.xlsx import package, text_budget, xml_stream
from crossfoot.workbook.xlsx.block_cells import sheet_rows
from crossfoot.workbook.xlsx.fast_rows import FastReading
from crossfoot.workbook.xlsx.sheet_rows import read_rows
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.lists import completions
from tests.core.workbook.xlsx_parts import MAIN, Sheet, write_workbook
from tests.places import SHARED

PLAIN = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def both(path: Path) -> tuple[list[SheetRow] | str, list[SheetRow] | str, int, int]:
    """The rows by the fast path and by the exact one (or the message where it raises), rows fast, rows exact."""
    with XlsxBook(path) as book:
        fast, exact, counts = [], [], [0, 0]
        for place in book.sheets:
            if not place.part:
                continue
            reading = FastReading(book.source(place))
            fast.append(_rows(lambda reading=reading: list(sheet_rows(reading))))
            exact.append(_rows(lambda place=place: list(read_rows(book.source(place)))))
            counts[0] += reading.fast
            counts[1] += reading.exact
    return fast, exact, counts[0], counts[1]


def _rows(read):
    try:
        return read()
    except WorkbookError as trouble:
        return trouble.message.split("(")[0]  # the place in the XML differs


STRINGS = (
    "<t>a</t>",
    "<t>b</t>",
    '<t xml:space="preserve"> </t>',
    "<t>&lt;&amp;_x0041_</t>",
    "<r><t>r</t></r>",
)


def sheet(tmp_path: Path, rows: str) -> Path:
    return write_workbook(tmp_path / "sheet.xlsx", Sheet(rows), strings=STRINGS, formats=(14, "00000"))


@pytest.mark.parametrize(
    ("rows", "fast"),
    [
        (PLAIN, 1),
        ('<row r="3" spans="1:2" hidden="1"><c r="A3" t="s"><v>3</v></c><c r="C3"><v>1.50</v></c></row>', 1),
        ('<row r="1"><c r="A1" s="1"/><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>', 1),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> &amp;x </t></is></c></row>', 1),
        ('<row r="1"><c r="A1" t="str"><v>_x0041_&#10;b</v></c><c r="B1"><v>x</v></c></row>', 1),
        ('<row r="1"/><row r="2"><c r="B2"><v>7</v></c></row>', 2),
        ('<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>', 2),
        (PLAIN + "<row><c><v>5</v></c></row>" + '<row r="7"><c r="B7"><v>6</v></c></row>', 2),
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', 0),
        ('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="s" t="n"><v>1</v></c></row>', 0),
        ('<row r="1" r="2"><c r="A1"><v>1</v></c></row>', 0),
        ('<row r="1" z:a="2"><c r="A1"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="d"><v>2018-03-31</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', 1),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', 1),
        ('<row r="1"><c r="A1" t="inlineStr"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="n"><is><t>1</t></is></c></row>', 0),
        ('<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="str"><v><![CDATA[<row r="2">]]></v></c></row>', 0),
        ('<row r="1"><c r="A1" t="str"><v>&nope;</v></c></row>', 0),
        ('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', 0),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', 0),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', 0),
        ("lost text" + PLAIN, 1),
        ('<row r="1"><c r="A1"><v>1</v></c>', 0),
        ('<row r="1"><c r="A1" s="0 t="n"><v>1</v></c></row>', 0),
    ],
)
def test_a_row_reads_the_same_on_both_paths(tmp_path: Path, rows: str, fast: int) -> None:
    by_fast, by_exact, fast_rows, _ = both(sheet(tmp_path, rows))
    assert by_fast == by_exact
    assert fast_rows == fast or isinstance(by_exact[0], str)


def test_rows_of_both_kinds_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}">{"<f>1</f>" if n % 7 == 0 else ""}<v>{n}</v></c></row>'
        for n in range(1, 100)
    )
    by_fast, by_exact, fast, exact = both(sheet(tmp_path, rows))
    assert by_fast == by_exact
    assert (fast, exact) == (85, 14)


def test_shared_formulas_find_their_master_past_fast_rows(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="B2"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    by_fast, by_exact, fast, _ = both(sheet(tmp_path, rows))
    assert by_fast == by_exact
    assert fast == 1
    assert by_fast[0][2].cells[0].formula == "=B3*2"


def plain_rows(first: int, last: int) -> str:
    """Rows that the fast path takes."""
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(first, last + 1))


def damaged_or_both(path: Path) -> bool:
    """Whether both paths give the same, also where the file is damaged."""
    try:
        by_fast, by_exact, _, _ = both(path)
    except WorkbookError:
        return True
    return by_fast == by_exact


ROWS = plain_rows(2, 30)
OPEN = f'<worksheet xmlns="{MAIN}" xmlns:a="urn:q" xmlns:b="urn:q">'
WITHIN = f"{OPEN}<sheetData>"
END = "</sheetData></worksheet>"


@pytest.mark.parametrize("chunk", [65_536, 200, 60])
@pytest.mark.parametrize(
    "xml",
    [
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{WITHIN}<row r="1"><c r="A1" t="str"><v>Ã©</v></c></row>{END}',
        f"<?xml version='1.0'  encoding='latin1'?>{WITHIN}<row r='1'/>{ROWS}{END}",
        f'{OPEN}<sheetData xmlns="urn:other">{ROWS}{END}',
        f'{OPEN}<x xmlns="urn:other"><sheetData>{ROWS}</sheetData></x></worksheet>',
        f'<worksheet xmlns="urn:other" xmlns:x="urn:x" x:xmlns="{MAIN}"><sheetData>{ROWS}{END}',
        f'{WITHIN}{plain_rows(1, 1)}<x xmlns="urn:other">{ROWS}</x>{END}',
        f'{WITHIN}{ROWS}</sheetData><extLst xmlns="urn:other">{ROWS}</extLst></worksheet>',
        f'{WITHIN}{ROWS}</sheetData><sheetData xmlns="urn:other">{ROWS}{END}',
        f"{WITHIN}{plain_rows(1, 1)}<!-- {ROWS} -->{ROWS}{END}",
        f'{WITHIN}{plain_rows(1, 1)}<c t="str"><v><![CDATA[{ROWS}]]></v></c>{ROWS}{END}',
        f"{WITHIN}{plain_rows(1, 1)}<?x {ROWS} ?>{ROWS}{END}",
        f'{OPEN}<sheetPr xmlns:q="urn:q"/><sheetData><row r="1" q:a="1"><c r="A1"><v>1</v></c></row>{END}',
        f'{WITHIN}<row r="1" a:x="1" b:x="2"><c r="A1"><v>1</v></c></row>{END}',
        f'{WITHIN}<row r="1" a:="1"><c r="A1"><v>1</v></c></row>{END}',
        f'{WITHIN}<row r="1" a:b:c="1"><c r="A1"><v>1</v></c></row>{END}',
    ],
)
def test_what_stands_around_rows_says_what_they_are_on_both_paths(
    tmp_path: Path, xml: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", chunk)
    path = write_workbook(
        tmp_path / "sheet.xlsx", Sheet(), parts={"xl/worksheets/sheet1.xml": xml.encode("latin-1")}
    )
    assert damaged_or_both(path)


def test_an_attribute_of_inline_texts_is_no_habit_of_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", 200)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>x</t></is></c></row>'
        for n in range(1, 9)
    )
    rows += plain_rows(9, 30)
    rows += '<row r="31"><c r="A31"><v>1</v></c><c r="B31" t="inlineStr"><v>1</v></c></row>'
    by_fast, by_exact, _, _ = both(sheet(tmp_path, rows))
    assert by_fast == by_exact


def test_blanks_between_rows_do_not_add_up_to_a_stretch_without_a_tag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_stream, "MAX_BYTES_WITHOUT_TAG", 300)
    rows = "lost\n".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200))
    for between in (rows, rows.replace("lost", "")):
        by_fast, by_exact, fast, _ = both(sheet(tmp_path, between))
        assert by_fast == by_exact
        assert fast == 199


def test_rows_that_never_end_are_refused_without_looking_for_their_end_again_and_again(
    tmp_path: Path,
) -> None:
    by_fast, by_exact, _, _ = both(sheet(tmp_path, "<row >" * 300_000))
    assert by_fast == by_exact
    assert "nested" in str(by_fast[0])


@pytest.mark.parametrize("chunk", [65_536, 100])
@pytest.mark.parametrize(
    "entries",
    [
        f'<x xmlns="urn:other">{"<si><t>a</t></si>" * 9}</x>',
        f"<!-- {'<si><t>a</t></si>' * 9} -->",
        "\n<si><t>a</t></si>\n<si/><si><t>c</t></si>",
        "<si><r><t>a</t></r><si><t>b</t></si></si><si><t>c</t></si>",
    ],
)
def test_shared_texts_are_those_that_a_parser_finds(
    tmp_path: Path, entries: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", chunk)
    body = f"<si><t>first</t></si>{entries}<si><t>last</t></si>"
    found = []
    for head in (f'<sst xmlns="{MAIN}">', f"<sst xmlns='{MAIN}' a='>'>"):  # the second one is no plain head
        path = write_workbook(
            tmp_path / "sheet.xlsx", Sheet(), parts={"xl/sharedStrings.xml": f"{head}{body}</sst>"}
        )
        with XlsxBook(path) as book:
            found.append(book.strings)
    assert found[0] == found[1]


def test_an_index_in_another_spelling_counts_as_text_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_budget, "MAX_LETTERS", 5_000)
    for index in ("0", " 0 ", "&#48;", "00"):
        rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{index}</v></c></row>' for n in range(1, 20))
        path = write_workbook(tmp_path / "sheet.xlsx", Sheet(rows), strings=(f"<t>{'x' * 400}</t>",))
        with pytest.raises(WorkbookError, match="long shared texts"):
            both(path)


def test_an_index_of_thousands_of_digits_is_damage_also_where_long_texts_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_budget, "MAX_LETTERS", 5_000)
    rows = f'<row r="1"><c r="A1" t="s"><v>{"1" * 5_000}</v></c></row>'
    path = write_workbook(tmp_path / "sheet.xlsx", Sheet(rows), strings=(f"<t>{'x' * 400}</t>",))
    by_fast, by_exact, _, _ = both(path)
    assert by_fast == by_exact
    assert "points at shared text" in str(by_exact[0])


@pytest.mark.parametrize("styled", [False, True])
def test_lists_as_excel_writes_them_go_the_fast_way_but_for_no_row(tmp_path: Path, styled: bool) -> None:
    by_fast, by_exact, fast, exact = both(completions(tmp_path / "list.xlsx", 2_000, styled=styled))
    assert by_fast == by_exact
    assert (fast, exact) == (2_001, 0)


@pytest.mark.skipif(SHARED is None, reason="the shared data are not beside the project")
def test_the_real_lists_go_the_fast_way(tmp_path: Path) -> None:
    assert SHARED is not None
    for path in sorted((SHARED / "data" / "ice-287g").rglob("*.xlsx")):
        by_fast, by_exact, fast, exact = both(path)
        assert by_fast == by_exact, path.name
        assert exact <= 0.01 * fast, path.name


@pytest.mark.slow
@pytest.mark.skipif(SHARED is None, reason="the shared data are not beside the project")
def test_every_hard_workbook_reads_the_same_on_both_paths() -> None:
    assert SHARED is not None
    compared = 0
    for path in sorted((SHARED / "data" / "workbooks").glob("*.xls[xm]")):
        try:
            by_fast, by_exact, _, _ = both(path)
        except WorkbookError:
            continue
        assert by_fast == by_exact, path.name
        compared += 1
    assert compared > 60


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 10**12).map(lambda n: f"<v>{n}</v>"),
    st.sampled_from(
        ["<v>1.5</v>", "<v>1E-3</v>", "<v>42000</v>", "<v/>", "", "<f>A1</f><v>3</v>", "<f>A1</f>"]
    ),
)
ATTRIBUTES = st.sampled_from(["", ' s="1"', ' s="2"', ' s="99"', ' t="n"', ' s="1" t="n"', ' t="n" s="1"'])
TEXTS = st.sampled_from(
    [' t="s"><v>0</v>', ' t="s"><v>2</v>', ' s="1" t="s"><v>3</v>', ' t="str"><v>x &lt; y</v>', ' t="e"><v>#REF!</v>',
     ' t="b"><v>0</v>', ' t="inlineStr"><is><t>in</t></is>', ' t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is>']
)  # fmt: skip


ROW_ATTRIBUTES = st.sampled_from(["", ' hidden="1"', ' spans="1:5"', ' hidden="0" ht="15"'])


@st.composite
def generated_rows(draw: st.DrawFn) -> str:
    rows = []
    for number in range(1, draw(st.integers(2, 12))):
        cells = []
        for letter in "ABCDE":
            if draw(st.booleans()):
                cells.append(f'<c r="{letter}{number}"{draw(TEXTS)}</c>')
                continue
            content = draw(CELLS)
            if content is not None:
                cells.append(f'<c r="{letter}{number}"{draw(ATTRIBUTES)}>{content}</c>')
        attributes = draw(ROW_ATTRIBUTES)
        rows.append(f'<row r="{number}"{attributes}>{"".join(cells)}</row>')
    return "".join(rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=generated_rows())
def test_any_rows_read_the_same_on_both_paths(tmp_path: Path, rows: str) -> None:
    by_fast, by_exact, _, _ = both(sheet(tmp_path, rows))
    assert by_fast == by_exact
