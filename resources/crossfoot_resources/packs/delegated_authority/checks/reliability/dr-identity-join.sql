/* crossfoot-check
id         = "dr-identity-join"
title      = "How well training records and the roster of officers match"
question   = "Does each training record name an officer of the roster, and each officer of the roster one person with training on record?"
kind       = "measure"
unit       = "identifier"
population = "identifiers of officers in the roster and in the training records, compared without regard to capitals and blanks"
background = []
condition  = "Of {completions} training records, {matched_exact} ({match_rate} percent) name an officer of the roster exactly, {matched_folded} only where capitals and blanks are disregarded, and {matched_none} name nobody in it; {near} identifiers that name nobody are like one of the roster but for leading zeros, blanks or punctuation. Identifiers that stand for more than one officer: {several}. Of {officers_listed} officers of the roster, {officers_without} have no training record, of whom {authorized_without} were authorized on the as-of date."
cause      = "Who gives officers their identifiers, and do the roster and the training system take them from one place? What evidence says so?"
effect     = "Which results on training count an officer as untrained whose records are kept under another identifier?"
recommend  = "Use one identifier for each officer in both systems, and reconcile the two lists before either is handed over."
facts      = ["completions", "spellings", "officers"]

[needs]
officers             = ["officer_id"]
training_completions = ["officer_id"]

[uses]
officers = ["last_name", "first_name"]

[without]
"officers.last_name"  = "The roster gives no last names; two officers under one identifier are told apart by what else it says."
"officers.first_name" = "The roster gives no first names; two officers under one identifier are told apart by what else it says."

[kinds]
A = "{completions} training records name nobody in the roster: {spellings}; the nearest identifier there is {near_id}."
B = "The identifier is spelled otherwise in the training records ({spellings}) than in the roster."
C = "The identifier stands for {officers} officers of the roster."
D = "The officer has no training record."

[figures.completions]
sentence = "Training records that name an officer"
rows     = "SELECT 'training_completions' AS record_type, row_id FROM training_completions WHERE officer_id IS NOT NULL"
[figures.matched_exact]
sentence = "Of these, records whose identifier stands in the roster as it is"
rows     = "SELECT 'training_completions' AS record_type, t.row_id FROM training_completions t WHERE EXISTS (SELECT 1 FROM officers o WHERE o.officer_id = t.officer_id)"
[figures.match_rate]
sentence = "The same, as a share of the training records that name an officer"
parts    = ["matched_exact", "completions"]
[figures.matched_folded]
sentence = "Records whose identifier stands in the roster with other capitals or blanks"
rows     = "SELECT 'training_completions' AS record_type, t.row_id FROM training_completions t WHERE NOT EXISTS (SELECT 1 FROM officers o WHERE o.officer_id = t.officer_id) AND fold(t.officer_id) IN (SELECT fold(officer_id) FROM officers)"
[figures.matched_none]
sentence = "Records whose identifier names nobody in the roster"
rows     = "SELECT 'training_completions' AS record_type, row_id FROM training_completions WHERE officer_id IS NOT NULL AND fold(officer_id) NOT IN (SELECT fold(officer_id) FROM officers WHERE officer_id IS NOT NULL)"
[figures.without_identifier]
sentence = "Training records that name no officer at all"
rows     = "SELECT 'training_completions' AS record_type, row_id FROM training_completions WHERE officer_id IS NULL"
[figures.strangers]
sentence = "Identifiers of training records that name nobody in the roster"
where    = "instr(kind, 'A') > 0"
[figures.near]
sentence = "Of these, identifiers that are like one of the roster but for leading zeros, blanks or punctuation"
where    = "instr(kind, 'A') > 0 AND near_id <> 'none'"
[figures.spelled_otherwise]
sentence = "Identifiers that are spelled otherwise in the training records than in the roster"
where    = "instr(kind, 'B') > 0"
[figures.several]
sentence = "Identifiers that stand for more than one officer of the roster"
where    = "instr(kind, 'C') > 0"
[figures.officers_listed]
sentence = "Officers of the roster, repeated rows left out"
where    = "officers > 0"
[figures.officers_without]
sentence = "Officers of the roster without a training record"
where    = "instr(kind, 'D') > 0"
[figures.authorized_without]
sentence = "Of these, officers authorized on the as-of date"
where    = "instr(kind, 'D') > 0 AND authorized > 0"

[evidence]
identifier  = "Identifier"
spellings   = "In the training records"
completions = "Training records"
officers    = "Officers of the roster"
near_id     = "Nearest identifier"
authorized  = "Authorized on the as-of date"

[[seeds]]
kind  = "A"
says  = "An officer with training records is missing from the roster."
among = "outcome = 'tested' AND kind = '' AND officers = 1"
sql   = ["DELETE FROM officers WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "B"
says  = "The training records spell an identifier with a blank before it."
among = "outcome = 'tested' AND kind = '' AND officers = 1"
sql   = ["UPDATE training_completions SET officer_id = ' ' || officer_id WHERE fold(officer_id) IN (SELECT fold(officer_id) FROM officers WHERE row_id IN (SELECT row_id FROM seeded))"]
[[seeds]]
kind  = "C"
says  = "A second officer is listed under the identifier of another one."
among = "outcome = 'tested' AND kind = '' AND officers = 1"
sql   = ["INSERT INTO officers (row_id, import_id, row_no, hidden, agency_ref, repeats, officer_id, last_name, first_name) SELECT (SELECT max(row_id) FROM officers) + row_number() OVER (ORDER BY o.row_id), o.import_id, 1000000 + o.row_no, 0, o.agency_ref, o.row_id, o.officer_id, 'Planted', 'Second' FROM officers o WHERE o.row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind  = "D"
says  = "An officer's training records are gone."
among = "outcome = 'tested' AND kind = '' AND officers = 1"
sql   = ["DELETE FROM training_completions WHERE fold(officer_id) IN (SELECT fold(officer_id) FROM officers WHERE row_id IN (SELECT row_id FROM seeded))"]
*/
WITH spelled AS MATERIALIZED (   -- each spelling once: a list of a million records has few
  SELECT officer_id AS spelling, fold(officer_id) AS k, count(*) AS n,
    EXISTS (SELECT 1 FROM officers o WHERE o.officer_id = t.officer_id) AS exact
  FROM training_completions t WHERE officer_id IS NOT NULL GROUP BY officer_id
),
rows_of AS (                     -- of spellings that do not stand in the roster: what is shown leads to them
  SELECT s.k, json_group_array(t.row_id) AS row_ids
  FROM spelled s JOIN training_completions t ON t.officer_id = s.spelling
  WHERE NOT s.exact GROUP BY s.k
),
trained AS MATERIALIZED (
  SELECT k, sum(n) AS n, min(exact) AS exact, group_concat(spelling, ', ') AS spellings
  FROM (SELECT * FROM spelled ORDER BY k, spelling) GROUP BY k
),
named AS (
  SELECT row_id, officer_id, fold(officer_id) AS k,
    ifnull(fold(last_name), '') || '|' || ifnull(fold(first_name), '') || '|' || coalesce(agency_ref, fold(agency_id), fold(agency), '') AS person
  FROM officers WHERE officer_id IS NOT NULL
),
roster AS MATERIALIZED (
  SELECT n.k, min(n.officer_id) AS officer_id, count(DISTINCT n.person) AS officers, json_group_array(n.row_id) AS row_ids,
    sum(n.row_id IN (SELECT officer_row FROM authorized_officers)) AS authorized
  FROM named n GROUP BY n.k
),
plain AS MATERIALIZED (          -- numbers that a spreadsheet took the zeros from, hyphens that one system leaves out
  SELECT ltrim(replace(replace(replace(replace(k, ' ', ''), '-', ''), '.', ''), '#', ''), '0') AS p, min(officer_id) AS officer_id
  FROM roster GROUP BY 1
),
joined AS (
  SELECT r.k, r.officer_id AS identifier, r.officers, r.authorized, r.row_ids AS officer_rows, t.n, t.exact, t.spellings
  FROM roster r LEFT JOIN trained t ON t.k = r.k
  UNION ALL
  SELECT t.k, t.spellings, 0, 0, NULL, t.n, 0, t.spellings FROM trained t WHERE t.k NOT IN (SELECT k FROM roster)
),
told AS (
  SELECT j.*, w.row_ids AS strange_rows,
    CASE WHEN j.officers = 0 THEN ifnull((
      SELECT p.officer_id FROM plain p
      WHERE p.p <> '' AND p.p = ltrim(replace(replace(replace(replace(j.k, ' ', ''), '-', ''), '.', ''), '#', ''), '0')), 'none')
    END AS near_id,
    CASE WHEN j.officers = 0 THEN 'A' ELSE ltrim(CASE WHEN j.exact = 0 THEN ',B' ELSE '' END
      || CASE WHEN j.officers > 1 THEN ',C' ELSE '' END || CASE WHEN j.n IS NULL THEN ',D' ELSE '' END, ',') END AS kinds
  FROM joined j LEFT JOIN rows_of w ON w.k = j.k
)
SELECT
  k AS entity,
  CASE WHEN kinds IN ('A', 'B') THEN strange_rows ELSE officer_rows END AS row_id,
  CASE WHEN kinds IN ('A', 'B') THEN 'training_completions' ELSE 'officers' END AS record_type,
  'tested' AS outcome, '' AS reason, kinds AS kind,
  identifier, spellings, ifnull(n, 0) AS completions, officers, near_id, authorized
