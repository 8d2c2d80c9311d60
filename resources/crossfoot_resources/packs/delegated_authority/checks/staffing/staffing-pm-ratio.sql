/* crossfoot-check
id         = "staffing-pm-ratio"
title      = "Agencies per program manager"
question   = "How many participating agencies does a program manager oversee?"
kind       = "measure"
unit       = "program manager position"
population = "program manager positions established by the as-of date"
criteria   = ["staffing-ratio"]
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
[params.max_ratio]
type    = "number"
meaning = "The auditee's own number of agencies that one manager may oversee; without it no need and no gap is stated."
source  = "criterion"

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
rows     = "SELECT 'positions' AS record_type, row_id FROM position_states WHERE reason = '' AND role = 'it_support' AND filled = 1"
[figures.sensitivity]
sentence = "Program managers needed if each oversaw {group} agencies"
parts    = ["agencies"]
[figures.filled_by_office]
sentence = "Program manager positions of {group} that were filled on the as-of date"
where    = "state = 'filled' AND field_office = :group"
[figures.needed]
sentence = "Program managers needed at no more than {max_ratio} agencies each, as the auditee's own ratio says"
parts    = ["agencies"]
[figures.gap]
sentence = "Program managers needed by that ratio beyond the full-time shares that were filled"
parts    = ["needed", "filled_fte"]

[evidence]
field_office = "Field office"
state        = "State on the as-of date"
filled_on    = "Filled"
vacated_on   = "Vacated"

[chart]
kind   = "bars"
figure = "sensitivity"
unit   = "program managers needed, by agencies per manager"
*/
SELECT
  coalesce(CASE WHEN repeats IS NULL THEN position_id END, 'row ' || row_id) AS entity,
  row_id,
  CASE WHEN reason = '' THEN 'tested' ELSE 'excluded' END AS outcome,
  reason,
  '' AS kind,
  ifnull(field_office, 'not given') AS field_office, filled_on, vacated_on, fte,
  CASE WHEN reason <> '' THEN 'not tested' WHEN filled = 1 THEN 'filled' ELSE 'vacant' END AS state
FROM position_states
WHERE role = 'program_manager'

-- figures
WITH active AS (SELECT DISTINCT agency_ref FROM dated_agreements WHERE reason = '' AND active),
undated AS (SELECT agency_ref FROM dated_agreements WHERE reason = 'date unusable' EXCEPT SELECT agency_ref FROM dated_agreements WHERE reason = ''),
agency AS (SELECT count(*) AS n FROM active),
filled AS (SELECT * FROM outcomes WHERE state = 'filled'),
manager AS (SELECT count(*) AS filled, ifnull(sum(fte), 0.0) AS fte, (SELECT count(*) FROM outcomes WHERE state = 'vacant') AS vacant FROM filled),
own_ratio AS (                   -- the auditee's own, and only where its criterion stands
  SELECT nullif(:max_ratio, 0.0) AS agencies_each WHERE EXISTS (SELECT 1 FROM criterion_terms WHERE criterion_id <> '')
),
need AS (
  SELECT ceil(1.0 * n / agencies_each) AS managers FROM own_ratio CROSS JOIN agency WHERE agencies_each IS NOT NULL
)
SELECT 'agencies' AS name, '' AS "group", n AS value, 'agencies' AS unit, 'count' AS rounding FROM agency
UNION ALL SELECT 'agencies_not_counted', '', count(*), 'agencies', 'count' FROM undated
UNION ALL SELECT 'filled', '', filled, 'positions', 'count' FROM manager
UNION ALL SELECT 'filled_fte', '', fte, 'full-time positions', 'one decimal' FROM manager
UNION ALL SELECT 'vacant', '', vacant, 'positions', 'count' FROM manager
UNION ALL SELECT 'ratio', '', n / nullif(fte, 0.0), 'agencies per manager', 'one decimal' FROM agency CROSS JOIN manager
UNION ALL SELECT 'it_support_filled', '', count(*), 'positions', 'count' FROM position_states
  WHERE reason = '' AND role = 'it_support' AND filled = 1
UNION ALL SELECT 'sensitivity', r.value, ceil(1.0 * n / r.value), 'program managers', 'count'
  FROM agency CROSS JOIN (SELECT nullif(CAST(value AS INTEGER), 0.0) AS value FROM param_ratios) r WHERE r.value IS NOT NULL
UNION ALL SELECT 'filled_by_office', field_office, count(*), 'positions', 'count' FROM filled GROUP BY field_office
UNION ALL SELECT 'needed', '', managers, 'program managers', 'count' FROM need
UNION ALL SELECT 'gap', '', max(managers - fte, 0), 'program managers', 'one decimal' FROM need CROSS JOIN manager
