/* crossfoot-check
id         = "application-aging"
title      = "Pending applications and time to decision"
question   = "How long do applicants wait for a decision, and are applications pending although the agreement is active?"
kind       = "exception"
unit       = "pending application"
population = "applications not decided by the as-of date"
criteria   = ["application-target"]
background = ["gao-21-186"]
condition  = "Of {tested} applications that were pending as of {as_of_date}, {exceptions} ({rate}) had been pending for more than the target of {target} days or were listed as pending although an agreement of the same agency and model was active ({also_active}); the longest had waited {longest_days} days."
cause      = "Which step of the decision took longest, and who keeps the list of pending applications? What evidence says so?"
effect     = "What did the wait mean for applicants and for the planning of staff, equipment and training? What evidence says so?"
recommend  = "Set a target for deciding on applications, report pending ones and their age against it, and close applications when the agreement is signed."
facts      = ["counted_from", "decided_on", "agreement_on"]

[needs]
applications = ["model"]

[uses]
applications = ["received_on", "first_listed_on", "decided_on", "decision"]
agreements   = ["signed_on", "terminated_on"]

[without]
"applications.received_on"     = "The applications give no day of receipt. Where a first list that shows an application is given, its waiting time is “at least” that since then; else it was not tested."
"applications.first_listed_on" = "The applications do not say which list showed them first; one without a day of receipt has no waiting time."
"applications.decided_on"      = "The applications give no day of a decision; all that are not decided by their status count as pending."
"applications.decision"        = "The applications do not say what was decided; those without a day of decision count as pending."
"agreements"                   = "No list of agreements was loaded; whether pending applicants already have an active agreement was not tested."
"agreements.terminated_on"     = "The list of agreements gives no terminations; all listed agreements count as active."

[params.target]
type    = "days"
meaning = "The auditee's own target: an application pending for more days is an exception, one pending for exactly as many is not."
source  = "criterion"
[params.ages]
type    = "list"
meaning = "Numbers of days for which the applications that were pending longer are shown; none of them is a standard."
source  = "definition"
default = [30, 90, 180, 365]

[kinds]
A = "Pending since {counted_from} ({counted_by}): {days} days."
B = "Listed as pending, while an agreement of the same agency and model was active."

[figures.pending]
sentence = "Applications pending on the as-of date"
where    = "outcome <> 'excluded'"
[figures.dated]
sentence = "Pending applications whose waiting time the records show"
where    = "days IS NOT NULL"
[figures.at_least]
sentence = "Pending applications whose waiting time is at least that since the first list that shows them"
where    = "days IS NOT NULL AND counted_by = 'first listed'"
[figures.undated]
sentence = "Pending applications whose waiting time the records do not show"
where    = "outcome <> 'excluded' AND days IS NULL"
[figures.median_days]
sentence = "Median of the days for which applications had been pending"
where    = "days IS NOT NULL"
[figures.longest_days]
sentence = "The most days for which an application had been pending"
where    = "days IS NOT NULL"
[figures.by_band]
sentence = "Applications that had been pending for {group}"
where    = "band = :group"
[figures.longer_than]
sentence = "Applications pending for more than {group} days"
where    = "days > CAST(:group AS INTEGER)"
[figures.over_target]
sentence = "Applications pending for more than {target} days"
where    = "instr(kind, 'A') > 0"
[figures.also_active]
sentence = "Applications listed as pending while an agreement of the same agency and model was active"
where    = "instr(kind, 'B') > 0"
[figures.by_model]
sentence = "Pending applications for the model {group}"
where    = "outcome <> 'excluded' AND ifnull(model, 'not given') = :group"
[figures.decided]
sentence = "Applications decided in the period whose days from receipt to decision the records show"
rows     = "SELECT 'applications' AS record_type, row_id FROM applications WHERE repeats IS NULL AND decided_on BETWEEN :period_start AND :period_end AND received_on <= decided_on"
[figures.median_to_decision]
sentence = "Median of the days from receipt to decision"
parts    = ["decided"]
[figures.longest_to_decision]
sentence = "The most days from receipt to decision"
parts    = ["decided"]

[evidence]
agency_ref   = "Agency"
model        = "Model"
counted_from = "Pending since"
days         = "Days"
agreement_on = "Agreement signed"

[chart]
kind   = "bars"
figure = "by_band"
unit   = "applications"

[[seeds]]
kind = "A"
says = "An application that has been pending for one day more than the target."
sql  = ["UPDATE applications SET received_on = add_days(:as_of, -1 - :target) WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "An application that stays on the list although the agreement has been signed."
among = "outcome = 'tested' AND kind = '' AND agency_ref IS NOT NULL AND model IS NOT NULL AND EXISTS (SELECT 1 FROM field_catalogue WHERE record_type = 'agreements' AND loaded)"
sql   = ["INSERT INTO agreements (row_id, agency_ref, model, signed_on) SELECT 900000000 + a.row_id, a.agency_ref, a.model, :as_of FROM applications a WHERE a.row_id IN (SELECT row_id FROM seeded)"]
*/
WITH active AS (
  SELECT agency_ref, model, min(signed_on) AS signed_on
  FROM dated_agreements WHERE reason = '' AND active GROUP BY agency_ref, model
),
dated AS (
  SELECT a.*, coalesce(a.received_on, a.first_listed_on) AS counted_from,
    CASE WHEN a.received_on IS NOT NULL THEN 'received' WHEN a.first_listed_on IS NOT NULL THEN 'first listed' END AS counted_by,
    coalesce(a.application_id, a.agency_ref || '|' || a.model) AS known_as,
    CASE WHEN 'agreements' IN (SELECT record_type FROM field_catalogue WHERE loaded) THEN a.agency_ref || '|' || a.model END AS sought
  FROM applications a
  WHERE ifnull(a.decided_on, '9999') > :as_of OR a.decision = 'pending'
),
judged AS (
  SELECT d.*, coalesce(CASE WHEN d.repeats IS NULL THEN d.known_as END, 'row ' || d.row_id) AS entity,
    CASE WHEN d.repeats IS NOT NULL THEN 'repeated key'
         WHEN d.decision <> 'pending' AND d.decided_on IS NULL THEN 'decided, and the day of decision is missing'
         WHEN d.decided_on <= :as_of THEN 'pending, and a day of decision is given'
         WHEN coalesce(d.counted_from, d.sought) IS NULL THEN 'day of receipt missing'
         ELSE '' END AS why,
    CASE WHEN d.counted_from IS NOT NULL THEN days_between(d.counted_from, :as_of) END AS waited,
    g.signed_on AS agreement_on
  FROM dated d LEFT JOIN active g ON g.agency_ref = d.agency_ref AND g.model = d.model
  WHERE ifnull(d.counted_from, '') <= :as_of
),
flagged AS (
  SELECT *, CASE WHEN why <> '' THEN '' ELSE
      substr(CASE WHEN waited > :target THEN ',A' ELSE '' END || CASE WHEN agreement_on IS NOT NULL THEN ',B' ELSE '' END, 2) END AS kinds,
    CASE WHEN why = '' THEN waited END AS days
  FROM judged
)
SELECT
  entity, row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason, kinds AS kind, agency_ref, model, counted_from, counted_by, decided_on, agreement_on, days,
  CASE WHEN days <= 30 THEN '0 to 30 days' WHEN days <= 90 THEN '31 to 90 days' WHEN days <= 180 THEN '91 to 180 days'
       WHEN days <= 365 THEN '181 to 365 days' WHEN days IS NOT NULL THEN 'more than 365 days' END AS band
