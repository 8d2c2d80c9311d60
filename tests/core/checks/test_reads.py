"""A check reads more than its header names: what a shared view reads for it, and what changes nothing when absent."""

from __future__ import annotations

from crossfoot import content
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.header import PackView, parse_check
from crossfoot.checks.reads import with_fields_read
from crossfoot.mapping.record_types import record_types

TEXT = """/* crossfoot-check
id = "t"
title = "T"
question = "Q?"
kind = "measure"
unit = "course"
population = "courses"
condition = "{tested} courses."
[needs]
training_courses = ["course_id"]
*/
SELECT course_id AS entity, 'tested' AS outcome, 'hours' AS reason, '' AS kind FROM due -- title
"""


def test_fields_that_a_view_reads_for_a_check_are_read_by_it_and_texts_and_remarks_name_none() -> None:
    types = record_types()
    view = PackView(
        "due", "SELECT c.course_id, grace_days, c.title AS kind FROM training_courses c, officers", "v"
    )
    read = with_fields_read(parse_check(TEXT, "t.sql", "training", types), [view], types)
    assert read.needs == {"training_courses": ("course_id",)}
    assert read.uses == {"training_courses": ("title", "grace_days")}


def test_a_column_that_every_check_gives_counts_as_a_field_only_behind_its_table() -> None:
    types = record_types()
    check = parse_check(TEXT, "t.sql", "training", types)
    plain = PackView("due", "SELECT course_id, kind FROM training_courses", "v")
    behind = PackView("due", "SELECT course_id FROM training_courses c WHERE c.kind = 'online'", "v")
    assert with_fields_read(check, [plain], types).uses == {}
    assert with_fields_read(check, [behind], types).uses == {"training_courses": ("kind",)}


def test_the_due_days_of_courses_are_read_by_the_check_of_completions() -> None:
    catalogue = load_checks(content.pack(), record_types())
    check = with_fields_read(catalogue.check("training-online-incomplete"), catalogue.views, record_types())
    assert {"due_month_day", "interval_months", "grace_days"} <= set(check.uses["training_courses"])
