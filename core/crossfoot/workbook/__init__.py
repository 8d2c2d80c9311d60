"""What a workbook really holds: cells with addresses, hidden things, error cells, hyperlinks, hazards."""
