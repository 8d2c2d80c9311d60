"""Tiny OpenDocument tables from XML, so that a test shows the very cells that it is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{name}="{_URN}{name}:1.0"' for name in ("office", "table", "text", "style", "manifest")
)


def cell(kind: str, attributes: str = "", shown: str = "") -> str:
    """One cell: its value type, further attributes, the paragraph that it shows."""
    return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{shown}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    """One row."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def write_ods(
    path: Path, *sheets: tuple[str, str], hidden: tuple[str, ...] = (), locked: bool = False
) -> Path:
    """Write the sheets: name and rows; `hidden` names those that are hidden; `locked` says that a password is set."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{"off" if name in hidden else "on"}">{rows}</table:table>'
        for name, rows in sheets
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("on", "true"), ("off", "false"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    lock = "<manifest:encryption-data/>" if locked else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="content.xml">{lock}'
            "</manifest:file-entry></manifest:manifest>",
        )
    return path
