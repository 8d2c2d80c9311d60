"""Who is authorized on a day: the one definition that every check reads."""

from __future__ import annotations

# Who is authorized on a date d: from_on <= d AND (until_on IS NULL OR d < until_on). Expiring on d is still authorized
# on d, so an expiry ends the authority on the day after. A suspension, of the officer or of the agreement, is a state
# of its own and not an end: suspended on d where suspended_from <= d AND (suspended_to IS NULL OR d < suspended_to).
# Source of the definition: audit-practice.md section 3 and settled.md section 2 of the design.
#
# Authority given anew (reauthorized_on) answers the ends before it: the authority goes on, and the days between are
# shown as suspended. It answers an expiry too that lies within two years of the authorization, the first term: a list
# that tells a renewal does not always tell the new expiry. An officer works under the agency's agreements of his model
# (a hybrid one covers jail and task force officers), and under all of them where none is of his model. They end when
# the last of them ends; those that ended last, or did not, must all be suspended. Where a suspension of the officer and
# one of the agreement lie apart, suspended_from and suspended_to are the officer's; the agreement's stand beside them.
AUTHORITY_VIEW = """
CREATE VIEW authority AS
WITH listed AS (
  SELECT g.agency_ref, g.model, g.terminated_on, g.suspended_from, g.suspended_to, o.model AS of_model,
         ifnull(g.model = o.model OR (g.model = 'Hybrid' AND o.model IN ('JEM', 'TFM')), 0) AS fits
  FROM agreements g CROSS JOIN (SELECT DISTINCT ifnull(model, '') AS model FROM officers) o
  WHERE g.agency_ref IS NOT NULL AND g.repeats IS NULL
), covering AS (
  SELECT *, max(fits) OVER (PARTITION BY agency_ref, of_model) AS any_fits FROM listed
), lasting AS (
  SELECT *, ifnull(terminated_on, 'never')
    = max(ifnull(terminated_on, 'never')) OVER (PARTITION BY agency_ref, of_model) AS lasts
  FROM covering WHERE fits = any_fits
), agreement AS (
  SELECT agency_ref, of_model, CASE WHEN min(model) = max(model) THEN min(model) END AS only_model,
         CASE WHEN count(*) = count(terminated_on) THEN max(terminated_on) END AS terminated_on,
         CASE WHEN sum(lasts) = sum(lasts AND suspended_from IS NOT NULL)
              THEN max(CASE WHEN lasts THEN suspended_from END) END AS suspended_from,
         min(CASE WHEN lasts THEN suspended_to END) AS suspended_to
  FROM lasting GROUP BY agency_ref, of_model
), agency AS (
  SELECT agency_ref, of_model, only_model, terminated_on,
         CASE WHEN suspended_to <= suspended_from THEN NULL ELSE suspended_from END AS suspended_from,
         CASE WHEN suspended_from < suspended_to THEN suspended_to END AS suspended_to
  FROM agreement
), officer AS (
  SELECT o.row_id, o.officer_id, o.agency_ref, o.repeats, o.authorized_on, o.suspended_on, o.revoked_on, o.separated_on,
         date(o.authority_expires_on, '+1 day') AS after_expiry,
         CASE WHEN o.authority_expires_on IS NOT NULL AND o.reauthorized_on IS NOT NULL
              THEN o.authority_expires_on <= date(o.authorized_on, '+24 months') END AS first_term,
         CASE WHEN o.reauthorized_on > o.authorized_on THEN o.reauthorized_on END AS anew_on,
         ifnull(o.model, a.only_model) AS model, a.terminated_on,
         a.suspended_from AS agreement_from, a.suspended_to AS agreement_to
  FROM officers o LEFT JOIN agency a ON a.agency_ref = o.agency_ref AND a.of_model = ifnull(o.model, '')
  WHERE o.authorized_on IS NOT NULL
), answered AS (
  SELECT *,
    CASE WHEN anew_on IS NULL OR anew_on < revoked_on THEN revoked_on END AS revoked_last,
    CASE WHEN anew_on IS NULL OR anew_on < separated_on THEN separated_on END AS separated_last,
    CASE WHEN anew_on >= after_expiry OR (first_term AND anew_on IS NOT NULL) THEN NULL ELSE after_expiry END
      AS expired_last,
    CASE WHEN anew_on IS NULL THEN 'never' ELSE min(
        CASE WHEN revoked_on < anew_on THEN revoked_on ELSE 'never' END,
        CASE WHEN separated_on < anew_on THEN separated_on ELSE 'never' END,
        CASE WHEN after_expiry < anew_on THEN after_expiry ELSE 'never' END,
        CASE WHEN suspended_on < anew_on THEN suspended_on ELSE 'never' END) END AS away_from
  FROM officer
), states AS (
  SELECT *,
    CASE WHEN coalesce(revoked_last, separated_last, expired_last, terminated_on) IS NOT NULL
         THEN min(ifnull(revoked_last, 'never'), ifnull(separated_last, 'never'), ifnull(expired_last, 'never'),
                  ifnull(terminated_on, 'never')) END AS until_on,
    CASE WHEN away_from = 'never' OR suspended_on >= anew_on THEN suspended_on ELSE away_from END AS own_from,
    CASE WHEN away_from = 'never' OR suspended_on >= anew_on THEN NULL ELSE anew_on END AS own_to
  FROM answered
), together AS (
  SELECT *, own_from <= ifnull(agreement_to, 'never') AND agreement_from <= ifnull(own_to, 'never') AS meet FROM states
)
SELECT row_id AS officer_row, officer_id, agency_ref, repeats, model, authorized_on AS from_on, until_on,
       CASE until_on WHEN revoked_last THEN 'revoked' WHEN separated_last THEN 'separated'
                     WHEN expired_last THEN 'expired' WHEN terminated_on THEN 'agreement terminated' END
         AS until_reason,
       CASE WHEN own_from IS NULL THEN agreement_from WHEN meet THEN min(own_from, agreement_from) ELSE own_from END
         AS suspended_from,
       CASE WHEN own_from IS NULL THEN agreement_to
            WHEN meet THEN nullif(max(ifnull(own_to, 'never'), ifnull(agreement_to, 'never')), 'never')
            ELSE own_to END AS suspended_to,
       terminated_on AS agreement_terminated_on, agreement_from AS agreement_suspended_from,
       agreement_to AS agreement_suspended_to
FROM together
"""
