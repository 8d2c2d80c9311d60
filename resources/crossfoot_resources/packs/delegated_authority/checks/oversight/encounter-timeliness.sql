/* crossfoot-check
id         = "encounter-timeliness"
title      = "Detainer notices, claims to citizenship and custody beyond the agreed hours"
question   = "Was the federal agency told of detainers and of claims to citizenship, and was custody ended, within the agreed hours?"
kind       = "exception"
unit       = "encounter"
population = "encounters dated in the audit's period in which a detainer was issued, citizenship was claimed or federal custody began"
criteria   = ["encounter-times-jem", "encounter-times-wso"]
condition  = "For {exceptions} of {tested} encounters ({rate}) dated from {period_start} to {period_end}, records did not show that the federal agency was told, or custody ended, within the agreed hours: {detainers_late} notices of detainers, {claims_late} claims to citizenship, {custody_late} times in custody."
cause      = "Who tells the federal agency, by what means, and who watches the hours? What evidence says so?"
effect     = "What happened to the persons in the hours beyond? What evidence says so?"
recommend  = "Record the time of each step when it happens, and let a supervisor see each day which limit is near or past."
facts      = ["detainer_issued_at", "ice_notified_at", "usc_claim_at", "usc_reported_at", "ice_custody_at", "released_at"]
absent_record = true
record_type = "encounters"
reasons    = ["no limit confirmed", "time of day missing", "times of different zones", "not over by the as-of date", "end before start"]

[needs]
encounters = ["encounter_id", "occurred_at"]

[uses]
encounters = ["officer_id", "detainer_issued_at", "ice_notified_at", "usc_claim_at", "usc_reported_at", "ice_custody_at", "released_at", "detention_agreement"]
officers   = ["officer_id", "model"]
agreements = ["model", "signed_on"]

[without]
"encounters.officer_id"          = "The encounters name no officers; the model was taken from the agency's agreement where there is only one."
"encounters.detainer_issued_at"  = "The encounters do not say when detainers were issued; their notices were not tested."
"encounters.ice_notified_at"     = "The encounters do not say when the federal agency was told; no notice of a detainer is on record."
"encounters.usc_claim_at"        = "The encounters do not say when citizenship was claimed; reports of claims were not tested."
"encounters.usc_reported_at"     = "The encounters do not say when claims were reported; no report of a claim is on record."
"encounters.ice_custody_at"      = "The encounters do not say when federal custody began; the time in custody was not tested."
"encounters.released_at"         = "The encounters do not say when custody ended; no end is on record."
"encounters.detention_agreement" = "The encounters do not say whether a paid detention agreement covers the place; nobody counts as exempt by one."
"officers"                       = "No list of officers was loaded; the model was taken from the agency's agreement where there is only one."
"agreements"                     = "No list of agreements was loaded; the model of an officer for whom the list gives none is not known."

[params.detainer_hours]
type    = "number"
meaning = "Hours within which the federal agency is told of a detainer; the text says approximately."
source  = "term"
[params.claim_hours]
type    = "number"
meaning = "Hours within which a claim to citizenship is reported; the text says generally."
source  = "term"
[params.custody_hours]
type    = "number"
meaning = "Hours for which a person may be held after the transfer of custody; the text allows no tolerance."
source  = "term"
[params.tolerance]
type    = "percent"
meaning = "Percent by which the hours of a detainer notice and of a claim may be exceeded, because the text says approximately and generally; never applied to custody."
source  = "definition"
default = 10
[params.detainer_models]
type    = "list"
meaning = "The models whose agreements limit the time of a detainer notice."
source  = "definition"
default = ["JEM"]

[kinds]
A = "Detainer issued {detainer_issued_at}; notice on record: {ice_notified_at}."
B = "Citizenship claimed {usc_claim_at}; report on record: {usc_reported_at}."
C = "Federal custody from {ice_custody_at}; end on record: {released_at}."

[figures.detainers_tested]
sentence = "Detainers whose notice could be timed"
where    = "detainer IN ('late', 'in time') AND outcome <> 'excluded'"
[figures.detainers_late]
sentence = "Detainers for which records did not show a notice within {detainer_hours} hours and the tolerance"
where    = "detainer = 'late' AND outcome <> 'excluded'"
[figures.detainer_rate]
sentence = "The same as a share of the detainers that could be timed"
parts    = ["detainers_late", "detainers_tested"]
[figures.claims_tested]
sentence = "Claims to citizenship whose report could be timed"
where    = "claim IN ('late', 'in time') AND outcome <> 'excluded'"
[figures.claims_late]
sentence = "Claims to citizenship for which records did not show a report within {claim_hours} hours and the tolerance"
where    = "claim = 'late' AND outcome <> 'excluded'"
[figures.claim_rate]
sentence = "The same as a share of the claims that could be timed"
parts    = ["claims_late", "claims_tested"]
[figures.custody_tested]
sentence = "Times in federal custody that could be timed"
where    = "custody IN ('late', 'in time') AND outcome <> 'excluded'"
[figures.custody_late]
sentence = "Times in federal custody for which records did not show an end within {custody_hours} hours"
where    = "custody = 'late' AND outcome <> 'excluded'"
[figures.custody_rate]
sentence = "The same as a share of the times in custody that could be timed"
parts    = ["custody_late", "custody_tested"]
[figures.custody_exempt]
sentence = "Times in federal custody at a place that a paid detention agreement covers"
where    = "custody = 'exempt' AND reason NOT IN ('repeated key', 'date of the encounter missing', 'criterion not established')"
[figures.not_timed]
sentence = "Detainers, claims and times in custody that could not be timed: {group}"
where    = "(detainer = :group OR claim = :group OR custody = :group) AND reason NOT IN ('repeated key', 'date of the encounter missing', 'criterion not established')"

[evidence]
agency_ref         = "Agency"
detainer_issued_at = "Detainer issued"
ice_notified_at    = "Notice"
usc_claim_at       = "Citizenship claimed"
usc_reported_at    = "Reported"
ice_custody_at     = "Custody from"
released_at        = "Custody ended"

[[seeds]]
kind = "A"
says = "The federal agency was told of the detainer on the third day after it was issued."
sql  = ["UPDATE encounters SET ice_notified_at = add_days(detainer_issued_at, 3) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND detainer = 'in time'"
[[seeds]]
kind = "B"
says = "The claim to citizenship was reported on the second day after it was made."
sql  = ["UPDATE encounters SET usc_reported_at = add_days(usc_claim_at, 2) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND claim = 'in time'"
[[seeds]]
kind = "C"
says = "Custody ended on the fourth day after it began, without a detention agreement."
sql  = ["UPDATE encounters SET released_at = add_days(ice_custody_at, 4), detention_agreement = 0 WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND custody = 'in time'"
*/
-- Seconds are the fewest that can have passed: a date without a time of day began at its last second and ended at its
-- first one. So what is late is certainly late; what lacks a time of day is never found in time.
WITH rule AS (
  SELECT 'A' AS rule, :detainer_hours * 36.0 * (100 + :tolerance) AS allowed
  UNION ALL SELECT 'B', :claim_hours * 36.0 * (100 + :tolerance)
  UNION ALL SELECT 'C', :custody_hours * 3600.0
),
clock AS (
  SELECT e.row_id, e.detention_agreement, r.rule, r.allowed,
    CASE r.rule WHEN 'A' THEN e.detainer_issued_at WHEN 'B' THEN e.usc_claim_at ELSE e.ice_custody_at END AS began,
    CASE r.rule WHEN 'A' THEN e.ice_notified_at WHEN 'B' THEN e.usc_reported_at ELSE e.released_at END AS ended
  FROM encounters e CROSS JOIN rule r
  WHERE e.occurred_at IS NULL
     OR (e.occurred_at >= :period_start AND e.occurred_at < add_days(min(:period_end, :as_of), 1))
),
timed AS (
  SELECT *, began LIKE '%:%' AND ended LIKE '%:%' AS both_timed,
    CASE WHEN substr(began, 1, 10) = substr(ended, 1, 10) THEN 0   -- most end on their day; this is said sooner
         ELSE days_between(began, ifnull(ended, :as_of)) END * 86400
      + CASE WHEN ended LIKE '%:%' THEN CAST(substr(ended, 12, 2) AS INTEGER) * 3600
          + CAST(substr(ended, 15, 2) AS INTEGER) * 60 + CAST(substr(ended, 18, 2) AS INTEGER) ELSE 0 END
      - CASE WHEN began LIKE '%:%' THEN CAST(substr(began, 12, 2) AS INTEGER) * 3600
          + CAST(substr(began, 15, 2) AS INTEGER) * 60 + CAST(substr(began, 18, 2) AS INTEGER) ELSE 86399 END AS seconds
  FROM clock WHERE began IS NOT NULL
),
told AS (
  SELECT row_id, rule,
    CASE WHEN rule = 'C' AND detention_agreement = 1 THEN 'exempt'
         WHEN allowed IS NULL THEN 'no limit confirmed'
         WHEN both_timed AND substr(began, 20) <> substr(ended, 20) THEN 'times of different zones'
         WHEN both_timed AND seconds BETWEEN 0 AND allowed THEN 'in time'
         WHEN seconds > allowed THEN 'late'
         WHEN ended IS NULL THEN 'not over by the as-of date'
         WHEN both_timed OR ended < substr(began, 1, 10) THEN 'end before start'
         ELSE 'time of day missing' END AS state
  FROM timed
),
unit AS (
  SELECT row_id, max(CASE rule WHEN 'A' THEN state END) AS detainer, max(CASE rule WHEN 'B' THEN state END) AS claim,
         max(CASE rule WHEN 'C' THEN state END) AS custody
  FROM told GROUP BY row_id
),
agency AS MATERIALIZED (         -- the model of agencies whose agreements are all of one
  SELECT agency_ref, min(model) AS model FROM dated_agreements WHERE reason = '' GROUP BY agency_ref HAVING min(model) = max(model)
),
officer AS MATERIALIZED (SELECT officer_id, model FROM officers WHERE repeats IS NULL),
placed AS (
  SELECT e.row_id, e.encounter_id, e.repeats, e.agency_ref, e.occurred_at, e.detainer_issued_at, e.ice_notified_at,
    e.usc_claim_at, e.usc_reported_at, e.ice_custody_at, e.released_at, coalesce(o.model, g.model) AS model,
    u.detainer, u.claim, u.custody
  FROM unit u JOIN encounters e ON e.row_id = u.row_id
  LEFT JOIN officer o ON o.officer_id = e.officer_id
  LEFT JOIN agency g ON g.agency_ref = e.agency_ref
),
held AS (                        -- each encounter to the limits of its model
  SELECT row_id, encounter_id, repeats, agency_ref, occurred_at, detainer_issued_at, ice_notified_at, usc_claim_at,
    usc_reported_at, ice_custody_at, released_at, model, claim, custody,
    CASE WHEN model NOT IN (SELECT value FROM param_detainer_models) THEN NULL ELSE detainer END AS detainer
  FROM placed
),
judged AS MATERIALIZED (
  SELECT *,
    CASE
      WHEN repeats IS NOT NULL THEN 'repeated key'
      WHEN occurred_at IS NULL THEN 'date of the encounter missing'
      WHEN NOT EXISTS (SELECT criterion_id FROM criterion_terms WHERE model IS NULL AND in_force_from IS NULL AND in_force_to IS NULL)
        AND NOT EXISTS (
          SELECT t.criterion_id FROM criterion_terms t WHERE (t.model IS NULL OR t.model = p.model)
            AND (t.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
              WHERE g.agency_ref = p.agency_ref AND g.model = t.model AND g.template <> t.template))
            AND (t.in_force_from IS NULL OR t.in_force_from <= p.occurred_at)
            AND (t.in_force_to IS NULL OR p.occurred_at < add_days(t.in_force_to, 1))) THEN 'criterion not established'
      WHEN 'late' IN (detainer, claim, custody) OR 'in time' IN (detainer, claim, custody) THEN ''
      ELSE coalesce(detainer, claim, nullif(custody, 'exempt'), '') END AS why,
    CASE WHEN detainer = 'late' THEN ',A' ELSE '' END || CASE WHEN claim = 'late' THEN ',B' ELSE '' END
      || CASE WHEN custody = 'late' THEN ',C' ELSE '' END AS kinds
  FROM held p
  WHERE detainer IS NOT NULL OR claim IS NOT NULL OR custody IS NOT NULL
)
SELECT
  CASE WHEN repeats IS NULL AND encounter_id IS NOT NULL THEN encounter_id
       ELSE ifnull(encounter_id, '?') || '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception'
       WHEN 'in time' IN (detainer, claim, custody) THEN 'tested' ELSE 'exempt' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN substr(kinds, 2) ELSE '' END AS kind,
  agency_ref, model, detainer_issued_at, ice_notified_at, usc_claim_at, usc_reported_at, ice_custody_at, released_at,
  detainer, claim, custody
