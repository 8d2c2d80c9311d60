/* crossfoot-check
id         = "approval-resource-plan"
title      = "Applications approved without documented resource plans"
question   = "Were the needs for staff, equipment and training assessed in writing before an application was approved?"
kind       = "exception"
unit       = "approved application"
population = "applications approved in the period"
criteria   = ["resource-planning"]
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
*/
WITH approved AS (
  SELECT *, ifnull(application_id, ifnull(agency_ref, '?') || '|' || ifnull(model, '?'))
    || CASE WHEN repeats IS NULL AND (application_id IS NOT NULL OR agency_ref IS NOT NULL) THEN '' ELSE '|row ' || row_id END AS entity
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
)
SELECT
  a.entity, a.row_id,
  CASE WHEN a.repeats IS NOT NULL OR a.decided_on IS NULL THEN 'excluded'
       WHEN f.without IS NOT NULL OR f.after IS NOT NULL THEN 'exception' ELSE 'tested' END AS outcome,
  CASE WHEN a.repeats IS NOT NULL THEN 'repeated key' WHEN a.decided_on IS NULL THEN 'decision date missing' ELSE '' END AS reason,
  CASE WHEN a.repeats IS NOT NULL OR a.decided_on IS NULL THEN ''
       WHEN f.without IS NOT NULL AND f.after IS NOT NULL THEN 'A,B' WHEN f.without IS NOT NULL THEN 'A'
       WHEN f.after IS NOT NULL THEN 'B' ELSE '' END AS kind,
  a.agency_ref, a.model, a.decided_on, f.in_time, f.without, f.after,
  a.needs_assessment_on, a.staffing_plan_on, a.it_plan_on, a.training_plan_on
FROM approved a LEFT JOIN found f ON f.row_id = a.row_id

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
