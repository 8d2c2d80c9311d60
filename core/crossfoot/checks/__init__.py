"""Check modules and their runner: each check is one file and finds exceptions, or measures."""
