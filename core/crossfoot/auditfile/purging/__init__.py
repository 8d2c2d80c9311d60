"""Taking a value, a source or a piece of evidence out of the audit file again, everywhere, with a tombstone."""
