"""The tests of Crossfoot; they read as sentences about audits."""
