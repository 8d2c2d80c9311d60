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
equipment = ["status"]

[without]
"equipment.status" = "The orders give no status; cancelled orders cannot be told from open ones."

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
rows     = "SELECT 'equipment' AS record_type, row_id FROM equipment WHERE repeats IS NULL AND requested_on <= :as_of AND (installed_on IS NULL OR installed_on > :as_of) AND ifnull(status, '') <> 'cancelled'"
[figures.by_band]
sentence = "Installations that took {group}"
where    = "band = :group"

[evidence]
agency_ref   = "Agency"
clock_on     = "Began"
installed_on = "Installed"
days         = "Days"

[chart]
kind   = "parts"
figure = "by_band"
unit   = "installations"
*/
WITH installed AS (
  SELECT e.*,
    CASE :clock_start WHEN 'signed_on'
      THEN (SELECT min(d.signed_on) FROM dated_agreements d WHERE d.reason = '' AND d.agency_ref = e.agency_ref)
      ELSE e.requested_on END AS clock_on
  FROM equipment e
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
UNION ALL SELECT 'open_orders', '', count(*), 'orders', 'count', NULL, NULL FROM equipment
  WHERE repeats IS NULL AND requested_on <= :as_of AND (installed_on IS NULL OR installed_on > :as_of)
    AND ifnull(status, '') <> 'cancelled'
UNION ALL SELECT 'by_band', band, count(*), 'installations', 'count', NULL, NULL FROM outcomes
  WHERE band IS NOT NULL GROUP BY band
