/* crossfoot-check
id         = "equipment-install-timeliness"
title      = "Equipment installed later than the target"
question   = "Was equipment installed within the target number of days?"
kind       = "exception"
unit       = "installation"
population = "orders installed from the first to the last day of the window"
criteria   = ["install-target-180"]
background = ["oig-18-77"]
condition  = "{exceptions} of {tested} installations ({rate}) completed from {window_start} to {window_end} took longer than the target of {target} days; {over_200} took more than 200 days."
cause      = "Which step took longest, and who was responsible for it? What evidence says so?"
effect     = "What could trained officers not do while they waited? What evidence says so?"
recommend  = "Track each step of an installation, and report the days taken against the target to program management each month."
facts      = ["clock_on", "installed_on"]

[needs]
equipment = ["order_id", "requested_on", "installed_on"]

[uses]
equipment  = ["status", "cancelled_on", "approved_on", "site_survey_on", "circuit_ordered_on", "shipped_on"]

[without]
"equipment.status"             = "The orders give no status; cancelled orders cannot be told from open ones."
"equipment.cancelled_on"       = "The orders do not say when they were cancelled; the status alone says which were."
"equipment.approved_on"        = "The orders do not say when they were approved; the days of that step are part of the next one."
"equipment.site_survey_on"     = "The orders give no day of a site survey; the days of that step are part of the next one."
"equipment.circuit_ordered_on" = "The orders do not say when a circuit was ordered; the days of that step are part of the next one."
"equipment.shipped_on"         = "The orders do not say when equipment was shipped; the days of that step are part of the next one."

[params.target]
type    = "days"
meaning = "The target: an installation that takes more days is late, one that takes exactly as many is not."
source  = "criterion"
[params.window_start]
type    = "date"
meaning = "The first day of the window in which an installation was completed."
source  = "audit"
default = "last_fiscal_year_start"
[params.window_end]
type    = "date"
meaning = "The last day of that window."
source  = "audit"
default = "last_fiscal_year_end"
[params.clock_start]
type    = "choice"
meaning = "The day from which the days count: the request, or the signing of the agency's first agreement."
source  = "definition"
default = "requested_on"
choices = ["requested_on", "signed_on"]

[kinds]
A = "Began on {clock_on}, installed on {installed_on}: {days} days."

[figures.over_target]
sentence = "Installations that took more than {target} days"
where    = "kind = 'A'"
[figures.over_200]
sentence = "Installations that took more than 200 days, a second counter without a criterion"
where    = "days > 200"
[figures.over_200_rate]
sentence = "Installations that took more than 200 days, as a share of those tested"
parts    = ["over_200", "tested"]
[figures.over_target_rate]
sentence = "Installations that took more than {target} days, as a share of those tested"
parts    = ["over_target", "tested"]
[figures.median]
sentence = "Median of the days that an installation took"
where    = "days IS NOT NULL"
[figures.p90]
sentence = "90th percentile of the days that an installation took, by nearest rank"
where    = "days IS NOT NULL"
[figures.longest]
sentence = "The most days that an installation took"
where    = "days IS NOT NULL"
[figures.open_orders]
sentence = "Orders requested by the as-of date and neither installed nor cancelled; the days that completed installations took do not show them"
rows     = "SELECT 'equipment' AS record_type, row_id FROM order_spans WHERE reason = '' AND requested_on <= :as_of AND (ended_on IS NULL OR ended_on > :as_of)"
[figures.by_band]
sentence = "Installations that took {group}"
where    = "band = :group"
[figures.step_median]
sentence = "Median of the days {group}, counted from the last step before it that has a date"
where    = "days IS NOT NULL"
[figures.step_count]
sentence = "Installations for which the days {group} could be counted"
where    = "days IS NOT NULL"
[figures.slowest_step]
sentence = "The step with the largest median"
where    = "days IS NOT NULL"
[figures.steps_out_of_order]
sentence = "Steps dated before the one that comes before them; their days were not counted"
where    = "days IS NOT NULL"

[evidence]
agency_ref   = "Agency"
clock_on     = "Began"
installed_on = "Installed"
days         = "Days"

[chart]
kind   = "parts"
figure = "by_band"
unit   = "installations"

[[seeds]]
kind = "A"
says = "An installation began one day more than the target before it was completed, and so did its agency's first agreement."
sql  = [
  "UPDATE equipment SET requested_on = add_days(installed_on, -ifnull(:target, 180) - 1) WHERE row_id IN (SELECT row_id FROM seeded)",
  "UPDATE agreements SET signed_on = add_days(signed_on, -ifnull(:target, 180) - 1) WHERE :clock_start = 'signed_on' AND agency_ref IN (SELECT agency_ref FROM equipment WHERE row_id IN (SELECT row_id FROM seeded))",
]
*/
WITH first_signed AS (
  SELECT agency_ref, min(signed_on) AS signed_on FROM dated_agreements WHERE reason = '' GROUP BY agency_ref
),
installed AS (
  SELECT e.*, CASE :clock_start WHEN 'signed_on' THEN s.signed_on ELSE e.requested_on END AS clock_on
  FROM equipment e LEFT JOIN first_signed s ON s.agency_ref = e.agency_ref
  WHERE e.installed_on BETWEEN :window_start AND :window_end
),
judged AS (
  SELECT *,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN clock_on IS NULL AND :clock_start = 'signed_on' THEN 'signing date missing'
         WHEN clock_on IS NULL THEN 'requested date missing'
         WHEN clock_on > installed_on AND :clock_start = 'signed_on' THEN 'signed after installed'
         WHEN clock_on > installed_on THEN 'requested after installed' ELSE '' END AS why,
    days_between(clock_on, installed_on) AS taken
  FROM installed
)
SELECT
  ifnull(order_id, '?') || CASE WHEN repeats IS NULL AND order_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN taken > :target THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' AND taken > :target THEN 'A' ELSE '' END AS kind,
  agency_ref, item, clock_on, installed_on,
  CASE WHEN why = '' THEN taken END AS days,
  CASE WHEN why <> '' THEN NULL WHEN taken <= :target THEN :target || ' days or less'
       WHEN taken > 200 THEN 'more than 200 days' ELSE 'more than ' || :target || ' and up to 200 days' END AS band
