/* crossfoot-check
id         = "growth-vs-capacity"
title      = "Growth in participation and in capacity"
question   = "Did staff, equipment and training grow in step with the participating agencies?"
kind       = "measure"
unit       = "position"
population = "program manager and IT support positions established by the as-of date"
background = ["oig-18-77"]
condition  = "From {base_date} to {as_of_date} the number of participating agencies went from {agencies_base} to {agencies_as_of} (change: {agency_growth}), and the number of filled program manager positions from between {managers_base} and {managers_base_most} to {managers_as_of}; agencies per manager: {ratio_as_of}."
cause      = "Was the capacity that the new agencies need planned for, and who decided on it? What evidence says so?"
effect     = "What changed in oversight, support and training as the number of agencies changed? What evidence says so?"
recommend  = "Plan staff, equipment and training for the number of agencies that is expected, and compare both each year."
record_type = "positions"

[needs]
positions  = ["position_id", "role", "filled_on", "vacated_on"]
agreements = ["signed_on"]

[uses]
positions            = ["established_on", "status"]
agreements           = ["terminated_on", "suspended_from"]
equipment            = ["installed_on"]
training_courses     = ["course_id", "kind"]
training_completions = ["officer_id", "course_id", "completed_on"]

[without]
"positions.established_on"  = "The positions do not say when they were established; whether a position was there on the base date cannot be told where it was filled later."
"positions.status"          = "The positions give no status; whether one is filled was read from its dates alone."
"agreements.terminated_on"  = "The list of agreements gives no terminations; each earlier count of agencies is “at least”."
"agreements.suspended_from" = "The list of agreements gives no suspensions; a suspended agreement counts as active."
"equipment"                 = "No list of equipment was loaded; agencies with equipment were not counted."
"training_courses"          = "No list of courses was loaded; completions of initial training were not counted."
"training_completions"      = "No list of completions was loaded; completions of initial training were not counted."

[params.base_date]
type    = "date"
meaning = "The day from which growth is counted; the default is that of the executive order of January 2017 after which the program grew."
source  = "auditor"
default = "2017-01-25"

[figures.agencies_base]
sentence = "Agencies with an active agreement on {base_date}"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = '' AND signed_on <= :base_date AND (until_on IS NULL OR :base_date < until_on) AND NOT (suspended_from IS NOT NULL AND suspended_from <= :base_date AND (suspended_to IS NULL OR :base_date < suspended_to))"
[figures.agencies_as_of]
sentence = "Agencies with an active agreement on the as-of date"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = '' AND active"
[figures.agency_growth]
sentence = "Change in the number of agencies"
parts    = ["agencies_as_of", "agencies_base"]
[figures.managers_base]
sentence = "Program manager positions that were filled on {base_date}, as far as the list shows"
where    = "outcome <> 'excluded' AND role = 'program_manager' AND at_base = 'filled'"
[figures.managers_base_most]
sentence = "The same, if all positions of which the list does not show it had been filled: a list of present incumbents does not name earlier ones"
where    = "outcome <> 'excluded' AND role = 'program_manager' AND at_base IN ('filled', 'not told')"
[figures.managers_as_of]
sentence = "Program manager positions that were filled on the as-of date"
where    = "outcome <> 'excluded' AND role = 'program_manager' AND at_as_of = 'filled'"
[figures.manager_growth_most]
sentence = "Change in the number of filled program manager positions, at most: from those that the list shows for {base_date}"
parts    = ["managers_as_of", "managers_base"]
[figures.manager_growth_least]
sentence = "The same change, at least: from the most that could have been filled on {base_date}"
parts    = ["managers_as_of", "managers_base_most"]
[figures.gap_least]
sentence = "Percentage points by which agencies grew faster than filled program manager positions, at least"
parts    = ["agency_growth", "manager_growth_most"]
[figures.gap_most]
sentence = "The same, at most"
parts    = ["agency_growth", "manager_growth_least"]
[figures.ratio_base_most]
sentence = "Agencies per filled program manager position on {base_date}, at most"
parts    = ["agencies_base", "managers_base"]
[figures.ratio_base_least]
sentence = "The same, at least"
parts    = ["agencies_base", "managers_base_most"]
[figures.ratio_as_of]
sentence = "Agencies per filled program manager position on the as-of date"
parts    = ["agencies_as_of", "managers_as_of"]
[figures.needed_in_step]
sentence = "Program managers that would keep the largest number of agencies per manager that was possible on {base_date}"
parts    = ["agencies_as_of", "agencies_base", "managers_base"]
[figures.it_support_base]
sentence = "IT support positions that were filled on {base_date}, as far as the list shows"
where    = "outcome <> 'excluded' AND role = 'it_support' AND at_base = 'filled'"
[figures.it_support_base_most]
sentence = "The same, if all positions of which the list does not show it had been filled"
where    = "outcome <> 'excluded' AND role = 'it_support' AND at_base IN ('filled', 'not told')"
[figures.it_support_as_of]
sentence = "IT support positions that were filled on the as-of date"
where    = "outcome <> 'excluded' AND role = 'it_support' AND at_as_of = 'filled'"
[figures.equipped_base]
sentence = "Agencies active on {base_date} with equipment installed by that day"
rows     = "SELECT 'equipment' AS record_type, row_id FROM equipment WHERE repeats IS NULL AND installed_on <= :base_date AND agency_ref IN (SELECT agency_ref FROM dated_agreements WHERE reason = '' AND signed_on <= :base_date AND (until_on IS NULL OR :base_date < until_on) AND NOT (suspended_from IS NOT NULL AND suspended_from <= :base_date AND (suspended_to IS NULL OR :base_date < suspended_to)))"
[figures.equipped_as_of]
sentence = "Agencies active on the as-of date with equipment installed by that day"
rows     = "SELECT 'equipment' AS record_type, row_id FROM equipment WHERE repeats IS NULL AND installed_on <= :as_of AND agency_ref IN (SELECT agency_ref FROM dated_agreements WHERE reason = '' AND signed_on <= :as_of AND (until_on IS NULL OR :as_of < until_on) AND NOT (suspended_from IS NOT NULL AND suspended_from <= :as_of AND (suspended_to IS NULL OR :as_of < suspended_to)))"
[figures.trained_base]
sentence = "Completions of initial training in the year up to {base_date}"
rows     = "SELECT 'training_completions' AS record_type, row_id FROM training_completions WHERE repeats IS NULL AND course_id IN (SELECT course_id FROM training_courses WHERE repeats IS NULL AND kind = 'initial') AND completed_on > add_months(:base_date, -12) AND completed_on <= :base_date AND (result IS NULL OR result IN ('pass', 'complete'))"
[figures.trained_as_of]
sentence = "Completions of initial training in the year up to the as-of date"
rows     = "SELECT 'training_completions' AS record_type, row_id FROM training_completions WHERE repeats IS NULL AND course_id IN (SELECT course_id FROM training_courses WHERE repeats IS NULL AND kind = 'initial') AND completed_on > add_months(:as_of, -12) AND completed_on <= :as_of AND (result IS NULL OR result IN ('pass', 'complete'))"
[figures.index_agencies]
sentence = "Agencies with an active agreement on {group}, those of {base_date} being 100"
parts    = ["agencies_base"]
[figures.index_managers]
sentence = "Program manager positions that the list shows as filled on {group}, those of {base_date} being 100"
parts    = ["managers_base"]

[evidence]
role       = "Role"
at_base    = "State on the base date"
at_as_of   = "State on the as-of date"
filled_on  = "Filled"
vacated_on = "Vacated"

[chart]
kind   = "time"
figure = "index_agencies"
unit   = "Participating agencies, index"
*/
-- The state on an earlier day: known from a day of filling or vacating up to it; a position vacated later was filled by
-- someone since a day that the list may not give; a list of present incumbents does not name those before them.
WITH judged AS (
  SELECT p.*,
    CASE WHEN filled = 1 THEN 'filled' ELSE 'vacant' END AS at_as_of,
    CASE WHEN established_on > :base_date THEN 'not established'
         WHEN filled_on <= :base_date AND (vacated_on IS NULL OR vacated_on > :base_date OR vacated_on < filled_on) THEN 'filled'
         WHEN vacated_on <= :base_date THEN 'vacant'
         WHEN filled_on IS NULL AND vacated_on IS NULL THEN 'vacant'
         ELSE 'not told' END AS at_base
  FROM position_states p
  WHERE role IN ('program_manager', 'it_support')
)
SELECT
  coalesce(CASE WHEN repeats IS NULL THEN position_id END, 'row ' || row_id) AS entity,
  row_id,
  CASE WHEN reason <> '' THEN 'excluded' ELSE 'tested' END AS outcome,
  reason, '' AS kind, role, at_base, at_as_of, established_on, filled_on, vacated_on
