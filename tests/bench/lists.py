"""Workbooks of training completions as Excel writes them, from a fixed seed: plain, or with banded styles.

Their XML is written here directly, in the shape of Excel's own (`<c r="A2" s="1" t="s"><v>0</v></c>`, blank cells with
a style as `<c r="G2" s="3"/>`), because a library's shape is another and a reader may be fast on one of them only.
"""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HEADERS = (
    "RECORD ID", "DIO ID", "COURSE CODE", "DATE COMPLETED", "DATE ASSIGNED",
    "RESULT", "SCORE", "ATTEMPT", "REMEDIAL", "SOURCE",
)  # fmt: skip
"""Ten columns, each a field of the record type `training_completions`."""

_FIRST_DAY, _DAYS = 42_644, 1_826  # from 2016-10-01
_RESULTS = ("Passed", "Failed", "Complete", "In progress")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Value = str | int | tuple[str, int] | None
"""A text, a number, a date as `("date", day number)`, or nothing."""


def completions(path: Path, rows: int, *, styled: bool = False, sheets: int = 1, seed: int = 1877) -> Path:
    """Write a workbook of `rows` data rows in each of `sheets` sheets, and return its path.

    0.8 % of the dates are missing and 0.8 % are texts, 7 % of the scores are missing and some are texts ("pending",
    "85%"), 5 % of the sources are missing: about 3 % of the rows hold a cell that does not fit its field.
    """
    strings: dict[str, int] = {}
    parts: dict[str, Iterator[str]] = {}
    chance = random.Random(seed)
    for number in range(1, sheets + 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, styled, strings, chance)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name, text in _frame(sheets).items():
            package.writestr(name, text)
        for name, pieces in parts.items():
            with package.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece.encode())
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">'.encode())
            gathered = [f"<si><t>{escape(text)}</t></si>" for text in strings]
            part.write(("".join(gathered) + "</sst>").encode())
    return path


def _sheet(rows: int, styled: bool, strings: dict[str, int], chance: random.Random) -> Iterator[str]:
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_REL}"><dimension ref="A1:J{rows + 1}"/><sheetViews>'
        '<sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>'
    )
    gathered = []
    for number, values in enumerate(sheet_values(rows, chance), start=1):
        gathered.append(_row(number, values, styled, strings))
        if len(gathered) == 1_000:
            yield "".join(gathered)
            gathered = []
    yield "".join(gathered)
    yield '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    yield "</worksheet>"


def sheet_values(rows: int, chance: random.Random) -> Iterator[list[Value]]:
    """The headers and `rows` data rows; `completions` takes those of its sheets from one `random.Random(seed)`."""
    yield list(HEADERS)
    for number in range(2, rows + 2):
        yield _values(number, rows, chance)


def _values(number: int, rows: int, chance: random.Random) -> list[Value]:
    completed = _FIRST_DAY + chance.randrange(_DAYS)
    luck = chance.random()
    date: Value = ("date", completed)
    if luck < 0.008:
        date = None
    elif luck < 0.016:
        date = f"{chance.randrange(1, 13)}/{chance.randrange(1, 29)}/2018"
    luck = chance.random()
    score: Value = chance.randrange(60, 101)
    if luck < 0.07:
        score = None
    elif luck < 0.085:
        score = "pending" if luck < 0.078 else "85%"
    source = None if chance.random() < 0.05 else f"LMS-{chance.getrandbits(40):010x}"
    return [
        100_000 + number,
        f"DIO-{chance.randrange(max(rows // 10, 10)):06}",
        f"OL-{chance.randrange(12):02}",
        date,
        ("date", completed - chance.randrange(5, 60)),
        _RESULTS[chance.randrange(4)],
        score,
        1 + (chance.random() < 0.1),
        "No" if chance.random() < 0.9 else "Yes",
        source,
    ]


def _row(number: int, values: list[Value], styled: bool, strings: dict[str, int]) -> str:
    band = 2 + 2 * (number % 2) if styled else 0
    cells = [_cell(f"{'ABCDEFGHIJ'[at]}{number}", value, band, strings) for at, value in enumerate(values)]
    return f'<row r="{number}" spans="1:10">{"".join(cells)}</row>'


def _cell(ref: str, value: Value, band: int, strings: dict[str, int]) -> str:
    style = f' s="{band}"' if band else ""
    if value is None:
        return f'<c r="{ref}"{style}/>' if band else ""
    if isinstance(value, str):
        return f'<c r="{ref}"{style} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{ref}" s="{band + 1}"><v>{value[1]}</v></c>'
    return f'<c r="{ref}"{style}><v>{value}</v></c>'


def _frame(sheets: int) -> dict[str, str]:
    """The small parts: content types, relationships, the list of sheets, the styles."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="Completions {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in ("EEF2F7", "FFFFFF")
    )
    formats = "".join(
        f'<xf numFmtId="{14 if style % 2 else 0}" fontId="0" fillId="{(0, 2, 3)[style // 2]}" borderId="0" xfId="0"/>'
        for style in range(6)
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'{overrides}<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId8" Type="{_REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId9" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill>'
        f'<patternFill patternType="gray125"/></fill>{fills}</fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="6">{formats}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
        'builtinId="0"/></cellStyles></styleSheet>',
    }  # fmt: skip


if __name__ == "__main__":
    place, rows_asked, sheets_asked, *shape = sys.argv[1:]
    completions(Path(place), int(rows_asked), styled="styled" in shape, sheets=int(sheets_asked))
