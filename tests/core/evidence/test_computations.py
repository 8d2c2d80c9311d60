"""Computations state what went in, how, and what came out; a number comes from a figure or has its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.computations import changed_inputs, find_computation, record_computation
from crossfoot.evidence.model import Computation, ComputationInput
from crossfoot.evidence.register import list_evidence

from tests.builders import day, new_audit
from tests.core.evidence.test_register import memo

FIGURES = {"staffing-pm-ratio.agencies": "76"}
MANAGERS = ComputationInput("managers", "20", source="E-1, page 3")
AGENCIES = ComputationInput("agencies", "", figure="staffing-pm-ratio.agencies")


def compute(audit: Audit, **more: Any) -> Computation:
    parts: dict[str, Any] = {
        "formula": "Agencies divided by managers",
        "result": "3.8 agencies",
        "inputs": [AGENCIES, MANAGERS],
        "figures": FIGURES,
        "made_on": day("2018-04-12"),
    }
    return record_computation(audit, "Agencies per manager", **{**parts, **more})


def test_a_computation_is_analytical_evidence_with_its_inputs(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        made = compute(audit, by="B. Boss")
        assert (made.evidence.kind, made.evidence.obtained_from) == ("analytical", "Computed by B. Boss")
        assert (made.formula, made.result) == ("Agencies divided by managers", "3.8 agencies")
        assert [(one.name, one.text) for one in made.inputs] == [("agencies", "76"), ("managers", "20")]
        assert find_computation(audit, "E-1") == made


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"formula": " "}, "does not state its formula"),
        ({"result": ""}, "does not state its result"),
        ({"inputs": []}, "does not state what went in"),
        ({"inputs": [ComputationInput("managers", "20")]}, r"The number 20 \(managers\) has no source"),
        ({"inputs": [ComputationInput("managers", "many", source="E-1")]}, "'managers' has no number"),
        ({"inputs": [ComputationInput("", "", figure="no.figure")]}, "no figure 'no.figure'"),
    ],
)
def test_what_a_computation_does_not_state_is_refused(
    tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match=said):
            compute(audit, **more)
        assert list_evidence(audit) == []


def test_a_figure_that_prints_otherwise_now_is_told(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        made = compute(audit)
        assert changed_inputs(made, FIGURES) == []
        ((given, now),) = changed_inputs(made, {AGENCIES.figure: "77"})
        assert (given.text, now) == ("76", "77")
        assert [text for _, text in changed_inputs(made, {})] == [""]


def test_other_evidence_is_no_computation(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        memo(audit)
        with pytest.raises(EvidenceError, match="is no computation"):
            find_computation(audit, "E-1")
