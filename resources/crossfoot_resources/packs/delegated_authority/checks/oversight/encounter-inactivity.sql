/* crossfoot-check
id         = "encounter-inactivity"
title      = "Agencies and officers without recorded activity"
question   = "Which agencies and officers have delegated authority and no recorded encounter?"
kind       = "exception"
unit       = "agency"
population = "agencies with an active agreement on the as-of date"
criteria   = ["recorded-activity"]
background = ["oig-18-77", "gao-21-186"]
condition  = "As of {as_of_date}, records showed no encounter in the period looked at for {inactive} of {tested} agencies with an active agreement, and for {officers_inactive} of {officers_counted} authorized officers."
cause      = "Do these agencies have the equipment, the training and the persons in custody that encounters need? Are their encounters recorded elsewhere? What evidence says so?"
effect     = "What did the program spend on these agencies, and what did it expect of them? What evidence says so?"
recommend  = "Review agencies without recorded activity within the period that policy sets, and decide on what they need or whether they stay."
facts      = ["since_on", "last_on"]
absent_record = true
record_type = "agreements"

[needs]
agreements = ["signed_on"]
encounters = ["occurred_at"]

[uses]
agreements = ["operational_on", "terminated_on", "suspended_from"]
encounters = ["officer_id"]
officers   = ["officer_id", "authorized_on"]

[without]
"agreements.operational_on" = "The list of agreements does not say when agencies became operational; the day of the signing was taken."
"agreements.terminated_on"  = "The list of agreements gives no terminations; each listed agreement counts as active."
"agreements.suspended_from" = "The list of agreements gives no suspensions; a suspended agreement counts as active."
"encounters.officer_id"     = "The encounters name no officers; officers without recorded activity were not counted."
"officers"                  = "No list of officers was loaded; officers without recorded activity were not counted."

[params.window_days]
type    = "days"
meaning = "The days up to the as-of date in which the auditee's own policy expects an encounter."
source  = "criterion"
[params.measure_window]
type    = "days"
meaning = "The days up to the as-of date that are looked at where no policy states any; no standard."
source  = "definition"
default = 365
[params.min_days]
type    = "days"
meaning = "Agencies that have been operational, and officers who have been authorized, for fewer days are not counted."
source  = "definition"
default = 180
[params.windows]
type    = "list"
meaning = "Numbers of days for which agencies without an encounter are counted; none of them is a standard."
source  = "definition"
default = [90, 180, 365]

[kinds]
A = "Operational since {since_on}; no encounter on record in the {window} days to the as-of date."

[figures.inactive]
sentence = "Agencies with no encounter on record in the days looked at"
where    = "kind = 'A'"
[figures.inactive_rate]
sentence = "The same as a share of the agencies counted"
parts    = ["inactive", "tested"]
[figures.officers_counted]
sentence = "Officers authorized on the as-of date and for at least {min_days} days"
rows     = "SELECT 'officers' AS record_type, a.officer_row AS row_id FROM authorized_officers a JOIN officers o ON o.row_id = a.officer_row WHERE o.authorized_on <= add_days(:as_of, -:min_days)"
[figures.officers_inactive]
sentence = "Those of them with no encounter on record in the days looked at"
rows     = "SELECT 'officers' AS record_type, a.officer_row AS row_id FROM authorized_officers a JOIN officers o ON o.row_id = a.officer_row WHERE o.authorized_on <= add_days(:as_of, -:min_days) AND a.officer_id NOT IN (SELECT officer_id FROM encounters WHERE repeats IS NULL AND officer_id IS NOT NULL AND occurred_at < add_days(:as_of, 1) AND occurred_at >= add_days(:as_of, 1 - coalesce(:window_days, :measure_window)))"
[figures.officers_inactive_rate]
sentence = "The same as a share of those officers"
parts    = ["officers_inactive", "officers_counted"]
[figures.sensitivity]
sentence = "Agencies with no encounter on record in the {group} days to the as-of date"
where    = "outcome <> 'excluded' AND (days_without IS NULL OR days_without >= CAST(:group AS INTEGER))"

[evidence]
agency_ref   = "Agency"
since_on     = "Operational since"
last_on      = "Last encounter in the longest period looked at"
days_without = "Days since"

[chart]
kind   = "bars"
figure = "sensitivity"
unit   = "agencies without a recorded encounter, by days looked back"

[[seeds]]
kind = "A"
says = "All encounters of the agency lie before the days looked at."
sql  = ["UPDATE encounters SET occurred_at = add_days(:as_of, -coalesce(:window_days, :measure_window)) WHERE agency_ref IN (SELECT entity FROM seeded)"]
among = "outcome = 'tested' AND kind = ''"
*/
WITH looked_at AS (              -- the longest number of days that anything here asks about
  SELECT max(days) AS days
  FROM (SELECT coalesce(:window_days, :measure_window) AS days UNION ALL SELECT CAST(value AS INTEGER) FROM param_windows)
),
seen AS (
  SELECT agency_ref, substr(max(occurred_at), 1, 10) AS last_on
  FROM encounters
  WHERE repeats IS NULL AND occurred_at < add_days(:as_of, 1)
    AND occurred_at >= add_days(:as_of, 1 - (SELECT days FROM looked_at))
  GROUP BY agency_ref
),
agency AS (
  SELECT agency_ref, min(row_id) AS row_id, max(reason = '') AS dated,
         min(CASE WHEN reason = '' THEN coalesce(operational_on, signed_on) END) AS since_on
  FROM dated_agreements WHERE agency_ref IS NOT NULL AND (reason = 'date unusable' OR active)
  GROUP BY agency_ref
),
judged AS (
  SELECT a.*, s.last_on, days_between(s.last_on, :as_of) AS days_without,
    coalesce(:window_days, :measure_window) AS "window",
    CASE WHEN NOT a.dated THEN 'date unusable'
         WHEN days_between(a.since_on, :as_of) < :min_days THEN 'operational for too few days' ELSE '' END AS why
  FROM agency a LEFT JOIN seen s ON s.agency_ref = a.agency_ref
  WHERE a.dated OR a.agency_ref NOT IN (SELECT agency_ref FROM dated_agreements WHERE reason = '')
)
SELECT
  agency_ref AS entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN days_without < "window" THEN 'tested' ELSE 'exception' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' OR days_without < "window" THEN '' ELSE 'A' END AS kind,
  agency_ref, since_on, last_on, days_without, "window"
