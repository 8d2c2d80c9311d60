from __future__ import annotations

import pytest
from crossfoot.workbook.xlsx.styles import BUILT_IN, Shows, what_it_shows
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", "number"),
        ("0.00", "number"),
        ('0 "days"', "number"),
        ("[Red]0;[Yellow]0", "number"),
        (r"0\d", "number"),
        ("mm-dd-yy", "date"),
        ("[$-409]d-mmm-yy;@", "date"),
        ("mmmm", "date"),
        ("m/d/yy h:mm", "datetime"),
        ("h:mm AM/PM", "time"),
        ("AM/PM", "time"),
        ("mm:ss", "time"),
        ("[h]:mm:ss", "duration"),
        ("[mm]:ss", "duration"),
        ("0;yyyy", "number"),
    ],
)
def test_a_format_says_what_it_shows(code: str, shows: Shows) -> None:
    assert what_it_shows(code) == shows


@pytest.mark.parametrize(
    "code", [*BUILTIN_FORMATS.values(), "d/m/y", "i:s.S", "h:mm:ss@", "[hh]:mm:ss", r'#,##0_-"dm"', "[<1]yy"]
)
def test_openpyxl_agrees_which_formats_are_dates_and_durations(code: str) -> None:
    assert (what_it_shows(code) != "number") == is_date_format(code)
    assert (what_it_shows(code) == "duration") == is_timedelta_format(code)


def test_openpyxl_knows_the_same_built_in_formats_but_leaves_the_semicolons_out_of_one() -> None:
    assert {number: code for number, code in BUILT_IN.items() if BUILTIN_FORMATS[number] != code} == {
        44: BUILT_IN[44]
    }
    assert BUILT_IN.keys() == BUILTIN_FORMATS.keys()
    assert BUILT_IN[44].replace(";", "") == BUILTIN_FORMATS[44]
