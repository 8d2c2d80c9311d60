/* crossfoot-check
id         = "equipment-it-workload"
title      = "Open equipment orders per IT support position"
question   = "How many open orders did a filled IT support position carry, month by month?"
kind       = "exception"
unit       = "month"
population = "months of the audit's period up to the as-of date"
criteria   = ["it-support-load"]
background = ["oig-18-77"]
condition  = "On the last day of the period, {open_at_end} orders of equipment were open and IT support positions equal to {staff_at_end} full-time ones were filled ({load_at_end} open orders each); in {months_without_staff} of {tested} months orders were open and no such position was filled. Months that exceeded the policy's number or had no such position: {exceptions}."
cause      = "How was the number of IT support positions set? What evidence says so?"
effect     = "Which installations waited, and for how long? What evidence says so?"
recommend  = "Analyze how many IT support positions the number of installations needs, and review it when participation changes."
facts      = ["open_orders", "staff"]

[needs]
equipment = ["order_id", "requested_on", "installed_on"]
positions = ["position_id", "role", "filled_on"]

[uses]
equipment = ["status", "cancelled_on"]
positions = ["vacated_on", "fte"]

[without]
"equipment.status"       = "The orders give no status; an order that was cancelled without a date counts as open."
"equipment.cancelled_on" = "The orders do not say when they were cancelled; a cancelled order was not counted in any month."
"positions.vacated_on"   = "The positions do not say when they were vacated; each counts as filled since it was."
"positions.fte"          = "The positions do not give full-time shares; each counts as one."

[params.max_open]
type    = "number"
meaning = "Open orders per filled IT support position that the auditee's own policy allows; a month with more is an exception."
source  = "criterion"
[params.loads]
type    = "list"
meaning = "Numbers of open orders per position for which months and needed positions are shown; none of them is a standard."
source  = "definition"
default = [2, 3, 5, 10]

[kinds]
A = "{month}: {open_orders} open orders, {staff} filled IT support positions, {load} each."
B = "{month}: {open_orders} open orders, and records did not show a filled IT support position."

[figures.open_at_end]
sentence = "Orders open on the last day of the period"
rows     = "SELECT 'equipment' AS record_type, s.row_id FROM order_spans s WHERE s.reason = '' AND s.requested_on <= (SELECT max(last_on) FROM outcomes) AND (s.ended_on IS NULL OR s.ended_on > (SELECT max(last_on) FROM outcomes))"
[figures.staff_at_end]
sentence = "IT support positions filled on the last day of the period, counted by their full-time shares"
rows     = "SELECT 'positions' AS record_type, p.row_id FROM positions p WHERE p.repeats IS NULL AND p.role = 'it_support' AND p.filled_on <= (SELECT max(last_on) FROM outcomes) AND (p.vacated_on IS NULL OR p.vacated_on > (SELECT max(last_on) FROM outcomes) OR p.vacated_on < p.filled_on)"
[figures.load_at_end]
sentence = "Open orders per filled IT support position on the last day of the period"
parts    = ["open_at_end", "staff_at_end"]
[figures.most_load]
sentence = "The most open orders per filled IT support position at the end of a month"
where    = "staff > 0"
[figures.months_without_staff]
sentence = "Months at whose end orders were open and no IT support position was filled"
where    = "instr(kind, 'B') > 0"
[figures.orders_not_counted]
sentence = "Orders that were not counted in any month, because a date is missing or contradicts another"
rows     = "SELECT 'equipment' AS record_type, row_id FROM order_spans WHERE reason NOT IN ('', 'repeated key')"
[figures.months_over]
sentence = "Months at whose end more than {group} orders were open for each filled IT support position"
where    = "open_orders > staff * CAST(:group AS REAL)"
[figures.needed_at_end]
sentence = "IT support positions needed on the last day of the period if each carried {group} open orders"
parts    = ["open_at_end"]
[figures.open_by_month]
sentence = "Orders open at the end of {group}"
rows     = "SELECT 'equipment' AS record_type, s.row_id FROM outcomes m JOIN order_spans s ON s.reason = '' AND s.requested_on <= m.last_on AND (s.ended_on IS NULL OR s.ended_on > m.last_on) WHERE m.month = :group"
[figures.installed_by_month]
sentence = "Installations completed in {group}"
rows     = "SELECT 'equipment' AS record_type, s.row_id FROM outcomes m JOIN order_spans s ON s.reason = '' AND s.installed_on BETWEEN m.first_on AND m.last_on WHERE m.month = :group"
[figures.load_by_month]
sentence = "Open orders per filled IT support position at the end of {group}"
where    = "month = :group"
[figures.installs_per_staff]
sentence = "Installations completed in {group} per IT support position that was filled at its end"
where    = "month = :group"

[evidence]
month       = "Month"
open_orders = "Open orders"
installed   = "Installations"
staff       = "Filled IT support positions"
load        = "Open orders each"

[chart]
kind   = "bars"
figure = "open_by_month"
unit   = "orders open at the end of the month"

[[seeds]]
kind  = "A"
says  = "Orders are added that were open at the end of a month, more than any load that is shown."
among = "outcome = 'tested' AND staff > 0"
sql   = [
  "INSERT INTO equipment (row_id, import_id, row_no, hidden, order_id, requested_on) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT (SELECT max(row_id) FROM equipment) + n.i, (SELECT max(import_id) FROM equipment), 900000 + n.i, 0, 'SEEDED-' || n.i, add_days(:period_start, -1) FROM n",
]
[[seeds]]
kind  = "B"
says  = "No IT support position was filled, while orders were open."
among = "outcome = 'tested' AND open_orders > 0"
sql   = ["UPDATE positions SET filled_on = NULL WHERE role = 'it_support'"]
*/
WITH RECURSIVE
horizon AS (SELECT CASE WHEN :period_end < :as_of THEN :period_end ELSE :as_of END AS day),
started AS (
  SELECT substr(:period_start, 1, 8) || '01' AS begins_on FROM horizon WHERE :period_start <= day
  UNION ALL
  SELECT add_months(begins_on, 1) FROM started, horizon WHERE add_months(begins_on, 1) <= day
),
month AS (
  SELECT substr(begins_on, 1, 7) AS month,
    CASE WHEN begins_on < :period_start THEN :period_start ELSE begins_on END AS first_on,
    CASE WHEN add_days(add_months(begins_on, 1), -1) > day THEN day ELSE add_days(add_months(begins_on, 1), -1) END AS last_on
  FROM started, horizon
),
open AS (
  SELECT month, count(*) AS orders, '[' || group_concat(row_id, ',') || ']' AS row_ids
  FROM (SELECT m.month, s.row_id FROM month m
        JOIN order_spans s ON s.reason = '' AND s.requested_on <= m.last_on AND (s.ended_on IS NULL OR s.ended_on > m.last_on)
        ORDER BY m.month, s.row_id)
  GROUP BY month
),
done AS (
  SELECT m.month, count(*) AS orders
  FROM month m JOIN order_spans s ON s.reason = '' AND s.installed_on BETWEEN m.first_on AND m.last_on GROUP BY m.month
),
manned AS (
  SELECT m.month, sum(ifnull(p.fte, 1)) AS fte
  FROM month m JOIN positions p ON p.role = 'it_support' AND p.repeats IS NULL AND p.filled_on <= m.last_on
    AND (p.vacated_on IS NULL OR p.vacated_on > m.last_on OR p.vacated_on < p.filled_on)
  GROUP BY m.month
),
counted AS (
  SELECT m.month, m.first_on, m.last_on, o.row_ids, ifnull(o.orders, 0) AS open_orders, ifnull(d.orders, 0) AS installed,
    ifnull(w.fte, 0) AS staff,
    coalesce(:max_open, (SELECT max(CAST(value AS REAL)) FROM param_loads)) AS most
  FROM month m LEFT JOIN open o ON o.month = m.month LEFT JOIN done d ON d.month = m.month
  LEFT JOIN manned w ON w.month = m.month
),
judged AS (
  SELECT *, CASE WHEN staff = 0 AND open_orders > 0 THEN 'B' WHEN open_orders > most * staff THEN 'A' ELSE '' END AS kind_found
  FROM counted
)
SELECT
  month AS entity, ifnull(row_ids, '[]') AS row_id,
  CASE WHEN kind_found <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  '' AS reason, kind_found AS kind,
  month, first_on, last_on, open_orders, installed, staff,
  CASE WHEN staff > 0 THEN round(open_orders * 1.0 / staff, 1) ELSE 'no staff' END AS load
