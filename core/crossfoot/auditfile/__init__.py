"""The one SQLite file of an audit: its schema, its imports, its history. Only here is SQLite written to."""
