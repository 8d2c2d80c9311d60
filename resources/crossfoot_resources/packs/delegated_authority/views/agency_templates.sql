/* crossfoot-view
name = "agency_templates"
says = "The template of an agency's agreements of a model, where the list tells one and only one."
*/
-- A term of another template does not bind what happens under these agreements (crossfoot.checks.terms).
SELECT agency_ref, model, min(template) AS template
FROM agreements
WHERE repeats IS NULL AND agency_ref IS NOT NULL
GROUP BY agency_ref, model
HAVING count(*) = count(template) AND min(template) = max(template)
