"""The text of a new check: from a rule, or a first draft to write on."""

from __future__ import annotations

import json

from crossfoot.checks.rule import (
    Rule,
    fields_compared,
    fields_needed,
    refuse_signs_without_text,
    sql_of,
    words_of,
)
from crossfoot.mapping.model import RecordType

_HEADER = """/* crossfoot-check
id         = {id}
title      = {title}
question   = {question}
kind       = "exception"
unit       = {unit}
population = {population}
criteria   = []
condition  = {condition}
cause      = "Why did it happen? What evidence says so?"
effect     = "What happened because of this? What evidence says so?"
recommend  = ""
record_type = "{record_type}"
facts      = {facts}

[needs]
{record_type} = {fields}

[kinds]
A = {sentence}
{figures}*/
"""
_FIGURES = """
[figures.meeting_the_rule]
sentence = {said}
where    = "kind = 'A'"
"""


def text_of_rule(rule: Rule, kind: RecordType, check_id: str, title: str) -> str:
    """The check module that a rule makes: the rows for which it holds are its exceptions.

    Without a criterion that the auditor attaches and confirms it measures, as every check does.
    CheckDefinitionError where the rule does not fit the record type.
    """
    holds = sql_of(rule.group, kind)
    fields = fields_needed(rule.group, kind)
    compared = fields_compared(rule.group, kind)
    whens = "".join(f"\n      WHEN r.{name} IS NULL THEN '{_named(name)} missing'" for name in compared)
    why = f"CASE\n      WHEN {holds} IS NOT NULL THEN ''{whens}\n    END" if whens else "''"
    select = f"""-- The rule: {words_of(rule.group)}
WITH judged AS (
  SELECT
    r.row_id,
    {_entity(kind)} AS entity,
    r.repeats IS NOT NULL AS repeated,
    {holds} AS holds,
    {why} AS why,
    {", ".join(f"r.{name}" for name in fields)}
  FROM {kind.name} r
)
SELECT
  entity, row_id,
  CASE WHEN repeated OR holds IS NULL THEN 'excluded' WHEN holds THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN repeated THEN 'repeated key' ELSE why END AS reason,
  CASE WHEN holds AND NOT repeated THEN 'A' ELSE '' END AS kind,
  {", ".join(fields)}
FROM judged

-- figures
SELECT 'meeting_the_rule' AS name, '' AS "group", count(*) AS value, '{kind.unit}' AS unit, 'count' AS rounding
FROM outcomes WHERE kind = 'A'
"""
    listed = ", ".join(f"{_named(name)} {{{name}}}" for name in fields)
    figures = _FIGURES.format(said=_text(f"{kind.title} for which the rule holds"))
    question = f"Is it so that {words_of(rule.group)}?"
    return _header(kind, check_id, title, fields, question, f"On record: {listed}.", figures) + select


def draft_of_check(kind: RecordType, check_id: str, title: str) -> str:
    """A check to write on: it runs as it stands, and flags no row until its condition is written."""
    field = kind.key[0] if kind.key else kind.fields[0].name
    select = f"""-- One row for each {kind.unit}: entity (its name), row_id, outcome (tested, excluded, exempt or
-- exception), reason (why it is excluded), kind (the letter of the sentence above), then what the reader sees.
-- Dates are compared with days_between(a, b), add_days(d, n) and add_months(d, n).
SELECT
  {_entity(kind)} AS entity, r.row_id,
  CASE WHEN r.repeats IS NOT NULL THEN 'excluded'
       WHEN 1 = 0 THEN 'exception'          -- write here when a row is an exception
       ELSE 'tested' END AS outcome,
  CASE WHEN r.repeats IS NOT NULL THEN 'repeated key' ELSE '' END AS reason,
  '' AS kind,
  r.{field}
FROM {kind.name} r
"""
    return (
        _header(kind, check_id, title, [field], "What does this check ask?", f"On record: {{{field}}}.")
        + select
    )


def _header(
    kind: RecordType,
    check_id: str,
    title: str,
    fields: list[str],
    question: str,
    sentence: str,
    figures: str = "",
) -> str:
    refuse_signs_without_text(title, "The title")
    lower = kind.title[:1].lower() + kind.title[1:]
    return _HEADER.format(
        id=json.dumps(check_id), title=_text(title), question=_text(question), unit=_text(kind.unit),
        population=_text(f"listed {lower}"), record_type=kind.name, facts=json.dumps(fields),
        fields=json.dumps(fields), sentence=_text(sentence), figures=figures,
        condition=_text(f"Of {{tested}} {lower}, {{exceptions}} ({{rate}}) met the rule: {_unbraced(title)}."),
    )  # fmt: skip


def _text(text: str) -> str:
    """A TOML string that cannot end the comment in which the header stands."""
    return json.dumps(text.replace("*/", "* /"), ensure_ascii=False)


def _unbraced(text: str) -> str:
    """Braces of a person's own words are no places for figures."""
    return text.replace("{", "(").replace("}", ")")


def _entity(kind: RecordType) -> str:
    if not kind.key:
        return "'row ' || r.row_no || ' of import ' || r.import_id"
    names = " || ' | ' || ".join(f"ifnull(r.{name}, '?')" for name in kind.key)
    sound = " AND ".join(["r.repeats IS NULL", *(f"r.{name} IS NOT NULL" for name in kind.key)])
    return f"{names} || CASE WHEN {sound} THEN '' ELSE ' | row ' || r.row_id END"


def _named(field: str) -> str:
    return field.replace("_", " ")
