/* crossfoot-check
id         = "encounter-unauthorized-officer"
title      = "Encounters dated when no authorization is on record"
question   = "Was the officer of each encounter authorized on its day, under an active agreement, and for what was done?"
kind       = "exception"
unit       = "encounter"
population = "encounters dated in the audit's period"
criteria   = ["delegation-statute", "delegated-functions-jem", "delegated-functions-wso", "delegated-functions-tfm"]
condition  = "For {exceptions} of {tested} encounters ({rate}) dated from {period_start} to {period_end}, records did not show an authorization, an active agreement or a delegated function that covered the encounter on its day."
cause      = "What keeps an officer without authorization out of the system in which encounters are recorded? What evidence says so?"
effect     = "What became of the persons and cases that these encounters concern? What evidence says so?"
recommend  = "Have counsel review the cases of these encounters, and let the system accept an encounter only from an officer who is authorized on its day."
facts      = ["officer_id", "occurred_on", "action_type", "model", "from_on", "until_on", "suspended_from", "agreement"]
absent_record = true
record_type = "encounters"

[needs]
encounters = ["encounter_id", "officer_id", "occurred_at"]
officers   = ["officer_id", "authorized_on"]

[uses]
encounters = ["action_type"]
officers   = ["model", "revoked_on", "suspended_on", "separated_on", "authority_expires_on"]
agreements = ["model", "signed_on", "terminated_on", "suspended_from"]

[without]
"encounters.action_type"        = "The encounters do not say what was done; whether the function was delegated was not tested."
"officers.model"                = "The list of officers gives no model; that of the agency's agreement was taken where there is only one."
"officers.revoked_on"           = "The list of officers gives no revocations; an authority that was revoked counts as going on."
"officers.suspended_on"         = "The list of officers gives no suspensions; a suspended officer counts as authorized."
"officers.separated_on"         = "The list of officers does not say who left; an officer who left counts as authorized."
"officers.authority_expires_on" = "The list of officers gives no ends of authority; none counts as expired."
"agreements"                    = "No list of agreements was loaded; whether the agency's agreement was active was not tested."
"agreements.terminated_on"      = "The list of agreements gives no terminations; each agreement counts as active from its signing on."
"agreements.suspended_from"     = "The list of agreements gives no suspensions; a suspended agreement counts as active."

[params.model_functions]
type    = "table"
meaning = "What the agreements of each model let an officer do, as rows of model and action; every other action of a model that is listed here is none of its functions. A contact counts as no function of its own. It is compared only where a term of the agreements of that model stands."
source  = "definition"
default = [
  { model = "JEM", action = "encounter" }, { model = "JEM", action = "interview" }, { model = "JEM", action = "detainer" },
  { model = "JEM", action = "I-213" }, { model = "JEM", action = "NTA" },
  { model = "JEM", action = "warrant_arrest" }, { model = "JEM", action = "warrant_removal" },
  { model = "WSO", action = "encounter" }, { model = "WSO", action = "warrant_arrest" }, { model = "WSO", action = "warrant_removal" },
  { model = "TFM", action = "encounter" }, { model = "TFM", action = "interview" }, { model = "TFM", action = "detainer" },
  { model = "TFM", action = "I-213" }, { model = "TFM", action = "NTA" },
  { model = "TFM", action = "warrant_arrest" }, { model = "TFM", action = "warrant_removal" }, { model = "TFM", action = "field_arrest" },
  { model = "Hybrid", action = "encounter" }, { model = "Hybrid", action = "interview" }, { model = "Hybrid", action = "detainer" },
  { model = "Hybrid", action = "I-213" }, { model = "Hybrid", action = "NTA" },
  { model = "Hybrid", action = "warrant_arrest" }, { model = "Hybrid", action = "warrant_removal" }, { model = "Hybrid", action = "field_arrest" },
]

[kinds]
A = "The list of officers did not show an officer {officer_id}."
B = "Dated {occurred_on}; records did not show an authorization before {from_on}."
C = "Dated {occurred_on}; the authority had ended or was suspended on {ended_on} ({ended})."
D = "Dated {occurred_on}; records did not show an active agreement of the agency on that day."
E = "The action {action_type} is not among the functions of the model {model}."

[figures.officer_not_listed]
sentence = "Encounters whose officer the list of officers did not show"
where    = "kind LIKE '%A%'"
[figures.before_authorization]
sentence = "Encounters dated before an authorization that is on record, or of officers without one"
where    = "kind LIKE '%B%'"
[figures.after_end]
sentence = "Encounters dated when the authority had ended (revoked, expired, the officer had left, the agreement was terminated) or was suspended"
where    = "kind LIKE '%C%'"
[figures.without_agreement]
sentence = "Encounters dated when records did not show an active agreement of the agency"
where    = "kind LIKE '%D%'"
[figures.other_function]
sentence = "Encounters whose action is not among the functions of the model"
where    = "kind LIKE '%E%'"
[figures.officers]
sentence = "Officers who are named by these encounters"
where    = "kind <> ''"
[figures.function_terms]
sentence = "Terms of agreements with a model by which actions were compared with functions; where there is none they were not"

[evidence]
agency_ref     = "Agency"
occurred_on    = "Date"
action_type    = "Action"
model          = "Model"
from_on        = "Authorized"
until_on       = "Authority ended"
suspended_from = "Suspended"
agreement      = "Agreement"

[[seeds]]
kind = "A"
says = "The encounter names an officer whom the list of officers does not show."
sql  = ["UPDATE encounters SET officer_id = 'not listed ' || row_id WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "The officer was authorized only on the day after the encounter."
sql  = ["UPDATE officers SET authorized_on = add_days((SELECT max(e.occurred_at) FROM encounters e WHERE e.officer_id = officers.officer_id AND e.row_id IN (SELECT row_id FROM seeded)), 1) WHERE officer_id IN (SELECT officer_id FROM encounters WHERE row_id IN (SELECT row_id FROM seeded))"]
[[seeds]]
kind = "C"
says = "The officer's authority was revoked on the day of the encounter."
sql  = ["UPDATE officers SET revoked_on = (SELECT substr(min(e.occurred_at), 1, 10) FROM encounters e WHERE e.officer_id = officers.officer_id AND e.row_id IN (SELECT row_id FROM seeded)) WHERE officer_id IN (SELECT officer_id FROM encounters WHERE row_id IN (SELECT row_id FROM seeded))"]
[[seeds]]
kind = "D"
says = "The agency's agreements were terminated on the first day of the period."
sql  = ["UPDATE agreements SET terminated_on = :period_start WHERE agency_ref IN (SELECT agency_ref FROM encounters WHERE row_id IN (SELECT row_id FROM seeded))"]
among = "outcome = 'tested' AND agreement = 'active'"
[[seeds]]
kind = "E"
says = "The encounter is recorded as an arrest in the field under a model that has none."
sql  = ["UPDATE encounters SET action_type = 'field_arrest' WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND functions_known = 1 AND model IN ('JEM', 'WSO')"
*/
WITH known AS MATERIALIZED (     -- the authority that is on record for each listed officer
  SELECT officer_id, model, from_on, until_on, until_reason, suspended_from, suspended_to
  FROM authority WHERE repeats IS NULL
),
agency AS MATERIALIZED (         -- from when on an agreement without end or suspension makes the agency active
  SELECT agency_ref, max(reason = 'date unusable') AS undated, CASE WHEN min(model) = max(model) THEN min(model) END AS model,
         min(CASE WHEN until_on IS NULL AND suspended_from IS NULL THEN signed_on END) AS open_from
  FROM dated_agreements WHERE reason IN ('', 'date unusable') GROUP BY agency_ref
),
limited AS (                     -- encounters that an agreement with an end or a suspension covers
  SELECT e.row_id
  FROM dated_agreements d CROSS JOIN encounters e
  WHERE e.agency_ref = d.agency_ref AND d.reason = '' AND e.occurred_at >= d.signed_on
    AND (d.until_on IS NOT NULL OR d.suspended_from IS NOT NULL)
    AND (d.until_on IS NULL OR e.occurred_at < d.until_on)
    AND (d.suspended_from IS NULL OR e.occurred_at < d.suspended_from OR e.occurred_at >= d.suspended_to)
),
event AS (
  SELECT e.row_id, e.encounter_id, e.officer_id, e.agency_ref, e.repeats, e.action_type, e.occurred_at,
    coalesce(k.model, g.model) AS model, k.officer_id AS known_id, k.from_on, k.until_on, k.until_reason, k.suspended_from,
    CASE WHEN e.agency_ref IS NULL OR NOT EXISTS (SELECT list FROM list_catalogue WHERE record_type = 'agreements') THEN 'not known'
         WHEN e.occurred_at >= g.open_from THEN 'active'
         WHEN e.row_id IN (SELECT row_id FROM limited) THEN 'active'
         WHEN g.undated THEN 'date unusable' ELSE 'not active' END AS agreement,
    CASE WHEN k.until_on <= e.occurred_at THEN k.until_reason
         WHEN k.suspended_from <= e.occurred_at AND (k.suspended_to IS NULL OR e.occurred_at < k.suspended_to)
           THEN 'suspended' END AS ended
  FROM encounters e
  LEFT JOIN known k ON k.officer_id = e.officer_id
  LEFT JOIN agency g ON g.agency_ref = e.agency_ref
  WHERE e.occurred_at IS NULL
     OR (e.occurred_at >= :period_start AND e.occurred_at < add_days(min(:period_end, :as_of), 1))
),
judged AS MATERIALIZED (
  SELECT *,
    CASE
      WHEN repeats IS NOT NULL THEN 'repeated key'
      WHEN occurred_at IS NULL THEN 'date of the encounter missing'
      WHEN officer_id IS NULL THEN 'officer missing'
      WHEN known_id IS NULL AND officer_id IN (SELECT officer_id FROM officers) THEN 'date of the authorization missing'
      WHEN NOT EXISTS (SELECT criterion_id FROM criterion_terms WHERE model IS NULL AND in_force_from IS NULL AND in_force_to IS NULL)
        AND NOT EXISTS (
          SELECT t.criterion_id FROM criterion_terms t WHERE (t.model IS NULL OR t.model = v.model)
            AND (t.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
              WHERE g.agency_ref = v.agency_ref AND g.model = t.model AND g.template <> t.template))
            AND (t.in_force_from IS NULL OR t.in_force_from <= v.occurred_at)
            AND (t.in_force_to IS NULL OR v.occurred_at < add_days(t.in_force_to, 1))) THEN 'criterion not established'
      ELSE '' END AS why,
    CASE WHEN known_id IS NULL THEN ',A' WHEN occurred_at < from_on THEN ',B' WHEN ended IS NOT NULL THEN ',C' ELSE '' END
      || CASE WHEN agreement = 'not active' THEN ',D' ELSE '' END AS kinds,
    model IN (SELECT model FROM param_model_functions) AND EXISTS (    -- functions are a term of the agreements of one model
      SELECT t.criterion_id FROM criterion_terms t WHERE (t.model = v.model OR t.criterion_id = '')
        AND (t.in_force_from IS NULL OR t.in_force_from <= v.occurred_at)
        AND (t.in_force_to IS NULL OR v.occurred_at < add_days(t.in_force_to, 1))) AS functions_known
  FROM event v
),
named AS (
  SELECT *,
    CASE WHEN functions_known AND (model, action_type) NOT IN (SELECT model, action FROM param_model_functions)
      THEN kinds || ',E' ELSE kinds END AS all_kinds
  FROM judged
)
SELECT
  CASE WHEN repeats IS NULL AND encounter_id IS NOT NULL THEN encounter_id
       ELSE ifnull(encounter_id, '?') || '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN all_kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN substr(all_kinds, 2) ELSE '' END AS kind,
  agency_ref, officer_id, substr(occurred_at, 1, 10) AS occurred_on, action_type, model, from_on, until_on, suspended_from,
  agreement, functions_known, ended,
  CASE WHEN ended = 'suspended' THEN suspended_from WHEN ended IS NOT NULL THEN until_on END AS ended_on
FROM named

-- figures
WITH counted AS (
  SELECT ifnull(sum(kind LIKE '%A%'), 0) AS a, ifnull(sum(kind LIKE '%B%'), 0) AS b, ifnull(sum(kind LIKE '%C%'), 0) AS c,
         ifnull(sum(kind LIKE '%D%'), 0) AS d, ifnull(sum(kind LIKE '%E%'), 0) AS e, count(DISTINCT officer_id) AS officers
  FROM outcomes WHERE kind <> ''
)
SELECT 'officer_not_listed' AS name, '' AS "group", a AS value, 'encounters' AS unit, 'count' AS rounding FROM counted
UNION ALL SELECT 'before_authorization', '', b, 'encounters', 'count' FROM counted
UNION ALL SELECT 'after_end', '', c, 'encounters', 'count' FROM counted
UNION ALL SELECT 'without_agreement', '', d, 'encounters', 'count' FROM counted
UNION ALL SELECT 'other_function', '', e, 'encounters', 'count' FROM counted
UNION ALL SELECT 'officers', '', officers, 'officers', 'count' FROM counted
UNION ALL SELECT 'function_terms', '', count(*), 'terms', 'count' FROM criterion_terms WHERE model IS NOT NULL
