"""Letters that leave the program (.docx): the one place that writes them, with real styles and fixed bytes.

A text of the form `[authority: to be stated by the auditor]` is a blank: it is printed highlighted, so that
nobody sends it by mistake.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from crossfoot.errors import CrossfootError
from crossfoot.papers.steady import steady

LineStyle = Literal["office", "subject", "address", "date", "signature", "caption"]
LANGUAGE = "en-US"
_BLANK = re.compile(r"(\[[^\[\]]*: to be stated by the auditor\])")
_FONT, _NAVY, _GREY = "Calibri", "12294B", "565C65"
_TEXT_WIDTH = 16.5  # cm, between the margins of a page of US letter size
_PADDING, _TWIPS = 0.19, 567  # cm beside the text of a cell; twentieths of a point in a cm


def blank(what: str) -> str:
    """A place that the auditor has to fill in: `[authority: to be stated by the auditor]`."""
    return f"[{what}: to be stated by the auditor]"


@dataclass(frozen=True, slots=True)
class Line:
    """Lines of the frame of a letter; a line break in `text` begins a new line of the same block."""

    text: str
    style: LineStyle = "address"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; `new_page` begins a page with it, as an enclosure does."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the letter."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Sentences numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """Sentences with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its header row is repeated on each page. `widths` are shares of the text's width; `about` is what a
    screen reader says of it."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    widths: tuple[float, ...]
    about: str = ""


Block = Line | Heading | Paragraph | NumberedList | BulletList | Grid


def write_letter(
    path: Path,
    blocks: Sequence[Block],
    *,
    title: str,
    marking: str,
    made: dt.datetime,
    author: str = "",
) -> str:
    """Write a letter to `path` and return the sha256 of the file; the same content gives the same bytes.

    `marking` stands in the head and foot of each page, the page's number in the foot. CrossfootError where the file
    cannot be written.
    """
    package = _package(blocks, title, marking, made, author)
    try:
        path.write_bytes(package)
    except OSError as error:
        raise CrossfootError(
            f"{path.name} cannot be written: {error.strerror}.",
            "Choose a folder that you may write to, and close the file where it is open.",
        ) from None
    return hashlib.sha256(package).hexdigest()


def _package(blocks: Sequence[Block], title: str, marking: str, made: dt.datetime, author: str) -> bytes:
    from docx import Document

    document = Document()
    _set_styles(document)
    _set_page(document.sections[0], marking)
    properties = document.core_properties
    properties.title, properties.language = title, LANGUAGE
    properties.author = properties.last_modified_by = author
    properties.comments = ""
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        _WRITERS[type(block)](document, block)
        if isinstance(block, Paragraph) and isinstance(following, Grid):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    buffer = io.BytesIO()
    document.save(buffer)
    return steady(buffer.getvalue(), made, packed=True)


def _set_styles(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 11.0, "Heading 1": 14.0, "Heading 2": 12.0}
    for name, size in sizes.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), _FONT)
        style.font.size = Pt(size)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_NAVY)
            style.paragraph_format.space_before = Pt(16 if name == "Heading 1" else 10)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(8), 1.08
    for name in ("List Number", "List Bullet"):
        document.styles[name].paragraph_format.space_after = Pt(4)


def _set_page(section: Any, marking: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm((21.59 - _TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(2.3), Cm(2.6), Cm(1.1)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if marking:
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(marking).bold = True
        above = foot
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        above.add_run(marking).bold = True
        foot = section.footer.add_paragraph()
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("Page ", ""), ("", "PAGE"), (" of ", ""), ("", "NUMPAGES")):
        run = foot.add_run(text)
        run.font.size = Pt(9)
        if field:
            _field(run, field)


def _field(run: Any, code: str) -> None:
    """A field that Word fills in, such as the page's number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run._r.addprevious(field)
    field.append(run._r)
    run.text = "1"


def _write_text(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Put a text into a paragraph, blanks highlighted."""
    from docx.enum.text import WD_COLOR_INDEX

    for part in _BLANK.split(text):
        if part:
            run = paragraph.add_run(part)
            run.bold = bold or None
            if _BLANK.fullmatch(part):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _line(document: Any, line: Line) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    _write_text(paragraph, line.text, bold=line.style in ("office", "subject"))
    shape = paragraph.paragraph_format
    if line.style == "office":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.space_after = Pt(18)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(15), RGBColor.from_string(_NAVY)
        _rule_below(paragraph)
    elif line.style == "signature":
        shape.space_before, shape.keep_together = Pt(30), True
    elif line.style == "caption":
        shape.space_after, shape.keep_with_next = Pt(4), True
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9.5), RGBColor.from_string(_GREY)
    else:
        shape.space_after = Pt(12)


def _rule_below(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", _NAVY)):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    # Word wants the parts of a paragraph's properties in the order of the schema
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _heading(document: Any, heading: Heading) -> None:
    paragraph = document.add_paragraph(style=f"Heading {heading.level}")
    paragraph.paragraph_format.page_break_before = heading.new_page or None
    _write_text(paragraph, heading.text)


def _paragraph(document: Any, paragraph: Paragraph) -> None:
    _write_text(document.add_paragraph(), paragraph.text)


def _numbered(document: Any, numbered: NumberedList) -> None:
    number = _fresh_numbering(document)
    for item in numbered.items:
        paragraph = document.add_paragraph(style="List Number")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = 0
        _write_text(paragraph, item)


def _fresh_numbering(document: Any) -> int:
    """A numbering of its own for one list, which begins at 1: those of the style would count on from list to list."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    style_number = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style_number).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _bullets(document: Any, bullets: BulletList) -> None:
    for item in bullets.items:
        _write_text(document.add_paragraph(style="List Bullet"), item)


def _grid(document: Any, grid: Grid) -> None:
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1, cols=len(grid.headers), style="Table Grid")
    table.autofit = False
    share = (_TEXT_WIDTH - 2 * _PADDING) / sum(grid.widths)
    widths = [Cm(width * share) for width in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _indent(table)
    _describe(table, grid.about)
    for number, values in enumerate((grid.headers, *grid.rows)):
        row = table.rows[0] if number == 0 else table.add_row()
        _keep_row(row, header=number == 0)
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.0
            _write_text(paragraph, value, bold=number == 0)
            for run in paragraph.runs:
                run.font.size = Pt(9.5)
            if number == 0:
                paragraph.paragraph_format.keep_with_next = True
                _shade(cell)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _indent(table: Any) -> None:
    """The table's edges stand in line with the text, not a cell's padding outside of it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(round(_PADDING * _TWIPS)))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def _describe(table: Any, about: str) -> None:
    """What a screen reader says of the table, and that its first row is a header and its first column is not."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:firstColumn"), "0")
    if about:
        described = OxmlElement("w:tblDescription")
        described.set(qn("w:val"), about)
        table._tbl.tblPr.append(described)


def _keep_row(row: Any, *, header: bool) -> None:
    """No row breaks over two pages, and the header row stands on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _NAVY)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor(255, 255, 255)


_WRITERS: dict[type, Any] = {
    Line: _line,
    Heading: _heading,
    Paragraph: _paragraph,
    NumberedList: _numbered,
    BulletList: _bullets,
    Grid: _grid,
}
