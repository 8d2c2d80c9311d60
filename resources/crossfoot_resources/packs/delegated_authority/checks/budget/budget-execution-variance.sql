/* crossfoot-check
id         = "budget-execution-variance"
title      = "Obligations against the planned amounts"
question   = "How far did obligations differ from the amounts enacted or planned, and were any amounts out of order?"
kind       = "exception"
unit       = "budget line of a year"
population = "lines of fiscal years of the period that had ended by the as-of date"
criteria   = ["execution-limit"]
condition  = "For {exceptions} of {tested} budget lines of fiscal years that had ended ({rate}), obligations differed from the planned amount by more than the limit of {percent} percent ({over_limit}), recorded obligations exceeded the planned amount ({obligated_above}), or recorded outlays exceeded the obligations ({expended_above})."
cause      = "What explains the difference: timing, transfers, a change of plan, or the records? What evidence says so?"
effect     = "What was not done, or done with other funds? What evidence says so?"
recommend  = "Reconcile obligations and outlays with the plan during the year, and record the reason for each large difference."
facts      = ["planned", "obligated", "expended"]
reasons    = ["repeated key", "stage of the budget not given"]

[needs]
budget = ["fiscal_year", "line", "stage", "enacted", "obligated"]

[uses]
budget = ["program", "expended"]

[without]
"budget.program"  = "The budget does not name programs; lines of one name are taken as one program."
"budget.expended" = "The budget gives no outlays; they were not compared with the obligations."

[params.percent]
type    = "percent"
meaning = "The auditee's own limit: obligations that differ from the planned amount by more than this share of it are an exception."
source  = "criterion"
[params.amount]
type    = "number"
meaning = "A limit in dollars beside the share, where the auditee has one: a difference of more dollars is an exception too."
source  = "auditor"
[params.percents]
type    = "list"
meaning = "Shares for which the lines that differ by more are shown; none of them is a standard."
source  = "definition"
default = [5, 10, 20]

[kinds]
A = "Planned {planned_dollars}, obligated {obligated_dollars}: a difference of {variance_dollars} ({variance_percent} percent)."
B = "Recorded outlays of {expended_dollars} exceed recorded obligations of {obligated_dollars}."
C = "Recorded obligations of {obligated_dollars} exceed the planned amount of {planned_dollars}."

[figures.planned]
sentence = "Dollars enacted, or planned where an operating plan gives an amount, for the lines tested"
where    = "outcome <> 'excluded'"
[figures.obligated]
sentence = "Dollars obligated for the lines tested"
where    = "outcome <> 'excluded'"
[figures.expended]
sentence = "Dollars spent for the lines tested, as far as outlays are recorded"
where    = "outcome <> 'excluded' AND expended IS NOT NULL"
[figures.variance]
sentence = "Dollars obligated less dollars planned for the lines tested"
where    = "outcome <> 'excluded'"
[figures.not_spent]
sentence = "Dollars obligated and not recorded as spent, of the lines with recorded outlays"
where    = "outcome <> 'excluded' AND expended IS NOT NULL"
[figures.over_limit]
sentence = "Lines whose obligations differ from the planned amount by more than the limit"
where    = "instr(kind, 'A') > 0"
[figures.obligated_above]
sentence = "Lines whose recorded obligations exceed the planned amount"
where    = "instr(kind, 'C') > 0"
[figures.expended_above]
sentence = "Lines whose recorded outlays exceed the recorded obligations"
where    = "instr(kind, 'B') > 0"
[figures.differ_by_more]
sentence = "Lines whose obligations differ from the planned amount by more than {group} percent of it"
where    = "outcome <> 'excluded' AND 100 * abs(obligated - planned) > CAST(:group AS INTEGER) * abs(planned)"
[figures.largest_percent]
sentence = "The largest difference in percent of the planned amount"
where    = "outcome <> 'excluded' AND variance_percent IS NOT NULL"

[evidence]
fiscal_year       = "Fiscal year"
line              = "Budget line"
planned_dollars   = "Planned"
obligated_dollars = "Obligated"
expended_dollars  = "Spent"
variance_percent  = "Difference, percent"

[chart]
kind   = "bars"
figure = "differ_by_more"
unit   = "budget lines that differ by more percent than"

[[seeds]]
kind  = "A"
says  = "A line of which a cent less is obligated than the limit allows."
among = "outcome = 'tested' AND :percent >= 0"
sql   = ["UPDATE budget SET enacted = 1000000, obligated = 1000000 - CAST(:percent * 10000 AS INTEGER) - 1, expended = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "A line of which a cent more is spent than was obligated."
among = "outcome = 'tested' AND EXISTS (SELECT 1 FROM field_catalogue WHERE record_type = 'budget' AND field = 'expended' AND mapped)"
sql   = ["UPDATE budget SET expended = 100000000000000 WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "C"
says  = "A line of which more is obligated than was planned."
among = "outcome = 'tested'"
sql   = ["UPDATE budget SET obligated = 100000000000000 WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
-- Amounts are kept in cents. Rows of the component and department stages are pre-decisional: they are not read.
WITH line AS (
  SELECT row_id, fiscal_year, line, stage, enacted, obligated, expended, repeats,
    lower(trim(ifnull(program, ''))) AS program_key, lower(trim(line)) AS line_key
  FROM budget
  WHERE ifnull(stage, 'enacted') IN ('enacted', 'operating_plan')
    AND fiscal_year BETWEEN fiscal_year(:period_start) AND fiscal_year(:period_end)
    AND fiscal_year || '-09-30' <= :as_of
),
good AS (SELECT * FROM line WHERE repeats IS NULL AND stage IS NOT NULL),
unit AS (                        -- one for each line of a year; what cannot belong to one stands alone
  SELECT k.fiscal_year || '|' || k.program_key || '|' || k.line_key AS entity, k.fiscal_year, trim(coalesce(p.line, e.line)) AS line,
    CASE WHEN p.row_id IS NULL THEN json_array(e.row_id) WHEN e.row_id IS NULL THEN json_array(p.row_id)
         ELSE json_array(p.row_id, e.row_id) END AS row_id,
    '' AS reason, coalesce(p.enacted, e.enacted) AS planned, coalesce(p.obligated, e.obligated) AS obligated,
    coalesce(p.expended, e.expended) AS expended
  FROM (SELECT DISTINCT fiscal_year, program_key, line_key FROM good) k
    LEFT JOIN good p ON p.fiscal_year = k.fiscal_year AND p.program_key = k.program_key AND p.line_key = k.line_key
      AND p.stage = 'operating_plan'
    LEFT JOIN good e ON e.fiscal_year = k.fiscal_year AND e.program_key = k.program_key AND e.line_key = k.line_key
      AND e.stage = 'enacted'
  UNION ALL
  SELECT fiscal_year || '|' || program_key || '|' || line_key || '|row ' || row_id, fiscal_year, trim(line), json_array(row_id),
    CASE WHEN repeats IS NOT NULL THEN 'repeated key' ELSE 'stage of the budget not given' END, NULL, NULL, NULL
  FROM line WHERE repeats IS NOT NULL OR stage IS NULL
),
judged AS (
  SELECT *,
    CASE WHEN reason <> '' THEN reason WHEN planned IS NULL THEN 'planned amount missing'
         WHEN obligated IS NULL THEN 'obligated amount missing' ELSE '' END AS why,
    abs(obligated - planned) * 100.0 > :percent * abs(planned) OR abs(obligated - planned) > 100.0 * :amount AS differs,
    expended > obligated AS overspent,
    obligated > planned AS above
  FROM unit
),
flagged AS (
  SELECT *, abs(obligated - planned) AS differed,
    CASE WHEN why <> '' THEN '' ELSE substr(CASE WHEN differs THEN ',A' ELSE '' END || CASE WHEN overspent THEN ',B' ELSE '' END
      || CASE WHEN above THEN ',C' ELSE '' END, 2) END AS kinds
  FROM judged
)
SELECT
  entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason, kinds AS kind, fiscal_year, line, planned, obligated, expended,
  CASE WHEN planned IS NOT NULL THEN printf('%s$%,d.%02d', CASE sign(planned) WHEN -1 THEN '-' ELSE '' END, abs(planned) / 100, abs(planned) % 100) END AS planned_dollars,
  CASE WHEN obligated IS NOT NULL THEN printf('%s$%,d.%02d', CASE sign(obligated) WHEN -1 THEN '-' ELSE '' END, abs(obligated) / 100, abs(obligated) % 100) END AS obligated_dollars,
  CASE WHEN expended IS NOT NULL THEN printf('%s$%,d.%02d', CASE sign(expended) WHEN -1 THEN '-' ELSE '' END, abs(expended) / 100, abs(expended) % 100) END AS expended_dollars,
  CASE WHEN differed IS NOT NULL THEN printf('$%,d.%02d', differed / 100, differed % 100) END AS variance_dollars,
  round(100.0 * (obligated - planned) / nullif(abs(planned), 0.0), 1) AS variance_percent
FROM flagged

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
total AS (
  SELECT sum(planned) / 100.0 AS planned, sum(obligated) / 100.0 AS obligated, sum(expended) / 100.0 AS expended,
    sum(obligated - planned) / 100.0 AS variance, sum(obligated - expended) / 100.0 AS not_spent, max(abs(variance_percent)) AS largest
  FROM tested
)
SELECT 'planned' AS name, '' AS "group", planned AS value, 'dollars' AS unit, 'two decimals' AS rounding FROM total WHERE planned IS NOT NULL
UNION ALL SELECT 'obligated', '', obligated, 'dollars', 'two decimals' FROM total WHERE obligated IS NOT NULL
UNION ALL SELECT 'expended', '', expended, 'dollars', 'two decimals' FROM total WHERE expended IS NOT NULL
UNION ALL SELECT 'variance', '', variance, 'dollars', 'two decimals' FROM total WHERE variance IS NOT NULL
UNION ALL SELECT 'not_spent', '', not_spent, 'dollars', 'two decimals' FROM total WHERE not_spent IS NOT NULL
UNION ALL SELECT 'over_limit', '', count(*), 'lines', 'count' FROM tested WHERE instr(kind, 'A') > 0 HAVING coalesce(:percent, :amount) IS NOT NULL
UNION ALL SELECT 'obligated_above', '', count(*), 'lines', 'count' FROM tested WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'expended_above', '', count(*), 'lines', 'count' FROM tested WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'differ_by_more', CAST(p.value AS TEXT),
  (SELECT count(*) FROM tested WHERE 100 * abs(obligated - planned) > p.value * abs(planned)), 'lines', 'count'
  FROM (SELECT CAST(value AS INTEGER) AS value FROM param_percents) p
UNION ALL SELECT 'largest_percent', '', largest, 'percent', 'one decimal' FROM total
