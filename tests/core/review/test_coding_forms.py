"""A form goes out to one coder and comes back: all of it is read, or nothing; what is wrong is named by its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import list_copies
from crossfoot.auditfile.history import events
from crossfoot.errors import AuditFileError, EvidenceError
from crossfoot.evidence.register import add_evidence, withdraw_evidence
from crossfoot.review.coding import list_codings
from crossfoot.review.coding_forms import write_form
from crossfoot.review.coding_forms_read import read_form
from crossfoot.review.instruments import find_instrument, withdraw_instrument
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import day
from tests.core.review.coded import (
    ALL_YES,
    FIRST,
    NAME,
    SECOND,
    asked,
    code,
    coded_audit,
    fill,
    form_of,
    header,
)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with coded_audit(tmp_path) as found:
        yield found


def stored(audit: Audit) -> list[tuple[str, int, str, str]]:
    return [
        (one.coder, *one.asked, one.coded.answer) for one in list_codings(audit, find_instrument(audit, NAME))
    ]


def texts(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value
    )


def change(path: Path, edit: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(path)
    edit(book["Form"])
    book.save(path)


# Out


def test_a_form_asks_every_question_of_every_item_and_opens_only_what_is_to_be_filled_in(
    audit: Audit, tmp_path: Path
) -> None:
    page = openpyxl.load_workbook(form_of(audit, FIRST, tmp_path))["Form"]
    assert [(place, key) for _, place, key in asked(page)] == list(ALL_YES)
    columns, row = header(page), asked(page)[0][0]
    opened = {name for name, column in columns.items() if not page.cell(row, column).protection.locked}
    assert page.protection.sheet and opened == {"Answer", "Page", "Evidence", "Note"}
    (choices,) = page.data_validations.dataValidation
    assert choices.formula1 == '"yes,no,not applicable,not found"'


def test_a_form_shows_a_coder_what_he_answered_before_and_nothing_of_the_other(
    audit: Audit, tmp_path: Path
) -> None:
    form = form_of(audit, FIRST, tmp_path, {(1, "signed"): "no"})
    fill(form, {(1, "signed"): "stamp is blurred"}, "Note")
    read_form(audit, form)
    assert "stamp is blurred" in texts(form_of(audit, FIRST, tmp_path))
    other = openpyxl.load_workbook(form_of(audit, SECOND, tmp_path))["Form"]
    columns = header(other)
    filled = [
        other.cell(row, columns[name]).value
        for row, *_ in asked(other)
        for name in ("Answer", "Page", "Note")
    ]
    assert set(filled) == {None}
    assert FIRST not in texts(tmp_path / f"{SECOND}.xlsx")


def test_a_form_is_a_copy_that_is_noted_with_whom_it_was_given_to(audit: Audit, tmp_path: Path) -> None:
    form_of(audit, SECOND, tmp_path)
    (copy,) = list_copies(audit)
    assert (copy.file, copy.given_to, copy.marking) == ("B. Second.xlsx", SECOND, "FOR OFFICIAL USE ONLY")


def test_no_form_leaves_an_audit_without_a_marking(tmp_path: Path) -> None:
    with coded_audit(tmp_path) as audit:
        audit.set_facts(marking=None)
        with pytest.raises(AuditFileError, match="nobody has chosen its marking"):
            write_form(audit, NAME, FIRST, tmp_path / "form.xlsx")
    assert not (tmp_path / "form.xlsx").exists()


# Back


def test_the_answers_of_a_form_are_kept_with_page_note_and_evidence(audit: Audit, tmp_path: Path) -> None:
    add_evidence(audit, "documentary", "File of item 1", obtained_from="Records", obtained_on=day("2018-03-01"),
                 held_at="room 4")  # fmt: skip
    form = form_of(audit, FIRST, tmp_path, {(1, "signed"): " Not  found ", (2, "named"): "YES"})
    for column, text in (("Page", "3-4"), ("Note", "=see the copy"), ("Evidence", "E-1")):
        fill(form, {(1, "signed"): text}, column)
    found = read_form(audit, form)
    assert (found.coder, found.answers, found.fresh, found.blank) == (FIRST, 2, 2, 6)
    first = list_codings(audit, find_instrument(audit, NAME))[0]
    assert (first.asked, first.coded.answer) == ((1, "signed"), "not found")
    assert (first.coded.page, first.coded.evidence_uid != "") == ("3-4", True)
    with pytest.raises(EvidenceError, match="E-1 is given for item 1 of the instrument 'File review'"):
        withdraw_evidence(audit, "E-1", "a copy")


def test_the_same_form_read_twice_keeps_nothing_twice(audit: Audit, tmp_path: Path) -> None:
    code(audit, FIRST, tmp_path, ALL_YES)
    before = [event.kind for event in events(audit.connection)]
    assert read_form(audit, tmp_path / f"{FIRST}.xlsx").fresh == 0
    assert [event.kind for event in events(audit.connection)] == before


def test_a_changed_answer_stands_beside_the_one_before(audit: Audit, tmp_path: Path) -> None:
    code(audit, FIRST, tmp_path, {(1, "signed"): "yes"})
    code(audit, FIRST, tmp_path, {(1, "signed"): "no"})
    assert stored(audit) == [(FIRST, 1, "signed", "yes"), (FIRST, 1, "signed", "no")]
    body = [event.body for event in events(audit.connection) if event.kind == "coding.read"][-1]
    assert (body["answers"][0]["before"]["answer"], body["answers"][0]["after"]["answer"]) == ("yes", "no")


def _set(column: str, value: object, at: int = 2) -> Callable[[Worksheet], None]:
    """Put a value into a column of the question in the given place of the form."""

    def edit(page: Worksheet) -> None:
        page.cell(asked(page)[at][0], header(page)[column]).value = value  # type: ignore[assignment]

    return edit


def _twice(page: Worksheet) -> None:
    first, last = asked(page)[0][0], asked(page)[-1][0]
    for column in header(page).values():
        page.cell(last, column).value = page.cell(first, column).value  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_set("Answer", "perhaps"), "E11: 'perhaps' is none of the four answers"),
        (_set("Item", 9), "A11: 9 is no item that 'File review' asks about"),
        (_set("Record", "E99"), "B11: item 2 is E"),
        (_set("Attribute", "legible"), "C11: 'File review' has no attribute legible"),
        (_set("Evidence", "E-5"), "G11: There is no evidence 'E-5'"),
        (_set("Page", day("2018-03-04")), "F11: the spreadsheet made a date of what was typed"),
        (_set("Answer", None), "row 11: Note without an answer"),
        (_twice, "row 16: item 1, signed stands in row 9 already"),
    ],
)
def test_what_is_wrong_in_a_form_is_named_by_its_cell_and_nothing_of_the_form_is_kept(
    audit: Audit, tmp_path: Path, edit: Callable[[Worksheet], None], said: str
) -> None:
    form = form_of(audit, FIRST, tmp_path, ALL_YES)
    change(form, _set("Note", "seen"))
    change(form, edit)
    with pytest.raises(EvidenceError) as refused:
        read_form(audit, form)
    assert said in refused.value.message
    assert refused.value.hint
    assert stored(audit) == []


def test_an_empty_form_is_refused(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="holds no answer"):
        read_form(audit, form_of(audit, FIRST, tmp_path))


def _line(old: str, new: str) -> Callable[[Worksheet], None]:
    def edit(page: Worksheet) -> None:
        for row in range(1, 10):
            text = str(page.cell(row, 1).value)
            if text.startswith("Form: "):
                page.cell(row, 1).value = text.replace(old, new)

    return edit


def test_a_form_under_another_name_than_it_was_written_for_is_refused(audit: Audit, tmp_path: Path) -> None:
    form = form_of(audit, FIRST, tmp_path, ALL_YES)
    change(form, _line(FIRST, SECOND))
    with pytest.raises(EvidenceError, match=r"was written for another coder than B\. Second"):
        read_form(audit, form)


def test_a_form_without_its_line_is_refused(audit: Audit, tmp_path: Path) -> None:
    form = form_of(audit, FIRST, tmp_path, ALL_YES)
    change(form, _line("crossfoot instrument", "instrument"))
    with pytest.raises(EvidenceError, match="does not say which instrument"):
        read_form(audit, form)


def test_a_form_of_another_audit_is_refused(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with coded_audit(tmp_path / "other") as other:
        form = form_of(other, FIRST, tmp_path, ALL_YES)
    with pytest.raises(EvidenceError, match="an instrument that this audit does not have"):
        read_form(audit, form)


def test_a_form_of_a_withdrawn_instrument_is_refused(audit: Audit, tmp_path: Path) -> None:
    form = form_of(audit, FIRST, tmp_path, ALL_YES)
    withdraw_instrument(audit, NAME, "a question was unclear")
    with pytest.raises(EvidenceError, match="was withdrawn"):
        read_form(audit, form)


def test_the_same_name_in_other_letters_is_the_same_coder(audit: Audit, tmp_path: Path) -> None:
    code(audit, FIRST, tmp_path, {(1, "signed"): "yes"})
    code(audit, "a.  auditor", tmp_path, {(1, "signed"): "no"})
    assert {coder for coder, *_ in stored(audit)} == {FIRST}


def test_a_third_coder_gets_no_form_and_his_form_is_not_read(audit: Audit, tmp_path: Path) -> None:
    third = form_of(audit, "C. Third", tmp_path, ALL_YES)
    code(audit, FIRST, tmp_path, ALL_YES)
    code(audit, SECOND, tmp_path, ALL_YES)
    for refused in (lambda: form_of(audit, "C. Third", tmp_path), lambda: read_form(audit, third)):
        with pytest.raises(EvidenceError, match=r"A\. Auditor and B\. Second have answered"):
            refused()


def test_a_form_is_never_written_over_one_that_may_be_filled_in(audit: Audit, tmp_path: Path) -> None:
    path = form_of(audit, FIRST, tmp_path, ALL_YES)
    before = path.read_bytes()
    with pytest.raises(EvidenceError, match="is there already"):
        write_form(audit, NAME, FIRST, path)
    assert path.read_bytes() == before


def test_a_workbook_that_is_no_form_is_refused(audit: Audit, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(EvidenceError, match="it has no sheet called Form"):
        read_form(audit, tmp_path / "other.xlsx")
