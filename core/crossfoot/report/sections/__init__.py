"""The sections of the report, each made from the audit's material."""
