"""Citations: the object, the page and the quote must be there; contrary evidence stands beside the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.errors import AuditFileError, EvidenceError, PlanError
from crossfoot.evidence.citations import cite, list_citations, withdraw_citation
from crossfoot.evidence.model import Citation
from crossfoot.evidence.register import withdraw_evidence
from crossfoot.evidence.request_items import add_item, answer_item

from tests.builders import day, new_audit
from tests.core.evidence.test_register import a_file, memo

CHECK = "training-online-incomplete"


def audit_with_finding(folder: Path) -> Audit:
    """An audit with one finding, F..., of one check, a recommendation, a question and a step."""
    audit = new_audit(folder)
    with audit.write() as db:
        db.conn.execute(
            "INSERT INTO cf_finding (uid, position, title, kind, checks, criteria, condition) "
            "VALUES ('f1nd1ng', 1, 'Training', 'exception', ?, '[]', 'A sentence.')",
            (f'["{CHECK}"]',),
        )
        db.conn.execute(
            "INSERT INTO cf_recommendation (uid, finding_uid, position, action) VALUES ('rec0mm', 'f1nd1ng', 1, 'Do.')"
        )
        db.conn.execute("INSERT INTO cf_plan_objective (uid, position, text) VALUES ('o', 1, 'Why')")
        db.conn.execute(
            "INSERT INTO cf_plan_question (uid, objective_uid, position, theme, text) "
            "VALUES ('quest1', 'o', 1, 'training', 'Is it monitored?')"
        )
        db.conn.execute(
            "INSERT INTO cf_plan_step (uid, key, question_uid, position, kind, title) "
            "VALUES ('step1', 'training.1', 'quest1', 1, 'interview', 'Ask')"
        )
    return audit


def for_condition(audit: Audit, evidence: str = "E-1", **more: Any) -> Citation:
    return cite(audit, f"finding:{CHECK}#condition", evidence, **{"supports": True, **more})


def test_a_citation_names_statement_page_and_quote_and_stands_in_the_history(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, pages=14)
        made = for_condition(
            audit, page="12", quote="No one reviews it.", statement="A sentence.", by="B. Boss"
        )
        assert (made.object, made.part) == ("finding:f1nd1ng#condition", "condition")
        assert (made.evidence.label, made.page, made.quote) == ("E-1", "12", "No one reviews it.")
        assert (made.supports, made.statement, made.quote_checked) == (True, "A sentence.", False)
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.actor, event.body["page"]) == ("citation.added", "B. Boss", "12")


@pytest.mark.parametrize(
    ("obj", "full"),
    [
        ("finding:1#cause", "finding:f1nd1ng#cause"),
        ("finding:f1nd#effect", "finding:f1nd1ng#effect"),
        ("recommendation:rec0", "recommendation:rec0mm"),
        ("question:quest1", "question:quest1"),
        ("question:1.1", "question:quest1"),
        ("step:training.1", "step:training.1"),
        ("step:step1", "step:training.1"),
    ],
)
def test_an_object_is_kept_in_its_full_form(tmp_path: Path, obj: str, full: str) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        assert cite(audit, obj, "E-1", supports=True).object == full
        assert [citation.object for citation in list_citations(audit, obj)] == [full]


@pytest.mark.parametrize(
    ("obj", "said"),
    [
        ("the condition", "nothing that evidence can be cited for"),
        ("sample:1", "nothing that evidence can be cited for"),
        ("finding:1", "does not say which part"),
        ("finding:1#title", "no part 'title'"),
        ("finding:9#cause", "no finding '9'"),
        ("step:training.9", "no step 'training.9'"),
        ("step:training.1#cause", "A step has no part"),
        ("recommendation:rec", "no recommendation 'rec'"),
    ],
)
def test_an_object_that_is_not_there_is_refused(tmp_path: Path, obj: str, said: str) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        with pytest.raises((EvidenceError, PlanError), match=said) as refused:
            cite(audit, obj, "E-1", supports=True)
        assert refused.value.hint


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("15", "E-1 has 14 pages, so there is no page 15"),
        ("13-15", "there is no page 15"),
        ("0", "names no page"),
        ("9-3", "names no page"),
    ],
)
def test_a_page_beyond_the_pages_is_refused(tmp_path: Path, page: str, said: str) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, pages=14)
        with pytest.raises(EvidenceError, match=said):
            for_condition(audit, page=page)
        assert for_condition(audit, page="13-14").page == "13-14"
        assert for_condition(audit, page="iv").page == "iv"


def test_a_quote_is_short(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        with pytest.raises(EvidenceError, match="has 501 characters; 500 are the most"):
            for_condition(audit, quote="x" * 501)
        assert for_condition(audit, quote="x" * 500).quote == "x" * 500


MAIL = b"""From: =?utf-8?q?P=C3=A4t?= <pat@placeholder.example>
Subject: Training reports
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

