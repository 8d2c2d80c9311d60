/* crossfoot-check
id         = "budget-request-gap"
title      = "Positions requested and positions needed"
question   = "Did the budget request ask for the positions that participating agencies needed?"
kind       = "exception"
unit       = "budget request"
population = "lines of the President's budget for program management, of the fiscal years of the period"
criteria   = ["request-covers-need"]
background = ["oig-18-77"]
condition  = "For {exceptions} of {tested} budget requests ({rate}), more positions were needed at the start of the fiscal year than had been enacted for the year before, and the request did not exceed those."
cause      = "How was the number of positions in the request set, and was a staffing analysis made for it? What evidence says so?"
effect     = "What was done without the positions, or with which other funds? What evidence says so?"
recommend  = "Base requests for positions on a documented analysis of what participating agencies need."
facts      = ["positions_requested", "positions_before", "agencies"]

[needs]
budget     = ["fiscal_year", "line", "stage", "positions_requested", "positions_enacted"]
agreements = ["signed_on"]

[uses]
budget     = ["program"]
agreements = ["terminated_on", "suspended_from"]

[without]
"budget.program"            = "The budget does not name programs; lines of one name are taken as one program."
"agreements.terminated_on"  = "The list of agreements gives no terminations; each earlier count of agencies is “at least”."
"agreements.suspended_from" = "The list of agreements gives no suspensions; a suspended agreement counts as active."

[params.lines]
type    = "list"
meaning = "The budget lines that hold the positions of program managers, as the budget names them."
source  = "definition"
default = ["program management"]
[params.max_ratio]
type    = "number"
meaning = "The number of agencies that one position may serve, as the auditee's own analysis or ratio says; from it comes the number of positions needed."
source  = "criterion"
[params.ratios]
type    = "list"
meaning = "Numbers of agencies for one position for which the positions needed are shown; none of them is a standard."
source  = "definition"
default = [2, 3, 4, 5, 6]

[kinds]
A = "Fiscal year {fiscal_year}: {positions_requested} positions requested, {positions_before} enacted for the year before, {needed} needed for {agencies} agencies."

[figures.requests]
sentence = "Budget requests whose positions can be compared with the year before"
where    = "outcome <> 'excluded'"
[figures.additional]
sentence = "Positions requested for {group} beyond those enacted for the year before"
where    = "outcome <> 'excluded' AND year_line = :group"
[figures.requested]
sentence = "Positions requested for {group}"
where    = "outcome <> 'excluded' AND year_line = :group"
[figures.enacted_before]
sentence = "Positions enacted for the year before {group}"
where    = "outcome <> 'excluded' AND year_line = :group"
[figures.enacted]
sentence = "Positions enacted for {group}"
where    = "outcome <> 'excluded' AND year_line = :group AND positions_enacted IS NOT NULL"
[figures.agencies]
sentence = "Agencies with an active agreement on the first day of fiscal year {group}"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = '' AND signed_on <= (CAST(:group AS INTEGER) - 1) || '-10-01' AND (until_on IS NULL OR (CAST(:group AS INTEGER) - 1) || '-10-01' < until_on) AND NOT (suspended_from IS NOT NULL AND suspended_from <= (CAST(:group AS INTEGER) - 1) || '-10-01' AND (suspended_to IS NULL OR (CAST(:group AS INTEGER) - 1) || '-10-01' < suspended_to))"
[figures.not_above]
sentence = "Budget requests that asked for no more positions than were enacted for the year before"
where    = "outcome <> 'excluded' AND positions_requested <= positions_before"
[figures.needed_at]
sentence = "Positions needed at the start of {group}"
parts    = ["agencies"]

[evidence]
fiscal_year         = "Fiscal year"
line                = "Budget line"
positions_requested = "Requested"
positions_before    = "Enacted for the year before"
agencies            = "Agencies at the start"
needed              = "Needed"

[[seeds]]
kind  = "A"
says  = "A request for no more positions than were enacted for the year before, with one fewer of those than were needed."
among = "outcome = 'tested' AND needed > 0"
sql   = [
  "UPDATE budget SET positions_requested = 0 WHERE row_id IN (SELECT row_id FROM seeded)",
  "UPDATE budget SET positions_enacted = 0 WHERE stage = 'enacted' AND EXISTS (SELECT 1 FROM budget r WHERE r.row_id IN (SELECT row_id FROM seeded) AND r.fiscal_year = budget.fiscal_year + 1 AND lower(trim(r.line)) = lower(trim(budget.line)) AND lower(trim(ifnull(r.program, ''))) = lower(trim(ifnull(budget.program, ''))))",
]
*/
-- Rows of the component and department stages are pre-decisional: they are not read, counted or kept. A row without a
-- stage could be one of them; it is only counted.
WITH line AS (
  SELECT row_id, fiscal_year, line, stage, positions_requested, positions_enacted, repeats,
    lower(trim(ifnull(program, ''))) AS program_key, lower(trim(line)) AS line_key
  FROM budget
  WHERE stage IS NULL OR stage NOT IN ('component', 'department')
),
asked AS (
  SELECT * FROM line
  WHERE line_key IN (SELECT lower(trim(value)) FROM param_lines)
    AND fiscal_year BETWEEN fiscal_year(:period_start) AND fiscal_year(:period_end)
    AND (stage IS NULL OR stage = 'presidents_budget')
),
year AS (SELECT DISTINCT fiscal_year, (fiscal_year - 1) || '-10-01' AS began_on FROM asked),
served AS (
  SELECT y.fiscal_year, count(DISTINCT d.agency_ref) AS agencies
  FROM year y LEFT JOIN dated_agreements d ON d.reason = '' AND d.signed_on <= y.began_on
    AND (d.until_on IS NULL OR y.began_on < d.until_on)
    AND (d.suspended_from IS NULL OR y.began_on < d.suspended_from OR d.suspended_to <= y.began_on)
  GROUP BY y.fiscal_year
),
enacted AS (
  SELECT fiscal_year, program_key, line_key, positions_enacted AS positions FROM line WHERE repeats IS NULL AND stage = 'enacted'
),
compared AS (
  SELECT a.*, s.agencies, b.positions AS positions_before, e.positions AS enacted,
    CAST(ceil(1.0 * s.agencies / nullif(:max_ratio, 0.0)) AS INTEGER) AS needed
  FROM asked a
    JOIN served s ON s.fiscal_year = a.fiscal_year
    LEFT JOIN enacted b ON b.fiscal_year = a.fiscal_year - 1 AND b.program_key = a.program_key AND b.line_key = a.line_key
    LEFT JOIN enacted e ON e.fiscal_year = a.fiscal_year AND e.program_key = a.program_key AND e.line_key = a.line_key
),
judged AS (
  SELECT *,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN stage IS NULL THEN 'stage of the budget not given'
         WHEN positions_requested IS NULL THEN 'positions requested missing'
         WHEN positions_before IS NULL THEN 'positions enacted for the year before missing'
         ELSE '' END AS why,
    needed > positions_before AND positions_requested <= positions_before AS short
  FROM compared
)
SELECT
  fiscal_year || '|' || program_key || '|' || line_key || CASE WHEN why IN ('repeated key', 'stage of the budget not given')
    THEN '|row ' || row_id ELSE '' END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN short THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' THEN '' WHEN short THEN 'A' ELSE '' END AS kind,
  fiscal_year, line,
  CASE WHEN why = '' THEN 'fiscal year ' || fiscal_year || ', ' || trim(line) END AS year_line,
  CASE WHEN why = '' THEN positions_requested END AS positions_requested,
  CASE WHEN why = '' THEN positions_before END AS positions_before,
  CASE WHEN why = '' THEN enacted END AS positions_enacted,
  CASE WHEN why = '' THEN agencies END AS agencies,
  CASE WHEN why = '' THEN needed END AS needed
