from __future__ import annotations

import pytest
from crossfoot.workbook.xlsx.serial_dates import from_iso, from_serial
from crossfoot.workbook.xlsx.styles import Shows


@pytest.mark.parametrize(
    ("serial", "shows", "kind", "text"),
    [
        (45723, "date", "date", "2025-03-07"),
        (45723, "datetime", "datetime", "2025-03-07T00:00:00"),
        (45723.25, "date", "datetime", "2025-03-07T06:00:00"),
        (1, "date", "date", "1900-01-01"),
        (59, "date", "date", "1900-02-28"),
        (61, "date", "date", "1900-03-01"),
        (0.75, "time", "time", "18:00:00"),
        (1.5, "time", "datetime", "1900-01-01T12:00:00"),
        (1.0833333333333333, "duration", "duration", "PT26H0M0S"),
        (-0.5, "duration", "duration", "-PT12H0M0S"),
        (45723.999999999, "datetime", "datetime", "2025-03-08T00:00:00"),
        (0.0000115856481, "time", "time", "00:00:01.001000"),
    ],
)
def test_a_day_number_is_read_as_excel_shows_it(serial: float, shows: Shows, kind: str, text: str) -> None:
    assert from_serial(serial, shows, date1904=False) == (kind, text)


def test_the_day_that_never_was_does_not_move_dates_of_1904() -> None:
    assert from_serial(1, "date", date1904=True) == ("date", "1904-01-02")
    assert from_serial(59, "date", date1904=True) == ("date", "1904-02-29")


@pytest.mark.parametrize("serial", [2958466, 1e300, -1e7, -1, -0.25])
def test_a_day_beyond_the_calendar_is_none(serial: float) -> None:
    assert from_serial(serial, "date", date1904=False) is None
    assert from_serial(serial, "datetime", date1904=True) is None


@pytest.mark.parametrize("serial", [60, 60.5, 59.9999999999])
def test_the_29_february_1900_is_no_day(serial: float) -> None:
    assert from_serial(serial, "datetime", date1904=False) is None


def test_sixty_hours_are_sixty_hours_and_day_60_of_1904_is_a_day() -> None:
    assert from_serial(2.5, "duration", date1904=False) == ("duration", "PT60H0M0S")
    assert from_serial(60, "date", date1904=True) == ("date", "1904-03-01")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-07", ("date", "2025-03-07")),
        ("2025-03-07T10:30:00Z", ("datetime", "2025-03-07T10:30:00")),
        ("10:30:00", ("time", "10:30:00")),
        ("PT26H5M", ("duration", "PT26H5M0S")),
        ("2025-02-30", None),
        ("yesterday", None),
        (f"PT{'9' * 20}H", None),
        (f"PT{'9' * 5000}H", None),
        ("", None),
    ],
)
def test_iso_texts_are_dates_times_and_durations(text: str, moment: tuple[str, str] | None) -> None:
    assert from_iso(text, "datetime") == moment
