"""Two versions of a list compared."""
