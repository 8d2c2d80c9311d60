"""The data request: letters, templates, lists out; receipts, deficiency letters and filled templates back."""
