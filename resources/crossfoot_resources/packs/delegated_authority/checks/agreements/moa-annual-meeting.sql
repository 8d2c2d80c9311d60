/* crossfoot-check
id         = "moa-annual-meeting"
title      = "Annual and first-year meetings that are not on record"
question   = "Is there a record of a meeting in the first year, and of one each year since?"
kind       = "exception"
unit       = "agreement"
population = "listed agreements active on the as-of date"
criteria   = ["meeting-annual-jem", "meeting-annual-wso"]
background = ["oig-10-63"]
condition  = "We found no record of the meetings that agreements provide for under {exceptions} of {tested} agreements ({rate}) active on {as_of}: no initial review within {interval_days} days of the operational date ({no_first_review}), or no meeting for more than {interval_days} days ({no_meeting}), {tolerance_days} days allowed beyond in each case."
cause      = "Who calls these meetings, and where are they recorded? What evidence says so?"
effect     = "What was not discussed or settled because no meeting was held? What evidence says so?"
recommend  = "Schedule the meetings that agreements provide for, and keep a record of each."
facts      = ["operational_on", "last_met_on"]
absent_record = true

[needs]
agreements = ["model", "signed_on"]
meetings   = ["held_on"]

[uses]
agreements = ["operational_on", "terminated_on", "suspended_from"]
meetings   = ["kind"]

[without]
"agreements.operational_on" = "The list does not say when an agency became operational: first-year reviews were not tested, and years count from the signing."
"agreements.terminated_on"  = "The list gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list gives no suspensions; a suspended agreement counts as active."
"meetings.kind"             = "The list does not say which meeting it was; each counts."

[params.interval_days]
type    = "days"
meaning = "Days within which a meeting is to follow the operational date or the last meeting."
source  = "criterion"
default = 365
[params.tolerance_days]
type    = "days"
meaning = "Days allowed beyond, because the text that was read says about."
source  = "definition"
default = 30
[params.meeting_kinds]
type    = "list"
meaning = "The kinds of meetings that count; one without a kind counts too."
source  = "definition"
default = ["annual", "initial"]

[kinds]
A = "Operational on {operational_on}; we found no record of a meeting by {first_review_by}."
B = "We found no record of a meeting since {counted_from}."

[figures.no_first_review]
sentence = "Agreements for which we found no record of a meeting in the first year after the operational date"
where    = "instr(kind, 'A') > 0"
[figures.no_meeting]
sentence = "Agreements for which we found no record of a meeting for more than {interval_days} days, those allowed beyond included"
where    = "instr(kind, 'B') > 0"
[figures.never_met]
sentence = "Agreements for which we found no record of any meeting"
where    = "reason = '' AND last_met_on IS NULL"
[figures.median_days]
sentence = "Median of the days since the last meeting on record"
where    = "days_since IS NOT NULL"
[figures.by_age]
sentence = "Agreements: {group}"
where    = "band = :group"
[figures.not_operational]
sentence = "Agreements without an operational date; their first-year review was not tested"
where    = "reason = '' AND operational_on IS NULL"

[figures.meetings_of_nobody]
sentence = "Meetings whose agency could not be told from the list; they count for no agreement"
rows     = "SELECT 'meetings' AS record_type, row_id FROM meetings WHERE agency_ref IS NULL"

[evidence]
agency_ref     = "Agency"
model          = "Model"
signed_on      = "Signed"
operational_on = "Operational"
last_met_on    = "Last meeting"
days_since     = "Days since"

[chart]
kind   = "bars"
figure = "by_age"
unit   = "agreements"

[[seeds]]
kind  = "A"
says  = "The records of an agency's meetings are taken out, and it became operational two years and two months ago."
sql   = [
  "DELETE FROM meetings WHERE agency_ref IN (SELECT agency_ref FROM agreements WHERE row_id IN (SELECT row_id FROM seeded))",
  "UPDATE agreements SET operational_on = add_days(:as_of, -2 * ifnull(:interval_days, 365) - :tolerance_days) WHERE row_id IN (SELECT row_id FROM seeded)",
]
[[seeds]]
kind = "B"
says = "The last meeting on record lies a day more back than is allowed."
sql  = [
  "DELETE FROM meetings WHERE agency_ref IN (SELECT agency_ref FROM agreements WHERE row_id IN (SELECT row_id FROM seeded))",
  "INSERT INTO meetings (row_id, import_id, row_no, hidden, agency_ref, held_on, kind) SELECT 900000000 + a.row_id, 1, 900000 + a.row_id, 0, a.agency_ref, add_days(:as_of, -ifnull(:interval_days, 365) - :tolerance_days - 1), 'annual' FROM agreements a WHERE a.row_id IN (SELECT row_id FROM seeded)",
  "UPDATE agreements SET operational_on = add_days(:as_of, -ifnull(:interval_days, 365) - :tolerance_days - 31) WHERE row_id IN (SELECT row_id FROM seeded)",
]
*/
WITH listed AS (
  SELECT d.*, coalesce(d.operational_on, d.signed_on) AS begins_on,
    EXISTS (SELECT 1 FROM criterion_terms t      -- the terms are those of the template of the day of signing
            WHERE (t.model IS NULL OR t.model = d.model)
              AND (t.template IS NULL OR d.template IS NULL OR t.template = d.template)
              AND (t.in_force_from IS NULL OR t.in_force_from <= d.signed_on)
              AND (t.in_force_to IS NULL OR d.signed_on <= t.in_force_to)) AS bound,
    add_days(d.operational_on, :interval_days + :tolerance_days) AS first_review_by
  FROM dated_agreements d
  WHERE d.reason <> '' OR d.active
),
met AS (
  SELECT agency_ref, held_on FROM meetings
  WHERE (held_on IS NULL OR held_on <= :as_of) AND (kind IS NULL OR kind IN (SELECT value FROM param_meeting_kinds))
),
held AS (
  SELECT l.row_id, max(m.held_on) AS last_met_on, max(m.held_on > l.operational_on AND m.held_on <= l.first_review_by)
    AS reviewed_first, max(m.held_on IS NULL) AS undated
  FROM listed l JOIN met m ON m.agency_ref = l.agency_ref
  GROUP BY l.row_id
),
judged AS (
  SELECT l.*, h.last_met_on, ifnull(h.undated, 0) AS undated,
    CASE WHEN h.last_met_on > l.begins_on THEN h.last_met_on ELSE l.begins_on END AS counted_from,
    ifnull(l.first_review_by <= :as_of AND NOT ifnull(h.reviewed_first, 0), 0) AS no_first
  FROM listed l LEFT JOIN held h ON h.row_id = l.row_id
),
told AS (
  SELECT *, ltrim(CASE WHEN no_first THEN ',A' ELSE '' END
    || CASE WHEN days_between(counted_from, :as_of) > :interval_days + :tolerance_days THEN ',B' ELSE '' END, ',') AS kinds
  FROM judged
),
settled AS (
  SELECT *, CASE WHEN reason <> '' THEN reason WHEN NOT bound THEN 'criterion not established'
                 WHEN kinds <> '' AND undated THEN 'date of a meeting unusable' ELSE '' END AS why
  FROM told
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?')
    || CASE WHEN reason = '' THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN kinds ELSE '' END AS kind,
  agency_ref, model, signed_on, operational_on, first_review_by, last_met_on, counted_from,
  CASE WHEN why = '' THEN days_between(last_met_on, :as_of) END AS days_since,
  CASE WHEN why <> '' THEN NULL WHEN last_met_on IS NULL THEN 'no meeting on record'
       WHEN days_between(last_met_on, :as_of) <= 365 THEN 'last meeting up to 365 days ago'
       WHEN days_between(last_met_on, :as_of) <= 730 THEN 'last meeting 366 to 730 days ago'
       ELSE 'last meeting more than 730 days ago' END AS band
FROM settled

-- figures
WITH ranked AS (
  SELECT days_since, row_number() OVER (ORDER BY days_since) AS place, count(*) OVER () AS total
  FROM outcomes WHERE days_since IS NOT NULL
)
SELECT 'no_first_review' AS name, '' AS "group", count(*) AS value, 'agreements' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'no_meeting', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'never_met', '', count(*), 'agreements', 'count' FROM outcomes WHERE reason = '' AND last_met_on IS NULL
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days_since) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'by_age', band, count(*), 'agreements', 'count' FROM outcomes WHERE band IS NOT NULL GROUP BY band
UNION ALL SELECT 'meetings_of_nobody', '', count(*), 'meetings', 'count' FROM meetings WHERE agency_ref IS NULL
UNION ALL SELECT 'not_operational', '', count(*), 'agreements', 'count'
  FROM outcomes WHERE reason = '' AND operational_on IS NULL
