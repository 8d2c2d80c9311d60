/* crossfoot-check
id         = "complaint-timeliness"
title      = "Complaints told, answered and resolved beyond the agreed time"
question   = "Was the federal agency told of complaints and of their results in time, were they resolved in time, and was the officer removed meanwhile?"
kind       = "exception"
unit       = "complaint"
population = "complaints received in the audit's period"
criteria   = ["complaint-notice-jem", "complaint-notice-wso", "complaint-resolution-tfm"]
condition  = "For {exceptions} of {tested} complaints ({rate}) received from {period_start} to {period_end}, records did not show what the agreements ask for in time: {notices_late} notices, {results_late} results, {resolutions_late} resolutions, {removals_late} removals of the officer."
cause      = "Who at the local agency reports complaints, and who at the federal agency follows them up? What evidence says so?"
effect     = "What did these officers do meanwhile, and what did the persons who complained learn? What evidence says so?"
recommend  = "Keep one register of complaints with the time of each step, and review open ones each month."
facts      = ["received_at", "ice_notified_at", "resolved_on", "result_reported_on", "officer_removed_on"]
absent_record = true
record_type = "complaints"
reasons    = ["no limit confirmed", "time of day missing", "times of different zones", "not over by the as-of date", "told before receipt", "no step to test"]

[needs]
complaints = ["complaint_id", "received_at"]

[uses]
complaints = ["officer_id", "ice_notified_at", "resolved_on", "result_reported_on", "officer_removed_on"]
officers   = ["officer_id", "model", "authorized_on"]
agreements = ["model", "signed_on"]

[without]
"complaints.officer_id"         = "The complaints name no officers; removals were not tested, and the model was taken from the agency's agreement where there is only one."
"complaints.ice_notified_at"    = "The complaints do not say when the federal agency was told; notices were not tested."
"complaints.resolved_on"        = "The complaints do not say when they were resolved; results, resolutions and removals were not tested."
"complaints.result_reported_on" = "The complaints do not say when results were reported; results were not tested."
"complaints.officer_removed_on" = "The complaints do not say when officers were removed; removals were not tested."
"officers"                      = "No list of officers was loaded; the model was taken from the agency's agreement where there is only one."
"agreements"                    = "No list of agreements was loaded; the model of an officer for whom the list gives none is not known."

[params.notice_hours]
type    = "number"
meaning = "Hours within which the federal agency is told of a complaint, Saturdays and Sundays not counted."
source  = "term"
[params.result_days]
type    = "days"
meaning = "Days after the resolution within which its result is reported."
source  = "term"
[params.open_days]
type    = "days"
meaning = "Days after receipt within which a complaint is resolved; the agreement that states them also has the officer removed until then."
source  = "term"
[params.notice_models]
type    = "list"
meaning = "The models whose agreements limit the hours of the notice."
source  = "definition"
default = ["JEM", "WSO"]
[params.result_models]
type    = "list"
meaning = "The models whose agreements limit the days to the report of the result."
source  = "definition"
default = ["JEM"]
[params.open_models]
type    = "list"
meaning = "The models whose agreements limit the days to the resolution and remove the officer meanwhile."
source  = "definition"
default = ["TFM"]
[params.holidays]
type    = "list"
meaning = "Days that are not counted in the hours of the notice beside Saturdays and Sundays; the text of the agreements names none."
source  = "definition"
default = []

[kinds]
A = "Received {received_at}; notice on record: {ice_notified_at}."
B = "Resolved on {resolved_on}; report of the result on record: {result_reported_on}."
C = "Received {received_at}; resolution on record: {resolved_on}."
D = "Received {received_at}, resolution on record: {resolved_on}; removal of the officer on record: {officer_removed_on}."

[figures.notices_tested]
sentence = "Complaints whose notice could be timed"
where    = "notice IN ('late', 'in time')"
[figures.notices_late]
sentence = "Complaints for which records did not show a notice within {notice_hours} hours, weekends not counted"
where    = "notice = 'late'"
[figures.notices_missing]
sentence = "Those of them without any notice on record"
where    = "notice = 'late' AND ice_notified_at IS NULL"
[figures.results_tested]
sentence = "Resolved complaints whose report of the result could be timed"
where    = "result IN ('late', 'in time')"
[figures.results_late]
sentence = "Resolved complaints for which records did not show a report of the result within {result_days} days"
where    = "result = 'late'"
[figures.resolutions_tested]
sentence = "Complaints whose resolution could be timed"
where    = "resolution IN ('late', 'in time')"
[figures.resolutions_late]
sentence = "Complaints for which records did not show a resolution within {open_days} days"
where    = "resolution = 'late'"
[figures.removals_tested]
sentence = "Complaints about a named officer under an agreement that removes officers meanwhile"
where    = "removal IN ('late', 'in time')"
[figures.removals_late]
sentence = "Those of them for which records did not show that the officer was removed before the resolution"
where    = "removal = 'late'"
[figures.per_100_officers]
sentence = "Complaints received in the period for each 100 officers authorized on the as-of date"

[evidence]
agency_ref         = "Agency"
received_at        = "Received"
ice_notified_at    = "Federal agency told"
resolved_on        = "Resolved"
result_reported_on = "Result reported"
officer_removed_on = "Officer removed"

[[seeds]]
kind = "A"
says = "The federal agency was told on the ninth day after receipt."
sql  = ["UPDATE complaints SET ice_notified_at = add_days(received_at, 9) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND notice = 'in time'"
[[seeds]]
kind = "B"
says = "The result was reported one day after the days for it were over."
sql  = ["UPDATE complaints SET result_reported_on = add_days(resolved_on, :result_days + 1) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND result = 'in time'"
[[seeds]]
kind = "C"
says = "The complaint was resolved one day after the days for it were over."
sql  = ["UPDATE complaints SET resolved_on = add_days(received_at, :open_days + 1) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND resolution = 'in time' AND add_days(received_at, :open_days + 1) <= :as_of"
[[seeds]]
kind = "D"
says = "No removal of the officer is on record."
sql  = ["UPDATE complaints SET officer_removed_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND removal = 'in time'"
*/
WITH given AS (                  -- which steps the list of complaints says anything about
  SELECT max(field = 'ice_notified_at') AS notices, max(field = 'resolved_on') AS resolutions,
         max(field = 'result_reported_on') AS results, max(field = 'officer_removed_on') AS removals
  FROM mapped_columns WHERE record_type = 'complaints'
),
agency AS MATERIALIZED (         -- the model of agencies whose agreements are all of one
  SELECT agency_ref, min(model) AS model FROM dated_agreements WHERE reason = '' GROUP BY agency_ref HAVING min(model) = max(model)
),
complaint AS (
  SELECT c.row_id, c.complaint_id, c.agency_ref, c.repeats, c.officer_id, c.received_at, c.ice_notified_at, c.resolved_on,
    c.result_reported_on, c.officer_removed_on, coalesce(o.model, g.model) AS model,
    CASE WHEN c.resolved_on <= :as_of THEN c.resolved_on END AS closed_on,
    CASE WHEN length(c.received_at) = 10 THEN c.received_at || 'T23:59:59' ELSE c.received_at END AS latest_start,
    ifnull(c.ice_notified_at, :as_of) AS earliest_end
  FROM complaints c
  LEFT JOIN officers o ON o.officer_id = c.officer_id AND o.repeats IS NULL
  LEFT JOIN agency g ON g.agency_ref = c.agency_ref
  WHERE c.received_at IS NULL
     OR (c.received_at >= :period_start AND c.received_at < add_days(min(:period_end, :as_of), 1))
),
timed AS MATERIALIZED (          -- the fewest hours that can have passed, without weekends and the holidays that the auditor names
  SELECT c.*,
    workday_hours(latest_start, earliest_end) - ifnull((
      SELECT sum(max(0, workday_hours(max(c.latest_start, h.value), min(c.earliest_end, add_days(h.value, 1)))))
      FROM param_holidays h), 0) AS hours
  FROM complaint c
),
stepped AS (
  SELECT t.*,
    CASE WHEN NOT g.notices OR model NOT IN (SELECT value FROM param_notice_models) THEN NULL
         WHEN :notice_hours IS NULL THEN 'no limit confirmed'
         WHEN hours IS NULL THEN 'times of different zones'
         WHEN hours > :notice_hours THEN 'late'
         WHEN ice_notified_at IS NULL THEN 'not over by the as-of date'
         WHEN substr(ice_notified_at, 1, 10) < substr(received_at, 1, 10) THEN 'told before receipt'
         WHEN length(received_at) = 10 OR length(ice_notified_at) = 10 THEN 'time of day missing'
         WHEN ice_notified_at < received_at THEN 'told before receipt' ELSE 'in time' END AS notice,
    CASE WHEN closed_on IS NULL OR NOT g.results OR model NOT IN (SELECT value FROM param_result_models)
           THEN NULL
         WHEN :result_days IS NULL THEN 'no limit confirmed'
         WHEN days_between(closed_on, ifnull(result_reported_on, :as_of)) > :result_days THEN 'late'
         WHEN result_reported_on IS NULL THEN 'not over by the as-of date' ELSE 'in time' END AS result,
    CASE WHEN NOT g.resolutions OR model NOT IN (SELECT value FROM param_open_models) THEN NULL
         WHEN :open_days IS NULL THEN 'no limit confirmed'
         WHEN days_between(received_at, ifnull(closed_on, :as_of)) > :open_days THEN 'late'
         WHEN closed_on IS NULL THEN 'not over by the as-of date' ELSE 'in time' END AS resolution,
    CASE WHEN officer_id IS NULL OR NOT g.removals OR NOT g.resolutions
           OR model NOT IN (SELECT value FROM param_open_models) THEN NULL
         WHEN :open_days IS NULL THEN 'no limit confirmed'
         WHEN officer_removed_on <= ifnull(closed_on, :as_of) THEN 'in time' ELSE 'late' END AS removal
  FROM timed t CROSS JOIN given g
),
judged AS (
  SELECT *,
    CASE
      WHEN repeats IS NOT NULL THEN 'repeated key'
      WHEN received_at IS NULL THEN 'date of receipt missing'
      WHEN NOT EXISTS (
        SELECT t.criterion_id FROM criterion_terms t WHERE (t.model IS NULL OR t.model = s.model)
          AND (t.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
            WHERE g.agency_ref = s.agency_ref AND g.model = t.model AND g.template <> t.template))
          AND (t.in_force_from IS NULL OR t.in_force_from <= s.received_at)
          AND (t.in_force_to IS NULL OR s.received_at < add_days(t.in_force_to, 1))) THEN 'criterion not established'
      WHEN 'late' IN (notice, result, resolution, removal) OR 'in time' IN (notice, result, resolution, removal) THEN ''
      ELSE coalesce(notice, result, resolution, removal, 'no step to test') END AS why,
    CASE WHEN notice = 'late' THEN ',A' ELSE '' END || CASE WHEN result = 'late' THEN ',B' ELSE '' END
      || CASE WHEN resolution = 'late' THEN ',C' ELSE '' END || CASE WHEN removal = 'late' THEN ',D' ELSE '' END AS kinds
  FROM stepped s
)
SELECT
  CASE WHEN repeats IS NULL AND complaint_id IS NOT NULL THEN complaint_id
       ELSE ifnull(complaint_id, '?') || '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN substr(kinds, 2) ELSE '' END AS kind,
  agency_ref, model, received_at, ice_notified_at, resolved_on, result_reported_on, officer_removed_on,
  CASE WHEN why = '' THEN notice END AS notice, CASE WHEN why = '' THEN result END AS result,
  CASE WHEN why = '' THEN resolution END AS resolution, CASE WHEN why = '' THEN removal END AS removal
