"""A second, independent reading of each sheet, and where it agrees with ours."""
