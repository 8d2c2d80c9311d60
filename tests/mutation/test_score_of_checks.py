"""The cases of some checks notice what `make mutation` asks of all of them; trying all takes minutes."""

from __future__ import annotations

import pytest

from tests.mutation.run import main
from tests.mutation.score import GOAL, catalogue, equivalents, score_of

SAMPLE = ("approval-resource-plan", "equipment-open-aging", "moa-document-missing")


@pytest.mark.slow
@pytest.mark.parametrize("check_id", SAMPLE)
def test_the_cases_of_a_check_notice_its_mutants(check_id: str) -> None:
    found = score_of(check_id)
    assert found.trouble == ""
    assert found.killed >= GOAL * found.total > 0, found.survivors


@pytest.mark.slow
def test_the_command_prints_the_score_of_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["equipment-open-aging"]) == 0
    assert "equipment-open-aging\n" in capsys.readouterr().out


def test_each_equivalent_change_is_of_a_check_and_has_a_reason() -> None:
    known = {"every", *catalogue().checks}
    assert set(equivalents()) <= known
    assert all(len(reason) > 20 for table in equivalents().values() for reason in table.values())
