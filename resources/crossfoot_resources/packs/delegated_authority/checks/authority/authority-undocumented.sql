/* crossfoot-check
id         = "authority-undocumented"
title      = "Authorization papers missing"
question   = "Are the papers of each authorization on record, and dated by the day of the authorization?"
kind       = "exception"
unit       = "officer"
population = "officers authorized on the as-of date"
criteria   = ["jem-authorization-papers", "wso-authorization-papers"]
background = ["oig-18-77", "oig-10-63"]
condition  = "Of {tested} officers authorized on {as_of}, records for {exceptions} ({rate}) did not show the papers that the agreement asks for: for {not_shown} at least one was not on record, for {dated_later} the authorization letter was dated after the authorization, and {same_credential} shared a credential number with another officer. One officer can be in more than one of these."
cause      = "Who keeps the authorization files, and who reviews them? What evidence says so?"
effect     = "For which acts of these officers was the authority questioned? What evidence says so?"
recommend  = "Keep a complete authorization file for each officer, and review the files when officers are authorized."
record_type = "officers"
facts      = ["missing", "auth_letter_on", "same_as"]
absent_record = true

[needs]
officers = ["officer_id", "authorized_on"]

[uses]
officers = ["model", "auth_letter_on", "form_70_006_on", "credential_no", "revoked_on", "separated_on"]

[without]
"officers.model"          = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.auth_letter_on" = "The list of officers has no column of authorization letters; they were not tested."
"officers.form_70_006_on" = "The list of officers has no column of designation forms; they were not tested."
"officers.credential_no"  = "The list of officers has no column of credentials; they were not tested."
"officers.revoked_on"     = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"   = "The list of officers does not say who left; an officer who left counts as authorized until revoked."

[params.required_items]
type    = "list"
meaning = "The papers that must be on record: the signed authorization letter, the designation form, the credentials."
source  = "definition"
default = ["auth_letter_on", "form_70_006_on", "credential_no"]
choices = ["auth_letter_on", "form_70_006_on", "credential_no"]

[kinds]
A = "Records did not show: {missing}."
B = "Authorized on {authorized_on}; the authorization letter is dated {auth_letter_on}."
C = "The credential number is also that of: {same_as}."

[figures.not_shown]
sentence = "Officers for whom at least one of the papers was not on record"
where    = "instr(kind, 'A') > 0"
[figures.dated_later]
sentence = "Officers whose authorization letter is dated after the authorization"
where    = "instr(kind, 'B') > 0"
[figures.same_credential]
sentence = "Officers whose credential number is also that of another officer"
where    = "instr(kind, 'C') > 0"
[figures.missing_by_paper]
sentence = "Officers without a record of the {group}"
where    = "instr(missing, :group) > 0"

[evidence]
agency_ref     = "Agency"
model          = "Model"
authorized_on  = "Authorized"
missing        = "Not on record"
auth_letter_on = "Letter dated"
same_as        = "Same credential number"

[chart]
kind   = "bars"
figure = "missing_by_paper"
unit   = "officers"

[[seeds]]
kind = "A"
says = "no authorization letter, designation form and credential number is on record"
sql  = ["UPDATE officers SET auth_letter_on = NULL, form_70_006_on = NULL, credential_no = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "the authorization letter is dated the day after the authorization"
sql  = ["UPDATE officers SET auth_letter_on = add_days(authorized_on, 1) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND auth_letter_on IS NOT NULL"
[[seeds]]
kind = "C"
says = "two or more officers carry one credential number"
sql  = ["UPDATE officers SET credential_no = 'PLANTED' WHERE row_id IN (SELECT row_id FROM seeded) OR row_id = (SELECT min(row_id) FROM officers WHERE repeats IS NULL AND credential_no IS NOT NULL AND revoked_on IS NULL AND separated_on IS NULL)"]
among = "outcome = 'tested' AND instr(missing, 'credentials') = 0"
*/
WITH items AS (                  -- papers that are required and for which the list has a column
  SELECT max(field = 'auth_letter_on') AS letter, max(field = 'form_70_006_on') AS form, max(field = 'credential_no') AS credential
  FROM field_catalogue
  WHERE record_type = 'officers' AND mapped AND field IN (SELECT value FROM param_required_items)
),
roster AS (
  SELECT o.row_id, o.officer_id, o.repeats, o.agency_ref, a.model, o.authorized_on, o.auth_letter_on, o.form_70_006_on,
    o.credential_no
  FROM authority a JOIN officers o ON o.row_id = a.officer_row
  WHERE a.from_on <= :as_of AND (a.until_on IS NULL OR a.until_on > :as_of)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, auth_letter_on, form_70_006_on, credential_no
  FROM officers WHERE authorized_on IS NULL
),
shared AS (
  SELECT credential_no, group_concat(officer_id, ', ') AS officers
  FROM (SELECT credential_no, officer_id FROM roster
        WHERE repeats IS NULL AND authorized_on IS NOT NULL AND credential_no IS NOT NULL ORDER BY credential_no, officer_id)
  GROUP BY credential_no HAVING count(*) > 1
),
told AS (
  SELECT r.*,
    CASE WHEN i.letter AND r.auth_letter_on IS NULL THEN ', authorization letter' ELSE '' END
      || CASE WHEN i.form AND r.form_70_006_on IS NULL THEN ', designation form' ELSE '' END
      || CASE WHEN i.credential AND r.credential_no IS NULL THEN ', credentials' ELSE '' END AS lacks,
    i.letter AND r.auth_letter_on > r.authorized_on AS later,
    CASE WHEN i.credential THEN s.officers END AS same_as,
    CASE WHEN r.repeats IS NOT NULL THEN 'repeated key'
         WHEN r.authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = r.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = r.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= r.authorized_on)
                            AND (c.in_force_to IS NULL OR r.authorized_on <= c.in_force_to)) THEN 'criterion not established'
         WHEN i.letter OR i.form OR i.credential THEN '' ELSE 'no column of a required paper' END AS why
  FROM roster r CROSS JOIN items i LEFT JOIN shared s ON s.credential_no = r.credential_no
),
judged AS MATERIALIZED (
  SELECT *, CASE WHEN why <> '' THEN ''
    ELSE CASE WHEN lacks <> '' THEN ',A' ELSE '' END || CASE WHEN later THEN ',B' ELSE '' END
         || CASE WHEN same_as IS NOT NULL THEN ',C' ELSE '' END END AS found
  FROM told
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN found <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason, substr(found, 2) AS kind,
  agency_ref, model, authorized_on, CASE WHEN why = '' THEN substr(lacks, 3) END AS missing, auth_letter_on,
  CASE WHEN why = '' THEN same_as END AS same_as
FROM judged

-- figures
WITH paper AS (
  SELECT 'authorization letter' AS name UNION ALL SELECT 'designation form' UNION ALL SELECT 'credentials'
),
lacking AS (SELECT missing, count(*) AS officers FROM outcomes WHERE missing <> '' GROUP BY missing)
SELECT 'not_shown' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'dated_later', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'same_credential', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'missing_by_paper', p.name, sum(l.officers), 'officers', 'count'
  FROM paper p JOIN lacking l ON instr(l.missing, p.name) > 0 GROUP BY p.name
