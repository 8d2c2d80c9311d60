/* crossfoot-check
id         = "growth-agency-count"
title      = "Growth in participating agencies"
question   = "How fast did participation grow, stated on one counting basis?"
kind       = "measure"
unit       = "listed agreement"
population = "listed agreements signed by the as-of date"
background = ["oig-18-77", "gao-21-186"]
condition  = "The number of participating agencies went from {base} on {base_date} to {as_of} on {as_of_date}, {months} months later (change: {growth_rate}); {added} agencies were added and {left} left."
cause      = "Why did participation change? Was there a written plan for it, and who decided?"
effect     = "What did the change mean for staff, equipment and training? What evidence says so?"
recommend  = "Keep a written plan that ties approvals of new participants to staff, equipment and training capacity, and update it."

[needs]
agreements = ["model", "signed_on"]

[uses]
agreements = ["terminated_on", "suspended_from", "operational_on"]
officers   = ["authorized_on"]

[without]
"agreements.terminated_on"  = "The list gives no terminations. It shows the agreements of one day, and those that ended before are missing: each earlier count is “at least”, and how many left cannot be told."
"agreements.suspended_from" = "The list gives no suspensions; a suspended agreement counts as active."
"agreements.operational_on" = "The list does not say when an agency became operational; operational agreements were not counted."
"officers"                  = "No list of officers was loaded; agencies with an authorized officer were not counted."

[params.base_date]
type    = "date"
meaning = "The day from which growth is counted; the default is that of the executive order of January 2017 after which the program grew."
source  = "auditor"
default = "2017-01-25"

[figures.base]
sentence = "Agencies with an active agreement on {base_date}"
where    = "at_base = 1"
[figures.as_of]
sentence = "Agencies with an active agreement on the as-of date"
where    = "at_as_of = 1"
[figures.base_most]
sentence = "The same, if all agencies whose only agreements have no usable date were active on {base_date}"
where    = "at_base = 1 OR undated = 1"
[figures.as_of_most]
sentence = "The same, if all agencies whose only agreements have no usable date were active on the as-of date"
where    = "at_as_of = 1 OR undated = 1"
[figures.earlier_counts]
sentence = "What the counts of earlier days are, by what the list says of agreements that ended"
[figures.added]
sentence = "Agencies active on the as-of date that were not active on {base_date}"
where    = "at_as_of = 1 AND agency_at_base = 0"
[figures.left]
sentence = "Agencies active on {base_date} that were no longer active on the as-of date"
where    = "at_base = 1 AND agency_at_as_of = 0"
[figures.growth_rate]
sentence = "Change in the number of agencies since {base_date}; not computable where there were none"
parts    = ["as_of", "base"]
[figures.months]
sentence = "Whole months from {base_date} to the as-of date"
[figures.listed]
sentence = "Rows of the list of agreements, repeated ones and those without a usable date too"
where    = "1"
[figures.agreements]
sentence = "Agreements active on the as-of date"
where    = "at_as_of = 1"
[figures.operational]
sentence = "Active agreements whose agency was operational by the as-of date"
where    = "at_as_of = 1 AND operational = 1"
[figures.agencies_with_officers]
sentence = "Agencies with an active agreement and at least one authorized officer on the as-of date"
where    = "at_as_of = 1 AND has_officer = 1"
[figures.by_standing]
sentence = "Listed agreements: {group}"
where    = "state = :group"
[figures.by_status]
sentence = "Listed agreements whose status, or whose document's status where the list gives none, is {group}"
where    = "listed_status = :group"
[figures.by_model]
sentence = "Listed agreements under the model {group}"
where    = "model = :group"
[figures.active_by_model]
sentence = "Agreements active on the as-of date under the model {group}"
where    = "at_as_of = 1 AND model = :group"
[figures.base_by_model]
sentence = "Agreements active on {base_date} under the model {group}"
where    = "at_base = 1 AND model = :group"
[figures.by_state]
sentence = "Agencies with an active agreement on the as-of date in {group}"
where    = "at_as_of = 1 AND place = :group"
[figures.by_month]
sentence = "Agencies with an active agreement on {group}"
where    = "outcome = 'tested' AND signed_on <= :group AND (until_on IS NULL OR until_on > :group) AND (suspended_from IS NULL OR suspended_from > :group OR suspended_to <= :group)"

[evidence]
agency_ref = "Agency"
model      = "Model"
signed_on  = "Signed"
until_on   = "Terminated"
state      = "State on the as-of date"

[chart]
kind   = "time"
figure = "by_month"
unit   = "Participating agencies"
*/
WITH counted AS (
  SELECT d.*,
    CASE WHEN reason = '' THEN
      signed_on <= :base_date AND (until_on IS NULL OR :base_date < until_on)
      AND (suspended_from IS NULL OR :base_date < suspended_from OR ifnull(suspended_to, '9999') <= :base_date) END AS at_base,
    CASE WHEN reason = '' THEN active END AS at_as_of
  FROM dated_agreements d
  WHERE reason <> '' OR signed_on <= :as_of
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?') || '|' || row_id AS entity,
  row_id,
  CASE WHEN reason = '' THEN 'tested' ELSE 'excluded' END AS outcome,
  reason,
  '' AS kind,
  agency_ref, model, signed_on, until_on, suspended_from, suspended_to,
  coalesce(status, moa_status) AS listed_status,
  (SELECT a.state FROM agencies a WHERE a.agency_ref = counted.agency_ref) AS place,
  at_base, at_as_of,
  max(at_base) OVER (PARTITION BY agency_ref) AS agency_at_base,
  max(at_as_of) OVER (PARTITION BY agency_ref) AS agency_at_as_of,
  ifnull(operational_on <= :as_of, 0) AS operational,
  agency_ref IN (SELECT agency_ref FROM authorized_officers) AS has_officer,
  reason = 'date unusable' AND max(reason = '') OVER (PARTITION BY agency_ref) = 0 AS undated,
  CASE WHEN reason <> '' THEN reason WHEN active THEN 'active' WHEN until_on <= :as_of THEN 'terminated'
       ELSE 'suspended' END AS state
FROM counted

-- figures
WITH RECURSIVE
tested AS (SELECT * FROM outcomes WHERE outcome = 'tested'),
active AS (SELECT * FROM tested WHERE at_as_of = 1),
base AS (SELECT DISTINCT agency_ref FROM tested WHERE at_base = 1),
now AS (SELECT DISTINCT agency_ref FROM active),
undated AS (SELECT DISTINCT agency_ref FROM outcomes WHERE undated = 1),
total AS (
  SELECT (SELECT count(*) FROM base) AS base, (SELECT count(*) FROM now) AS now, (SELECT count(agency_ref) FROM undated) AS undated
),
mapped AS (SELECT record_type || '.' || field AS place FROM field_catalogue WHERE mapped),
month(day) AS (                  -- the base date, each month after it, and the as-of date
  SELECT :base_date
  UNION ALL
  SELECT min(add_months(:base_date, months_between(:base_date, day) + 1), :as_of) FROM month WHERE day < :as_of
)
SELECT 'base' AS name, '' AS "group", base AS value, 'agencies' AS unit, 'count' AS rounding FROM total
UNION ALL SELECT 'as_of', '', now, 'agencies', 'count' FROM total
UNION ALL SELECT 'base_most', '', base + undated, 'agencies', 'count' FROM total
UNION ALL SELECT 'as_of_most', '', now + undated, 'agencies', 'count' FROM total
UNION ALL SELECT 'earlier_counts', '', CASE WHEN 'agreements.terminated_on' IN (SELECT place FROM mapped)
  THEN 'complete as far as the list gives terminations'
  ELSE 'at least: agreements that ended before the list was made are missing' END, '', 'text'
UNION ALL SELECT 'added', '', count(*), 'agencies', 'count' FROM now WHERE agency_ref NOT IN (SELECT agency_ref FROM base)
UNION ALL SELECT 'left', '', count(*), 'agencies', 'count' FROM base WHERE agency_ref NOT IN (SELECT agency_ref FROM now)
UNION ALL SELECT 'growth_rate', '', 100.0 * (now - base) / nullif(base, 0.0), '', 'percent change, one decimal' FROM total
UNION ALL SELECT 'months', '', months_between(:base_date, :as_of), 'months', 'count'
UNION ALL SELECT 'listed', '', count(*), 'rows', 'count' FROM outcomes
UNION ALL SELECT 'agreements', '', count(*), 'agreements', 'count' FROM active
UNION ALL SELECT 'operational', '', count(*), 'agreements', 'count' FROM active WHERE operational = 1
  HAVING 'agreements.operational_on' IN (SELECT place FROM mapped)
UNION ALL SELECT 'agencies_with_officers', '', count(DISTINCT agency_ref), 'agencies', 'count' FROM active WHERE has_officer = 1
  HAVING 'officers' IN (SELECT record_type FROM field_catalogue WHERE loaded)
UNION ALL SELECT 'by_standing', state, count(*), 'agreements', 'count' FROM outcomes GROUP BY state
UNION ALL SELECT 'by_status', listed_status, count(*), 'agreements', 'count' FROM outcomes
  WHERE listed_status IS NOT NULL GROUP BY listed_status
UNION ALL SELECT 'by_model', model, count(*), 'agreements', 'count' FROM outcomes WHERE model IS NOT NULL GROUP BY model
UNION ALL SELECT 'active_by_model', model, count(*), 'agreements', 'count' FROM active GROUP BY model
UNION ALL SELECT 'base_by_model', model, count(*), 'agreements', 'count' FROM tested WHERE at_base = 1 GROUP BY model
UNION ALL SELECT 'by_state', place, count(DISTINCT agency_ref), 'agencies', 'count' FROM active WHERE place <> '' GROUP BY place
UNION ALL SELECT 'by_month', m.day, count(DISTINCT o.agency_ref), 'agencies', 'count'
  FROM month m LEFT JOIN tested o ON o.signed_on <= m.day
    AND (o.until_on IS NULL OR o.until_on > m.day)
    AND (o.suspended_from IS NULL OR o.suspended_from > m.day OR o.suspended_to <= m.day)
  GROUP BY m.day