FROM judged

-- figures
WITH last AS (SELECT * FROM outcomes WHERE last_on = (SELECT max(last_on) FROM outcomes))
SELECT 'open_at_end' AS name, '' AS "group", open_orders AS value, 'orders' AS unit, 'count' AS rounding FROM last
UNION ALL SELECT 'staff_at_end', '', staff, 'full-time positions', 'one decimal' FROM last
UNION ALL SELECT 'load_at_end', '', CASE WHEN staff > 0 THEN open_orders * 1.0 / staff ELSE 'no staff' END,
  'orders per position', CASE WHEN staff > 0 THEN 'one decimal' ELSE 'text' END FROM last
UNION ALL SELECT 'most_load', '', max(open_orders * 1.0 / nullif(staff, 0)), 'orders per position', 'one decimal'
  FROM outcomes
UNION ALL SELECT 'months_without_staff', '', count(*), 'months', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'orders_not_counted', '', count(*), 'orders', 'count' FROM order_spans
  WHERE reason NOT IN ('', 'repeated key')
UNION ALL SELECT 'months_over', l.value, sum(o.open_orders > o.staff * CAST(l.value AS REAL)), 'months', 'count'
  FROM param_loads l CROSS JOIN outcomes o GROUP BY l.value
UNION ALL SELECT 'needed_at_end', l.value, CAST(ceil(o.open_orders / nullif(CAST(l.value AS REAL), 0)) AS INTEGER), 'positions',
  'count' FROM param_loads l CROSS JOIN last o
UNION ALL SELECT 'open_by_month', month, open_orders, 'orders', 'count' FROM outcomes
UNION ALL SELECT 'installed_by_month', month, installed, 'installations', 'count' FROM outcomes
UNION ALL SELECT 'load_by_month', month, CASE WHEN staff > 0 THEN open_orders * 1.0 / staff ELSE 'no staff' END,
  'orders per position', CASE WHEN staff > 0 THEN 'one decimal' ELSE 'text' END FROM outcomes
UNION ALL SELECT 'installs_per_staff', month, CASE WHEN staff > 0 THEN installed * 1.0 / staff ELSE 'no staff' END,
  'installations per position', CASE WHEN staff > 0 THEN 'one decimal' ELSE 'text' END FROM outcomes
