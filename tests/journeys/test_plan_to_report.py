"""An audit from the model plan and what the fictitious agency sends back, by commands alone: no mapping is typed.

Every theme of the plan ends in a finding with cited evidence, or in a recorded reason why there is none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from crossfoot import content

from tests.journeys.command_line import Answer, crossfoot

pytestmark = pytest.mark.slow

WHO = "I. Examplar"
OFFICIAL, OFFICIALS_TITLE = "Robin Placeholder", "Chief of Example Programs"
NOT_THERE = ("Needs assessment of the program", "Analysis of staffing needs")
INTERVIEWS = {
    "Chief of Training": (
        "Quinn Invented",
        "No person is assigned to look at the completions of online training.",
        "The learning system can make a report of missing completions; nobody ran it in the period.",
    ),
    "Program manager": (
        "Avery Fabricated",
        "The number of agencies for each manager grew with the program.",
        "No directive says who decides on a revocation when training lapses.",
    ),
    "Budget Officer": (
        "Blake Madeup",
        "The program did not ask the budget office for more positions for fiscal year 2018.",
        "Interest of new agencies is answered as it comes; no record of it is kept.",
    ),
}
BY_CHECK = {  # theme -> the check that its finding is drafted from
    "Growth and planning": "growth-agency-count",
    "Number of program managers": "staffing-pm-ratio",
    "Delivery of equipment": "equipment-install-timeliness",
    "Budget": "budget-request-gap",
    "Revocation of authority": "authority-not-revoked",
    "Oversight of encounters and charging documents": "charging-document-review",
}
WITHOUT = {
    "Interest levels": "No list tells when agencies asked; the budget officer said that no record of it is kept.",
    "Agreements, inspections and complaints": "Left to the inspection that the office of example audits does in 2019.",
    "Official response": "The response was not due when fieldwork ended.",
    "Reliability of the data": "The results stand in the assessment of the reliability of the data.",
}


@dataclass
class Fieldwork:
    """The audit with what was noted on the way."""

    audit: Path
    folder: Path
    received: list[dict[str, Any]] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def run(self, command: str, *words: str | Path) -> Answer:
        """One command on the audit that has to succeed."""
        done = crossfoot(command, self.audit, *words)
        assert done.code == 0, f"{command} {words}: {done.err}"
        return done

    def json(self, command: str, *words: str | Path) -> Any:
        return self.run(command, *words, "--json").json


@pytest.fixture(scope="module")
def fieldwork(tmp_path_factory: pytest.TempPathFactory) -> Fieldwork:
    """The whole way; the tests below look at what came of it."""
    folder = tmp_path_factory.mktemp("plan to report")
    work = Fieldwork(folder / "audit.crossfoot", folder)
    _set_up_and_plan(work)
    _ask_and_receive(work)
    _answers_and_interviews(work)
    _code_a_sample(work)
    _check_and_decide(work)
    _write_findings(work)
    return work


def _set_up_and_plan(work: Fieldwork) -> None:
    work.run("new", "--title", "Delegated authority - FICTITIOUS", "--as-of", "2018-03-31",
             "--period-start", "2016-10-01", "--period-end", "2018-03-31")  # fmt: skip
    work.run("audit", "--auditee", "Bureau of Delegated Examples", "--office", "Office of Example Audits",
             "--marking", "FICTITIOUS DATA", "--issue-date", "2018-09-28")  # fmt: skip
    for policy in sorted((content.root() / "samples" / "criteria").iterdir(), key=lambda each: each.name):
        work.run("criteria", "--add", Path(str(policy)), "--by", WHO)
    work.run("plan", "load", "--by", WHO)
    work.run("plan", "approve", "--by", WHO)


def _ask_and_receive(work: Fieldwork) -> None:
    asked = ("--asked", "2018-04-16", "--due", "2018-05-15")
    work.run("request", "--out", work.folder / "request", *asked, "--addressee", "A. Fictional", "--by", WHO)
    done = crossfoot("samples", work.folder / "filled", "--fill", work.folder / "request")
    assert done.code == 0, done.err
    filled = work.folder / "filled"
    files = [*sorted((filled / "datasets").iterdir()), *sorted((filled / "questionnaires").iterdir())[:2]]
    received = work.json("request", "receive", *files, "--on", "2018-05-10", "--by", WHO)
    work.received = received


def _item(work: Fieldwork, asked: str) -> str:
    (number,) = (str(one["item"]) for one in _items(work) if one["asked"] == asked)
    return number


def _items(work: Fieldwork) -> list[dict[str, Any]]:
    return list(work.json("request", "status", "--on", "2018-05-16"))


def _answers_and_interviews(work: Fieldwork) -> None:
    for asked in NOT_THERE:
        work.run("request", "answer", _item(work, asked), "--state", "does not exist", "--official", OFFICIAL,
                 "--title", OFFICIALS_TITLE, "--on", "2018-05-14", "--in-writing",
                 "--said", "There is no such document.", "--by", WHO)  # fmt: skip
    for title, (name, *paragraphs) in INTERVIEWS.items():
        words = [word for paragraph in paragraphs for word in ("--paragraph", paragraph)]
        said = work.json("interview", "record", name, "--title", title, "--on", "2018-05-22",
                         "--attendee", WHO, *words, "--by", WHO)  # fmt: skip
        work.evidence[title] = said["evidence"]
    memo = work.folder / "memo on revocation.txt"
    memo.write_text(
        "The office has no written steps for a revocation after training lapsed.\n", encoding="utf-8"
    )
    added = work.json("evidence", "add", "--file", memo, "--from", OFFICIAL, "--on", "2018-05-15",
                      "--title", "Memorandum on revocations", "--pages", "1", "--by", WHO)  # fmt: skip
    work.evidence["memo"] = added["label"]
    for evidence in work.json("evidence", "list"):
        for asked in NOT_THERE:
            if asked in evidence["note"]:
                work.evidence[asked] = evidence["label"]


def _code_a_sample(work: Fieldwork) -> None:
    work.run("sample", "draw", "--name", "signatures", "--list", "charging_documents", "--method", "simple",
             "--size", "8", "--seed", "example", "--non-response", "deviation",
             "--unreconciled", "No independent count of charging documents exists.", "--by", WHO)  # fmt: skip
    work.run("instrument", "new", "signatures form", "--sample", "signatures", "--step", "charging-document-sample",
             "--attribute", "signed: Does the document bear a signature?: deviation=no,not found",
             "--attribute", "dated: Does the signature bear a date?: deviation=no", "--by", WHO)  # fmt: skip
    for coder, second_no in (("C. First", False), ("C. Second", True)):
        form = work.folder / f"{coder}.xlsx"
        work.run("instrument", "forms", "signatures form", "--coder", coder, "--out", form)
        _fill_form(form, second_no)
        work.run("instrument", "read", form, "--by", coder)
    (open_,) = work.json("instrument", "disagreements", "signatures form")
    work.run("instrument", "adjudicate", "signatures form", str(open_["item"]), open_["attribute"],
             "--answer", "no", "--reason", "The page bears a stamp and no signature.", "--by", WHO)  # fmt: skip
    work.run("instrument", "evaluate", "signatures form", "--by", WHO)


def _fill_form(path: Path, second_no: bool) -> None:
    """Every question yes; the second coder reads one first question otherwise."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    first = True
    for row in page.iter_rows():
        for cell in row:
            rules = [each for each in page.data_validations.dataValidation if cell.coordinate in each.sqref]
            if rules and "not found" in str(rules[0].formula1):
                cell.value = "no" if second_no and first else "yes"
                first = False
    book.save(path)


