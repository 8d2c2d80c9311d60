/* crossfoot-check
id         = "approval-resource-plan"
title      = "Applications approved without documented resource plans"
question   = "Were the needs for staff, equipment and training assessed in writing before an application was approved?"
kind       = "exception"
unit       = "approved application"
population = "applications approved in the period"
criteria   = ["resource-planning", "resource-planning-2025"]
background = ["oig-18-77"]
condition  = "Records did not show that all required assessments and plans were dated by the day of approval for {exceptions} of {tested} applications ({rate}) approved from {period_start} to {period_end}."
cause      = "Does the approval procedure require the assessments and plans? Who checks that they are there? What evidence says so?"
effect     = "What happened at the agencies that were approved without them? What evidence says so?"
recommend  = "Require documented assessments of staff, equipment and training before each approval, and keep them with the approval."
facts      = ["decided_on", "needs_assessment_on", "staffing_plan_on", "it_plan_on", "training_plan_on"]
absent_record = true

[needs]
applications = ["decision", "decided_on", "needs_assessment_on", "staffing_plan_on", "it_plan_on", "training_plan_on"]

[params.required_plans]
type    = "list"
meaning = "The assessments and plans that must be dated by the day of approval."
source  = "definition"
default = ["needs_assessment", "staffing_plan", "it_plan", "training_plan"]
choices = ["needs_assessment", "staffing_plan", "it_plan", "training_plan"]

[kinds]
A = "Approved on {decided_on}; records did not show: {without}."
B = "Approved on {decided_on}; dated only afterwards: {after}."

[figures.no_plan]
sentence = "Approved applications for which records did not show all required assessments and plans by the day of approval"
where    = "kind <> ''"
[figures.with_plan]
sentence = "Approved applications whose {group} was dated by the day of approval"
where    = "outcome NOT IN ('excluded', 'exempt') AND instr(in_time, :group) > 0"
[figures.without_plan]
sentence = "Approved applications for which records did not show the {group} by the day of approval"
where    = "outcome NOT IN ('excluded', 'exempt') AND instr(in_time, :group) = 0"

[evidence]
decided_on = "Approved"
without    = "Not shown"
after      = "Dated after the approval"

[chart]
kind   = "bars"
figure = "without_plan"
unit   = "Approved applications"

[[seeds]]
kind  = "A"
says  = "An approved application of which no assessment and no plan is dated."
among = "outcome <> 'excluded'"
sql   = ["UPDATE applications SET needs_assessment_on = NULL, staffing_plan_on = NULL, it_plan_on = NULL, training_plan_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "An approved application whose assessments and plans are all dated the day after the decision."
among = "outcome <> 'excluded'"
sql   = ["UPDATE applications SET needs_assessment_on = add_days(decided_on, 1), staffing_plan_on = add_days(decided_on, 1), it_plan_on = add_days(decided_on, 1), training_plan_on = add_days(decided_on, 1) WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH approved AS (
  SELECT *, coalesce(CASE WHEN repeats IS NULL THEN coalesce(application_id, agency_ref || '|' || model) END, 'row ' || row_id) AS entity
  FROM applications
  WHERE decision = 'approved' AND (decided_on IS NULL OR decided_on BETWEEN :period_start AND :period_end)
),
plan AS (
  SELECT row_id, decided_on, 'needs_assessment' AS plan, 'needs assessment' AS said, needs_assessment_on AS dated_on FROM approved
  UNION ALL SELECT row_id, decided_on, 'staffing_plan', 'staffing plan', staffing_plan_on FROM approved
  UNION ALL SELECT row_id, decided_on, 'it_plan', 'IT plan', it_plan_on FROM approved
  UNION ALL SELECT row_id, decided_on, 'training_plan', 'training plan', training_plan_on FROM approved
),
found AS (
  SELECT row_id,
    ifnull(group_concat(CASE WHEN dated_on <= decided_on THEN said END, ', '), '') AS in_time,
    group_concat(CASE WHEN dated_on IS NULL THEN said END, ', ') AS without,
    group_concat(CASE WHEN dated_on > decided_on THEN said END, ', ') AS after
  FROM plan WHERE plan IN (SELECT value FROM param_required_plans) GROUP BY row_id
),
bound AS (                       -- approvals on whose day a criterion of this check was in force
  SELECT DISTINCT a.row_id
  FROM approved a JOIN criterion_terms t ON (t.model IS NULL OR t.model = a.model)
    AND (t.in_force_from IS NULL OR t.in_force_from <= a.decided_on) AND (t.in_force_to IS NULL OR a.decided_on <= t.in_force_to)
),
judged AS (
  SELECT a.*, f.in_time, f.without, f.after,
    CASE WHEN a.repeats IS NOT NULL THEN 'repeated key' WHEN a.decided_on IS NULL THEN 'decision date missing'
         WHEN b.row_id IS NULL THEN 'criterion not established' ELSE '' END AS why
  FROM approved a LEFT JOIN found f ON f.row_id = a.row_id LEFT JOIN bound b ON b.row_id = a.row_id
)
SELECT
  entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN without IS NOT NULL OR after IS NOT NULL THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' THEN '' WHEN without IS NOT NULL AND after IS NOT NULL THEN 'A,B' WHEN without IS NOT NULL THEN 'A'
       WHEN after IS NOT NULL THEN 'B' ELSE '' END AS kind,
  agency_ref, model, decided_on, in_time, without, after, needs_assessment_on, staffing_plan_on, it_plan_on, training_plan_on
FROM judged

-- figures
WITH plan(name, said) AS (
  VALUES ('needs_assessment', 'needs assessment'), ('staffing_plan', 'staffing plan'), ('it_plan', 'IT plan'),
         ('training_plan', 'training plan')
),
asked AS (SELECT said FROM plan WHERE name IN (SELECT value FROM param_required_plans)),
tested AS (SELECT * FROM outcomes WHERE outcome IN ('tested', 'exception'))
SELECT 'no_plan' AS name, '' AS "group", count(*) AS value, 'applications' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind <> ''
UNION ALL SELECT 'with_plan', said, (SELECT count(*) FROM tested WHERE instr(in_time, said) > 0), 'applications', 'count' FROM asked
UNION ALL SELECT 'without_plan', said, (SELECT count(*) FROM tested WHERE instr(in_time, said) = 0), 'applications', 'count' FROM asked
