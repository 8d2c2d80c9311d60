/* crossfoot-check
id         = "staffing-pm-ratio"
title      = "Agencies per program manager"
question   = "How many participating agencies does a program manager oversee?"
kind       = "measure"
unit       = "program manager position"
population = "program manager positions established by the as-of date"
background = ["oig-18-77"]
condition  = "As of {as_of_date}, {filled} program managers oversaw {agencies} participating agencies, {ratio} agencies each; {vacant} positions were vacant."
cause      = "Was a needs-based staffing analysis done? How was the number of positions set?"
effect     = "What oversight was not done? What evidence says so?"
recommend  = "Perform and document a needs-based staffing analysis, and set the number of program managers by it."

[needs]
positions  = ["position_id", "role", "filled_on", "vacated_on"]
agreements = ["signed_on"]

[uses]
positions  = ["fte", "status"]
agreements = ["terminated_on"]

[without]
"positions.fte"            = "The positions do not give full-time shares; each counts as one."
"agreements.terminated_on" = "The list of agreements gives no terminations; all listed agreements count as active."

[params.ratios]
type    = "list"
meaning = "Numbers of agencies per manager for which the managers needed are shown; none of them is a standard."
source  = "definition"
default = [2, 3, 4, 5, 6]

[figures.agencies]
sentence = "Agencies with an active agreement on the as-of date"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = '' AND active"
[figures.agencies_not_counted]
sentence = "Further agencies whose agreements have no usable date; they are not in the ratio"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = 'date unusable' AND agency_ref NOT IN (SELECT agency_ref FROM dated_agreements WHERE reason = '')"
[figures.filled]
sentence = "Program manager positions that were filled on the as-of date"
where    = "state = 'filled'"
[figures.filled_fte]
sentence = "The same positions, counted by their full-time shares"
where    = "state = 'filled'"
[figures.vacant]
sentence = "Program manager positions that were vacant on the as-of date"
where    = "state = 'vacant'"
[figures.ratio]
sentence = "Participating agencies per filled program manager position, counted by full-time shares"
parts    = ["agencies", "filled"]
[figures.it_support_filled]
sentence = "IT support positions that were filled on the as-of date"
rows     = "SELECT 'positions' AS record_type, row_id FROM positions WHERE repeats IS NULL AND role = 'it_support' AND filled_on <= :as_of AND (vacated_on IS NULL OR vacated_on > :as_of)"
[figures.sensitivity]
sentence = "Program managers needed if each oversaw {group} agencies"
parts    = ["agencies"]

[evidence]
field_office = "Field office"
state        = "State on the as-of date"
filled_on    = "Filled"
vacated_on   = "Vacated"

[chart]
kind   = "bars"
figure = "sensitivity"
unit   = "program managers needed"
*/
WITH manager AS (
  SELECT *, filled_on IS NOT NULL AND filled_on <= :as_of AND (vacated_on IS NULL OR vacated_on > :as_of) AS by_date
  FROM positions
  WHERE role = 'program_manager' AND (established_on IS NULL OR established_on <= :as_of)
),
judged AS (
  SELECT *,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN filled_on > vacated_on AND vacated_on <= :as_of THEN ''           -- filled again after a vacancy
         WHEN (by_date AND status IN ('vacant', 'frozen')) OR (NOT by_date AND status = 'filled')
           THEN 'status contradicts the dates' ELSE '' END AS why
  FROM manager
)
SELECT
  ifnull(position_id, '?') || CASE WHEN repeats IS NULL AND position_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why = '' THEN 'tested' ELSE 'excluded' END AS outcome,
  why AS reason,
  '' AS kind,
  field_office, filled_on, vacated_on, ifnull(fte, 1) AS fte,
  CASE WHEN why <> '' THEN 'not tested' WHEN by_date OR (filled_on > vacated_on AND filled_on <= :as_of) THEN 'filled'
       ELSE 'vacant' END AS state
FROM judged

-- figures
WITH agency AS (SELECT count(DISTINCT agency_ref) AS n FROM dated_agreements WHERE reason = '' AND active),
manager AS (
  SELECT ifnull(sum(state = 'filled'), 0) AS filled, ifnull(sum(CASE WHEN state = 'filled' THEN fte END), 0) AS fte,
         ifnull(sum(state = 'vacant'), 0) AS vacant FROM outcomes
)
SELECT 'agencies' AS name, '' AS "group", n AS value, 'agencies' AS unit, 'count' AS rounding FROM agency
UNION ALL SELECT 'agencies_not_counted', '', count(DISTINCT agency_ref), 'agencies', 'count' FROM dated_agreements
  WHERE reason = 'date unusable' AND agency_ref NOT IN (SELECT agency_ref FROM dated_agreements WHERE reason = '')
UNION ALL SELECT 'filled', '', filled, 'positions', 'count' FROM manager
UNION ALL SELECT 'filled_fte', '', fte, 'full-time positions', 'one decimal' FROM manager
UNION ALL SELECT 'vacant', '', vacant, 'positions', 'count' FROM manager
UNION ALL SELECT 'ratio', '', CASE WHEN fte > 0 THEN n * 1.0 / fte END, 'agencies per manager', 'one decimal' FROM agency, manager
UNION ALL SELECT 'it_support_filled', '', count(*), 'positions', 'count' FROM positions
  WHERE repeats IS NULL AND role = 'it_support' AND filled_on <= :as_of AND (vacated_on IS NULL OR vacated_on > :as_of)
UNION ALL SELECT 'sensitivity', r.value, (n + r.value - 1) / r.value, 'program managers', 'count'
  FROM agency, (SELECT CAST(value AS INTEGER) AS value FROM param_ratios) r WHERE r.value > 0
