"""The letter says what is asked for, by when and on whose authority, and invents nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import DEMONSTRATION_MARKING
from crossfoot.papers.letter import Grid, Heading, Line, NumberedList, Paragraph
from crossfoot.request.letter import letter_title, request_letter

from tests.core.request.planned_audit import COORDINATOR, POLICY, TRAINING, asked, planned_audit


def letter(folder: Path, **said: Any) -> tuple[list[Any], str]:
    """The blocks of the letter, and all its text outside of tables."""
    with planned_audit(folder) as audit:
        request = asked(audit, **said)
        files = {item.uid: f"datasets/{item.number:02d}-x.xlsx" for item in request.of_kind("dataset")}
        blocks = request_letter(audit.facts, request, audit.types, files)
    texts = (
        one.items if isinstance(one, NumberedList) else (one.text,)
        for one in blocks
        if not isinstance(one, Grid)
    )
    return blocks, "\n".join(text for group in texts for text in group)


def test_what_nobody_stated_is_a_blank_and_never_made_up(tmp_path: Path) -> None:
    _, text = letter(tmp_path)
    for blank in ("addressee", "authority", "name and title of the official who signs"):
        assert f"[{blank}: to be stated by the auditor]" in text
    assert "U.S.C." not in text


def test_what_was_stated_stands_in_it(tmp_path: Path) -> None:
    _, text = letter(
        tmp_path,
        addressee="Alex Sample",
        addressee_title="Director",
        authority="Charter, section 6",
        objective="To learn A.\nTo learn B.",
        contact="Jo Auditor, 555-0100",
    )
    assert "Alex Sample\nDirector\nBureau of Delegated Examples" in text
    assert "Dear Alex Sample:" in text
    assert "Authority\nCharter, section 6" in text
    assert "The objectives of the audit are:\nTo learn A.\nTo learn B." in text
    assert "Contact\nJo Auditor, 555-0100" in text
    assert text.count("to be stated by the auditor") == 1  # who signs


def test_every_item_stands_in_a_table_with_its_number_and_due_date(tmp_path: Path) -> None:
    blocks, text = letter(tmp_path)
    rows = [row for block in blocks if isinstance(block, Grid) for row in block.rows]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert {row[3] for row in rows} == {"2018-05-02"}
    assert rows[0] == ("1", "Officers: one row for each officer", "01-x.xlsx", "2018-05-02")
    assert any(row[1:3] == (POLICY, TRAINING) for row in rows)
    assert any(row[1] == COORDINATOR for row in rows)
    assert "all are due on May 2, 2018" in text
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == ["Datasets", "Documents", "Interviews", "Reliability questionnaires"]


def test_it_says_how_to_answer_what_does_not_exist_and_what_not_to_send(tmp_path: Path) -> None:
    blocks, text = letter(tmp_path)
    assert "say so in writing: which official says so, with his or her title, and on what date" in text
    assert "an export of your own system as it is" in text
    assert "data dictionary" in text
    assert "recorded as 'no reply'" in text
    assert "Send no more than the columns that the record layout of a template lists" in text
    (guarded,) = (one.text for one in blocks if isinstance(one, Paragraph) and "protected way" in one.text)
    assert "officers" in guarded
    assert "equipment" not in guarded


def test_a_request_for_an_interview_alone_speaks_of_no_template(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        with audit.write() as db:
            db.conn.execute("UPDATE cf_plan_step SET withdrawn = 1 WHERE kind != 'interview'")
            db.conn.execute("""UPDATE cf_plan_step SET documents = '[]'""")
        request = asked(audit)
        blocks = request_letter(audit.facts, request, audit.types, {})
    assert len([one for one in blocks if isinstance(one, Grid)]) == 1
    said = " ".join(getattr(one, "text", "") for one in blocks)
    assert "the enclosure lists: 1 interview." in said
    (how,) = (one.items for one in blocks if isinstance(one, NumberedList))
    assert [text.split()[0] for text in how] == ["Give", "Tell", "If"]
    assert "record layout" not in said
    assert "template" not in said


def test_fictitious_data_say_so_in_the_title_and_in_the_subject(tmp_path: Path) -> None:
    with planned_audit(tmp_path, fictitious=True) as audit:
        request = asked(audit)
        assert DEMONSTRATION_MARKING in letter_title(audit.facts, request)
        subject = next(
            one.text
            for one in request_letter(audit.facts, request, audit.types, {})
            if isinstance(one, Line) and one.style == "subject"
        )
    assert DEMONSTRATION_MARKING in subject