FROM judged

-- figures
WITH counted AS (
  SELECT ifnull(sum(notice IN ('late', 'in time')), 0) AS notices, ifnull(sum(notice = 'late'), 0) AS notices_late,
         ifnull(sum(notice = 'late' AND ice_notified_at IS NULL), 0) AS notices_missing,
         ifnull(sum(result IN ('late', 'in time')), 0) AS results, ifnull(sum(result = 'late'), 0) AS results_late,
         ifnull(sum(resolution IN ('late', 'in time')), 0) AS resolutions, ifnull(sum(resolution = 'late'), 0) AS resolutions_late,
         ifnull(sum(removal IN ('late', 'in time')), 0) AS removals, ifnull(sum(removal = 'late'), 0) AS removals_late,
         ifnull(sum(reason NOT IN ('repeated key', 'date of receipt missing')), 0) AS received
  FROM outcomes
),
officer AS (SELECT count(*) AS n FROM authorized_officers)
SELECT 'notices_tested' AS name, '' AS "group", notices AS value, 'complaints' AS unit, 'count' AS rounding FROM counted
UNION ALL SELECT 'notices_late', '', notices_late, 'complaints', 'count' FROM counted
UNION ALL SELECT 'notices_missing', '', notices_missing, 'complaints', 'count' FROM counted
UNION ALL SELECT 'results_tested', '', results, 'complaints', 'count' FROM counted
UNION ALL SELECT 'results_late', '', results_late, 'complaints', 'count' FROM counted
UNION ALL SELECT 'resolutions_tested', '', resolutions, 'complaints', 'count' FROM counted
UNION ALL SELECT 'resolutions_late', '', resolutions_late, 'complaints', 'count' FROM counted
UNION ALL SELECT 'removals_tested', '', removals, 'complaints', 'count' FROM counted
UNION ALL SELECT 'removals_late', '', removals_late, 'complaints', 'count' FROM counted
UNION ALL SELECT 'per_100_officers', '', received * 100.0 / n, 'complaints per 100 officers', 'one decimal'
  FROM counted, officer WHERE n > 0