FROM judged

-- figures
WITH asked AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
line AS (
  SELECT year_line, sum(positions_requested) AS requested, sum(positions_before) AS before, sum(positions_enacted) AS enacted
  FROM asked GROUP BY year_line
),
year AS (SELECT DISTINCT fiscal_year, agencies FROM asked)
SELECT 'requests' AS name, '' AS "group", count(*) AS value, 'requests' AS unit, 'count' AS rounding FROM asked
UNION ALL SELECT 'requested', year_line, requested, 'positions', 'count' FROM line
UNION ALL SELECT 'enacted_before', year_line, before, 'positions', 'count' FROM line
UNION ALL SELECT 'additional', year_line, requested - before, 'positions', 'count' FROM line
UNION ALL SELECT 'enacted', year_line, enacted, 'positions', 'count' FROM line WHERE enacted IS NOT NULL
UNION ALL SELECT 'agencies', CAST(fiscal_year AS TEXT), agencies, 'agencies', 'count' FROM year
UNION ALL SELECT 'not_above', '', count(*), 'requests', 'count' FROM asked WHERE positions_requested <= positions_before
UNION ALL SELECT 'needed_at', 'fiscal year ' || y.fiscal_year || ' with ' || r.value || ' agencies for one position',
  ceil(1.0 * y.agencies / r.value), 'positions', 'count'
  FROM year y CROSS JOIN (SELECT nullif(CAST(value AS INTEGER), 0.0) AS value FROM param_ratios) r WHERE r.value IS NOT NULL
