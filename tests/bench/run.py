"""`make bench`: what reading, importing and starting cost, as ratios against a named peer.

The workbooks are made here from a fixed seed: one plain, one with styled cells and styled blanks as Excel writes them.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill

from tests.bench.processes import side_by_side

ROWS, RUNS = 30_000, 3
PYTHON = sys.executable
HEADERS = ("RECORD ID", "DIO ID", "COURSE CODE", "DATE COMPLETED", "RESULT", "SCORE", "SOURCE", "ATTEMPT")

READ_OWN = """
import sys
from pathlib import Path
from crossfoot.workbook.read import iter_cells
sum(1 for _ in iter_cells(Path(sys.argv[1])))
"""
READ_OPENPYXL = """
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sum(1 for sheet in book for row in sheet.iter_rows() for cell in row)
"""


def completions(path: Path, *, styled: bool) -> Path:
    """A workbook of training completions."""
    chance = random.Random(1877)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Completions")
    sheet.append(HEADERS)
    band = PatternFill("solid", fgColor="EEF2F7")
    for number in range(ROWS):
        day = dt.date(2016, 10, 1) + dt.timedelta(days=chance.randrange(540))
        score = chance.randrange(60, 101) if chance.random() > 0.07 else None
        row = (
            f"R{number:06}",
            f"DIO-{chance.randrange(9_000):04}",
            f"OL-{chance.randrange(12)}",
            day,
            "Complete",
            score,
            "LMS",
            1,
        )
        if styled and number % 2:
            cells = [WriteOnlyCell(sheet, value) for value in row]
            for cell in cells:
                cell.fill = band
            sheet.append(cells)
        else:
            sheet.append(row)
    book.save(path)
    return path


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="crossfoot-bench-") as name:
        folder = Path(name)
        for shape in ("plain", "styled"):
            _reading(completions(folder / f"{shape}.xlsx", styled=shape == "styled"), shape)
        _importing(folder)
        _starting()
    return 0


def _reading(path: Path, shape: str) -> None:
    found = side_by_side(
        {"own": [PYTHON, "-c", READ_OWN, str(path)], "openpyxl": [PYTHON, "-c", READ_OPENPYXL, str(path)]},
        RUNS,
    )
    own, peer = found["own"], found["openpyxl"]
    print(f"read {ROWS:,} x {len(HEADERS)} {shape}, against openpyxl in normal mode:")
    print(f"    {own.cpu / peer.cpu:.2f} x its CPU ({own.cpu:.2f} s against {peer.cpu:.2f} s)")
    print(f"    {own.peak_mb / peer.peak_mb:.2f} x its peak memory ({own.peak_mb:.0f} MB)")


def _importing(folder: Path) -> None:
    script = (
        "import sys, subprocess, pathlib\n"
        "path = pathlib.Path(sys.argv[1]); path.unlink(missing_ok=True)\n"
        "from crossfoot.cli.main import main\n"
        "main(['new', str(path), '--title', 'Bench', '--as-of', '2018-03-31'])\n"
        "sys.exit(main(['import', str(path), sys.argv[2]]))\n"
    )
    plain = folder / "plain.xlsx"
    found = side_by_side(
        {
            "import": [PYTHON, "-c", script, str(folder / "bench.crossfoot"), str(plain)],
            "openpyxl": [PYTHON, "-c", READ_OPENPYXL, str(plain)],
        },
        RUNS,
    )
    own, peer = found["import"], found["openpyxl"]
    print(
        f"import {ROWS:,} x {len(HEADERS)} plain (inspect, read, convert, provenance, misfits, source kept, on disk):"
    )
    print(
        f"    {own.cpu / peer.cpu:.2f} x the CPU of openpyxl only reading it ({own.cpu:.2f} s, {own.peak_mb:.0f} MB)"
    )


def _starting() -> None:
    found = side_by_side(
        {"help": [PYTHON, "-m", "crossfoot.cli.main", "--help"], "pass": [PYTHON, "-c", "pass"]}, 2 * RUNS + 1
    )
    own, peer = found["help"], found["pass"]
    print(
        f"crossfoot --help: {own.cpu / peer.cpu:.1f} x the CPU of `python -c pass` ({1000 * own.cpu:.0f} ms)"
    )


if __name__ == "__main__":
    sys.exit(main())
