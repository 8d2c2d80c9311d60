"""The mathematics of samples, held against scipy and published tables."""
