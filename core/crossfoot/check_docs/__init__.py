"""What a check asks and how it decides, in plain language: made from its header, for the terminal and for docs/."""
