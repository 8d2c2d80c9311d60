"""Whole ways through the program, as a user goes them: by the command line, in processes of their own."""
