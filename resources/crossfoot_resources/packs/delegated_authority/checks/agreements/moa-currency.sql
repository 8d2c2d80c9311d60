/* crossfoot-check
id         = "moa-currency"
title      = "Agreements without both signatures, past their term, or without a review on record"
question   = "Are active agreements signed by both parties, within their term, reviewed, and older than the authority under them?"
kind       = "exception"
unit       = "agreement"
population = "listed agreements active on the as-of date"
criteria   = ["agreement-in-effect-jem", "agreement-in-effect-other", "agreement-review-jem"]
condition  = "Of {tested} agreements active on {as_of}, {exceptions} ({rate}) had an open point. Records did not show both signatures for {unsigned}, gave a signing date that is not that of the last signature for {other_date}, named a term that had ended for {expired}, and showed officers authorized before the agency signed for {early_authority}. We found no record of a review within {review_months} months for {not_reviewed}."
cause      = "Who tracks signatures, terms and reviews of agreements, and in which system? What evidence says so?"
effect     = "Under which terms did officers act meanwhile? What evidence says so?"
recommend  = "Keep a register of agreements with both signatures, terms and reviews, and check it before officers are authorized."
facts      = ["signed_on", "lea_signed_on", "ice_signed_on", "expiry_on", "reviewed_on", "early_officers"]
absent_record = true

[needs]
agreements = ["model", "signed_on", "lea_signed_on", "ice_signed_on"]

[uses]
agreements        = ["agreement_id", "expires_on", "last_review_on", "terminated_on", "suspended_from"]
agreement_addenda = ["agreement_id", "signed_on", "new_expires_on"]
officers          = ["authorized_on", "model"]

[without]
"agreements.agreement_id"   = "The list does not number agreements; addenda could not be joined to them."
"agreements.expires_on"     = "The list does not say when agreements expire; only terms that addenda set were tested."
"agreements.last_review_on" = "The list does not say when agreements were reviewed; reviews were not tested."
"agreements.terminated_on"  = "The list gives no terminations; all listed agreements count as active."
"agreements.suspended_from" = "The list gives no suspensions; a suspended agreement counts as active."
"agreement_addenda"         = "No addenda were loaded; an agreement that an addendum extended counts as expired."
"officers"                  = "No list of officers was loaded; whether officers were authorized before the agency signed was not tested."
"officers.model"            = "The list of officers gives no model; an officer is compared with the agency's first agreement of any model."

[params.signatures]
type    = "integer"
meaning = "How many dated signatures put an agreement into effect: the local agency's and the federal agency's."
source  = "criterion"
default = 2
[params.review_months]
type    = "months"
meaning = "Months after signing or the last review at whose end the agreement is to be reviewed again."
source  = "criterion"
default = 36
[params.review_models]
type    = "list"
meaning = "The models whose agreements speak of that review."
source  = "definition"
default = ["JEM"]

[kinds]
A = "Records did not show both signatures (local agency: {lea_signed_on}, federal agency: {ice_signed_on})."
B = "Signed on {signed_on} as listed, the last signature is dated {last_signature_on}."
C = "The term ended on {expiry_on}."
D = "We found no record of a review since {reviewed_on}."
E = "{early_officers} officers are listed as authorized before {first_signed_on}, when the agency first signed."

[figures.unsigned]
sentence = "Agreements for which records did not show both signatures"
where    = "instr(kind, 'A') > 0"
[figures.other_date]
sentence = "Agreements whose listed signing date is not that of the last signature"
where    = "instr(kind, 'B') > 0"
[figures.expired]
sentence = "Agreements listed as active whose term had ended before the as-of date"
where    = "instr(kind, 'C') > 0"
[figures.extended]
sentence = "Agreements whose term an addendum set"
where    = "reason = '' AND by_addendum"
[figures.not_reviewed]
sentence = "Agreements for which we found no record of a review within {review_months} months"
where    = "instr(kind, 'D') > 0"
[figures.early_authority]
sentence = "Agreements with officers listed as authorized before the agency first signed"
where    = "instr(kind, 'E') > 0"
[figures.early_officers]
sentence = "Officers listed as authorized before their agency first signed"
rows     = "SELECT DISTINCT 'officers' AS record_type, o.row_id FROM officers o JOIN outcomes u ON u.reason = '' AND u.agency_ref = o.agency_ref AND (o.model = u.model OR (o.model IS NULL AND u.first_signed_on = u.agency_signed_on)) AND o.authorized_on < u.first_signed_on WHERE o.repeats IS NULL"
[figures.suspended]
sentence = "Agreements that were suspended on the as-of date; they are not active and were not tested"
rows     = "SELECT 'agreements' AS record_type, row_id FROM dated_agreements WHERE reason = '' AND NOT active AND signed_on <= :as_of AND (until_on IS NULL OR until_on > :as_of)"

[evidence]
agency_ref        = "Agency"
model             = "Model"
signed_on         = "Signed"
lea_signed_on     = "Signed by the local agency"
ice_signed_on     = "Signed by the federal agency"
last_signature_on = "Last signature"
expiry_on         = "Term ends"
reviewed_on       = "Last review, or signed"
first_signed_on   = "Agency first signed"
early_officers    = "Officers authorized before"

[[seeds]]
kind = "A"
says = "The federal agency's signature is taken out of an agreement."
sql  = ["UPDATE agreements SET ice_signed_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "The federal agency signs two days after the date that the list gives."
sql  = ["UPDATE agreements SET ice_signed_on = add_days(signed_on, 2), lea_signed_on = signed_on WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "C"
says = "The term of an agreement ended the day before the as-of date, and no addendum extended it."
sql  = [
  "UPDATE agreements SET expires_on = add_days(:as_of, -1) WHERE row_id IN (SELECT row_id FROM seeded)",
  "DELETE FROM agreement_addenda WHERE agreement_id IN (SELECT agreement_id FROM agreements WHERE row_id IN (SELECT row_id FROM seeded))",
]
[[seeds]]
kind  = "D"
says  = "The last review lies further back than the months after which the next is due."
among = "outcome = 'tested' AND model IN (SELECT value FROM param_review_models) AND add_days(add_months(signed_on, ifnull(:review_months, 36)), 50) < :as_of AND (SELECT mapped FROM field_catalogue WHERE field = 'last_review_on')"
sql   = ["UPDATE agreements SET last_review_on = add_days(add_months(:as_of, -ifnull(:review_months, 36)), -40) WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "E"
says = "An officer of the agency was authorized the day before the agency first signed."
sql  = [
  "INSERT INTO officers (row_id, import_id, row_no, hidden, officer_id, agency_ref, model, authorized_on) SELECT (SELECT ifnull(max(row_id), 0) FROM officers) + a.row_id, (SELECT ifnull(max(import_id), 1) FROM officers), 900000 + a.row_id, 0, 'SEEDED-' || a.row_id, a.agency_ref, a.model, add_days((SELECT min(b.signed_on) FROM agreements b WHERE b.agency_ref = a.agency_ref AND b.model = a.model), -1) FROM agreements a WHERE a.row_id IN (SELECT row_id FROM seeded)",
]
*/
WITH listed AS (
  SELECT d.row_id, d.agency_ref, d.model, d.signed_on, d.reason,
    a.agreement_id, a.lea_signed_on, a.ice_signed_on, a.expires_on,
    CASE WHEN a.last_review_on <= :as_of AND a.last_review_on > d.signed_on THEN a.last_review_on ELSE d.signed_on END
      AS reviewed_on,
    CASE WHEN a.lea_signed_on > a.ice_signed_on THEN a.lea_signed_on ELSE a.ice_signed_on END AS last_signature_on,
    EXISTS (SELECT 1 FROM criterion_terms t      -- the terms are those of the template of the day of signing
            WHERE (t.model IS NULL OR t.model = d.model)
              AND (t.template IS NULL OR d.template IS NULL OR t.template = d.template)
              AND (t.in_force_from IS NULL OR t.in_force_from <= d.signed_on)
              AND (t.in_force_to IS NULL OR d.signed_on <= t.in_force_to)) AS bound
  FROM dated_agreements d JOIN agreements a ON a.row_id = d.row_id
  WHERE d.reason <> '' OR d.active
),
addendum AS (                    -- the last addendum by the as-of date that sets a term
  SELECT agreement_id, new_expires_on,
    row_number() OVER (PARTITION BY agreement_id ORDER BY signed_on DESC, new_expires_on DESC) AS place
  FROM agreement_addenda WHERE signed_on <= :as_of AND new_expires_on IS NOT NULL
),
first_of_model AS (
  SELECT agency_ref, model, min(signed_on) AS first_signed_on, min(min(signed_on)) OVER (PARTITION BY agency_ref)
    AS agency_signed_on
  FROM dated_agreements WHERE reason = '' GROUP BY agency_ref, model
),
early AS (
  SELECT f.agency_ref, f.model, count(*) AS officers
  FROM officers o JOIN first_of_model f ON f.agency_ref = o.agency_ref
    AND (f.model = o.model OR (o.model IS NULL AND f.first_signed_on = f.agency_signed_on))
  WHERE o.repeats IS NULL AND o.authorized_on < f.first_signed_on
  GROUP BY f.agency_ref, f.model
),
reviews AS (
  SELECT mapped AS given FROM field_catalogue WHERE field = 'last_review_on'
),
unreadable AS (                  -- a date that is there and cannot be read is not an absent record
  SELECT DISTINCT row_id FROM misfit_cells
  WHERE field IN ('lea_signed_on', 'ice_signed_on', 'expires_on', 'last_review_on')
    AND NOT overridden AND reason NOT LIKE 'error value%'
    AND reason NOT IN ('text that stands for a missing value', 'only blanks')
),
joined AS (
  SELECT l.*, coalesce(x.new_expires_on, l.expires_on) AS expiry_on, x.agreement_id IS NOT NULL AS by_addendum,
    f.first_signed_on, f.agency_signed_on, ifnull(e.officers, 0) AS early_officers, r.given AS reviews_given,
    CASE WHEN l.reason <> '' THEN l.reason WHEN NOT l.bound THEN 'criterion not established'
         WHEN u.row_id IS NOT NULL THEN 'date of a signature, term or review unusable' ELSE '' END AS why
  FROM listed l CROSS JOIN reviews r
  LEFT JOIN addendum x ON x.agreement_id = l.agreement_id AND x.place = 1
  LEFT JOIN first_of_model f ON f.agency_ref = l.agency_ref AND f.model = l.model
  LEFT JOIN early e ON e.agency_ref = l.agency_ref AND e.model = l.model
  LEFT JOIN unreadable u ON u.row_id = l.row_id
),
told AS (
  SELECT *, ltrim(
    CASE WHEN (lea_signed_on IS NOT NULL) + (ice_signed_on IS NOT NULL) < :signatures THEN ',A' ELSE '' END
    || CASE WHEN lea_signed_on IS NOT NULL AND last_signature_on <> signed_on THEN ',B' ELSE '' END
    || CASE WHEN expiry_on < :as_of THEN ',C' ELSE '' END
    || CASE WHEN reviews_given AND model IN (SELECT value FROM param_review_models)
                 AND add_months(reviewed_on, :review_months) < :as_of THEN ',D' ELSE '' END
    || CASE WHEN early_officers > 0 THEN ',E' ELSE '' END, ',') AS kinds
  FROM joined
)
SELECT
  ifnull(agency_ref, '?') || '|' || ifnull(model, '?') || '|' || ifnull(signed_on, '?')
    || CASE WHEN reason = '' THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN kinds ELSE '' END AS kind,
  agency_ref, model, signed_on, lea_signed_on, ice_signed_on, last_signature_on, expiry_on, by_addendum,
  reviewed_on, first_signed_on, agency_signed_on, early_officers
FROM told

-- figures
SELECT 'unsigned' AS name, '' AS "group", count(*) AS value, 'agreements' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'other_date', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'expired', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'extended', '', count(*), 'agreements', 'count' FROM outcomes WHERE reason = '' AND by_addendum
UNION ALL SELECT 'not_reviewed', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'D') > 0
  HAVING (SELECT mapped FROM field_catalogue WHERE field = 'last_review_on')
UNION ALL SELECT 'early_authority', '', count(*), 'agreements', 'count' FROM outcomes WHERE instr(kind, 'E') > 0
UNION ALL SELECT 'early_officers', '', count(DISTINCT o.row_id), 'officers', 'count'
  FROM officers o JOIN outcomes u ON u.reason = '' AND u.agency_ref = o.agency_ref
    AND (o.model = u.model OR (o.model IS NULL AND u.first_signed_on = u.agency_signed_on))
    AND o.authorized_on < u.first_signed_on
  WHERE o.repeats IS NULL
UNION ALL SELECT 'suspended', '', count(*), 'agreements', 'count' FROM dated_agreements
  WHERE reason = '' AND NOT active AND signed_on <= :as_of AND (until_on IS NULL OR until_on > :as_of)