FROM judged

-- figures
WITH officer AS (
  SELECT a.officer_id FROM authorized_officers a JOIN officers o ON o.row_id = a.officer_row
  WHERE o.authorized_on <= add_days(:as_of, -:min_days)
),
counted AS (
  SELECT count(*) AS n, ifnull(sum(officer_id NOT IN (
    SELECT officer_id FROM encounters
    WHERE repeats IS NULL AND officer_id IS NOT NULL AND occurred_at < add_days(:as_of, 1)
      AND occurred_at >= add_days(:as_of, 1 - coalesce(:window_days, :measure_window)))), 0) AS inactive
  FROM officer
  HAVING EXISTS (SELECT list FROM list_catalogue WHERE record_type = 'officers')
    AND EXISTS (SELECT field FROM mapped_columns WHERE record_type = 'encounters' AND field = 'officer_id')
),
agency AS (
  SELECT count(*) AS n, ifnull(sum(kind = 'A'), 0) AS inactive FROM outcomes WHERE outcome <> 'excluded'
)
SELECT 'inactive' AS name, '' AS "group", inactive AS value, 'agencies' AS unit, 'count' AS rounding,
       NULL AS part, NULL AS whole FROM agency
UNION ALL SELECT 'inactive_rate', '', NULL, '', 'rate', inactive, n FROM agency
UNION ALL SELECT 'officers_counted', '', n, 'officers', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'officers_inactive', '', inactive, 'officers', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'officers_inactive_rate', '', NULL, '', 'rate', inactive, n FROM counted
UNION ALL SELECT 'sensitivity', w.value, (
    SELECT count(*) FROM outcomes WHERE outcome <> 'excluded' AND (days_without IS NULL OR days_without >= CAST(w.value AS INTEGER))),
  'agencies', 'count', NULL, NULL FROM param_windows w
