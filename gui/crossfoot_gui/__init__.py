"""The window of Crossfoot."""
