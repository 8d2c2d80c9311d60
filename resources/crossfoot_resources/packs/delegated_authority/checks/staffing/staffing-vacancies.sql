/* crossfoot-check
id         = "staffing-vacancies"
title      = "Vacant positions"
question   = "How many established positions were vacant, and for how long?"
kind       = "exception"
unit       = "position"
population = "positions established by the as-of date"
criteria   = ["vacancy-target"]
background = ["oig-18-77"]
condition  = "As of {as_of_date}, {exceptions} of {tested} positions ({rate}) had been vacant for more than the target of {max_days} days; in all, {vacant} of {established} positions ({vacancy_rate}) were vacant."
cause      = "What held up filling the positions? Who decides on it, and what evidence says so?"
effect     = "What work of the vacant positions was not done, or was done by whom? What evidence says so?"
recommend  = "Set a target for filling vacant positions, and report vacancies and their age against it to program management."
facts      = ["state", "vacant_since"]

[needs]
positions = ["position_id", "role", "filled_on", "vacated_on"]

[uses]
positions = ["established_on", "status", "field_office"]

[without]
"positions.established_on" = "The positions do not say when they were established; how long a position that was never filled is vacant cannot be told."
"positions.status"         = "The positions give no status; frozen positions cannot be told from vacant ones."
"positions.field_office"   = "The positions do not name their field office; vacancies were not counted by office."

[params.max_days]
type    = "days"
meaning = "The auditee's own target: a position vacant for more days is an exception, one vacant for exactly as many is not."
source  = "criterion"
[params.ages]
type    = "list"
meaning = "Numbers of days for which the positions that were vacant longer are shown; none of them is a standard."
source  = "definition"
default = [90, 180, 365]

[kinds]
A = "Vacant since {vacant_since}: {days} days."

[figures.established]
sentence = "Positions whose state on the as-of date the list tells"
where    = "state <> 'not told'"
[figures.vacant]
sentence = "Positions that were vacant on the as-of date, frozen ones included"
where    = "state IN ('vacant', 'frozen')"
[figures.frozen]
sentence = "Vacant positions that the list calls frozen; they are no exceptions"
where    = "state = 'frozen'"
[figures.vacancy_rate]
sentence = "Vacant positions, as a share of the positions whose state the list tells"
parts    = ["vacant", "established"]
[figures.median_days]
sentence = "Median of the days for which positions had been vacant"
where    = "days IS NOT NULL"
[figures.longest_days]
sentence = "The most days for which a position had been vacant"
where    = "days IS NOT NULL"
[figures.longer_than]
sentence = "Positions vacant for more than {group} days"
where    = "days > CAST(:group AS INTEGER)"
[figures.over_target]
sentence = "Positions vacant for more than {max_days} days, frozen ones left out"
where    = "kind = 'A'"
[figures.by_role]
sentence = "Positions established for the role {group}"
where    = "state <> 'not told' AND role = :group"
[figures.vacant_by_role]
sentence = "Vacant positions of the role {group}"
where    = "state IN ('vacant', 'frozen') AND role = :group"
[figures.vacant_by_office]
sentence = "Vacant positions of {group}"
where    = "state IN ('vacant', 'frozen') AND field_office = :group"
[figures.filled_in_period]
sentence = "Positions whose present or last incumbent began in the period"
where    = "state <> 'not told' AND filled_on BETWEEN :period_start AND :period_end"
[figures.vacated_in_period]
sentence = "Positions whose last incumbent left in the period"
where    = "state <> 'not told' AND vacated_on BETWEEN :period_start AND :period_end"

[evidence]
role         = "Role"
field_office = "Field office"
state        = "State on the as-of date"
vacant_since = "Vacant since"
days         = "Days"

[chart]
kind   = "bars"
figure = "longer_than"
unit   = "Positions vacant for more days than"

[[seeds]]
kind = "A"
says = "A position that has been vacant for one day more than the target."
sql  = ["UPDATE positions SET filled_on = NULL, status = NULL, established_on = add_days(:as_of, -5000), vacated_on = add_days(:as_of, -1 - :max_days) WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH aged AS (
  SELECT *,
    CASE WHEN reason <> '' THEN 'not told' WHEN filled = 1 THEN 'filled' WHEN status = 'frozen' THEN 'frozen'
         ELSE 'vacant' END AS state,
    days_between(vacant_since, :as_of) AS waited
  FROM position_states
),
judged AS (
  SELECT *,
    CASE WHEN reason <> '' THEN reason WHEN state = 'vacant' AND waited IS NULL THEN 'vacant, and not said since when'
         ELSE '' END AS why,
    state = 'vacant' AND waited > :max_days AS too_long
  FROM aged
)
SELECT
  coalesce(CASE WHEN repeats IS NULL THEN position_id END, 'row ' || row_id) AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN too_long THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' THEN '' WHEN too_long THEN 'A' ELSE '' END AS kind,
  ifnull(role, 'not given') AS role, ifnull(field_office, 'not given') AS field_office, state, vacant_since, filled_on, vacated_on,
  CASE WHEN why = '' THEN waited END AS days
FROM judged

-- figures
WITH ranked AS (
  SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS total FROM outcomes WHERE days IS NOT NULL
),
told AS (SELECT * FROM outcomes WHERE state <> 'not told'),
vacant AS (SELECT * FROM outcomes WHERE state IN ('vacant', 'frozen')),
counts AS (
  SELECT (SELECT count(*) FROM told) AS told, (SELECT count(*) FROM vacant) AS vacant,
    (SELECT count(*) FROM told WHERE state = 'frozen') AS frozen, (SELECT count(*) FROM outcomes WHERE kind = 'A') AS late,
    (SELECT max(days) FROM outcomes) AS longest,
    (SELECT count(*) FROM told WHERE filled_on BETWEEN :period_start AND :period_end) AS filled,
    (SELECT count(*) FROM told WHERE vacated_on BETWEEN :period_start AND :period_end) AS vacated
),
mapped AS (SELECT record_type || '.' || field AS place FROM field_catalogue WHERE mapped)
SELECT 'established' AS name, '' AS "group", told AS value, 'positions' AS unit, 'count' AS rounding, NULL AS part, NULL AS whole FROM counts
UNION ALL SELECT 'vacant', '', vacant, 'positions', 'count', NULL, NULL FROM counts
UNION ALL SELECT 'frozen', '', frozen, 'positions', 'count', NULL, NULL FROM counts
  WHERE 'positions.status' IN (SELECT place FROM mapped)
UNION ALL SELECT 'vacancy_rate', '', NULL, '', 'rate', vacant, told FROM counts
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal', NULL, NULL
UNION ALL SELECT 'longest_days', '', longest, 'days', 'count', NULL, NULL FROM counts
UNION ALL SELECT 'longer_than', CAST(a.value AS TEXT), (SELECT count(*) FROM outcomes WHERE days > a.value), 'positions', 'count', NULL, NULL
  FROM (SELECT CAST(value AS INTEGER) AS value FROM param_ages) a
UNION ALL SELECT 'over_target', '', late, 'positions', 'count', NULL, NULL FROM counts WHERE :max_days IS NOT NULL
UNION ALL SELECT 'by_role', role, count(*), 'positions', 'count', NULL, NULL FROM told GROUP BY role
UNION ALL SELECT 'vacant_by_role', role, count(*), 'positions', 'count', NULL, NULL FROM vacant GROUP BY role
UNION ALL SELECT 'vacant_by_office', field_office, count(*), 'positions', 'count', NULL, NULL FROM vacant
  WHERE 'positions.field_office' IN (SELECT place FROM mapped) GROUP BY field_office
UNION ALL SELECT 'filled_in_period', '', filled, 'positions', 'count', NULL, NULL FROM counts
UNION ALL SELECT 'vacated_in_period', '', vacated, 'positions', 'count', NULL, NULL FROM counts
