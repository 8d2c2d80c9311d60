/* crossfoot-check
id         = "dr-trace"
title      = "Records traced to documents, and documents to records"
question   = "Do sampled records agree with the documents behind them, and do sampled documents stand in the records?"
kind       = "measure"
unit       = "drawn item"
population = "items of the samples that the parameters name, with those of the reserve that stand in for others"
background = []
condition  = "Of {accuracy_items} records that were traced to documents, {accuracy_deviations} did not agree with them. Of {completeness_items} items of an independent list that were looked for in the records, {completeness_deviations} were not there as they should be."
cause      = "How do the records come to differ from the documents? Do the deviations have something in common?"
effect     = "Which results of this audit rest on the fields that deviate, and how would they change?"
recommend  = "Correct the records that deviate, and reconcile the records with their documents at regular intervals."
facts      = ["result"]
rests_on   = ["samples"]
reasons    = ["no sample of records that were traced to documents is named", "no sample of documents that were looked for in the records is named", "its sample still lacks results", "not examined; an item of the reserve stands in", "there is no such sample, or it was withdrawn"]

[params.accuracy]
type    = "list"
meaning = "The names of the samples of records that were traced to the documents behind them."
source  = "auditor"
default = []
[params.completeness]
type    = "list"
meaning = "The names of the samples, drawn from a list that is independent of the records, whose items were looked for in the records."
source  = "auditor"
default = []

[figures.accuracy_items]
sentence = "Records traced to documents that count"
where    = "direction = 'accuracy' AND outcome = 'tested'"
[figures.accuracy_deviations]
sentence = "Of these, records that did not agree with their documents"
where    = "direction = 'accuracy' AND kind = 'A'"
[figures.completeness_items]
sentence = "Items of independent lists, looked for in the records, that count"
where    = "direction = 'completeness' AND outcome = 'tested'"
[figures.completeness_deviations]
sentence = "Of these, items that were not in the records as they should be"
where    = "direction = 'completeness' AND kind = 'B'"
[figures.examined]
sentence = "Items of the sample {group} that count"
where    = "sample = :group AND outcome = 'tested'"
[figures.deviations]
sentence = "Items of the sample {group} that deviate"
where    = "sample = :group AND kind <> ''"
[figures.by_rule]
sentence = "Items of the sample {group} that could not be examined and count as deviations, as the rule says"
[figures.frame]
sentence = "Units from which the sample {group} was drawn"
[figures.projected_rate]
sentence = "Rate of deviation in the population, projected from the sample {group}"
parts    = ["deviations", "examined"]
[figures.upper_limit]
sentence = "Upper limit of that rate, one-sided, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.interval_low]
sentence = "Lower end of the two-sided interval of that rate, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.interval_high]
sentence = "Upper end of the two-sided interval of that rate, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.confidence]
sentence = "Confidence of the one-sided limit of the sample {group}"
[figures.reconciled]
sentence = "What the frame of the sample {group} was compared with"
[figures.caution]
sentence = "To be said with the figures of the sample {group}"
[figures.not_projected]
sentence = "Why the sample {group} is not projected"

[evidence]
direction = "Direction"
sample    = "Sample"
item      = "Item"
role      = "Role"
result    = "Result"
note      = "Note"
*/
WITH named AS (
  SELECT 'accuracy' AS direction, 'no sample of records that were traced to documents is named' AS none,
    (SELECT count(*) FROM param_accuracy WHERE value IS NOT NULL) AS n
  UNION ALL
  SELECT 'completeness', 'no sample of documents that were looked for in the records is named',
    (SELECT count(*) FROM param_completeness WHERE value IS NOT NULL)
)
SELECT
  direction || ' | ' || sample || ' | ' || entity AS entity,
  row_id,
  record_type,
  CASE WHEN missing > 0 OR deviates IS NULL THEN 'excluded' ELSE 'tested' END AS outcome,
  CASE WHEN missing > 0 THEN 'its sample still lacks results'
       WHEN deviates IS NULL THEN 'not examined; an item of the reserve stands in' ELSE '' END AS reason,
  CASE WHEN missing > 0 OR ifnull(deviates, 0) = 0 THEN '' WHEN direction = 'accuracy' THEN 'A' ELSE 'B' END AS kind,
  direction, sample, place AS item, role, result, note,
  (SELECT min(l.list) FROM list_catalogue l WHERE l.record_type = traced_items.record_type) AS list
FROM traced_items
UNION ALL
SELECT direction || ' | ' || sample, NULL, NULL, 'excluded', why, '', direction, sample, NULL, NULL, NULL, NULL, NULL
FROM traced_samples WHERE record_type = ''
UNION ALL
SELECT direction, NULL, NULL, 'excluded', none, '', direction, NULL, NULL, NULL, NULL, NULL, NULL
FROM named WHERE n = 0

-- figures
WITH done AS (SELECT * FROM traced_samples WHERE counted IS NOT NULL)
SELECT 'accuracy_items' AS name, '' AS "group", count(*) AS value, 'items' AS unit, 'count' AS rounding
  FROM outcomes WHERE direction = 'accuracy' AND outcome = 'tested'
UNION ALL SELECT 'accuracy_deviations', '', count(*), 'items', 'count' FROM outcomes WHERE kind = 'A'
UNION ALL SELECT 'completeness_items', '', count(*), 'items', 'count' FROM outcomes WHERE direction = 'completeness' AND outcome = 'tested'
UNION ALL SELECT 'completeness_deviations', '', count(*), 'items', 'count' FROM outcomes WHERE kind = 'B'
UNION ALL SELECT 'examined', sample, counted, 'items', 'count' FROM done
UNION ALL SELECT 'deviations', sample, deviations, 'items', 'count' FROM done
UNION ALL SELECT 'by_rule', sample, by_rule, 'items', 'count' FROM done
UNION ALL SELECT 'frame', sample, frame_size, 'units', 'count' FROM done
UNION ALL SELECT 'projected_rate', sample, rate, 'percent', 'two decimals' FROM done WHERE rate IS NOT NULL
UNION ALL SELECT 'upper_limit', sample, upper, 'percent', 'two decimals' FROM done WHERE rate IS NOT NULL
UNION ALL SELECT 'interval_low', sample, low, 'percent', 'two decimals' FROM done WHERE rate IS NOT NULL
UNION ALL SELECT 'interval_high', sample, high, 'percent', 'two decimals' FROM done WHERE rate IS NOT NULL
UNION ALL SELECT 'confidence', sample, confidence, 'percent', 'one decimal' FROM done WHERE rate IS NOT NULL
UNION ALL SELECT 'reconciled', sample, reconciled, '', 'text' FROM done
UNION ALL SELECT 'caution', sample, caution, '', 'text' FROM done WHERE caution IS NOT NULL
UNION ALL SELECT 'not_projected', sample, why, '', 'text' FROM done WHERE why <> ''
