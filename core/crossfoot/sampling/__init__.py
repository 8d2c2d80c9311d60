"""The mathematics of samples: sizes, draws, results and limits, all of it pure (docs/sampling.md tells the methods).

Nothing here knows an audit file. Probabilities are those of the exact distributions; a confidence is a `Fraction`
between 0 and 1, an amount of money is in whole cents.
"""
