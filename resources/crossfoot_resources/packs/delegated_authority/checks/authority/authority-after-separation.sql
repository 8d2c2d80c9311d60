/* crossfoot-check
id         = "authority-after-separation"
title      = "Authority or credentials kept after employment or agreement ended"
question   = "Was authority revoked, and were credentials returned, when an officer left or the agreement ended or was suspended?"
kind       = "exception"
unit       = "officer"
population = "officers who left, or whose agreement ended or was suspended, by the as-of date, and whose authority and credentials were not settled before the period"
criteria   = ["jem-authority-ends", "wso-authority-ends", "tfm-authority-ends"]
background = ["oig-18-77", "oig-10-63"]
condition  = "Of {tested} officers who left, or whose agreement ended or was suspended, records did not show for {exceptions} ({rate}) that the end was followed as the agreement asks: for {authority_kept} that authority was revoked in time, for {credentials_kept} that credentials were returned within {credential_days} days. One officer can be in both."
cause      = "Who learns that an officer left or an agreement ended, and from whom? What evidence says so?"
effect     = "What was done under the authority, or with the credentials, since? What evidence says so?"
recommend  = "Compare authorizations and credentials with the agencies' rosters each quarter, and record each revocation and return."
record_type = "officers"
facts      = ["end_on", "revoked_on", "returned_on"]
absent_record = true

[needs]
officers = ["officer_id", "authorized_on", "revoked_on", "separated_on"]

[uses]
officers   = ["model", "suspended_on", "authority_expires_on", "reauthorized_on", "credential_no", "credential_returned_on"]
agreements = ["model", "terminated_on", "suspended_from"]
encounters = ["officer_id", "occurred_at"]

[without]
"officers.model"                  = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.suspended_on"           = "The list of officers gives no suspensions; only revocations could be seen."
"officers.authority_expires_on"   = "The list of officers gives no last day of the authority; an authority counts as lasting until revoked."
"officers.reauthorized_on"        = "The list of officers does not say whose authority was given anew."
"officers.credential_no"          = "The list of officers gives no credentials; whether they were returned was not tested."
"officers.credential_returned_on" = "The list of officers does not say when credentials were returned; whether they were was not tested."
"agreements"                      = "No agreements were loaded; only officers who left were tested."
"agreements.terminated_on"        = "The list of agreements gives no terminations; only officers who left, or whose agreement was suspended, were tested."
"agreements.suspended_from"       = "The list of agreements gives no suspensions; only officers who left, or whose agreement ended, were tested."
"encounters"                      = "No encounters were loaded; encounters after the end were not counted."

[params.grace]
type    = "days"
meaning = "Days after the end within which authority is to be revoked; the agreements that were read give none."
source  = "definition"
default = 0
[params.task_force_days]
type    = "days"
meaning = "The same days under the models named below, whose agreement gives 48 hours for the notice of a revocation."
source  = "definition"
default = 2
[params.task_force_models]
type    = "list"
meaning = "The models under whose agreement those days hold."
source  = "definition"
default = ["TFM"]
[params.credential_days]
type    = "days"
meaning = "Days after the end within which credentials are to be returned; the agreements that were read give no number."
source  = "definition"
default = 30

[kinds]
A = "{ended_by} on {end_on}. Records did not show that the authority was revoked by {deadline_on}."
B = "{ended_by} on {end_on}. Records did not show that the credentials were returned by {credentials_by}."

[figures.authority_kept]
sentence = "Officers for whom records did not show that authority was revoked in time"
where    = "instr(kind, 'A') > 0"
[figures.credentials_kept]
sentence = "Officers for whom records did not show that credentials were returned in time"
where    = "instr(kind, 'B') > 0"
[figures.by_end]
sentence = "Officers of this check: {group}"
where    = "outcome NOT IN ('excluded', 'exempt') AND ended_by = :group"
[figures.median_days]
sentence = "Median of the days from the end to the revocation, or to the as-of date, where authority was not revoked in time"
where    = "days_kept IS NOT NULL"
[figures.most_days]
sentence = "The most days from the end to the revocation, or to the as-of date, where authority was not revoked in time"
where    = "days_kept IS NOT NULL"
[figures.encounters_after]
sentence = "Encounters on record of officers whose authority was not revoked in time, after the end and up to the revocation or the as-of date"
rows     = "SELECT 'encounters' AS record_type, e.row_id FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL AND substr(e.occurred_at, 1, 10) > o.end_on AND substr(e.occurred_at, 1, 10) <= o.counted_to WHERE o.days_kept IS NOT NULL"

[evidence]
agency_ref     = "Agency"
model          = "Model"
ended_by       = "What ended"
end_on         = "On"
deadline_on    = "To be revoked by"
revoked_on     = "Revoked"
credentials_by = "Credentials due"
returned_on    = "Credentials returned"

[[seeds]]
kind = "A"
says = "an officer left, and no revocation is on record"
sql  = ["UPDATE officers SET revoked_on = NULL, suspended_on = NULL, authority_expires_on = NULL, reauthorized_on = NULL, separated_on = add_days(:as_of, -60) WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "an officer left sixty days before the as-of date, and no return of the credentials is on record"
sql  = ["UPDATE officers SET separated_on = min(separated_on, add_days(:as_of, -60)), reauthorized_on = NULL, credential_no = 'PLANTED', credential_returned_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND ended_by = 'Left the agency or the program' AND end_on >= add_days(:as_of, -3653)"
*/
WITH columns AS (
  SELECT sum(mapped) = 2 AS credentials FROM field_catalogue
  WHERE record_type = 'officers' AND field IN ('credential_no', 'credential_returned_on')
),
ended AS (
  SELECT o.row_id, o.officer_id, o.repeats, o.agency_ref, a.model, o.authorized_on, o.revoked_on, o.suspended_on,
    o.authority_expires_on, o.credential_no, o.credential_returned_on,
    CASE WHEN o.reauthorized_on > o.authorized_on AND o.reauthorized_on <= :as_of THEN o.reauthorized_on END AS anew_on,
    CASE WHEN o.separated_on <= :as_of THEN o.separated_on END AS left_on,
    CASE WHEN a.agreement_terminated_on <= :as_of THEN a.agreement_terminated_on END AS terminated_on,
    CASE WHEN a.agreement_suspended_to IS NULL OR a.agreement_suspended_to > a.from_on THEN a.agreement_suspended_from END
      AS suspended_from
  FROM authority a JOIN officers o ON o.row_id = a.officer_row
  WHERE a.from_on <= :as_of
    AND (o.separated_on <= :as_of OR a.agreement_terminated_on <= :as_of OR a.agreement_suspended_from <= :as_of)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, revoked_on, suspended_on, authority_expires_on,
    credential_no, credential_returned_on, NULL, separated_on, NULL, NULL
  FROM officers WHERE authorized_on IS NULL AND separated_on <= :as_of
),
earliest AS (
  SELECT *,
    min(ifnull(left_on, 'never'), ifnull(terminated_on, 'never'), ifnull(suspended_from, 'never')) AS end_on,
    min(ifnull(left_on, 'never'), ifnull(terminated_on, 'never')) AS last_on,
    CASE WHEN credential_no IS NOT NULL AND (SELECT credentials FROM columns) THEN ifnull(credential_returned_on, 'never') END
      AS held_to
  FROM ended
),
judged AS MATERIALIZED (
  SELECT *,
    CASE end_on WHEN left_on THEN 'Left the agency or the program' WHEN terminated_on THEN 'Agreement ended'
                ELSE 'Agreement suspended' END AS ended_by,
    add_days(end_on, CASE WHEN model IN (SELECT value FROM param_task_force_models) THEN :task_force_days ELSE :grace END)
      AS deadline_on,
    CASE WHEN held_to IS NOT NULL THEN add_days(last_on, :credential_days) END AS credentials_by,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = earliest.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = earliest.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= earliest.end_on)
                            AND (c.in_force_to IS NULL OR earliest.end_on <= c.in_force_to)) THEN 'criterion not established'
         WHEN end_on < authorized_on THEN 'ended before the authorization'
         WHEN anew_on >= end_on THEN 'authorized anew after the end' ELSE '' END AS why
  FROM earliest
  WHERE end_on <> 'never'
    AND (end_on >= :period_start OR ifnull(revoked_on, 'never') >= :period_start OR held_to >= :period_start)
),
kept AS (
  SELECT *,
    CASE WHEN why <> '' OR deadline_on > :as_of OR revoked_on <= deadline_on OR authority_expires_on < deadline_on
              OR (ended_by = 'Agreement suspended' AND suspended_on <= deadline_on) THEN 0 ELSE 1 END AS authority,
    CASE WHEN why = '' AND credentials_by <= :as_of AND held_to > credentials_by THEN 1 ELSE 0 END AS credentials
  FROM judged
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN authority + credentials > 0 THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN authority + credentials = 2 THEN 'A,B' WHEN authority > 0 THEN 'A' WHEN credentials > 0 THEN 'B' ELSE '' END AS kind,
  agency_ref, model, ended_by, end_on, deadline_on, revoked_on, credentials_by, credential_returned_on AS returned_on,
  CASE WHEN authority > 0 THEN days_between(end_on, min(ifnull(revoked_on, :as_of), :as_of)) END AS days_kept,
  CASE WHEN authority > 0 THEN min(ifnull(revoked_on, :as_of), :as_of) END AS counted_to
FROM kept

-- figures
WITH ranked AS (
  SELECT days_kept AS days, row_number() OVER (ORDER BY days_kept) AS place, count(*) OVER () AS total
  FROM outcomes WHERE days_kept IS NOT NULL
)
SELECT 'authority_kept' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'credentials_kept', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'by_end', ended_by, count(*), 'officers', 'count' FROM outcomes
  WHERE outcome IN ('tested', 'exception') GROUP BY ended_by
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', max(days_kept), 'days', 'count' FROM outcomes
UNION ALL SELECT 'encounters_after', '', count(*), 'encounters', 'count'
  FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL
    AND substr(e.occurred_at, 1, 10) > o.end_on AND substr(e.occurred_at, 1, 10) <= o.counted_to
  WHERE o.days_kept IS NOT NULL
  HAVING (SELECT max(loaded) FROM field_catalogue WHERE record_type = 'encounters')
