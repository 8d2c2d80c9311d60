"""The ways in which dates are written as text, to choose from: each with the last day of March 2018 as its example."""

from __future__ import annotations

from crossfoot_gui.presenters.importing_state import Choice

AS_STORED = Choice("", "are misfits")
_KNOWN = (
    ("%m/%d/%Y", "03/31/2018 - month first"),
    ("%d/%m/%Y", "31/03/2018 - day first"),
    ("%m/%d/%y", "03/31/18 - month first"),
    ("%d/%m/%y", "31/03/18 - day first"),
    ("%Y-%m-%d", "2018-03-31"),
    ("%m-%d-%Y", "03-31-2018 - month first"),
    ("%d-%m-%Y", "31-03-2018 - day first"),
    ("%d.%m.%Y", "31.03.2018"),
    ("%d-%b-%Y", "31-Mar-2018"),
    ("%d %b %Y", "31 Mar 2018"),
    ("%B %d, %Y", "March 31, 2018"),
    ("%Y%m%d", "20180331"),
    ("%Y-%m-%d %H:%M:%S", "2018-03-31 14:05:00"),
    ("%m/%d/%Y %H:%M", "03/31/2018 14:05 - month first"),
)


def date_choices(now: str) -> tuple[Choice, ...]:
    """All of them, and `now` where a mapping file states another one."""
    known = tuple(Choice(written, label) for written, label in _KNOWN)
    other = () if now in ("", *(choice.value for choice in known)) else (Choice(now, now),)
    return (AS_STORED, *known, *other)
