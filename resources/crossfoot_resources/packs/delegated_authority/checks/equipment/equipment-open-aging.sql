/* crossfoot-check
id         = "equipment-open-aging"
title      = "Equipment orders open longer than the target"
question   = "How long have orders waited that are not installed yet?"
kind       = "exception"
unit       = "order"
population = "orders requested by the as-of date and neither installed nor cancelled by then"
criteria   = ["install-target-180"]
background = ["oig-18-77"]
condition  = "Records did not show an installation for {exceptions} of {tested} open orders ({rate}) that were requested more than the target of {target} days before {as_of}; the oldest had been open for {oldest} days."
cause      = "What does each of these orders wait for, and who was to act on it? What evidence says so?"
effect     = "What could trained officers not do while they waited? What evidence says so?"
recommend  = "Review open orders against the target each month, and record for each what it waits for and who acts on it."
facts      = ["requested_on"]
absent_record = true

[needs]
equipment = ["order_id", "requested_on", "installed_on"]

[uses]
equipment = ["status", "cancelled_on"]

[without]
"equipment.status"       = "The orders give no status; an order that was cancelled or installed without a date counts as open."
"equipment.cancelled_on" = "The orders do not say when they were cancelled; the status alone says which were."

[params.target]
type    = "days"
meaning = "The target for an installation: an order that is open longer is late already, one that is open exactly as long is not."
source  = "criterion"

[kinds]
A = "Requested on {requested_on}; records did not show an installation {age} days later."

[figures.over_target]
sentence = "Open orders requested more than {target} days before the as-of date"
where    = "kind = 'A'"
[figures.oldest]
sentence = "The most days for which an order had been open"
where    = "age IS NOT NULL"
[figures.median_age]
sentence = "Median of the days for which orders had been open"
where    = "age IS NOT NULL"
[figures.by_age]
sentence = "Orders open for {group}"
where    = "band = :group"
[figures.no_order_date]
sentence = "Orders that are not installed and not cancelled, whose request date is missing"
where    = "reason = 'requested date missing'"
[figures.installed]
sentence = "Orders of the period that were installed in it, for comparison: the days that they took do not show the orders that still wait"
rows     = "SELECT 'equipment' AS record_type, row_id FROM order_spans WHERE reason = '' AND installed_on BETWEEN :period_start AND :as_of"
[figures.installed_over_target]
sentence = "Of these, installations that took more than {target} days"
rows     = "SELECT 'equipment' AS record_type, row_id FROM order_spans WHERE reason = '' AND installed_on BETWEEN :period_start AND :as_of AND days_between(requested_on, installed_on) > :target"

[evidence]
agency_ref   = "Agency"
item         = "Item"
requested_on = "Requested"
age          = "Days open"

[chart]
kind   = "bars"
figure = "by_age"
unit   = "open orders"

[[seeds]]
kind = "A"
says = "An open order is dated back by two years and a day more than the target."
sql  = ["UPDATE equipment SET requested_on = add_days(:as_of, -ifnull(:target, 180) - 731) WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH open AS (
  SELECT *, CASE WHEN reason = '' THEN days_between(requested_on, :as_of) END AS age
  FROM order_spans
  WHERE (requested_on IS NULL OR requested_on <= :as_of) AND (ended_on IS NULL OR ended_on > :as_of)
    AND reason <> 'cancelled, date missing'
)
SELECT
  ifnull(order_id, '?') || CASE WHEN reason <> 'repeated key' AND order_id IS NOT NULL THEN '' ELSE '|row ' || row_id END
    AS entity,
  row_id,
  CASE WHEN reason <> '' THEN 'excluded' WHEN age > :target THEN 'exception' ELSE 'tested' END AS outcome,
  reason,
  CASE WHEN age > :target THEN 'A' ELSE '' END AS kind,
  agency_ref, item, requested_on, age,
  CASE WHEN age IS NULL THEN NULL WHEN age <= 90 THEN '0 to 90 days' WHEN age <= 180 THEN '91 to 180 days'
       WHEN age <= 365 THEN '181 to 365 days' ELSE 'more than 365 days' END AS band
FROM open

-- figures
WITH ranked AS (
  SELECT age, row_number() OVER (ORDER BY age) AS place, count(*) OVER () AS total FROM outcomes WHERE age IS NOT NULL
),
installed AS (
  SELECT days_between(requested_on, installed_on) AS days FROM order_spans
  WHERE reason = '' AND installed_on BETWEEN :period_start AND :as_of
)
SELECT 'over_target' AS name, '' AS "group", count(*) AS value, 'orders' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A' HAVING :target IS NOT NULL
UNION ALL SELECT 'oldest', '', max(age), 'days', 'count' FROM outcomes
UNION ALL SELECT 'median_age', '',
  (SELECT avg(age) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'by_age', band, count(*), 'orders', 'count' FROM outcomes WHERE band IS NOT NULL GROUP BY band
UNION ALL SELECT 'no_order_date', '', count(*), 'orders', 'count' FROM outcomes WHERE reason = 'requested date missing'
UNION ALL SELECT 'installed', '', count(*), 'installations', 'count' FROM installed
UNION ALL SELECT 'installed_over_target', '', count(*), 'installations', 'count' FROM installed WHERE days > :target
  HAVING :target IS NOT NULL
