"""The report as data (the model), and its rendering as a PDF."""