FROM flagged

-- figures
WITH pending AS (SELECT * FROM outcomes WHERE outcome <> 'excluded'),
dated AS (SELECT * FROM pending WHERE days IS NOT NULL),
ranked AS (SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS total FROM dated),
taken AS (
  SELECT days_between(received_on, decided_on) AS days FROM applications
  WHERE repeats IS NULL AND decided_on BETWEEN :period_start AND :period_end AND received_on <= decided_on
),
decided AS (SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS total FROM taken)
SELECT 'pending' AS name, '' AS "group", count(*) AS value, 'applications' AS unit, 'count' AS rounding FROM pending
UNION ALL SELECT 'dated', '', count(*), 'applications', 'count' FROM dated
UNION ALL SELECT 'at_least', '', count(*), 'applications', 'count' FROM dated WHERE counted_by = 'first listed'
UNION ALL SELECT 'undated', '', count(*), 'applications', 'count' FROM pending WHERE days IS NULL
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'longest_days', '', max(days), 'days', 'count' FROM dated
UNION ALL SELECT 'by_band', band, count(*), 'applications', 'count' FROM dated GROUP BY band
UNION ALL SELECT 'longer_than', CAST(a.value AS TEXT), (SELECT count(*) FROM dated WHERE days > a.value), 'applications', 'count'
  FROM (SELECT CAST(value AS INTEGER) AS value FROM param_ages) a WHERE EXISTS (SELECT 1 FROM dated)
UNION ALL SELECT 'over_target', '', count(*), 'applications', 'count' FROM dated WHERE instr(kind, 'A') > 0
  HAVING :target IS NOT NULL AND EXISTS (SELECT 1 FROM dated)
UNION ALL SELECT 'also_active', '', count(*), 'applications', 'count' FROM pending WHERE instr(kind, 'B') > 0
  HAVING 'agreements' IN (SELECT record_type FROM field_catalogue WHERE loaded)
UNION ALL SELECT 'by_model', ifnull(model, 'not given'), count(*), 'applications', 'count' FROM pending GROUP BY model
UNION ALL SELECT 'decided', '', count(*), 'applications', 'count' FROM taken
UNION ALL SELECT 'median_to_decision', '',
  (SELECT avg(days) FROM decided WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'longest_to_decision', '', max(days), 'days', 'count' FROM taken
