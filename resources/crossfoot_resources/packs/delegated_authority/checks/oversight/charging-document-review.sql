/* crossfoot-check
id         = "charging-document-review"
title      = "Charging documents without a federal signature or review on record"
question   = "Was each charging document signed or reviewed by a federal officer, by someone else than who prepared it, and before it was served?"
kind       = "exception"
unit       = "document"
population = "documents of the types that are to be signed or reviewed, first dated in the audit's period"
criteria   = ["charging-document-signature-jem", "charging-document-signature-tfm"]
condition  = "For {exceptions} of {tested} documents ({rate}) dated from {period_start} to {period_end}, records did not show a signature or review by another, federal officer before the document was served."
cause      = "Who signs or reviews these documents, and what stops one that was not signed from being served? What evidence says so?"
effect     = "What became of the cases in which these documents were used? What evidence says so?"
recommend  = "Have counsel review these documents, and let none be served before a federal officer other than its preparer signed or reviewed it."
facts      = ["wanted", "prepared_by", "prepared_on", "approved_by", "approved_on", "reviewed_by", "served_on"]
absent_record = true
record_type = "charging_documents"

[needs]
charging_documents = ["doc_id", "prepared_by", "signed_by"]

[uses]
charging_documents = ["doc_type", "encounter_id", "prepared_on", "reviewed_by", "reviewed_on", "signed_on", "served_on"]
officers           = ["officer_id", "model"]
agreements         = ["model", "signed_on"]
encounters         = ["encounter_id", "officer_id"]
positions          = ["position_id", "incumbent_id"]

[without]
"charging_documents.doc_type"    = "The list does not say what each document is; each counts as one that a federal officer is to sign."
"charging_documents.encounter_id" = "The list does not name the encounters; the model of a preparer who is not listed is not known."
"charging_documents.prepared_on" = "The list does not say when documents were prepared; the days to the signature were not counted."
"charging_documents.reviewed_by" = "The list gives no reviewers; documents that are to be reviewed show none."
"charging_documents.reviewed_on" = "The list does not say when documents were reviewed; whether one was served before its review was not tested."
"charging_documents.signed_on"   = "The list does not say when documents were signed; whether one was served before its signature was not tested."
"charging_documents.served_on"   = "The list does not say when documents were served; whether one was served before its signature was not tested."
"officers"                       = "No list of officers was loaded; a designated officer who signed could not be told from a federal one."
"agreements"                     = "No list of agreements was loaded; the model of an officer for whom the list gives none is not known."
"encounters"                     = "No encounters were loaded; the model of a preparer who is not listed is not known."
"positions"                      = "No list of positions was loaded; signers were not looked up in a list of staff."

[params.signed_types]
type    = "list"
meaning = "The types of documents that an officer prepares for the signature of a federal officer."
source  = "definition"
default = ["NTA"]
[params.reviewed_types]
type    = "list"
meaning = "The types of documents that an officer prepares for the review of a federal supervisor."
source  = "definition"
default = ["affidavit"]
[params.signer_is]
type    = "choice"
meaning = "Who counts as a federal officer: everyone who is not in the list of designated officers, or only who holds a position in the list of positions."
source  = "definition"
default = "not_a_designated_officer"
choices = ["not_a_designated_officer", "in_a_listed_position"]
[params.pending_days]
type    = "days"
meaning = "A document without a signature or review that was not served counts as pending, and is not tested, until these days after it was prepared are over."
source  = "definition"
default = 30
[params.max_lag]
type    = "days"
meaning = "The days within which a document is signed or reviewed after it was prepared."
source  = "term"
[params.lags]
type    = "list"
meaning = "Numbers of days for which the documents that waited longer are counted; none of them is a standard."
source  = "definition"
default = [1, 3, 7, 14, 30]

[kinds]
A = "To be shown: a federal {wanted}; on record: {shown}."
B = "Served on {served_on}, before the {wanted} of {approved_on}."
C = "The person who prepared it ({prepared_by}) also signed or reviewed it."
D = "Prepared on {prepared_on}, {wanted} on {approved_on}: {days} days."

[figures.not_shown]
sentence = "Documents for which records did not show a signature or review by a federal officer"
where    = "kind LIKE '%A%'"
[figures.not_shown_served]
sentence = "Those of them that were served"
where    = "kind LIKE '%A%' AND served_on IS NOT NULL"
[figures.served_before]
sentence = "Documents that were served before they were signed or reviewed"
where    = "kind LIKE '%B%'"
[figures.same_person]
sentence = "Documents whose preparer also signed or reviewed them"
where    = "kind LIKE '%C%'"
[figures.waited]
sentence = "Documents that were signed or reviewed more than {max_lag} days after they were prepared"
where    = "kind LIKE '%D%'"
[figures.median_days]
sentence = "Median of the days from preparing a document to its signature or review"
where    = "days IS NOT NULL"
[figures.most_days]
sentence = "The most days from preparing a document to its signature or review"
where    = "days IS NOT NULL"
[figures.sensitivity]
sentence = "Documents that were signed or reviewed more than {group} days after they were prepared"
where    = "days > CAST(:group AS INTEGER)"

[evidence]
doc_type    = "Document"
wanted      = "To be shown"
prepared_on = "Prepared"
approved_on = "Signed or reviewed"
served_on   = "Served"
days        = "Days"

[chart]
kind   = "bars"
figure = "sensitivity"
unit   = "documents signed or reviewed more days later than"

[[seeds]]
kind = "A"
says = "The document bears no signature or review, and was served."
sql  = ["UPDATE charging_documents SET signed_by = NULL, reviewed_by = NULL, served_on = :as_of WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "The document was served on the day before its signature or review."
sql  = ["UPDATE charging_documents SET served_on = add_days(CASE WHEN doc_type = 'affidavit' THEN reviewed_on ELSE signed_on END, -1) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND approved_on IS NOT NULL AND (doc_type IS NULL OR doc_type IN ('NTA', 'affidavit'))"
[[seeds]]
kind = "C"
says = "The reviewer is the person who prepared the document."
sql  = ["UPDATE charging_documents SET reviewed_by = prepared_by WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND prepared_by IS NOT NULL"
[[seeds]]
kind = "D"
says = "The document was signed and reviewed one day after the days for it were over."
sql  = ["UPDATE charging_documents SET signed_on = add_days(prepared_on, :max_lag + 1), reviewed_on = add_days(prepared_on, :max_lag + 1), served_on = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND :max_lag IS NOT NULL AND prepared_on IS NOT NULL AND approved_by IS NOT NULL"
*/
WITH staff AS (SELECT DISTINCT incumbent_id FROM positions WHERE incumbent_id IS NOT NULL),
agency AS (                      -- the model of agencies whose agreements are all of one
  SELECT agency_ref, min(model) AS model FROM dated_agreements WHERE reason = '' GROUP BY agency_ref HAVING min(model) = max(model)
),
designated AS MATERIALIZED (
  SELECT o.officer_id, o.agency_ref, coalesce(o.model, g.model) AS model
  FROM officers o LEFT JOIN agency g ON g.agency_ref = o.agency_ref
  WHERE o.repeats IS NULL
),
document AS (
  SELECT c.row_id, c.doc_id, c.doc_type, c.repeats, c.prepared_by, c.prepared_on, c.reviewed_by, c.served_on,
    coalesce(p.model, a.model) AS model, CASE WHEN p.model IS NOT NULL THEN p.agency_ref ELSE a.agency_ref END AS agency_ref,
    coalesce(c.prepared_on, c.signed_on, c.reviewed_on, c.served_on) AS dated_on,
    CASE WHEN c.doc_type IN (SELECT value FROM param_reviewed_types) THEN 'review' ELSE 'signature' END AS wanted,
    CASE WHEN c.doc_type IN (SELECT value FROM param_reviewed_types) THEN c.reviewed_by ELSE c.signed_by END AS approved_by,
    CASE WHEN c.doc_type IN (SELECT value FROM param_reviewed_types) THEN c.reviewed_on ELSE c.signed_on END AS approved_on
  FROM charging_documents c
  LEFT JOIN designated p ON p.officer_id = c.prepared_by
  LEFT JOIN encounters e ON e.encounter_id = c.encounter_id AND e.repeats IS NULL
  LEFT JOIN designated a ON a.officer_id = e.officer_id
  WHERE c.doc_type IS NULL OR c.doc_type IN (SELECT value FROM param_signed_types)
     OR c.doc_type IN (SELECT value FROM param_reviewed_types)
),
judged AS (
  SELECT *,
    CASE WHEN approved_by IS NULL THEN 'none'
         WHEN approved_by IN (SELECT officer_id FROM designated) THEN 'that of a designated officer'
         WHEN :signer_is = 'in_a_listed_position' AND EXISTS (SELECT incumbent_id FROM staff)
           AND approved_by NOT IN (SELECT incumbent_id FROM staff) THEN 'that of someone who holds no listed position'
         ELSE '' END AS shown,
    days_between(prepared_on, approved_on) AS days,
    CASE
      WHEN repeats IS NOT NULL THEN 'repeated key'
      WHEN dated_on IS NULL THEN 'no date on record'
      WHEN doc_type IS NULL AND EXISTS (
        SELECT field FROM mapped_columns WHERE record_type = 'charging_documents' AND field = 'doc_type') THEN 'document type missing'
      WHEN NOT EXISTS (
        SELECT t.criterion_id FROM criterion_terms t WHERE (t.model IS NULL OR t.model = d.model)
          AND (t.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
            WHERE g.agency_ref = d.agency_ref AND g.model = t.model AND g.template <> t.template))
          AND (t.in_force_from IS NULL OR t.in_force_from <= d.dated_on)
          AND (t.in_force_to IS NULL OR d.dated_on <= t.in_force_to)) THEN 'criterion not established'
      WHEN approved_by IS NULL AND served_on IS NULL AND days_between(dated_on, :as_of) <= :pending_days THEN 'pending'
      ELSE '' END AS why
  FROM document d
  WHERE dated_on IS NULL OR (dated_on BETWEEN :period_start AND :period_end AND dated_on <= :as_of)
),
named AS (
  SELECT *,
    CASE WHEN shown <> '' THEN ',A' ELSE '' END
      || CASE WHEN served_on < approved_on THEN ',B' ELSE '' END
      || CASE WHEN prepared_by IN (approved_by, reviewed_by) THEN ',C' ELSE '' END
      || CASE WHEN days > :max_lag THEN ',D' ELSE '' END AS kinds
  FROM judged
)
SELECT
  CASE WHEN repeats IS NULL AND doc_id IS NOT NULL THEN doc_id ELSE ifnull(doc_id, '?') || '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN kinds <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  CASE WHEN why = '' THEN substr(kinds, 2) ELSE '' END AS kind,
  doc_type, wanted, shown, model, prepared_by, prepared_on, reviewed_by, approved_by, approved_on, served_on,
  CASE WHEN why = '' AND days >= 0 THEN days END AS days