def _check_and_decide(work: Fieldwork) -> None:
    done = crossfoot("check", work.audit, "--json", "--by", WHO)
    work.outcomes = {one["id"]: one for one in json.loads(done.out)}
    for check in BY_CHECK.values():
        if work.outcomes[check]["exceptions"]:
            work.run("decide", "--all-of", check, "--as", "confirmed", "--reason", "Agrees with the record.",
                     "--by", WHO)  # fmt: skip
    if work.outcomes["training-online-incomplete"]["exceptions"]:
        work.run("decide", "--all-of", "training-online-incomplete", "--as", "confirmed", "--reason", "Agrees.",
                 "--by", WHO)  # fmt: skip


def _write_findings(work: Fieldwork) -> None:
    cited = {
        "Growth and planning": (work.evidence[NOT_THERE[0]], ()),
        "Number of program managers": (work.evidence[NOT_THERE[1]], ()),
        "Budget": (work.evidence["Budget Officer"], ("--page", "1")),
        "Revocation of authority": (work.evidence["memo"], ("--page", "1", "--quote", "no written steps")),
    }
    for theme, check in BY_CHECK.items():
        work.run("finding", "draft", check, "--by", WHO)
        if theme in cited:
            evidence, where = cited[theme]
            work.run("cite", f"finding:{check}#cause", evidence, *where, "--supports", "--by", WHO)
        work.run("plan", "answer", theme, "--finding", check, "--by", WHO)
    training = work.evidence["Chief of Training"]
    work.run("cite", "step:training-monitoring", training, "--page", "1", "--supports", "--by", WHO)
    work.run("control-test", "record", "training-monitoring", "--control", "Monitoring of completions",
             "--assigned-to", "nobody", "--report", "a report of missing completions exists in the learning system",
             "--frequency", "not run in the period", "--followed-by", "nothing", "--designed", "no",
             "--implemented", "no", "--operating", "no",
             "--conclusion", "Completions of online training were not monitored.", "--by", WHO)  # fmt: skip
    work.run("finding", "draft", "training-online-incomplete", "--by", WHO)
    work.run("cite", "finding:training-online-incomplete#cause", training, "--page", "2",
             "--quote", "nobody ran it in the period", "--supports", "--by", WHO)  # fmt: skip
    work.run(
        "plan", "answer", "Monitoring of training", "--finding", "training-online-incomplete", "--by", WHO
    )
    manager = work.evidence["Program manager"]
    written = work.json("finding", "write", "--title", "Who decides on a revocation is not written down",
                        "--condition", "A program manager told us that no directive says who decides on a revocation.",
                        "--criteria", "bde-reporting-lines", "--by", WHO)  # fmt: skip
    work.run("cite", f"finding:{written['uid']}#condition", manager, "--page", "2", "--supports", "--by", WHO)
    work.run("cite", f"finding:{written['uid']}#condition", work.evidence["memo"], "--page", "1", "--supports",
             "--by", WHO)  # fmt: skip
    work.run("plan", "answer", "Duties and reporting structure", "--finding", written["uid"], "--by", WHO)
    for theme, reason in WITHOUT.items():
        work.run("plan", "answer", theme, "--no-finding", "--reason", reason, "--by", WHO)