FROM judged

-- figures
WITH RECURSIVE
month(day) AS (                  -- the base date, each month after it, and the as-of date
  SELECT :base_date
  UNION ALL
  SELECT min(add_months(:base_date, months_between(:base_date, day) + 1), :as_of) FROM month WHERE day < :as_of
),
active AS (
  SELECT DISTINCT m.day, a.agency_ref
  FROM month m JOIN dated_agreements a ON a.reason = '' AND a.signed_on <= m.day AND (a.until_on IS NULL OR m.day < a.until_on)
    AND (a.suspended_from IS NULL OR m.day < a.suspended_from OR a.suspended_to <= m.day)
),
agency AS (SELECT m.day, count(a.agency_ref) AS n FROM month m LEFT JOIN active a ON a.day = m.day GROUP BY m.day),
tested AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
manager AS (SELECT * FROM tested WHERE role = 'program_manager'),
support AS (SELECT * FROM tested WHERE role = 'it_support'),
growth AS (
  SELECT b.n AS agencies_base, n.n AS agencies_now,
    (SELECT count(*) FROM manager WHERE at_base = 'filled') AS base,
    (SELECT count(*) FROM manager WHERE at_base IN ('filled', 'not told')) AS base_most,
    (SELECT count(*) FROM manager WHERE at_as_of = 'filled') AS now
  FROM agency b CROSS JOIN agency n WHERE b.day = :base_date AND n.day = :as_of
),
change AS (                      -- NULL where the day before counts none
  SELECT *, 100.0 * (agencies_now - agencies_base) / nullif(agencies_base, 0.0) AS agencies_change,
    100.0 * (now - base) / nullif(base, 0.0) AS most, 100.0 * (now - base_most) / nullif(base_most, 0.0) AS least
  FROM growth
),
installed AS (SELECT agency_ref, min(installed_on) AS installed_on FROM equipment WHERE repeats IS NULL GROUP BY agency_ref),
equipped AS (
  SELECT m.day, count(i.agency_ref) AS n
  FROM month m LEFT JOIN active a ON a.day = m.day LEFT JOIN installed i ON i.agency_ref = a.agency_ref AND i.installed_on <= m.day
  GROUP BY m.day
),
initial AS (SELECT course_id FROM training_courses WHERE repeats IS NULL AND kind = 'initial'),
completed AS (
  SELECT c.completed_on FROM initial i CROSS JOIN training_completions c
  WHERE c.course_id = i.course_id AND c.repeats IS NULL AND ifnull(c.result, 'complete') IN ('pass', 'complete')
),
ends(name, day) AS (SELECT 'base', :base_date UNION ALL SELECT 'as_of', :as_of),
loaded AS (SELECT record_type FROM field_catalogue WHERE loaded),
held AS (                        -- positions that the list shows as filled on a day
  SELECT m.day, count(p.entity) AS n
  FROM month m LEFT JOIN manager p ON p.filled_on <= m.day AND (p.vacated_on IS NULL OR m.day < p.vacated_on OR p.vacated_on < p.filled_on)
  GROUP BY m.day
)
SELECT 'agencies_base' AS name, '' AS "group", agencies_base AS value, 'agencies' AS unit, 'count' AS rounding FROM change
UNION ALL SELECT 'agencies_as_of', '', agencies_now, 'agencies', 'count' FROM change
UNION ALL SELECT 'agency_growth', '', agencies_change, '', 'percent change, one decimal' FROM change
UNION ALL SELECT 'managers_base', '', base, 'positions', 'count' FROM change
UNION ALL SELECT 'managers_base_most', '', base_most, 'positions', 'count' FROM change
UNION ALL SELECT 'managers_as_of', '', now, 'positions', 'count' FROM change
UNION ALL SELECT 'manager_growth_most', '', most, '', 'percent change, one decimal' FROM change
UNION ALL SELECT 'manager_growth_least', '', least, '', 'percent change, one decimal' FROM change
UNION ALL SELECT 'gap_least', '', agencies_change - most, 'percentage points', 'one decimal' FROM change
UNION ALL SELECT 'gap_most', '', agencies_change - least, 'percentage points', 'one decimal' FROM change
UNION ALL SELECT 'ratio_base_most', '', 1.0 * agencies_base / nullif(base, 0.0), 'agencies per manager', 'one decimal' FROM change
UNION ALL SELECT 'ratio_base_least', '', 1.0 * agencies_base / nullif(base_most, 0.0), 'agencies per manager', 'one decimal' FROM change
UNION ALL SELECT 'ratio_as_of', '', 1.0 * agencies_now / nullif(now, 0.0), 'agencies per manager', 'one decimal' FROM change
UNION ALL SELECT 'needed_in_step', '', ceil(1.0 * agencies_now * nullif(base, 0.0) / nullif(agencies_base, 0.0)), 'program managers', 'count' FROM change
UNION ALL SELECT 'it_support_base', '', count(*), 'positions', 'count' FROM support WHERE at_base = 'filled'
UNION ALL SELECT 'it_support_base_most', '', count(*), 'positions', 'count' FROM support WHERE at_base IN ('filled', 'not told')
UNION ALL SELECT 'it_support_as_of', '', count(*), 'positions', 'count' FROM support WHERE at_as_of = 'filled'
UNION ALL SELECT 'equipped_' || d.name, '', e.n, 'agencies', 'count'
  FROM ends d JOIN equipped e ON e.day = d.day WHERE 'equipment' IN (SELECT record_type FROM loaded)
UNION ALL SELECT 'trained_' || d.name, '', count(c.completed_on), 'completions', 'count'
  FROM ends d LEFT JOIN completed c ON c.completed_on > add_months(d.day, -12) AND c.completed_on <= d.day
  WHERE 'training_courses' IN (SELECT record_type FROM loaded) AND 'training_completions' IN (SELECT record_type FROM loaded)
  GROUP BY d.name
UNION ALL SELECT 'index_agencies', a.day, 100.0 * a.n / b.n, '', 'one decimal'
  FROM agency a CROSS JOIN agency b WHERE b.day = :base_date AND 100.0 * a.n / b.n IS NOT NULL
UNION ALL SELECT 'index_managers', h.day, 100.0 * h.n / b.n, '', 'one decimal'
  FROM held h CROSS JOIN held b WHERE b.day = :base_date AND 100.0 * h.n / b.n IS NOT NULL
