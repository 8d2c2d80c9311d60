"""The text that Excel shows for a value and its number format."""
