/* crossfoot-view
name = "position_states"
indexes = ["position_id"]
says = "Each position established by the as-of date, whether it was filled on that day, and since when it is vacant where it was not."
*/
-- Of the dates up to the as-of date the later one holds: filled again after a vacancy is filled, vacated on the day it was
-- filled is vacant. Where neither lies before it, a later day of vacating says that someone is still there.
WITH dated AS (
  SELECT p.row_id, p.position_id, p.role, p.org_unit, p.field_office, p.aor, ifnull(p.fte, 1) AS fte, p.status, p.repeats,
    p.established_on, p.filled_on, p.vacated_on, p.reports_to_position_id, p.position_description_on, p.duties_ack_on,
    p.collateral_pct, f.as_of,
    CASE WHEN p.filled_on <= f.as_of THEN p.filled_on END AS began_on,
    CASE WHEN p.vacated_on <= f.as_of THEN p.vacated_on END AS left_on
  FROM positions p CROSS JOIN audit_facts f
  WHERE p.established_on IS NULL OR p.established_on <= f.as_of
),
judged AS (
  SELECT *,
    CASE WHEN began_on IS NOT NULL THEN left_on IS NULL OR began_on > left_on
         WHEN left_on IS NOT NULL THEN 0
         ELSE vacated_on IS NOT NULL AND (filled_on IS NULL OR filled_on > vacated_on) END AS filled
  FROM dated
)
SELECT
  row_id, position_id, role, org_unit, field_office, aor, fte, status, repeats, established_on, filled_on, vacated_on,
  reports_to_position_id, position_description_on, duties_ack_on, collateral_pct, began_on, filled,
  CASE WHEN filled = 0 THEN nullif(max(ifnull(left_on, ''), ifnull(established_on, '')), '') END AS vacant_since,
  CASE
    WHEN repeats IS NOT NULL THEN 'repeated key'
    WHEN filled = 1 AND status IN ('vacant', 'frozen') AND (vacated_on IS NULL OR vacated_on <= as_of)
      THEN 'status contradicts the dates'
    WHEN filled = 0 AND status = 'filled' AND (filled_on IS NULL OR filled_on <= as_of)
      THEN 'status contradicts the dates'
    ELSE ''
  END AS reason
FROM judged
