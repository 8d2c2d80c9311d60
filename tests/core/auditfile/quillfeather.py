"""An audit in which one agency and one officer stand in nearly everything that an audit can say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.corrections.overrides import set_override
from crossfoot.auditfile.custody import record_copy
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.evidence.citations import cite
from crossfoot.evidence.interviews import record_interview
from crossfoot.evidence.register import add_evidence
from crossfoot.evidence.request_items import add_item, answer_item
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria
from crossfoot.review.decisions import decide
from crossfoot.review.findings import draft_finding, edit_finding
from crossfoot.review.sample_design import SampleRequest
from crossfoot.review.sample_frame import FrameChoice
from crossfoot.review.samples import draw_sample

from tests.builders import AGREEMENT_HEADERS, agreement_row, day, load, new_audit, write_xlsx

AGENCY, OFFICER, PERSON = "Quillfeather County", "DIO-77-QF", "Ulla Quillfeather-Voss"
CHECKS = ["moa-document-missing", "authority-not-revoked", "dr-key-integrity"]


_BUILT: list[Path] = []


def built_once(folders: pytest.TempPathFactory) -> Path:
    """The audit file, made the first time that it is asked for; to be copied."""
    if not _BUILT:
        _BUILT.append(build(folders.mktemp("quillfeather")))
    return _BUILT[0]


def build(folder: Path) -> Path:
    """The audit file. Three agreements, five officers, completions; two of the agreements have no document."""
    rows = [
        agreement_row("Alder County"),
        agreement_row(AGENCY),
        agreement_row("Cedar County", moa="link"),
        agreement_row("QUILLFEATHER\u00a0COUNTY", state="OHIO", signed="05/082017"),
    ]
    path = write_xlsx(
        folder / "list.xlsx",
        {"Agreements": [AGREEMENT_HEADERS, *rows]},
        links={"G4": "https://moa.example/cedar.pdf"},
    )
    memo = folder / "memo.txt"
    memo.write_text(f"{AGENCY} has no agreement, says {PERSON}.", encoding="utf-8")
    with new_audit(folder, number="A-18-001") as audit:
        audit.set_facts(marking="FOR OFFICIAL USE ONLY")
        load(audit, path)
        _officers(audit)
        set_override(
            audit, "agreements", "signed_on", "2017-05-08", f"{PERSON} confirmed it", raw="05/082017"
        )
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        list(run_checks(audit, CHECKS))
        _decide(audit)
        finding = draft_finding(audit, "moa-document-missing")
        edit_finding(audit, finding.uid, cause=f"The office of {AGENCY} did not answer.")
        add_evidence(
            audit, "documentary", f"Memo on {AGENCY}", obtained_from=PERSON, obtained_on=day("2018-03-01"), file=memo
        )  # fmt: skip
        record_interview(
            audit, PERSON, title="Sheriff", office=AGENCY, held_on=day("2018-03-02"), place="Quillfeather",
            paragraphs=(f"{PERSON} said that {AGENCY} never signed.", "There is no list."),
        )  # fmt: skip
        cite(
            audit,
            f"finding:{finding.uid}#cause",
            "E-1",
            page="1",
            quote=f"{AGENCY} has no agreement",
            supports=True,
        )
        add_item(audit, f"The agreement of {AGENCY}")
        answer_item(audit, 1, "does not exist", official=PERSON, official_title="Sheriff",
                    answered_on=day("2018-03-05"), said=f"{AGENCY} has none.")  # fmt: skip
        draw_sample(audit, SampleRequest(
            "Officers", "simple random", FrameChoice("officers", ()), purpose=f"to look at {AGENCY}", size=3,
            non_response="count as deviation", seed="7", unreconciled="nobody counted them",
        ))  # fmt: skip
        record_copy(audit, memo, "a memo", given_to=PERSON)
        return audit.path


def _officers(audit: Audit) -> None:
    rows = [
        {"officer_id": f"DIO-{n}", "last_name": f"Name {n}", "agency": "Alder County", "state": "TX",
         "authorized_on": "2017-03-01"} for n in range(4)
    ]  # fmt: skip
    quill = {"officer_id": OFFICER, "last_name": PERSON, "agency": AGENCY, "state": "TX",
             "authorized_on": "2017-03-01", "separated_on": "2017-06-01"}  # fmt: skip
    load_plain_rows(audit, "officers", [*rows, quill])
    load_plain_rows(
        audit, "training_completions",
        [{"officer_id": officer, "course_id": "C-1", "completed_on": "2017-04-01"} for officer in ("DIO-0", OFFICER)],
    )  # fmt: skip


def _decide(audit: Audit) -> None:
    for row in audit.rows("SELECT exception_id, entity FROM cf_exception WHERE present = 1 ORDER BY entity"):
        if "quillfeather" in row["entity"] or OFFICER in row["entity"]:
            decide(audit, [row["exception_id"]], "explained", f"{PERSON} of {AGENCY} showed why.")


def copy_of(built: Path, folder: Path) -> Audit:
    """A copy of the audit file, open."""
    return open_audit(Path(shutil.copy(built, folder)), actor="tester")


def counts(audit: Audit) -> dict[str, object]:
    """What the checks say when they are run again, and what stays decided."""
    ran = {o.check: (o.read, o.tested, o.exceptions, o.status) for o in run_checks(audit, CHECKS)}
    decided = audit.rows(
        "SELECT decision, count(*) AS n FROM cf_exception_state WHERE present = 1 GROUP BY decision ORDER BY decision"
    )
    agencies = audit.rows("SELECT count(*) AS n FROM agencies")
    joined = audit.rows("SELECT count(*) AS n FROM officers JOIN training_completions USING (officer_id)")
    return {"checks": ran, "decided": json.dumps(decided), "agencies": agencies, "joined": joined}
