"""The page of a check says in plain words what its header says, in the terminal and in docs/ alike."""

from __future__ import annotations

import json
import re

import pytest
from crossfoot import content
from crossfoot.check_docs.explain import check_page, check_reasons
from crossfoot.check_docs.families import by_family
from crossfoot.check_docs.pages import Item, Page, Section, as_markdown, as_text
from crossfoot.check_docs.reasons import reasons_of
from crossfoot.checks.catalogue import load_checks
from crossfoot.cli.main import main
from crossfoot.content import read_toml
from crossfoot.mapping.record_types import record_types

from tests.core.checks.modules import SELECT, TYPES, check_of, module
from tests.places import REPOSITORY

PACK = content.DEFAULT_PACK
CASES = REPOSITORY / "tests" / "checks" / "cases"
SHIPPED = load_checks(content.pack(), record_types())


def page_of(more: str = "", sql: str = SELECT, **changes: str) -> str:
    """The Markdown of a check whose header has these further lines, some of its own lines changed."""
    text = module(sql, more=more)
    for old, new in changes.items():
        text = re.sub(rf"^{old} .*$", f"{old} = {new}", text, flags=re.MULTILINE)
    return as_markdown(check_page(check_of(text), PACK, SHIPPED.views, TYPES))


def test_a_page_says_the_question_the_unit_and_the_population() -> None:
    page = page_of()
    assert page.startswith("# A check of a test\n\nDoes it run?\n")
    assert "One unit is one agreement; the population is listed agreements." in page


def test_placeholders_are_words_in_brackets() -> None:
    more = '[kinds]\nA = "Signed on {signed_on}: {days_late} days."\n[evidence]\nsigned_on = "Signed"'
    assert "* **kind A**: Signed on [signed]: [days late] days." in page_of(more)
    assert "In a report: “[number of exceptions] of [number tested] agreements.”" in page_of()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("measure", "it gives a measure, never exceptions"),
        ("lead", "it gives leads, never exceptions"),
        ("exception", "it gives exceptions by the record layout, without a criterion"),
    ],
)
def test_a_page_says_what_the_check_gives(kind: str, said: str) -> None:
    changes = {"kind": f'"{kind}"'} | ({"criteria_from": '""'} if kind != "exception" else {})
    assert said in page_of(**changes)


def test_without_a_criterion_a_page_says_that_the_check_measures() -> None:
    page = page_of(criteria_from='""')
    assert "it gives exceptions where a criterion stands, a measure until then" in page
    assert "None; the auditor attaches one." in page


def test_a_criterion_says_its_force_its_party_and_what_is_to_be_confirmed() -> None:
    page = page_of('criteria = ["training-revocation", "no-such-thing"]', criteria_from='""')
    assert "a duty (“did not meet”); responsible: headquarters" in page
    assert "nobody has read it on the page yet; the auditor reads it, and fills in revoke_after." in page
    assert "* **`no-such-thing`**: The pack does not hold it; the auditor adds it." in page


def test_an_earlier_report_is_no_criterion() -> None:
    page = page_of('background = ["oig-18-77"]')
    assert re.search(
        r"\*\*background `oig-18-77`\*\*: OIG-18-77 “.*”, issued 2018-09-19\. It is no criterion", page
    )


@pytest.mark.parametrize(
    ("source", "default", "said"),
    [
        ("criterion", "", "(days, no default; a confirmed criterion gives it, or the auditor with a source"),
        ("definition", "default = 30", "(days, default 30; part of the rule)"),
        ("auditor", "default = 30", "(days, default 30; the auditor sets it and says why)"),
    ],
)
def test_a_parameter_says_where_its_value_comes_from(source: str, default: str, said: str) -> None:
    more = f'[params.limit]\ntype = "days"\nmeaning = "The limit."\nsource = "{source}"\n{default}'
    assert f"* **`limit`**: The limit. {said}" in page_of(more)


def test_a_date_of_the_audit_and_choices_are_said_in_words() -> None:
    more = (
        '[params.first]\ntype = "date"\nmeaning = "First."\nsource = "audit"\ndefault = "period_start"\n'
        '[params.how]\ntype = "choice"\nmeaning = "How."\nsource = "definition"\ndefault = "a"\nchoices = ["a", "b"]'
    )
    assert "(date, it is the first day of the period; the audit gives it)" in page_of(more)
    assert "How. One of a, b. (choice, default a;" in page_of(more)


