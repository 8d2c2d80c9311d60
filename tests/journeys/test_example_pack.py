"""The example of a pack is installed as a person installs it, found by its entry point, tested and used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACK = Path(__file__).parents[2] / "examples" / "grants_pack"
GRANTS = "Grant No,Recipient,Start Date,End Date\nG1,Example Recipient,2017-10-01,2018-01-31\n"
PAYMENTS = "Payment No,Grant No,Date Paid,Amount Paid\nP1,G1,2017-10-01,100.00\nP2,G1,2018-02-02,50.00\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the pack is installed, without a network."""
    folder = tmp_path_factory.mktemp("installed")
    offline = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(folder)]
    source = tmp_path_factory.mktemp("source") / "grants_pack"
    subprocess.run(
        ["cp", "-r", str(PACK), str(source)], check=True
    )  # a build leaves nothing in the repository
    subprocess.run([sys.executable, "-m", "pip", "install", *offline, str(source)], check=True)
    return folder


def crossfoot(installed: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line with the pack beside the program."""
    paths = os.pathsep.join([str(installed), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "crossfoot.cli.main", *map(str, words)],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_its_checks_are_listed_and_their_cases_hold(installed: Path) -> None:
    listed = crossfoot(installed, "checks", "list", "--pack", "example_grants", "--json")
    assert "payment-outside-term" in [check["id"] for check in json.loads(listed.stdout)]
    cases = crossfoot(installed, "checks", "test", PACK / "cases", "--pack", "example_grants", "--json")
    results = json.loads(cases.stdout)
    assert len(results) == 3
    assert all(result["passed"] for result in results)


def test_an_audit_of_it_goes_from_lists_to_a_report(installed: Path, tmp_path: Path) -> None:
    audit = tmp_path / "grants.crossfoot"
    (tmp_path / "grants.csv").write_text(GRANTS, encoding="utf-8")
    (tmp_path / "payments.csv").write_text(PAYMENTS, encoding="utf-8")
    made = crossfoot(
        installed, "new", audit, "--title", "Grants", "--as-of", "2018-09-30", "--pack", "example_grants"
    )
    assert made.returncode == 0, made.stderr
    for name in ("grants.csv", "payments.csv"):
        loaded = crossfoot(installed, "import", audit, tmp_path / name)
        assert loaded.returncode == 0, loaded.stderr
    (outcome,) = json.loads(crossfoot(installed, "check", audit, "payment-outside-term", "--json").stdout)
    assert (outcome["status"], outcome["read"], outcome["tested"]) == ("measured", 2, 2)
    assert outcome["figures"]["days_after_most"] == 2
    marked = crossfoot(installed, "audit", audit, "--no-marking-because", "made for this test")
    assert marked.returncode == 0, marked.stderr
    printed = crossfoot(installed, "report", audit, tmp_path / "report.pdf")
    assert printed.returncode == 0, printed.stderr
    assert (tmp_path / "report.pdf").read_bytes()[:5] == b"%PDF-"


def test_without_it_the_program_says_which_packs_there_are() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "crossfoot.cli.main", "checks", "list", "--pack", "example_grants"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert asked.returncode == 2
    assert "There is no pack called 'example_grants'." in asked.stderr
    assert "delegated_authority" in asked.stderr
