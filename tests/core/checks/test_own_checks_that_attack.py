"""Own checks written to reach what they may not, or to break what reads their outcomes: each fails, with a sentence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from crossfoot.checks import runner
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.ground import Room
from crossfoot.checks.own_checks import write_own_check
from crossfoot.checks.runner import run_checks

from tests.core.checks.modules import SELECT, agreement, audit_with_agreements, module

FIGURE = '[figures.one]\nsentence = "One"'
FIGURES = "\n-- figures\nSELECT 'one' AS name, {group} AS \"group\", {value} AS value, 'u' AS unit, 'text' AS rounding"


def with_column(text: str) -> str:
    return SELECT.replace("county", text)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            with_column("""1 AS "x', (SELECT group_concat(actor) FROM cf_event), 'y\""""),
            "gives a column called",
        ),
        (with_column('1 AS "a""b"'), "gives a column called 'a\"b'"),
        (with_column("1 AS a, 2 AS A"), "name each column once"),
        (with_column("count(*) OVER ()"), "with AS"),
        (SELECT.replace("row_id,", "'hello' AS row_id,"), "the row_id 'hello'"),
        (SELECT.replace("row_id,", "9e999 AS row_id,"), "the row_id inf"),
        (SELECT.replace("row_id,", """'["x", null]' AS row_id,"""), "a JSON list of them"),
        (SELECT.replace("row_id,", "'7' AS row_id,"), "a JSON list of them"),
        (SELECT.replace("row_id,", "x'41' AS row_id,"), "a JSON list of them"),
        (with_column("'cf_event' AS record_type"), "the record type 'cf_event'"),
        (SELECT.replace("'exception'", "'excluded'").replace("''", "x'41'"), "column reason gives bytes"),
        (SELECT + FIGURES.format(group="''", value="x'41'"), "has bytes for its value"),
        (
            SELECT + FIGURES.format(group="''", value="1") + " FROM (SELECT 1 UNION ALL SELECT 2)",
            "gives the figure bad.one twice",
        ),
        (
            SELECT
            + FIGURES.format(group="''", value="i")
            + " FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT i FROM n)",
            "gives the figure bad.one twice",
        ),
    ],
)
def test_it_fails_alone_and_says_why(tmp_path: Path, own_folder: str, sql: str, said: str) -> None:
    write_own_check(
        Path(own_folder), "bad", module(sql, name="bad", more=FIGURE if "-- figures" in sql else "")
    )
    with audit_with_agreements(tmp_path, agreement("Oak"), agreement("Elm")) as audit:
        bad, other = run_checks(audit, ["bad", "growth-agency-count"])
    assert (bad.status, other.status) == ("failed", "measured")
    assert said in bad.not_tested_because


def test_figures_without_end_are_stopped_before_they_fill_the_memory(
    tmp_path: Path, own_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "ROOM_OF_AN_OWN_CHECK", Room(60.0, 1024**3, 1_000))
    endless = " FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n)"
    sql = SELECT + FIGURES.format(group="i", value="i") + endless
    write_own_check(Path(own_folder), "bad", module(sql, name="bad", more=FIGURE))
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        (bad,) = run_checks(audit, ["bad"])
    assert "more than 1,000 rows" in bad.not_tested_because


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path: Path, own_folder: str) -> None:
    Path(own_folder).mkdir(exist_ok=True)
    os.mkfifo(Path(own_folder) / "pipe.sql")
    with audit_with_agreements(tmp_path) as audit:
        (broken,) = audit_checks(audit).broken
    assert "is not the text of a check" in broken.message


def test_a_header_of_a_hundred_thousand_brackets_is_a_broken_file(tmp_path: Path, own_folder: str) -> None:
    Path(own_folder).mkdir(exist_ok=True)
    text = module(name="deep").replace("[needs]", "deep = " + "[" * 100_000 + "\n[needs]")
    (Path(own_folder) / "deep.sql").write_text(text, encoding="utf-8")
    with audit_with_agreements(tmp_path) as audit:
        (broken,) = audit_checks(audit).broken
    assert "deep.sql, line" in broken.message


def test_a_value_of_millions_of_letters_is_too_big_for_an_own_check(tmp_path: Path, own_folder: str) -> None:
    sql = SELECT.replace("county", "length(replace(printf('%.*c', 900000, 'a'), 'a', 'aaa')) AS county")
    write_own_check(Path(own_folder), "bad", module(sql, name="bad"))
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        (bad,) = run_checks(audit, ["bad"])
    assert "too big" in bad.not_tested_because


def test_a_sort_without_end_is_stopped_before_it_fills_the_disk(
    tmp_path: Path, own_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage, left = shutil.disk_usage(tmp_path), [10 * 1024**3]

    def shrinking(_path: str) -> Any:
        left[0] -= 1024**3
        return usage._replace(free=left[0])

    monkeypatch.setattr("crossfoot.checks.sandbox.shutil.disk_usage", shrinking)
    endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY -i)"
    sql = SELECT.replace("county", f"(SELECT i FROM {endless} LIMIT 1) AS county")
    write_own_check(Path(own_folder), "bad", module(sql, name="bad"))
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        (bad,) = run_checks(audit, ["bad"])
    assert "GB of the disk" in bad.not_tested_because
