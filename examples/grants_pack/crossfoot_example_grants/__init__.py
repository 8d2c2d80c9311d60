"""A pack for Crossfoot as data; there is no code here."""
