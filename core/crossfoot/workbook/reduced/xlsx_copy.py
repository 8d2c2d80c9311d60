"""A workbook written anew with some sheets only: their rows, what they need around them, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from crossfoot.workbook.reduced.cuts import SheetCut
from crossfoot.workbook.reduced.sheet_xml import HEAD, Shared, escaped_text, sheet_xml
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook
from crossfoot.workbook.xlsx.xml_stream import MAIN, RELATIONSHIPS

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_FIRST_OWN_FORMAT = 164
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every part: the bytes of the copy tell nothing of when it was written, and are the same each time."""


def write_xlsx_copy(book: XlsxBook, target: Path, cuts: Sequence[SheetCut], *, macros: bool = False) -> None:
    """Write the sheets of `cuts`, in their order; `macros` names the kind of workbook, none is copied."""
    shared = Shared()
    numbers = range(1, len(cuts) + 1)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for number, cut in zip(numbers, cuts, strict=True):
            place = book.place(cut.sheet)
            frame = book.frame(place)
            pieces = sheet_xml(book.rows(place, frame), frame, cut, shared)
            _write(archive, f"xl/worksheets/sheet{number}.xml", pieces)
        _write(archive, "xl/sharedStrings.xml", _texts(shared))
        _write(archive, "xl/styles.xml", [_styles(shared)])
        sheets = "".join(
            f'<sheet name={quoteattr(cut.sheet)} sheetId="{number}"{_state(book, cut)} r:id="rId{number}"/>'
            for number, cut in zip(numbers, cuts, strict=True)
        )
        facts = '<workbookPr date1904="1"/>' if book.date1904 else ""
        workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS[0]}">{facts}<sheets>{sheets}</sheets></workbook>'
        _write(archive, "xl/workbook.xml", [HEAD, workbook])
        related = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        related += [("rIdT", "sharedStrings", "sharedStrings.xml"), ("rIdF", "styles", "styles.xml")]
        _write(archive, "xl/_rels/workbook.xml.rels", [_relationships(related)])
        _write(archive, "_rels/.rels", [_relationships([("rId1", "officeDocument", "xl/workbook.xml")])])
        _write(archive, "[Content_Types].xml", [_content_types(numbers, macros)])


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece.encode())


def _state(book: XlsxBook, cut: SheetCut) -> str:
    state = book.place(cut.sheet).state
    return "" if state == "visible" else f" state={quoteattr(state)}"


def _texts(shared: Shared) -> Iterable[str]:
    yield f'{HEAD}<sst xmlns="{MAIN}">'
    for text in shared.texts:
        yield f'<si><t xml:space="preserve">{escaped_text(text)}</t></si>'
    yield "</sst>"


def _styles(shared: Shared) -> str:
    own = list(shared.formats)[1:]
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(own, start=_FIRST_OWN_FORMAT)
    )
    styles = "".join(f'<xf numFmtId="{_FIRST_OWN_FORMAT + place}"/>' for place in range(len(own)))
    formats = f'<numFmts count="{len(own)}">{codes}</numFmts>' if own else ""
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}">{formats}<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(own) + 1}"><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )


def _relationships(named: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS[0]}/{kind}" Target="{part}"/>'
        for name, kind, part in named
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(sheets: Iterable[int], macros: bool) -> str:
    parts = [
        ("xl/workbook.xml", _MACROS if macros else f"{_SHEET}.sheet.main+xml"),
        ("xl/sharedStrings.xml", f"{_SHEET}.sharedStrings+xml"),
        ("xl/styles.xml", f"{_SHEET}.styles+xml"),
        *((f"xl/worksheets/sheet{number}.xml", f"{_SHEET}.worksheet+xml") for number in sheets),
    ]
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
