"""Tiny workbooks from XML parts, so that a test shows the very bytes that it is about."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` is the XML inside sheetData, `before` and `after` what stands around it, `links` id -> URL."""

    rows: str = ""
    name: str = "Sheet1"
    state: str = ""
    before: str = ""
    after: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


def write_workbook(
    path: Path,
    *sheets: Sheet,
    strings: Sequence[str] = (),
    formats: Sequence[str | int] = (),
    date1904: bool = False,
    parts: Mapping[str, str | bytes | None] | None = None,
) -> Path:
    """Write the sheets. `strings` are the insides of shared `si`; `formats` are number formats (code, or built-in id)
    of the styles 1, 2, ...; `parts` replaces parts, None leaves one out."""
    written: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": _workbook(sheets, date1904),
        "xl/_rels/workbook.xml.rels": relationships(
            *((f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml", False) for i in range(1, len(sheets) + 1)),
            ("rIdS", "sharedStrings", "sharedStrings.xml", False),
            ("rIdF", "styles", "styles.xml", False),
        ),
        "xl/sharedStrings.xml": HEAD
        + f'<sst xmlns="{MAIN}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>',
        "xl/styles.xml": _styles(formats),
    }
    for i, sheet in enumerate(sheets, start=1):
        written[f"xl/worksheets/sheet{i}.xml"] = sheet_xml(sheet)
        if sheet.links:
            links = [(name, "hyperlink", url, True) for name, url in sheet.links.items()]
            written[f"xl/worksheets/_rels/sheet{i}.xml.rels"] = relationships(*links)
    written |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def sheet_xml(sheet: Sheet) -> str:
    """The part of one sheet."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet.before}'
        f"<sheetData>{sheet.rows}</sheetData>{sheet.after}</worksheet>"
    )


def table(*rows: Sequence[object], first_row: int = 1) -> str:
    """Rows of inline texts and plain numbers; None leaves a cell out, a text that begins with `<` is a cell's XML."""
    return "".join(_row(number, values) for number, values in enumerate(rows, start=first_row))


def _row(number: int, values: Sequence[object], attributes: str = "") -> str:
    cells = "".join(
        _cell(f"{chr(65 + i)}{number}", value) for i, value in enumerate(values) if value is not None
    )
    return f'<row r="{number}"{attributes}>{cells}</row>'


def hidden_row(number: int, values: Sequence[object]) -> str:
    """One row that is hidden."""
    return _row(number, values, ' hidden="1"')


def _cell(ref: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("REF", ref)
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{ref}"><v>{value}</v></c>'


def _content_types(sheets: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [
        ("xl/workbook.xml", "sheet.main"),
        ("xl/sharedStrings.xml", "sharedStrings"),
        ("xl/styles.xml", "styles"),
    ]
    overrides += [(f"xl/worksheets/sheet{i}.xml", "worksheet") for i in range(1, sheets + 1)]
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="{base}.{kind}+xml"/>' for name, kind in overrides
        )
        + "</Types>"
    )


def relationships(*rows: tuple[str, str, str, bool]) -> str:
    """A relationship part; each row is id, kind, target, whether the target is outside."""
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}'
            + (' TargetMode="External"/>' if external else "/>")
            for name, kind, target, external in rows
        )
        + "</Relationships>"
    )


def _workbook(sheets: Sequence[Sheet], date1904: bool) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{i}" r:id="rId{i}"'
        + (f' state="{sheet.state}"/>' if sheet.state else "/>")
        for i, sheet in enumerate(sheets, start=1)
    )
    properties = '<workbookPr date1904="1"/>' if date1904 else "<workbookPr/>"
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>'
    )


def _styles(formats: Sequence[str | int]) -> str:
    custom = {code: 164 + i for i, code in enumerate(formats) if isinstance(code, str)}
    numbers = "".join(f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>' for code, i in custom.items())
    ids = [0] + [custom[code] if isinstance(code, str) else code for code in formats]
    styles = "".join(f'<xf numFmtId="{i}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for i in ids)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(custom)}">{numbers}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(ids)}">{styles}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
