/* crossfoot-check
id         = "moa-inspection-cycle"
title      = "Compliance inspections: coverage by model, and what is outside the cycle"
question   = "Which agreements were inspected, and are the deficiencies that were found closed?"
kind       = "exception"
unit       = "agreement"
population = "listed agreements active on the as-of date"
criteria   = ["inspection-cycle"]
background = ["gao-21-186"]
condition  = "Records showed an inspection under {inspected} of {tested} agreements active on {as_of} ({inspected_rate}), and {deficient} with deficiencies that were open on that day. Agreements outside the policy's cycle, or with deficiencies open for longer than it allows: {exceptions}."
cause      = "How are agencies chosen for inspection, which models are inspected, and who follows deficiencies up? What evidence says so?"
effect     = "What is not known of the agencies that were not inspected? What evidence says so?"
recommend  = "Plan inspections so that each agreement of each model is inspected within the cycle that policy sets, and track deficiencies until they are closed."
facts      = ["begins_on", "inspected_on", "open_since"]
absent_record = true

[needs]
agreements  = ["model", "signed_on"]
inspections = ["started_on"]

[uses]
agreements  = ["operational_on", "terminated_on", "suspended_from"]
inspections = ["model", "issued_on", "deficiencies", "closed_on"]
exemptions  = ["entity", "requirement", "from_on"]

[without]
"agreements.operational_on" = "The list does not say when an agency became operational; the cycle counts from the signing."
"agreements.terminated_on"  = "The list gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list gives no suspensions; a suspended agreement counts as active."
"inspections.model"         = "The inspections do not say of which model; each counts for all agreements of the agency."
"inspections.issued_on"     = "The inspections do not say when their report was issued; deficiencies count from the first day of the inspection."
"inspections.deficiencies"  = "The inspections do not say how many deficiencies were found; open deficiencies were not tested."
"inspections.closed_on"     = "The inspections do not say when deficiencies were closed; all count as open."
"exemptions"                = "No exemptions were loaded; no agreement counts as exempt."

[params.cycle_months]
type    = "months"
meaning = "Months within which the auditee's own policy has each agreement inspected again."
source  = "criterion"
[params.close_days]
type    = "days"
meaning = "Days after its report within which the deficiencies of an inspection are to be closed."
source  = "criterion"
[params.cycles]
type    = "list"
meaning = "Numbers of months for which the agreements not inspected within them are shown; none of them is a standard."
source  = "definition"
default = [12, 24, 36]
[params.open_days]
type    = "list"
meaning = "Numbers of days for which the agreements with deficiencies open longer are shown; none of them is a standard."
source  = "definition"
default = [30, 90, 180]

[kinds]
A = "Records did not show an inspection since {counted_from}; one was due by {due_on}."
B = "Deficiencies of an inspection reported on {open_since} were open on the as-of date, {open_for} days later."

[figures.inspected]
sentence = "Agreements with an inspection on record"
where    = "reason = '' AND outcome <> 'exempt' AND inspected_on IS NOT NULL"
[figures.inspected_rate]
sentence = "Agreements with an inspection on record, as a share of those tested"
parts    = ["inspected", "tested"]
[figures.agreements_by_model]
sentence = "Agreements tested under the model {group}"
where    = "reason = '' AND outcome <> 'exempt' AND model = :group"
[figures.inspected_by_model]
sentence = "Agreements under the model {group} with an inspection on record"
where    = "reason = '' AND outcome <> 'exempt' AND inspected_on IS NOT NULL AND model = :group"
[figures.coverage_by_model]
sentence = "Agreements under the model {group} with an inspection on record, as a share of those tested under it"
parts    = ["inspected_by_model", "agreements_by_model"]
[figures.not_inspected_within]
sentence = "Agreements that had lasted more than {group} months and had no inspection on record in the last {group}"
where    = "reason = '' AND outcome <> 'exempt' AND add_months(counted_from, CAST(:group AS INTEGER)) < :as_of"
[figures.outside_cycle]
sentence = "Agreements with no inspection on record within {cycle_months} months"
where    = "instr(kind, 'A') > 0"
[figures.deficient]
sentence = "Agreements with deficiencies of an inspection that were open on the as-of date"
where    = "reason = '' AND outcome <> 'exempt' AND open_for IS NOT NULL"
[figures.open_longer_than]
sentence = "Agreements with deficiencies open for more than {group} days"
where    = "reason = '' AND outcome <> 'exempt' AND open_for > CAST(:group AS INTEGER)"
[figures.open_too_long]
sentence = "Agreements with deficiencies open for more than {close_days} days"
where    = "instr(kind, 'B') > 0"
[figures.median_months]
sentence = "Median of the whole months since the last inspection on record"
where    = "reason = '' AND outcome <> 'exempt' AND inspected_on IS NOT NULL"

[figures.inspections_of_nobody]
sentence = "Inspections whose agency could not be told from the list; they count for no agreement"
rows     = "SELECT 'inspections' AS record_type, row_id FROM inspections WHERE agency_ref IS NULL"

[evidence]
agency_ref   = "Agency"
model        = "Model"
begins_on    = "Operational, or signed"
inspected_on = "Last inspection"
due_on       = "Next due by"
open_since   = "Deficiencies open since"
open_for     = "Days open"

[chart]
kind   = "bars"
figure = "not_inspected_within"
unit   = "agreements not inspected within so many months"

[[seeds]]
kind = "A"
says = "The inspections of an agency are taken out, and it became operational twenty years ago."
sql  = [
  "DELETE FROM inspections WHERE agency_ref IN (SELECT agency_ref FROM agreements WHERE row_id IN (SELECT row_id FROM seeded))",
  "UPDATE agreements SET operational_on = add_months(:as_of, -240) WHERE row_id IN (SELECT row_id FROM seeded)",
]
[[seeds]]
kind = "B"
says = "An inspection of the agency found a deficiency that has been open for ten years."
sql  = [
  "INSERT INTO inspections (row_id, import_id, row_no, hidden, agency_ref, model, started_on, issued_on, deficiencies) SELECT 900000000 + a.row_id, 1, 900000 + a.row_id, 0, a.agency_ref, a.model, add_days(:as_of, -3660), add_days(:as_of, -3650), 1 FROM agreements a WHERE a.row_id IN (SELECT row_id FROM seeded)",
]
*/
WITH listed AS (
  SELECT d.*, a.agreement_id, coalesce(d.operational_on, d.signed_on) AS begins_on,
    EXISTS (SELECT 1 FROM criterion_terms t
            WHERE (t.model IS NULL OR t.model = d.model)
              AND (t.template IS NULL OR d.template IS NULL OR t.template = d.template)
              AND (t.in_force_from IS NULL OR t.in_force_from <= :as_of)
              AND (t.in_force_to IS NULL OR :as_of <= t.in_force_to)) AS bound
  FROM dated_agreements d JOIN agreements a ON a.row_id = d.row_id
  WHERE d.reason <> '' OR d.active
),
inspection AS (
  SELECT agency_ref, model, coalesce(started_on, issued_on) AS inspected_on, coalesce(issued_on, started_on) AS reported_on,
    deficiencies > 0 AND (closed_on IS NULL OR closed_on > :as_of) AS open
  FROM inspections
  WHERE coalesce(started_on, issued_on) IS NULL OR coalesce(started_on, issued_on) <= :as_of
),
seen AS (
  SELECT l.row_id, max(i.inspected_on) AS inspected_on, max(i.inspected_on IS NULL) AS undated,
    min(CASE WHEN i.open AND i.reported_on <= :as_of THEN i.reported_on END) AS open_since
  FROM listed l JOIN inspection i ON i.agency_ref = l.agency_ref AND (i.model IS NULL OR i.model = l.model)
  GROUP BY l.row_id
),
exempted AS (                    -- by the agreement's own identifier, or by that of its agency
  SELECT DISTINCT l.row_id
  FROM listed l JOIN agencies g ON g.agency_ref = l.agency_ref
  JOIN exemptions e ON e.entity IN (l.agreement_id, l.agency_ref, g.agency_id, g.name)
  WHERE lower(trim(e.requirement)) IN ('inspection', 'inspections', 'compliance inspection', 'moa-inspection-cycle')
    AND e.from_on <= :as_of AND (e.to_on IS NULL OR :as_of <= e.to_on)
),
counted AS (
  SELECT l.*, s.inspected_on, ifnull(s.undated, 0) AS undated, s.open_since, x.row_id IS NOT NULL AS exempt,
    CASE WHEN s.inspected_on > l.begins_on THEN s.inspected_on ELSE l.begins_on END AS counted_from,
    days_between(s.open_since, :as_of) AS open_for
  FROM listed l LEFT JOIN seen s ON s.row_id = l.row_id LEFT JOIN exempted x ON x.row_id = l.row_id
),
due AS (                         -- without a policy: the longest of the cycles and periods that are shown
  SELECT *,
    add_months(counted_from, coalesce(:cycle_months, (SELECT max(CAST(value AS INTEGER)) FROM param_cycles))) AS due_on,
    coalesce(:close_days, (SELECT max(CAST(value AS INTEGER)) FROM param_open_days)) AS most_open
  FROM counted
),
told AS (
  SELECT *, ltrim(CASE WHEN due_on < :as_of THEN ',A' ELSE '' END
                  || CASE WHEN open_for > most_open THEN ',B' ELSE '' END, ',') AS kinds
  FROM due
),
settled AS (
  SELECT *, CASE WHEN reason <> '' THEN reason WHEN NOT bound THEN 'criterion not established' WHEN exempt THEN ''
                 WHEN instr(kinds, 'A') > 0 AND undated THEN 'date of an inspection unusable' ELSE '' END AS why
  FROM told
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?')
    || CASE WHEN reason = '' THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN exempt THEN 'exempt' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END
    AS outcome,
  why AS reason,
  CASE WHEN why = '' AND NOT exempt THEN kinds ELSE '' END AS kind,
  agency_ref, model, signed_on, begins_on, inspected_on, counted_from, due_on, open_since, open_for
FROM settled

-- figures
WITH tested AS (SELECT * FROM outcomes WHERE reason = '' AND outcome <> 'exempt'),
total AS (SELECT count(*) AS tested, count(inspected_on) AS inspected FROM tested),
ranked AS (
  SELECT months_between(inspected_on, :as_of) AS months,
    row_number() OVER (ORDER BY months_between(inspected_on, :as_of)) AS place, count(*) OVER () AS total
  FROM tested WHERE inspected_on IS NOT NULL
)
SELECT 'inspected' AS name, '' AS "group", inspected AS value, 'agreements' AS unit, 'count' AS rounding,
       NULL AS part, NULL AS whole FROM total
UNION ALL SELECT 'inspected_rate', '', NULL, '', 'rate', inspected, tested FROM total
UNION ALL SELECT 'agreements_by_model', model, count(*), 'agreements', 'count', NULL, NULL FROM tested GROUP BY model
UNION ALL SELECT 'inspected_by_model', model, count(inspected_on), 'agreements', 'count', NULL, NULL
  FROM tested GROUP BY model
UNION ALL SELECT 'coverage_by_model', model, NULL, '', 'rate', count(inspected_on), count(*) FROM tested GROUP BY model
UNION ALL SELECT 'not_inspected_within', c.value,
  (SELECT count(*) FROM tested t WHERE add_months(t.counted_from, CAST(c.value AS INTEGER)) < :as_of),
  'agreements', 'count', NULL, NULL FROM param_cycles c
UNION ALL SELECT 'outside_cycle', '', count(*), 'agreements', 'count', NULL, NULL
  FROM tested WHERE instr(kind, 'A') > 0 HAVING :cycle_months IS NOT NULL
UNION ALL SELECT 'deficient', '', count(open_for), 'agreements', 'count', NULL, NULL FROM tested
UNION ALL SELECT 'open_longer_than', c.value, (SELECT count(*) FROM tested t WHERE t.open_for > CAST(c.value AS INTEGER)),
  'agreements', 'count', NULL, NULL FROM param_open_days c
UNION ALL SELECT 'inspections_of_nobody', '', count(*), 'inspections', 'count', NULL, NULL
  FROM inspections WHERE agency_ref IS NULL
UNION ALL SELECT 'open_too_long', '', count(*), 'agreements', 'count', NULL, NULL
  FROM tested WHERE instr(kind, 'B') > 0 HAVING :close_days IS NOT NULL
UNION ALL SELECT 'median_months', '',
  (SELECT avg(months) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'months', 'one decimal', NULL, NULL