FROM named

-- figures
WITH counted AS (
  SELECT ifnull(sum(kind LIKE '%A%'), 0) AS a, ifnull(sum(kind LIKE '%A%' AND served_on IS NOT NULL), 0) AS served,
         ifnull(sum(kind LIKE '%B%'), 0) AS b, ifnull(sum(kind LIKE '%C%'), 0) AS c, ifnull(sum(kind LIKE '%D%'), 0) AS d,
         max(days) AS longest
  FROM outcomes
),
ranked AS (
  SELECT days, row_number() OVER (ORDER BY days) AS place, count(*) OVER () AS total FROM outcomes WHERE days IS NOT NULL
)
SELECT 'not_shown' AS name, '' AS "group", a AS value, 'documents' AS unit, 'count' AS rounding FROM counted
UNION ALL SELECT 'not_shown_served', '', served, 'documents', 'count' FROM counted
UNION ALL SELECT 'served_before', '', b, 'documents', 'count' FROM counted
UNION ALL SELECT 'same_person', '', c, 'documents', 'count' FROM counted
UNION ALL SELECT 'waited', '', d, 'documents', 'count' FROM counted WHERE :max_lag IS NOT NULL
UNION ALL SELECT 'median_days', '',
  (SELECT avg(days) FROM ranked WHERE place IN ((total + 1) / 2, (total + 2) / 2)), 'days', 'one decimal'
UNION ALL SELECT 'most_days', '', longest, 'days', 'count' FROM counted
UNION ALL SELECT 'sensitivity', l.value, (SELECT count(*) FROM outcomes WHERE days > CAST(l.value AS INTEGER)), 'documents', 'count'
  FROM param_lags l
