"""The custody log: what left the audit file, marked how, given to whom; nothing leaves before a marking is chosen."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import open_audit
from crossfoot.auditfile.custody import list_copies, record_copy, require_marking
from crossfoot.auditfile.history import content_head
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError

from tests.builders import new_audit


def test_a_copy_is_noted_with_its_bytes_its_marking_and_who_was_given_it(tmp_path: Path) -> None:
    paper = tmp_path / "list.csv"
    paper.write_bytes(b"abc")
    with new_audit(tmp_path) as audit:
        audit.set_facts(marking="FOR OFFICIAL USE ONLY")
        head = content_head(audit.connection)
        record_copy(audit, paper, "items of a sample", given_to="C. Example", by="auditor 2")
        (copy,) = list_copies(audit)
        assert (copy.what, copy.file, copy.sha256, copy.bytes, copy.marking, copy.given_to, copy.actor) == (
            "items of a sample", "list.csv", sha256(b"abc").hexdigest(), 3, "FOR OFFICIAL USE ONLY", "C. Example",
            "auditor 2",
        )  # fmt: skip
        assert content_head(audit.connection) == head, "a copy changes nothing that a report prints"


def test_a_copy_that_is_written_inside_other_work_is_kept_or_undone_with_it(tmp_path: Path) -> None:
    paper = tmp_path / "list.csv"
    paper.write_bytes(b"abc")
    with new_audit(tmp_path, fictitious=True) as audit:
        with pytest.raises(RuntimeError), audit.write():
            record_copy(audit, paper, "a list")
            raise RuntimeError
        assert list_copies(audit) == []
        with audit.write():
            record_copy(audit, paper, "a list")
        assert [copy.marking for copy in list_copies(audit)] == ["DEMONSTRATION - FICTITIOUS DATA"]


def test_nothing_leaves_the_file_before_someone_chose_a_marking(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(AuditFileError) as refused:
            require_marking(audit)
        assert "nobody has chosen its marking" in refused.value.message
        assert "crossfoot audit test.crossfoot --marking TEXT" in refused.value.hint
        audit.set_facts(marking="", marking_reason="the lists are published")
        assert require_marking(audit) == ""


def test_a_marking_is_chosen_on_the_command_line_and_none_only_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_audit(tmp_path) as audit:
        path = str(audit.path)
    assert main(["audit", path, "--no-marking-because", " "]) == 2
    assert "only with a reason" in capsys.readouterr().err
    assert main(["audit", path, "--no-marking-because", "published", "--marking", "CUI"]) == 2
    assert main(["audit", path, "--no-marking-because", "published"]) == 0
    with open_audit(Path(path)) as audit:
        assert (audit.facts.marking, audit.rows("SELECT marking_reason FROM cf_audit")) == (
            "",
            [{"marking_reason": "published"}],
        )


def test_the_command_lists_copies_and_printed_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "list.csv"
    paper.write_bytes(b"abc")
    with new_audit(tmp_path, fictitious=True) as audit:
        path = str(audit.path)
    assert main(["custody", path]) == 0
    assert "No copy has been written" in capsys.readouterr().out
    with open_audit(Path(path)) as audit:
        record_copy(audit, paper, "a list", given_to="C. Example")
        with audit.write():
            audit.record(
                "report.printed", "report:1", {"file": "r.pdf", "sha256": "ab" * 32, "status": "draft"}
            )
    assert main(["custody", path]) == 0
    first, second = capsys.readouterr().out.splitlines()[2:]
    assert "a list" in first and "C. Example" in first
    assert "draft report" in second and "r.pdf" in second
