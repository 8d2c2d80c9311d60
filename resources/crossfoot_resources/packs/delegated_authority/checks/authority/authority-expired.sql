/* crossfoot-check
id         = "authority-expired"
title      = "Authorization period elapsed"
question   = "Was the authority of each officer given anew before its term was over?"
kind       = "exception"
unit       = "officer"
population = "officers whose authority has a term and had not ended otherwise by the as-of date"
criteria   = ["tfm-authorization-term", "stated-authorization-term"]
background = ["oig-18-77"]
condition  = "Records showed that the term of the authority was over for {exceptions} of {tested} officers ({rate}) as of {as_of}, and did not show that it was given anew or ended: for {by_record} by the last day that the list states, for {by_term} by {term_months} months from the authorization."
cause      = "Who tracks the last day of each authorization, and who renews it? What evidence says so?"
effect     = "What did these officers do after the term was over? What evidence says so?"
recommend  = "Track the last day of each authorization, and renew or end it in writing before that day."
record_type = "officers"
facts      = ["expires_on", "reauthorized_on"]
absent_record = true

[needs]
officers = ["officer_id", "authorized_on"]

[uses]
officers   = ["model", "authority_expires_on", "reauthorized_on", "revoked_on", "separated_on"]
agreements = ["model", "terminated_on"]
encounters = ["officer_id", "occurred_at"]

[without]
"officers.model"                = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.authority_expires_on" = "The list of officers gives no last day of the authority; only terms of the task force agreement could be tested."
"officers.reauthorized_on"      = "The list of officers does not say whose authority was given anew."
"officers.revoked_on"           = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"         = "The list of officers does not say who left; an officer who left counts as authorized until revoked."
"encounters"                    = "No encounters were loaded; encounters after the term was over were not counted."

[params.term_months]
type    = "months"
meaning = "Months from the authorization for which it is given where the list states no last day."
source  = "criterion"
[params.term_models]
type    = "list"
meaning = "Models whose agreement gives the authority such a term; a hybrid agreement is none of them unless the auditor adds it."
source  = "definition"
default = ["TFM"]
[params.horizon]
type    = "days"
meaning = "Days after the as-of date within which terms that end are listed for information."
source  = "definition"
default = 90

[kinds]
A = "The list states {expires_on} as the last day of the authority, and no later authorization."
B = "Authorized on {authorized_on}; the list states no last day. The term from that day ended on {expires_on}."

[figures.by_record]
sentence = "Officers whose authority ended by the last day that the list states"
where    = "kind = 'A'"
[figures.by_term]
sentence = "Officers whose term from the authorization was over, without a last day in the list"
where    = "kind = 'B'"
[figures.given_anew]
sentence = "Officers whose term was over by the as-of date and whose authority was given anew"
where    = "anew_on IS NOT NULL"
[figures.soon]
sentence = "Officers whose term ends on the as-of date or within {horizon} days after it, listed for information"
where    = "soon = 1"
[figures.median_days]
sentence = "Median of the days since the term was over"
where    = "days_over IS NOT NULL"
[figures.most_days]
sentence = "The most days since the term was over"
where    = "days_over IS NOT NULL"
[figures.encounters_after]
sentence = "Encounters on record of these officers after their term was over"
rows     = "SELECT 'encounters' AS record_type, e.row_id FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL AND substr(e.occurred_at, 1, 10) > o.expires_on AND substr(e.occurred_at, 1, 10) <= :as_of WHERE o.days_over IS NOT NULL"

[evidence]
agency_ref      = "Agency"
model           = "Model"
authorized_on   = "Authorized"
expires_on      = "Last day of the term"
reauthorized_on = "Authorized anew"
days_over       = "Days over"

[[seeds]]
kind = "A"
says = "the list states a last day before the as-of date, and no later authorization"
sql  = ["UPDATE officers SET authority_expires_on = add_days(:as_of, -1), reauthorized_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "a task force officer was authorized five years before the as-of date, and never again"
sql  = ["UPDATE officers SET model = 'TFM', authorized_on = add_days(:as_of, -1826), authority_expires_on = NULL, reauthorized_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH roster AS (
  SELECT o.row_id, o.officer_id, o.repeats, o.agency_ref, a.model, o.authorized_on, o.authority_expires_on, o.reauthorized_on,
    CASE WHEN o.authority_expires_on IS NULL THEN add_months(o.authorized_on, :term_months) ELSE o.authority_expires_on END
      AS expires_on,
    CASE WHEN o.reauthorized_on > o.authorized_on AND o.reauthorized_on <= :as_of THEN o.reauthorized_on END AS anew_on
  FROM authority a JOIN officers o ON o.row_id = a.officer_row
  WHERE a.from_on <= :as_of
    AND (o.revoked_on IS NULL OR o.revoked_on > :as_of OR (o.reauthorized_on >= o.revoked_on AND o.reauthorized_on <= :as_of))
    AND (o.separated_on IS NULL OR o.separated_on > :as_of
         OR (o.reauthorized_on >= o.separated_on AND o.reauthorized_on <= :as_of))
    AND (a.agreement_terminated_on IS NULL OR a.agreement_terminated_on > :as_of)
    AND (o.authority_expires_on IS NOT NULL OR a.model IN (SELECT value FROM param_term_models))
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, authority_expires_on, reauthorized_on, authority_expires_on, NULL
  FROM officers
  WHERE authorized_on IS NULL AND (authority_expires_on IS NOT NULL OR model IN (SELECT value FROM param_term_models))
),
judged AS MATERIALIZED (         -- a renewal before the stated last day answers it only where that day lies in the first term
  SELECT *,
    CASE WHEN anew_on > expires_on OR authority_expires_on IS NULL
              OR authority_expires_on <= add_months(authorized_on, 24) THEN anew_on END AS answered_on,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = roster.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = roster.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= roster.authorized_on)
                            AND (c.in_force_to IS NULL OR roster.authorized_on <= c.in_force_to)) THEN 'criterion not established'
         WHEN expires_on IS NULL THEN 'term not known'
         WHEN expires_on < authorized_on THEN 'last day before the authorization' ELSE '' END AS why
  FROM roster
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN expires_on < :as_of AND answered_on IS NULL THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why <> '' OR expires_on >= :as_of OR answered_on IS NOT NULL THEN ''
       WHEN authority_expires_on IS NOT NULL THEN 'A' ELSE 'B' END AS kind,
  agency_ref, model, authorized_on, expires_on, reauthorized_on,
  CASE WHEN why = '' AND expires_on < :as_of THEN answered_on END AS anew_on,
  CASE WHEN why = '' AND expires_on >= :as_of AND expires_on <= add_days(:as_of, :horizon) THEN 1 ELSE 0 END AS soon,
  CASE WHEN why = '' AND expires_on < :as_of AND answered_on IS NULL THEN days_between(expires_on, :as_of) END AS days_over
FROM judged

-- figures
WITH ranked AS (
  SELECT days_over AS days, row_number() OVER (ORDER BY days_over) AS place, count(*) OVER () AS total
  FROM outcomes WHERE days_over IS NOT NULL
)
SELECT 'by_record' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'by_term', '', count(*), 'officers', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'given_anew', '', count(*), 'officers', 'count' FROM outcomes WHERE anew_on IS NOT NULL
UNION ALL SELECT 'soon', '', count(*), 'officers', 'count' FROM outcomes WHERE soon = 1
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', max(days_over), 'days', 'count' FROM outcomes
UNION ALL SELECT 'encounters_after', '', count(*), 'encounters', 'count'
  FROM outcomes o JOIN encounters e ON e.officer_id = o.entity AND e.repeats IS NULL
    AND substr(e.occurred_at, 1, 10) > o.expires_on AND substr(e.occurred_at, 1, 10) <= :as_of
  WHERE o.days_over IS NOT NULL
  HAVING (SELECT max(loaded) FROM field_catalogue WHERE record_type = 'encounters')
