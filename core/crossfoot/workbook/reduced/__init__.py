"""A copy of a file of tables in which only the loaded sheets stand, without the columns that were left out."""
