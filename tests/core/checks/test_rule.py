"""A rule that an auditor types becomes a check that flags the rows for which it holds, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot import content
from crossfoot.auditfile.history import content_head
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.header import parse_check
from crossfoot.checks.new_check import draft_of_check, text_of_rule
from crossfoot.checks.preview import preview_check
from crossfoot.checks.rule import words_of
from crossfoot.checks.rule_words import parse_rule
from crossfoot.errors import CheckDefinitionError

from tests.core.checks.modules import TYPES, agreement, audit_with_agreements

AGREEMENTS = TYPES["agreements"]
ROWS = (
    agreement("Oak", agreement_id="OAK", model="JEM", signed_on="2017-02-01"),
    agreement("Elm", agreement_id="ELM", model="WSO", signed_on="2017-02-02", terminated_on="2017-12-31"),
    agreement("Ash", agreement_id="ASH", model="TFM", signed_on="2017-02-03", terminated_on="2017-02-03"),
    agreement("Fir", agreement_id="FIR", model="JEM"),
)


def flagged(tmp_path: Path, rule: str) -> tuple[list[str], dict[str, int], int]:
    """The agreements that the rule flags among ROWS, the excluded ones by reason, and how many were tested."""
    rows = [dict(row) for row in ROWS]
    rows[3].pop("signed_on")
    text = text_of_rule(parse_rule(rule, AGREEMENTS), AGREEMENTS, "a-rule", "A rule")
    with audit_with_agreements(tmp_path, *rows) as audit:
        check = parse_check(text, "own checks/a-rule.sql", "own", TYPES)
        before = content_head(audit.connection)
        found = preview_check(audit, check, load_checks(content.pack(), TYPES))
        assert content_head(audit.connection) == before  # a preview is no event
    excluded = {part.reason: part.count for part in found.outcome.excluded}
    return [row["entity"] for row in found.rows], excluded, found.outcome.tested


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("signed_on before 2017-02-02", ["OAK"]),
        ("signed_on on or before 2017-02-02", ["ELM", "OAK"]),
        ("signed_on after 2017-02-02", ["ASH"]),
        ("signed_on on or after 2017-02-02", ["ASH", "ELM"]),
        ("signed_on between 2017-02-02 and 2017-02-03", ["ASH", "ELM"]),
        ("signed_on is terminated_on", ["ASH"]),
        ("terminated_on after signed_on", ["ELM"]),
        ("signed_on is blank", ["FIR"]),
        ("signed_on is not blank and terminated_on is blank", ["OAK"]),
        ("model is JEM", ["FIR", "OAK"]),
        ('model is "Jail Enforcement Model"', ["FIR", "OAK"]),
        ("model is not JEM", ["ASH", "ELM"]),
        ("model is one of (WSO, TFM)", ["ASH", "ELM"]),
        ("model is not one of (WSO, TFM)", ["FIR", "OAK"]),
        ("agency contains LM", ["ELM"]),
        ("agency starts with o", ["OAK"]),
        ('agency is "O\'ak" or agency is Oak', ["OAK"]),
        ("model is WSO or model is JEM and signed_on is blank", ["ELM", "FIR"]),
        ("(model is WSO or model is JEM) and signed_on is blank", ["FIR"]),
        ("model IS wso OR (model is JEM AND signed_on is blank)", ["ELM", "FIR"]),
    ],
)
def test_a_rule_flags_the_rows_for_which_it_holds(tmp_path: Path, rule: str, names: list[str]) -> None:
    assert flagged(tmp_path, rule)[0] == names


def test_a_row_whose_blank_leaves_the_rule_open_is_excluded(tmp_path: Path) -> None:
    assert flagged(tmp_path, "signed_on before 2017-02-02") == (["OAK"], {"signed on missing": 1}, 3)


def test_a_blank_that_leaves_nothing_open_excludes_no_row(tmp_path: Path) -> None:
    assert flagged(tmp_path, "model is JEM or signed_on before 2017-01-01") == (["FIR", "OAK"], {}, 4)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("signed before 2017-01-01", "Agreements have no field called 'signed'."),
        ("signed_on more than 2017-01-01", "a rule cannot say 'more than'"),
        ("signed_on before yesterday", "signed_on cannot be 'yesterday'."),
        ("model is XYZ", "model cannot be 'XYZ'."),
        ("signed_on before", "the rule ends where a value should stand"),
        ("signed_on like 2017", "stands 'like' where an operator"),
        ("(model is JEM", "the rule ends where a closing parenthesis should stand"),
        ("model is JEM signed_on is blank", "stands 'signed_on' where and, or, or the end should stand"),
        ("model is one of JEM", "where a list of values in parentheses should stand"),
        ('agency is "Oak', "a quotation mark without its pair"),
        ("", "the rule ends where the name of a field should stand"),
        ("signed_on before agency", "the two cannot be compared"),
        ('agency is "a\nb"', "holds a line break"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_what_is_wrong(rule: str, said: str) -> None:
    with pytest.raises(CheckDefinitionError) as refused:
        text_of_rule(parse_rule(rule, AGREEMENTS), AGREEMENTS, "a-rule", "A rule")
    assert said in refused.value.message


def test_a_rule_is_said_as_it_can_be_typed_again() -> None:
    for text in (
        'model is one of (JEM, "Task Force") and (signed_on is blank or agency starts with "St. ")',
        "signed_on between 2017-01-01 and 2017-12-31",
    ):
        rule = parse_rule(text, AGREEMENTS)
        assert words_of(rule.group) == text
        assert parse_rule(words_of(rule.group), AGREEMENTS) == rule


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_draft_for_any_record_type_can_be_read_as_a_check(name: str) -> None:
    kind = TYPES[name]
    if not kind.fields:
        pytest.skip("a table without fields has nothing to test")
    check = parse_check(
        draft_of_check(kind, "a-draft", 'A "draft" */ {x}'), "own checks/a-draft.sql", "own", TYPES
    )
    assert (check.record_type, check.kind, check.criteria) == (name, "exception", ())


@pytest.mark.parametrize(
    ("table", "rule", "said"),
    [
        ("performance_measures", "target more than nan", "cannot be 'nan'"),
        ("performance_measures", "target more than 1e999", "cannot be '1e999'"),
        ("budget", "requested more than 2.505", "cannot be '2.505'"),
        ("budget", "requested more than inf", "cannot be 'inf'"),
        ("agreements", 'county is "\x7f"', "a sign that is no text"),
        ("agreements", 'county is "\udcff"', "a sign that is no text"),
        ("agreements", "(" * 3_000 + "county is a" + ")" * 3_000, "more than 50 groups within each other"),
    ],
)
def test_a_value_that_no_check_can_hold_is_refused_before_anything_is_written(
    table: str, rule: str, said: str
) -> None:
    kind = TYPES[table]
    with pytest.raises(CheckDefinitionError, match=said.replace("a sign", "sign")):
        text_of_rule(parse_rule(rule, kind), kind, "a-rule", "A rule")


def test_an_amount_is_read_to_the_cent_however_large() -> None:
    kind = TYPES["budget"]
    text = text_of_rule(
        parse_rule("requested more than 99999999999999999.07", kind), kind, "a-rule", "A rule"
    )
    assert "r.requested > 9999999999999999907" in text


def test_a_title_with_a_broken_sign_is_refused() -> None:
    with pytest.raises(CheckDefinitionError, match="title"):
        draft_of_check(AGREEMENTS, "a-rule", "A \udcff")
