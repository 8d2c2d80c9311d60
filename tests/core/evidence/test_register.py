"""The register of evidence: numbers, files byte for byte, withdrawal with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import list_copies
from crossfoot.auditfile.history import events
from crossfoot.errors import AuditFileError, EvidenceError
from crossfoot.evidence.model import Evidence
from crossfoot.evidence.register import (
    add_evidence,
    export_evidence,
    find_evidence,
    list_evidence,
    withdraw_evidence,
)

from tests.builders import day, new_audit


def memo(audit: Audit, title: str = "Memo on training", **more: Any) -> Evidence:
    """A documentary record held elsewhere, unless `more` says otherwise."""
    parts = {
        "obtained_from": "Records Office",
        "obtained_on": day("2018-04-02"),
        "held_at": "cabinet 3",
        **more,
    }
    return add_evidence(audit, parts.pop("kind", "documentary"), title, **parts)


def a_file(folder: Path, name: str = "memo.pdf", content: bytes = b"%PDF-1.7 not really\n") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_evidence_is_numbered_in_the_order_in_which_it_came(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        assert [memo(audit, "First").label, memo(audit, "Second").label] == ["E-1", "E-2"]
        assert [evidence.title for evidence in list_evidence(audit)] == ["First", "Second"]


@pytest.mark.parametrize("ref", ["E-2", "e-2", "2"])
def test_evidence_is_found_by_its_number_or_the_start_of_its_uid(tmp_path: Path, ref: str) -> None:
    with new_audit(tmp_path) as audit:
        memo(audit, "First")
        second = memo(audit, "Second")
        assert find_evidence(audit, ref) == second
        assert find_evidence(audit, second.uid[:6]) == second or second.uid[:6].isdigit()


def test_what_was_said_of_it_is_kept_and_stands_in_the_history(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        kept = memo(audit, pages=14, evidence_class="personal", note="Copy of a copy.", by="B. Boss")
        assert (kept.obtained_from, kept.obtained_on, kept.obtained_by) == (
            "Records Office",
            "2018-04-02",
            "B. Boss",
        )
        assert (kept.held_at, kept.evidence_class, kept.pages) == ("cabinet 3", "personal", 14)
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.object, event.actor) == (
            "evidence.added",
            f"evidence:{kept.uid}",
            "B. Boss",
        )
        assert (event.body["title"], event.body["note"]) == ("Memo on training", "Copy of a copy.")


@pytest.mark.parametrize("size", [1, 1024 * 1024, 2 * 1024 * 1024 + 7])
def test_an_attached_file_comes_out_again_byte_for_byte(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    path = a_file(tmp_path, "picture.jpg", content[:size])
    out = tmp_path / "out"
    out.mkdir()
    with new_audit(tmp_path) as audit:
        kept = memo(audit, kind="physical", file=path, held_at="")
        path.unlink()
        with pytest.raises(AuditFileError, match="nobody has chosen its marking"):
            export_evidence(audit, "E-1", out)
        assert list(out.iterdir()) == []
        audit.set_facts(marking="FOR OFFICIAL USE ONLY")
        assert (kept.bytes, kept.attached, kept.name) == (size, True, "picture.jpg")
        written = export_evidence(audit, "E-1", out, given_to="Counsel")
        (copy,) = list_copies(audit)
        assert (copy.what, copy.sha256, copy.given_to) == ("evidence E-1", kept.sha256, "Counsel")
        assert (written.name, written.read_bytes()) == ("picture.jpg", content[:size])
        with pytest.raises(EvidenceError, match="exists already"):
            export_evidence(audit, "E-1", out)


def test_a_file_may_be_known_by_its_fingerprint_only(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        kept = memo(audit, file=a_file(tmp_path), attach=False)
        assert (len(kept.sha256), kept.attached) == (64, False)
        audit.set_facts(marking="")
        assert audit.rows("SELECT count(*) AS n FROM cf_evidence_chunk")[0]["n"] == 0
        with pytest.raises(EvidenceError, match="not in this audit file") as refused:
            export_evidence(audit, "E-1", tmp_path / "again.pdf")
        assert refused.value.hint == "It is held at: cabinet 3."


def test_the_same_file_is_not_registered_twice(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        memo(audit, file=a_file(tmp_path))
        with pytest.raises(
            EvidenceError, match=r"copy.pdf is registered already, as E-1 \(Memo on training\)"
        ):
            memo(audit, file=a_file(tmp_path, "copy.pdf"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": " "}, "has no title"),
        ({"obtained_from": ""}, "not said from whom 'Memo' was obtained"),
        ({"held_at": ""}, "neither a file nor a place"),
        ({"kind": "hearsay"}, "'hearsay' is no kind of evidence"),
        ({"kind": "analytical"}, "states what went in"),
        ({"evidence_class": "secret"}, "'secret' is no class"),
        ({"pages": 0}, "cannot have 0 pages"),
        ({"file": Path("nothing.pdf")}, "There is no file nothing.pdf"),
    ],
)
def test_what_is_missing_is_refused_in_one_sentence(tmp_path: Path, more: dict[str, Any], said: str) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match=said) as refused:
            memo(audit, **{"title": "Memo", **more})
        assert refused.value.hint
        assert list_evidence(audit) == []


def test_an_empty_file_and_a_folder_are_no_evidence(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match="is empty"):
            memo(audit, file=a_file(tmp_path, content=b""))
        with pytest.raises(EvidenceError, match="is a folder"):
            memo(audit, file=tmp_path)


def test_evidence_is_withdrawn_with_a_reason_and_its_number_is_not_used_again(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        memo(audit, "Wrong memo")
        with pytest.raises(EvidenceError, match="only with a reason"):
            withdraw_evidence(audit, "E-1", " ")
        withdraw_evidence(audit, "E-1", "Belongs to another audit.")
        assert list_evidence(audit) == []
        assert memo(audit).label == "E-2"
        with pytest.raises(EvidenceError, match=r"E-1 \(Wrong memo\) was withdrawn"):
            find_evidence(audit, "E-1")
        with pytest.raises(EvidenceError, match="There is no evidence 'E-9'"):
            find_evidence(audit, "E-9")
        withdrawn = [e for e in events(audit.connection) if e.kind == "evidence.withdrawn"]
        assert withdrawn[0].body["reason"] == "Belongs to another audit."


@pytest.mark.parametrize("title", ["x" * 251, "Memo\non training"])
def test_a_title_is_one_short_line(tmp_path: Path, title: str) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match="A title is one line of up to 250 characters"):
            memo(audit, title)
        assert list_evidence(audit) == []


def test_nothing_was_obtained_on_a_day_to_come(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match="cannot have been obtained on 9018-04-02"):
            memo(audit, obtained_on=day("9018-04-02"))
        assert list_evidence(audit) == []


def test_a_file_that_is_kept_by_its_hash_is_told_apart_from_none(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        audit.set_facts(marking="FOR OFFICIAL USE ONLY")
        memo(audit, file=a_file(tmp_path), attach=False, held_at="")
        with pytest.raises(EvidenceError) as refused:
            export_evidence(audit, "E-1", tmp_path / "out.pdf")
        assert refused.value.hint.startswith("Only the sha256 of memo.pdf was kept")
