"""Which column of a sheet is which field of a record type, with a reason for each guess."""
