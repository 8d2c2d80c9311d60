"""Corrections beside the raw values, suggested readings, control totals of the sender."""
