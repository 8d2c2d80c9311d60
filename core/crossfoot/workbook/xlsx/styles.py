"""Number formats: which one a cell's style names, and whether it shows a number as a date, a time or a duration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.xml_stream import local

Shows = Literal["number", "date", "datetime", "time", "duration"]

GENERAL = "General"
# ECMA-376 part 1, 18.8.30 (numFmt): the ids that need no entry in the file, in the en-US spelling.
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip

_INDEX = re.compile(r"\s*\d{1,9}\s*\Z", re.ASCII)
_QUOTED = re.compile(r'".*?"')
_BRACKETS = re.compile(r"\[(?!hh?\]|mm?\]|ss?\])[^\[\]]*\]")
_ELAPSED = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_MOMENT = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_DAYS = re.compile(r"(?<![_\\])[dyDY]")
_HOURS = re.compile(r"(?<![_\\])[hsHS]|AM/PM", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format and what it makes of a number."""

    code: str
    shows: Shows


PLAIN = NumberFormat(GENERAL, "number")


LONGEST_CODE = 4_096
"""Letters; Excel itself takes 255 at most. A longer code is no format that anyone chose."""


def what_it_shows(code: str) -> Shows:
    """What a number looks like under the format: only its first section counts; texts in quotes, colours and
    conditions in brackets, and escaped letters do not.

    >>> what_it_shows("mm-dd-yy"), what_it_shows('0.0 "days"'), what_it_shows("[h]:mm:ss"), what_it_shows("[Red]0")
    ('date', 'number', 'duration', 'number')
    """
    if len(code) > LONGEST_CODE:
        return "number"
    section = code.split(";")[0]
    bare = _BRACKETS.sub("", _QUOTED.sub("", section))
    if _MOMENT.search(bare) is None:
        return "number"
    if _ELAPSED.search(section):
        return "duration"
    has_days, has_hours = _DAYS.search(bare), _HOURS.search(bare)
    if has_days and has_hours:
        return "datetime"
    if has_hours:
        return "time"
    return "date"


def read_number_formats(package: Package, part: str | None) -> list[NumberFormat]:
    """The number format of each cell style (`cellXfs`), by the index that a cell's `s` names."""
    if part is None or not package.has(part):
        return [PLAIN]
    custom: dict[int, str] = {}
    styles: list[int] = []
    for block in package.tree(part):
        name = local(block.tag)
        if name == "numFmts":
            for entry in block:
                custom[_number(entry.get("numFmtId"))] = entry.get("formatCode") or GENERAL
        elif name == "cellXfs":
            styles = [_number(entry.get("numFmtId")) for entry in block if local(entry.tag) == "xf"]
    known = {number: NumberFormat(code, what_it_shows(code)) for number, code in (BUILT_IN | custom).items()}
    return [known.get(number, PLAIN) for number in styles] or [PLAIN]


def _number(text: str | None) -> int:
    return int(text) if text and _INDEX.match(text) else 0
