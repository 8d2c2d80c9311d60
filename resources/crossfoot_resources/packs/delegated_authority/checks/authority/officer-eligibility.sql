/* crossfoot-check
id         = "officer-eligibility"
title      = "Nomination requirements not met or not documented"
question   = "Did each authorized officer meet the requirements of nomination, and is that documented?"
kind       = "exception"
unit       = "officer"
population = "officers authorized at any time in the period"
criteria   = ["jem-nomination", "wso-nomination", "tfm-nomination"]
background = ["oig-18-77"]
condition  = "Records of {exceptions} of {tested} officers ({rate}) authorized at any time from {period_start} to {as_of} did not show that the requirements of nomination were met: {not_citizen} were recorded as no citizens, {short_experience} with less than {min_years} years of experience, {background_not_met} without a favorable background determination by the authorization, and for {undocumented_officers} a requirement was not documented. One officer can be in more than one of these."
cause      = "Who reviews nominations, and against which documents? What evidence says so?"
effect     = "What did these officers do under the authority? What evidence says so?"
recommend  = "Review the nominations of these officers, and require the documents of each requirement before an authorization."
record_type = "officers"
facts      = ["citizen", "experience", "background_completed_on", "background_result", "undocumented"]

[needs]
officers = ["officer_id", "authorized_on"]

[uses]
officers = ["model", "us_citizen", "hired_on", "years_experience", "background_completed_on", "background_result", "revoked_on", "separated_on"]

[without]
"officers.model"                   = "The list of officers gives no model; the model of the agency's agreements is taken where it is one only."
"officers.us_citizen"              = "The list of officers has no column of citizenship; it was not tested."
"officers.hired_on"                = "The list of officers gives no hiring dates; experience was tested by its years only."
"officers.years_experience"        = "The list of officers gives no years of experience; it was counted from the hiring date."
"officers.background_completed_on" = "The list of officers does not say when background checks were completed; only their results were tested."
"officers.background_result"       = "The list of officers gives no results of background checks; only their dates were tested."
"officers.revoked_on"              = "The list of officers gives no revocations; an officer counts as authorized until the list says otherwise."
"officers.separated_on"            = "The list of officers does not say who left; an officer who left counts as authorized until revoked."

[params.min_years]
type    = "integer"
meaning = "The least years of law enforcement work under the models that ask for them."
source  = "definition"
default = 2
[params.experience_models]
type    = "list"
meaning = "The models whose agreement asks for years of experience."
source  = "definition"
default = ["TFM"]
[params.background_optional_models]
type    = "list"
meaning = "The models whose agreement only reserves the right to a background check: there it is shown for information."
source  = "definition"
default = ["WSO"]

[kinds]
A = "The list says that the officer is no citizen of the United States."
B = "Authorized on {authorized_on} with {experience}."
C = "Authorized on {authorized_on}; background check: {background}."
D = "Records did not show: {undocumented}."

[figures.not_citizen]
sentence = "Officers whom the list states to be no citizens"
where    = "instr(kind, 'A') > 0"
[figures.short_experience]
sentence = "Officers with less experience than asked for"
where    = "instr(kind, 'B') > 0"
[figures.background_not_met]
sentence = "Officers whose background check was not favorable, or completed only after the authorization"
where    = "instr(kind, 'C') > 0"
[figures.undocumented_officers]
sentence = "Officers for whom a requirement was not documented"
where    = "instr(kind, 'D') > 0"
[figures.undocumented_by_requirement]
sentence = "Officers for whom this was not documented: {group}"
where    = "instr(undocumented, :group) > 0"
[figures.background_information]
sentence = "Officers under models without a duty of background checks for whom none was favorable by the authorization, for information"
where    = "information = 1"

[evidence]
agency_ref              = "Agency"
model                   = "Model"
authorized_on           = "Authorized"
citizen                 = "Citizen"
experience              = "Experience"
background              = "Background check"
undocumented            = "Not documented"

[[seeds]]
kind = "A"
says = "the list states that an officer is no citizen"
sql  = ["UPDATE officers SET us_citizen = 0 WHERE row_id IN (SELECT row_id FROM seeded)"]
[[seeds]]
kind = "B"
says = "a task force officer was hired on the day of the authorization"
sql  = ["UPDATE officers SET model = 'TFM', hired_on = authorized_on, years_experience = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND model = 'TFM'"
[[seeds]]
kind = "C"
says = "the background check was completed the day after the authorization"
sql  = ["UPDATE officers SET background_completed_on = add_days(authorized_on, 1) WHERE row_id IN (SELECT row_id FROM seeded)"]
among = "outcome = 'tested' AND model <> 'WSO' AND background_completed_on IS NOT NULL"
[[seeds]]
kind = "D"
says = "whether an officer is a citizen, and how the background check ended, is not on record"
sql  = ["UPDATE officers SET us_citizen = NULL, background_completed_on = NULL, background_result = NULL WHERE row_id IN (SELECT row_id FROM seeded)"]
*/
WITH last_day AS (SELECT min(as_of, period_end) AS day FROM audit_facts),
columns AS (                     -- what the list has columns for
  SELECT max(field = 'us_citizen') AS citizen, max(field = 'hired_on') AS hired, max(field = 'years_experience') AS years,
    max(field = 'background_completed_on') AS completed, max(field = 'background_result') AS result
  FROM field_catalogue WHERE record_type = 'officers' AND mapped
),
roster AS (
  SELECT o.row_id, o.officer_id, o.repeats, o.agency_ref, a.model, o.authorized_on, o.us_citizen, o.hired_on,
    o.years_experience, o.background_completed_on, o.background_result
  FROM authority a JOIN officers o ON o.row_id = a.officer_row
  WHERE a.from_on <= (SELECT day FROM last_day) AND (a.until_on IS NULL OR a.until_on > :period_start)
  UNION ALL
  SELECT row_id, officer_id, repeats, agency_ref, model, NULL, us_citizen, hired_on, years_experience,
    background_completed_on, background_result
  FROM officers WHERE authorized_on IS NULL
),
asked AS (
  SELECT r.*, c.citizen AS has_citizen, c.completed AS has_completed, c.result AS has_result,
    (c.hired OR c.years) AND r.model IN (SELECT value FROM param_experience_models) AS asks_years,
    r.model IN (SELECT value FROM param_background_optional_models) AS may_ask,
    c.citizen OR c.hired OR c.years OR c.completed OR c.result AS tells
  FROM roster r CROSS JOIN columns c
),
said AS (                        -- years on record stand over the hiring date: experience can come from another agency
  SELECT *,
    CASE WHEN years_experience IS NOT NULL THEN years_experience < :min_years
         ELSE authorized_on < add_months(hired_on, 12 * :min_years) END AS short,
    background_completed_on > authorized_on OR background_result <> 'favorable' AS unmet,
    (has_completed AND background_completed_on IS NULL) OR (has_result AND background_result IS NULL) AS background_open,
    CASE WHEN repeats IS NOT NULL THEN 'repeated key'
         WHEN authorized_on IS NULL THEN 'authorization date missing'
         WHEN NOT EXISTS (SELECT 1 FROM criterion_terms c
                          WHERE (c.model IS NULL OR c.model = asked.model)
                            AND (c.template IS NULL OR NOT EXISTS (SELECT 1 FROM agency_templates g
                              WHERE g.agency_ref = asked.agency_ref AND g.model = c.model AND g.template <> c.template))
                            AND (c.in_force_from IS NULL OR c.in_force_from <= asked.authorized_on)
                            AND (c.in_force_to IS NULL OR asked.authorized_on <= c.in_force_to)) THEN 'criterion not established'
         WHEN tells THEN '' ELSE 'no column of a requirement' END AS why
  FROM asked
),
judged AS MATERIALIZED (
  SELECT *,
    CASE WHEN why <> '' THEN '' ELSE
      CASE WHEN has_citizen AND us_citizen IS NULL THEN ', citizenship' ELSE '' END
      || CASE WHEN asks_years AND years_experience IS NULL AND hired_on IS NULL THEN ', experience' ELSE '' END
      || CASE WHEN background_open AND (may_ask IS NULL OR NOT may_ask) THEN ', background check' ELSE '' END END AS lacks,
    CASE WHEN why <> '' THEN '' ELSE
      CASE WHEN us_citizen = 0 THEN ',A' ELSE '' END || CASE WHEN asks_years AND short THEN ',B' ELSE '' END
      || CASE WHEN unmet AND (may_ask IS NULL OR NOT may_ask) THEN ',C' ELSE '' END END AS found
  FROM said
)
SELECT
  ifnull(officer_id, '?') || CASE WHEN repeats IS NULL AND officer_id IS NOT NULL THEN '' ELSE '|row ' || row_id END AS entity,
  row_id,
  CASE WHEN why <> '' THEN 'excluded' WHEN found <> '' OR lacks <> '' THEN 'exception' ELSE 'tested' END AS outcome,
  why AS reason,
  substr(found || CASE WHEN lacks <> '' THEN ',D' ELSE '' END, 2) AS kind,
  agency_ref, model, authorized_on,
  CASE us_citizen WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS citizen,
  CASE WHEN NOT asks_years THEN NULL WHEN years_experience IS NOT NULL THEN printf('%g', years_experience) || ' years on record'
       WHEN hired_on IS NOT NULL THEN 'hired on ' || hired_on END AS experience,
  CASE WHEN background_completed_on IS NOT NULL OR background_result IS NOT NULL
       THEN ifnull(background_result, 'no result') || ', ' || ifnull(background_completed_on, 'no date') END AS background,
  substr(lacks, 3) AS undocumented, background_completed_on, background_result,
  CASE WHEN why = '' AND may_ask AND (ifnull(unmet, 0) OR background_open) THEN 1 ELSE 0 END AS information
FROM judged

-- figures
WITH requirement AS (SELECT 'citizenship' AS name UNION ALL SELECT 'experience' UNION ALL SELECT 'background check'),
lacking AS (SELECT undocumented, count(*) AS officers FROM outcomes WHERE undocumented <> '' GROUP BY undocumented)
SELECT 'not_citizen' AS name, '' AS "group", count(*) AS value, 'officers' AS unit, 'count' AS rounding
  FROM outcomes WHERE instr(kind, 'A') > 0
UNION ALL SELECT 'short_experience', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'B') > 0
UNION ALL SELECT 'background_not_met', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'C') > 0
UNION ALL SELECT 'undocumented_officers', '', count(*), 'officers', 'count' FROM outcomes WHERE instr(kind, 'D') > 0
UNION ALL SELECT 'undocumented_by_requirement', r.name, sum(l.officers), 'officers', 'count'
  FROM requirement r JOIN lacking l ON instr(l.undocumented, r.name) > 0 GROUP BY r.name
UNION ALL SELECT 'background_information', '', count(*), 'officers', 'count' FROM outcomes WHERE information = 1
