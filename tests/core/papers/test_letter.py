"""Letters: fixed bytes, real styles, lists that begin at 1, tables whose header is repeated, blanks that show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
import pytest
from crossfoot.errors import CrossfootError
from crossfoot.papers.letter import (
    Block,
    BulletList,
    Grid,
    Heading,
    Line,
    NumberedList,
    Paragraph,
    blank,
    write_letter,
)
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

MADE = dt.datetime(2018, 4, 2)  # noqa: DTZ001 - written as UTC
BLOCKS: list[Block] = [
    Line("Office of Example Audits", "office"),
    Heading("Authority"),
    Paragraph(f"We rely on {blank('authority')}."),
    NumberedList(("First", "Second")),
    NumberedList(("Anew",)),
    BulletList(("A point",)),
    Heading("Items", new_page=True),
    Paragraph("What we ask for."),
    Grid(("Item", "Document"), [("1", "Policy"), ("2", "Plan")], (1, 4), "The items"),
]


def written(folder: Path, blocks: list[Block] = BLOCKS, marking: str = "INTERNAL") -> Any:
    """The letter, as Word's own library reads it."""
    write_letter(folder / "a.docx", blocks, title="A title", marking=marking, made=MADE, author="Office")
    return docx.Document(str(folder / "a.docx"))


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_letter(tmp_path / "a.docx", BLOCKS, title="T", marking="", made=MADE)
    assert first == write_letter(tmp_path / "b.docx", BLOCKS, title="T", marking="", made=MADE)
    assert first != write_letter(tmp_path / "c.docx", BLOCKS, title="T", marking="SECRET", made=MADE)


def test_headings_and_lists_have_the_styles_that_word_and_screen_readers_know(tmp_path: Path) -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in written(tmp_path).paragraphs}
    assert (styles["Authority"], styles["First"], styles["A point"]) == (
        "Heading 1",
        "List Number",
        "List Bullet",
    )


def test_each_numbered_list_begins_at_one(tmp_path: Path) -> None:
    letter = written(tmp_path)
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in letter.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = letter.part.numbering_part.numbering_definitions._numbering
    starts = [numbering.num_having_numId(one).find(f".//{qn('w:startOverride')}") for one in set(numbers)]
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1"]


def test_the_header_row_of_a_table_is_repeated_and_no_row_breaks_over_two_pages(tmp_path: Path) -> None:
    (table,) = written(tmp_path).tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [["1", "Policy"], ["2", "Plan"]]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert table._tbl.find(f".//{qn('w:tblDescription')}").get(qn("w:val")) == "The items"


def test_what_stands_before_a_table_stays_with_it(tmp_path: Path) -> None:
    kept = {p.text: p.paragraph_format.keep_with_next for p in written(tmp_path).paragraphs}
    assert kept["What we ask for."]
    assert not kept["A point"]


def test_a_blank_is_highlighted_and_the_words_around_it_are_not(tmp_path: Path) -> None:
    (sentence,) = (one for one in written(tmp_path).paragraphs if one.text.startswith("We rely"))
    marked = {run.text: run.font.highlight_color for run in sentence.runs}
    assert marked == {
        "We rely on ": None,
        "[authority: to be stated by the auditor]": WD_COLOR_INDEX.YELLOW,
        ".": None,
    }


def test_the_marking_stands_in_head_and_foot_and_the_page_is_numbered(tmp_path: Path) -> None:
    section = written(tmp_path).sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "INTERNAL"
    fields = section.footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    assert written(tmp_path, marking="").sections[0].header.paragraphs[0].text == ""


def test_title_language_and_author_are_stated(tmp_path: Path) -> None:
    letter = written(tmp_path)
    properties = letter.core_properties
    assert (properties.title, properties.language, properties.author) == ("A title", "en-US", "Office")
    assert properties.created == properties.modified == MADE.replace(tzinfo=dt.UTC)
    assert letter.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-US"


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "trPr": "cantSplit tblHeader",
}
"""Of the children of some elements, as far as letters have them: the order of ECMA-376 part 1; Word insists on it."""


def test_the_parts_of_each_paragraph_and_table_stand_in_the_order_of_the_standard(tmp_path: Path) -> None:
    body = written(tmp_path).element.body
    for name, children in ORDER.items():
        known = children.split()
        found = list(body.iter(qn(f"w:{name}")))
        assert found, name
        for element in found:
            places = [known.index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), [child.tag for child in element]


def test_a_folder_that_is_not_there_is_known_trouble(tmp_path: Path) -> None:
    with pytest.raises(CrossfootError, match=r"a\.docx cannot be written"):
        write_letter(tmp_path / "none" / "a.docx", BLOCKS, title="T", marking="", made=MADE)
