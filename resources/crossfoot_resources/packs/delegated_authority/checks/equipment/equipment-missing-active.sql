/* crossfoot-check
id         = "equipment-missing-active"
title      = "Agencies with authorized officers and no equipment installed"
question   = "Do agencies with authorized officers have the equipment that they need?"
kind       = "exception"
unit       = "agency"
population = "agencies with an active agreement of the models tested and an authorized officer on the as-of date"
criteria   = ["equipment-installed-jem", "equipment-installed-other"]
background = ["oig-18-77"]
condition  = "Records did not show equipment installed by {as_of} at {exceptions} of {tested} agencies ({rate}) that had authorized officers on that day; {officers_waiting} officers worked there, {officer_days_waiting} officer-days since they were authorized."
cause      = "Why was no equipment installed by the time officers were authorized? What evidence says so?"
effect     = "Which work could these officers not do without equipment? What evidence says so?"
recommend  = "Tie the authorization of officers to the installation of the equipment that they need, and report agencies without it each month."
record_type = "agreements"
facts      = ["kinds_of_record", "signed_on"]
absent_record = true

[needs]
agreements = ["model", "signed_on"]
officers   = ["officer_id", "authorized_on"]
equipment  = ["order_id", "installed_on"]

[uses]
agreements = ["terminated_on", "suspended_from"]
officers   = ["model", "revoked_on", "separated_on", "suspended_on"]
equipment  = ["requested_on", "operational_on", "status"]

[without]
"agreements.terminated_on"  = "The list gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list gives no suspensions; a suspended agreement counts as active."
"officers.model"            = "The list of officers gives no model; all officers of an agency count."
"officers.revoked_on"       = "The list of officers gives no revocations; an officer counts as authorized since the day of authorization."
"officers.separated_on"     = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"officers.suspended_on"     = "The list of officers gives no suspensions; a suspended officer counts as authorized."
"equipment.requested_on"    = "The orders give no request date; every order that is not installed counts as placed by the as-of date."
"equipment.operational_on"  = "The orders do not say when equipment began to work; the day of installation alone counts."
"equipment.status"          = "The orders give no status; a cancelled order cannot be told from an open one."

[params.models]
type    = "list"
meaning = "The models whose agencies are given equipment; the warrant service text that was read has no term on it."
source  = "definition"
default = ["JEM", "TFM"]

[kinds]
A = "{officers} authorized officers; records did not show an order of equipment."
B = "{officers} authorized officers; records showed an order of equipment that was not installed by the as-of date."

[figures.without_order]
sentence = "Agencies for which records did not show an order of equipment"
where    = "kind = 'A'"
[figures.not_installed]
sentence = "Agencies with an order of equipment that was not installed by the as-of date"
where    = "kind = 'B'"
[figures.officers]
sentence = "Authorized officers of the agencies tested"
rows     = "SELECT 'officers' AS record_type, o.row_id FROM officers o JOIN authority a ON a.officer_row = o.row_id JOIN outcomes u ON u.entity = a.agency_ref AND u.reason = '' WHERE a.repeats IS NULL AND a.from_on <= :as_of AND (a.until_on IS NULL OR a.until_on > :as_of) AND (a.suspended_from IS NULL OR a.suspended_from > :as_of OR a.suspended_to <= :as_of) AND (o.model IS NULL OR o.model IN (SELECT value FROM param_models))"
[figures.officers_waiting]
sentence = "Authorized officers of the agencies without installed equipment"
rows     = "SELECT 'officers' AS record_type, o.row_id FROM officers o JOIN authority a ON a.officer_row = o.row_id JOIN outcomes u ON u.entity = a.agency_ref AND u.kind <> '' WHERE a.repeats IS NULL AND a.from_on <= :as_of AND (a.until_on IS NULL OR a.until_on > :as_of) AND (a.suspended_from IS NULL OR a.suspended_from > :as_of OR a.suspended_to <= :as_of) AND (o.model IS NULL OR o.model IN (SELECT value FROM param_models))"
[figures.officer_days_waiting]
sentence = "Days from the authorization of each of these officers, or from the agency's first agreement where that is later, to the as-of date, added up"
where    = "kind <> ''"
[figures.longest_wait]
sentence = "The most days for which one of these officers had waited"
where    = "kind <> ''"

[figures.orders_of_nobody]
sentence = "Orders of equipment whose agency could not be told from the list; they count for no agency"
rows     = "SELECT 'equipment' AS record_type, row_id FROM equipment WHERE repeats IS NULL AND agency_ref IS NULL"

[evidence]
agency_ref      = "Agency"
signed_on       = "First agreement signed"
officers        = "Authorized officers"
officer_days       = "Officer-days"
kinds_of_record = "Records of equipment"

[[seeds]]
kind = "A"
says = "All orders of an agency are taken out of the list of equipment."
sql  = ["DELETE FROM equipment WHERE agency_ref IN (SELECT entity FROM seeded)"]
[[seeds]]
kind = "B"
says = "The installations of an agency lose their dates, and the orders are open."
among = "outcome = 'tested' AND kinds_of_record = 'installed'"
sql  = ["UPDATE equipment SET installed_on = NULL, operational_on = NULL, cancelled_on = NULL, status = 'ordered', requested_on = add_days(:as_of, -30) WHERE agency_ref IN (SELECT entity FROM seeded)"]
*/
WITH agreement AS (              -- the terms of an agreement are those of the template of the day on which it was signed
  SELECT d.agency_ref, d.row_id, d.reason, d.signed_on,
    EXISTS (SELECT 1 FROM criterion_terms t
            WHERE (t.model IS NULL OR t.model = d.model)
              AND (t.template IS NULL OR d.template IS NULL OR t.template = d.template)
              AND (t.in_force_from IS NULL OR t.in_force_from <= d.signed_on)
              AND (t.in_force_to IS NULL OR d.signed_on <= t.in_force_to)) AS bound
  FROM dated_agreements d
  WHERE d.model IN (SELECT value FROM param_models) AND (d.active OR d.reason = 'date unusable')
),
agency AS (
  SELECT agency_ref, min(row_id) AS row_id, min(CASE WHEN reason = '' THEN signed_on END) AS signed_on,
    max(reason = '') AS dated, max(reason = '' AND bound) AS bound
  FROM agreement GROUP BY agency_ref
),
officer AS (
  SELECT a.agency_ref, a.from_on
  FROM authority a JOIN officers o ON o.row_id = a.officer_row
  WHERE a.repeats IS NULL AND a.from_on <= :as_of AND (a.until_on IS NULL OR a.until_on > :as_of)
    AND (a.suspended_from IS NULL OR a.suspended_from > :as_of OR a.suspended_to <= :as_of)
    AND (o.model IS NULL OR o.model IN (SELECT value FROM param_models))
),
manned AS (
  SELECT agency_ref, row_id, signed_on, dated, bound, count(*) AS officers, sum(waited) AS officer_days,
    max(waited) AS longest
  FROM (SELECT g.*, days_between(CASE WHEN o.from_on < g.signed_on THEN g.signed_on ELSE o.from_on END, :as_of) AS waited
        FROM officer o JOIN agency g ON g.agency_ref = o.agency_ref)
  GROUP BY agency_ref, row_id, signed_on, dated, bound
),
gear AS (
  SELECT agency_ref,
    max(ifnull(installed_on <= :as_of, 0) OR ifnull(operational_on <= :as_of, 0)) AS installed,
    max(installed_on IS NULL AND operational_on IS NULL AND ifnull(status, '') IN ('installed', 'operational')) AS undated,
    max((requested_on IS NULL OR requested_on <= :as_of) AND ifnull(status, '') <> 'cancelled'
        AND (cancelled_on IS NULL OR cancelled_on > :as_of)) AS ordered
  FROM equipment WHERE repeats IS NULL GROUP BY agency_ref
),
judged AS (
  SELECT m.*, CASE WHEN g.installed THEN 'installed' WHEN g.undated THEN 'said to be installed'
                   WHEN g.ordered THEN 'ordered' ELSE 'none' END AS kinds_of_record
  FROM manned m LEFT JOIN gear g ON g.agency_ref = m.agency_ref
),
told AS (
  SELECT *, CASE WHEN NOT dated THEN 'signing date unusable' WHEN NOT bound THEN 'criterion not established'
                 WHEN kinds_of_record = 'said to be installed' THEN 'said to be installed, date missing' ELSE '' END AS why
  FROM judged
),
kinded AS (
  SELECT *, CASE WHEN why <> '' THEN '' WHEN kinds_of_record = 'none' THEN 'A' WHEN kinds_of_record = 'ordered' THEN 'B'
                 ELSE '' END AS kind_found
  FROM told
)
SELECT
  agency_ref AS entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kind_found <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason, kind_found AS kind,
  agency_ref, signed_on, officers, CASE WHEN kind_found <> '' THEN officer_days END AS officer_days,
  CASE WHEN kind_found <> '' THEN longest END AS longest_wait, kinds_of_record
FROM kinded

-- figures
SELECT 'without_order' AS name, '' AS "group", count(*) AS value, 'agencies' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'not_installed', '', count(*), 'agencies', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'officers', '', ifnull(sum(officers), 0), 'officers', 'count' FROM outcomes WHERE reason = ''
UNION ALL SELECT 'officers_waiting', '', ifnull(sum(officers), 0), 'officers', 'count' FROM outcomes WHERE kind <> ''
UNION ALL SELECT 'officer_days_waiting', '', ifnull(sum(officer_days), 0), 'officer-days', 'count' FROM outcomes
UNION ALL SELECT 'orders_of_nobody', '', count(*), 'orders', 'count' FROM equipment
  WHERE repeats IS NULL AND agency_ref IS NULL
UNION ALL SELECT 'longest_wait', '', ifnull(max(longest_wait), 0), 'days', 'count' FROM outcomes