No one has been assigned to review the monthly completion report since the=
 reorganization.
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.txt", b"No one has been assigned\r\n  to review the report."),
        ("note.TXT", "No one has been assigned to review".encode("utf-16")),
        ("list.csv", b"a;b\nNo one has been assigned to review it;1\n"),
        ("mail.eml", MAIL),
    ],
)
def test_the_quote_must_stand_in_an_attached_text(tmp_path: Path, name: str, content: bytes) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, file=a_file(tmp_path, name, content))
        assert for_condition(audit, quote="No one has been  assigned to\nreview").quote_checked
        with pytest.raises(EvidenceError, match="The quote does not stand in E-1"):
            for_condition(audit, quote="Someone has been assigned to review")


def test_a_line_that_the_mail_broke_is_whole_again(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, file=a_file(tmp_path, "mail.eml", MAIL))
        assert for_condition(audit, quote="report since the reorganization").quote_checked
        assert for_condition(audit, quote="From: P\u00e4t <pat@placeholder.example>").quote_checked


@pytest.mark.parametrize("header", [b"To: <", b"From: a@", b"Subject: =?x?b?\x00?=", b"Date: ="])
def test_a_mail_with_a_broken_header_is_read_all_the_same(tmp_path: Path, header: bytes) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, file=a_file(tmp_path, "mail.eml", header + b"\n\nNo one reviews it.\n"))
        assert for_condition(audit, quote="No one reviews it.").quote_checked


@pytest.mark.parametrize(("name", "attach"), [("scan.pdf", True), ("note.txt", False)])
def test_what_the_program_does_not_read_is_not_checked(tmp_path: Path, name: str, attach: bool) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit, file=a_file(tmp_path, name, b"something else"), attach=attach)
        assert not for_condition(audit, quote="No one has been assigned").quote_checked


def test_the_words_of_an_official_must_be_those_of_the_answer(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        add_item(audit, "The staffing plan")
        answer_item(
            audit, 1, "does not exist", official="Pat Placeholder", answered_on=day("2018-04-20"),
            said="We never wrote one.",
        )  # fmt: skip
        assert for_condition(audit, quote="never wrote one").quote_checked
        with pytest.raises(EvidenceError, match="does not stand in E-1"):
            for_condition(audit, quote="The staffing plan")


def test_contrary_evidence_is_listed_after_what_supports(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        memo(audit, "A review of 2017")
        for_condition(audit, "E-2", supports=False)
        for_condition(audit, "E-1")
        cite(audit, "question:quest1", "E-1", supports=True)
        found = list_citations(audit, "finding:1")
        assert [(citation.evidence.label, citation.supports) for citation in found] == [
            ("E-1", True),
            ("E-2", False),
        ]
        assert list_citations(audit, "finding:1#cause") == []
        assert len(list_citations(audit)) == 3


def test_the_same_is_not_cited_twice(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        for_condition(audit, page="3")
        with pytest.raises(EvidenceError, match=r"cited there already .* as supporting"):
            for_condition(audit, page="3", supports=False)


def test_a_citation_is_withdrawn_with_a_reason_and_holds_its_evidence_until_then(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        memo(audit)
        made = for_condition(audit)
        with pytest.raises(EvidenceError, match="E-1 is cited 1 time"):
            withdraw_evidence(audit, "E-1", "Not ours.")
        with pytest.raises(EvidenceError, match="only with a reason"):
            withdraw_citation(audit, made.uid, "")
        withdraw_citation(audit, made.uid[:8], "Another page says it better.")
        assert list_citations(audit) == []
        with pytest.raises(EvidenceError, match="withdrawn already"):
            withdraw_citation(audit, made.uid, "Again.")
        with pytest.raises(AuditFileError, match="No citation is called 'abcd'"):
            withdraw_citation(audit, "abcd", "No.")
        withdraw_evidence(audit, "E-1", "Not ours.")
