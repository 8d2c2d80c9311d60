/* crossfoot-check
id         = "performance-measures-coverage"
title      = "Activities without goals, measures or results"
question   = "Does each activity of the program have a goal, a measure, a target and a result on record?"
kind       = "exception"
unit       = "activity"
population = "activities of the program that the auditor names"
criteria   = ["goals-and-measures", "goals-and-measures-2025"]
background = ["gao-21-186"]
condition  = "For {exceptions} of {tested} activities of the program ({rate}), records did not show all of a goal, a measure, a target and a result: {no_goal} had no goal, {no_measure} no measure, {no_target} no target, and {no_actual} no result for a fiscal year that had ended."
cause      = "Who sets goals and measures for these activities, and when were they last reviewed? What evidence says so?"
effect     = "How does management know whether these activities work? What evidence says so?"
recommend  = "Set goals, measures and targets that cover all activities of the program, and report results against them."
facts      = ["goals", "measures", "targets", "actuals"]
absent_record = true

[needs]
performance_measures = ["activity", "goal", "measure", "target", "actual"]

[uses]
performance_measures = ["fiscal_year"]

[without]
"performance_measures.fiscal_year" = "The measures give no fiscal year; all of them count for the period, and a result is expected of each."

[params.activities]
type    = "list"
meaning = "The activities of the program that goals and measures should cover, as the list of measures names them."
source  = "definition"
default = ["recruitment", "staffing", "training compliance", "equipment", "supervision", "inspections", "complaints", "encounters"]

[kinds]
A = "Records did not show a goal."
B = "Records did not show a measure."
C = "Records did not show a target for any measure."
D = "Records did not show a result of a measure for a fiscal year that had ended."

[figures.covered]
sentence = "Activities with a goal, a measure, a target and, where a fiscal year had ended, a result on record"
where    = "kind = ''"
[figures.no_goal]
sentence = "Activities without a goal on record"
where    = "instr(kind, 'A') > 0"
[figures.no_measure]
sentence = "Activities without a measure on record"
where    = "instr(kind, 'B') > 0"
[figures.no_target]
sentence = "Activities without a target on record for any measure"
where    = "instr(kind, 'C') > 0"
[figures.no_actual]
sentence = "Activities whose measures have no result on record for a fiscal year that had ended"
where    = "instr(kind, 'D') > 0"
[figures.not_listed]
sentence = "Activities that the list of measures does not name at all for the period"
where    = "listed = 0"
[figures.met]
sentence = "Measures of these activities with a target and a result that reached it, taking a larger value as the better one"
where    = "reached > 0"
[figures.with_target_and_result]
sentence = "Measures of these activities with a target and a result"
where    = "compared > 0"
[figures.other_rows]
sentence = "Rows of the list for other activities or years; they were not tested"
rows     = "SELECT 'performance_measures' AS record_type, row_id FROM performance_measures WHERE ifnull(lower(trim(activity)), '') NOT IN (SELECT lower(trim(value)) FROM param_activities) OR fiscal_year NOT BETWEEN fiscal_year(:period_start) AND fiscal_year(:period_end)"

[evidence]
goals    = "Goals"
measures = "Measures"
targets  = "Targets"
actuals  = "Results"

[[seeds]]
kind = "A"
says = "An activity whose goal is blank."
sql  = ["UPDATE performance_measures SET goal = NULL WHERE lower(trim(activity)) IN (SELECT entity FROM seeded)"]
[[seeds]]
kind = "B"
says = "An activity without a measure."
sql  = ["DELETE FROM performance_measures WHERE lower(trim(activity)) IN (SELECT entity FROM seeded)"]
[[seeds]]
kind = "C"
says = "An activity whose measures have no target."
sql  = ["UPDATE performance_measures SET target = NULL WHERE lower(trim(activity)) IN (SELECT entity FROM seeded)"]
[[seeds]]
kind  = "D"
says  = "An activity whose measures have no result for a year that has ended."
among = "outcome = 'tested' AND due > 0"
sql   = ["UPDATE performance_measures SET actual = NULL WHERE lower(trim(activity)) IN (SELECT entity FROM seeded)"]
*/
WITH asked AS (SELECT DISTINCT lower(trim(value)) AS activity FROM param_activities WHERE trim(value) <> ''),
listed AS (
  SELECT row_id, lower(trim(activity)) AS activity, nullif(trim(goal), '') AS goal, nullif(trim(measure), '') AS measure, target, actual,
    fiscal_year IS NULL OR fiscal_year || '-09-30' <= :as_of AS ended
  FROM performance_measures
  WHERE fiscal_year IS NULL OR fiscal_year BETWEEN fiscal_year(:period_start) AND fiscal_year(:period_end)
),
measured AS (SELECT * FROM listed WHERE measure IS NOT NULL),
due AS (SELECT * FROM measured WHERE ended),
counted AS (
  SELECT a.activity, (SELECT json_group_array(row_id) FROM (SELECT row_id FROM listed l WHERE l.activity = a.activity ORDER BY row_id)) AS row_id,
    (SELECT count(*) FROM listed l WHERE l.activity = a.activity) AS listed,
    (SELECT count(goal) FROM listed l WHERE l.activity = a.activity) AS goals,
    (SELECT count(*) FROM measured m WHERE m.activity = a.activity) AS measures,
    (SELECT count(target) FROM measured m WHERE m.activity = a.activity) AS targets,
    (SELECT count(*) FROM due d WHERE d.activity = a.activity) AS due,
    (SELECT count(actual) FROM due d WHERE d.activity = a.activity) AS actuals,
    (SELECT count(actual - target) FROM measured m WHERE m.activity = a.activity) AS compared,
    (SELECT count(*) FROM measured m WHERE m.activity = a.activity AND m.actual >= m.target) AS reached
  FROM asked a
),
flagged AS (
  SELECT *,
    substr(CASE WHEN goals = 0 THEN ',A' ELSE '' END || CASE WHEN measures = 0 THEN ',B' ELSE '' END
           || CASE WHEN targets = 0 THEN ',C' ELSE '' END || CASE WHEN due > 0 AND actuals = 0 THEN ',D' ELSE '' END, 2) AS kinds
  FROM counted
)
SELECT
  activity AS entity, row_id,
  CASE WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason, kinds AS kind, listed, goals, measures, targets, due, actuals, compared, reached
FROM flagged

-- figures
SELECT 'covered' AS name, '' AS "group", count(*) AS value, 'activities' AS unit, 'count' AS rounding FROM outcomes WHERE kind = ''
UNION ALL SELECT 'no_goal', '', count(*), 'activities', 'count' FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'no_measure', '', count(*), 'activities', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'no_target', '', count(*), 'activities', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'no_actual', '', count(*), 'activities', 'count' FROM outcomes WHERE instr(kind, 'D') > 0
UNION ALL SELECT 'not_listed', '', count(*), 'activities', 'count' FROM outcomes WHERE listed = 0
UNION ALL SELECT 'with_target_and_result', '', ifnull(sum(compared), 0.0), 'measures', 'count' FROM outcomes
UNION ALL SELECT 'met', '', ifnull(sum(reached), 0.0), 'measures', 'count' FROM outcomes
UNION ALL SELECT 'other_rows', '', count(*), 'rows', 'count' FROM performance_measures
  WHERE ifnull(lower(trim(activity)), '') NOT IN (SELECT lower(trim(value)) FROM param_activities)
    OR fiscal_year NOT BETWEEN fiscal_year(:period_start) AND fiscal_year(:period_end)