FROM judged

-- figures
WITH state AS (
  SELECT detainer, claim, custody, count(*) AS n FROM outcomes
  WHERE reason NOT IN ('repeated key', 'date of the encounter missing', 'criterion not established') GROUP BY detainer, claim, custody
),
told AS (
  SELECT 'detainer' AS rule, detainer AS state, n FROM state WHERE detainer IS NOT NULL
  UNION ALL SELECT 'claim', claim, n FROM state WHERE claim IS NOT NULL
  UNION ALL SELECT 'custody', custody, n FROM state WHERE custody IS NOT NULL
),
counted AS (
  SELECT ifnull(sum(CASE WHEN rule = 'detainer' AND state IN ('late', 'in time') THEN n END), 0) AS detainers_tested,
         ifnull(sum(CASE WHEN rule = 'detainer' AND state = 'late' THEN n END), 0) AS detainers_late,
         ifnull(sum(CASE WHEN rule = 'claim' AND state IN ('late', 'in time') THEN n END), 0) AS claims_tested,
         ifnull(sum(CASE WHEN rule = 'claim' AND state = 'late' THEN n END), 0) AS claims_late,
         ifnull(sum(CASE WHEN rule = 'custody' AND state IN ('late', 'in time') THEN n END), 0) AS custody_tested,
         ifnull(sum(CASE WHEN rule = 'custody' AND state = 'late' THEN n END), 0) AS custody_late,
         ifnull(sum(CASE WHEN state = 'exempt' THEN n END), 0) AS custody_exempt
  FROM told
)
SELECT 'detainers_tested' AS name, '' AS "group", detainers_tested AS value, 'detainers' AS unit, 'count' AS rounding,
       NULL AS part, NULL AS whole FROM counted
UNION ALL SELECT 'detainers_late', '', detainers_late, 'detainers', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'detainer_rate', '', NULL, '', 'rate', detainers_late, detainers_tested FROM counted
UNION ALL SELECT 'claims_tested', '', claims_tested, 'claims', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'claims_late', '', claims_late, 'claims', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'claim_rate', '', NULL, '', 'rate', claims_late, claims_tested FROM counted
UNION ALL SELECT 'custody_tested', '', custody_tested, 'times in custody', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'custody_late', '', custody_late, 'times in custody', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'custody_rate', '', NULL, '', 'rate', custody_late, custody_tested FROM counted
UNION ALL SELECT 'custody_exempt', '', custody_exempt, 'times in custody', 'count', NULL, NULL FROM counted
UNION ALL SELECT 'not_timed', state, sum(n), 'limits', 'count', NULL, NULL FROM told
  WHERE state NOT IN ('late', 'in time', 'exempt') GROUP BY state
