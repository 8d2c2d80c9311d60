"""What Excel shows. The tables hold results that are stated in its documentation or known from daily use."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from crossfoot.workbook.model import CellType, CellValue
from crossfoot.workbook.read import iter_cells
from crossfoot.workbook.shown.display_text import display_text, shown_or_none
from crossfoot.workbook.xlsx.cell_values import parse_number
from crossfoot.workbook.xlsx.serial_dates import from_serial
from crossfoot.workbook.xlsx.styles import what_it_shows
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places import needs_real_workbooks, shared_data


def shown(stored: str, number_format: str, date1904: bool = False) -> str | None:
    """What is shown of a stored number, typed as the reader types it."""
    number = parse_number(stored)
    assert number is not None
    kind = what_it_shows(number_format)
    moment = from_serial(number, kind, date1904) if kind != "number" else None
    cell_type, value = moment or ("number", number)
    return shown_or_none(cell_type, value, stored, number_format, date1904)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("0", "0"),
        ("5", "5"),
        ("-7", "-7"),
        ("0.5", "0.5"),
        ("-0.25", "-0.25"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("3.14159265358979", "3.141592654"),
        ("0.333333333333333", "0.333333333"),
        ("0.0001", "0.0001"),
        ("1234567890.12345", "1234567890"),
        ("123456789.12345", "123456789.1"),
        ("12345678.12345", "12345678.12"),
        ("12345678901", "12345678901"),
        ("99999999999", "99999999999"),
        ("100000000000", "1E+11"),
        ("123456789012", "1.23457E+11"),
        ("-123456789012", "-1.23457E+11"),
        ("0.0000123456789", "1.23457E-05"),
        ("1E-10", "1E-10"),
        ("1.5E+300", "1.5E+300"),
    ],
)
def test_general_shows_eleven_digits_and_beyond_them_a_power_of_ten(stored: str, text: str) -> None:
    assert shown(stored, "General") == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("42", "0", "42"),
        ("4.5", "0", "5"),
        ("-4.5", "0", "-5"),
        ("0.125", "0.00", "0.13"),
        ("1.005", "0.00", "1.01"),
        ("2.675", "0.00", "2.68"),
        ("8.9", "#.000", "8.900"),
        ("0.631", "0.#", "0.6"),
        ("12", "#.0#", "12.0"),
        ("1234.568", "#.0#", "1234.57"),
        ("1234.59", "####.#", "1234.6"),
        ("5", "#.##", "5."),
        ("0", "#", ""),
        ("0.5", "#.##", ".5"),
        ("5", "???", "  5"),
        ("44.398", "???.???", " 44.398"),
        ("102.65", "???.???", "102.65 "),
        ("2.8", "???.???", "  2.8  "),
        ("-0.001", "0.00", "-0.00"),
        ("12345678901234567890", "0", "12345678901234600000"),
        ("1234567", "#,##0", "1,234,567"),
        ("123", "#,##0", "123"),
        ("0", "#,##0", "0"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("12000", "#,", "12"),
        ("12200000", "0.0,,", "12.2"),
        ("1500000", '0.0,,"M"', "1.5M"),
        ("12345", "#,##0,", "12"),
        ("0.5", "0%", "50%"),
        ("0.12345", "0.00%", "12.35%"),
        ("0.285", "0%", "29%"),
        ("12345.6789", "0.00E+00", "1.23E+04"),
        ("12345.6789", "##0.0E+0", "12.3E+3"),
        ("0.00012", "0.00E+00", "1.20E-04"),
        ("99999", "0.0E+0", "1.0E+5"),
        ("1950000000000", "0.00E+000", "1.95E+012"),
        ("1950000000000", "0.00E-00", "1.95E12"),
    ],
)
def test_digits_thousands_percent_and_powers(stored: str, number_format: str, text: str) -> None:
    assert shown(stored, number_format) == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("7", "00000", "00007"),
        ("2139", "00000", "02139"),
        ("21390001", "00000\\-0000", "02139-0001"),
        ("123456789", "000\\-00\\-0000", "123-45-6789"),
        ("1234567", "000\\-00\\-0000", "001-23-4567"),
        ("5551234", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "555-1234"),
        ("2025551234", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "(202) 555-1234"),
        ("7", '"No. "0', "No. 7"),
        ("7", '0" days"', "7 days"),
        ("7", "\\#0", "#7"),
    ],
)
def test_identifiers_keep_their_leading_zeros_and_signs(stored: str, number_format: str, text: str) -> None:
    assert shown(stored, number_format) == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("1234.5", '"$"#,##0.00', "$1,234.50"),
        ("1234.5", "$#,##0.00", "$1,234.50"),
        ("1234.5", "[$$-409]#,##0.00", "$1,234.50"),
        ("1234.5", "#,##0.00\\ [$€-407]", "1,234.50 €"),
        ("-1234.5", '"$"#,##0.00_);\\("$"#,##0.00\\)', "($1,234.50)"),
        ("1234.5", '"$"#,##0.00_);\\("$"#,##0.00\\)', "$1,234.50 "),
        ("-5", "0.00;[Red]0.00", "5.00"),
        ("-5", "0.00;[Red]-0.00", "-5.00"),
        ("0", '0;-0;"none"', "none"),
        ("0", "0;-0;;@", ""),
        ("5", ";;;", ""),
        ("-5", ";;;", ""),
        ("0", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', " - "),
        ("1200", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', " 1,200 "),
        ("-1200", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', " (1,200)"),
        ("1500", '[>=1000]0.0,"K";0', "1.5K"),
        ("500", '[>=1000]0.0,"K";0', "500"),
        ("1", '[=1]"yes";[=0]"no";General', "yes"),
        ("0", '[=1]"yes";[=0]"no";General', "no"),
        ("2", '[=1]"yes";[=0]"no";General', "2"),
        ("12.5", 'General" hours"', "12.5 hours"),
        ("123", "@", "123"),
        ("-123.5", "@", "-123.5"),
    ],
)
def test_sections_currencies_and_conditions(stored: str, number_format: str, text: str) -> None:
    assert shown(stored, number_format) == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("5.25", "# ?/?", "5 1/4"),
        ("5.25", "# ??/??", "5  1/4 "),
        ("-1.5", "# ?/?", "-1 1/2"),
        ("5", "# ?/?", "5    "),
        ("5.25", "# ?/8", "5 2/8"),
        ("5.3125", "# ??/16", "5  5/16"),
        ("1.25", "?/?", "5/4"),
    ],
)
def test_fractions(stored: str, number_format: str, text: str) -> None:
    assert shown(stored, number_format) == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("45723", "mm-dd-yy", "3/7/2025"),
        ("45723.604166666664", "m/d/yy h:mm", "3/7/2025 14:30"),
        ("45723", "m/d/yyyy", "3/7/2025"),
        ("45723", "mm\\-dd\\-yy", "03-07-25"),
        ("45723", "yyyy\\-mm\\-dd;@", "2025-03-07"),
        ("45723", "d-mmm-yy", "7-Mar-25"),
        ("45723", "[$-409]mmmm\\ d\\,\\ yyyy;@", "March 7, 2025"),
        ("45723", "dddd, mmmm dd, yyyy", "Friday, March 07, 2025"),
        ("45723", "ddd", "Fri"),
        ("45723", "[$-409]mmmmm;@", "M"),
        ("45723", "d. m. yyyy", "7. 3. 2025"),
        ("45723", '"as of "m/d/yy', "as of 3/7/25"),
        ("45723.604166666664", "h:mm AM/PM", "2:30 PM"),
        ("45723", "h:mm AM/PM", "12:00 AM"),
        ("0.5", "h:mm a/p", "12:00 p"),
        ("45723.604166666664", "yyyy-mm-dd hh:mm:ss", "2025-03-07 14:30:00"),
        ("0.999988425925926", "h:mm", "23:59"),
        ("0.25", "mm:ss", "00:00"),
        ("0.0211810185185185", "mm:ss.0", "30:30.0"),
        ("0.000011574", "ss.000", "01.000"),
        ("1.5", "[h]:mm", "36:00"),
        ("1.5", "[mm]:ss", "2160:00"),
        ("0.0625", "[hh]:mm:ss", "01:30:00"),
        ("0.5", "m/d/yyyy h:mm", "1/0/1900 12:00"),
        ("1", "dddd, m/d/yyyy", "Sunday, 1/1/1900"),
        ("59", "m/d/yyyy", "2/28/1900"),
        ("60", "m/d/yyyy", "2/29/1900"),
        ("61", "m/d/yyyy", "3/1/1900"),
        ("2958465", "m/d/yyyy", "12/31/9999"),
    ],
)
def test_dates_and_times(stored: str, number_format: str, text: str) -> None:
    assert shown(stored, number_format) == text


@pytest.mark.parametrize(("stored", "text"), [("0", "1/1/1904"), ("44261", "3/7/2025"), ("1", "1/2/1904")])
def test_dates_of_a_workbook_of_1904(stored: str, text: str) -> None:
    assert shown(stored, "m/d/yyyy", date1904=True) == text


@pytest.mark.parametrize(
    ("cell_type", "value", "number_format", "text"),
    [
        ("text", "GA", "General", "GA"),
        ("text", "007", "0.00", "007"),
        ("text", "GA", "@", "GA"),
        ("text", "GA", '"State: "@', "State: GA"),
        ("text", "GA", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', " GA "),
        ("text", "GA", ";;;", ""),
        ("text", "GA", "m/d/yyyy;@", "GA"),
        ("boolean", True, "0.00", "TRUE"),
        ("boolean", False, "@", "FALSE"),
        ("error", "#N/A", "0.00", "#N/A"),
    ],
)
def test_texts_booleans_and_errors(
    cell_type: CellType, value: CellValue, number_format: str, text: str
) -> None:
    assert shown_or_none(cell_type, value, str(value), number_format) == text


@pytest.mark.parametrize(
    ("cell_type", "value", "raw", "number_format", "text"),
    [
        ("date", "2025-03-07", "2025-03-07", "m/d/yyyy", "3/7/2025"),
        ("datetime", "2025-03-07T14:30:00", "2025-03-07T14:30:00Z", "h:mm", "14:30"),
        ("time", "14:30:00", "T14:30:00", "h:mm AM/PM", "2:30 PM"),
        ("duration", "PT26H30M0S", "PT26H30M", "[h]:mm", "26:30"),
        ("date", "1900-01-01", "1900-01-01", "m/d/yyyy", "1/1/1900"),
    ],
)
def test_moments_that_are_stored_as_text(
    cell_type: CellType, value: str, raw: str, number_format: str, text: str
) -> None:
    assert shown_or_none(cell_type, value, raw, number_format) == text


@pytest.mark.parametrize(
    ("stored", "number_format", "plain"),
    [
        ("45723", "[$-F800]dddd, mmmm dd, yyyy", "2025-03-07"),
        ("45723", "[$-407]mmmm", "2025-03-07"),
        ("45723", "[$-411]ggge", "45723"),
        ("45723", "[DBNum1]0", "45723"),
        ("-1", "m/d/yyyy", "-1"),
        ("2958466", "m/d/yyyy", "2958466"),
        ("5", '0"no', "5"),
        ("5", "0.0.0", "5"),
        ("-5", "[>=1000]0;0.0", "-5"),
        ("5", "[<1]0;[>9]0", "5"),
        ("0.3", "# ?/?", "0.3"),
        ("0.00001", "General", "0.00001"),
        ("5", "0" * 600, "5"),
        ("5", "0;0;0;@;0", "5"),
    ],
)
def test_what_is_not_known_is_said_and_the_plain_value_given(
    stored: str, number_format: str, plain: str
) -> None:
    assert shown(stored, number_format) is None
    number = parse_number(stored)
    assert number is not None
    kind = what_it_shows(number_format)
    moment = from_serial(number, kind, False) if kind != "number" else None
    cell_type, value = moment or ("number", number)
    assert display_text(cell_type, value, stored, number_format) == plain


def test_a_formula_without_a_stored_value_shows_nothing() -> None:
    assert display_text("number", None, "", "0.00") == ""


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_with_thousands(number: int) -> None:
    assert shown_or_none("number", number, str(number), "#,##0") == f"{number:,}"


@given(st.decimals(-(10**9), 10**9, places=4))
def test_cents_are_rounded_half_up_by_the_decimal_digits(number: Decimal) -> None:
    rounded = abs(number).quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "-" if number < 0 else ""
    assert shown_or_none("number", float(number), str(number), "0.00") == f"{sign}{rounded}"


@given(st.dates(dt.date(1900, 3, 1)), st.sampled_from([False, True]))
def test_any_date_is_shown_as_it_is(date: dt.date, date1904: bool) -> None:
    serial = (date - dt.date(1899, 12, 30)).days - (1462 if date1904 else 0)
    if serial >= 0:
        assert shown(str(serial), "yyyy-mm-dd", date1904) == date.isoformat()
        assert shown(str(serial), "dddd", date1904) == f"{date:%A}"


CODES = st.text('0#?.,%/@E+-;GeneralmdyhsAMP[]$-409_*\\"<>=1 ', max_size=30) | st.text(max_size=12)


@settings(max_examples=400)
@given(CODES, st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_no_format_and_no_number_is_trouble(code: str, number: float) -> None:
    assert isinstance(display_text("number", number, str(number), code), str)
    assert isinstance(display_text("text", "a", "a", code), str)


@needs_real_workbooks
@pytest.mark.parametrize(
    ("name", "date1904", "count"),
    [("poi__NumberFormatApproxTests.xlsx", False, 248), ("poi__DateFormatTests.xlsx", True, 45)],
)
def test_the_results_that_excel_itself_stored_of_its_function_text(
    name: str, date1904: bool, count: int
) -> None:
    cells = {c.ref: c for c in iter_cells(shared_data("workbooks", name)) if c.sheet == "Tests"}
    seen = 0
    for ref, cell in cells.items():
        if cell.formula and ref.startswith("A") and f"C{cell.row}" in cells:
            value, code = cells[f"C{cell.row}"], cells[f"B{cell.row}"].raw
            assert shown_or_none(value.type, value.value, value.raw, code, date1904) == cell.value, ref
            seen += 1
    assert seen == count