FROM judged

-- figures
WITH ranked AS (
  SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS total FROM outcomes WHERE days IS NOT NULL
),
counts AS (
  SELECT count(*) AS total, ifnull(sum(kind = 'A'), 0) AS late, ifnull(sum(days > 200), 0) AS over_200, max(days) AS longest
  FROM outcomes WHERE days IS NOT NULL
),
tested AS (
  SELECT o.row_id, o.clock_on, e.requested_on, e.approved_on, e.site_survey_on, e.circuit_ordered_on, e.shipped_on,
    o.installed_on
  FROM outcomes o JOIN equipment e ON e.row_id = o.row_id WHERE o.days IS NOT NULL
),
dated AS (                       -- the steps of each installation that have a date, in the order in which they come
  SELECT row_id, 0 AS step, '' AS step_name, clock_on AS day FROM tested
  UNION ALL SELECT row_id, 1, 'up to the request', requested_on FROM tested WHERE :clock_start = 'signed_on'
  UNION ALL SELECT row_id, 2, 'up to the approval', approved_on FROM tested
  UNION ALL SELECT row_id, 3, 'up to the site survey', site_survey_on FROM tested
  UNION ALL SELECT row_id, 4, 'up to the order of the circuit', circuit_ordered_on FROM tested
  UNION ALL SELECT row_id, 5, 'up to the shipping', shipped_on FROM tested
  UNION ALL SELECT row_id, 6, 'up to the installation', installed_on FROM tested
),
taken AS (
  SELECT row_id, step, step_name, days_between(lag(day) OVER (PARTITION BY row_id ORDER BY step), day) AS step_days
  FROM dated WHERE day IS NOT NULL
),
stepped AS (
  SELECT step, step_name, step_days, row_number() OVER (PARTITION BY step ORDER BY step_days) AS place,
    count(*) OVER (PARTITION BY step) AS total
  FROM taken WHERE step_days >= 0
),
step AS (
  SELECT step, step_name, total, avg(step_days) AS median
  FROM stepped WHERE place IN ((total + 1) / 2, (total + 2) / 2) GROUP BY step, step_name, total
)
SELECT 'over_target' AS name, '' AS "group", late AS value, 'installations' AS unit, 'count' AS rounding,
       NULL AS part, NULL AS whole FROM counts WHERE :target IS NOT NULL
UNION ALL SELECT 'over_target_rate', '', NULL, '', 'rate', late, total FROM counts WHERE :target IS NOT NULL
UNION ALL SELECT 'over_200', '', over_200, 'installations', 'count', NULL, NULL FROM counts
UNION ALL SELECT 'over_200_rate', '', NULL, '', 'rate', over_200, total FROM counts
UNION ALL SELECT 'median', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal', NULL, NULL
UNION ALL SELECT 'p90', '',
  (SELECT days FROM ranked WHERE place = (total * 9 + 9) / 10), 'days', 'count', NULL, NULL
UNION ALL SELECT 'longest', '', longest, 'days', 'count', NULL, NULL FROM counts
UNION ALL SELECT 'open_orders', '', count(*), 'orders', 'count', NULL, NULL FROM order_spans
  WHERE reason = '' AND requested_on <= :as_of AND (ended_on IS NULL OR ended_on > :as_of)
UNION ALL SELECT 'by_band', band, count(*), 'installations', 'count', NULL, NULL FROM outcomes
  WHERE band IS NOT NULL GROUP BY band
UNION ALL SELECT 'step_median', step_name, median, 'days', 'one decimal', NULL, NULL FROM step
UNION ALL SELECT 'step_count', step_name, total, 'installations', 'count', NULL, NULL FROM step
UNION ALL SELECT 'slowest_step', '', (SELECT step_name FROM step ORDER BY median DESC, step LIMIT 1), '', 'text', NULL, NULL
UNION ALL SELECT 'steps_out_of_order', '', count(*), 'steps', 'count', NULL, NULL FROM taken WHERE step_days < 0