def test_a_page_says_what_is_used_where_it_is_there_and_the_limit_where_it_is_not() -> None:
    more = '[without]\n"officers.suspended_on" = "Suspensions are not seen."\n[uses]\nofficers = ["suspended_on"]'
    page = page_of(more)
    assert "* **Agreements**: signed on." in page
    assert "* **Officers, where there**: suspended on." in page
    assert "* **without suspended on in officers**: Suspensions are not seen." in page


def test_a_part_that_says_nothing_is_left_out() -> None:
    assert "## Figures" not in page_of()
    assert "## Self-test" not in page_of()


REASONS = {
    "a text": ("SELECT 'no date' AS reason", ("no date",)),
    "each branch": (
        "SELECT CASE WHEN a THEN 'one' WHEN b = 'not this' THEN '' ELSE 'two' END AS why",
        ("one", "two"),
    ),
    "a CASE within": (
        "SELECT CASE WHEN a THEN CASE b WHEN 1 THEN 'one' END ELSE 'two' END AS why",
        ("one", "two"),
    ),
    "a parameter": (
        "SELECT CASE WHEN a THEN 'under ' || :days || ' days' END AS reason",
        ("under {days} days",),
    ),
    "another value": ("SELECT CASE WHEN a THEN 'due ' || b END AS reason", ("due …",)),
    "no reason": ("SELECT CASE WHEN a THEN 'one' END AS kind, why AS reason", ()),
    "a quoted apostrophe": ("SELECT 'the sender''s' AS reason", ("the sender's",)),
    "a comment": ("SELECT -- 'no' AS reason\n 'yes' AS reason", ("yes",)),
    "that of a view": ("SELECT v.reason FROM seen v", ("unseen",)),
    "a view that is only asked": ("SELECT 'a' AS reason FROM seen v WHERE v.reason = ''", ("a",)),
}


@pytest.mark.parametrize("what", REASONS)
def test_the_reasons_of_a_check_are_read_from_its_text(what: str) -> None:
    sql, reasons = REASONS[what]
    assert reasons_of(sql, {"seen": "SELECT 'unseen' AS reason"}) == reasons


@pytest.mark.parametrize("check_id", [check.id for check in SHIPPED.checks.values() if not check.program])
def test_the_page_names_each_reason_that_a_case_of_the_check_expects(check_id: str) -> None:
    file = CASES / f"{check_id}.toml"
    told = check_reasons(SHIPPED.check(check_id), SHIPPED.views)
    known = [re.compile(re.sub(r"\\\{\w+\\\}|…", ".*", re.escape(reason))) for reason in told]
    expected = {reason for case in read_toml(file)["case"] for reason in case["expect"].get("excluded", {})}
    untold = {reason for reason in expected if not any(one.fullmatch(reason) for one in known)}
    assert untold == set(), "name them in the header: reasons = [...]"


def test_the_header_adds_the_reasons_that_cannot_be_read_from_the_text() -> None:
    assert "* **excluded**: of another kind." in page_of('reasons = ["of another kind"]')


def test_one_page_is_written_in_two_ways() -> None:
    page = Page(
        "Title", ("A `word`.",), (Section("Part", ("Said.",), (Item("`x`", "one"), Item("", "two"))),)
    )
    assert as_markdown(page) == "# Title\n\nA `word`.\n\n## Part\n\nSaid.\n\n* **`x`**: one\n* two\n"
    assert as_text(page) == "Title\n=====\nA word.\n\nPart\n  Said.\n  - x: one\n  - two\n"


def test_families_come_in_the_order_of_the_pack_and_strange_ones_last() -> None:
    checks = [check_of(module()), *reversed(SHIPPED.checks.values())]
    titles = list(by_family(checks, PACK))
    assert titles[0] == "Program growth and planning"
    assert titles[-2:] == ["General analytics for any table", "test"]


def test_the_command_explains_a_check_and_lists_them_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "explain", "equipment-install-timeliness"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Equipment installed later than the target\n====")
    assert max(map(len, said.splitlines())) <= 100
    assert main(["checks", "explain", "equipment-install-timeliness", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Equipment installed later than the target"
    assert main(["checks", "list"]) == 0
    said = capsys.readouterr().out
    assert (
        said.index("\nEquipment\n")
        < said.index("equipment-install-timeliness")
        < said.index("\nAgreements\n")
    )