FROM told

-- figures
WITH spelled AS MATERIALIZED (
  SELECT fold(officer_id) AS k, count(*) AS n, EXISTS (SELECT 1 FROM officers o WHERE o.officer_id = t.officer_id) AS exact
  FROM training_completions t WHERE officer_id IS NOT NULL GROUP BY officer_id
),
counted AS (
  SELECT ifnull(sum(s.n), 0) AS n, ifnull(sum(CASE WHEN s.exact THEN s.n END), 0) AS exact,
    ifnull(sum(CASE WHEN o.officers = 0 THEN s.n END), 0) AS nobody
  FROM spelled s JOIN outcomes o ON o.entity = s.k
)
SELECT 'completions' AS name, '' AS "group", n AS value, 'records' AS unit, 'count' AS rounding FROM counted
UNION ALL SELECT 'matched_exact', '', exact, 'records', 'count' FROM counted
UNION ALL SELECT 'match_rate', '', 100.0 * exact / n, 'percent', 'one decimal' FROM counted
UNION ALL SELECT 'matched_folded', '', n - exact - nobody, 'records', 'count' FROM counted
UNION ALL SELECT 'matched_none', '', nobody, 'records', 'count' FROM counted
UNION ALL SELECT 'without_identifier', '', count(*), 'records', 'count' FROM training_completions WHERE officer_id IS NULL
UNION ALL SELECT 'strangers', '', count(*), 'identifiers', 'count' FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'near', '', count(*), 'identifiers', 'count' FROM outcomes WHERE instr(kind, 'A') > 0 AND near_id <> 'none'
UNION ALL SELECT 'spelled_otherwise', '', count(*), 'identifiers', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'several', '', count(*), 'identifiers', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'officers_listed', '', ifnull(sum(officers), 0), 'officers', 'count' FROM outcomes
UNION ALL SELECT 'officers_without', '', ifnull(sum(officers), 0), 'officers', 'count' FROM outcomes WHERE instr(kind, 'D') > 0
UNION ALL SELECT 'authorized_without', '', count(*), 'officers', 'count' FROM outcomes
  WHERE instr(kind, 'D') > 0 AND authorized > 0