def test_every_dataset_that_came_was_imported_without_a_question_and_its_totals_are_there(
    fieldwork: Fieldwork,
) -> None:
    tables = {one["record_type"]: one["rows"] for one in fieldwork.json("tables")}
    assert (tables["agreements"], tables["officers"], tables["equipment"]) == (82, 308, 37)
    totals = fieldwork.json("control-totals")
    assert {one["total"]["list_name"] for one in totals} >= {"agreements", "officers", "equipment"}


def test_the_fingerprints_that_were_noted_are_those_of_the_files(fieldwork: Fieldwork) -> None:
    noted = {one["file"]: one["sha256"] for one in fieldwork.received}
    assert len(noted) > 15
    for path in (fieldwork.folder / "filled").rglob("*.xlsx"):
        if path.name in noted:
            assert noted[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_items_do_not_exist_as_a_named_official_said_and_can_be_cited(fieldwork: Fieldwork) -> None:
    said = {
        one["asked"]: (one["state"], one["official"])
        for one in _items(fieldwork)
        if one["asked"] in NOT_THERE
    }
    assert said == dict.fromkeys(NOT_THERE, ("does not exist", OFFICIAL))
    assert all(name in fieldwork.evidence for name in NOT_THERE)


def test_three_interviews_are_recorded_with_numbered_paragraphs(fieldwork: Fieldwork) -> None:
    assert len(fieldwork.json("interview", "list")) == 3


def test_the_sample_was_coded_by_two_people_and_its_result_is_projected(fieldwork: Fieldwork) -> None:
    projected = fieldwork.json("sample", "project", "signatures")
    assert (projected["examined"], projected["deviations"]) == (8, 1)


def test_the_runs_of_the_plan_are_planned_and_give_the_figures_of_the_replica(fieldwork: Fieldwork) -> None:
    assert all(one["planned"] for one in fieldwork.outcomes.values())
    training = fieldwork.outcomes["training-online-incomplete"]
    assert (training["tested"], training["exceptions"]) == (300, 57)
    growth = fieldwork.outcomes["growth-agency-count"]["figures"]
    assert growth["as_of"] == 76


def test_every_theme_has_a_finding_with_evidence_or_a_reason_why_not(fieldwork: Fieldwork) -> None:
    questions = list(_questions(fieldwork.json("plan", "show")))
    assert {one["theme"] for one in questions} == {
        *BY_CHECK, *WITHOUT, "Monitoring of training", "Duties and reporting structure"
    }  # fmt: skip
    for one in questions:
        assert one["answer"] in ("finding", "no finding"), one["theme"]
        assert one["finding_uid"] if one["answer"] == "finding" else one["answer_reason"]


def _questions(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for objective in plan["objectives"]:
        yield from objective.get("questions", ())
    yield from plan.get("questions", ())


def test_the_report_tells_the_plan_the_answers_and_the_evidence(fieldwork: Fieldwork) -> None:
    printed = fieldwork.folder / "report.pdf"
    fieldwork.run("report", printed)
    text = _text_of(printed)
    assert "does not exist" in text
    assert INTERVIEWS["Chief of Training"][0] in text
    assert OFFICIAL in text
    assert "Completions of online training were not monitored." in text
    for reason in WITHOUT.values():
        assert reason in text


def _text_of(printed: Path) -> str:
    with pypdfium2.PdfDocument(printed) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_history_holds_and_every_copy_that_left_is_listed(fieldwork: Fieldwork) -> None:
    assert fieldwork.json("verify")["ok"]
    left = {one["file"] for one in fieldwork.json("custody")}
    assert {"letter.docx", "C. First.xlsx"} <= left


def test_a_name_that_is_purged_is_nowhere_in_the_file_and_the_history_still_holds(
    fieldwork: Fieldwork, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.crossfoot"
    copy.write_bytes(fieldwork.audit.read_bytes())
    name = INTERVIEWS["Chief of Training"][0]
    assert name.encode() in copy.read_bytes()
    purged = crossfoot(
        "purge", copy, "--value", name, "--reason", "Asked for.", "--authority", "Counsel", "--by", WHO
    )
    assert purged.code == 0, purged.err
    assert name.encode() not in copy.read_bytes()
    assert name not in crossfoot("history", copy, "--json").out
    printed = tmp_path / "report.pdf"
    assert crossfoot("report", copy, printed).code == 0
    assert name not in _text_of(printed)
    assert crossfoot("verify", copy, "--json").json["ok"]
